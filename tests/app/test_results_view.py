"""The result grid, used with mouse and keyboard."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PyQt5 import sip
from PyQt5.QtCore import QEvent, QObject, QPoint, QPointF, Qt, QTranslator
from PyQt5.QtGui import (
    QContextMenuEvent,
    QDrag,
    QGuiApplication,
    QImage,
    QPalette,
    QWheelEvent,
)
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QAction, QApplication, QLabel, QListView, QMenu, QPushButton, QSlider, QWidget
from pytestqt.qtbot import QtBot

from app.elided_label import ElidedLabel
from app.message_page import Offer
from app.results_model import Role
from app.results_view import ResultsView
from app.thumbnails import ThumbnailLoader
from index.records import Likeness, Match, Reason, SearchBatch, SearchReport, Strategy, Timings
from tests.app.conftest import Desktop
from tests.app.test_thumbnails import jpeg

PICTURES = 30
T = TypeVar("T", bound=QObject)


def report(
    total: int,
    *,
    alike: int | None = None,
    indexed: int = PICTURES,
    strategy: Strategy = Strategy.SCAN,
    reason: Reason = Reason.FEW_CODES,
) -> SearchReport:
    ms = Timings(decode=8.0, feature=61.25, lookup=0.5, rank=1.0, total=71.4)
    alike = total if alike is None else alike
    return SearchReport(ms, 40, indexed, strategy, reason, total, alike=alike)


def batch(
    matches: list[Match], first: int = 0, total: int | None = None, alike: int | None = None
) -> SearchBatch:
    return SearchBatch(first, tuple(matches), report(len(matches) if total is None else total, alike=alike))


@pytest.fixture
def matches(tmp_path: Path) -> list[Match]:
    found = []
    for number in range(PICTURES):
        path = tmp_path / f"泳衣 {number:02d}.png"
        if number < 5:
            image = QImage(20, 30, QImage.Format.Format_RGB32)
            image.fill(number)
            image.save(str(path))
        similarity = 1.0 - number / PICTURES
        found.append(Match(number, path, "目录", similarity, 1 / similarity - 1, 9, same_file=number == 0))
    return found


@pytest.fixture
def thumbnails(qtbot: QtBot) -> Iterator[ThumbnailLoader]:
    loader = ThumbnailLoader(lambda item: None if item == 3 else jpeg(60, 90))
    yield loader
    loader.shutdown()


@pytest.fixture
def view(qtbot: QtBot, thumbnails: ThumbnailLoader) -> ResultsView:
    view = ResultsView(thumbnails)
    qtbot.addWidget(view)
    view.resize(700, 520)
    with qtbot.waitExposed(view):
        view.show()
    return view


@pytest.fixture
def grid(qtbot: QtBot, view: ResultsView, matches: list[Match]) -> QListView:
    view.start("样品.jpg")
    view.append(batch(matches))
    view.finish()
    grid = child(view, QListView, "results")
    view.activateWindow()
    grid.setFocus()
    qtbot.waitUntil(grid.hasFocus)
    return grid


def child(parent: QWidget, kind: type[T], name: str) -> T:
    found = parent.findChild(kind, name)
    assert found is not None
    return found


def centre(grid: QListView, row: int) -> QPoint:
    model = grid.model()
    assert model is not None
    return grid.visualRect(model.index(row, 0)).center()


def click(qtbot: QtBot, grid: QListView, row: int, held: Qt.KeyboardModifier | None = None) -> None:
    modifier = Qt.KeyboardModifier.NoModifier if held is None else held
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, modifier, centre(grid, row))


def headline(view: ResultsView) -> ElidedLabel:
    return child(view, ElidedLabel, "resultsHeader")


def test_says_that_it_searches_then_how_many_came_and_how_fast(
    view: ResultsView, matches: list[Match]
) -> None:
    view.start("样品.jpg")
    assert "Searching" in headline(view).line()
    view.append(batch(matches[:20], total=30))
    assert "20 of 30 designs" in headline(view).line()
    view.append(batch(matches[20:], first=20, total=30))
    view.finish()
    assert headline(view).line() == "30 designs, most similar first · 样品.jpg · 71 ms"
    assert view.count() == 30
    for words in ("Every picture was compared", "40 of 30", "61.2 ms"):
        assert words in headline(view).toolTip()


@pytest.mark.parametrize(
    ("strategy", "reason", "words"),
    [
        (Strategy.SCAN, Reason.FEW_CODES, "Every picture was compared\n"),
        (
            Strategy.SCAN,
            Reason.TOO_FEW_FOUND,
            "Every picture was compared, as too few were found otherwise\n",
        ),
        (Strategy.LSH, Reason.ASKED_FOR, "Hash tables proposed the pictures that were compared\n"),
        (
            Strategy.GRAPH,
            Reason.MANY_CODES,
            "A graph of the catalogue led to the pictures that were compared\n",
        ),
    ],
)
def test_how_the_search_went_is_told_in_words_of_the_window(
    view: ResultsView, matches: list[Match], strategy: Strategy, reason: Reason, words: str
) -> None:
    view.start("a.jpg")
    view.append(SearchBatch(0, tuple(matches), report(PICTURES, strategy=strategy, reason=reason)))
    view.finish()
    assert headline(view).toolTip().startswith(words)
    assert reason.value not in headline(view).toolTip()


def test_says_of_how_many_designs_these_are_the_most_similar(view: ResultsView, matches: list[Match]) -> None:
    view.start("a.jpg")
    view.append(SearchBatch(0, tuple(matches), report(PICTURES, indexed=4921)))
    view.finish()
    assert headline(view).line().startswith("The 30 most similar of 4,921 designs")


def test_new_pictures_are_offered_and_nothing_below_moves(
    qtbot: QtBot, view: ResultsView, grid: QListView
) -> None:
    again = child(view, QPushButton, "resultsSearchAgain")
    assert not again.isVisible()
    place = grid.geometry()
    view.show_news(12)
    assert again.isVisible()
    assert again.text() == "12 new pictures – search again"
    qtbot.wait(20)
    assert grid.geometry() == place
    assert view.count() == PICTURES
    with qtbot.waitSignal(view.search_again_wanted):
        again.click()
    view.start("a.jpg")
    assert not again.isVisible()


def test_a_page_may_offer_a_button_that_does_what_it_says(qtbot: QtBot, view: ResultsView) -> None:
    button = child(view, QPushButton, "resultsMessageButton")
    taken: list[bool] = []
    view.show_empty("Empty", "Add one", Offer("Add…", lambda: taken.append(True)))
    assert button.isVisible()
    assert button.text() == "Add…"
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert taken == [True]
    view.show_empty("Empty", "Wait")
    assert not button.isVisible()


def test_one_design_is_not_called_designs(view: ResultsView, matches: list[Match]) -> None:
    view.start("a.jpg")
    view.append(batch(matches[:1]))
    view.finish()
    assert headline(view).line().startswith("1 design ·")


def test_a_new_search_takes_the_old_matches_away(qtbot: QtBot, view: ResultsView, grid: QListView) -> None:
    assert view.count() == PICTURES
    view.start("b.jpg")
    assert view.count() == 0
    qtbot.waitUntil(lambda: grid.model().rowCount() == 0)
    assert "Searching" in headline(view).line()


def test_old_matches_linger_until_the_new_ones_are_there(
    view: ResultsView, grid: QListView, matches: list[Match]
) -> None:
    view.start("b.jpg")
    assert grid.model().rowCount() == PICTURES
    view.append(batch(matches[:3]))
    assert grid.model().rowCount() == view.count() == 3
    assert "b.jpg" in headline(view).line()


class TestFolding:
    """What is less similar is folded away."""

    ALIKE = 12

    @pytest.fixture
    def folded(self, view: ResultsView, grid: QListView, matches: list[Match]) -> QListView:
        self.search(view, matches, self.ALIKE)
        return grid

    @pytest.fixture
    def bar(self, view: ResultsView) -> QPushButton:
        return child(view, QPushButton, "resultsFold")

    @staticmethod
    def search(view: ResultsView, matches: list[Match], alike: int) -> None:
        view.start("a.jpg")
        for first in range(0, PICTURES, 10):
            view.append(batch(matches[first : first + 10], first, PICTURES, alike))
        view.finish()

    @staticmethod
    def rows(grid: QListView) -> int:
        return grid.model().rowCount()

    def test_a_bar_tells_how_many_and_the_headline_agrees(
        self, view: ResultsView, folded: QListView, bar: QPushButton
    ) -> None:
        assert self.rows(folded) == self.ALIKE
        assert view.count() == PICTURES
        assert bar.isVisible()
        assert bar.text() == bar.accessibleName() == "Less similar (18)"
        assert headline(view).line().startswith("12 related designs of 30 ·")

    def test_while_matches_arrive_only_what_is_alike_is_shown(
        self, view: ResultsView, grid: QListView, matches: list[Match]
    ) -> None:
        view.start("a.jpg")
        view.append(batch(matches[:10], 0, PICTURES, self.ALIKE))
        assert self.rows(grid) == 10
        view.append(batch(matches[10:], 10, PICTURES, self.ALIKE))
        assert self.rows(grid) == self.ALIKE

    @pytest.mark.parametrize("key", [None, Qt.Key.Key_Space, Qt.Key.Key_Return])
    def test_a_click_or_a_key_opens_and_closes_it(
        self, folded: QListView, bar: QPushButton, key: Qt.Key | None
    ) -> None:
        for rows in (PICTURES, self.ALIKE):
            if key is None:
                QTest.mouseClick(bar, Qt.MouseButton.LeftButton)
            else:
                bar.setFocus()
                QTest.keyClick(bar, key)
            assert self.rows(folded) == rows

    def test_tab_leads_from_the_results_to_the_bar(
        self, qtbot: QtBot, folded: QListView, bar: QPushButton
    ) -> None:
        folded.setFocus()
        QTest.keyClick(folded, Qt.Key.Key_Tab)
        qtbot.waitUntil(bar.hasFocus)

    def test_it_stays_open_for_the_next_searches(
        self, view: ResultsView, folded: QListView, bar: QPushButton, matches: list[Match]
    ) -> None:
        bar.click()
        self.search(view, matches, 5)
        assert (self.rows(folded), bar.text()) == (PICTURES, "Less similar (25)")
        bar.click()
        self.search(view, matches, 7)
        assert self.rows(folded) == 7

    def test_neither_opening_nor_closing_moves_what_is_in_view(
        self, qtbot: QtBot, folded: QListView, bar: QPushButton
    ) -> None:
        folded.scrollTo(folded.model().index(5, 0), QListView.ScrollHint.PositionAtTop)
        place = folded.verticalScrollBar().value()
        assert place > 0
        for _ in range(2):
            bar.click()
            qtbot.wait(20)
            assert folded.verticalScrollBar().value() == place

    def test_closing_keeps_the_place_though_the_current_design_is_folded_away(
        self, qtbot: QtBot, folded: QListView, bar: QPushButton
    ) -> None:
        bar.click()
        folded.setCurrentIndex(folded.model().index(PICTURES - 1, 0))
        folded.scrollToTop()
        bar.click()
        qtbot.wait(20)
        assert folded.verticalScrollBar().value() == 0
        assert folded.currentIndex().row() < self.ALIKE

    def test_the_keyboard_stays_among_what_is_shown(self, folded: QListView, bar: QPushButton) -> None:
        folded.setFocus()
        QTest.keyClick(folded, Qt.Key.Key_End)
        assert folded.currentIndex().row() == self.ALIKE - 1
        bar.click()
        QTest.keyClick(folded, Qt.Key.Key_End)
        assert folded.currentIndex().row() == PICTURES - 1

    def test_there_is_no_bar_where_all_are_alike(
        self, view: ResultsView, folded: QListView, bar: QPushButton, matches: list[Match]
    ) -> None:
        self.search(view, matches, PICTURES)
        assert not bar.isVisible()
        assert self.rows(folded) == PICTURES

    def test_where_nothing_is_alike_it_says_so_and_offers_what_comes_closest(
        self, view: ResultsView, folded: QListView, bar: QPushButton, matches: list[Match]
    ) -> None:
        title, note = child(view, QLabel, "noneAlikeTitle"), child(view, QLabel, "resultsNote")
        self.search(view, matches, 0)
        assert not folded.isVisible()
        assert title.isVisible()
        assert title.text() == "No design looks much like this picture"
        assert headline(view).line().startswith("None of 30 designs is related ·")
        assert bar.text() == "Less similar (30)"
        child(view, QPushButton, "noneAlikeButton").click()
        assert folded.isVisible()
        assert self.rows(folded) == PICTURES
        assert bar.isChecked()
        assert note.isVisible()
        self.search(view, matches, self.ALIKE)
        assert not note.isVisible()
        assert folded.isVisible()

    def test_one_related_design_is_not_called_designs(
        self, view: ResultsView, folded: QListView, matches: list[Match]
    ) -> None:
        self.search(view, matches, 1)
        assert headline(view).line().startswith("1 related design of 30 ·")


def test_cards_of_different_likeness_say_so(view: ResultsView, grid: QListView, tmp_path: Path) -> None:
    shown = []
    for likeness in Likeness:
        view.start("a.jpg")
        view.append(batch([Match(1, tmp_path / "a.png", "f", 0.5, 1.0, 0, likeness=likeness)]))
        view.finish()
        image = grid.grab().toImage()  # named, as its bits are gone with it
        shown.append(bytes(image.constBits().asarray(image.sizeInBytes())))
    assert len(set(shown)) == len(Likeness)


@pytest.mark.parametrize("page", ["show_problem", "show_empty"])
def test_a_page_with_title_and_text_takes_the_place_of_the_grid(
    view: ResultsView, grid: QListView, page: str
) -> None:
    getattr(view, page)("Title", "What to do <next>")
    assert not grid.isVisible()
    assert child(view, QLabel, "resultsMessageTitle").text() == "Title"
    assert child(view, QLabel, "resultsMessageText").isVisible()
    assert view.count() == 0
    view.start("a.jpg")
    assert grid.isVisible()


def test_thumbnails_of_the_visible_arrive_and_those_out_of_sight_are_not_read(
    qtbot: QtBot, view: ResultsView, thumbnails: ThumbnailLoader, matches: list[Match]
) -> None:
    seen: list[int] = []
    thumbnails.ready.connect(seen.append)
    view.start("a.jpg")
    view.append(batch(matches))
    qtbot.waitUntil(lambda: {0, 1, 2, 3} <= set(seen), timeout=5000)
    assert thumbnails.failed(3)
    assert PICTURES - 1 not in seen


def test_double_click_opens(qtbot: QtBot, grid: QListView, desktop: Desktop, matches: list[Match]) -> None:
    click(qtbot, grid, 1)
    QTest.mouseDClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=centre(grid, 1))
    qtbot.waitUntil(lambda: desktop.opened == [str(matches[1].path)])


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_opens_what_the_arrow_keys_reached(
    qtbot: QtBot, grid: QListView, desktop: Desktop, matches: list[Match], key: Qt.Key
) -> None:
    click(qtbot, grid, 0)
    QTest.keyClick(grid, Qt.Key.Key_Right)
    QTest.keyClick(grid, Qt.Key.Key_Right)
    QTest.keyClick(grid, key)
    qtbot.waitUntil(lambda: desktop.opened == [str(matches[2].path)])


def test_down_goes_to_the_card_below(qtbot: QtBot, grid: QListView) -> None:
    click(qtbot, grid, 1)
    QTest.keyClick(grid, Qt.Key.Key_Down)
    below = grid.visualRect(grid.currentIndex())
    model = grid.model()
    assert model is not None
    above = grid.visualRect(model.index(1, 0))
    assert below.left() == above.left()
    assert below.top() == above.top() + grid.gridSize().height()


def test_a_missing_file_is_told_in_the_status_line(
    qtbot: QtBot, view: ResultsView, grid: QListView, desktop: Desktop, matches: list[Match]
) -> None:
    matches[1].path.unlink()
    click(qtbot, grid, 1)
    with qtbot.waitSignal(view.status_message) as told:
        QTest.keyClick(grid, Qt.Key.Key_Return)
    assert told.args == [f"{matches[1].path.name} could not be opened. The file is no longer there."]
    assert desktop.opened == []


def test_ctrl_c_copies_the_picture(
    qtbot: QtBot, view: ResultsView, grid: QListView, matches: list[Match]
) -> None:
    click(qtbot, grid, 0)
    with qtbot.waitSignal(view.status_message) as told:
        QTest.keyClick(grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert told.args == ["Picture copied"]
    board = QGuiApplication.clipboard()
    assert board is not None
    assert board.image().width() == 20
    data = board.mimeData()
    assert data is not None
    assert [url.toLocalFile() for url in data.urls()] == [str(matches[0].path)]


def test_ctrl_c_copies_every_selected_picture_as_a_file(
    qtbot: QtBot, view: ResultsView, grid: QListView, matches: list[Match]
) -> None:
    click(qtbot, grid, 2)
    click(qtbot, grid, 0, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(view.status_message) as told:
        QTest.keyClick(grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert told.args == ["2 pictures copied"]
    board = QGuiApplication.clipboard()
    data = board.mimeData() if board is not None else None
    assert data is not None
    assert [url.toLocalFile() for url in data.urls()] == [str(matches[0].path), str(matches[2].path)]


def test_ctrl_shift_c_copies_the_path(qtbot: QtBot, grid: QListView, matches: list[Match]) -> None:
    click(qtbot, grid, 1)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(grid, Qt.Key.Key_C, both)
    board = QGuiApplication.clipboard()
    assert board is not None
    assert board.text() == str(matches[1].path)


def test_too_many_are_not_opened_at_once(
    qtbot: QtBot, view: ResultsView, grid: QListView, desktop: Desktop
) -> None:
    QTest.keyClick(grid, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(view.status_message) as told:
        QTest.keyClick(grid, Qt.Key.Key_Return)
    assert "12 designs or fewer" in told.args[0]
    assert desktop.opened == []


def open_menu(grid: QListView, row: int, reason: QContextMenuEvent.Reason) -> None:
    position = centre(grid, row)
    event = QContextMenuEvent(reason, position, grid.viewport().mapToGlobal(position))
    QApplication.sendEvent(grid.viewport(), event)


def test_the_context_menu_searches_with_the_design_under_the_mouse(
    qtbot: QtBot, view: ResultsView, grid: QListView, matches: list[Match]
) -> None:
    menu = child(view, QMenu, "resultsMenu")
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.RightButton, pos=centre(grid, 2))
    open_menu(grid, 2, QContextMenuEvent.Reason.Mouse)
    qtbot.waitUntil(menu.isVisible)
    texts = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert texts == ["Open", "Show in folder", "Copy picture", "Copy path", "Search with this"]
    search = child(view, QAction, "resultSearchWith")
    with qtbot.waitSignal(view.search_with) as asked:
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(search).center())
    assert asked.args == [2, str(matches[2].path)]


def test_the_menu_key_opens_the_menu_at_the_current_design(
    qtbot: QtBot, view: ResultsView, grid: QListView
) -> None:
    menu = child(view, QMenu, "resultsMenu")
    click(qtbot, grid, 1)
    open_menu(grid, 0, QContextMenuEvent.Reason.Keyboard)
    qtbot.waitUntil(menu.isVisible)
    assert menu.pos() == grid.viewport().mapToGlobal(centre(grid, 1))
    menu.close()


def test_enter_opens_the_best_match_of_a_search_begun_from_the_grid(
    qtbot: QtBot, view: ResultsView, grid: QListView, desktop: Desktop, matches: list[Match]
) -> None:
    view.start("b.jpg")
    view.append(batch(matches))
    view.finish()
    QTest.keyClick(grid, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desktop.opened == [str(matches[0].path)])


def test_what_needs_one_design_is_off_for_several(qtbot: QtBot, view: ResultsView, grid: QListView) -> None:
    menu = child(view, QMenu, "resultsMenu")
    click(qtbot, grid, 0)
    click(qtbot, grid, 1, Qt.KeyboardModifier.ShiftModifier)
    open_menu(grid, 0, QContextMenuEvent.Reason.Mouse)
    qtbot.waitUntil(menu.isVisible)
    assert not child(view, QAction, "resultSearchWith").isEnabled()
    assert child(view, QAction, "resultCopyPicture").isEnabled()
    menu.close()


def test_selected_pictures_are_dragged_out_as_copies(
    qtbot: QtBot, grid: QListView, matches: list[Match], monkeypatch: pytest.MonkeyPatch
) -> None:
    drags: list[tuple[list[str], Qt.DropAction, bool]] = []

    def run(drag: QDrag, actions: Qt.DropActions, default: Qt.DropAction) -> Qt.DropAction:
        data = drag.mimeData()
        assert data is not None
        assert int(actions) == int(Qt.DropAction.CopyAction)
        drags.append(([url.toLocalFile() for url in data.urls()], default, drag.pixmap().isNull()))
        return default

    monkeypatch.setattr(QDrag, "exec_", run)
    click(qtbot, grid, 1)
    click(qtbot, grid, 0, Qt.KeyboardModifier.ControlModifier)
    viewport = grid.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=centre(grid, 1))
    for step in range(1, 5):
        QTest.mouseMove(viewport, centre(grid, 1) + QPoint(10 * step, 0))
    grid.startDrag(Qt.DropActions(Qt.DropAction.CopyAction))
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=centre(grid, 1))
    assert drags[-1] == ([str(matches[0].path), str(matches[1].path)], Qt.DropAction.CopyAction, False)


def test_the_slider_changes_the_size_and_the_caller_can_remember_it(
    qtbot: QtBot, view: ResultsView, grid: QListView
) -> None:
    before = grid.gridSize().width()
    slider = child(view, QSlider, "thumbnailSize")
    slider.setFocus()
    with qtbot.waitSignal(view.thumbnail_size_changed):
        QTest.keyClick(slider, Qt.Key.Key_End)
    assert grid.gridSize().width() > before
    remembered = view.thumbnail_size()
    view.set_thumbnail_size(0)
    assert view.thumbnail_size() < remembered
    view.set_thumbnail_size(remembered)
    assert view.thumbnail_size() == remembered


@pytest.mark.parametrize("width", [240, 415, 530, 700, 1007, 1304])
def test_cells_fill_the_width_whatever_it_is(
    qtbot: QtBot, view: ResultsView, grid: QListView, width: int
) -> None:
    view.resize(width, 520)
    qtbot.wait(20)
    model = grid.model()
    assert model is not None
    tops = [grid.visualRect(model.index(row, 0)).top() for row in range(PICTURES)]
    columns = tops.count(tops[0])
    spare = grid.viewport().width() - columns * grid.gridSize().width()
    assert 0 <= spare <= 2 * columns + 2


def test_what_was_at_the_top_stays_there_when_the_size_changes(
    qtbot: QtBot, view: ResultsView, grid: QListView
) -> None:
    model = grid.model()
    assert model is not None
    grid.scrollTo(model.index(20, 0), QListView.ScrollHint.PositionAtTop)
    view.set_thumbnail_size(256)
    qtbot.wait(20)
    assert grid.viewport().rect().intersects(grid.visualRect(model.index(20, 0)))


def test_speaks_a_new_language_at_once(qtbot: QtBot, view: ResultsView, grid: QListView) -> None:
    class Shout(QTranslator):
        def isEmpty(self) -> bool:  # noqa: N802 - Qt's name
            return False

        def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str:
            return text.upper() if context in {"ResultsView", "ResultActions"} and "{" not in text else ""

    shout = Shout()
    QApplication.installTranslator(shout)
    try:
        QApplication.sendEvent(view, QEvent(QEvent.Type.LanguageChange))
        assert child(view, QAction, "resultOpen").text() == "OPEN"
        assert grid.accessibleName() == "SIMILAR DESIGNS"
    finally:
        QApplication.removeTranslator(shout)
    QApplication.sendEvent(view, QEvent(QEvent.Type.LanguageChange))
    assert child(view, QAction, "resultOpen").text() == "Open"


def test_what_a_user_acts_on_has_a_name(view: ResultsView, grid: QListView) -> None:
    assert grid.accessibleName()
    assert child(view, QSlider, "thumbnailSize").accessibleName()


def test_paints_every_state_in_a_dark_palette_without_a_warning(
    qtbot: QtBot, view: ResultsView, thumbnails: ThumbnailLoader, tmp_path: Path
) -> None:
    palette = QPalette(Qt.GlobalColor.black)
    view.setPalette(palette)
    states = [
        Match(item, tmp_path / "a.png", "f", 0.5, 1.0, 0, same_file=item % 2 == 0, online=item < 3)
        for item in range(6)
    ]
    view.start("a.jpg")
    view.append(batch(states))
    qtbot.waitUntil(lambda: thumbnails.failed(3), timeout=5000)
    grid = child(view, QListView, "results")
    grid.selectAll()
    assert not grid.grab().isNull()


def test_an_offline_match_looks_paler_than_one_that_can_be_reached(
    qtbot: QtBot, view: ResultsView, thumbnails: ThumbnailLoader, tmp_path: Path
) -> None:
    seen: list[int] = []
    thumbnails.ready.connect(seen.append)
    view.start("a.jpg")
    view.append(batch([Match(i, tmp_path / "a.png", "f", 0.5, 1.0, 0, online=i == 0) for i in range(2)]))
    qtbot.waitUntil(lambda: {0, 1} <= set(seen), timeout=5000)
    grid = child(view, QListView, "results")
    image = grid.viewport().grab().toImage()
    lightness = []
    for row in range(2):
        rect = grid.visualRect(grid.model().index(row, 0))
        point = QPoint(rect.center().x(), rect.top() + rect.width() // 2) * image.devicePixelRatio()
        lightness.append(image.pixelColor(point).lightness())
    assert lightness[1] > lightness[0] + 30


def test_a_long_list_grows_in_few_large_steps_and_ends_complete(
    qtbot: QtBot, view: ResultsView, tmp_path: Path
) -> None:
    grid = child(view, QListView, "results")
    model = grid.model()
    assert model is not None
    steps: list[int] = []
    model.rowsInserted.connect(lambda _parent, first, last: steps.append(last - first + 1))
    view.start("a.jpg")
    for first in range(0, 20_000, 250):
        rows = [Match(item, tmp_path / "a.png", "f", 0.5, 1.0, 0) for item in range(first, first + 250)]
        view.append(batch(rows, first=first, total=20_000))
    view.finish()
    assert view.count() == sum(steps) == 20_000
    assert len(steps) < 20
    assert model.index(19_999, 0).data(Role.ITEM_ID) == 19_999


def test_an_action_that_ends_after_the_window_is_gone_does_no_harm(
    qtbot: QtBot, thumbnails: ThumbnailLoader, matches: list[Match]
) -> None:
    view = ResultsView(thumbnails)
    view.start("a.jpg")
    view.append(batch(matches))
    grid = child(view, QListView, "results")
    grid.setCurrentIndex(grid.model().index(0, 0))
    child(view, QAction, "resultCopyPicture").trigger()
    sip.delete(view)
    qtbot.wait(100)
    assert not any(thread.name == "file action" for thread in threading.enumerate())


def test_ctrl_and_the_wheel_change_the_size(view: ResultsView, grid: QListView) -> None:
    before = view.thumbnail_size()
    middle = QPointF(grid.viewport().rect().center())
    wheel = QWheelEvent(
        middle,
        grid.viewport().mapToGlobal(middle.toPoint()),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButtons(Qt.MouseButton.NoButton),
        Qt.KeyboardModifiers(Qt.KeyboardModifier.ControlModifier),
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(grid.viewport(), wheel)
    assert view.thumbnail_size() > before


def test_a_card_under_the_mouse_is_marked(qtbot: QtBot, grid: QListView) -> None:
    area = grid.visualRect(grid.model().index(1, 0))
    before = grid.viewport().grab(area).toImage()
    QTest.mouseMove(grid.viewport(), area.center())
    qtbot.waitUntil(lambda: grid.viewport().grab(area).toImage() != before)
