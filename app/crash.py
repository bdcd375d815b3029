"""Bugs: caught wherever they happen, written to a file, shown so that the user can send them on."""

import faulthandler
import platform
import sys
import threading
import traceback
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import IO

from PyQt5.QtCore import PYQT_VERSION_STR, QEvent, QObject, QSize, Qt, pyqtSignal, qVersion
from PyQt5.QtGui import QFontDatabase, QGuiApplication
from PyQt5.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
)

from app.geometry import fitted
from app.version import PROGRAM, VERSION

REPORTS = "crash-reports.txt"
FAULTS = "faults.txt"
KEPT_BYTES = 512 * 1024
MAX_SHOWN = 5


class CrashReporter(QObject):
    """Takes every exception nobody caught, in any thread, and the faults of native code.

    Args:
        data_dir: where the files are kept.

    Signals:
        reported(text): a bug was caught; delivered in the window's thread.
    """

    reported = pyqtSignal(str)

    def __init__(self, data_dir: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reports = data_dir / REPORTS
        self._faults = data_dir / FAULTS
        self._fault_file: IO[str] | None = None
        self._dialog: CrashDialog | None = None
        self.reported.connect(self._show)

    def install(self) -> str:
        """Catch everything from now on; returns what native code left behind when it ended the last run."""
        last = self._left_behind()
        self._fault_file = self._faults.open("w", encoding="utf-8")
        faulthandler.enable(self._fault_file)
        sys.excepthook = self.catch
        threading.excepthook = self._catch_in_thread
        return last

    def uninstall(self) -> None:
        """Give the hooks back; a run that gets here did not crash."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        faulthandler.disable()
        if self._fault_file:
            self._fault_file.close()
            self._faults.unlink(missing_ok=True)

    def catch(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """The excepthook."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        text = _report("".join(traceback.format_exception(kind, error, trace)))
        print(text, file=sys.stderr)
        self._keep(text)
        self.reported.emit(text)

    def show_last(self, text: str) -> None:
        """Tell that the last run ended in a fault of native code."""
        self._dialog = CrashDialog(_report(text), at_start=True)
        self._dialog.open()

    def _catch_in_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self.catch(args.exc_type, args.exc_value, args.exc_traceback)

    def _left_behind(self) -> str:
        try:
            return self._faults.read_text(encoding="utf-8", errors="replace").strip()
        except FileNotFoundError:
            return ""

    def _keep(self, text: str) -> None:
        try:
            too_long = self._reports.exists() and self._reports.stat().st_size > KEPT_BYTES
            with self._reports.open("w" if too_long else "a", encoding="utf-8") as file:
                file.write(text + "\n\n")
        except OSError as error:
            print(f"The crash report could not be written: {error}", file=sys.stderr)

    def _show(self, text: str) -> None:
        if self._dialog is not None and self._dialog.isVisible():
            self._dialog.add(text)
            return
        self._dialog = CrashDialog(text)
        self._dialog.open()


class CrashDialog(QDialog):
    """Tells of a bug, with a report to copy."""

    def __init__(self, report: str, *, at_start: bool = False) -> None:
        super().__init__(QApplication.activeWindow())
        self.setObjectName("crashDialog")
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, False)
        self._at_start = at_start
        self._shown = 1
        self._title = QLabel(self)
        self._title.setProperty("role", "heading")
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self._report = QPlainTextEdit(report, self)
        self._report.setObjectName("crashReport")
        self._report.setReadOnly(True)
        self._report.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._report.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._copy = QPushButton(self)
        self._copy.setObjectName("copyReport")
        self._copy.setAutoDefault(False)
        self._quit = QPushButton(self)
        self._quit.setObjectName("quitProgram")
        self._quit.setAutoDefault(False)
        self._go_on = QPushButton(self)
        self._go_on.setObjectName("goOn")
        self._go_on.setDefault(True)
        self._copy.clicked.connect(self._copy_report)
        self._quit.clicked.connect(QApplication.quit)
        self._go_on.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addWidget(self._copy)
        buttons.addStretch(1)
        buttons.addWidget(self._quit)
        buttons.addWidget(self._go_on)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(self._title)
        layout.addWidget(self._text)
        layout.addWidget(self._report, 1)
        layout.addLayout(buttons)
        self.resize(fitted(QSize(640, 420)))
        self._go_on.setFocus()
        self.retranslate_ui()

    def add(self, report: str) -> None:
        """Add another report, up to a bound."""
        if self._shown < MAX_SHOWN:
            self._shown += 1
            self._report.appendPlainText("\n" + report)

    def report(self) -> str:
        """The text that is copied."""
        return self._report.toPlainText()

    def retranslate_ui(self) -> None:
        """Say everything in the language of now."""
        if self._at_start:
            self._title.setText(self.tr("The program ended unexpectedly last time"))
            self._text.setText(
                self.tr(
                    "Your catalogue is safe. If this happens again, copy the report and send it to whoever "
                    "looks after this program."
                )
            )
        else:
            self._title.setText(self.tr("Something went wrong in the program"))
            self._text.setText(
                self.tr(
                    "This is a fault of the program, not yours. You can go on working. Please copy the "
                    "report and send it to whoever looks after this program."
                )
            )
        self.setWindowTitle(self.tr("Fault report"))
        self._report.setAccessibleName(self.tr("Fault report"))
        self._copy.setText(self.tr("Copy report"))
        self._quit.setText(self.tr("Quit"))
        self._go_on.setText(self.tr("Continue"))

    def _copy_report(self) -> None:
        clipboard = QGuiApplication.clipboard()
        assert clipboard is not None
        clipboard.setText(self.report())
        self._copy.setText(self.tr("Copied"))

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate_ui()


def _report(trace: str) -> str:
    """Program, versions, system and what happened."""
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    return (
        f"{PROGRAM} {VERSION} · {now}\n"
        f"Python {platform.python_version()} · Qt {qVersion()} · PyQt {PYQT_VERSION_STR} · "
        f"{platform.platform()}\n\n{trace.strip()}"
    )
