"""Evaluating from the window: in a process of its own, shown, cancelled, reported, and never in the way."""

import csv
import os
import shutil
from pathlib import Path

import pytest
from PyQt5.QtCore import QMimeData, QPoint, QProcess, Qt, QUrl
from PyQt5.QtGui import QDragEnterEvent, QDropEvent
from PyQt5.QtWidgets import (
    QAction,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QTableWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.chart_view import ChartView
from app.language import Language
from app.program import Program
from index.evaluation.report import REPORT, write_report
from index.evaluation.results import Evaluation
from index.evaluation.words import ReportLanguage
from tests.app.conftest import LONG_MS, Desktop, Start, find, text_of, wait_ready
from tests.conftest import demo_pictures
from tests.index.evaluation.samples import sample_evaluation

PICTURES = 12


@pytest.fixture(scope="module")
def labelled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of designs with a table that tells their cuts, which their names begin with."""
    folder = tmp_path_factory.mktemp("labelled") / "泳装 标签"
    folder.mkdir()
    pictures = demo_pictures(PICTURES)
    for picture in pictures:
        shutil.copy(picture, folder)
    write_table(folder / "labels.csv", ["image", "cut"], [(each.name, each.name[:9]) for each in pictures])
    return folder


def write_table(file: Path, columns: list[str], rows: list[tuple[str, str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(columns)
        writer.writerows(rows)


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the report of an evaluation, in English."""
    folder = tmp_path_factory.mktemp("reported") / "evaluation"
    write_report(sample_evaluation(), folder, ReportLanguage.ENGLISH)
    return folder


@pytest.fixture
def found_before(data: Path, reported: Path) -> Path:
    """A data folder whose last evaluation is on record."""
    shutil.copytree(reported, data / "evaluation")
    return data


def open_dialog(program: Program, qtbot: QtBot) -> QDialog:
    trigger(program, "actionEvaluate")
    qtbot.waitUntil(lambda: program.window.findChild(QDialog, "evaluateDialog") is not None, timeout=LONG_MS)
    dialog = find(program.window, QDialog, "evaluateDialog")
    qtbot.waitUntil(dialog.isVisible, timeout=LONG_MS)
    return dialog


def trigger(program: Program, name: str) -> None:
    found = program.window.findChild(QAction, name)
    assert found is not None
    found.trigger()


def drop(dialog: QDialog, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    options = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPoint(20, 20), *options)
    QApplication.sendEvent(dialog, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(dialog, QDropEvent(QPoint(20, 20), *options))


def begin(dialog: QDialog, qtbot: QtBot, *paths: Path) -> None:
    drop(dialog, *paths)
    button = find(dialog, QPushButton, "startEvaluating")
    own = find(dialog, QRadioButton, "evaluateOwn")
    qtbot.waitUntil(lambda: own.isChecked() and button.isEnabled(), timeout=LONG_MS)
    button.click()


def told(dialog: QDialog) -> str:
    return find(dialog, QWidget, "evaluateTold").property("text")  # type: ignore[no-any-return]


def wait_told(qtbot: QtBot, dialog: QDialog, text: str) -> None:
    qtbot.waitUntil(lambda: told(dialog).startswith(text), timeout=4 * LONG_MS)


def rows(dialog: QDialog) -> list[list[str]]:
    table = find(dialog, QTableWidget, "evaluationTable")
    cells = [
        [table.item(row, column) for column in range(table.columnCount())] for row in range(table.rowCount())
    ]
    return [[cell.text() if cell is not None else "" for cell in row] for row in cells]


def test_a_folder_is_evaluated_and_what_was_found_is_shown(
    start: Start, data: Path, labelled: Path, qtbot: QtBot, desktop: Desktop
) -> None:
    program = start(data)
    wait_ready(qtbot, program)
    dialog = open_dialog(program, qtbot)
    begin(dialog, qtbot, labelled)
    bar = find(dialog, QProgressBar, "evaluateProgress")
    assert bar.isVisible()
    qtbot.waitUntil(lambda: bar.value() > 0, timeout=LONG_MS)
    assert not find(dialog, QPushButton, "startEvaluating").isVisible()
    table = find(dialog, QTableWidget, "evaluationTable")
    qtbot.waitUntil(table.isVisible, timeout=8 * LONG_MS)
    result = Evaluation.from_json((data / "evaluation" / "evaluation.json").read_text(encoding="utf-8"))
    assert result.pictures == PICTURES
    assert len(rows(dialog)) == len(result.methods)
    chart = find(dialog, ChartView, "evaluationChart")
    qtbot.waitUntil(chart.is_drawn, timeout=LONG_MS)
    find(dialog, QPushButton, "openReport").click()
    qtbot.waitUntil(lambda: bool(desktop.opened), timeout=LONG_MS)
    assert [Path(path) for path in desktop.opened] == [data / "evaluation" / REPORT]


def test_cancelling_ends_the_process_and_leaves_nothing(
    start: Start, data: Path, labelled: Path, qtbot: QtBot
) -> None:
    program = start(data)
    wait_ready(qtbot, program)
    dialog = open_dialog(program, qtbot)
    begin(dialog, qtbot, labelled)
    wait_told(qtbot, dialog, "At work: ")
    process = program.backend.evaluating
    inner = process.findChild(QProcess)
    assert isinstance(inner, QProcess)
    scratch = Path(inner.processEnvironment().value("TMPDIR"))
    assert scratch.is_dir()
    find(dialog, QPushButton, "cancelEvaluating").click()
    wait_told(qtbot, dialog, "Cancelled.")
    assert not process.is_running
    assert not scratch.exists()
    assert not (data / "evaluation").exists()
    assert find(dialog, QPushButton, "startEvaluating").isVisible()


def test_closing_the_window_ends_the_process(start: Start, data: Path, labelled: Path, qtbot: QtBot) -> None:
    program = start(data)
    wait_ready(qtbot, program)
    begin(open_dialog(program, qtbot), qtbot, labelled)
    process = program.backend.evaluating.findChild(QProcess)
    assert isinstance(process, QProcess)
    qtbot.waitUntil(lambda: process.state() == QProcess.ProcessState.Running, timeout=LONG_MS)
    number = process.processId()
    assert program.stop()
    if os.name == "posix":
        with pytest.raises(ProcessLookupError):
            os.kill(number, 0)


def test_the_end_is_told_in_the_line_when_the_dialog_is_closed(
    start: Start, data: Path, labelled: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    program = start(data)
    wait_ready(qtbot, program)
    dialog = open_dialog(program, qtbot)
    table = tmp_path / "labels.csv"
    write_table(table, ["image"], [("a.jpg", "")])
    begin(dialog, qtbot, labelled, table)
    find(dialog, QPushButton, "closeEvaluating").click()
    wanted = "The table of labels needs a column image"
    qtbot.waitUntil(lambda: text_of(program.window, "statusMessage").startswith(wanted), timeout=4 * LONG_MS)


def test_a_table_that_is_of_no_use_is_told_in_the_dialog(
    start: Start, data: Path, labelled: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    program = start(data)
    wait_ready(qtbot, program)
    dialog = open_dialog(program, qtbot)
    table = tmp_path / "别的.csv"
    write_table(table, ["image", "cut"], [("gone.jpg", "one-piece"), ("away.jpg", "one-piece")])
    begin(dialog, qtbot, labelled, table)
    wait_told(qtbot, dialog, "The table of labels names no picture that can be read")
    assert find(dialog, QPushButton, "startEvaluating").isEnabled()


def test_a_dropped_picture_is_not_taken_for_a_table(
    start: Start, data: Path, labelled: Path, qtbot: QtBot
) -> None:
    program = start(data)
    wait_ready(qtbot, program)
    dialog = open_dialog(program, qtbot)
    drop(dialog, next(labelled.glob("*.jpg")))
    wait_told(qtbot, dialog, "Drop a folder of pictures or a CSV table here.")
    assert find(dialog, QRadioButton, "evaluateDemo").isChecked()


def test_folders_of_the_catalogue_can_be_chosen(
    start: Start, data: Path, designs: Path, qtbot: QtBot
) -> None:
    program = start(data)
    wait_ready(qtbot, program)
    dialog = open_dialog(program, qtbot)
    folders = find(dialog, QComboBox, "evaluateFolder")
    assert [folders.itemData(row) for row in range(folders.count())] == [str(designs)]
    find(dialog, QRadioButton, "evaluateOwn").click()
    assert folders.isEnabled()
    assert not find(dialog, QPushButton, "startEvaluating").isEnabled()


def test_a_table_that_lies_with_the_pictures_is_found(
    start: Start, data: Path, labelled: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    program = start(data)
    wait_ready(qtbot, program)
    dialog = open_dialog(program, qtbot)
    table, button = find(dialog, QWidget, "evaluateTable"), find(dialog, QPushButton, "startEvaluating")
    drop(dialog, labelled)
    qtbot.waitUntil(lambda: table.accessibleName() == str(labelled / "labels.csv"), timeout=LONG_MS)
    bare = tmp_path / "bare" / "folder"
    bare.mkdir(parents=True)
    drop(dialog, bare)
    qtbot.waitUntil(lambda: not button.isEnabled(), timeout=LONG_MS)
    own = tmp_path / "own.csv"
    write_table(own, ["image", "cut"], [])
    drop(dialog, own)
    qtbot.waitUntil(button.isEnabled, timeout=LONG_MS)
    drop(dialog, labelled)
    folders = find(dialog, QComboBox, "evaluateFolder")
    qtbot.waitUntil(lambda: folders.currentData() == str(labelled), timeout=LONG_MS)
    assert table.accessibleName() == str(own)


def test_what_was_found_last_is_shown_again(start: Start, found_before: Path, qtbot: QtBot) -> None:
    program = start(found_before)
    wait_ready(qtbot, program)
    dialog = open_dialog(program, qtbot)
    shown = rows(dialog)
    assert shown[0][0] == "Exact search"
    assert shown[0][5:] == ["▲ 84.0 % (82.5–85.5)", "▲ 91.7 % (90.2–93.2)", "▲ 0.840 (0.825–0.855)"]
    times = ["38 (57)", "0.4 (0.6)", "38 (57)", "463 + 219 = 682"]
    assert shown[1][:5] == ["Swimwear Finder, as shipped", *times]
    assert shown[1][5:] == ["82.0 % (80.5–83.5)", "90.6 % (89.1–92.1)", "0.820 (0.805–0.835)"]
    assert shown[-1] == ["SIFT with VLAD", "–", "–", "–", "", "–", "–", "–"]
    find(dialog, QPushButton, "relevancePrint").click()
    assert rows(dialog)[1][5:] == ["73.8 % (72.3–75.3)", "85.9 % (84.4–87.4)", "0.738 (0.723–0.753)"]
    find(dialog, QPushButton, "evaluateAgain").click()
    assert find(dialog, QPushButton, "startEvaluating").isVisible()


def test_results_and_report_follow_the_language(
    start: Start, found_before: Path, qtbot: QtBot, desktop: Desktop
) -> None:
    program = start(found_before)
    wait_ready(qtbot, program)
    dialog = open_dialog(program, qtbot)
    program.translators.use(Language.CHINESE)
    assert rows(dialog)[1][0] == "泳装找款（现版本）"
    find(dialog, QPushButton, "openReport").click()
    qtbot.waitUntil(lambda: bool(desktop.opened), timeout=LONG_MS)
    assert '<html lang="zh-CN">' in Path(desktop.opened[0]).read_text(encoding="utf-8")


def test_the_report_is_saved_where_the_user_says(
    start: Start, found_before: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    program = start(found_before)
    wait_ready(qtbot, program)
    dialog = open_dialog(program, qtbot)

    def save_to(path: Path) -> None:
        find(dialog, QPushButton, "saveReport").click()
        find(dialog, QFileDialog, "saveReportDialog").fileSelected.emit(str(path))
        find(dialog, QFileDialog, "saveReportDialog").close()

    target = tmp_path / "评测.html"
    save_to(target)
    wait_told(qtbot, dialog, "Saved: ")
    assert target.read_bytes() == (found_before / "evaluation" / REPORT).read_bytes()
    save_to(tmp_path / "no such folder" / "report.html")
    wait_told(qtbot, dialog, "The file could not be saved there")
