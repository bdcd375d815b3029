"""Between the worker that diagnoses the index and the dialog that shows it."""

from PyQt5.QtCore import QObject
from PyQt5.QtWidgets import QWidget

from app.backend import Backend
from app.diagnosis_dialog import DiagnosisDialog
from index.diagnosis_records import DiagnosisProgress
from index.records import Status
from models.problems import Problem


class DiagnosisDesk(QObject):
    """Diagnoses when the dialog is opened first, and again on the user's wish; a dialog that closes ends the run."""

    def __init__(self, backend: Backend, window: QWidget) -> None:
        super().__init__(window)
        self._worker = backend.diagnosis
        self._dialog = DiagnosisDialog(window)
        self._dialog.start_wanted.connect(self._start)
        self._dialog.cancel_wanted.connect(self._cancel)
        self._worker.progress.connect(self._progress)
        self._worker.problem.connect(self._problem)

    def show(self) -> None:
        """Open the dialog."""
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()
        if self._dialog.wants_diagnosis():
            self._start()

    def set_status(self, status: Status) -> None:
        """The catalogue is another now."""
        self._dialog.set_status(status)

    def _start(self) -> None:
        self._worker.start()
        self._dialog.set_running()

    def _cancel(self) -> None:
        self._worker.cancel()
        self._dialog.set_cancelled()

    def _progress(self, number: int, progress: DiagnosisProgress) -> None:
        if number != self._worker.number:
            return
        if progress.diagnosis is not None:
            self._dialog.set_diagnosis(progress.diagnosis)
        else:
            self._dialog.set_progress(progress)

    def _problem(self, number: int, problem: Problem, detail: str) -> None:
        if number == self._worker.number:
            self._dialog.set_problem(problem, detail)
