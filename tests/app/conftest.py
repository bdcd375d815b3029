"""A real window over a real catalogue, and no thread left behind."""

import gc
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PyQt5.QtCore import QObject, QThread, QUrl, pyqtSlot
from PyQt5.QtGui import QDesktopServices
from PyQt5.QtWidgets import QApplication, QListView, QWidget
from pytestqt.qtbot import QtBot

from app.language import Language
from app.program import Program
from app.results_view import ResultsView
from app.settings import Settings
from index.engine import SearchEngine
from tests.conftest import demo_pictures, read_all

LONG_MS = 30_000
JOIN_SECONDS = 3.0
W = TypeVar("W", bound=QWidget)


@pytest.fixture(autouse=True, scope="session")
def runtime_folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Qt warns where the login session has not made one."""
    folder = tmp_path_factory.mktemp("runtime")
    folder.chmod(0o700)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))


@pytest.fixture(autouse=True)
def no_thread_left_running() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + JOIN_SECONDS
    while (left := _left(before)) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not left, f"still running: {left}"


def _left(before: set[threading.Thread]) -> list[str]:
    """Threads that began since. Python lists Qt's threads as dummies that live for ever; Qt is asked instead."""
    new = set(threading.enumerate()) - before
    python = [f"{each.name} (Python)" for each in new if not isinstance(each, threading._DummyThread)]
    own = QThread.currentThread()
    threads = [each for each in gc.get_objects() if isinstance(each, QThread) and each is not own]
    return python + [f"{thread.objectName()} (Qt)" for thread in threads if thread.isRunning()]


@pytest.fixture(scope="session")
def designs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalogue folder with twelve designs that no test changes."""
    root = tmp_path_factory.mktemp("designs") / "泳装 2025"
    root.mkdir()
    for picture in demo_pictures(12):
        shutil.copy(picture, root)
    return root


@pytest.fixture(scope="session")
def indexed(tmp_path_factory: pytest.TempPathFactory, designs: Path) -> Path:
    """A data folder whose catalogue holds the designs, read once for all tests."""
    data = tmp_path_factory.mktemp("indexed") / "data"
    with SearchEngine(data) as engine:
        engine.add_folder(designs)
        read_all(engine)
    return data


@pytest.fixture
def data(tmp_path: Path, indexed: Path) -> Path:
    """A data folder of the test's own, with the designs already read, in English."""
    data = tmp_path / "data"
    shutil.copytree(indexed, data)
    speak(data, Language.ENGLISH)
    return data


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A data folder that has never been used, in English."""
    data = tmp_path / "empty"
    data.mkdir()
    speak(data, Language.ENGLISH)
    return data


Start = Callable[..., Program]


@pytest.fixture
def start(qapp: QApplication, qtbot: QtBot) -> Iterator[Start]:
    """Starts the program over a data folder, less similar results unfolded; it is stopped at the end of the test."""
    running: list[Program] = []

    def build(data: Path, demo: tuple[Path, ...] = ()) -> Program:
        program = Program(qapp, data, demo)
        running.append(program)
        qtbot.addWidget(program.window)
        program.start()
        qtbot.waitExposed(program.window)
        find(program.window, ResultsView, "resultsView").unfold()
        return program

    yield build
    for program in running:
        assert program.stop()


@pytest.fixture
def program(start: Start, data: Path, qtbot: QtBot) -> Program:
    """The program over the designs, ready and at rest."""
    program = start(data)
    wait_ready(qtbot, program)
    return program


class Desktop(QObject):
    """Stands where the system's picture viewer would be started."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @pyqtSlot(QUrl)
    def take(self, url: QUrl) -> None:
        self.opened.append(url.toLocalFile())


@pytest.fixture
def desktop(qapp: QApplication) -> Iterator[Desktop]:
    desktop = Desktop()
    QDesktopServices.setUrlHandler("file", desktop.take)
    yield desktop
    QDesktopServices.unsetUrlHandler("file")


def speak(data: Path, language: Language) -> None:
    settings = Settings(data / "settings.ini")
    settings.language = language
    settings.sync()


def find(parent: QWidget, kind: type[W], name: str) -> W:
    """The child of that object name."""
    found = parent.findChild(kind, name)
    assert found is not None, name
    return found


def text_of(parent: QWidget, name: str) -> str:
    """What a label says, as a screen reader would hear it."""
    return find(parent, QWidget, name).accessibleName()


def result_names(program: Program) -> list[str]:
    """File names of the results, best first; none while those of an older search linger."""
    if not find(program.window, ResultsView, "resultsView").count():
        return []
    model = find(program.window, QListView, "results").model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def wait_ready(qtbot: QtBot, program: Program, searchable: int = 12) -> None:
    """Wait until the catalogue is open, read, and at rest."""
    wanted = f"{searchable} pictures searchable"

    def at_rest() -> bool:
        line = program.window
        return (
            text_of(line, "statusSummary") == wanted and not find(line, QWidget, "cancelIndexing").isVisible()
        )

    qtbot.waitUntil(at_rest, timeout=LONG_MS)


def wait_results(qtbot: QtBot, program: Program, count: int = 12) -> list[str]:
    """Wait for so many results; returns their names."""
    qtbot.waitUntil(lambda: len(result_names(program)) == count, timeout=LONG_MS)
    return result_names(program)
