"""Short work beside the window's thread, its answer brought back to it."""

from collections.abc import Callable
from typing import TypeVar

from PyQt5.QtCore import QObject, QRunnable, QThreadPool, pyqtSignal

T = TypeVar("T")
Then = Callable[[object], None]


class _Task(QRunnable):
    """Runs the work and hands its answer to `answered`."""

    def __init__(self, work: Callable[[], object], answered: Callable[[object], None]) -> None:
        super().__init__()
        self._work = work
        self._answered = answered

    # Qt overrides

    def run(self) -> None:
        """Run in a thread of the pool."""
        self._answered(self._work())


class Background(QObject):
    """Runs functions on a few threads of its own; `then` gets the answer in the window's thread.

    Work that raises is a bug: its exception goes to the excepthook and `then` is not called.

    Signals:
        _answered(then, answer): carries an answer over to the window's thread.
    """

    _answered = pyqtSignal(object, object)

    def __init__(self, parent: QObject | None = None, threads: int = 3) -> None:
        super().__init__(parent)
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(threads)
        self._closed = False
        self._answered.connect(self._deliver)

    def run(self, work: Callable[[], T], then: Callable[[T], None]) -> None:
        """Run `work` in a thread, then `then` with its answer here."""
        if not self._closed:
            self._pool.start(_Task(work, lambda answer: self._answered.emit(then, answer)))

    def shutdown(self, wait_ms: int) -> bool:
        """Drop what has not begun, wait for the rest; False if some of it does not end."""
        self._closed = True
        self._pool.clear()
        return self._pool.waitForDone(wait_ms)

    def _deliver(self, then: Then, answer: object) -> None:
        if not self._closed:
            then(answer)
