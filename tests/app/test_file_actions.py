"""Opening, showing and copying files, as far as a test may go without starting other programs."""

import threading
from pathlib import Path, PureWindowsPath

import pytest
from PyQt5.QtCore import QObject
from PyQt5.QtGui import QClipboard, QColor, QDesktopServices, QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from app import file_actions
from app.obstacle import NoProgram, Obstacle, reason
from models.problems import Problem
from tests.app.conftest import Desktop

NAME = "泳衣 100% [新] #1.png"


class Told:
    """Keeps what an action reported, and in which thread."""

    def __init__(self) -> None:
        self.problems: list[Obstacle | None] = []
        self.threads: list[threading.Thread] = []

    def __call__(self, problem: Obstacle | None) -> None:
        self.problems.append(problem)
        self.threads.append(threading.current_thread())


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / NAME
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("crimson"))
    image.save(str(path))
    return path


def clipboard() -> QClipboard:
    board = QGuiApplication.clipboard()
    assert board is not None
    return board


def wait(qtbot: QtBot, told: Told) -> Obstacle | None:
    qtbot.waitUntil(lambda: bool(told.problems), timeout=8000)
    assert told.threads == [threading.main_thread()]
    return told.problems[0]


def test_opens_a_picture_whose_name_holds_signs_that_urls_use(
    qtbot: QtBot, desktop: Desktop, picture: Path
) -> None:
    told = Told()
    file_actions.open_file(picture, told)
    assert wait(qtbot, told) is None
    assert desktop.opened == [str(picture)]


def test_a_missing_file_is_told_and_nothing_is_opened(qtbot: QtBot, desktop: Desktop, tmp_path: Path) -> None:
    told = Told()
    file_actions.open_file(tmp_path / "gone.png", told)
    assert wait(qtbot, told) is Problem.NOT_FOUND
    assert desktop.opened == []


@pytest.mark.parametrize("action", [file_actions.open_file, file_actions.show_in_folder])
def test_an_offline_folder_is_told_apart_from_a_missing_file(
    qtbot: QtBot, desktop: Desktop, tmp_path: Path, action: file_actions.Action
) -> None:
    told = Told()
    action(tmp_path / "share" / "a.png", told)
    assert wait(qtbot, told) is Problem.FOLDER_NOT_FOUND
    assert desktop.opened == []


@pytest.mark.parametrize(
    ("action", "missing"),
    [
        (file_actions.open_file, NoProgram.TO_OPEN),
        (file_actions.show_in_folder, NoProgram.TO_SHOW_FOLDERS),
    ],
)
def test_a_computer_without_a_program_for_it_is_not_mistaken_for_a_bad_file(
    qtbot: QtBot,
    picture: Path,
    monkeypatch: pytest.MonkeyPatch,
    action: file_actions.Action,
    missing: NoProgram,
) -> None:
    monkeypatch.setattr(file_actions, "_select_in_file_manager", lambda _path: False)
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    told = Told()
    action(picture, told)
    assert wait(qtbot, told) is missing
    assert "has no program" in reason(missing)


def test_opens_the_folder_where_no_file_manager_can_select_the_file(
    qtbot: QtBot, desktop: Desktop, picture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_actions, "_select_in_file_manager", lambda _path: False)
    told = Told()
    file_actions.show_in_folder(picture, told)
    assert wait(qtbot, told) is None
    assert desktop.opened == [str(picture.parent)]


def test_explorer_gets_one_string_with_the_path_in_quotes() -> None:
    path = PureWindowsPath(r"\\nas\目录\new, designs\a b.jpg")
    assert file_actions.explorer_command(path) == r'explorer /select,"\\nas\目录\new, designs\a b.jpg"'


def test_windows_starts_the_explorer_with_that_string(
    qtbot: QtBot, desktop: Desktop, picture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[object] = []

    class Process:
        def __init__(self, command: object) -> None:
            started.append(command)

        def wait(self, _seconds: float) -> int:
            return 1

    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setattr("subprocess.Popen", Process)
    told = Told()
    file_actions.show_in_folder(picture, told)
    assert wait(qtbot, told) is None
    assert started == [f'explorer /select,"{picture}"']
    assert desktop.opened == []


def test_a_copied_picture_is_both_bitmap_and_file(qtbot: QtBot, picture: Path) -> None:
    told = Told()
    file_actions.copy_picture(picture, told)
    assert wait(qtbot, told) is None
    data = clipboard().mimeData()
    assert data is not None
    assert [url.toLocalFile() for url in data.urls()] == [str(picture)]
    image = clipboard().image()
    assert (image.width(), image.height()) == (30, 20)
    assert QColor(image.pixel(3, 3)) == QColor("crimson")


def test_a_file_that_qt_cannot_read_is_copied_as_a_file(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "a.heic"
    path.write_bytes(b"....ftypheic")
    told = Told()
    file_actions.copy_picture(path, told)
    assert wait(qtbot, told) is None
    data = clipboard().mimeData()
    assert data is not None
    assert data.urls()
    assert not data.hasImage()


def test_a_huge_picture_is_copied_as_a_file(
    qtbot: QtBot, picture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_actions, "MAX_BITMAP_PIXELS", 100)
    told = Told()
    file_actions.copy_picture(picture, told)
    assert wait(qtbot, told) is None
    data = clipboard().mimeData()
    assert data is not None
    assert data.urls()
    assert not data.hasImage()


def test_of_several_pictures_those_that_are_there_are_copied(
    qtbot: QtBot, picture: Path, tmp_path: Path
) -> None:
    told = Told()
    file_actions.copy_pictures([picture, tmp_path / "gone.png"], told)
    assert wait(qtbot, told) is Problem.NOT_FOUND
    data = clipboard().mimeData()
    assert data is not None
    assert [url.toLocalFile() for url in data.urls()] == [str(picture)]


def test_a_failed_copy_leaves_the_clipboard_alone(qtbot: QtBot, tmp_path: Path) -> None:
    clipboard().setText("before")
    told = Told()
    file_actions.copy_picture(tmp_path / "gone.png", told)
    assert wait(qtbot, told) is Problem.NOT_FOUND
    assert clipboard().text() == "before"


def test_the_path_is_copied_as_text_even_offline(qapp: QObject) -> None:
    told = Told()
    path = Path("/nas/目录/a b.jpg")
    file_actions.copy_path(path, told)
    assert told.problems == [None]
    assert clipboard().text() == str(path)


def test_no_thread_is_left(qtbot: QtBot, picture: Path) -> None:
    told = Told()
    file_actions.copy_picture(picture, told)
    wait(qtbot, told)
    qtbot.waitUntil(lambda: not any(thread.name == "file action" for thread in threading.enumerate()))
