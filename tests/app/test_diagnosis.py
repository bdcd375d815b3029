"""The index diagnosis in the window: shown, told in words, cancelled, begun again, and never in the way."""

import shutil
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PyQt5.QtCore import QPoint, QPointF, Qt
from PyQt5.QtGui import QHelpEvent, QWheelEvent
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import (
    QAction,
    QApplication,
    QDialog,
    QProgressBar,
    QPushButton,
    QSpinBox,
    QToolTip,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.chart import Bar, Chart, Plot, Tick, even_ticks
from app.diagnosis_text import FindingWords
from app.language import Language
from app.program import Program
from app.theme import ThemeChoice
from index.control import Control
from index.diagnosis_records import DiagnosisPhase, DiagnosisProgress
from index.engine import SearchEngine
from index.remarks import Finding
from tests.app.conftest import LONG_MS, Start, find, speak, text_of, wait_ready, wait_results
from tests.conftest import DEMO, make_catalogue

PICTURES = 600
PLOT = Plot(
    title="Bits",
    summary="All is well",
    x_label="set",
    y_label="bits",
    x_range=(0.0, 2.0),
    x_ticks=(Tick(0.0, "0"), Tick(2.0, "2")),
    y_most=10.0,
    y_ticks=even_ticks(10.0, str),
    bars=(Bar(0.0, 1.0, 5.0, "five"), Bar(1.0, 2.0, 10.0, "ten")),
)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with enough pictures to tell something."""
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


def open_dialog(program: Program) -> QDialog:
    action = program.window.findChild(QAction, "actionDiagnosis")
    assert action is not None
    action.trigger()
    dialog = find(program.window, QDialog, "diagnosisDialog")
    assert dialog.isVisible()
    return dialog


def words(dialog: QDialog, name: str) -> str:
    return find(dialog, QWidget, name).property("text")  # type: ignore[no-any-return]


def wait_found(qtbot: QtBot, dialog: QDialog) -> None:
    again = find(dialog, QPushButton, "startDiagnosis")
    qtbot.waitUntil(lambda: again.isVisible() and words(dialog, "catalogueAbout") != "", timeout=LONG_MS)


def plot_of(dialog: QDialog, name: str) -> Plot:
    plot = find(dialog, Chart, name).plot
    assert plot is not None
    return plot


def test_the_window_shows_what_the_engine_finds(program: Program, many: Path, qtbot: QtBot) -> None:
    dialog = open_dialog(program)
    assert find(dialog, QProgressBar, "diagnosisProgress").isVisible()
    program.window.open_picture(DEMO / "men" / "M-BR-3340A.png")
    wait_results(qtbot, program, 200)
    wait_found(qtbot, dialog)
    assert not find(dialog, QProgressBar, "diagnosisProgress").isVisible()
    with SearchEngine(many) as engine:
        *_, last = engine.diagnose(Control())
    found = last.diagnosis
    assert found is not None
    assert words(dialog, "scopeAbout") == "Looked at 600 of 600 pictures, 200 of them as queries."
    for at, block in enumerate(found.blocks):
        assert sum(bar.height for bar in plot_of(dialog, f"balance{at}").bars) == len(block.balance)
        assert [bar.height for bar in plot_of(dialog, f"overlap{at}").bars] == list(block.overlap)
    for tables in found.facets:
        shares = [bar.height for bar in plot_of(dialog, f"occupancy_{tables.facet}").bars]
        assert sum(shares) == pytest.approx(1)
        expected, own, opened = plot_of(dialog, f"recall_{tables.facet}").curves
        assert expected.points[0] == (0.0, 1.0)
        assert len(own.points) == len(opened.points) > 5
        chart = find(dialog, Chart, f"recall_{tables.facet}")
        assert chart.accessibleName()
        assert f"{round(100 * tables.recall)} % found" in chart.accessibleDescription()


def test_more_wanted_recall_takes_more_tables(program: Program, qtbot: QtBot) -> None:
    dialog = open_dialog(program)
    wait_found(qtbot, dialog)
    wanted = find(dialog, QSpinBox, "wantedRecall")
    assert wanted.value() == 95
    before, work = words(dialog, "suggested_cut"), plot_of(dialog, "work_cut").spot
    wanted.setValue(60)
    after, less = words(dialog, "suggested_cut"), plot_of(dialog, "work_cut").spot
    assert before.startswith("Suggested: ")
    assert before != after
    assert work is not None
    assert less is not None
    assert less[1].at < work[1].at


def test_the_wheel_scrolls_the_page_and_changes_only_what_has_the_focus(
    program: Program, qtbot: QtBot
) -> None:
    dialog = open_dialog(program)
    wait_found(qtbot, dialog)
    wanted = find(dialog, QSpinBox, "wantedRecall")

    def turn() -> None:
        at = QPointF(wanted.rect().center())
        down, none = QPoint(0, -120), QPoint()
        buttons, keys = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
        phase = Qt.ScrollPhase.NoScrollPhase
        wheel = QWheelEvent(
            at, QPointF(wanted.mapToGlobal(at.toPoint())), none, down, buttons, keys, phase, False
        )
        QApplication.sendEvent(wanted, wheel)

    find(dialog, QPushButton, "closeDiagnosis").setFocus()
    turn()
    assert wanted.value() == 95
    dialog.activateWindow()
    wanted.setFocus()
    qtbot.waitUntil(wanted.hasFocus)
    turn()
    assert wanted.value() == 94


def test_an_empty_catalogue_is_told(start: Start, empty: Path, qtbot: QtBot) -> None:
    program = start(empty)
    dialog = open_dialog(program)
    wait_found(qtbot, dialog)
    assert words(dialog, "catalogueAbout").startswith("There is nothing to look at yet")
    assert not find(dialog, Chart, "balance0").isVisible()


def test_few_pictures_are_told(start: Start, data: Path, qtbot: QtBot) -> None:
    program = start(data)
    wait_ready(qtbot, program)
    dialog = open_dialog(program)
    wait_found(qtbot, dialog)
    assert words(dialog, "bitsAbout").startswith("With 12 different pictures, chance alone")
    assert find(dialog, Chart, "balance0").isVisible()


class Held:
    """Holds the diagnosis at the first step of a phase until it is let go."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, phase: DiagnosisPhase) -> None:
        self.reached, self.released = threading.Event(), threading.Event()
        whole = SearchEngine.diagnose

        def held(engine: SearchEngine, control: Control) -> Iterator[DiagnosisProgress]:
            for step in whole(engine, control):
                if step.phase is phase:
                    self.reached.set()
                    assert self.released.wait(20)
                yield step

        monkeypatch.setattr(SearchEngine, "diagnose", held)


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Held:
    return Held(monkeypatch, DiagnosisPhase.BUCKETS)


def test_cancelling_stops_it_and_it_can_be_begun_again(program: Program, held: Held, qtbot: QtBot) -> None:
    dialog = open_dialog(program)
    qtbot.waitUntil(held.reached.is_set, timeout=LONG_MS)
    find(dialog, QPushButton, "cancelDiagnosis").click()
    assert text_of(dialog, "diagnosisTold") == "Cancelled."
    held.released.set()
    find(dialog, QPushButton, "startDiagnosis").click()
    wait_found(qtbot, dialog)
    assert text_of(dialog, "diagnosisTold") == ""


def test_closing_the_dialog_cancels_and_opening_it_begins_again(
    program: Program, held: Held, qtbot: QtBot
) -> None:
    dialog = open_dialog(program)
    qtbot.waitUntil(held.reached.is_set, timeout=LONG_MS)
    number = program.backend.diagnosis.number
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert program.backend.diagnosis.number == number + 1
    held.released.set()
    wait_found(qtbot, open_dialog(program))
    assert program.backend.diagnosis.number == number + 2


def test_closing_the_window_meanwhile_ends_the_work(program: Program, held: Held, qtbot: QtBot) -> None:
    open_dialog(program)
    qtbot.waitUntil(held.reached.is_set, timeout=LONG_MS)
    held.released.set()
    assert program.stop()


def test_what_is_found_stays_until_the_catalogue_changes(
    program: Program, designs: Path, qtbot: QtBot
) -> None:
    dialog = open_dialog(program)
    wait_found(qtbot, dialog)
    number = program.backend.diagnosis.number
    dialog.close()
    assert open_dialog(program) is dialog
    assert program.backend.diagnosis.number == number
    program.backend.catalogue.add([designs])
    changed = "The catalogue has changed since then."
    qtbot.waitUntil(lambda: text_of(dialog, "diagnosisTold") == changed, timeout=LONG_MS)
    wait_ready(qtbot, program, PICTURES + 12)
    dialog.close()
    open_dialog(program)
    qtbot.waitUntil(lambda: "612 pictures" in words(dialog, "scopeAbout"), timeout=LONG_MS)


def test_a_damaged_catalogue_is_told(program: Program, qtbot: QtBot, tmp_path: Path) -> None:
    database = sqlite3.connect(tmp_path / "数据" / "catalogue.sqlite3")
    with database:
        database.execute("UPDATE vector SET feature = x'00'")
    database.close()
    dialog = open_dialog(program)
    told = "The catalogue database is damaged."
    qtbot.waitUntil(lambda: text_of(dialog, "diagnosisTold") == told, timeout=LONG_MS)
    assert find(dialog, QPushButton, "startDiagnosis").isVisible()


def test_language_and_theme_change_while_it_is_shown(program: Program, qtbot: QtBot) -> None:
    dialog = open_dialog(program)
    wait_found(qtbot, dialog)
    program.translators.use(Language.CHINESE)
    qtbot.waitUntil(lambda: dialog.windowTitle() == "图库索引诊断")
    assert plot_of(dialog, "balance0").title == "版型，320 位"
    program.theme.choose(ThemeChoice.DARK)
    dark = find(dialog, Chart, "balance0").grab().toImage().pixelColor(1, 1)
    program.theme.choose(ThemeChoice.LIGHT)
    light = find(dialog, Chart, "balance0").grab().toImage().pixelColor(1, 1)
    assert dark.lightness() < 80
    assert light.lightness() > 200


@pytest.mark.parametrize("finding", list(Finding))
def test_every_finding_has_the_sentence_the_commands_print(qapp: QApplication, finding: Finding) -> None:
    assert FindingWords().template(finding) == finding.sentence


class TestChart:
    @pytest.fixture
    def chart(self, qtbot: QtBot) -> Chart:
        chart = Chart("chart")
        qtbot.addWidget(chart)
        chart.resize(300, 200)
        chart.show_plot(PLOT)
        return chart

    def test_bars_are_as_high_as_their_numbers(self, chart: Chart) -> None:
        image = chart.grab().toImage()
        scale = image.width() / chart.width()
        columns = [round(scale * 300 * at) for at in (0.3, 0.8)]
        ground = image.pixelColor(2, round(scale * 100))
        heights = []
        for x in columns:
            colours = [image.pixelColor(x, y) for y in range(image.height())]
            heights.append(sum(colour.hue() > 180 and colour.saturation() > 80 for colour in colours))
        assert ground.saturation() < 40
        assert heights[1] == pytest.approx(2 * heights[0], rel=0.1)

    def test_a_bar_tells_its_numbers_under_the_mouse(self, chart: Chart, qtbot: QtBot) -> None:
        chart.show()
        qtbot.waitExposed(chart)
        for x, tip in ((80, "five"), (270, "ten")):
            at = QPoint(x, 100)
            QApplication.sendEvent(chart, QHelpEvent(QHelpEvent.Type.ToolTip, at, chart.mapToGlobal(at)))
            assert QToolTip.text() == tip
        QToolTip.hideText()

    def test_says_what_it_shows(self, chart: Chart) -> None:
        assert (chart.accessibleName(), chart.accessibleDescription()) == ("Bits", "All is well")

    @pytest.mark.parametrize("size", [(40, 30), (150, 170), (2000, 200)])
    def test_is_drawn_in_any_size(self, chart: Chart, size: tuple[int, int]) -> None:
        chart.resize(*size)
        assert not chart.grab().isNull()


@pytest.mark.parametrize("most", [0.0, 0.004, 0.3, 1.0, 3.0, 9.0, 10.0, 87.0, 12_345.0, 1e9])
def test_ticks_are_even_and_reach_the_most(most: float) -> None:
    ticks = [tick.at for tick in even_ticks(most, str)]
    assert ticks[0] == 0
    assert ticks[-1] >= most >= ticks[-2]
    assert len(ticks) <= 6
    whole = [tick.at for tick in even_ticks(most, str, whole=True)]
    assert all(at.is_integer() for at in whole)
    assert whole[-1] >= most
