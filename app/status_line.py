"""The bar at the bottom of the window: what is searchable, what is going on, what failed."""

from collections.abc import Callable
from enum import Enum, auto

from PyQt5.QtCore import QEvent, QTimer, pyqtSignal
from PyQt5.QtGui import QResizeEvent
from PyQt5.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QSizePolicy, QWidget

from app import problem_text
from app.elided_label import ElidedLabel
from app.wording import counted, number, time_left
from index.records import IndexProgress, Phase, Status
from models.problems import Problem

MESSAGE_MS = 7_000
SHOW_AFTER_MS = 500
STEPS = 1000
SMALLEST_PART = 50


class Run(Enum):
    """How indexing stands."""

    IDLE = auto()
    RUNNING = auto()
    PAUSING = auto()
    PAUSED = auto()
    STOPPING = auto()


_HALTED = frozenset({Run.PAUSING, Run.PAUSED})


class StatusLine(QFrame):
    """Tells the truth about the catalogue, always; its buttons only ask, the window acts.

    Signals:
        pause_wanted(), resume_wanted(), cancel_wanted(): about the run in hand.
        continue_wanted(): read what is left, or try again after a problem.
        failures_wanted(), folders_wanted(): show the dialog.
    """

    pause_wanted = pyqtSignal()
    resume_wanted = pyqtSignal()
    cancel_wanted = pyqtSignal()
    continue_wanted = pyqtSignal()
    failures_wanted = pyqtSignal()
    folders_wanted = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusLine")
        self._status: Status | None = None
        self._run = Run.IDLE
        self._progress: IndexProgress | None = None
        self._problem: tuple[Problem, str] | None = None
        self._summary = self._label("statusSummary", shrinks_to=None)
        self._message = self._label("statusMessage", "quiet", shrinks_to=120)
        self._trouble = self._label("statusProblem", "danger", shrinks_to=160)
        self._activity = self._label("statusActivity", "quiet", shrinks_to=170)
        self._bar = QProgressBar(self)
        self._bar.setObjectName("indexProgress")
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(130)
        self._pause = self._button("pauseIndexing")
        self._cancel = self._button("cancelIndexing")
        self._continue = self._button("continueIndexing")
        self._failed = self._button("showFailures", "link")
        self._offline = self._button("showOffline", "link")
        self._message_timer = self._timer(MESSAGE_MS, self._forget_message)
        self._show_timer = self._timer(SHOW_AFTER_MS, self._tell)
        self._pause.clicked.connect(self._toggle_pause)
        self._cancel.clicked.connect(self.cancel_wanted)
        self._continue.clicked.connect(self.continue_wanted)
        self._failed.clicked.connect(self.failures_wanted)
        self._offline.clicked.connect(self.folders_wanted)
        self._lay_out()
        self.retranslate_ui()

    def set_status(self, status: Status) -> None:
        """The catalogue's counts."""
        self._status = status
        self._tell()

    def run(self) -> Run:
        """How indexing stands."""
        return self._run

    def set_run(self, run: Run) -> None:
        """Whether indexing runs. A run that ends at once is never shown, so that nothing flickers."""
        if run is Run.IDLE:
            self._progress = None
            self._show_timer.stop()
        elif self._run is Run.IDLE:
            self._problem = None
            self._show_timer.start()
        self._run = run
        self._tell()

    def set_progress(self, progress: IndexProgress) -> None:
        """Where the run stands."""
        self._progress = progress
        self._tell()

    def set_problem(self, problem: Problem | None, detail: str = "") -> None:
        """What keeps the catalogue from being used or read on; None when that is over."""
        self._problem = None if problem is None else (problem, detail)
        self._tell()

    def show_message(self, text: str) -> None:
        """Tell something for a few seconds."""
        self._message.set_line(text)
        self._message_timer.start()
        self._make_room()

    def retranslate_ui(self) -> None:
        """Say everything in the language of now."""
        self.setAccessibleName(self.tr("Status"))
        self._bar.setAccessibleName(self.tr("Indexing progress"))
        self._cancel.setText(self.tr("Cancel"))
        self._cancel.setToolTip(self.tr("Stop reading; what was read stays searchable"))
        self._failed.setToolTip(self.tr("Show which pictures, and why"))
        self._offline.setToolTip(self.tr("Show the catalogue's folders"))
        self._tell()

    def _label(self, name: str, role: str = "", *, shrinks_to: int | None) -> ElidedLabel:
        label = ElidedLabel(parent=self, shrinks_to=shrinks_to)
        label.setObjectName(name)
        label.setProperty("role", role)
        return label

    def _button(self, name: str, role: str = "small") -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(name)
        button.setProperty("role", role)
        button.hide()
        return button

    def _timer(self, interval: int, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval)
        timer.timeout.connect(slot)
        return timer

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 5, 14, 5)
        layout.setSpacing(10)
        layout.addWidget(self._summary)
        layout.addWidget(self._failed)
        layout.addWidget(self._offline)
        layout.addWidget(self._trouble)
        layout.addWidget(self._message)
        layout.addStretch(1)
        for widget in (self._activity, self._bar, self._pause, self._cancel, self._continue):
            layout.addWidget(widget)
        self.setMinimumHeight(40)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def _toggle_pause(self) -> None:
        if self._run in _HALTED:
            self.resume_wanted.emit()
        else:
            self.pause_wanted.emit()

    def _forget_message(self) -> None:
        self._message.set_line("")
        self._make_room()

    def _tell(self) -> None:
        self._tell_status()
        self._tell_run()
        self._tell_problem()
        self._make_room()

    def _make_room(self) -> None:
        """Where there is little room, what matters less goes: the bar, the words beside it, the message."""
        is_shown = bool(self._activity.line())
        self._bar.setVisible(is_shown)
        self._activity.setVisible(is_shown)
        self._message.setVisible(bool(self._message.line()))
        layout = self.layout()
        assert layout is not None
        for widget in (self._bar, self._activity, self._message):
            if layout.minimumSize().width() <= self.width():
                return
            widget.hide()

    def _tell_status(self) -> None:
        status = self._status
        self._summary.set_line(self._summary_line())
        failed = status.failed if status else 0
        offline = status.offline if status else 0
        self._failed.setVisible(failed > 0)
        self._offline.setVisible(offline > 0)
        self._name(
            self._failed,
            counted(failed, self.tr("1 could not be read"), self.tr("{count} could not be read")),
        )
        self._name(
            self._offline, counted(offline, self.tr("1 folder offline"), self.tr("{count} folders offline"))
        )

    def _summary_line(self) -> str:
        status = self._status
        if status is None:
            return self.tr("Starting…") if self._problem is None else ""
        if not status.folders:
            return self.tr("No catalogue folder yet")
        line = counted(
            status.searchable, self.tr("1 picture searchable"), self.tr("{count} pictures searchable")
        )
        if status.pending and self._run is Run.IDLE:
            waiting = counted(status.pending, self.tr("1 not read yet"), self.tr("{count} not read yet"))
            line = f"{line} · {waiting}"
        return line

    def _tell_run(self) -> None:
        shown = self._run is not Run.IDLE and (
            self._run is not Run.RUNNING or not self._show_timer.isActive()
        )
        for button in (self._pause, self._cancel):
            button.setVisible(shown)
            button.setEnabled(self._run is not Run.STOPPING)
        self._name(self._pause, self.tr("Resume") if self._run in _HALTED else self.tr("Pause"))
        self._cancel.setAccessibleName(self._cancel.text())
        self._activity.set_line(self._activity_line() if shown else "")
        progress = self._progress
        if progress is None or progress.phase is Phase.SCAN or not progress.total:
            self._bar.setRange(0, STEPS if self._run is Run.PAUSED else 0)
        else:
            self._bar.setRange(0, STEPS)
            part = round(STEPS * progress.done / progress.total)
            self._bar.setValue(max(part, SMALLEST_PART) if progress.done else 0)

    def _activity_line(self) -> str:
        progress = self._progress
        halted = self._halted_line()
        if progress is None or progress.phase is Phase.SCAN:
            return halted or self._scan_line(progress.folder if progress else "")
        if progress.phase is Phase.UPDATE:
            doing = self.tr("Updating for the new recognition model")
        else:
            doing = self.tr("Reading pictures")
        parts = [
            halted or doing,
            self.tr("{done} of {total}").format(done=number(progress.done), total=number(progress.total)),
        ]
        if not halted and progress.seconds_left is not None and progress.done:
            parts.append(time_left(progress.seconds_left))
        return " · ".join(parts)

    def _halted_line(self) -> str:
        words = {
            Run.PAUSING: self.tr("Pausing…"),
            Run.PAUSED: self.tr("Paused"),
            Run.STOPPING: self.tr("Stopping…"),
        }
        return words.get(self._run, "")

    def _scan_line(self, folder: str) -> str:
        if not folder:
            return self.tr("Looking for changes…")
        return self.tr("Looking for changes in {folder}…").format(folder=folder)

    def _tell_problem(self) -> None:
        pending = bool(self._status and self._status.pending)
        idle = self._run is Run.IDLE
        self._trouble.setVisible(self._problem is not None)
        self._continue.setVisible(idle and (pending or self._problem is not None))
        self._name(self._continue, self.tr("Try again") if self._problem else self.tr("Continue reading"))
        if self._problem is not None:
            problem, detail = self._problem
            self._trouble.set_line(problem_text.sentence(problem), detail)

    @staticmethod
    def _name(button: QPushButton, text: str) -> None:
        button.setText(text)
        button.setAccessibleName(text)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit what is said to the new width."""
        super().resizeEvent(event)
        self._make_room()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate_ui()
