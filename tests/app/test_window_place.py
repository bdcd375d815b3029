"""The window comes up where it was, if that still is on a screen."""

from pathlib import Path

from PyQt5.QtCore import QByteArray
from PyQt5.QtGui import QGuiApplication
from PyQt5.QtWidgets import QSplitter, QWidget
from pytestqt.qtbot import QtBot

from app.geometry import centred, fitted, is_within_reach
from app.main_window import FIRST_SIZE
from app.settings import Settings
from tests.app.conftest import Start, find


def test_size_and_splitter_are_remembered(start: Start, data: Path, qtbot: QtBot) -> None:
    first = start(data)
    first.window.resize(620, 500)
    splitter = find(first.window, QSplitter, "splitter")
    splitter.setSizes([250, 370])
    qtbot.wait(50)
    sizes = splitter.sizes()
    first.window.close()
    first.stop()
    again = start(data)
    assert (again.window.width(), again.window.height()) == (620, 500)
    assert find(again.window, QSplitter, "splitter").sizes() == sizes


def test_a_window_left_on_a_screen_that_is_gone_comes_back(start: Start, data: Path, qtbot: QtBot) -> None:
    elsewhere = QWidget()
    qtbot.addWidget(elsewhere)
    elsewhere.setGeometry(9000, 7000, 600, 500)
    assert not is_within_reach(elsewhere)
    settings = Settings(data / "settings.ini")
    settings.set_layout("window", elsewhere.saveGeometry())
    settings.sync()
    assert is_within_reach(start(data).window)


def test_settings_that_make_no_sense_are_passed_over(start: Start, data: Path, qtbot: QtBot) -> None:
    settings = Settings(data / "settings.ini")
    settings.set_layout("window", QByteArray(b"nonsense"))
    settings.set_layout("splitter", QByteArray(b"nonsense"))
    settings.sync()
    assert is_within_reach(start(data).window)


def test_windows_fit_on_small_screens(qtbot: QtBot) -> None:
    screen = QGuiApplication.primaryScreen()
    assert screen is not None
    room = screen.availableGeometry()
    assert room.contains(centred(FIRST_SIZE))
    assert fitted(FIRST_SIZE * 5).width() < room.width()
