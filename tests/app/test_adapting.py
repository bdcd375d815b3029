"""Adapting from the window: in a process of its own, shown, cancelled, undone, and never in the way."""

import os
import shutil
from pathlib import Path

import pytest
from PyQt5.QtCore import QProcess
from PyQt5.QtWidgets import QAction, QDialog, QProgressBar, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app import command_process
from app.adapt_process import AdaptProcess
from app.language import Language
from app.program import Program
from index.engine import SearchEngine
from tests.app.conftest import LONG_MS, Start, find, speak, text_of, wait_ready, wait_results
from tests.conftest import DEMO, make_catalogue

PICTURES = 240


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with enough pictures to learn from."""
    data = tmp_path_factory.mktemp("many") / "data"
    make_catalogue(data, PICTURES)
    with SearchEngine(data) as engine:
        engine.load()
    return data


@pytest.fixture
def program(start: Start, many: Path, tmp_path: Path, qtbot: QtBot) -> Program:
    data = tmp_path / "数据"
    shutil.copytree(many, data)
    speak(data, Language.ENGLISH)
    program = start(data)
    wait_ready(qtbot, program, PICTURES)
    return program


def action(program: Program, name: str) -> QAction:
    found = program.window.findChild(QAction, name)
    assert found is not None
    return found


def dialog_of(program: Program) -> QDialog:
    return find(program.window, QDialog, "adaptDialog")


def begin(program: Program) -> QDialog:
    action(program, "actionAdapt").trigger()
    dialog = dialog_of(program)
    assert dialog.isVisible()
    find(dialog, QPushButton, "startAdapting").click()
    return dialog


def told(dialog: QDialog) -> str:
    return find(dialog, QWidget, "adaptTold").property("text")  # type: ignore[no-any-return]


def wait_told(qtbot: QtBot, dialog: QDialog, text: str) -> None:
    qtbot.waitUntil(lambda: told(dialog).startswith(text), timeout=4 * LONG_MS)


def test_adapting_and_undoing_while_searching_goes_on(program: Program, qtbot: QtBot) -> None:
    undo = action(program, "actionUndoAdaptation")
    assert not undo.isEnabled()
    dialog = begin(program)
    bar = find(dialog, QProgressBar, "adaptProgress")
    assert bar.isVisible()
    assert not find(dialog, QPushButton, "startAdapting").isVisible()
    program.window.open_picture(DEMO / "men" / "M-BR-3340A.png")
    wait_results(qtbot, program, 200)
    wait_told(qtbot, dialog, f"Adapted to {PICTURES} pictures.")
    assert not bar.isVisible()
    assert find(dialog, QWidget, "adaptNow").property("text").endswith(f"to {PICTURES} pictures.")
    assert undo.isEnabled()
    find(dialog, QPushButton, "closeAdapting").click()
    undo.trigger()
    assert not undo.isEnabled()
    back = "The comparison that came with the program is in use again."
    qtbot.waitUntil(lambda: text_of(program.window, "statusMessage") == back, timeout=4 * LONG_MS)
    assert not undo.isEnabled()


def test_cancelling_ends_the_process_and_changes_nothing(program: Program, qtbot: QtBot) -> None:
    dialog = begin(program)
    wait_told(qtbot, dialog, "Learning")
    find(dialog, QPushButton, "cancelAdapting").click()
    wait_told(qtbot, dialog, "Cancelled.")
    assert not program.backend.adapting.is_running
    assert not action(program, "actionUndoAdaptation").isEnabled()
    assert find(dialog, QPushButton, "startAdapting").isVisible()


def test_closing_the_window_ends_the_process(program: Program, qtbot: QtBot) -> None:
    dialog = begin(program)
    wait_told(qtbot, dialog, "Collecting")
    process = program.backend.adapting.findChild(QProcess)
    assert isinstance(process, QProcess)
    number = process.processId()
    assert program.stop()
    if os.name == "posix":
        with pytest.raises(ProcessLookupError):
            os.kill(number, 0)


def test_what_the_process_refuses_is_told_in_the_dialog(start: Start, data: Path, qtbot: QtBot) -> None:
    program = start(data)
    wait_ready(qtbot, program)
    dialog = begin(program)
    wait_told(qtbot, dialog, "The catalogue holds too few different pictures to learn from")


@pytest.mark.parametrize("script", ["raise RuntimeError('a bug')", "import os; os.abort()", None])
def test_a_process_that_breaks_is_told_and_can_be_tried_again(
    start: Start,
    data: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    script: str | None,
) -> None:
    main = data.with_name("main.py")
    if script is None:
        monkeypatch.setattr("sys.executable", str(data / "no such program"))
    else:
        main.write_text(script, encoding="utf-8")
        monkeypatch.setattr(command_process, "MAIN", main)
    program = start(data)
    wait_ready(qtbot, program)
    with qtbot.capture_exceptions() as reported:
        dialog = begin(program)
        wait_told(qtbot, dialog, "This broke off unexpectedly.")
    assert find(dialog, QPushButton, "startAdapting").isEnabled()
    if script and "bug" in script:
        assert find(dialog, QWidget, "adaptTold").toolTip() == "RuntimeError: a bug"
        ((kind, error, _),) = reported
        assert kind is command_process.BrokenCommandError
        assert f'File "{main}", line 1' in str(error), "the crash report shows where"
    else:
        assert not reported


def test_a_second_start_while_one_runs_is_ignored(tmp_path: Path, qtbot: QtBot) -> None:
    process = AdaptProcess(tmp_path / "data")
    process.start()
    process.start(undo=True)
    with qtbot.waitSignal(process.ended, timeout=LONG_MS) as ended:
        pass
    assert ended.args is not None
    assert ended.args[0].value == "too-few-pictures"
