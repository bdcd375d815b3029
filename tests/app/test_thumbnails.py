"""The loader: never in the way, newest first, bounded, and gone when told to go."""

import threading
import time
from collections.abc import Callable, Iterator

import pytest
from PyQt5.QtCore import QBuffer, QIODevice, QThread
from PyQt5.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from app.thumbnails import ThumbnailLoader, decode
from models.problems import EnvironmentProblem, Problem

Make = Callable[..., ThumbnailLoader]


def jpeg(width: int = 200, height: int = 320, colour: str = "teal") -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPG")
    return bytes(buffer.data())


@pytest.fixture
def make(qtbot: QtBot) -> Iterator[Make]:
    loaders = []

    def build(fetch: Callable[[int], bytes | None], **options: int) -> ThumbnailLoader:
        loaders.append(ThumbnailLoader(fetch, None, **options))
        return loaders[-1]

    yield build
    for loader in loaders:
        loader.shutdown()


def wait_ready(qtbot: QtBot, loader: ThumbnailLoader, item_id: int) -> None:
    with qtbot.waitSignal(loader.ready, check_params_cb=lambda ready: ready == item_id, timeout=5000):
        loader.request(item_id)


def test_gives_nothing_at_first_and_the_picture_when_it_is_ready(qtbot: QtBot, make: Make) -> None:
    loader = make(lambda _item: jpeg())
    with qtbot.waitSignal(loader.ready, timeout=5000):
        assert loader.request(1) is None
    pixmap = loader.request(1)
    assert pixmap is not None
    assert (pixmap.width(), pixmap.height()) == (200, 320)


def test_fetches_beside_the_window_and_is_ready_in_it(qtbot: QtBot, make: Make) -> None:
    fetched_in: list[threading.Thread] = []
    ready_in: list[QThread | None] = []

    def fetch(_item: int) -> bytes:
        fetched_in.append(threading.current_thread())
        return jpeg()

    loader = make(fetch)
    loader.ready.connect(lambda _item: ready_in.append(QThread.currentThread()))
    wait_ready(qtbot, loader, 1)
    assert fetched_in[0] is not threading.main_thread()
    assert ready_in == [loader.thread()]


def test_decodes_for_the_size_that_is_shown(qtbot: QtBot, make: Make) -> None:
    loader = make(lambda _item: jpeg())
    loader.set_edge(160)
    wait_ready(qtbot, loader, 1)
    pixmap = loader.request(1)
    assert pixmap is not None
    assert (pixmap.width(), pixmap.height()) == (100, 160)


def test_the_old_size_serves_until_the_new_one_is_there(qtbot: QtBot, make: Make) -> None:
    loader = make(lambda _item: jpeg())
    loader.set_edge(80)
    wait_ready(qtbot, loader, 1)
    loader.set_edge(160)
    with qtbot.waitSignal(loader.ready, timeout=5000):
        old = loader.request(1)
        assert old is not None
        assert old.height() == 80
    new = loader.request(1)
    assert new is not None
    assert new.height() == 160


def test_reads_the_newest_screenful_first_and_each_in_reading_order(qtbot: QtBot, make: Make) -> None:
    gate, order = threading.Event(), []

    def fetch(item: int) -> bytes:
        gate.wait(5)
        order.append(item)
        return jpeg()

    loader = make(fetch, workers=1)
    loader.request(0)
    qtbot.waitUntil(lambda: loader.pending == 0)
    for screenful in ([1, 2, 3], [4, 5, 6]):
        for item in screenful:
            loader.request(item)
        qtbot.wait(20)
    gate.set()
    qtbot.waitUntil(lambda: len(order) == 7, timeout=5000)
    assert order == [0, 4, 5, 6, 1, 2, 3]


def test_forgets_the_oldest_requests_beyond_its_limit(qtbot: QtBot, make: Make) -> None:
    gate, order = threading.Event(), []

    def fetch(item: int) -> bytes:
        gate.wait(5)
        order.append(item)
        return jpeg()

    loader = make(fetch, workers=1, pending_limit=3)
    loader.request(0)
    qtbot.waitUntil(lambda: loader.pending == 0)
    for item in range(1, 11):
        loader.request(item)
    assert loader.pending == 3
    gate.set()
    qtbot.waitUntil(lambda: len(order) == 4, timeout=5000)
    assert order == [0, 8, 9, 10]


def test_asking_again_while_it_is_read_does_not_read_it_twice(qtbot: QtBot, make: Make) -> None:
    gate, order = threading.Event(), []

    def fetch(item: int) -> bytes:
        order.append(item)
        gate.wait(5)
        return jpeg()

    loader = make(fetch)
    loader.request(1)
    qtbot.waitUntil(lambda: order == [1])
    for _ in range(5):
        loader.request(1)
    with qtbot.waitSignal(loader.ready, timeout=5000):
        gate.set()
    qtbot.wait(30)
    assert order == [1]


def test_keeps_no_more_pixels_than_its_limit(qtbot: QtBot, make: Make) -> None:
    measure = make(lambda _item: jpeg())
    wait_ready(qtbot, measure, 0)
    one = measure.held_bytes
    loader = make(lambda _item: jpeg(), cache_bytes=3 * one)
    for item in range(6):
        wait_ready(qtbot, loader, item)
    assert loader.held_bytes == 3 * one
    assert loader.request(5) is not None
    assert loader.request(0) is None


@pytest.mark.qt_log_ignore("JPEG")
@pytest.mark.parametrize("data", [None, b"", b"no picture at all", jpeg()[:30]])
def test_remembers_that_there_is_no_picture(qtbot: QtBot, make: Make, data: bytes | None) -> None:
    calls = []

    def fetch(item: int) -> bytes | None:
        calls.append(item)
        return data

    loader = make(fetch)
    wait_ready(qtbot, loader, 1)
    assert loader.failed(1)
    assert loader.request(1) is None
    qtbot.wait(30)
    assert calls == [1]


def test_a_failure_can_be_tried_again(qtbot: QtBot, make: Make) -> None:
    answers: list[bytes | Exception] = [EnvironmentProblem(Problem.DATABASE_LOCKED), OSError(), jpeg()]

    def fetch(_item: int) -> bytes:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    loader = make(fetch)
    wait_ready(qtbot, loader, 1)
    assert loader.failed(1)
    loader.retry(1)
    wait_ready(qtbot, loader, 1)
    loader.retry()
    wait_ready(qtbot, loader, 1)
    assert not loader.failed(1)
    assert loader.request(1) is not None


def test_a_failure_is_forgotten_after_a_while(
    qtbot: QtBot, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    loader = make(lambda _item: None)
    wait_ready(qtbot, loader, 1)
    later = time.monotonic() + 3600
    monkeypatch.setattr("app.thumbnails.time.monotonic", lambda: later)
    assert not loader.failed(1)


def test_clear_throws_away_what_is_still_on_its_way(qtbot: QtBot, make: Make) -> None:
    gate, served = threading.Event(), []

    def fetch(item: int) -> bytes:
        gate.wait(5)
        served.append(item)
        return jpeg()

    loader = make(fetch)
    loader.request(1)
    qtbot.wait(20)
    loader.clear()
    with qtbot.assertNotEmitted(loader.ready, wait=100):
        gate.set()
    assert served == [1]
    assert loader.held_bytes == 0


def test_shutdown_does_not_wait_for_a_share_that_never_answers(qtbot: QtBot) -> None:
    dead = threading.Event()
    loader = ThumbnailLoader(lambda _item: jpeg() if dead.wait(20) else None)
    loader.request(1)
    loader.request(2)
    qtbot.wait(30)
    began = time.monotonic()
    loader.shutdown()
    assert time.monotonic() - began < 3
    dead.set()
    qtbot.waitUntil(lambda: not any(t.name == "thumbnails" for t in threading.enumerate()))
    assert loader.request(3) is None


def test_decoding_keeps_a_pixel_of_very_flat_pictures() -> None:
    image = decode(jpeg(300, 1), 32)
    assert image is not None
    assert (image.width(), image.height()) == (32, 1)
