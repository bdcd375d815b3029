"""Adapt to this catalogue: what it does, how it goes on, how it ended."""

from enum import Enum, auto

from PyQt5.QtCore import QDateTime, QLocale, Qt, pyqtSignal
from PyQt5.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app import problem_text
from app.command_process import Ending
from app.geometry import size_at
from app.task_dialog import TaskDialog, set_role, share_done
from app.wording import number
from index.records import Adaptation, AdaptPhase, AdaptProgress, Status
from models.problems import Problem

WIDTH = 520
_PARTS = {
    AdaptPhase.COLLECT: (0.0, 0.1),
    AdaptPhase.LEARN: (0.1, 0.6),
    AdaptPhase.CHECK: (0.6, 0.8),
    AdaptPhase.ENCODE: (0.8, 1.0),
}
"""Where each phase begins and ends on the bar."""


class _State(Enum):
    AT_REST = auto()
    RUNNING = auto()
    UNDOING = auto()
    TAKING_OVER = auto()


class AdaptDialog(TaskDialog):
    """Explains, starts, shows and ends adapting. It may be closed while that goes on.

    Signals:
        start_wanted(), cancel_wanted(): the user's wish.
    """

    start_wanted = pyqtSignal()
    cancel_wanted = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("adapt", parent)
        self._state = _State.AT_REST
        self._status: Status | None = None
        self._progress: AdaptProgress | None = None
        self._outcome: Ending | Problem | None = None
        self._detail = ""
        self._what = self._label("adaptWhat")
        self._how = self._label("adaptHow", "quiet")
        self._now = self._label("adaptNow", "quiet")
        self._told = self._label("adaptTold")
        self._start = self._button("startAdapting", self.start_wanted.emit)
        self._start.setDefault(True)
        self._cancel = self._button("cancelAdapting", self.cancel_wanted.emit)
        self._close = self._button("closeAdapting", self.close)
        self._lay_out()
        self.retranslate_ui()

    def set_status(self, status: Status) -> None:
        """The catalogue's counts, and how it is adapted."""
        self._status = status
        self._tell()

    def set_running(self, *, undo: bool) -> None:
        """A run has begun."""
        self._state = _State.UNDOING if undo else _State.RUNNING
        self._progress = self._outcome = None
        self._tell()

    def set_progress(self, progress: AdaptProgress) -> None:
        """Where the run stands."""
        self._progress = progress
        self._tell()

    def set_taking_over(self) -> None:
        """The run is over and the window takes over what it made."""
        self._state = _State.TAKING_OVER
        self._tell()

    def set_outcome(self, outcome: Ending | Problem, detail: str) -> None:
        """How the run ended."""
        self._state = _State.AT_REST
        self._outcome, self._detail = outcome, detail
        self._tell()

    def outcome_line(self) -> str:
        """How the last run ended, in a sentence; empty before the first."""
        if isinstance(self._outcome, Problem):
            return problem_text.sentence(self._outcome)
        adaptation = self._adaptation()
        if self._outcome is Ending.DONE and adaptation:
            return self.tr("Adapted to {count} pictures.").format(count=number(adaptation.pictures))
        return {
            Ending.DONE: self.tr("The comparison that came with the program is in use again."),
            Ending.CANCELLED: self.tr("Cancelled."),
            Ending.BROKEN: self.tr(
                "This broke off unexpectedly. The catalogue is unharmed; you can try again."
            ),
            None: "",
        }[self._outcome]

    def retranslate_ui(self) -> None:
        """Say everything in the language of now."""
        self.setWindowTitle(self.tr("Adapt to this catalogue"))
        self._what.setText(
            self.tr(
                "The program learns from the pictures of this catalogue what your designs differ in, and compares"
                " by that from then on."
            )
        )
        self._how.setText(
            self.tr(
                "This takes about a minute, and you can go on searching meanwhile. No picture is changed. If photos"
                " would find their designs less well than before, nothing is changed at all; and “Undo adaptation”"
                " in the Tools menu takes it back at any time."
            )
        )
        self._bar.setAccessibleName(self.tr("Progress"))
        for button, text in (
            (self._start, self.tr("Adapt")),
            (self._cancel, self.tr("Cancel")),
        ):
            button.setText(text)
            button.setAccessibleName(text)
        self._tell()

    def _tell(self) -> None:
        runs = self._state is not _State.AT_REST
        can_stop = self._progress is None or self._progress.phase is not AdaptPhase.ENCODE
        self._now.setText(self._now_line())
        self._told.setText(self._activity_line() if runs else self.outcome_line())
        self._told.setToolTip("" if runs else self._detail)
        set_role(self._told, "" if runs or self._outcome is not Ending.BROKEN else "danger")
        self._told.setVisible(bool(self._told.text()))
        self._bar.setVisible(runs)
        self._move_bar(self._share())
        self._start.setVisible(not runs)
        self._start.setEnabled(self._status is not None and self._status.searchable > 0)
        self._cancel.setVisible(self._state is _State.RUNNING and can_stop)
        self._close.setText(self.tr("Hide") if runs else self.tr("Close"))
        self._close.setAccessibleName(self._close.text())
        self.resize(size_at(self, WIDTH))

    def _share(self) -> float | None:
        progress = self._progress
        if progress is None or self._state is not _State.RUNNING:
            return None
        return share_done(_PARTS[progress.phase], progress.done, progress.total)

    def _now_line(self) -> str:
        adaptation = self._adaptation()
        if adaptation is None:
            return self.tr("Now in use: the comparison that came with the program.")
        day = QDateTime.fromString(adaptation.at, Qt.DateFormat.ISODate).toLocalTime().date()
        return self.tr("Now in use: adapted on {day} to {count} pictures.").format(
            day=QLocale().toString(day, QLocale.FormatType.LongFormat), count=number(adaptation.pictures)
        )

    def _activity_line(self) -> str:
        if self._state is _State.TAKING_OVER:
            return self.tr("Nearly done…")
        if self._state is _State.UNDOING:
            return self.tr("Going back to the comparison that came with the program…")
        return {
            None: self.tr("Starting…"),
            AdaptPhase.COLLECT: self.tr("Collecting what is known of the pictures…"),
            AdaptPhase.LEARN: self.tr("Learning what the designs differ in…"),
            AdaptPhase.CHECK: self.tr("Checking that photos find their designs…"),
            AdaptPhase.ENCODE: self.tr("Preparing the catalogue…"),
        }[self._progress.phase if self._progress else None]

    def _adaptation(self) -> Adaptation | None:
        return self._status.adaptation if self._status else None

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        for button in (self._start, self._cancel, self._close):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 20, 22, 16)
        layout.setSpacing(12)
        for widget in (self._what, self._how, self._now, self._told, self._bar):
            layout.addWidget(widget)
        layout.addStretch(1)
        layout.addSpacing(6)
        layout.addLayout(buttons)
        self.setFixedWidth(WIDTH)
