"""A command of `main.py` run beside the window, as a process of its own.

Heavy work takes a core for a while, which in the window's process would slow every search; and a process may be
killed at any time.
"""

import json
import sys
from collections.abc import Sequence
from enum import Enum, auto
from pathlib import Path

from PyQt5.QtCore import QObject, QProcess, pyqtSignal

from models.problems import Problem

MAIN = Path(__file__).resolve().parent.parent / "main.py"
STOP_MS = 5_000
KEPT_ERRORS = 20_000
_BUG = "Traceback (most recent call last)"


class Ending(Enum):
    """How a command ended, other than by a problem it named."""

    DONE = auto()
    CANCELLED = auto()
    BROKEN = auto()


class BrokenCommandError(Exception):
    """A bug ended a command; what the command wrote of it."""


class CommandProcess(QObject):
    """Runs one command at a time over a data folder; its derived classes know what it prints.

    Signals:
        printed(message): a line, as a dict, that the command printed, other than an error.
        ended(Ending or Problem, detail): the run is over; the detail is what the process named the problem of, or
            wrote last, if it broke.
    """

    printed = pyqtSignal(dict)
    ended = pyqtSignal(object, str)

    def __init__(self, data_dir: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._data_dir = data_dir
        self._cancelled = False
        self._problem: Problem | None = None
        self._detail = ""
        self._errors = ""
        self._process = QProcess(self)
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.readyReadStandardError.connect(self._read_errors)
        self._process.errorOccurred.connect(self._failed)
        self._process.finished.connect(self._finished)

    @property
    def is_running(self) -> bool:
        """Whether a run is in hand."""
        return self._process.state() != QProcess.ProcessState.NotRunning

    def cancel(self) -> None:
        """End the run in hand."""
        if self.is_running:
            self._cancelled = True
            self._process.kill()

    def stop(self) -> None:
        """End the run in hand and wait until it is gone."""
        self._process.blockSignals(True)
        self.cancel()
        self._process.waitForFinished(STOP_MS)

    def _run(self, command: str, options: Sequence[str] = ()) -> bool:
        """Begin a run; False, and nothing else, while there is one."""
        if self.is_running:
            return False
        self._cancelled, self._problem, self._detail, self._errors = False, None, "", ""
        program = [] if getattr(sys, "frozen", False) else [str(MAIN)]
        data_dir = str(self._data_dir.absolute())
        arguments = [*program, command, "--json", "--data-dir", data_dir, *options]
        self._process.start(sys.executable, arguments)
        self._process.closeWriteChannel()
        return True

    def _is_done(self, status: int) -> bool:
        """Whether a command that ended so did its work."""
        return status == 0

    def _read(self) -> None:
        while self._process.canReadLine():
            message = json.loads(bytes(self._process.readLine()))
            if "error" in message:
                self._problem = Problem(message["error"]["kind"])
                self._detail = message["error"].get("detail", "")
            else:
                self.printed.emit(message)

    def _read_errors(self) -> None:
        text = bytes(self._process.readAllStandardError()).decode(errors="replace")
        self._errors = (self._errors + text)[-KEPT_ERRORS:]

    def _failed(self, error: QProcess.ProcessError) -> None:
        """Qt tells of a process that never began here only."""
        if error == QProcess.ProcessError.FailedToStart:
            self.ended.emit(Ending.BROKEN, self._process.errorString())

    def _finished(self, status: int, how: QProcess.ExitStatus) -> None:
        self._read()
        self._read_errors()
        if self._cancelled:
            self.ended.emit(Ending.CANCELLED, "")
        elif self._problem is not None:
            self.ended.emit(self._problem, self._detail)
        elif how == QProcess.ExitStatus.NormalExit and self._is_done(status):
            self.ended.emit(Ending.DONE, "")
        else:
            self.ended.emit(Ending.BROKEN, self._errors.strip().rpartition("\n")[2])
            if _BUG in self._errors:  # to the crash report, as a bug in this process would go
                raise BrokenCommandError(self._errors)
