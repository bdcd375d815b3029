"""Indexing, on a thread of its own; `app/engine_door.py` has the rules of workers."""

import threading
import time
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from PyQt5.QtCore import QObject, pyqtSignal, pyqtSlot

from app.engine_door import EngineDoor
from index.control import Cancelled, Control
from index.records import IndexProgress
from models.problems import EnvironmentProblem

if TYPE_CHECKING:
    from index.engine import SearchEngine

PROGRESS_SECONDS = 1 / 15
STATUS_SECONDS = 0.7
STATUS_REST = 10
"""Times as long as counting a large catalogue takes; so much of a run goes into the work at least."""


class _TellingControl(Control):
    """Tells when the work has really come to its pause.

    Args:
        on_wait: called when it begins to wait, in the worker's thread; where the pause meets the work just at
            a checkpoint, in the thread of the one who pauses.
    """

    def __init__(self, on_wait: Callable[[], None]) -> None:
        super().__init__()
        self._on_wait = on_wait
        self._gate = threading.Lock()
        self._at_checkpoint = False

    def pause(self) -> None:
        """Ask the work to wait at its next checkpoint, or hold it at the one where it is."""
        with self._gate:
            super().pause()
            waits = self._at_checkpoint and self.paused
        if waits:
            self._on_wait()

    def checkpoint(self) -> None:
        """Wait while paused, having told so."""
        with self._gate:
            self._at_checkpoint = True
            waits = self.paused
        if waits:
            self._on_wait()
        try:
            super().checkpoint()
        finally:
            self._at_checkpoint = False


class IndexWorker(QObject):
    """Runs indexing, one run at a time; what is asked for meanwhile is done together in the next run.

    Signals:
        started(): a run begins.
        progress(IndexProgress): at most 15 times a second, and at every change of phase.
        status(Status): what is in the catalogue, about once a second (a large one less often) and at the end of a run.
        problem(Problem, detail): the run broke off.
        stopped(cancelled): the run is over.
        paused(bool): the user's wish changed.
        waits(): the run has come to its pause.
    """

    started = pyqtSignal()
    progress = pyqtSignal(object)
    status = pyqtSignal(object)
    problem = pyqtSignal(object, str)
    stopped = pyqtSignal(bool)
    paused = pyqtSignal(bool)
    waits = pyqtSignal()
    _asked = pyqtSignal()

    def __init__(self, door: EngineDoor) -> None:
        super().__init__()
        self._door = door
        self._lock = threading.Lock()
        self._waiting: list[frozenset[int] | None] = []
        self._control: Control | None = None
        self._is_paused = False
        self._progress_due = 0.0
        self._status_due = 0.0
        self._asked.connect(self._run_all)

    @property
    def is_paused(self) -> bool:
        """Whether the user wants indexing to wait."""
        return self._is_paused

    def request(self, folder_ids: Collection[int] | None = None) -> None:
        """Index these folders, or all, after what is running."""
        with self._lock:
            self._waiting.append(None if folder_ids is None else frozenset(folder_ids))
        self._asked.emit()

    def pause(self) -> None:
        """Wait after the batch in hand."""
        self._set_paused(True)

    def resume(self) -> None:
        """Go on."""
        self._set_paused(False)

    def cancel(self) -> None:
        """Stop after the batch in hand and forget what waits; what was read is kept."""
        with self._lock:
            self._waiting.clear()
            if self._control:
                self._control.cancel()
        self._set_paused(False)

    def begin_anew(self) -> None:
        """Run again from the start, over all folders; does nothing between runs."""
        with self._lock:
            if not self._control:
                return
            self._control.cancel()
            self._waiting.append(None)
        self._asked.emit()

    def _set_paused(self, paused: bool) -> None:
        self.paused.emit(paused)
        with self._lock:
            self._is_paused = paused and bool(self._control or self._waiting)
            if self._control:
                self._control.pause() if paused else self._control.resume()

    @pyqtSlot()
    def _run_all(self) -> None:
        while (taken := self._take()) is not None:
            folder_ids, control = taken
            self.started.emit()
            try:
                self._run(folder_ids, control)
            finally:
                with self._lock:
                    self._control = None
                    self._is_paused = self._is_paused and bool(self._waiting)
                self.stopped.emit(control.cancelled)

    def _take(self) -> tuple[frozenset[int] | None, Control] | None:
        with self._lock:
            if not self._waiting:
                return None
            self._control = _TellingControl(self.waits.emit)
            if self._is_paused:
                self._control.pause()
            waiting = [each for each in self._waiting if each is not None]
            wanted = frozenset[int]().union(*waiting) if len(waiting) == len(self._waiting) else None
            self._waiting.clear()
            return wanted, self._control

    def _run(self, folder_ids: frozenset[int] | None, control: Control) -> None:
        phase = None
        last: IndexProgress | None = None
        try:
            engine = self._door.engine()
            for step in engine.index(control, folder_ids):
                waits = control.paused or control.cancelled
                self._tell(step, at_once=waits or step.phase is not phase)
                self._tell_status(engine, at_once=waits)
                phase, last = step.phase, step
            if last is not None:
                self._tell(last, at_once=True)
        except Cancelled:
            pass
        except EnvironmentProblem as error:
            self.problem.emit(error.problem, error.detail)
        self._end_status()

    def _tell(self, progress: IndexProgress, *, at_once: bool) -> None:
        now = time.monotonic()
        if at_once or now >= self._progress_due:
            self._progress_due = now + PROGRESS_SECONDS
            self.progress.emit(progress)

    def _tell_status(self, engine: "SearchEngine", *, at_once: bool) -> None:
        began = time.monotonic()
        if at_once or began >= self._status_due:
            self.status.emit(engine.status())
            now = time.monotonic()
            self._status_due = now + max(STATUS_SECONDS, STATUS_REST * (now - began))

    def _end_status(self) -> None:
        try:
            self.status.emit(self._door.engine().status())
        except Cancelled:
            pass
        except EnvironmentProblem as error:
            self.problem.emit(error.problem, error.detail)
