"""Between the process that evaluates, its report, and the dialog."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PyQt5.QtCore import QObject, QStandardPaths, Qt
from PyQt5.QtWidgets import QFileDialog, QWidget

from app import file_actions
from app.background import Background
from app.command_process import Ending
from app.evaluate_process import EvaluateProcess, Labelled
from app.language import Language, Translators
from app.obstacle import Obstacle, reason
from app.status_line import StatusLine
from index.records import Folder
from models.problems import EnvironmentProblem, Problem, is_disk_full

if TYPE_CHECKING:
    from app.evaluate_dialog import EvaluateDialog
    from index.evaluation.results import Evaluation

MODULE = "app.evaluate_dialog"
SUFFIX = ".html"


class EvaluateDesk(QObject):
    """Evaluates on the user's wish, and says how that goes and what was found.

    The dialog is made when it is first wanted, and what it imports is imported beside the window's thread: a start
    of the program does without both.
    """

    def __init__(
        self,
        process: EvaluateProcess,
        background: Background,
        line: StatusLine,
        translators: Translators,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._process = process
        self._background = background
        self._line = line
        self._translators = translators
        self._window = window
        self._folders: Sequence[Folder] = ()
        self._made: EvaluateDialog | None = None
        self._evaluation: Evaluation | None = None
        process.ended.connect(self._ended)
        translators.changed.connect(self._speak)

    def show(self) -> None:
        """Open the dialog, with what was found last."""
        if self._made is None:
            self._background.run(self._read, self._show_first)
        else:
            self._to_front(self._made)

    def set_folders(self, folders: Sequence[Folder]) -> None:
        """The folders of the catalogue."""
        self._folders = folders
        if self._made is not None:
            self._made.set_folders(folders)

    def _show_first(self, evaluation: Evaluation | None) -> None:
        if self._made is None:
            from app.evaluate_dialog import EvaluateDialog

            self._made = dialog = EvaluateDialog(self._background, self._translators.language, self._window)
            dialog.start_wanted.connect(self._start)
            dialog.cancel_wanted.connect(self._process.cancel)
            dialog.open_wanted.connect(self._open_report)
            dialog.save_wanted.connect(self._ask_where)
            self._process.progress.connect(dialog.set_progress)
            dialog.set_folders(self._folders)
            if evaluation is not None:
                self._take_over(evaluation)
        self._to_front(self._made)

    def _start(self, labelled: Labelled | None) -> None:
        self._dialog.set_running()
        self._process.start(labelled, self._translators.language)

    def _ended(self, outcome: Ending | Problem, detail: str) -> None:
        if outcome is Ending.DONE:
            self._background.run(self._read, self._take_over_new)
        else:
            self._tell(outcome, detail)

    def _take_over_new(self, evaluation: Evaluation | None) -> None:
        if evaluation is None:
            self._tell(Ending.BROKEN, str(self._process.folder))
            return
        self._take_over(evaluation)
        self._tell(Ending.DONE, "")

    def _take_over(self, evaluation: Evaluation) -> None:
        self._evaluation = evaluation
        self._dialog.set_evaluation(evaluation)

    def _tell(self, outcome: Ending | Problem, detail: str) -> None:
        self._dialog.set_outcome(outcome, detail)
        if not self._dialog.isVisible():
            self._line.show_message(self._dialog.outcome_line())

    def _speak(self, language: Language) -> None:
        if self._made is not None:
            self._made.set_language(language)

    def _read(self) -> Evaluation | None:
        """What was found last, if it can still be read; and all that the dialog imports."""
        importlib.import_module(MODULE)
        from index.evaluation.report import RESULT
        from index.evaluation.results import Evaluation

        try:
            return Evaluation.from_json((self._process.folder / RESULT).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None

    def _open_report(self) -> None:
        def opened(answer: Path | Problem) -> None:
            if isinstance(answer, Problem):
                self._tell_obstacle(answer)
            else:
                file_actions.open_file(answer, self._tell_obstacle)

        self._with_report(opened)

    def _ask_where(self) -> None:
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self._dialog, self.tr("Save the report"), documents)
        dialog.setObjectName("saveReportDialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("Web pages") + f" (*{SUFFIX})")
        dialog.setDefaultSuffix(SUFFIX)
        dialog.selectFile(self.tr("Evaluation report") + SUFFIX)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self._save(Path(path)))
        dialog.open()

    def _save(self, target: Path) -> None:
        def saved(answer: Path | Problem) -> None:
            if isinstance(answer, Problem):
                self._tell_obstacle(answer)
            else:
                self._dialog.tell(self.tr("Saved: {path}").format(path=answer), danger=False)

        self._with_report(saved, lambda report: _copy(report, target))

    def _with_report(
        self, then: Callable[[Path | Problem], None], work: Callable[[Path], Path] = lambda report: report
    ) -> None:
        """Have the report in the language of now, do the work with it, and hand on its path or what went wrong."""
        assert self._evaluation is not None
        report = partial(_report, self._evaluation, self._process.folder, self._translators.language)

        def done() -> Path | Problem:
            try:
                return work(report())
            except EnvironmentProblem as problem:
                return problem.problem

        def told(answer: Path | Problem) -> None:
            self._dialog.tell("")
            then(answer)

        self._dialog.tell(self.tr("Writing the report…"), danger=False)
        self._background.run(done, told)

    def _tell_obstacle(self, obstacle: Obstacle | None) -> None:
        if obstacle is not None:
            self._dialog.tell(reason(obstacle))

    @property
    def _dialog(self) -> EvaluateDialog:
        assert self._made is not None
        return self._made

    def _to_front(self, dialog: QWidget) -> None:
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()


def _report(evaluation: Evaluation, folder: Path, language: Language) -> Path:
    """The report in the folder, written anew where it is missing or speaks another language."""
    from index.evaluation.report import REPORT, speaks, write_report
    from index.evaluation.words import ReportLanguage

    report = folder / REPORT
    if speaks(report, ReportLanguage(language)):
        return report
    return write_report(evaluation, folder, ReportLanguage(language))


def _copy(report: Path, target: Path) -> Path:
    try:
        target.write_bytes(report.read_bytes())
    except OSError as error:
        problem = Problem.DISK_FULL if is_disk_full(error) else Problem.NOT_SAVED
        raise EnvironmentProblem(problem, str(target)) from error
    return target
