"""A bug anywhere ends in a report the user can copy, and the program goes on."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PyQt5.QtWidgets import QApplication, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.crash import FAULTS, REPORTS, CrashDialog, CrashReporter
from tests.app.conftest import find


@pytest.fixture
def reporter(tmp_path: Path, qtbot: QtBot) -> Iterator[CrashReporter]:
    hooks = sys.excepthook, threading.excepthook
    reporter = CrashReporter(tmp_path)
    reporter.install()
    yield reporter
    reporter.uninstall()
    sys.excepthook, threading.excepthook = hooks
    for dialog in dialogs():
        dialog.close()
        dialog.deleteLater()


def dialogs() -> list[CrashDialog]:
    return [
        each for each in QApplication.topLevelWidgets() if isinstance(each, CrashDialog) and each.isVisible()
    ]


def catch(words: str) -> None:
    error = RuntimeError(words)
    sys.excepthook(RuntimeError, error, error.__traceback__)


def test_a_bug_is_shown_with_versions_and_traceback_to_copy(
    reporter: CrashReporter, tmp_path: Path, qtbot: QtBot
) -> None:
    catch("哎呀")
    qtbot.waitUntil(lambda: len(dialogs()) == 1)
    report = find(dialogs()[0], QPlainTextEdit, "crashReport").toPlainText()
    for part in ("0.1.0", "Python 3", "Qt 5", "RuntimeError: 哎呀"):
        assert part in report
    find(dialogs()[0], QPushButton, "copyReport").click()
    clipboard = QApplication.clipboard()
    assert clipboard is not None
    assert clipboard.text() == report
    assert "哎呀" in (tmp_path / REPORTS).read_text(encoding="utf-8")
    find(dialogs()[0], QPushButton, "goOn").click()
    assert dialogs() == []


def test_a_bug_in_another_thread_is_shown_too(reporter: CrashReporter, qtbot: QtBot) -> None:
    def fail() -> None:
        raise RuntimeError("beside the window")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(dialogs()) == 1)
    assert "beside the window" in dialogs()[0].report()


def test_many_bugs_make_one_dialog(reporter: CrashReporter, qtbot: QtBot) -> None:
    for number in range(30):
        catch(f"number {number}")
    qtbot.wait(50)
    assert len(dialogs()) == 1
    assert 1 < dialogs()[0].report().count("RuntimeError: ") <= 10


def test_a_fault_of_native_code_is_told_at_the_next_start(tmp_path: Path, qtbot: QtBot) -> None:
    program = (
        "import sys; from pathlib import Path; from PyQt5.QtCore import QCoreApplication\n"
        "from app.crash import CrashReporter\n"
        "app = QCoreApplication([]); reporter = CrashReporter(Path(sys.argv[1]))\n"
        "reporter.install(); import ctypes; ctypes.string_at(0)"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], capture_output=True, check=False)
    assert done.returncode != 0
    assert (tmp_path / FAULTS).stat().st_size > 0
    reporter = CrashReporter(tmp_path)
    last = reporter.install()
    reporter.uninstall()
    assert "Segmentation fault" in last or "access violation" in last
    reporter.show_last(last)
    (dialog,) = dialogs()
    assert "Your catalogue is safe" in "".join(
        label.text() for label in dialog.findChildren(type(dialog._text))
    )
    assert last.splitlines()[0] in dialog.report()
    dialog.close()


def test_a_run_that_ended_well_leaves_nothing(tmp_path: Path, qapp: QApplication) -> None:
    reporter = CrashReporter(tmp_path)
    reporter.install()
    reporter.uninstall()
    assert CrashReporter(tmp_path).install() == ""
    reporter.uninstall()
