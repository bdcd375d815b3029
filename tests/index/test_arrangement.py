"""Catalogues whose codes are arranged in graphs and kept in a file, and what searches find in them."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.arrangement import arranged, facet_words, is_due, load, save
from index.candidates import Described, find_candidates
from index.codes import CodeRows, pack_bits
from index.encoder import Encoder
from index.engine import CODES, DATABASE, SearchEngine
from index.ranking import jaccard, rank
from index.records import Facet, Match, Query, Reason, Strategy
from index.rows import ReadRow, SearchableRows
from index.scan import FileStamp
from index.snapshot import Snapshot
from index.store import Store
from models.network import NETWORK_DIR
from tests.conftest import demo_pictures, make_catalogue, read_all

PICTURES = 3000
Listed = list[tuple[int, int, int, int]]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder.read(NETWORK_DIR)


@pytest.fixture(autouse=True, scope="module")
def few_trials() -> Iterator[None]:
    """Graphs of few codes need no trying."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.graph.TRIALS", 10)
        yield


def rows(encoder: Encoder, count: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    codes = pack_bits(random.random((count, 64 * encoder.words)) < 0.5)
    return codes, random.integers(0, 3, (count, encoder.tables)).astype(np.uint32)


def listed(snapshot: Snapshot, encoder: Encoder, query: Query, seed: int) -> Listed:
    """Item, both counts and collisions of the best, in order."""
    code, keys = rows(encoder, 1, seed)
    described = Described(code[0], keys[0], np.ones((encoder.tables, 12), np.float32))
    found = find_candidates(snapshot, encoder, query, described, top=query.top)
    ranking = rank(
        found.and_counts, found.or_counts, snapshot.item_ids[found.rows], found.collisions, top=query.top
    )
    columns = (ranking.rows, ranking.and_counts, ranking.or_counts, ranking.collisions)
    return list(zip(*[column.tolist() for column in columns], strict=True))


@settings(deadline=None, max_examples=25)
@given(st.data())
def test_an_arranged_catalogue_ranks_as_a_plain_one_through_every_change(
    encoder: Encoder, data: st.DataObject
) -> None:
    count = data.draw(st.integers(1, 60))
    codes, keys = rows(encoder, count, 0)
    folders = np.arange(count) % 3
    plain = Snapshot.of(np.arange(count), folders, codes, keys)
    made = arranged(plain, facet_words(encoder))
    for step in range(data.draw(st.integers(0, 4))):
        gone = data.draw(st.lists(st.integers(0, 80), max_size=10))
        codes, keys = rows(encoder, data.draw(st.integers(0, 10)), step + 1)
        ids = 50 + 7 * step + np.arange(len(codes))
        plain, made = (
            each.without(gone).append(ids, np.full(len(ids), step), codes, keys) for each in (plain, made)
        )
        if data.draw(st.booleans()) and len(made):
            made = arranged(made, facet_words(encoder))
    query = Query(0, data.draw(st.sampled_from(Facet)), top=data.draw(st.sampled_from([5, 50, None])))
    query_of_some = Query(0, query.facet, folders=frozenset({1, 2}), top=query.top)
    for strategy in (Strategy.SCAN, Strategy.GRAPH, None):
        for each in (query, query_of_some):
            asked = Query(each.picture, each.facet, each.folders, each.top, strategy)
            found, expected = listed(made, encoder, asked, 9), listed(plain, encoder, each, 9)
            assert similarities(found) == similarities(expected)
            assert set(found) <= set(listed(plain, encoder, Query(0, each.facet, each.folders, top=None), 9))


def test_a_catalogue_that_lost_all_its_pictures_finds_nothing(encoder: Encoder) -> None:
    codes, keys = rows(encoder, 20, 0)
    made = arranged(Snapshot.of(np.arange(20), np.zeros(20, np.int64), codes, keys), facet_words(encoder))
    for strategy in (Strategy.GRAPH, None):
        asked = Query(0, Facet.OVERALL, top=5, strategy=strategy)
        assert listed(made.without(range(20)), encoder, asked, 9) == []


def similarities(found: Listed) -> list[float]:
    """Of the matches; which of those that tie at the end are among them is left open."""
    return [shared / joined for _, shared, joined, _ in found]


def test_what_is_kept_in_a_file_is_the_same(encoder: Encoder, tmp_path: Path) -> None:
    codes, keys = rows(encoder, 500, 0)
    made = arranged(
        Snapshot.of(np.arange(500), np.zeros(500, np.int64), codes, keys, 3), facet_words(encoder)
    )
    name = save(tmp_path, made, "book")
    kept = load(tmp_path, name, "book")
    assert kept is not None
    assert kept.revision == 3
    assert kept.graphs.keys() == made.graphs.keys()
    for facet in Facet:
        query = Query(0, facet, top=50)
        assert listed(kept, encoder, query, 5) == listed(made, encoder, query, 5)
    assert load(tmp_path, name, "another book") is None


def test_few_changes_wait_and_many_do_not(encoder: Encoder) -> None:
    codes, keys = rows(encoder, 4000, 0)
    plain = Snapshot.of(np.arange(4000), np.zeros(4000, np.int64), codes, keys)
    assert is_due(plain, 0.25)
    assert not is_due(plain.without(range(2000, 4000)), 0.25)
    made = arranged(plain, facet_words(encoder))
    assert not is_due(made, 0.01)
    assert not is_due(made.without(range(700)), 0.01)
    assert is_due(made.without(range(1000)), 0.01)
    assert is_due(made.append(np.arange(4000, 4100), np.zeros(100, np.int64), codes[:100], keys[:100]), 0.01)


def test_removed_pictures_stay_in_the_graphs_until_they_are_many(encoder: Encoder) -> None:
    codes, keys = rows(encoder, 400, 0)
    made = arranged(Snapshot.of(np.arange(400), np.zeros(400, np.int64), codes, keys), facet_words(encoder))
    few, many = (arranged(made.without(range(gone)), facet_words(encoder)) for gone in (50, 200))
    assert (len(few), few.arranged) == (350, 400)
    assert (len(many), many.arranged) == (200, 200)


def test_where_all_near_pictures_were_removed_the_others_are_compared(encoder: Encoder) -> None:
    codes, keys = rows(encoder, 500, 0)
    codes[:300] = codes[0]
    made = arranged(Snapshot.of(np.arange(500), np.zeros(500, np.int64), codes, keys), facet_words(encoder))
    described = Described(codes[0], keys[0], np.ones((encoder.tables, 12), np.float32))
    query = Query(0, top=20, strategy=Strategy.GRAPH)
    found = find_candidates(made.without(range(100)), encoder, query, described, top=20)
    assert found.strategy is Strategy.GRAPH or found.reason is Reason.TOO_FEW_FOUND
    assert set(found.rows.tolist()) <= set(range(100, 300))
    assert len(found.rows) >= 20


def test_the_very_picture_asked_for_is_met_where_the_graph_passes_it_by(encoder: Encoder) -> None:
    codes, keys = rows(encoder, 500, 0)
    asked = rows(encoder, 1, 1)[0][0]
    made = arranged(Snapshot.of(np.arange(500), np.zeros(500, np.int64), codes, keys), facet_words(encoder))
    passed_by = int(np.argmin(jaccard(*made.codes.and_or_counts(asked))))
    codes[passed_by] = asked
    narrow = {facet: replace(graph, beam=10) for facet, graph in made.graphs.items()}
    made = replace(made, codes=CodeRows(codes), graphs=narrow)
    described = Described(asked, keys[0], np.ones((encoder.tables, 12), np.float32))
    query = Query(0, top=10, strategy=Strategy.GRAPH)
    by_graph = find_candidates(made, encoder, query, described, top=10)
    assert passed_by not in by_graph.rows
    own = made.rows_of(made.item_ids[[passed_by]])
    found = find_candidates(made, encoder, query, described, top=10, own=own)
    assert found.rows[np.argmax(jaccard(found.and_counts, found.or_counts))] == passed_by
    assert len(set(found.rows.tolist())) == len(found.rows) >= 10


class TestCatalogue:
    @pytest.fixture(scope="class")
    @staticmethod
    def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
        """A catalogue that was indexed once, so that its codes are in a file."""
        data = tmp_path_factory.mktemp("made") / "data"
        make_catalogue(data, PICTURES)
        with SearchEngine(data) as engine:
            read_all(engine)
        assert len(list((data / CODES).iterdir())) == 1
        return data

    @pytest.fixture
    @staticmethod
    def data(made: Path, tmp_path: Path) -> Path:
        return Path(shutil.copytree(made, tmp_path / "data"))

    @pytest.fixture
    @staticmethod
    def read(monkeypatch: pytest.MonkeyPatch) -> list[int | None]:
        """How many items' codes each call reads from the database; None for all."""
        read: list[int | None] = []
        searchable = Store.searchable

        def noted(store: Store, model: str, book: str, ids: list[int] | None = None) -> SearchableRows:
            read.append(None if ids is None else len(ids))
            return searchable(store, model, book, ids)

        monkeypatch.setattr(Store, "searchable", noted)
        return read

    def found(self, engine: SearchEngine, strategy: Strategy | None = Strategy.SCAN) -> list[Match]:
        query = Query(demo_pictures(1)[0], strategy=strategy)
        return [match for batch in engine.search(query) for match in batch.matches]

    def test_a_start_reads_the_file_and_no_code_of_the_database(
        self, data: Path, read: list[int | None]
    ) -> None:
        with SearchEngine(data) as engine:
            first = self.found(engine)
            assert read == []
            assert len(first) == 50
            (data / CODES / next((data / CODES).iterdir()).name).unlink()
        with SearchEngine(data) as engine:
            assert self.found(engine) == first
            assert read == [None]

    @pytest.mark.parametrize("harm", ["missing", "damaged", "empty"])
    def test_a_file_that_cannot_be_used_is_made_again(
        self, data: Path, read: list[int | None], harm: str
    ) -> None:
        with SearchEngine(data) as engine:
            first = self.found(engine)
        (file,) = (data / CODES).iterdir()
        octets = bytearray(file.read_bytes())
        octets[len(octets) // 2] ^= 1
        file.unlink()
        if harm != "missing":
            file.write_bytes(octets if harm == "damaged" else b"")
        with SearchEngine(data) as engine:
            assert self.found(engine) == first
            read_all(engine)
            assert self.found(engine) == first
        assert [each.name for each in (data / CODES).iterdir()] != [file.name]
        assert read == [None]
        with SearchEngine(data) as engine:
            assert self.found(engine) == first
        assert read == [None]

    def test_what_another_process_changed_is_all_that_is_read(
        self, data: Path, read: list[int | None]
    ) -> None:
        with SearchEngine(data) as engine:
            first = self.found(engine)
            model = engine.status().model_id
        with closing(Store(data / DATABASE)) as store:
            (folder,) = store.folder_rows()
            best, copied = (store.content_hash(match.item_id) for match in first[:2])
            assert best is not None
            assert copied is not None
            store.apply_changes(folder.id, [("new.jpg", FileStamp(1, 1))], [], [f"{best}.jpg"])
            store.set_online(folder.id, online=True)
            (row,) = store.unread(model)
            store.save_batch([ReadRow(row.id, copied, 10, 10)], [], [])
            store.set_online(folder.id, online=False)
        with SearchEngine(data) as engine:
            second = self.found(engine)
        assert read == [2]
        assert first[0].item_id not in [match.item_id for match in second]
        assert {match.item_id for match in second[:2]} == {first[1].item_id, row.id}

    def test_a_window_that_is_open_takes_in_what_another_process_arranged(
        self, data: Path, read: list[int | None]
    ) -> None:
        with SearchEngine(data) as open_, SearchEngine(data) as other:
            first = self.found(open_)
            other.remove_folder(other.folders()[0].id)
            read_all(other)
            read_all(open_)
            assert first
            assert self.found(open_) == []

    def test_a_catalogue_of_another_time_is_not_mixed_with_the_file(
        self, data: Path, read: list[int | None], tmp_path: Path
    ) -> None:
        shutil.copy(data / DATABASE, tmp_path / "backup")
        with closing(Store(data / DATABASE)) as store:
            name = store.codes_file()
            assert name is not None
            store.set_codes_file(name, store.revision() + 1)
        with SearchEngine(data) as engine:
            assert len(self.found(engine)) == 50
        assert read == [None]

    def test_few_pictures_need_no_file(self, tmp_path: Path) -> None:
        make_catalogue(tmp_path / "small", 100)
        with SearchEngine(tmp_path / "small") as engine:
            read_all(engine)
        assert not (tmp_path / "small" / CODES).exists()
