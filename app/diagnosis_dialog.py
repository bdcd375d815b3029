"""Index diagnosis: in pictures and sentences, how good the index of the catalogue is."""

from enum import Enum, auto

from PyQt5.QtCore import QSize, Qt, pyqtSignal
from PyQt5.QtGui import QHideEvent
from PyQt5.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app import problem_text
from app.diagnosis_page import DiagnosisPage
from app.elided_label import ElidedLabel
from app.geometry import fitted
from app.task_dialog import TaskDialog, share_done
from app.wording import counted
from index.diagnosis_records import Diagnosis, DiagnosisPhase, DiagnosisProgress
from index.records import Status
from models.problems import Problem

SIZE = QSize(1040, 820)
BAR_WIDTH = 180
_PARTS = {
    DiagnosisPhase.FEATURES: (0.0, 0.3),
    DiagnosisPhase.BITS: (0.3, 0.4),
    DiagnosisPhase.BUCKETS: (0.4, 1.0),
}
"""Where each phase begins and ends on the bar."""


class _State(Enum):
    NEW = auto()
    RUNNING = auto()
    CANCELLED = auto()
    BROKEN = auto()
    DONE = auto()


class DiagnosisDialog(TaskDialog):
    """Shows a diagnosis, how one goes on, and lets it be begun again.

    Signals:
        start_wanted(), cancel_wanted(): the user's wish; a dialog that closes while a diagnosis is on its way
            cancels it.
    """

    start_wanted = pyqtSignal()
    cancel_wanted = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("diagnosis", parent)
        self._state = _State.NEW
        self._status: Status | None = None
        self._begun_with: Status | None = None
        self._progress: DiagnosisProgress | None = None
        self._problem: tuple[Problem, str] | None = None
        self._page = DiagnosisPage(self)
        self._scroll = QScrollArea(self)
        self._scroll.setObjectName("diagnosisScroll")
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(self._page)
        self._told = ElidedLabel(parent=self)
        self._told.setObjectName("diagnosisTold")
        self._bar.setFixedWidth(BAR_WIDTH)
        self._again = self._button("startDiagnosis", self.start_wanted.emit)
        self._cancel = self._button("cancelDiagnosis", self.cancel_wanted.emit)
        self._close = self._button("closeDiagnosis", self.close)
        self._lay_out()
        self.setMinimumWidth(self._narrowest())
        self.resize(fitted(SIZE))
        self.retranslate_ui()

    def wants_diagnosis(self) -> bool:
        """Whether nothing is on its way and what is shown, if anything, is of a catalogue that has changed."""
        return self._state is not _State.RUNNING and (self._state is not _State.DONE or self._has_changed())

    def set_status(self, status: Status) -> None:
        """The catalogue is another now."""
        self._status = status
        self._tell()

    def set_running(self) -> None:
        """A diagnosis is on its way."""
        self._state, self._progress, self._begun_with = _State.RUNNING, None, self._status
        self._tell()

    def set_progress(self, progress: DiagnosisProgress) -> None:
        """Where the diagnosis stands."""
        self._progress = progress
        self._tell()

    def set_diagnosis(self, diagnosis: Diagnosis) -> None:
        """What was found."""
        self._state = _State.DONE
        self._page.show_diagnosis(diagnosis)
        self._tell()

    def set_cancelled(self) -> None:
        """The diagnosis was stopped; what an older one found stays."""
        self._state = _State.CANCELLED
        self._tell()

    def set_problem(self, problem: Problem, detail: str) -> None:
        """The diagnosis broke off."""
        self._state, self._problem = _State.BROKEN, (problem, detail)
        self._tell()

    def retranslate_ui(self) -> None:
        """Say everything in the language of now."""
        self.setWindowTitle(self.tr("Index diagnosis"))
        self._scroll.setAccessibleName(self.tr("Index diagnosis"))
        self._bar.setAccessibleName(self.tr("Progress"))
        for button, text in (
            (self._again, self.tr("Look again")),
            (self._cancel, self.tr("Cancel")),
            (self._close, self.tr("Close")),
        ):
            button.setText(text)
            button.setAccessibleName(text)
        self._page.retranslate_ui()
        self._tell()

    def _tell(self) -> None:
        runs = self._state is _State.RUNNING
        self._bar.setVisible(runs)
        self._move_bar(self._share())
        self._again.setVisible(not runs)
        self._cancel.setVisible(runs)
        self._told.set_line(*self._line())

    def _share(self) -> float | None:
        progress = self._progress
        return share_done(_PARTS[progress.phase], progress.done, progress.total) if progress else None

    def _line(self) -> tuple[str, str]:
        """What is told beside the buttons, and its hint."""
        if self._state is _State.BROKEN and self._problem is not None:
            problem, detail = self._problem
            return problem_text.sentence(problem), detail
        if self._state is _State.RUNNING:
            return self._activity(), ""
        if self._state is _State.CANCELLED:
            return self.tr("Cancelled."), ""
        if self._state is _State.DONE and self._has_changed():
            return self.tr("The catalogue has changed since then."), ""
        if self._status is not None and self._status.pending:
            one, many = self.tr("1 picture is not read yet."), self.tr("{count} pictures are not read yet.")
            return counted(self._status.pending, one, many), ""
        return "", ""

    def _activity(self) -> str:
        return {
            None: self.tr("Starting…"),
            DiagnosisPhase.FEATURES: self.tr("Collecting what is known of the pictures…"),
            DiagnosisPhase.BITS: self.tr("Counting bits…"),
            DiagnosisPhase.BUCKETS: self.tr("Opening buckets…"),
        }[self._progress.phase if self._progress else None]

    def _has_changed(self) -> bool:
        before, now = self._begun_with, self._status
        if before is None or now is None:
            return before is not now
        return (before.searchable, before.adaptation) != (now.searchable, now.adaptation)

    def _narrowest(self) -> int:
        """The page and its scroll bar side by side."""
        bar = self._scroll.verticalScrollBar()
        assert bar is not None
        return self._page.minimumWidth() + bar.sizeHint().width()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(18, 10, 18, 12)
        row.setSpacing(8)
        row.addWidget(self._bar)
        row.addWidget(self._told, 1)
        for button in (self._again, self._cancel, self._close):
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._scroll, 1)
        layout.addLayout(row)

    # Qt overrides

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody waits for the diagnosis any more."""
        super().hideEvent(event)
        if self._state is _State.RUNNING and not event.spontaneous():
            self.cancel_wanted.emit()
