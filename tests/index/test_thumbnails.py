"""The thumbnail cache on a real disk."""

import errno
import io
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image

from index import thumbnails
from index.scan import CACHE_TAG
from index.thumbnails import SIDE, ThumbnailCache
from models.problems import EnvironmentProblem, Problem
from tests.permissions import run_without_privilege
from tests.pictures import RED, cloth

NAME, OTHER = "ab12" * 8, "ab34" * 8


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "缩略图"


@pytest.fixture
def cache(root: Path) -> ThumbnailCache:
    return ThumbnailCache(root)


def opened(data: bytes | None) -> Image.Image:
    assert data is not None
    return Image.open(io.BytesIO(data))


def files(root: Path) -> list[Path]:
    """The stored files beside the tag."""
    return [path for path in root.rglob("*") if path.is_file() and path.name != CACHE_TAG]


def test_a_thumbnail_is_a_small_jpeg_of_the_picture(cache: ThumbnailCache) -> None:
    picture = cloth(640, 400)
    cache.put(NAME, picture)
    thumbnail = opened(cache.get(NAME))
    assert (thumbnail.format, thumbnail.size) == ("JPEG", (SIDE, 200))
    assert picture.size == (640, 400)


def test_a_small_picture_is_not_enlarged(cache: ThumbnailCache) -> None:
    cache.put(NAME, Image.new("RGB", (5, 3), RED))
    thumbnail = opened(cache.get(NAME))
    assert thumbnail.size == (5, 3)
    assert thumbnail.getpixel((2, 1)) == pytest.approx(RED, abs=3)


def test_there_is_none_before_it_is_stored(cache: ThumbnailCache) -> None:
    assert cache.get(NAME) is None
    assert cache.sweep(set()) == 0


def test_thumbnails_lie_two_levels_deep(cache: ThumbnailCache, root: Path) -> None:
    cache.put(NAME, cloth(40, 40))
    assert files(root) == [root / "ab" / "12" / f"{NAME}.jpg"]


def test_storing_again_replaces_and_leaves_nothing_behind(cache: ThumbnailCache, root: Path) -> None:
    cache.put(NAME, cloth(40, 40))
    cache.put(NAME, cloth(60, 60))
    assert opened(cache.get(NAME)).size == (60, 60)
    assert len(files(root)) == 1


@pytest.mark.parametrize("size", [0, 500, thumbnails.MAX_BYTES + 1])
def test_a_file_that_is_cut_short_or_of_an_unbelievable_size_is_none(
    cache: ThumbnailCache, root: Path, size: int
) -> None:
    cache.put(NAME, cloth(40, 40))
    os.truncate(files(root)[0], size)
    assert cache.get(NAME) is None


def test_sweeping_deletes_what_is_not_kept(cache: ThumbnailCache) -> None:
    cache.put(NAME, cloth(40, 40))
    cache.put(OTHER, cloth(40, 40))
    assert cache.sweep({NAME}) == 1
    assert cache.get(NAME) is not None
    assert cache.get(OTHER) is None


def test_sweeping_deletes_what_a_killed_writer_left_and_spares_one_at_work(
    cache: ThumbnailCache, root: Path
) -> None:
    cache.put(NAME, cloth(40, 40))
    folder = files(root)[0].parent
    (folder / "abandoned.part").write_bytes(b"half")
    os.utime(folder / "abandoned.part", (0, 0))
    (folder / "at work.part").write_bytes(b"half")
    assert cache.sweep({NAME}) == 0
    assert {path.name for path in files(root)} == {f"{NAME}.jpg", "at work.part"}


def test_threads_that_store_and_read_the_same_content_never_see_half_of_it(cache: ThumbnailCache) -> None:
    picture = cloth(300, 300)
    cache.put(NAME, picture)
    whole = cache.get(NAME)
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            assert cache.get(NAME) == whole

    with ThreadPoolExecutor(4) as pool:
        readers = [pool.submit(read) for _ in range(2)]
        writers = [pool.submit(cache.put, NAME, picture) for _ in range(40)]
        for writer in writers:
            writer.result()
        stop.set()
        for reader in readers:
            reader.result()


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        (errno.ENOSPC, Problem.DISK_FULL),
        (errno.EDQUOT, Problem.DISK_FULL),
        (errno.EIO, Problem.NO_THUMBNAIL_SPACE),
    ],
)
def test_what_the_disk_refuses_is_named_and_leaves_nothing_behind(
    code: int, problem: Problem, cache: ThumbnailCache, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_self: Path, _target: Path) -> Path:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(EnvironmentProblem) as raised:
        cache.put(NAME, cloth(40, 40))
    assert raised.value.problem is problem
    assert files(root) == []


def test_a_file_in_the_folder_s_place_is_named(cache: ThumbnailCache, root: Path) -> None:
    root.write_bytes(b"in the way")
    with pytest.raises(EnvironmentProblem) as raised:
        cache.put(NAME, cloth(40, 40))
    assert raised.value.problem is Problem.NO_THUMBNAIL_SPACE


@pytest.mark.parametrize("there_already", [True, False])
def test_windows_refusing_to_replace_a_file_in_use_matters_only_if_there_is_none(
    there_already: bool, cache: ThumbnailCache, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if there_already:
        cache.put(NAME, cloth(40, 40))

    def fail(_self: Path, _target: Path) -> Path:
        raise PermissionError(errno.EACCES, "in use")

    monkeypatch.setattr(Path, "replace", fail)
    if there_already:
        cache.put(NAME, cloth(40, 40))
    else:
        with pytest.raises(EnvironmentProblem):
            cache.put(NAME, cloth(40, 40))
    assert len(files(root)) == int(there_already)


def test_a_folder_one_may_not_write_is_named(root: Path) -> None:
    root.mkdir()
    root.chmod(0o555)
    script = """
import sys
from pathlib import Path
from PIL import Image
from index.thumbnails import ThumbnailCache
from models.problems import EnvironmentProblem
try:
    ThumbnailCache(Path(sys.argv[1])).put("ab12", Image.new("RGB", (4, 4)))
except EnvironmentProblem as error:
    print(error.problem)
"""
    assert run_without_privilege(script, root).strip() == Problem.NO_THUMBNAIL_SPACE
