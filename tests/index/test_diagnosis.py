"""The diagnosis of real catalogues: its numbers counted again the slow way, and what it says of them."""

import json
import shutil
from dataclasses import asdict, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index import diagnosis as module
from index import findings
from index.codes import unpack_bits
from index.control import Cancelled, Control
from index.diagnosis_records import (
    DEGREES,
    NEAR_DEGREES,
    Diagnosis,
    DiagnosisPhase,
    DiagnosisProgress,
)
from index.diagnosis_text import as_json, as_text
from index.encoder import BLOCKS, Encoder
from index.engine import SearchEngine
from index.lsh import make_functions
from index.records import Facet
from index.remarks import Finding
from index.sensitivity import expected_recall, suggest
from index.store import Store
from models.network import NETWORK_DIR, NetworkInfo
from tests.conftest import make_catalogue, read_all

PICTURES = 600
MODEL = NetworkInfo.read(NETWORK_DIR).id


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder whose codes are made."""
    data = tmp_path_factory.mktemp("catalogue") / "data"
    make_catalogue(data, PICTURES)
    with SearchEngine(data) as engine:
        engine.load()
    return data


@pytest.fixture(scope="module")
def found(catalogue: Path) -> Diagnosis:
    with SearchEngine(catalogue) as engine:
        return diagnose(engine)


def diagnose(engine: SearchEngine) -> Diagnosis:
    *_, last = engine.diagnose(Control())
    assert last.diagnosis is not None
    return last.diagnosis


class Stored:
    """Features, codes and keys straight from the database."""

    def __init__(self, data: Path) -> None:
        self.encoder = Encoder.read(NETWORK_DIR)
        store = Store(data / "catalogue.sqlite3")
        rows = store.searchable(MODEL, self.encoder.codebook_id)
        self.bits = unpack_bits(rows.codes, 64 * self.encoder.words)
        self.keys = rows.keys
        ids, features = store.item_features(rows.item_ids.tolist(), MODEL)
        self.features = features[np.argsort(ids)]
        store.close()


@pytest.fixture(scope="module")
def stored(catalogue: Path) -> Stored:
    return Stored(catalogue)


PARTS = [(0, slice(0, 1280)), (1, slice(1280, 2048))]
"""Of E, in the order of the facets."""


def degrees_between(stored: Stored, part: slice) -> NDArray[np.float32]:
    """Angles between all pictures as the tables of a part see them."""
    seen = stored.features[:, part] - stored.encoder.lsh.centre[part]
    seen /= np.linalg.norm(seen, axis=1, keepdims=True)
    degrees: NDArray[np.float32] = np.degrees(np.arccos(np.clip(seen @ seen.T, -1, 1)))
    return degrees


def test_bits_are_counted_by_block(found: Diagnosis, stored: Stored) -> None:
    assert [block.name for block in found.blocks] == list(BLOCKS)
    balance = [share for block in found.blocks for share in block.balance]
    np.testing.assert_allclose(balance, stored.bits.mean(0))
    at = 0
    for block in found.blocks:
        bits = stored.bits[:, at : at + len(block.balance)].astype(int)
        at += len(block.balance)
        pairs = (bits.T @ bits)[np.triu_indices(bits.shape[1], 1)] / (len(bits) / 4)
        assert (block.mean_overlap, block.std_overlap) == pytest.approx((pairs.mean(), pairs.std()))
        assert sum(block.overlap) == len(pairs)
        assert sum(block.overlap[:10]) == np.count_nonzero(pairs < 1)
        assert block.even == np.count_nonzero((bits.mean(0) >= 0.4) & (bits.mean(0) <= 0.6))


@pytest.mark.parametrize(("number", "part"), PARTS)
def test_recall_is_what_comparing_every_pair_says(
    found: Diagnosis, stored: Stored, number: int, part: slice
) -> None:
    tables = found.facets[number]
    degrees = degrees_between(stored, part)
    keys = stored.keys[:, stored.encoder.facet_tables(tables.facet)]
    together = (keys[:, None] == keys[None]).any(2)
    queries = np.random.default_rng(0).permutation(PICTURES)[: found.queries]
    others = ~np.eye(PICTURES, dtype=bool)[queries]
    near = (degrees[queries] < NEAR_DEGREES) & others
    assert tables.neighbours == near.sum() > 0
    assert tables.recall == pytest.approx(together[queries][near].mean())
    assert tables.looked_at == pytest.approx(together[queries][others].mean())
    assert sum(tables.pairs) == others.sum()
    assert tables.recall <= tables.recall_opened <= 1
    assert all(
        own <= opened <= pairs
        for own, opened, pairs in zip(tables.found, tables.opened, tables.pairs, strict=True)
    )
    expected = expected_recall(tables.pairs[:NEAR_DEGREES], tables.bits, tables.tables)
    assert tables.recall == pytest.approx(expected, abs=0.15)


@pytest.mark.parametrize(("number", "part"), PARTS)
def test_tables_as_suggested_find_and_cost_what_was_promised(
    found: Diagnosis, stored: Stored, number: int, part: slice
) -> None:
    tables, centre = found.facets[number], stored.encoder.lsh.centre
    suggested = suggest(tables.pairs, PICTURES, 0.9)
    made = make_functions(centre, tables=suggested.tables, bits=suggested.bits, seed=1, parts=(part,))
    keys = made.keys(stored.features)
    together = (keys[:, None] == keys[None]).any(2)
    others = ~np.eye(PICTURES, dtype=bool)
    near = (degrees_between(stored, part) < NEAR_DEGREES) & others
    assert together[near].mean() >= 0.9
    assert together[others].mean() == pytest.approx(suggested.looked_at, abs=0.05)


def test_every_picture_is_in_one_bucket_of_each_table(found: Diagnosis, stored: Stored) -> None:
    assert [tables.facet for tables in found.facets] == [Facet.CUT, Facet.PRINT]
    for tables in found.facets:
        keys = stored.keys[:, stored.encoder.facet_tables(tables.facet)]
        sizes = np.concatenate([np.unique(column, return_counts=True)[1] for column in keys.T])
        assert sum(size.pictures for size in tables.sizes) == PICTURES * tables.tables
        assert sum(size.buckets for size in tables.sizes) == len(sizes)
        assert tables.largest == sizes.max() <= tables.sizes[-1].most
        assert tables.empty == pytest.approx(1 - len(sizes) / tables.tables / 2**tables.bits)
        assert [size.least for size in tables.sizes[:4]] == [1, 2, 3, 5]
        assert all(below.most + 1 == above.least for below, above in pairwise(tables.sizes))


def test_phases_come_in_their_order_and_only_the_last_step_brings_the_diagnosis(catalogue: Path) -> None:
    with SearchEngine(catalogue) as engine:
        *steps, last = engine.diagnose(Control())
    assert list(dict.fromkeys(step.phase for step in steps)) == list(DiagnosisPhase)
    assert all(step.diagnosis is None and step.done <= step.total for step in steps)
    assert last.diagnosis is not None


def test_the_same_catalogue_has_the_same_diagnosis(catalogue: Path, found: Diagnosis) -> None:
    with SearchEngine(catalogue) as engine:
        assert diagnose(engine) == found


@pytest.mark.parametrize("phase", DiagnosisPhase)
def test_cancelling_stops_it(catalogue: Path, phase: DiagnosisPhase) -> None:
    control = Control()
    with SearchEngine(catalogue) as engine, pytest.raises(Cancelled):
        for step in engine.diagnose(control):
            if step.phase is phase:
                control.cancel()


def test_a_large_catalogue_is_sampled(
    catalogue: Path, found: Diagnosis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SAMPLE", 120)
    monkeypatch.setattr(module, "QUERIES", 40)
    with SearchEngine(catalogue) as engine:
        sampled = diagnose(engine)
    assert (sampled.pictures, sampled.sample, sampled.queries) == (PICTURES, 120, 40)
    for some, all_ in zip(sampled.blocks, found.blocks, strict=True):
        assert np.mean(some.balance) == pytest.approx(np.mean(all_.balance), abs=0.05)
    for some_tables, tables in zip(sampled.facets, found.facets, strict=True):
        assert some_tables.sizes == tables.sizes
        assert sum(some_tables.pairs) == 40 * 119


class TestSmallCatalogues:
    def test_an_empty_one_has_nothing_to_look_at(self, engine: SearchEngine) -> None:
        found = diagnose(engine)
        assert (found.pictures, found.blocks, found.facets) == (0, (), ())
        assert findings.of_catalogue(found).finding is Finding.NOTHING
        assert len(list(as_text(found, 0.95))) == 2
        assert as_json(found, 0.95)["findings"]["catalogue"]["kind"] == "nothing"

    def test_copies_of_one_picture_are_one(self, engine: SearchEngine, folder: Path) -> None:
        for picture in list(folder.glob("*.*"))[1:]:
            picture.unlink()
        shutil.rmtree(folder / "old")
        (picture,) = folder.glob("*.*")
        shutil.copy(picture, folder / f"copy{picture.suffix}")
        engine.add_folder(folder)
        read_all(engine)
        found = diagnose(engine)
        assert (found.pictures, found.sample) == (2, 1)
        assert findings.of_catalogue(found).finding is Finding.NOTHING

    def test_what_few_pictures_cannot_tell_is_said(self, engine: SearchEngine, folder: Path) -> None:
        engine.add_folder(folder)
        read_all(engine)
        found = diagnose(engine)
        assert (found.pictures, found.sample) == (12, 12)
        assert findings.of_balance(found).finding is Finding.TOO_FEW_PICTURES
        assert findings.of_overlap(found).finding is Finding.TOO_FEW_PICTURES
        assert {findings.of_recall(tables).finding for tables in found.facets} == {Finding.TOO_FEW_NEIGHBOURS}

    def test_what_was_removed_is_not_looked_at(self, engine: SearchEngine, folder: Path) -> None:
        added = engine.add_folder(folder)
        read_all(engine)
        engine.load()
        engine.remove_folder(added.id)
        assert diagnose(engine).sample == 0


class TestFindings:
    def test_every_sentence_takes_its_numbers(self, found: Diagnosis) -> None:
        remarks = [findings.of_catalogue(found), findings.of_balance(found), findings.of_overlap(found)]
        remarks += [of(tables) for tables in found.facets for of in (findings.of_buckets, findings.of_recall)]
        assert all("{" not in remark.text for remark in remarks)
        assert findings.of_catalogue(found).finding is Finding.ON_CODES

    def test_uneven_and_dependent_bits_are_told(self, found: Diagnosis) -> None:
        lopsided = tuple(replace(block, balance=(0.1,) * len(block.balance)) for block in found.blocks)
        assert findings.of_balance(replace(found, blocks=lopsided)).finding is Finding.UNEVEN
        even = tuple(replace(block, balance=(0.5,) * len(block.balance)) for block in found.blocks)
        assert findings.of_balance(replace(found, blocks=even)).finding is Finding.EVEN
        ideal = tuple(replace(block, mean_overlap=1.0, std_overlap=0.1) for block in found.blocks)
        assert findings.of_overlap(replace(found, blocks=ideal)).finding is Finding.INDEPENDENT
        one_off = (replace(ideal[0], std_overlap=0.2), *ideal[1:])
        told = findings.of_overlap(replace(found, blocks=one_off))
        assert (told.finding, told.numbers["beyond"]) == (Finding.DEPENDENT, 1)

    def test_crowded_buckets_and_missing_neighbours_are_told(self, found: Diagnosis) -> None:
        tables = found.facets[1]
        assert tables.neighbours >= findings.FEWEST_NEIGHBOURS
        assert findings.of_buckets(replace(tables, looked_at_opened=0.5)).finding is Finding.CROWDED
        assert findings.of_buckets(replace(tables, looked_at_opened=0.05)).finding is Finding.SPREAD
        nothing = replace(tables, found=(0,) * DEGREES)
        assert findings.of_recall(nothing).finding is Finding.LESS_THAN_EXPECTED
        everything = replace(tables, found=tables.pairs)
        assert findings.of_recall(everything).finding is Finding.AS_EXPECTED


def test_text_and_json_tell_the_same(found: Diagnosis) -> None:
    told = as_json(found, 0.9)
    assert json.loads(json.dumps(told))["facets"][0]["pairs"] == list(found.facets[0].pairs)
    text = "\n".join(as_text(found, 0.9))
    for finding in told["findings"].values():
        assert finding["message"] in text
    for facet in ("cut", "print"):
        suggested = told["tables"][facet]["suggested"]
        assert f"L = {suggested['tables']} tables of K = {suggested['bits']} bits" in text
        assert suggested["recall"] >= 0.9


def test_records_hold_no_arrays(found: Diagnosis) -> None:
    json.dumps(asdict(DiagnosisProgress(DiagnosisPhase.BITS, 1, 2, found)))
