"""A second start hands over to the first."""

from pathlib import Path

import pytest
from PyQt5.QtCore import QThread
from PyQt5.QtNetwork import QLocalServer
from pytestqt.qtbot import QtBot

from app import single_instance
from app.single_instance import InstanceHangs, SingleInstance, server_name


class Second(QThread):
    """Another start, in a thread since the first must answer meanwhile."""

    def __init__(self, data: Path, picture: Path | None) -> None:
        super().__init__()
        self._data = data
        self._picture = picture
        self.was_first: bool | None = None
        self.hung = False

    def run(self) -> None:
        try:
            self.was_first = SingleInstance(self._data).begin(self._picture)
        except InstanceHangs:
            self.hung = True


def test_the_first_start_gets_the_second_ones_picture(tmp_path: Path, qtbot: QtBot) -> None:
    first = SingleInstance(tmp_path)
    assert first.begin(None)
    picture = tmp_path / "样 图.jpg"
    second = Second(tmp_path, picture)
    with qtbot.waitSignal(first.raised, timeout=10_000) as raised:
        second.start()
    assert second.wait(10_000)
    assert raised.args == [str(picture)]
    assert second.was_first is False
    first.close()


def test_another_data_folder_is_another_program(tmp_path: Path, qtbot: QtBot) -> None:
    one, other = SingleInstance(tmp_path / "one"), SingleInstance(tmp_path / "other")
    assert one.begin(None)
    assert other.begin(None)
    one.close()
    other.close()


def test_what_a_killed_start_left_behind_is_no_obstacle(tmp_path: Path, qtbot: QtBot) -> None:
    stale = QLocalServer()
    assert stale.listen(server_name(tmp_path))
    file = Path(stale.fullServerName())
    stale.close()
    if file.is_absolute() and file.parent.is_dir():
        file.touch()
    again = SingleInstance(tmp_path)
    assert again.begin(None)
    second = Second(tmp_path, None)
    with qtbot.waitSignal(again.raised, timeout=10_000):
        second.start()
    assert second.wait(10_000)
    again.close()


def test_a_first_start_that_hangs_is_noticed(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(single_instance, "ANSWER_MS", 200)
    silent = QLocalServer()
    assert silent.listen(server_name(tmp_path))
    second = Second(tmp_path, None)
    second.start()
    qtbot.waitUntil(second.isFinished, timeout=10_000)
    assert second.hung
    silent.close()
