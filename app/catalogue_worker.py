"""Folders and failures, on a thread of their own; `app/engine_door.py` has the rules of workers."""

import threading
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from PyQt5.QtCore import QObject, pyqtSignal, pyqtSlot

from app.engine_door import EngineDoor
from index.control import Cancelled, Control
from models.problems import EnvironmentProblem


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
