"""`main.py adapt` run beside the window: what it changes, it changes in one step, so it may be killed at any time."""

from pathlib import Path
from typing import Any

from PyQt5.QtCore import QObject, pyqtSignal

from app.command_process import CommandProcess
from index.records import AdaptPhase, AdaptProgress


class AdaptProcess(CommandProcess):
    """Adapts the catalogue of a data folder, or undoes that; one run at a time.

    Signals:
        progress(AdaptProgress): where the run stands.
    """

    progress = pyqtSignal(object)

    def __init__(self, data_dir: Path, parent: QObject | None = None) -> None:
        super().__init__(data_dir, parent)
        self.printed.connect(self._take)

    def start(self, *, undo: bool = False) -> None:
        """Begin a run; does nothing while there is one."""
        self._run("adapt", ["--undo"] if undo else [])

    def _take(self, message: dict[str, Any]) -> None:
        if "phase" in message:
            self.progress.emit(AdaptProgress(AdaptPhase(message["phase"]), message["done"], message["total"]))
