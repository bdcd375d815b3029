"""Evaluate catalogue: what is done, over what, how it goes on, and what was found."""

from collections.abc import Sequence
from pathlib import Path

from PyQt5.QtCore import QSize, Qt, pyqtSignal
from PyQt5.QtGui import QDragEnterEvent, QDropEvent
from PyQt5.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app import problem_text
from app.background import Background
from app.command_process import Ending
from app.evaluate_choice import EvaluateChoice
from app.evaluate_process import EvaluateProgress
from app.evaluation_view import EvaluationView
from app.geometry import fitted, size_at
from app.language import Language
from app.sample import arrival_of
from app.task_dialog import TaskDialog, set_role, share_done
from index.evaluation.results import Evaluation
from index.evaluation.words import ReportLanguage, words_of
from index.records import Folder
from models.problems import Problem

WIDTH = 680
SIZE_WITH_RESULTS = QSize(1120, 980)


class EvaluateDialog(TaskDialog):
    """Explains, starts, shows and ends an evaluation. It may be closed while that goes on.

    Signals:
        start_wanted(Labelled or None): the user's wish; None for the demo catalogue.
        cancel_wanted(), open_wanted(), save_wanted(): the user's wish.
    """

    start_wanted = pyqtSignal(object)
    cancel_wanted = pyqtSignal()
    open_wanted = pyqtSignal()
    save_wanted = pyqtSignal()

    def __init__(self, background: Background, language: Language, parent: QWidget | None = None) -> None:
        super().__init__("evaluate", parent)
        self.setAcceptDrops(True)
        self._language = language
        self._runs = False
        self._progress: EvaluateProgress | None = None
        self._outcome: Ending | Problem | None = None
        self._detail = ""
        self._evaluation: Evaluation | None = None
        self._what = self._label("evaluateWhat")
        self._how = self._label("evaluateHow", "quiet")
        self._told = self._label("evaluateTold")
        self.choice = EvaluateChoice(background, self)
        self._view = EvaluationView(background, self)
        self._shows_results = False
        self._start = self._button("startEvaluating", lambda: self.start_wanted.emit(self.choice.chosen()))
        self._start.setDefault(True)
        self._again = self._button("evaluateAgain", lambda: self._turn(to_results=False))
        self._cancel = self._button("cancelEvaluating", self.cancel_wanted.emit)
        self._open = self._button("openReport", self.open_wanted.emit)
        self._save = self._button("saveReport", self.save_wanted.emit)
        self._close = self._button("closeEvaluating", self.close)
        self._lay_out()
        self.choice.changed.connect(self._tell)
        self.choice.told.connect(self.tell)
        self.retranslate_ui()

    def set_folders(self, folders: Sequence[Folder]) -> None:
        """The folders of the catalogue."""
        self.choice.set_folders(folders)

    def set_language(self, language: Language) -> None:
        """Show results in this language."""
        self._language = language
        if self._evaluation is not None:
            self._view.set_evaluation(self._evaluation, language)

    def set_running(self) -> None:
        """A run has begun."""
        self._runs = True
        self._progress = self._outcome = None
        self._tell()

    def set_progress(self, progress: EvaluateProgress) -> None:
        """Where the run stands."""
        self._progress = progress
        self._tell_progress()

    def set_outcome(self, outcome: Ending | Problem, detail: str) -> None:
        """How the run ended."""
        self._runs = False
        self._outcome, self._detail = outcome, detail
        self._tell()

    def set_evaluation(self, evaluation: Evaluation) -> None:
        """Show what a run found."""
        self._evaluation = evaluation
        self._view.set_evaluation(evaluation, self._language)
        self._turn(to_results=True)

    def tell(self, sentence: str, hint: str = "", *, danger: bool = True) -> None:
        """Say something until there is something else to say."""
        self._told.setText(sentence)
        self._told.setToolTip(hint)
        self._told.setVisible(bool(sentence))
        set_role(self._told, "danger" if danger else "quiet")

    def outcome_line(self) -> str:
        """How the last run ended, in a sentence; empty before the first."""
        if isinstance(self._outcome, Problem):
            return problem_text.sentence(self._outcome)
        return {
            Ending.DONE: self.tr("The evaluation is done."),
            Ending.CANCELLED: self.tr("Cancelled."),
            Ending.BROKEN: self.tr("This broke off unexpectedly. Nothing was changed; you can try again."),
            None: "",
        }[self._outcome]

    def retranslate_ui(self) -> None:
        """Say everything in the language of now."""
        self.setWindowTitle(self.tr("Evaluate catalogue"))
        self._what.setText(
            self.tr(
                "Pictures of which it is known what belongs together are searched by this program and by other"
                " methods, and it is counted how often and how fast each finds what it should."
            )
        )
        self._how.setText(
            self.tr(
                "This takes some minutes, and you can go on searching meanwhile, if a little more slowly. No picture"
                " is changed, and nothing leaves this computer."
            )
        )
        self._bar.setAccessibleName(self.tr("Progress"))
        for button, text in (
            (self._start, self.tr("Evaluate")),
            (self._again, self.tr("Evaluate again…")),
            (self._cancel, self.tr("Cancel")),
            (self._open, self.tr("Open report")),
            (self._save, self.tr("Save report as…")),
        ):
            button.setText(text)
            button.setAccessibleName(text)
        self._tell()

    def _turn(self, *, to_results: bool) -> None:
        """Show results, or what there is to choose."""
        self._shows_results = to_results
        self._outcome = None
        self._tell()
        self.resize(fitted(SIZE_WITH_RESULTS) if to_results else size_at(self, WIDTH))

    def _tell(self) -> None:
        runs, results = self._runs, self._shows_results and not self._runs
        failed = self._outcome not in {None, Ending.DONE, Ending.CANCELLED}
        if runs:
            self._tell_progress()
        else:
            done = results and self._outcome is Ending.DONE  # what was found says so
            self.tell("" if done else self.outcome_line(), self._detail, danger=failed)
        self._bar.setVisible(runs)
        for widget in (self._what, self._how, self.choice):
            widget.setVisible(not results)
        self.choice.setEnabled(not runs)
        self._view.setVisible(results)
        self._start.setVisible(not runs and not results)
        self._start.setEnabled(self.choice.is_complete())
        self._again.setVisible(results)
        self._cancel.setVisible(runs)
        for button in (self._open, self._save):
            button.setVisible(results)
        self._close.setText(self.tr("Hide") if runs else self.tr("Close"))
        self._close.setAccessibleName(self._close.text())
        if not results:
            self.resize(size_at(self, WIDTH))

    def _tell_progress(self) -> None:
        self.tell(self._activity_line(), danger=False)
        progress = self._progress
        self._move_bar(share_done((0, 1), progress.done, progress.total) if progress else None)

    def _activity_line(self) -> str:
        if self._progress is None:
            return self.tr("Starting…")
        if self._progress.done == self._progress.total:
            return self.tr("Writing the report…")
        methods = words_of(ReportLanguage(self._language))["method"]
        if self._progress.method not in methods:
            return self.tr("Evaluating…")
        return self.tr("At work: {method}…").format(method=methods[self._progress.method]["name"])

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self._open, self._save):
            buttons.addWidget(button)
        buttons.addStretch(1)
        for button in (self._start, self._again, self._cancel, self._close):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 20, 22, 16)
        layout.setSpacing(12)
        for widget in (self._what, self._how, self.choice, self._told, self._bar):
            layout.addWidget(widget)
        layout.addWidget(self._view, 1)
        layout.addSpacing(4)
        layout.addLayout(buttons)
        self.setMinimumWidth(WIDTH)

    # Qt overrides

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and folders."""
        data = event.mimeData()
        if data is not None and data.hasUrls() and not self._runs:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Choose what was dropped."""
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        paths: tuple[Path, ...] = arrival_of(event.mimeData()).paths
        self.choice.take(paths)
