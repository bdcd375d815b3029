"""The catalogue database on a real disk, under threads, other processes, kills and damage."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from index import database, schema
from index.rows import Changes, Counts, FailedRow, ItemRow, ReadRow, VectorRow
from index.scan import FileStamp
from index.store import Store
from models.problems import EnvironmentProblem, Problem
from tests.permissions import ROOT, run_without_privilege
from tests.pictures import AWKWARD_NAMES

SCHEMAS = Path(__file__).parent / "schemas"
MODEL, BOOK = "network-1/p1", "book"
STAMP = FileStamp(10, 1)


def vector(content: str, seed: int = 0, model: str = MODEL, book: str = BOOK) -> VectorRow:
    random = np.random.default_rng(seed)
    return VectorRow(
        content,
        model,
        random.standard_normal(2048).astype(np.float16).tobytes(),
        random.integers(0, 2**63, 8, np.uint64).tobytes(),
        random.integers(0, 2**32, 32, np.uint32).tobytes(),
        book,
    )


def add(store: Store, folder: int, *paths: str, stamp: FileStamp = STAMP) -> None:
    store.apply_changes(folder, [(path, stamp) for path in paths], [], [])


def read(store: Store, contents: dict[int, str], model: str = MODEL) -> None:
    """Store pictures as read: id to content."""
    store.save_batch(
        [ReadRow(id_, content, 300, 200) for id_, content in contents.items()],
        [],
        [vector(content, model=model) for content in set(contents.values())],
    )


def ids(store: Store, model: str = MODEL) -> list[int]:
    found: list[int] = store.searchable(model, BOOK).item_ids.tolist()
    return found


def refused(path: Path) -> EnvironmentProblem:
    """The problem that opening the database meets."""
    with pytest.raises(EnvironmentProblem) as raised:
        Store(path)
    return raised.value


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "数据" / "catalogue.sqlite3"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """Folder 1 at /目录 with pictures 1 to 3 (a.jpg, b.jpg, old/c.jpg), none of them read."""
    path.parent.mkdir()
    with closing(Store(path)) as store:
        folder = store.add_folder(Path("/目录"), "目录")
        add(store, folder, "a.jpg", "b.jpg", "old/c.jpg")
        yield store


class TestFolders:
    def test_folders_come_in_the_order_they_were_added_with_their_counts(self, store: Store) -> None:
        store.add_folder(Path("/a"), "a")
        read(store, {1: "aa"})
        store.save_batch([], [FailedRow(2, Problem.DAMAGED)], [])
        first, second = store.folder_rows()
        assert (first.name, first.path, first.online) == ("目录", Path("/目录"), True)
        assert (first.pictures, first.searchable, first.failed) == (3, 1, 1)
        assert (second.name, second.pictures, second.searchable, second.failed) == ("a", 0, 0, 0)

    def test_searchable_pictures_can_be_counted_for_one_network(self, store: Store) -> None:
        read(store, {1: "aa"})
        assert [store.folder_rows(model)[0].searchable for model in (None, MODEL, "newer")] == [1, 1, 0]

    def test_an_offline_folder_keeps_its_entries_but_is_not_read(self, store: Store) -> None:
        read(store, {1: "aa"})
        store.set_online(1, online=False)
        assert not store.folder_rows()[0].online
        assert ids(store) == [1]
        assert not store.items([1])[1].online
        assert store.unread(MODEL) == []
        assert store.count_unread(MODEL) == 0
        assert store.counts(MODEL) == Counts(searchable=1, pending=2, failed=0, folders=1, offline=1)

    def test_a_removed_folder_takes_its_pictures_along_and_leaves_the_others(self, store: Store) -> None:
        other = store.add_folder(Path("/b"), "b")
        add(store, other, "a.jpg")
        read(store, {1: "aa", 4: "dd"})
        store.remove_folder(1)
        assert ids(store) == [4]
        assert store.stamps(1) == {}
        assert store.counts(MODEL) == Counts(searchable=1, pending=0, failed=0, folders=1, offline=0)

    def test_no_id_is_ever_given_twice(self, store: Store) -> None:
        store.remove_folder(1)
        folder = store.add_folder(Path("/目录"), "目录")
        add(store, folder, "a.jpg")
        assert folder == 2
        assert [row.id for row in store.unread(MODEL)] == [4]

    def test_a_folder_added_twice_is_there_once(self, store: Store) -> None:
        assert store.add_folder(Path("/目录"), "目录") == 1
        assert len(store.folder_rows()) == 1

    def test_a_name_that_is_taken_gets_the_first_free_number(self, store: Store) -> None:
        for parent in ("/a", "/b"):
            store.add_folder(Path(parent, "目录"), "目录")
        assert [row.name for row in store.folder_rows()] == ["目录", "目录 (2)", "目录 (3)"]

    def test_changes_of_a_folder_removed_meanwhile_are_passed_over(self, store: Store) -> None:
        store.remove_folder(1)
        add(store, 1, "new.jpg")
        read(store, {1: "aa"})
        assert store.counts(MODEL) == Counts(searchable=0, pending=0, failed=0, folders=0, offline=0)


class TestScan:
    def test_added_pictures_are_known_with_their_stamps_and_unread(self, store: Store) -> None:
        assert store.stamps(1) == dict.fromkeys(["a.jpg", "b.jpg", "old/c.jpg"], STAMP)
        rows = store.unread(MODEL)
        assert [row.id for row in rows] == [1, 2, 3]
        assert (rows[2].root, rows[2].path) == (Path("/目录"), Path("/目录/old/c.jpg"))
        assert (rows[2].content_hash, rows[2].stamp) == (None, STAMP)

    def test_a_picture_added_twice_is_there_once(self, store: Store) -> None:
        read(store, {1: "aa"})
        add(store, 1, "a.jpg")
        assert ids(store) == [1]
        assert [row.id for row in store.unread(MODEL)] == [2, 3]

    def test_a_changed_picture_stays_searchable_until_it_is_read_anew(self, store: Store) -> None:
        read(store, {1: "aa", 2: "bb", 3: "cc"})
        store.apply_changes(1, [], [("a.jpg", FileStamp(11, 2))], [])
        assert store.stamps(1)["a.jpg"] == FileStamp(11, 2)
        assert [(row.id, row.content_hash) for row in store.unread(MODEL)] == [(1, "aa")]
        assert ids(store) == [1, 2, 3]
        read(store, {1: "new"})
        assert store.unread(MODEL) == []
        assert store.content_hash(1) == "new"

    def test_a_picture_that_changed_while_it_was_read_is_read_again(self, store: Store) -> None:
        (row,) = store.unread(MODEL, limit=1)
        store.apply_changes(1, [], [("a.jpg", FileStamp(11, 2))], [])
        store.save_batch([ReadRow(row.id, "old", 3, 2, row.stamp)], [], [vector("old")])
        assert 1 in [row.id for row in store.unread(MODEL)]
        assert store.content_hash(1) is None

    def test_a_picture_that_changed_while_it_failed_is_read_again(self, store: Store) -> None:
        (row,) = store.unread(MODEL, limit=1)
        store.apply_changes(1, [], [("a.jpg", FileStamp(11, 2))], [])
        store.save_batch([], [FailedRow(row.id, Problem.DAMAGED, stamp=row.stamp)], [])
        assert 1 in [row.id for row in store.unread(MODEL)]
        assert store.failure_rows() == []

    def test_a_vanished_picture_is_gone(self, store: Store) -> None:
        read(store, {1: "aa", 2: "bb"})
        store.apply_changes(1, [], [], ["a.jpg", "never there.jpg"])
        assert ids(store) == [2]
        assert store.content_hash(1) is None
        assert store.items([1, 2]).keys() == {2}

    def test_a_renamed_picture_keeps_its_vector(self, store: Store) -> None:
        read(store, {1: "aa"})
        store.apply_changes(1, [("新 name.jpg", STAMP)], [], ["a.jpg"])
        assert store.known_hashes(["aa", "other"], MODEL) == {"aa"}
        store.save_batch([ReadRow(4, "aa", 300, 200)], [], [])
        assert ids(store) == [4]
        assert store.sweep_vectors() == 0

    @pytest.mark.parametrize(
        "name", [*AWKWARD_NAMES, "x" * 240, "bad \udcff\udcc3 name", "12", "NULL", "';--"]
    )
    def test_any_name_comes_back_as_it_was(self, name: str, store: Store) -> None:
        folder = store.add_folder(Path("/root", name), name)
        add(store, folder, f"{name}/{name}")
        store.save_batch([], [FailedRow(4, Problem.DAMAGED, name)], [])
        assert store.folder_rows()[1].name == name
        assert list(store.stamps(folder)) == [f"{name}/{name}"]
        (failure,) = store.failure_rows()
        assert (failure.path, failure.detail) == (Path("/root", name, name, name), name)
        store.apply_changes(folder, [], [], [f"{name}/{name}"])
        assert store.stamps(folder) == {}


class TestReading:
    def test_unread_pictures_come_in_pages(self, store: Store) -> None:
        first = store.unread(MODEL, limit=2)
        second = store.unread(MODEL, limit=2, after=first[-1].id)
        assert [row.id for row in first + second] == [1, 2, 3]
        assert store.unread(MODEL, after=3) == []

    def test_reading_can_be_limited_to_folders(self, store: Store) -> None:
        other = store.add_folder(Path("/b"), "b")
        add(store, other, "d.jpg")
        assert [row.id for row in store.unread(MODEL, {other})] == [4]
        assert store.count_unread(MODEL, {other}) == 1
        assert store.count_unread(MODEL, set()) == 0
        assert store.count_unread(MODEL) == 4

    def test_a_read_picture_without_a_vector_of_the_newer_network_is_unread_for_that(
        self, store: Store
    ) -> None:
        read(store, {1: "aa", 2: "bb", 3: "cc"})
        assert store.count_unread(MODEL) == 0
        assert [row.id for row in store.unread("newer")] == [1, 2, 3]
        read(store, {1: "aa"}, model="newer")
        assert [row.id for row in store.unread("newer")] == [2, 3]
        assert (ids(store), ids(store, "newer")) == ([1, 2, 3], [1])

    def test_copies_share_one_vector(self, store: Store) -> None:
        read(store, {1: "aa", 2: "aa"})
        assert ids(store) == [1, 2]
        assert store.items_with_content("aa") == {1, 2}
        assert store.known_hashes(["aa"], MODEL) == {"aa"}

    def test_a_failed_picture_is_not_searchable_and_says_why(self, store: Store) -> None:
        read(store, {1: "aa"})
        store.save_batch([], [FailedRow(1, Problem.DAMAGED, "truncated")], [])
        assert ids(store) == []
        assert store.content_hash(1) is None
        (failure,) = store.failure_rows()
        assert (failure.id, failure.folder_id, failure.folder) == (1, 1, "目录")
        assert (failure.path, failure.problem, failure.detail) == (
            Path("/目录/a.jpg"),
            Problem.DAMAGED,
            "truncated",
        )
        assert 1 not in [row.id for row in store.unread(MODEL)]

    def test_failed_pictures_can_be_tried_again(self, store: Store) -> None:
        store.save_batch([], [FailedRow(1, Problem.DAMAGED), FailedRow(2, Problem.NO_PERMISSION)], [])
        assert store.retry([2, 3]) == 1
        assert [row.id for row in store.unread(MODEL)] == [2, 3]
        assert store.retry() == 1
        assert store.failure_rows() == []

    def test_a_failed_picture_that_changes_is_read_again(self, store: Store) -> None:
        store.save_batch([], [FailedRow(1, Problem.DAMAGED)], [])
        store.apply_changes(1, [], [("a.jpg", FileStamp(11, 2))], [])
        assert [row.id for row in store.unread(MODEL)] == [1, 2, 3]
        assert store.failure_rows() == []

    def test_a_batch_is_stored_whole_or_not_at_all(self, store: Store) -> None:
        broken = FailedRow(2, Problem.DAMAGED, None)  # type: ignore[arg-type]
        with pytest.raises(AttributeError):
            store.save_batch([ReadRow(1, "aa", 3, 2)], [broken], [vector("aa")])
        assert store.count_unread(MODEL) == 3
        assert store.known_hashes(["aa"], MODEL) == set()


class TestSearch:
    def test_searchable_rows_are_arrays_in_the_order_of_ids(self, store: Store) -> None:
        rows = [vector("cc", 1), vector("aa", 2)]
        store.save_batch([ReadRow(3, "cc", 3, 2), ReadRow(1, "aa", 3, 2)], [], rows)
        found = store.searchable(MODEL, BOOK)
        assert (found.item_ids.tolist(), found.folder_ids.tolist()) == ([1, 3], [1, 1])
        assert {found.item_ids.dtype, found.folder_ids.dtype} == {np.dtype(np.int64)}
        assert (found.codes.shape, found.codes.dtype) == ((2, 8), np.dtype(np.uint64))
        assert (found.keys.shape, found.keys.dtype) == ((2, 32), np.dtype(np.uint32))
        assert [code.tobytes() for code in found.codes] == [rows[1].code, rows[0].code]
        assert [keys.tobytes() for keys in found.keys] == [rows[1].keys, rows[0].keys]

    def test_searchable_rows_can_be_had_for_some_items(self, store: Store) -> None:
        read(store, {1: "aa", 2: "bb"})
        assert store.searchable(MODEL, BOOK, [2, 3, 99]).item_ids.tolist() == [2]
        assert store.searchable(MODEL, BOOK, []).item_ids.tolist() == []

    def test_codes_of_another_codebook_are_not_searched(self, store: Store) -> None:
        read(store, {1: "aa"})
        found = store.searchable(MODEL, "refitted")
        assert (found.item_ids.shape, found.codes.shape, found.keys.shape) == ((0,), (0, 0), (0, 0))

    def test_what_changed_since_a_revision_is_told_once_whatever_happened(self, store: Store) -> None:
        read(store, {1: "aa", 2: "bb", 3: "cc"})
        before = store.revision()
        assert store.changes(MODEL, before) == Changes([], before)
        read(store, {1: "dd"})
        store.save_batch([], [FailedRow(2, Problem.UNREADABLE)], [])
        store.apply_changes(1, [("new.jpg", STAMP)], [], ["old/c.jpg"])
        changes = store.changes(MODEL, before)
        assert changes is not None
        assert sorted(changes.item_ids) == [1, 2, 3]
        assert changes.revision == store.revision() > before
        assert store.changes(MODEL, changes.revision) == Changes([], changes.revision)

    def test_a_folder_that_is_removed_changes_all_its_pictures(self, store: Store) -> None:
        read(store, {1: "aa", 2: "bb"})
        before = store.revision()
        store.remove_folder(1)
        changes = store.changes(MODEL, before)
        assert changes is not None
        assert sorted(changes.item_ids) == [1, 2]

    def test_a_new_code_changes_the_pictures_of_its_content_for_its_network_alone(self, store: Store) -> None:
        read(store, {1: "aa", 2: "aa"})
        before = store.revision()
        store.save_codes([vector("aa", seed=1)])
        store.save_batch([], [], [vector("aa", model="other/p1")])
        found = [store.changes(model, before) for model in (MODEL, "other/p1", "third/p1")]
        assert [sorted(each.item_ids) if each else None for each in found] == [[1, 2], [1, 2], []]

    def test_changes_that_the_file_of_codes_holds_are_forgotten(self, store: Store) -> None:
        assert store.codes_file() is None
        read(store, {1: "aa"})
        revision = store.revision()
        read(store, {2: "bb"})
        store.set_codes_file("one.codes", revision)
        assert store.codes_file() == "one.codes"
        assert store.changes(MODEL, revision) == Changes([2], store.revision())
        assert store.changes(MODEL, revision - 1) is None
        assert store.changes(MODEL, store.revision() + 1) is None
        store.set_codes_file("two.codes", store.revision())
        assert store.changes(MODEL, store.revision()) == Changes([], store.revision())

    def test_features_can_be_had_for_some_items(self, store: Store) -> None:
        read(store, {1: "aa", 2: "bb"})
        found, features = store.item_features([2, 1, 99], MODEL)
        by_item = dict(zip(found.tolist(), features.astype(np.float16), strict=True))
        assert {item: feature.tobytes() for item, feature in by_item.items()} == {
            1: vector("aa").feature,
            2: vector("bb").feature,
        }
        assert [len(each) for each in store.item_features([1, 2], "another network")] == [0, 0]

    def test_a_vector_stored_again_replaces_the_older(self, store: Store) -> None:
        read(store, {1: "aa"})
        newer = vector("aa", seed=9, book="refitted")
        store.save_batch([], [], [newer])
        assert ids(store) == []
        assert store.searchable(MODEL, "refitted").codes[0].tobytes() == newer.code
        feature = store.feature("aa", MODEL)
        assert feature is not None
        assert feature.astype(np.float16).tobytes() == newer.feature

    def test_items_are_shown_with_path_size_and_folder(self, store: Store) -> None:
        read(store, {3: "cc"})
        assert store.items([3, 1, 99]) == {
            1: ItemRow(1, 1, "目录", Path("/目录/a.jpg"), 0, 0, None, online=True),
            3: ItemRow(3, 1, "目录", Path("/目录/old/c.jpg"), 300, 200, "cc", online=True),
        }

    def test_a_feature_comes_back_as_float32(self, store: Store) -> None:
        read(store, {1: "aa"})
        feature = store.feature("aa", MODEL)
        assert feature is not None
        assert (feature.shape, feature.dtype) == ((2048,), np.dtype(np.float32))
        assert store.feature("aa", "newer") is None
        assert store.feature("zz", MODEL) is None


class TestKeeping:
    def test_values_are_kept_by_key(self, store: Store) -> None:
        assert store.meta("network") is None
        store.set_meta("network", "a")
        store.set_meta("network", "b")
        assert store.meta("network") == "b"

    def test_vectors_that_no_picture_shows_are_swept(self, store: Store) -> None:
        read(store, {1: "aa", 2: "bb"})
        read(store, {2: "bb"}, model="newer")
        store.apply_changes(1, [], [], ["b.jpg"])
        assert store.live_hashes() == {"aa"}
        assert store.sweep_vectors() == 2
        assert store.sweep_vectors() == 0
        assert ids(store) == [1]

    def test_vectors_of_one_network_can_be_removed(self, store: Store) -> None:
        read(store, {1: "aa"})
        read(store, {1: "aa"}, model="newer")
        store.remove_vectors(MODEL)
        assert (ids(store), ids(store, "newer")) == ([], [1])
        assert store.feature("aa", MODEL) is None

    def test_everything_is_there_after_closing_and_opening(self, store: Store, path: Path) -> None:
        read(store, {1: "aa"})
        store.close()
        with closing(Store(path)) as reopened:
            assert ids(reopened) == [1]
            assert reopened.count_unread(MODEL) == 2


class TestManyHands:
    def test_threads_may_use_one_store(self, store: Store) -> None:
        def work(number: int) -> None:
            folder = store.add_folder(Path(f"/{number}"), str(number))
            for step in range(20):
                add(store, folder, f"{step}.jpg")
                assert len(store.stamps(folder)) == step + 1

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(work, range(4)))
        assert sum(row.pictures for row in store.folder_rows()) == 83

    def test_closing_closes_the_connections_of_every_thread(self, store: Store, path: Path) -> None:
        opened, closed = threading.Event(), threading.Event()

        def work() -> None:
            store.counts(MODEL)
            opened.set()
            closed.wait(10)

        thread = threading.Thread(target=work)
        thread.start()
        assert opened.wait(10)
        store.close()
        # The last connection to close takes the write-ahead log away.
        assert [file.name for file in path.parent.iterdir()] == [path.name]
        closed.set()
        thread.join()

    def test_a_closed_store_says_so(self, store: Store) -> None:
        store.close()
        store.close()
        with ThreadPoolExecutor(1) as another_thread:
            for call in (store.folder_rows, another_thread.submit(store.folder_rows).result):
                with pytest.raises(RuntimeError, match="closed"):
                    call()

    def test_a_reader_goes_on_while_another_process_writes(self, store: Store, path: Path) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            other.execute("DELETE FROM picture")
            assert store.counts(MODEL).pending == 3
            other.execute("COMMIT")
        assert store.counts(MODEL).pending == 0

    def test_a_database_locked_for_long_is_named(
        self, store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(database, "BUSY_SECONDS", 0.1)
        with closing(sqlite3.connect(path, isolation_level=None)) as other, closing(Store(path)) as impatient:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(EnvironmentProblem) as raised:
                impatient.set_meta("key", "value")
            assert raised.value.problem is Problem.DATABASE_LOCKED
            other.execute("ROLLBACK")
            impatient.set_meta("key", "value")

    def test_processes_that_make_the_database_at_once_share_it(self, path: Path) -> None:
        path.parent.mkdir()
        script = """
import sys
from pathlib import Path
from index.scan import FileStamp
from index.store import Store
store = Store(Path(sys.argv[1]))
folder = store.add_folder(Path("/", sys.argv[2]), sys.argv[2])
for number in range(30):
    store.apply_changes(folder, [(f"{number}.jpg", FileStamp(1, 1))], [], [])
"""
        command = [sys.executable, "-c", script, str(path)]
        processes = [subprocess.Popen([*command, str(number)], cwd=ROOT) for number in range(4)]
        assert [process.wait(60) for process in processes] == [0] * 4
        with closing(Store(path)) as store:
            assert sorted((row.name, row.pictures) for row in store.folder_rows()) == [
                (str(number), 30) for number in range(4)
            ]

    def test_two_processes_that_read_the_same_pictures_double_nothing(self, store: Store, path: Path) -> None:
        with closing(Store(path)) as other:
            for each in (store, other):
                add(each, 1, "d.jpg")
                read(each, {4: "dd"})
        assert ids(store) == [4]
        assert len(store.stamps(1)) == 4


WRITER = """
import sys
from pathlib import Path
from index.rows import ReadRow
from index.store import Store
from tests.index.test_store import MODEL, vector
store = Store(Path(sys.argv[1]))
while rows := store.unread(MODEL, limit=16):
    contents = [f"{row.id:08x}" for row in rows]
    store.save_batch(
        [ReadRow(row.id, content, 3, 2) for row, content in zip(rows, contents)],
        [],
        [vector(content, row.id) for row, content in zip(rows, contents)],
    )
    print("batch", flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
def test_killing_the_writer_loses_at_most_its_batch_and_doubles_nothing(path: Path) -> None:
    path.parent.mkdir()
    with closing(Store(path)) as store:
        folder = store.add_folder(Path("/目录"), "目录")
        add(store, folder, *(f"{number}.jpg" for number in range(2000)))
    told = 0
    for delay in (0.0, 0.003, 0.011, 0.017, 0.029):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, path], cwd=ROOT, stdout=subprocess.PIPE
        ) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(delay)
            writer.send_signal(signal.SIGKILL)
            told += 1 + len(writer.stdout.readlines())
        with closing(Store(path)) as store:
            found = store.searchable(MODEL, BOOK)
            assert found.item_ids.tolist() == list(range(1, len(found.item_ids) + 1))
            assert len(found.item_ids) % 16 == 0
            assert len(found.item_ids) // 16 >= told
            assert store.count_unread(MODEL) == 2000 - len(found.item_ids)
            assert store.known_hashes(store.live_hashes(), MODEL) == store.live_hashes()
            told = len(found.item_ids) // 16
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


class TestProblems:
    @pytest.mark.parametrize("content", [b"this is no database, " * 100, bytes(range(256)) * 40])
    def test_a_file_that_is_no_database_is_named(self, content: bytes, tmp_path: Path) -> None:
        (tmp_path / "catalogue").write_bytes(content)
        assert refused(tmp_path / "catalogue").problem is Problem.DATABASE_DAMAGED
        assert (tmp_path / "catalogue").read_bytes() == content

    def test_a_truncated_database_is_named(self, store: Store, path: Path) -> None:
        add(store, 1, *(f"{number}.jpg" for number in range(2000)))
        store.close()
        os.truncate(path, path.stat().st_size // 2 // 4096 * 4096)
        with pytest.raises(EnvironmentProblem) as raised, closing(Store(path)) as damaged:
            damaged.stamps(1)
        assert raised.value.problem is Problem.DATABASE_DAMAGED

    def test_damage_met_later_is_named(self, store: Store, path: Path) -> None:
        add(store, 1, *(f"{number}.jpg" for number in range(2000)))
        store.close()
        with path.open("r+b") as file:
            file.seek(3 * 4096)
            file.write(os.urandom(path.stat().st_size - 3 * 4096))
        with pytest.raises(EnvironmentProblem) as raised, closing(Store(path)) as damaged:
            damaged.stamps(1)
        assert raised.value.problem is Problem.DATABASE_DAMAGED
        assert str(path) in raised.value.detail

    def test_text_that_is_no_longer_text_is_damage(self, store: Store, path: Path) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("UPDATE picture SET rel_path = CAST(X'C3FF' AS TEXT) WHERE id = 1")
        with pytest.raises(EnvironmentProblem) as raised:
            store.stamps(1)
        assert raised.value.problem is Problem.DATABASE_DAMAGED

    def test_a_newer_database_is_refused_and_left_as_it_is(self, store: Store, path: Path) -> None:
        store.close()
        with closing(sqlite3.connect(path)) as newer:
            newer.execute("PRAGMA user_version = 1000")
        before = path.read_bytes()
        assert refused(path).problem is Problem.DATABASE_NEWER
        assert path.read_bytes() == before

    def test_a_place_where_no_file_can_be_made_is_named(self, tmp_path: Path) -> None:
        assert refused(tmp_path).problem is Problem.DATA_FOLDER
        assert refused(tmp_path / "missing" / "catalogue").problem is Problem.DATA_FOLDER

    @pytest.mark.parametrize(("file_mode", "folder_mode"), [(0o444, 0o555), (0o000, 0o755), (0o644, 0o000)])
    def test_a_database_that_cannot_be_written_is_named(
        self, file_mode: int, folder_mode: int, store: Store, path: Path
    ) -> None:
        store.close()
        script = """
import sys
from pathlib import Path
from index.store import Store
from models.problems import EnvironmentProblem
try:
    Store(Path(sys.argv[1])).set_meta("key", "value")
except EnvironmentProblem as error:
    print(error.problem)
"""
        path.chmod(file_mode)
        path.parent.chmod(folder_mode)
        try:
            assert run_without_privilege(script, path).strip() == Problem.DATA_FOLDER
        finally:
            path.parent.chmod(0o755)

    def test_a_full_disk_is_named_and_the_database_lives_on(
        self, store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        connect = database._connect

        def connect_to_small_disk(path: Path) -> sqlite3.Connection:
            connection = connect(path)
            connection.execute("PRAGMA max_page_count = 40")
            return connection

        monkeypatch.setattr(database, "_connect", connect_to_small_disk)
        with closing(Store(path)) as small:
            with pytest.raises(EnvironmentProblem) as raised:
                add(small, 1, *(f"{number:0>200}.jpg" for number in range(2000)))
            assert raised.value.problem is Problem.DISK_FULL
            add(small, 1, "small.jpg")
        assert len(store.stamps(1)) == 4

    def test_a_bug_of_ours_is_no_problem_of_the_machine(self, store: Store) -> None:
        with pytest.raises(sqlite3.IntegrityError):
            store.set_meta("key", None)  # type: ignore[arg-type]

    def test_a_problem_that_only_a_newer_version_knows_is_still_listed(
        self, store: Store, path: Path
    ) -> None:
        store.save_batch([], [FailedRow(1, Problem.DAMAGED)], [])
        with closing(sqlite3.connect(path, isolation_level=None)) as newer:
            newer.execute("UPDATE picture SET problem = 'too-beautiful' WHERE id = 1")
        assert [row.problem for row in store.failure_rows()] == [Problem.UNREADABLE]

    def test_a_damaged_name_that_the_library_cannot_even_quote_is_damage(
        self, store: Store, path: Path
    ) -> None:
        store.close()
        data = path.read_bytes()
        path.write_bytes(data.replace(b"CREATE INDEX picture_failed", b"CREATE \xc2\x01DEX picture_failed"))
        assert refused(path).problem is Problem.DATABASE_DAMAGED


def _tables(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as connection:
        return {
            " ".join(sql.split())
            for (sql,) in connection.execute("SELECT sql FROM sqlite_schema WHERE sql <> ''")
        }


class TestSchema:
    def load(self, version: int, path: Path) -> None:
        with closing(sqlite3.connect(path)) as connection:
            connection.executescript((SCHEMAS / f"{version}.sql").read_text(encoding="utf-8"))

    @pytest.mark.parametrize("version", range(1, len(schema.MIGRATIONS) + 1))
    def test_a_database_of_each_released_schema_is_brought_up_to_date(
        self, version: int, tmp_path: Path
    ) -> None:
        self.load(version, tmp_path / "old")
        with closing(Store(tmp_path / "old")) as store:
            assert store.counts(MODEL) == Counts(searchable=2, pending=1, failed=1, folders=2, offline=1)
            assert store.searchable(MODEL, BOOK).codes.tolist() == [[1], [2]]
            assert store.meta("network") == MODEL
            assert [row.path for row in store.failure_rows()] == [Path("/目录/泳装 2025/bad.jpg")]
        with closing(Store(tmp_path / "new")):
            assert _tables(tmp_path / "old") == _tables(tmp_path / "new")

    def test_a_released_schema_never_changes(self, tmp_path: Path) -> None:
        """The newest fixture is what the migrations make, so that a change must come as a new step."""
        newest = len(schema.MIGRATIONS)
        assert [file.stem for file in sorted(SCHEMAS.iterdir())] == [str(step + 1) for step in range(newest)]
        self.load(newest, tmp_path / "released")
        with closing(Store(tmp_path / "made")):
            assert _tables(tmp_path / "made") == _tables(tmp_path / "released")

    def test_a_migration_that_fails_leaves_the_database_as_it_was(
        self, store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        store.close()
        step = ("CREATE TABLE added (id)", "INSERT INTO missing VALUES (1)")
        monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, step))
        shutil.copy(path, path.with_name("before"))
        with pytest.raises(sqlite3.OperationalError):
            Store(path)
        assert _tables(path) == _tables(path.with_name("before"))
        monkeypatch.undo()
        with closing(Store(path)) as reopened:
            assert len(reopened.stamps(1)) == 3
