"""Between the process that adapts the catalogue, the engine that takes its outcome over, and the dialog."""

from PyQt5.QtCore import QObject, pyqtSignal
from PyQt5.QtWidgets import QWidget

from app.adapt_dialog import AdaptDialog
from app.backend import Backend
from app.command_process import Ending
from app.status_line import StatusLine
from index.records import Status
from models.problems import Problem


class AdaptDesk(QObject):
    """Adapts and undoes on the user's wish and says how that goes: in the dialog, or when it is closed, in the line.

    Signals:
        undo_possible(bool): whether there is an adaptation to take back.
    """

    undo_possible = pyqtSignal(bool)

    def __init__(self, backend: Backend, line: StatusLine, window: QWidget) -> None:
        super().__init__(window)
        self._process = backend.adapting
        self._catalogue = backend.catalogue
        self._line = line
        self._dialog = AdaptDialog(window)
        self._is_adapted = False
        self._outcome: tuple[Ending | Problem, str] = (Ending.DONE, "")
        self._dialog.start_wanted.connect(self._start)
        self._dialog.cancel_wanted.connect(self._process.cancel)
        self._process.progress.connect(self._dialog.set_progress)
        self._process.ended.connect(self._take_over)
        self._catalogue.adopted.connect(self._tell)

    def show(self) -> None:
        """Open the dialog."""
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()

    def undo(self) -> None:
        """Go back to the encoder that came with the network."""
        self._begin(undo=True)

    def set_status(self, status: Status) -> None:
        """The catalogue is another now."""
        self._is_adapted = status.adaptation is not None
        self._dialog.set_status(status)
        self._offer_undo()

    def _start(self) -> None:
        self._begin(undo=False)

    def _begin(self, *, undo: bool) -> None:
        self._dialog.set_running(undo=undo)
        self._process.start(undo=undo)
        self._offer_undo()

    def _take_over(self, outcome: Ending | Problem, detail: str) -> None:
        """However it ended, the catalogue says which encoder is to answer."""
        self._outcome = (outcome, detail)
        self._dialog.set_taking_over()
        self._catalogue.adopt()

    def _tell(self) -> None:
        self._dialog.set_outcome(*self._outcome)
        if not self._dialog.isVisible():
            self._line.show_message(self._dialog.outcome_line())
        self._offer_undo()

    def _offer_undo(self) -> None:
        self.undo_possible.emit(self._is_adapted and not self._process.is_running)
