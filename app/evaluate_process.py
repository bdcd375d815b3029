"""`main.py evaluate` run beside the window."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PyQt5.QtCore import QObject, QProcessEnvironment, QTemporaryDir, pyqtSignal

from app.command_process import CommandProcess
from app.language import Language

TEMPORARY = ("TMPDIR", "TEMP", "TMP")


@dataclass(frozen=True)
class Labelled:
    """A folder of pictures, and the table that tells which belong together."""

    folder: Path
    labels: Path


@dataclass(frozen=True)
class EvaluateProgress:
    """Where a run stands: steps done of all, and the id of the method at work, empty where it is none."""

    done: int
    total: int
    method: str = ""


class EvaluateProcess(CommandProcess):
    """Evaluates the demo catalogue or labelled pictures; one run at a time.

    Attributes:
        folder: where the results of the last run lie.

    Signals:
        progress(EvaluateProgress): where the run stands.
    """

    progress = pyqtSignal(object)

    def __init__(self, data_dir: Path, parent: QObject | None = None) -> None:
        super().__init__(data_dir, parent)
        self.folder = data_dir / "evaluation"
        self._scratch: QTemporaryDir | None = None
        self._reported = False
        self.printed.connect(self._take)
        self.ended.connect(self._tidy)

    def start(self, labelled: Labelled | None, language: Language) -> None:
        """Begin a run, over the demo catalogue if nothing else is named; does nothing while there is one."""
        if self.is_running:
            return
        what = [] if labelled is None else [str(labelled.folder), "--labels", str(labelled.labels)]
        self._keep_scratch()
        self._reported = False
        self._run("evaluate", [*what, "--out", str(self.folder.absolute()), "--language", language])

    def stop(self) -> None:
        """End the run in hand and wait until it is gone."""
        super().stop()
        self._tidy()

    def _keep_scratch(self) -> None:
        """A process that is killed cannot tidy up: what it writes besides its results is in a folder of ours."""
        self._scratch = QTemporaryDir()
        environment = QProcessEnvironment.systemEnvironment()
        for name in TEMPORARY:
            environment.insert(name, self._scratch.path())
        self._process.setProcessEnvironment(environment)

    def _tidy(self) -> None:
        if self._scratch is not None:
            self._scratch.remove()
            self._scratch = None

    def _is_done(self, status: int) -> bool:
        """A method that failed and a picture that cannot be read make another status, and stand in the report."""
        return self._reported

    def _take(self, message: dict[str, Any]) -> None:
        if "done" in message:
            self.progress.emit(
                EvaluateProgress(message["done"], message["total"], message.get("method") or "")
            )
        elif "report" in message:
            self._reported = True
