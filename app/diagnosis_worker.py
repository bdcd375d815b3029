"""Diagnoses the index on a QThread of its own; see `app.engine_door` for the rules that workers keep."""

from importlib import import_module

from PyQt5.QtCore import QObject, pyqtSignal, pyqtSlot

from app.engine_door import EngineDoor
from index.control import Cancelled, Control
from models.problems import EnvironmentProblem

JUDGES = ("index.findings", "index.sensitivity")
"""Modules that the page judges a diagnosis by, read from the disk here and not in the window's thread."""


class DiagnosisWorker(QObject):
    """Runs one diagnosis at a time, the newest only. Every answer carries the number `start` gave its run.

    Signals:
        progress(number, DiagnosisProgress): where the run stands; the last brings the diagnosis.
        problem(number, Problem, detail): the catalogue could not be read.
    """

    progress = pyqtSignal(int, object)
    problem = pyqtSignal(int, object, str)
    _asked = pyqtSignal(int, object)

    def __init__(self, door: EngineDoor) -> None:
        super().__init__()
        self._door = door
        self._number = 0
        self._control = Control()
        self._asked.connect(self._run)

    @property
    def number(self) -> int:
        """Number of the newest run; answers with another number are stale."""
        return self._number

    def start(self) -> None:
        """Diagnose the catalogue as it is, instead of any older run."""
        self.cancel()
        self._control = Control()
        self._asked.emit(self._number, self._control)

    def cancel(self) -> None:
        """Stop the run in hand; what is still on its way becomes stale."""
        self._control.cancel()
        self._number += 1

    @pyqtSlot(int, object)
    def _run(self, number: int, control: Control) -> None:
        for judge in JUDGES:
            import_module(judge)
        try:
            control.checkpoint()
            for step in self._door.engine().diagnose(control):
                control.checkpoint()
                self.progress.emit(number, step)
        except Cancelled:
            pass
        except EnvironmentProblem as error:
            self.problem.emit(number, error.problem, error.detail)
