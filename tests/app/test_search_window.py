"""A sample picture comes in by every way there is, and the designs like it appear."""

import os
import shutil
from pathlib import Path

import pytest
from PIL import Image
from PyQt5.QtCore import QMimeData, QPoint, Qt, QUrl
from PyQt5.QtGui import QColor, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QImage
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import (
    QApplication,
    QCheckBox,
    QFileDialog,
    QLabel,
    QListView,
    QMenu,
    QMessageBox,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.picture_box import Face, PictureBox
from app.program import Program
from app.results_model import Role
from index.records import Facet
from tests.app.conftest import LONG_MS, Start, find, result_names, text_of, wait_ready, wait_results
from tests.conftest import photo_of


def a_design(designs: Path, number: int = 0) -> Path:
    return sorted(designs.iterdir())[number]


def urls(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def text(words: str) -> QMimeData:
    data = QMimeData()
    data.setText(words)
    return data


def paste(program: Program, data: QMimeData) -> None:
    clipboard = QApplication.clipboard()
    assert clipboard is not None
    clipboard.setMimeData(data)
    program.window.activateWindow()
    find(program.window, QPushButton, "pastePicture").click()


def drop(program: Program, target: QWidget, data: QMimeData) -> bool:
    """Drop as Qt would deliver it: to the nearest ancestor that accepts drops."""
    while not target.acceptDrops():
        parent = target.parentWidget()
        assert parent is not None
        target = parent
    actions = Qt.DropActions(Qt.DropAction.CopyAction)
    enter = QDragEnterEvent(
        QPoint(5, 5), actions, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(target, enter)
    if not enter.isAccepted():
        QApplication.sendEvent(target, QDragLeaveEvent())
        return False
    event = QDropEvent(QPoint(5, 5), actions, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(target, event)
    return event.isAccepted()


def message(program: Program) -> str:
    return text_of(program.window, "statusMessage")


def test_an_opened_picture_is_shown_and_ranks_first_for_itself(
    program: Program, designs: Path, qtbot: QtBot
) -> None:
    design = a_design(designs, 3)
    find(program.window, QPushButton, "openPicture").click()
    dialog = find(program.window, QFileDialog, "openPictureDialog")
    dialog.fileSelected.emit(str(design))
    dialog.close()
    assert wait_results(qtbot, program)[0] == design.name
    box = find(program.window, PictureBox, "dropZone")
    qtbot.waitUntil(lambda: box.face() is Face.PICTURE)
    assert text_of(program.window, "sampleName") == design.name
    assert "×" in text_of(program.window, "sampleFacts")


@pytest.mark.parametrize("child", ["dropZone", "results", "statusLine", "scope", "facetCut"])
def test_a_picture_can_be_dropped_on_any_part_of_the_window(
    program: Program, designs: Path, qtbot: QtBot, child: str
) -> None:
    design = a_design(designs, 5)
    assert drop(program, find(program.window, QWidget, child), urls(design))
    assert wait_results(qtbot, program)[0] == design.name
    assert not find(program.window, QWidget, "dropOverlay").isVisible()


def test_the_window_shows_that_a_drag_can_be_dropped(program: Program, designs: Path) -> None:
    data = urls(a_design(designs))
    enter = QDragEnterEvent(
        QPoint(5, 5),
        Qt.DropActions(Qt.DropAction.CopyAction),
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(program.window, enter)
    overlay = find(program.window, QWidget, "dropOverlay")
    assert overlay.isVisible()
    QApplication.sendEvent(program.window, QDragLeaveEvent())
    assert not overlay.isVisible()


def test_of_several_dropped_files_the_first_is_searched_and_the_user_is_told(
    program: Program, designs: Path, qtbot: QtBot
) -> None:
    first, second = a_design(designs, 1), a_design(designs, 2)
    assert drop(program, program.window, urls(first, second))
    assert wait_results(qtbot, program)[0] == first.name
    assert message(program) == f"Searching for the first of 2: {first.name}"


def test_a_dropped_folder_is_offered_for_the_catalogue(
    program: Program, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "spring"
    folder.mkdir()
    assert drop(program, program.window, urls(folder))
    qtbot.waitUntil(lambda: program.window.findChild(QMessageBox, "offerFolder") is not None)
    box = find(program.window, QMessageBox, "offerFolder")
    assert "spring" in box.text()
    find(box, QPushButton, "confirm").click()
    scope = find(program.window, QMenu, "scopeMenu")
    qtbot.waitUntil(lambda: any("spring" in action.text() for action in scope.actions()), timeout=LONG_MS)


def test_a_web_address_is_refused_with_advice(program: Program) -> None:
    data = QMimeData()
    data.setUrls([QUrl("https://example.com/a.jpg")])
    assert drop(program, program.window, data)
    assert "web address" in message(program)
    assert result_names(program) == []


def test_a_bitmap_can_be_pasted(program: Program, designs: Path, qtbot: QtBot) -> None:
    design = a_design(designs, 4)
    data = QMimeData()
    data.setImageData(QImage.fromData(design.read_bytes()))
    paste(program, data)
    assert wait_results(qtbot, program)[0] == design.name
    assert text_of(program.window, "sampleName") == "Pasted picture"


def test_a_copied_file_can_be_pasted(program: Program, designs: Path, qtbot: QtBot) -> None:
    paste(program, urls(a_design(designs, 6)))
    assert wait_results(qtbot, program)[0] == a_design(designs, 6).name


@pytest.mark.parametrize("form", ["{path}", '"{path}"', "  {path}\n", "{url}"])
def test_a_path_or_file_url_can_be_pasted_as_text(
    program: Program, designs: Path, qtbot: QtBot, form: str
) -> None:
    design = a_design(designs, 7)
    paste(program, text(form.format(path=design, url=QUrl.fromLocalFile(str(design)).toString())))
    assert wait_results(qtbot, program)[0] == design.name


def test_other_text_on_the_clipboard_is_told_apart(program: Program, qtbot: QtBot) -> None:
    paste(program, text("please call back"))
    assert message(program) == "The text is not the path of a picture."
    paste(program, text("/no/such/picture.jpg"))
    qtbot.waitUntil(lambda: message(program) == "/no/such/picture.jpg cannot be found.")


def test_ctrl_v_pastes_wherever_the_focus_is(program: Program, designs: Path, qtbot: QtBot) -> None:
    clipboard = QApplication.clipboard()
    assert clipboard is not None
    clipboard.setMimeData(urls(a_design(designs)))
    program.window.activateWindow()
    find(program.window, QListView, "results").setFocus()
    qtbot.waitUntil(program.window.isActiveWindow)
    QTest.keyClick(program.window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert wait_results(qtbot, program)[0] == a_design(designs).name


def test_a_file_that_is_no_picture_is_explained_on_both_sides(
    program: Program, tmp_path: Path, qtbot: QtBot
) -> None:
    bad = tmp_path / "说明.jpg"
    bad.write_text("not a picture", encoding="utf-8")
    program.window.open_picture(bad)
    box = find(program.window, PictureBox, "dropZone")
    qtbot.waitUntil(lambda: box.face() is Face.PROBLEM, timeout=LONG_MS)
    assert box.accessibleName() == "This picture cannot be used"
    title = find(program.window, QLabel, "resultsMessageTitle")
    assert title.text() == "This picture cannot be used"
    assert find(program.window, QLabel, "resultsMessageText").text() == box.accessibleDescription()


def test_a_good_picture_after_a_bad_one_clears_the_problem(
    program: Program, designs: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "empty.jpg").touch()
    box = find(program.window, PictureBox, "dropZone")
    program.window.open_picture(tmp_path / "empty.jpg")
    qtbot.waitUntil(lambda: box.face() is Face.PROBLEM, timeout=LONG_MS)
    program.window.open_picture(a_design(designs))
    wait_results(qtbot, program)
    qtbot.waitUntil(lambda: box.face() is Face.PICTURE)


def test_the_newest_of_many_queries_wins(program: Program, designs: Path, qtbot: QtBot) -> None:
    for number in range(10):
        program.window.open_picture(a_design(designs, number))
    qtbot.waitUntil(lambda: text_of(program.window, "sampleName") == a_design(designs, 9).name)
    names = wait_results(qtbot, program)
    qtbot.wait(300)
    assert result_names(program) == names
    assert names[0] == a_design(designs, 9).name


def test_another_facet_searches_again_at_once(program: Program, designs: Path, qtbot: QtBot) -> None:
    program.window.open_picture(a_design(designs))
    wait_results(qtbot, program)
    with qtbot.waitSignal(program.backend.search.ended, timeout=LONG_MS):
        find(program.window, QPushButton, "facetPrint").click()
    assert len(wait_results(qtbot, program)) == 12


@pytest.mark.parametrize("facet", list(Facet))
def test_facets_have_shortcuts_and_the_menu_agrees(program: Program, qtbot: QtBot, facet: Facet) -> None:
    program.window.activateWindow()
    qtbot.waitUntil(program.window.isActiveWindow)
    key = Qt.Key(Qt.Key.Key_1 + list(Facet).index(facet))
    QTest.keyClick(program.window, key, Qt.KeyboardModifier.ControlModifier)
    name = facet.value.capitalize()
    assert find(program.window, QPushButton, f"facet{name}").isChecked()
    checked = [action for action in find(program.window, QMenu, "menuFacet").actions() if action.isChecked()]
    assert [action.objectName() for action in checked] == [f"actionFacet{name}"]


def test_arrow_keys_move_between_facets(program: Program, qtbot: QtBot) -> None:
    program.window.activateWindow()
    overall, cut = (find(program.window, QPushButton, name) for name in ("facetOverall", "facetCut"))
    overall.setFocus()
    qtbot.waitUntil(overall.hasFocus)
    QTest.keyClick(overall, Qt.Key.Key_Right)
    assert cut.hasFocus()
    assert cut.isChecked()
    checked = [each for each in find(program.window, QMenu, "menuFacet").actions() if each.isChecked()]
    assert [each.objectName() for each in checked] == ["actionFacetCut"]


def test_results_are_called_after_the_facet(program: Program, designs: Path, qtbot: QtBot) -> None:
    program.window.open_picture(a_design(designs))
    wait_results(qtbot, program)
    results = find(program.window, QListView, "results")
    for facet, word in (("Overall", "Same design"), ("Cut", "Same cut"), ("Print", "Same print")):
        find(program.window, QPushButton, f"facet{facet}").click()
        wait_results(qtbot, program)
        assert results.model().index(0, 0).data(Role.LIKENESS_TEXT) == word


def test_a_picture_of_something_else_is_told_plainly_and_the_closest_designs_are_offered(
    program: Program, tmp_path: Path, qtbot: QtBot
) -> None:
    Image.new("RGB", (300, 400), "white").save(tmp_path / "page.png")
    bar = find(program.window, QPushButton, "resultsFold")
    bar.setChecked(False)
    program.window.open_picture(tmp_path / "page.png")
    title = find(program.window, QLabel, "noneAlikeTitle")
    qtbot.waitUntil(title.isVisible, timeout=LONG_MS)
    qtbot.waitUntil(lambda: bar.text() == "Less similar (12)", timeout=LONG_MS)
    find(program.window, QPushButton, "noneAlikeButton").click()
    wait_results(qtbot, program)
    assert find(program.window, QListView, "results").isVisible()


def test_a_search_can_be_limited_to_folders(
    start: Start, data: Path, designs: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    shutil.copy(a_design(designs, 11), other / "copy.png")
    program = start(data)
    wait_ready(qtbot, program)
    program.window._catalogue.add([other])
    wait_ready(qtbot, program, 13)
    program.window.open_picture(a_design(designs))
    wait_results(qtbot, program, 13)
    menu = find(program.window, QMenu, "scopeMenu")
    entries = [action for action in menu.actions() if action.text().startswith("other")]
    entries[0].trigger()
    assert wait_results(qtbot, program, 1) == ["copy.png"]
    assert find(program.window, QPushButton, "scope").text() == "other"
    menu.actions()[0].trigger()
    wait_results(qtbot, program, 13)


def test_search_with_this_takes_a_result_as_the_next_sample(
    program: Program, designs: Path, qtbot: QtBot
) -> None:
    program.window.open_picture(a_design(designs))
    second = wait_results(qtbot, program)[1]
    results = find(program.window, QListView, "results")
    results.setCurrentIndex(results.model().index(1, 0))
    program.window.activateWindow()
    results.setFocus()
    qtbot.waitUntil(results.hasFocus)
    QTest.keyClick(results, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: text_of(program.window, "sampleName") == second)
    qtbot.waitUntil(lambda: result_names(program)[:1] == [second], timeout=LONG_MS)


def test_a_picture_qt_cannot_read_is_shown_and_searched_with(
    program: Program, tmp_path: Path, designs: Path, qtbot: QtBot
) -> None:
    Image.open(a_design(designs)).save(tmp_path / "photo.avif")
    program.window.open_picture(tmp_path / "photo.avif")
    wait_results(qtbot, program)
    box = find(program.window, PictureBox, "dropZone")
    qtbot.waitUntil(lambda: box.face() is Face.PICTURE)


def test_the_picture_is_shown_upright(program: Program, tmp_path: Path, qtbot: QtBot) -> None:
    picture = Image.new("RGB", (300, 100), "navy")
    exif = picture.getexif()
    exif[0x0112] = 6
    picture.save(tmp_path / "phone.jpg", exif=exif)
    program.window.open_picture(tmp_path / "phone.jpg")
    qtbot.waitUntil(lambda: "100 × 300" in text_of(program.window, "sampleFacts"), timeout=LONG_MS)


def test_thumbnails_arrive(program: Program, designs: Path, qtbot: QtBot) -> None:
    program.window.open_picture(a_design(designs))
    wait_results(qtbot, program)
    results = find(program.window, QListView, "results")

    def first_picture_has_colour() -> bool:
        image = results.viewport().grab().toImage()
        cell = results.visualRect(results.model().index(0, 0))
        points = [QPoint(x, y) for x in range(cell.left() + 20, cell.right() - 20, 6) for y in (80, 100, 120)]
        return (
            len({QColor(image.pixel(point)).name() for point in points if image.rect().contains(point)}) > 3
        )

    qtbot.waitUntil(first_picture_has_colour, timeout=LONG_MS)


@pytest.mark.skipif(os.name == "nt", reason="permissions of files work otherwise there")
def test_a_vanished_sample_is_told(program: Program, designs: Path, tmp_path: Path, qtbot: QtBot) -> None:
    sample = tmp_path / "sample.jpg"
    shutil.copy(a_design(designs), sample)
    program.window.open_picture(sample)
    wait_results(qtbot, program)
    sample.unlink()
    find(program.window, QPushButton, "facetCut").click()
    title = find(program.window, QLabel, "resultsMessageText")
    qtbot.waitUntil(lambda: title.text() == "The file is no longer there.", timeout=LONG_MS)


def test_what_is_compared_of_a_photo_is_outlined_and_all_of_it_can_be_asked_for(
    program: Program, designs: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    design = a_design(designs, 3)
    photo_of(design).save(tmp_path / "照片.jpg", quality=90)
    box = find(program.window, PictureBox, "dropZone")
    whole = find(program.window, QCheckBox, "wholePicture")
    assert drop(program, box, urls(tmp_path / "照片.jpg"))
    assert wait_results(qtbot, program)[0] == design.name
    assert whole.isVisible() and not whole.isChecked()
    qtbot.waitUntil(lambda: box.face() is Face.PICTURE)
    outlined = box.grab().toImage()

    whole.click()
    wait_results(qtbot, program)
    qtbot.waitUntil(lambda: box.grab().toImage() != outlined)
    assert whole.isVisible() and whole.isChecked()

    whole.click()
    qtbot.waitUntil(lambda: box.grab().toImage() == outlined)

    assert drop(program, box, urls(design))
    qtbot.waitUntil(lambda: not whole.isVisible())
    assert wait_results(qtbot, program)[0] == design.name
