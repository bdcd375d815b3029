"""Finding what changed in a folder, on a real file system."""

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.control import Cancelled, Control
from index.scan import (
    PICTURE_SUFFIXES,
    Added,
    Change,
    Changed,
    FileStamp,
    Unreadable,
    Vanished,
    is_folder,
    scan_folder,
)
from index.store import Store
from models.problems import EnvironmentProblem, Problem
from tests.permissions import run_without_privilege
from tests.pictures import AWKWARD_NAMES

Stamps = dict[str, FileStamp]


def scan(root: Path, known: Mapping[str, tuple[int, int]] | None = None) -> list[Change]:
    return list(scan_folder(root, known or {}, Control()))


def fresh(root: Path) -> Stamps:
    """What a first scan finds."""
    changes = scan(root)
    assert all(isinstance(change, Added) for change in changes)
    return {change.rel_path: change.stamp for change in changes if isinstance(change, Added)}


def write(path: Path, content: bytes = b"data") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Three pictures, two of them in a subfolder."""
    for name in ("a.jpg", "old/b.png", "old/c.webp"):
        write(tmp_path / "目录" / name)
    return tmp_path / "目录"


class TestFinding:
    def test_a_first_scan_finds_every_picture_with_its_stamp(self, root: Path) -> None:
        found = fresh(root)
        assert list(found) == ["a.jpg", "old/b.png", "old/c.webp"]
        status = (root / "old" / "b.png").stat()
        assert found["old/b.png"] == FileStamp(status.st_size, status.st_mtime_ns)

    def test_a_second_scan_finds_nothing_new(self, root: Path) -> None:
        assert scan(root, fresh(root)) == []

    def test_every_kind_of_picture_is_taken_in_either_case(self, tmp_path: Path) -> None:
        suffixes = [*PICTURE_SUFFIXES, ".JPG", ".Heic"]
        for number, suffix in enumerate(suffixes):
            write(tmp_path / f"{number}{suffix}")
        assert len(fresh(tmp_path)) == len(suffixes)

    def test_other_files_and_junk_are_passed_over_in_silence(self, root: Path) -> None:
        junk = ["a.txt", "b.psd", "Thumbs.db", ".DS_Store", "._a.jpg", ".hidden.jpg", "jpg", "no suffix"]
        folders = [".thumbnails", "@eaDir", "$RECYCLE.BIN", "#recycle", "System Volume Information"]
        before = fresh(root)
        for name in junk + [f"{folder}/x.jpg" for folder in folders]:
            write(root / name)
        assert fresh(root) == before

    @pytest.mark.parametrize("name", AWKWARD_NAMES)
    def test_a_name_is_kept_as_the_file_system_spells_it(self, name: str, tmp_path: Path) -> None:
        write(tmp_path / name / name)
        assert list(fresh(tmp_path)) == [f"{name}/{name}"]

    def test_a_path_of_240_characters_is_found(self, tmp_path: Path) -> None:
        folder = tmp_path / ("泳" * 60)
        path = write(folder / ("x" * (240 - len(str(folder)) - 5) + ".jpg"))
        assert len(str(path)) == 240
        assert list(fresh(tmp_path)) == [path.relative_to(tmp_path).as_posix()]

    @pytest.mark.skipif(os.name == "nt", reason="names are always valid Unicode")
    def test_a_name_that_is_no_unicode_is_found_and_stored_and_found_again(self, tmp_path: Path) -> None:
        root = tmp_path / "root"
        write(root / "a.jpg")
        try:
            Path(os.fsdecode(os.fsencode(root) + b"/\xc3\x28\xff.jpg")).write_bytes(b"data")
        except OSError:
            pytest.skip("the file system refuses such names")
        with closing(Store(tmp_path / "catalogue")) as store:
            folder = store.add_folder(root, "root")
            store.apply_changes(folder, fresh(root).items(), [], [])
            assert store.stamps(folder) == fresh(root)
            assert scan(root, store.stamps(folder)) == []
            assert all(row.path.read_bytes() == b"data" for row in store.unread("m"))

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in the file system")
    def test_a_pipe_with_a_picture_s_name_is_no_picture(self, root: Path) -> None:
        before = fresh(root)
        os.mkfifo(root / "pipe.jpg")
        assert fresh(root) == before

    def test_a_folder_tagged_as_a_cache_is_left_out_with_all_below_it(self, root: Path) -> None:
        before = fresh(root)
        write(root / "previews" / "CACHEDIR.TAG")
        write(root / "previews" / "ab" / "x.jpg")
        assert fresh(root) == before
        assert fresh(root / "previews") == {}

    @pytest.mark.parametrize("seconds", [-(2**34), 2**34], ids=["1425", "2514"])
    def test_a_file_dated_centuries_away_is_found_and_stored_and_found_again(
        self, seconds: int, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        real = FileStamp.of

        def dated(found: os.stat_result) -> FileStamp:
            away = SimpleNamespace(st_size=found.st_size, st_mtime_ns=seconds * 10**9)
            return real(cast(os.stat_result, away))

        monkeypatch.setattr(FileStamp, "of", dated)
        with closing(Store(tmp_path / "catalogue")) as store:
            folder = store.add_folder(root, "root")
            store.apply_changes(folder, fresh(root).items(), [], [])
            assert scan(root, store.stamps(folder)) == []

    def test_a_folder_with_a_picture_s_name_is_a_folder(self, tmp_path: Path) -> None:
        write(tmp_path / "set.jpg" / "a.jpg")
        assert list(fresh(tmp_path)) == ["set.jpg/a.jpg"]


class TestChanges:
    def test_a_changed_file_is_told_by_its_size_or_its_time(self, root: Path) -> None:
        known = fresh(root)
        write(root / "a.jpg", b"longer data")
        os.utime(root / "old" / "b.png", ns=(1, 1))
        assert {change.rel_path for change in scan(root, known) if isinstance(change, Changed)} == {
            "a.jpg",
            "old/b.png",
        }

    def test_a_deleted_file_has_vanished(self, root: Path) -> None:
        known = fresh(root)
        (root / "old" / "b.png").unlink()
        assert scan(root, known) == [Vanished(("old/b.png",))]

    def test_a_deleted_folder_takes_its_pictures_along(self, root: Path) -> None:
        known = fresh(root)
        shutil.rmtree(root / "old")
        assert scan(root, known) == [Vanished(("old/b.png", "old/c.webp"))]

    def test_a_renamed_file_is_added_under_its_new_name_and_vanishes_under_the_old(self, root: Path) -> None:
        known = fresh(root)
        (root / "a.jpg").rename(root / "new.jpg")
        assert scan(root, known) == [Added("new.jpg", known["a.jpg"]), Vanished(("a.jpg",))]

    def test_a_cancelled_scan_lets_nothing_vanish(self, root: Path) -> None:
        known = fresh(root) | {"gone.jpg": FileStamp(1, 1)}
        write(root / "0.jpg")
        control = Control()
        changes = scan_folder(root, known, control)
        assert isinstance(next(changes), Added)
        control.cancel()
        with pytest.raises(Cancelled):
            list(changes)


class TestUnreachable:
    @pytest.mark.parametrize(
        "make", [lambda path: None, lambda path: path.write_bytes(b"a file")], ids=["missing", "a file"]
    )
    def test_a_root_that_is_no_folder_is_named(self, make: Callable[[Path], None], tmp_path: Path) -> None:
        make(tmp_path / "root")
        with pytest.raises(EnvironmentProblem) as raised:
            scan(tmp_path / "root")
        assert raised.value.problem is Problem.FOLDER_NOT_FOUND

    def test_a_bare_root_where_pictures_were_is_a_drive_that_is_not_mounted(self, root: Path) -> None:
        known = fresh(root)
        shutil.rmtree(root)
        root.mkdir()
        with pytest.raises(EnvironmentProblem) as raised:
            scan(root, known)
        assert raised.value.problem is Problem.FOLDER_NOT_FOUND

    def test_a_bare_new_root_is_an_empty_folder(self, tmp_path: Path) -> None:
        assert scan(tmp_path) == []

    def test_a_root_lost_on_the_way_lets_nothing_vanish(self, root: Path) -> None:
        changes = scan_folder(root, {"gone.jpg": FileStamp(1, 1)}, Control())
        assert next(changes) == Added("a.jpg", fresh(root)["a.jpg"])
        root.rename(root.with_name("unplugged"))
        with pytest.raises(EnvironmentProblem) as raised:
            list(changes)
        assert raised.value.problem is Problem.FOLDER_NOT_FOUND

    def test_a_folder_one_may_not_look_into_holds_no_folder(self, root: Path) -> None:
        root.chmod(0o000)
        script = """
import sys
from pathlib import Path
from index.scan import is_folder
print(is_folder(Path(sys.argv[1])))
"""
        try:
            assert run_without_privilege(script, root / "old").strip() == "False"
        finally:
            root.chmod(0o755)
        assert is_folder(root / "old")
        assert not is_folder(root / ("x" * 300))

    @pytest.mark.parametrize("mode", [0o000, 0o444], ids=["not listed", "listed but not entered"])
    def test_an_unreadable_subfolder_is_reported_and_keeps_its_entries(self, mode: int, root: Path) -> None:
        write(root / "old" / "deep" / "d.jpg")
        known = fresh(root)
        (root / "a.jpg").unlink()
        (root / "old").chmod(mode)
        script = """
import json, sys
from contextlib import closing
from pathlib import Path
from index.control import Control
from index.scan import FileStamp, scan_folder
known = {path: FileStamp(*stamp) for path, stamp in json.loads(sys.argv[2]).items()}
for change in scan_folder(Path(sys.argv[1]), known, Control()):
    print(change)
"""
        stamps = json.dumps({path: [stamp.size, stamp.mtime_ns] for path, stamp in known.items()})
        try:
            printed = run_without_privilege(script, root, stamps)
        finally:
            (root / "old").chmod(0o755)
        assert printed.splitlines() == [
            str(Unreadable("old", Problem.NO_PERMISSION)),
            str(Vanished(("a.jpg",))),
        ]


def _links_work() -> bool:
    with tempfile.TemporaryDirectory() as folder:
        try:
            (Path(folder) / "link").symlink_to(folder, target_is_directory=True)
        except OSError:
            return False
    return True


@pytest.mark.skipif(not _links_work(), reason="making links needs a right this user lacks")
class TestLinks:
    def test_a_link_to_a_folder_above_does_not_loop(self, root: Path) -> None:
        before = fresh(root)
        (root / "old" / "loop").symlink_to(root, target_is_directory=True)
        assert fresh(root) == before

    def test_a_picture_is_found_where_it_lies_not_under_a_link(self, root: Path) -> None:
        before = fresh(root)
        (root / "another").symlink_to(root / "old", target_is_directory=True)
        assert fresh(root) == before

    def test_a_linked_folder_from_elsewhere_is_entered(self, root: Path, tmp_path: Path) -> None:
        write(tmp_path / "elsewhere" / "sub" / "d.jpg")
        (root / "link").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
        assert "link/sub/d.jpg" in fresh(root)

    def test_a_linked_picture_is_found_and_a_broken_link_is_not(self, root: Path, tmp_path: Path) -> None:
        target = write(tmp_path / "elsewhere.jpg", b"longer than its link")
        (root / "link.jpg").symlink_to(target)
        (root / "broken.jpg").symlink_to(tmp_path / "nowhere.jpg")
        assert fresh(root)["link.jpg"].size == 20
        assert "broken.jpg" not in fresh(root)

    def test_a_link_to_itself_is_reported_and_spoils_nothing_else(self, root: Path) -> None:
        before = fresh(root)
        (root / "old" / "self.jpg").symlink_to(root / "old" / "self.jpg")
        known = before | {"old/self.jpg": FileStamp(1, 1)}
        assert scan(root, known) == [Unreadable("old/self.jpg", Problem.UNREADABLE)]


NAMES = st.sampled_from(["a.jpg", "b.png", "新款.jpg", "x/a.jpg", "x/y/c.gif", "x [1]/%.tif", "note.txt"])
FOLDERS = st.sampled_from(["x", "x/y", "x [1]", "z"])
OPERATIONS = st.one_of(
    st.tuples(st.just("write"), NAMES, st.binary(max_size=3)),
    st.tuples(st.just("delete"), NAMES, st.none()),
    st.tuples(st.just("rename"), NAMES, NAMES),
    st.tuples(st.just("move folder"), FOLDERS, FOLDERS),
    st.tuples(st.just("delete folder"), FOLDERS, st.none()),
    st.tuples(st.just("touch"), NAMES, st.none()),
)


def perform(root: Path, operation: tuple[str, str, str | bytes | None], now: int) -> None:
    """Do what a user might do, as far as it can be done; every write gets a time of its own."""
    kind, name, value = operation
    path = root / name
    if kind == "write" and isinstance(value, bytes):
        os.utime(write(path, value), ns=(now, now))
    elif kind == "delete":
        path.unlink(missing_ok=True)
    elif kind == "rename" and isinstance(value, str) and path.exists():
        (root / value).parent.mkdir(parents=True, exist_ok=True)
        path.replace(root / value)
    elif kind == "move folder" and isinstance(value, str) and path.is_dir() and not (root / value).exists():
        if not (root / value).is_relative_to(path) and (root / value).parent.is_dir():
            path.rename(root / value)
    elif kind == "delete folder":
        shutil.rmtree(path, ignore_errors=True)
    elif kind == "touch" and path.exists():
        os.utime(path, ns=(now, now))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(OPERATIONS, max_size=6), min_size=1, max_size=5))
def test_rescans_after_any_operations_know_what_a_first_scan_would_find(
    rounds: list[list[tuple[str, str, str | bytes | None]]],
) -> None:
    now = 10**18
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temporary:
        root = Path(temporary, "root")
        write(root / "readme.txt")
        with closing(Store(Path(temporary, "catalogue"))) as store:
            folder = store.add_folder(root, "root")
            for operations in rounds:
                for operation in operations:
                    now += 1
                    perform(root, operation, now)
                changes = scan(root, store.stamps(folder))
                store.apply_changes(
                    folder,
                    [(change.rel_path, change.stamp) for change in changes if isinstance(change, Added)],
                    [(change.rel_path, change.stamp) for change in changes if isinstance(change, Changed)],
                    [path for change in changes if isinstance(change, Vanished) for path in change.rel_paths],
                )
                assert store.stamps(folder) == fresh(root)
                assert store.count_unread("m") == len(fresh(root))
                assert scan(root, store.stamps(folder)) == []
