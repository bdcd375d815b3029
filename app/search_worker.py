"""Searching, on a thread of its own; `app/engine_door.py` has the rules of workers."""

from PyQt5.QtCore import QObject, pyqtSignal, pyqtSlot

from app.engine_door import EngineDoor
from index.control import Cancelled, Control
from index.records import Query
from models.problems import EnvironmentProblem, PictureError


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
