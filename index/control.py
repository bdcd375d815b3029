"""Pause and cancel for long work, without Qt."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


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
        self._asked = False

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
        self._asked = True

    def pause(self) -> None:
        """Ask the work to wait at its next checkpoint."""
        if not self.cancelled:
            self._running.clear()
            self._asked = True

    def resume(self) -> None:
        """Let paused work go on."""
        self._running.set()

    def checkpoint(self) -> None:
        """Wait while paused. Costs next to nothing before the first call of the other methods.

        Raises:
            Cancelled: the work was asked to stop.
        """
        if not self._asked:
            return
        self._running.wait()
        if self._cancelled.is_set():
            raise Cancelled


class Precedence:
    """Lets work in the background stand aside while something that a user waits for is done."""

    LONGEST_SECONDS = 1.0
    """What is waited for may hang, in a dead network share for instance; the rest goes on at a crawl meanwhile."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._waited_for = 0

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Go first with what is done inside."""
        with self._changed:
            self._waited_for += 1
        try:
            yield
        finally:
            with self._changed:
                self._waited_for -= 1
                self._changed.notify_all()

    def give(self) -> None:
        """Let those go first who want to."""
        with self._changed:
            self._changed.wait_for(lambda: not self._waited_for, self.LONGEST_SECONDS)
