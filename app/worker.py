"""The engine's workers: searching, indexing and the catalogue's housekeeping, each on a QThread of its own.

Public methods are called from the window's thread and return at once. They hand the work over with a private
signal whose slot runs in the worker's thread, and the answers come back by public signals. PyQt decides by the
receiver where a slot runs, hence three rules:

- private slots carry `pyqtSlot`, or they would run in the thread in which they were connected;
- public signals are connected to methods of QObjects of the window, or they would run in the worker's thread;
- public methods are called, not connected to, or they would wait until the worker is free.

The engine is opened in the search worker's thread; the others wait for it in theirs.
"""

import threading
import time
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PyQt5.QtCore import QObject, pyqtSignal, pyqtSlot

from index.control import Cancelled, Control
from index.records import IndexProgress, Query
from models.problems import EnvironmentProblem, PictureError

if TYPE_CHECKING:
    from index.engine import SearchEngine

PROGRESS_SECONDS = 1 / 15
STATUS_SECONDS = 0.7
STATUS_REST = 10
"""Times as long as counting a large catalogue takes; so much of a run goes into the work at least."""


class EngineDoor:
    """Where the workers meet the engine: one opens it, the others wait until it is open.

    Args:
        data_dir: folder of the catalogue.
    """

    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir
        self._changed = threading.Condition()
        self._engine: SearchEngine | None = None
        self._shut = False

    def open(self) -> None:
        """Open the catalogue and load the network.

        Raises:
            EnvironmentProblem: see `SearchEngine`.
        """
        from index.engine import SearchEngine

        engine = SearchEngine(self._data_dir)
        try:
            engine.load()
        except EnvironmentProblem:
            engine.close()
            raise
        with self._changed:
            self._engine = engine
            self._changed.notify_all()

    @property
    def is_open(self) -> bool:
        """Whether the engine is there."""
        return self._engine is not None

    def engine(self) -> "SearchEngine":
        """The engine, awaited if need be.

        Raises:
            Cancelled: the program ends.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._engine is not None or self._shut)
            if self._engine is None or self._shut:
                raise Cancelled
            return self._engine

    def thumbnail(self, item_id: int) -> bytes | None:
        """The item's thumbnail, for threads other than the workers'."""
        with self._changed:
            engine = None if self._shut else self._engine
        return engine.thumbnail(item_id) if engine else None

    def shut(self) -> None:
        """Let nobody in any more and wake those who wait."""
        with self._changed:
            self._shut = True
            self._changed.notify_all()

    def close(self) -> None:
        """Release the catalogue; after the workers have ended."""
        self.shut()
        if self._engine is not None:
            self._engine.close()


class SearchWorker(QObject):
    """Answers queries, the newest only. Every answer carries the number `search` gave its query.

    Signals:
        ready(): the engine is open and loaded.
        failed(Problem, detail): the engine could not be opened; `open` tries again.
        batch(number, SearchBatch): the next matches.
        problem(number, Problem, detail): the query cannot be answered.
        ended(number): nothing more will come for this query.
    """

    ready = pyqtSignal()
    failed = pyqtSignal(object, str)
    batch = pyqtSignal(int, object)
    problem = pyqtSignal(int, object, str)
    ended = pyqtSignal(int)
    _open_asked = pyqtSignal()
    _search_asked = pyqtSignal(int, object, object)

    def __init__(self, door: EngineDoor) -> None:
        super().__init__()
        self._door = door
        self._number = 0
        self._control = Control()
        self._open_asked.connect(self._open)
        self._search_asked.connect(self._search)

    @property
    def number(self) -> int:
        """Number of the newest query; answers with another number are stale."""
        return self._number

    def open(self) -> None:
        """Open the engine."""
        self._open_asked.emit()

    def search(self, query: Query) -> int:
        """Answer this query instead of any older one; returns its number."""
        self.cancel()
        self._control = Control()
        self._search_asked.emit(self._number, query, self._control)
        return self._number

    def cancel(self) -> None:
        """Stop the query in hand; what is still on its way becomes stale."""
        self._control.cancel()
        self._number += 1

    @pyqtSlot()
    def _open(self) -> None:
        if self._door.is_open:
            return
        try:
            self._door.open()
        except EnvironmentProblem as error:
            self.failed.emit(error.problem, error.detail)
        else:
            self.ready.emit()

    @pyqtSlot(int, object, object)
    def _search(self, number: int, query: Query, control: Control) -> None:
        """Answer a query; a catalogue that could not be opened before is tried again first."""
        if not self._door.is_open:
            self._open()
        try:
            control.checkpoint()
            if not self._door.is_open:
                return
            for batch in self._door.engine().search(query, control):
                control.checkpoint()
                self.batch.emit(number, batch)
        except Cancelled:
            pass
        except (PictureError, EnvironmentProblem) as error:
            self.problem.emit(number, error.problem, error.detail)
        finally:
            self.ended.emit(number)


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


class CatalogueWorker(QObject):
    """Looks after folders and failures: short calls that touch the disk or a share.

    Signals:
        folders(list of Folder): after every change and every `refresh`.
        status(Status): with the folders.
        added(list of Folder): these are in the catalogue now and wait to be indexed.
        removed(): a folder is gone.
        refused(path, Problem, detail): a folder could not be added.
        retried(count): so many failed pictures wait to be read again.
        failures(list of Failure): the answer to `list_failures`.
        adopted(): the answer to `adopt`, after the status, also where the catalogue could not be read.
        problem(Problem, detail): the catalogue could not be read or written.
    """

    folders = pyqtSignal(object)
    status = pyqtSignal(object)
    added = pyqtSignal(object)
    removed = pyqtSignal()
    refused = pyqtSignal(object, object, str)
    retried = pyqtSignal(int)
    failures = pyqtSignal(object)
    adopted = pyqtSignal()
    problem = pyqtSignal(object, str)
    _asked = pyqtSignal(object)

    def __init__(self, door: EngineDoor) -> None:
        super().__init__()
        self._door = door
        self._control = Control()
        self._refreshing = threading.Event()
        self._asked.connect(self._do)

    def refresh(self) -> None:
        """Look at the folders, unless a look is under way."""
        if not self._refreshing.is_set():
            self._refreshing.set()
            self._asked.emit(self._refresh)

    def add(self, paths: Sequence[Path]) -> None:
        """Add folders."""
        self._asked.emit(lambda: self._add(paths))

    def add_if_there(self, paths: Sequence[Path]) -> None:
        """Add those of the folders that exist; nothing is told of the others."""
        self._asked.emit(lambda: self._add([path for path in paths if path.is_dir()]))

    def remove(self, folder_id: int) -> None:
        """Forget a folder; its pictures stay untouched."""
        self._asked.emit(lambda: self._remove(folder_id))

    def retry(self, item_ids: Collection[int] | None = None) -> None:
        """Let these failed pictures, or all, be read again."""
        self._asked.emit(lambda: self._retry(item_ids))

    def list_failures(self) -> None:
        """Ask for the pictures that could not be read."""
        self._asked.emit(lambda: self.failures.emit(self._door.engine().failures()))

    def adopt(self) -> None:
        """Answer with the encoder that the catalogue names now."""
        self._asked.emit(self._adopt)

    def cancel(self) -> None:
        """Let what takes longer than a moment stop; at the end of the program."""
        self._control.cancel()

    @pyqtSlot(object)
    def _do(self, errand: Callable[[], None]) -> None:
        try:
            errand()
        except Cancelled:
            pass
        except EnvironmentProblem as error:
            self.problem.emit(error.problem, error.detail)

    def _refresh(self) -> None:
        self._refreshing.clear()
        engine = self._door.engine()
        self.folders.emit(engine.folders())
        self.status.emit(engine.status())

    def _add(self, paths: Sequence[Path]) -> None:
        added = []
        for path in paths:
            try:
                added.append(self._door.engine().add_folder(path))
            except EnvironmentProblem as error:
                self.refused.emit(path, error.problem, error.detail)
        if added:
            self.added.emit(added)
            self._refresh()

    def _remove(self, folder_id: int) -> None:
        try:
            self._door.engine().remove_folder(folder_id)
            self.removed.emit()
        finally:
            self._refresh()

    def _adopt(self) -> None:
        try:
            for _ in self._door.engine().adopt(self._control):
                pass
            self._refresh()
        finally:
            self.adopted.emit()

    def _retry(self, item_ids: Collection[int] | None) -> None:
        self.retried.emit(self._door.engine().retry(item_ids))
        self._refresh()
