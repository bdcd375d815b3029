"""Pause and cancel for long work, without Qt."""

import threading


class Cancelled(Exception):  # noqa: N818 - an answer to the user's wish, not an error
    """Raised inside long work at its next checkpoint after `Control.cancel`."""


class Control:
    """The caller's hand on long work: thread-safe pause, resume and cancel.

    The work calls `checkpoint` wherever it may stop; the caller calls the other methods from any thread.
    """

    def __init__(self) -> None:
        self._cancelled = threading.Event()
        self._running = threading.Event()
        self._running.set()

    @property
    def cancelled(self) -> bool:
        """Whether the work was asked to stop."""
        return self._cancelled.is_set()

    @property
    def paused(self) -> bool:
        """Whether the work was asked to wait."""
        return not self._running.is_set()

    def cancel(self) -> None:
        """Ask the work to stop at its next checkpoint, also when it is paused."""
        self._cancelled.set()
        self._running.set()

    def pause(self) -> None:
        """Ask the work to wait at its next checkpoint."""
        if not self.cancelled:
            self._running.clear()

    def resume(self) -> None:
        """Let paused work go on."""
        self._running.set()

    def checkpoint(self) -> None:
        """Wait while paused.

        Raises:
            Cancelled: the work was asked to stop.
        """
        self._running.wait()
        if self.cancelled:
            raise Cancelled
