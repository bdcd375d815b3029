"""Adapting the encoder to a catalogue: whole or not at all, undoable, and searched through meanwhile."""

import errno
import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.adapted import DESCRIPTION, AdaptedEncoders
from index.calibration import Calibration
from index.control import Cancelled, Control
from index.encoder import Encoder
from index.engine import SearchEngine
from index.fit import fit_encoder
from index.records import Adaptation, AdaptPhase, Match, Phase, Query
from index.references import LabelledFeatures
from index.store import Store
from models.network import NETWORK_DIR, NetworkInfo
from models.problems import EnvironmentProblem, Problem
from tests.conftest import demo_pictures, make_catalogue, read_all
from tests.index.test_fit import CUT, OPTIONS, PRINT
from tests.index.test_fit import known as known  # noqa: PLC0414 - a fixture

ROOT = Path(__file__).resolve().parents[2]
PICTURES = 240
CALIBRATION = Calibration.read(NETWORK_DIR)
ADAPTATION = Adaptation("network", "2026-01-01T00:00:00+00:00", 300, 300, 0, 0.5, 0.6)
MODEL = NetworkInfo.read(NETWORK_DIR).id


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Data folders to copy: `plain`, and `adapted` from it."""
    root = tmp_path_factory.mktemp("adapt")
    make_catalogue(root / "plain", PICTURES)
    with SearchEngine(root / "plain") as engine:
        engine.load()
    shutil.copytree(root / "plain", root / "adapted")
    with SearchEngine(root / "adapted") as engine:
        adapt(engine)
    return root


@pytest.fixture
def plain(templates: Path, tmp_path: Path) -> Path:
    """A catalogue that is not adapted."""
    return Path(shutil.copytree(templates / "plain", tmp_path / "plain"))


@pytest.fixture
def adapted(templates: Path, tmp_path: Path) -> Path:
    """The same catalogue, adapted."""
    return Path(shutil.copytree(templates / "adapted", tmp_path / "adapted"))


def adapt(engine: SearchEngine, *, until: AdaptPhase | None = None) -> list[AdaptPhase]:
    """Adapt, or cancel as soon as a phase is reached; returns the phases."""
    control, phases = Control(), []
    for step in engine.adapt(control):
        phases.append(step.phase)
        if step.phase is until:
            control.cancel()
    return list(dict.fromkeys(phases))


def exhaust(steps: Iterator[object]) -> None:
    for _ in steps:
        pass


def matches(engine: SearchEngine, query: Query) -> list[Match]:
    return [match for batch in engine.search(query) for match in batch.matches]


def own_encoder() -> Encoder:
    return Encoder.read(NETWORK_DIR)


def adapted_encoder(data: Path) -> Encoder:
    (folder,) = (data / "adapted").iterdir()
    return Encoder.read(folder)


def fit_nothing_but(monkeypatch: pytest.MonkeyPatch, encoder: Encoder) -> None:
    """Let the fit have this outcome."""
    monkeypatch.setattr("index.adapt.with_codebooks", lambda *_, **__: encoder)
    monkeypatch.setattr("index.adapt.fit_encoder", lambda *_, **__: encoder)


def is_coded_by(data: Path, encoder: Encoder) -> bool:
    """Whether the stored codes are exactly what the encoder makes of the stored features."""
    store = Store(data / "catalogue.sqlite3")
    rows = store.searchable(MODEL, encoder.codebook_id)
    contents = [store.content_hash(item) for item in rows.item_ids.tolist()]
    features = np.array([store.feature(content or "", MODEL) for content in contents])
    counts, uncoded = store.counts(MODEL), store.count_uncoded(MODEL, encoder.codebook_id)
    store.close()
    return (
        counts.searchable == len(contents)
        and uncoded == 0
        and np.array_equal(rows.codes, encoder.codes(features))
        and np.array_equal(rows.keys, encoder.lsh.keys(features))
    )


def test_the_adapted_encoder_answers_from_codes_as_it_would_make_them(adapted: Path) -> None:
    with SearchEngine(adapted) as engine:
        adaptation = engine.status().adaptation
        assert adaptation is not None
        assert (adaptation.pictures, adaptation.sample, adaptation.network) == (PICTURES, PICTURES, MODEL)
        found = matches(engine, Query(7, top=None))
    assert (found[0].item_id, found[0].similarity, len(found)) == (7, 1.0, PICTURES)
    encoder = adapted_encoder(adapted)
    assert encoder.codebook_id != own_encoder().codebook_id
    assert is_coded_by(adapted, encoder)


def test_adapting_goes_through_its_phases_and_again_gives_the_same_encoder(adapted: Path) -> None:
    before = adapted_encoder(adapted).codebook_id
    with SearchEngine(adapted) as engine:
        phases = adapt(engine)
    assert phases == [AdaptPhase.COLLECT, AdaptPhase.LEARN, AdaptPhase.CHECK]
    assert adapted_encoder(adapted).codebook_id == before


def test_undoing_goes_back_to_the_networks_own_encoder(adapted: Path) -> None:
    with SearchEngine(adapted) as engine:
        engine.load()
        exhaust(engine.undo_adaptation(Control()))
        assert engine.status().adaptation is None
        assert matches(engine, Query(7))[0].similarity == 1.0
        exhaust(engine.undo_adaptation(Control()))
    assert list((adapted / "adapted").iterdir()) == []
    assert is_coded_by(adapted, own_encoder())


@pytest.mark.parametrize("damage", ["codebook.npz", DESCRIPTION, "folder", "swapped"])
def test_with_a_damaged_folder_the_networks_own_encoder_answers(adapted: Path, damage: str) -> None:
    (folder,) = (adapted / "adapted").iterdir()
    if damage == "folder":
        shutil.rmtree(folder)
    elif damage == "swapped":  # whole, but another codebook than the one named
        shutil.copy(NETWORK_DIR / "codebook.npz", folder)
    else:
        (folder / damage).write_bytes((folder / damage).read_bytes()[:-40])
    with SearchEngine(adapted) as engine:
        assert engine.status().adaptation is None
        assert len(matches(engine, Query(7, top=None))) == PICTURES
    assert is_coded_by(adapted, own_encoder())


@pytest.mark.parametrize("phase", [AdaptPhase.COLLECT, AdaptPhase.LEARN, AdaptPhase.CHECK])
def test_cancelled_before_the_swap_nothing_changes(plain: Path, phase: AdaptPhase) -> None:
    with SearchEngine(plain) as engine:
        with pytest.raises(Cancelled):
            adapt(engine, until=phase)
        assert engine.status().adaptation is None
    assert not (plain / "adapted").exists()
    assert is_coded_by(plain, own_encoder())


def test_cancelled_after_the_swap_the_next_start_makes_the_codes(
    plain: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.engine.RECODED_AT_ONCE", 100)
    with SearchEngine(plain) as engine, pytest.raises(Cancelled):
        adapt(engine, until=AdaptPhase.ENCODE)
    encoder = adapted_encoder(plain)
    assert not is_coded_by(plain, encoder)
    with SearchEngine(plain) as engine:
        engine.load()
        assert engine.status().adaptation is not None
    assert is_coded_by(plain, encoder)


def test_too_few_pictures_are_refused(tmp_path: Path) -> None:
    make_catalogue(tmp_path / "data", 199)
    with SearchEngine(tmp_path / "data") as engine:
        with pytest.raises(EnvironmentProblem) as raised:
            adapt(engine)
        assert raised.value.problem is Problem.TOO_FEW_PICTURES
        assert engine.status().adaptation is None


def test_what_finds_photos_less_well_is_not_swapped_in(plain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = own_encoder()
    deaf = replace(
        own,
        hash_layer=replace(own.hash_layer, weight=own.hash_layer.weight * np.float32(1e-9)),
        kinds=replace(own.kinds, weight=own.kinds.weight * np.float32(1e-9)),
    )
    fit_nothing_but(monkeypatch, deaf)
    with SearchEngine(plain) as engine:
        with pytest.raises(EnvironmentProblem) as raised:
            adapt(engine)
        assert raised.value.problem is Problem.NOT_BETTER
        assert engine.status().adaptation is None
    assert not (plain / "adapted").exists()


@pytest.mark.parametrize("damage", [b"", b"\0" * 100, np.full(2048, np.nan, np.float16).tobytes()])
def test_damaged_features_are_named_and_nothing_changes(plain: Path, damage: bytes) -> None:
    database = sqlite3.connect(plain / "catalogue.sqlite3")
    with database:
        database.execute(
            "UPDATE vector SET feature = ? WHERE content_hash = (SELECT max(content_hash) FROM vector)",
            (damage,),
        )
    database.close()
    with SearchEngine(plain) as engine:
        with pytest.raises(EnvironmentProblem) as raised:
            adapt(engine)
        assert raised.value.problem is Problem.DATABASE_DAMAGED
        assert engine.status().adaptation is None


def test_a_locked_catalogue_is_named_and_nothing_changes(
    plain: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.database.BUSY_SECONDS", 0.1)
    fit_nothing_but(monkeypatch, own_encoder())
    lock = sqlite3.connect(plain / "catalogue.sqlite3", isolation_level=None)
    with SearchEngine(plain) as engine:
        engine.status()
        lock.execute("BEGIN IMMEDIATE")
        with pytest.raises(EnvironmentProblem) as raised:
            adapt(engine)
        lock.close()
        assert raised.value.problem is Problem.DATABASE_LOCKED
        assert engine.status().adaptation is None


def test_a_full_disk_is_named_and_nothing_changes(plain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_encoder: Encoder, folder: Path) -> None:
        (folder / "hash_layer.npz").write_bytes(b"begun")
        raise OSError(errno.ENOSPC, "no space")

    fit_nothing_but(monkeypatch, own_encoder())
    monkeypatch.setattr("index.encoder.Encoder.save", refuse)
    with SearchEngine(plain) as engine:
        with pytest.raises(EnvironmentProblem) as raised:
            adapt(engine)
        assert raised.value.problem is Problem.DISK_FULL
        assert engine.status().adaptation is None
    assert list((plain / "adapted").iterdir()) == []


class TestAnOpenEngine:
    """Another process adapts the catalogue while this one has it open, and ends before the codes are made."""

    @pytest.fixture
    def engine(self, plain: Path) -> Iterator[SearchEngine]:
        with SearchEngine(plain) as engine:
            engine.load()
            yield engine

    @pytest.fixture
    def adapt_elsewhere(self, plain: Path, templates: Path) -> Callable[[], None]:
        def swap_in() -> None:
            store = Store(plain / "catalogue.sqlite3")
            encoder = adapted_encoder(templates / "adapted")
            AdaptedEncoders(store, plain / "adapted").swap_in(
                encoder, CALIBRATION, replace(ADAPTATION, network=MODEL)
            )
            store.close()

        return swap_in

    def test_it_answers_as_before_until_it_adopts_the_change(
        self, engine: SearchEngine, adapt_elsewhere: Callable[[], None], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = matches(engine, Query(7, top=None))
        adapt_elsewhere()
        assert engine.status().adaptation is None
        monkeypatch.setattr("index.engine.RECODED_AT_ONCE", 50)
        for _ in engine.adopt(Control()):
            assert matches(engine, Query(7, top=None)) == before
        assert engine.status().adaptation is not None
        after = matches(engine, Query(7, top=None))
        assert (len(after), after[0].item_id) == (PICTURES, 7)
        assert [each.similarity for each in after] != [each.similarity for each in before]

    def test_it_follows_at_its_next_run_of_indexing_too(
        self, engine: SearchEngine, adapt_elsewhere: Callable[[], None], plain: Path
    ) -> None:
        adapt_elsewhere()
        read_all(engine)
        assert engine.status().adaptation is not None
        assert is_coded_by(plain, adapted_encoder(plain))

    def test_pictures_read_while_it_adopts_are_found_and_coded_alike(
        self, engine: SearchEngine, adapt_elsewhere: Callable[[], None], plain: Path, tmp_path: Path
    ) -> None:
        folder = tmp_path / "new"
        folder.mkdir()
        for picture in demo_pictures(40):
            shutil.copy(picture, folder)
        engine.add_folder(folder)
        reading = engine.index(Control())
        next(step for step in reading if step.phase is Phase.READ and step.done)
        adapt_elsewhere()
        exhaust(engine.adopt(Control()))
        exhaust(reading)
        assert len(matches(engine, Query(demo_pictures(40)[-1], top=None))) == PICTURES + 40
        assert is_coded_by(plain, adapted_encoder(plain))


def test_another_network_drops_what_was_adapted_to_the_old_one(adapted: Path, tmp_path: Path) -> None:
    newer = tmp_path / "newer"
    shutil.copytree(NETWORK_DIR, newer)
    description = json.loads((newer / "network.json").read_text(encoding="utf-8"))
    (newer / "network.json").write_text(json.dumps({**description, "id": "newer-2"}), encoding="utf-8")
    with SearchEngine(adapted, newer) as engine:
        assert engine.status().adaptation is None
    assert list((adapted / "adapted").iterdir()) == []


KILLED = """
import os, sys
from pathlib import Path
from index.adapted import AdaptedEncoders
from index.calibration import Calibration
from index.encoder import Encoder
from index.records import Adaptation
from index.store import Store
from models.network import NETWORK_DIR

owner, name, data, source = sys.argv[1:]
place = {"Encoder": Encoder, "Path": Path, "Store": Store, "AdaptedEncoders": AdaptedEncoders}[owner]
def die(*arguments, **options):
    os._exit(9)
store = Store(Path(data) / "catalogue.sqlite3")
encoders = AdaptedEncoders(store, Path(data) / "adapted")
encoder = Encoder.read(Path(source))
adaptation = Adaptation("network", "2026-01-01T00:00:00+00:00", 300, 300, 0, 0.5, 0.6)
calibration = Calibration.read(NETWORK_DIR)
setattr(place, name, die)
encoders.swap_in(encoder, calibration, adaptation)
"""


@pytest.mark.parametrize("had_one", [False, True], ids=["the first", "a second"])
@pytest.mark.parametrize(
    ("point", "is_in"),
    [
        (("Encoder", "save"), False),
        (("Path", "write_text"), False),
        (("Path", "replace"), False),
        (("Store", "set_meta"), False),
        (("AdaptedEncoders", "_sweep"), True),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, tuple) else "",
)
def test_killed_at_any_step_of_the_swap_the_old_or_the_new_answers_whole(
    known: LabelledFeatures, tmp_path: Path, point: tuple[str, str], is_in: bool, had_one: bool
) -> None:
    store = Store(tmp_path / "catalogue.sqlite3")
    encoders = AdaptedEncoders(store, tmp_path / "adapted")
    old, new = (fit_encoder(known, CUT, PRINT, replace(OPTIONS, seed=seed)) for seed in (0, 1))
    if had_one:
        encoders.swap_in(old, CALIBRATION, ADAPTATION)
    (tmp_path / "source").mkdir()
    new.save(tmp_path / "source")
    done = subprocess.run(
        [sys.executable, "-c", KILLED, *point, str(tmp_path), str(tmp_path / "source")], cwd=ROOT, check=False
    )
    assert done.returncode == 9
    expected = new.codebook_id if is_in else (old.codebook_id if had_one else None)
    assert encoders.named() == expected
    if expected:
        found = encoders.read(expected)
        assert found is not None
    encoders.swap_in(new, CALIBRATION, ADAPTATION)
    assert [folder.name for folder in (tmp_path / "adapted").iterdir()] == [new.codebook_id]
    assert encoders.read(new.codebook_id) is not None
    store.close()
