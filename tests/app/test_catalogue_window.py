"""Folders come and go, pictures are read beside the window, and the status line tells the truth about it."""

import shutil
import time
from functools import partial
from pathlib import Path

import pytest
from PyQt5.QtCore import Qt, QTimer
from PyQt5.QtWidgets import (
    QAction,
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QMenu,
    QMessageBox,
    QProgressBar,
    QPushButton,
    QTableView,
    QTableWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.program import Program
from index.engine import SearchEngine
from tests.app.conftest import LONG_MS, Start, find, result_names, text_of, wait_ready, wait_results
from tests.conftest import demo_pictures

MANY = 80


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A folder that takes a few seconds to read."""
    root = tmp_path / "many"
    root.mkdir()
    for picture in demo_pictures(MANY):
        shutil.copy(picture, root)
    return root


def action(program: Program, name: str) -> QAction:
    found = program.window.findChild(QAction, name)
    assert found is not None, name
    return found


def add_by_menu(program: Program, folder: Path) -> None:
    action(program, "actionAddFolder").trigger()
    dialog = find(program.window, QFileDialog, "addFolderDialog")
    dialog.fileSelected.emit(str(folder))
    dialog.close()


def open_folders(qtbot: QtBot, program: Program, count: int) -> QDialog:
    action(program, "actionManageFolders").trigger()
    dialog = find(program.window, QDialog, "foldersDialog")
    table = find(dialog, QTableWidget, "foldersTable")
    qtbot.waitUntil(lambda: table.rowCount() == count, timeout=LONG_MS)
    return dialog


def remove_folder(qtbot: QtBot, program: Program, row: int) -> None:
    action(program, "actionManageFolders").trigger()
    dialog = find(program.window, QDialog, "foldersDialog")
    table = find(dialog, QTableWidget, "foldersTable")
    qtbot.waitUntil(lambda: table.rowCount() > row, timeout=LONG_MS)
    table.selectRow(row)
    find(dialog, QPushButton, "removeFolder").click()
    find(find(dialog, QMessageBox, "confirmRemove"), QPushButton, "confirm").click()
    dialog.close()


def progress(program: Program) -> int:
    return find(program.window, QProgressBar, "indexProgress").value()


def wait_reading(qtbot: QtBot, program: Program) -> None:
    """Wait until some pictures are read and more are to come."""
    qtbot.waitUntil(
        lambda: (
            text_of(program.window, "statusActivity").startswith("Reading pictures") and progress(program) > 0
        ),
        timeout=LONG_MS,
    )


def pause_now(qtbot: QtBot, program: Program) -> None:
    """Pause and wait until the work really waits; before that it says that it is about to."""
    find(program.window, QPushButton, "pauseIndexing").click()
    assert text_of(program.window, "statusActivity").startswith("Pausing")
    qtbot.waitUntil(lambda: text_of(program.window, "statusActivity").startswith("Paused"), timeout=LONG_MS)


def ranks_first(program: Program, design: Path) -> bool:
    return result_names(program)[:1] == [design.name]


def searchable(program: Program) -> int:
    words = text_of(program.window, "statusSummary").split()
    return int(words[0]) if words and words[0].isdecimal() else 0


def test_a_first_start_adds_the_demo_and_makes_it_searchable(
    start: Start, empty: Path, designs: Path, qtbot: QtBot
) -> None:
    wait_ready(qtbot, start(empty, (designs, designs / "no such folder")))


def test_the_demo_does_not_come_back_once_it_was_removed(
    start: Start, data: Path, designs: Path, qtbot: QtBot
) -> None:
    program = start(data, (designs,))
    wait_ready(qtbot, program)
    remove_folder(qtbot, program, 0)
    gone = "No catalogue folder yet"
    qtbot.waitUntil(lambda: text_of(program.window, "statusSummary") == gone, timeout=LONG_MS)
    assert len(list(designs.iterdir())) == 12
    program.stop()
    again = start(data, (designs,))
    qtbot.waitUntil(lambda: text_of(again.window, "statusSummary") == gone, timeout=LONG_MS)
    title = find(again.window, QLabel, "resultsMessageTitle")
    qtbot.waitUntil(lambda: title.text() == "The catalogue is empty")


def test_an_empty_catalogue_says_what_to_do(start: Start, empty: Path, qtbot: QtBot) -> None:
    program = start(empty)
    button = find(program.window, QPushButton, "resultsMessageButton")
    qtbot.waitUntil(button.isVisible, timeout=LONG_MS)
    assert button.text() == "Add catalogue folder…"
    button.click()
    dialog = find(program.window, QFileDialog, "addFolderDialog")
    assert dialog.isVisible()
    dialog.reject()


def test_a_folder_added_by_the_menu_is_searched_while_it_is_still_read(
    program: Program, designs: Path, many: Path, qtbot: QtBot
) -> None:
    add_by_menu(program, many)
    wait_reading(qtbot, program)
    program.window.open_picture(sorted(designs.iterdir())[0])
    qtbot.waitUntil(lambda: len(result_names(program)) >= 12, timeout=LONG_MS)
    assert find(program.window, QPushButton, "cancelIndexing").isVisible()
    wait_ready(qtbot, program, MANY + 12)


def test_pictures_read_after_a_search_are_offered_and_compared_on_demand(
    program: Program, designs: Path, many: Path, qtbot: QtBot
) -> None:
    program.window.open_picture(sorted(designs.iterdir())[0])
    before = wait_results(qtbot, program)
    again = find(program.window, QPushButton, "resultsSearchAgain")
    add_by_menu(program, many)
    wait_ready(qtbot, program, MANY + 12)
    qtbot.waitUntil(lambda: again.text() == f"{MANY} new pictures – search again", timeout=LONG_MS)
    assert result_names(program) == before
    again.click()
    wait_results(qtbot, program, MANY + 12)
    assert not again.isVisible()


def test_results_of_a_removed_folder_go_with_it(
    program: Program, designs: Path, many: Path, qtbot: QtBot
) -> None:
    add_by_menu(program, many)
    wait_ready(qtbot, program, MANY + 12)
    program.window.open_picture(sorted(designs.iterdir())[0])
    wait_results(qtbot, program, MANY + 12)
    remove_folder(qtbot, program, 1)
    wait_results(qtbot, program, 12)


def test_removing_the_folder_that_is_read_goes_on_with_the_others_at_once(
    start: Start, empty: Path, many: Path, designs: Path, qtbot: QtBot
) -> None:
    program = start(empty, (many, designs))
    wait_reading(qtbot, program)
    remove_folder(qtbot, program, 0)
    wait_ready(qtbot, program, 12)
    assert not find(program.window, QWidget, "statusProblem").isVisible()


def test_a_folder_not_read_to_its_end_is_not_called_ready(
    start: Start, empty: Path, many: Path, qtbot: QtBot
) -> None:
    program = start(empty, (many,))
    wait_reading(qtbot, program)
    pause_now(qtbot, program)
    table = find(open_folders(qtbot, program, 1), QTableWidget, "foldersTable")
    qtbot.waitUntil(lambda: "not read yet" in str(table.model().index(0, 5).data()), timeout=LONG_MS)
    find(program.window, QPushButton, "pauseIndexing").click()
    qtbot.waitUntil(lambda: table.model().index(0, 5).data() == "Ready", timeout=LONG_MS)


@pytest.mark.parametrize("when", ["running", "paused"])
def test_a_pause_ends_with_its_run(start: Start, empty: Path, many: Path, qtbot: QtBot, when: str) -> None:
    program = start(empty, (many,))
    wait_reading(qtbot, program)
    if when == "paused":
        pause_now(qtbot, program)
    find(program.window, QPushButton, "cancelIndexing").click()
    again = find(program.window, QPushButton, "continueIndexing")
    qtbot.waitUntil(again.isVisible, timeout=LONG_MS)
    again.click()
    wait_ready(qtbot, program, MANY)


def test_a_folder_that_cannot_be_opened_is_explained_in_the_dialog(
    start: Start, empty: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "share"
    folder.mkdir()
    for picture in demo_pictures(2):
        shutil.copy(picture, folder)
    program = start(empty, (folder,))
    wait_ready(qtbot, program, 2)
    dialog = open_folders(qtbot, program, 1)
    folder.rename(tmp_path / "unplugged")
    find(dialog, QTableWidget, "foldersTable").selectRow(0)
    find(dialog, QPushButton, "showFolder").click()
    reason = "The folder does not exist or cannot be reached."
    qtbot.waitUntil(lambda: text_of(dialog, "told") == reason, timeout=LONG_MS)


def test_the_window_is_never_held_up_by_reading_and_searching(
    program: Program, designs: Path, many: Path, qtbot: QtBot
) -> None:
    gaps: list[float] = []
    last = time.perf_counter()

    def tick() -> None:
        nonlocal last
        now = time.perf_counter()
        gaps.append(now - last)
        last = now

    timer = QTimer()
    timer.timeout.connect(tick)
    timer.start(5)
    add_by_menu(program, many)
    wait_reading(qtbot, program)
    for design in sorted(designs.iterdir()):
        program.window.open_picture(design)
        qtbot.waitUntil(partial(ranks_first, program, design), timeout=LONG_MS)
    wait_ready(qtbot, program, MANY + 12)
    timer.stop()
    assert max(gaps) < 0.5
    assert sorted(gaps)[len(gaps) * 99 // 100] < 0.1


def test_a_query_that_found_nothing_is_answered_once_pictures_are_read(
    start: Start, empty: Path, many: Path, designs: Path, qtbot: QtBot
) -> None:
    program = start(empty)
    program.window.open_picture(sorted(designs.iterdir())[0])
    title = find(program.window, QLabel, "resultsMessageTitle")
    qtbot.waitUntil(lambda: title.text() == "Nothing to compare with yet", timeout=LONG_MS)
    add_by_menu(program, many)
    qtbot.waitUntil(lambda: len(result_names(program)) > 0, timeout=LONG_MS)
    wait_ready(qtbot, program, MANY)


def test_reading_can_be_paused_and_resumed(start: Start, empty: Path, many: Path, qtbot: QtBot) -> None:
    program = start(empty, (many,))
    wait_reading(qtbot, program)
    pause_now(qtbot, program)
    qtbot.wait(800)  # the counts follow
    before = progress(program), searchable(program)
    qtbot.wait(1200)
    assert (progress(program), searchable(program)) == before
    assert before[1] > 0
    assert find(program.window, QPushButton, "pauseIndexing").text() == "Resume"
    find(program.window, QPushButton, "pauseIndexing").click()
    wait_ready(qtbot, program, MANY)


def test_a_cancelled_run_keeps_what_was_read_and_can_be_continued(
    start: Start, empty: Path, many: Path, qtbot: QtBot
) -> None:
    program = start(empty, (many,))
    wait_reading(qtbot, program)
    cancel = find(program.window, QPushButton, "cancelIndexing")
    cancel.click()
    assert text_of(program.window, "statusActivity").startswith("Stopping")
    assert not cancel.isEnabled()
    again = find(program.window, QPushButton, "continueIndexing")
    qtbot.waitUntil(again.isVisible, timeout=LONG_MS)
    assert 0 < searchable(program) < MANY
    assert f"{MANY - searchable(program)} not read yet" in text_of(program.window, "statusSummary")
    again.click()
    wait_ready(qtbot, program, MANY)


def test_closing_the_window_stops_reading_and_the_next_start_goes_on(
    start: Start, empty: Path, many: Path, qtbot: QtBot
) -> None:
    program = start(empty, (many,))
    wait_reading(qtbot, program)
    program.window.close()
    assert program.stop()
    with SearchEngine(empty) as engine:
        status = engine.status()
    assert 0 < status.searchable < MANY
    assert status.searchable + status.pending == MANY
    wait_ready(qtbot, start(empty, (many,)), MANY)


def test_a_paused_run_does_not_keep_the_program_from_ending(
    start: Start, empty: Path, many: Path, qtbot: QtBot
) -> None:
    program = start(empty, (many,))
    wait_reading(qtbot, program)
    pause_now(qtbot, program)
    assert program.stop()


def test_folders_can_be_managed_while_reading_is_paused(
    start: Start, empty: Path, many: Path, designs: Path, qtbot: QtBot
) -> None:
    program = start(empty, (many,))
    wait_reading(qtbot, program)
    find(program.window, QPushButton, "pauseIndexing").click()
    add_by_menu(program, designs)
    scope = find(program.window, QMenu, "scopeMenu")
    qtbot.waitUntil(lambda: any("泳装" in each.text() for each in scope.actions()), timeout=LONG_MS)
    find(program.window, QPushButton, "pauseIndexing").click()
    wait_ready(qtbot, program, MANY + 12)


@pytest.mark.parametrize("path", ["nowhere", "."])
def test_a_folder_that_cannot_be_added_is_explained(
    program: Program, designs: Path, path: str, qtbot: QtBot
) -> None:
    add_by_menu(program, designs / path)
    reasons = {
        "nowhere": "The folder does not exist or cannot be reached.",
        ".": "The folder is already in the catalogue.",
    }
    qtbot.waitUntil(lambda: reasons[path] in text_of(program.window, "statusMessage"), timeout=LONG_MS)


def test_rescan_finds_what_is_new(start: Start, empty: Path, tmp_path: Path, qtbot: QtBot) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    for picture in demo_pictures(3):
        shutil.copy(picture, folder)
    program = start(empty, (folder,))
    wait_ready(qtbot, program, 3)
    shutil.copy(demo_pictures(4)[3], folder)
    action(program, "actionRescan").trigger()
    wait_ready(qtbot, program, 4)


def test_pictures_that_cannot_be_read_are_listed_with_reasons_and_tried_again(
    start: Start, empty: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "mixed"
    folder.mkdir()
    shutil.copy(demo_pictures(1)[0], folder)
    (folder / "空.jpg").touch()
    (folder / "text.png").write_text("no picture")
    program = start(empty, (folder,))
    link = find(program.window, QPushButton, "showFailures")
    qtbot.waitUntil(lambda: link.isVisible() and link.text() == "2 could not be read", timeout=LONG_MS)
    link.click()
    dialog = find(program.window, QDialog, "failuresDialog")
    model = find(dialog, QTableView, "failuresTable").model()
    qtbot.waitUntil(lambda: model.rowCount() == 2, timeout=LONG_MS)
    rows = {model.index(row, 0).data(): model.index(row, 2).data() for row in range(2)}
    assert rows["空.jpg"] == "The file is empty (0 bytes)."
    find(dialog, QPushButton, "copyFailures").click()
    clipboard = QApplication.clipboard()
    assert clipboard is not None
    assert str(folder / "text.png") in clipboard.text()
    shutil.copy(demo_pictures(2)[1], folder / "空.jpg")
    find(dialog, QPushButton, "retryAll").click()
    qtbot.waitUntil(lambda: link.text() == "1 could not be read", timeout=LONG_MS)
    qtbot.waitUntil(lambda: model.rowCount() == 1, timeout=LONG_MS)
    dialog.close()


def test_a_folder_that_goes_offline_is_told_and_its_pictures_stay(
    start: Start, empty: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "share"
    folder.mkdir()
    for picture in demo_pictures(3):
        shutil.copy(picture, folder)
    program = start(empty, (folder,))
    wait_ready(qtbot, program, 3)
    folder.rename(tmp_path / "unplugged")
    action(program, "actionRescan").trigger()
    link = find(program.window, QPushButton, "showOffline")
    qtbot.waitUntil(lambda: link.isVisible() and link.text() == "1 folder offline", timeout=LONG_MS)
    assert searchable(program) == 3
    link.click()
    table = find(program.window, QTableWidget, "foldersTable")
    qtbot.waitUntil(lambda: table.model().index(0, 5).data() == "Offline", timeout=LONG_MS)


def test_removing_a_folder_asks_first_and_cancel_keeps_it(program: Program, qtbot: QtBot) -> None:
    action(program, "actionManageFolders").trigger()
    dialog = find(program.window, QDialog, "foldersDialog")
    table = find(dialog, QTableWidget, "foldersTable")
    qtbot.waitUntil(lambda: table.rowCount() == 1)
    assert not find(dialog, QPushButton, "removeFolder").isEnabled()
    table.selectRow(0)
    find(dialog, QPushButton, "removeFolder").click()
    box = find(dialog, QMessageBox, "confirmRemove")
    assert "untouched" in box.informativeText()
    box.reject()
    qtbot.wait(200)
    assert table.rowCount() == 1
    assert searchable(program) == 12


def test_a_catalogue_that_cannot_be_opened_is_told_and_can_be_tried_again(
    start: Start, data: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    files = list(data.glob("catalogue.sqlite3*"))
    for file in files:
        shutil.copy(file, tmp_path)
        file.write_bytes(b"\x00garbage\xff" * 1000)
    program = start(data)
    again = find(program.window, QPushButton, "continueIndexing")
    qtbot.waitUntil(again.isVisible, timeout=LONG_MS)
    assert text_of(program.window, "statusProblem") == "The catalogue database is damaged."
    assert find(program.window, QLabel, "resultsMessageTitle").text() == "The catalogue cannot be used"
    program.window.open_picture(demo_pictures(1)[0])
    qtbot.wait(500)
    assert find(program.window, QLabel, "resultsMessageTitle").text() == "The catalogue cannot be used"
    for file in files:
        shutil.copy(tmp_path / file.name, file)
    again.click()
    wait_ready(qtbot, program)
    assert not find(program.window, QWidget, "statusProblem").isVisible()
    program.window.open_picture(demo_pictures(1)[0])
    wait_results(qtbot, program)


def test_about_names_version_and_model(program: Program) -> None:
    action(program, "actionAbout").trigger()
    dialog = find(program.window, QDialog, "aboutDialog")
    text = find(dialog, QLabel, "aboutVersion").text()
    assert "0.1.0" in text
    assert len(text.splitlines()) == 2
    dialog.close()


def test_everything_a_user_acts_on_has_a_name(program: Program) -> None:
    action(program, "actionManageFolders").trigger()
    action(program, "actionFailures").trigger()
    nameless = [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in program.window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isEnabled()
        and not widget.isHidden()
        and isinstance(widget, QPushButton | QTableView)
        and not (widget.objectName() and (widget.accessibleName() or getattr(widget, "text", str)()))
    ]
    assert nameless == []


def test_tab_goes_through_the_query_pane_from_top_to_bottom(program: Program) -> None:
    order = ["dropZone", "openPicture", "pastePicture", "facetOverall", "facetCut", "facetPrint", "scope"]
    widget: QWidget | None = find(program.window, QWidget, order[0])
    met = []
    for _ in range(60):
        assert widget is not None
        if widget.objectName() in order:
            met.append(widget.objectName())
        widget = widget.nextInFocusChain()
    assert list(dict.fromkeys(met)) == order
