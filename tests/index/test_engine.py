"""The search engine over real pictures, a real database and the shipped network."""

import errno
import io
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from index.calibration import FILE, Calibration
from index.codes import CodeRows
from index.control import Cancelled, Control
from index.encoder import Encoder
from index.engine import SearchEngine
from index.exact import exact_likeness
from index.ranking import jaccard
from index.records import Facet, Likeness, Match, Phase, Query, SearchBatch, Strategy
from models.decode import decode, read_bytes
from models.network import NETWORK_DIR, Network
from models.problems import EnvironmentProblem, PictureError, Problem
from tests.conftest import DEMO, demo_pictures, photo_of, read_all

MAIN = Path(__file__).resolve().parents[2] / "main.py"


def matches(engine: SearchEngine, query: Query) -> list[Match]:
    return [match for batch in engine.search(query) for match in batch.matches]


def files(root: Path) -> list[Path]:
    return sorted(path for path in root.rglob("*") if path.is_file())


@pytest.fixture
def catalogue(engine: SearchEngine, folder: Path) -> SearchEngine:
    engine.add_folder(folder)
    read_all(engine)
    return engine


@pytest.mark.parametrize("facet", Facet)
def test_each_picture_ranks_first_for_itself_with_similarity_one(
    catalogue: SearchEngine, folder: Path, facet: Facet
) -> None:
    for path in files(folder):
        first = matches(catalogue, Query(path, facet))[0]
        assert (first.path, first.similarity, first.distance) == (path, 1.0, 0.0)
        assert first.same_file


def test_a_resaved_smaller_copy_from_outside_finds_its_original_first(
    catalogue: SearchEngine, folder: Path, tmp_path: Path
) -> None:
    original = files(folder)[5]
    with Image.open(original) as picture:
        picture.convert("RGB").resize((picture.width // 2, picture.height // 2)).save(
            tmp_path / "chat.jpg", quality=70
        )
    first = matches(catalogue, Query(tmp_path / "chat.jpg"))[0]
    assert first.path == original
    assert not first.same_file
    assert first.similarity > 0.7


def test_of_a_photo_only_what_it_was_taken_of_is_compared_unless_all_is_wanted(
    catalogue: SearchEngine, folder: Path
) -> None:
    design = next(path for path in files(folder) if path.suffix in {".jpg", ".png"})
    file = io.BytesIO()
    photo_of(design).save(file, "JPEG", quality=90)
    photo = file.getvalue()
    first = next(catalogue.search(Query(photo)))
    assert first.matches[0].path == design
    assert first.report.place is not None
    middle = np.mean(first.report.place, axis=0)
    assert np.abs(middle - 0.5).max() < 0.15
    all_of_it = next(catalogue.search(Query(photo, whole=True)))
    assert all_of_it.report.place is None
    similarity = {match.path: match.similarity for match in all_of_it.matches}
    assert similarity[design] < first.matches[0].similarity
    again = next(catalogue.search(Query(photo, Facet.CUT)))
    assert again.report.place == first.report.place


def test_a_picture_of_the_catalogue_is_compared_whole(catalogue: SearchEngine, folder: Path) -> None:
    assert next(catalogue.search(Query(files(folder)[0]))).report.place is None


def test_similarity_never_rises_and_batches_follow_on_each_other(
    catalogue: SearchEngine, folder: Path
) -> None:
    batches = list(catalogue.search(Query(files(folder)[0], top=None)))
    assert [batch.first for batch in batches] == list(
        np.cumsum([0, *(len(batch.matches) for batch in batches[:-1])])
    )
    found = [match for batch in batches for match in batch.matches]
    assert len(found) == batches[0].report.total == 12
    similarities = [match.similarity for match in found]
    assert similarities == sorted(similarities, reverse=True)
    for match in found:
        expected = 0.0 if match.distance is None else 1 / (1 + match.distance)
        assert match.similarity == pytest.approx(expected)


@pytest.mark.parametrize("facet", Facet)
def test_the_first_matches_are_ranked_by_their_features_and_without_that_by_their_codes(
    catalogue: SearchEngine, folder: Path, facet: Facet
) -> None:
    paths = files(folder)
    network = Network()
    encoder = Encoder.of(network)
    features = network.features([decode(read_bytes(path)).image for path in paths])
    likeness = exact_likeness(encoder, facet, features[:1], features)[0]
    by_feature = matches(catalogue, Query(paths[0], facet))
    assert [match.path for match in by_feature] == [paths[k] for k in np.argsort(-likeness, kind="stable")]
    shown = Calibration.read(NETWORK_DIR).shown(facet, np.sort(likeness)[::-1][1:])
    assert [match.similarity for match in by_feature[1:]] == pytest.approx(shown.tolist(), abs=1e-3)

    codes = encoder.codes(features)
    similarity = jaccard(*CodeRows(codes).and_or_counts(codes[0], encoder.facet_words(facet)))
    by_code = matches(catalogue, Query(paths[0], facet, exact=False))
    assert [match.similarity for match in by_code] == pytest.approx(np.sort(similarity)[::-1].tolist())


@pytest.mark.parametrize("facet", Facet)
def test_words_follow_the_calibration_and_the_report_counts_them_for_the_whole_ranking(
    catalogue: SearchEngine, folder: Path, facet: Facet
) -> None:
    first, *rest = catalogue.search(Query(files(folder)[0], facet, top=None))
    found = [match for batch in (first, *rest) for match in batch.matches]
    similarity = np.array([match.similarity for match in found])
    assert [match.likeness for match in found] == Calibration.read(NETWORK_DIR).likeness(facet, similarity)
    assert found[0].likeness is Likeness.SAME
    less_similar = [match.likeness is Likeness.LESS_SIMILAR for match in found]
    assert less_similar == [False] * first.report.alike + [True] * (len(found) - first.report.alike)


def test_nothing_but_the_very_file_is_called_similar_to_an_unfamiliar_query(
    folder: Path, tmp_path: Path
) -> None:
    network = tmp_path / "network"
    shutil.copytree(NETWORK_DIR, network)
    familiarity = dict(np.load(network / "familiarity.npz"))
    np.savez(network / "familiarity.npz", **{**familiarity, "most": np.array(-1.0)})
    shutil.copy(files(folder)[0], folder / "copy.jpg")
    with SearchEngine(tmp_path / "data", network) as engine:
        engine.add_folder(folder)
        read_all(engine)
        batches = list(engine.search(Query(files(folder)[0], top=None)))
    found = [match for batch in batches for match in batch.matches]
    assert not batches[0].report.familiar
    assert batches[0].report.alike == 2
    assert [match.same_file for match in found] == [True, True, *[False] * 11]
    assert {match.likeness for match in found[:2]} == {Likeness.SAME}
    assert {match.likeness for match in found[2:]} == {Likeness.LESS_SIMILAR}


def test_a_network_without_its_calibration_is_named(tmp_path: Path) -> None:
    network = tmp_path / "network"
    shutil.copytree(NETWORK_DIR, network)
    (network / FILE).unlink()
    with SearchEngine(tmp_path / "data", network) as engine, pytest.raises(EnvironmentProblem) as raised:
        engine.load()
    assert raised.value.problem is Problem.MODEL_DAMAGED


def test_bytes_a_path_and_an_item_give_the_same_ranks(catalogue: SearchEngine, folder: Path) -> None:
    path = files(folder)[3]
    by_path = matches(catalogue, Query(path))
    assert matches(catalogue, Query(path.read_bytes())) == by_path
    assert matches(catalogue, Query(by_path[0].item_id)) == by_path


def test_a_search_can_be_limited_to_folders(engine: SearchEngine, tmp_path: Path) -> None:
    folders = []
    for name in ("women", "men"):
        (tmp_path / name).mkdir()
        for picture in demo_pictures(5, name):
            shutil.copy(picture, tmp_path / name)
        folders.append(engine.add_folder(tmp_path / name))
    read_all(engine)
    query = Query(demo_pictures(1, "women")[0], folders=frozenset({folders[1].id}))
    found = list(engine.search(query))
    assert {match.folder for batch in found for match in batch.matches} == {"men"}
    assert found[0].report.indexed == 5


def test_two_folders_of_one_name_get_names_that_differ(engine: SearchEngine, tmp_path: Path) -> None:
    for parent in ("a", "b"):
        (tmp_path / parent / "2025").mkdir(parents=True)
        engine.add_folder(tmp_path / parent / "2025")
    assert [folder.name for folder in engine.folders()] == ["2025", "2025 (2)"]


def test_two_processes_that_add_one_folder_at_once_share_it(
    engine: SearchEngine, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with SearchEngine(tmp_path / "data") as other:
        theirs = other.add_folder(folder)
    with monkeypatch.context() as before_the_other_one:
        before_the_other_one.setattr("index.engine._holds", lambda *_: False)
        assert engine.add_folder(folder) == theirs
    assert engine.folders() == [theirs]


def test_a_copy_of_the_network_kept_by_another_process_meanwhile_serves_both(
    engine: SearchEngine, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.add_folder(folder)
    copies = tmp_path / "data" / "networks"
    name = re.sub(r"[^\w.-]", "_", engine.status().model_id)

    def copy_beside_another(source: Path, target: Path) -> None:
        (copies / name).mkdir(exist_ok=True)
        (copies / name / source.name).write_bytes(source.read_bytes())
        target.write_bytes(source.read_bytes())

    monkeypatch.setattr("index.serving.shutil.copyfile", copy_beside_another)
    read_all(engine)
    assert engine.status().searchable == 12
    assert [copy.name for copy in copies.iterdir()] == [name]


def test_a_disk_too_full_for_the_copy_of_the_network_is_named(
    engine: SearchEngine, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_source: Path, _target: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    engine.add_folder(folder)
    monkeypatch.setattr("index.serving.shutil.copyfile", fail)
    with pytest.raises(EnvironmentProblem) as raised:
        read_all(engine)
    assert raised.value.problem is Problem.DISK_FULL
    assert list((tmp_path / "data" / "networks").iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="making links needs a right")
def test_a_folder_is_known_by_any_way_that_leads_to_it(
    catalogue: SearchEngine, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (known,) = catalogue.folders()
    (tmp_path / "link").symlink_to(folder)
    monkeypatch.chdir(folder)
    for way in (Path(), Path("old/.."), Path("../link"), tmp_path / "link", tmp_path / "link" / "old" / ".."):
        with pytest.raises(EnvironmentProblem) as raised:
            catalogue.add_folder(way)
        assert raised.value.problem is Problem.FOLDER_KNOWN
        assert catalogue.folder_of(way) == known
    assert catalogue.folder_of(tmp_path / "link" / "old") == known
    assert catalogue.folder_of(tmp_path) is None


@pytest.mark.parametrize(
    ("where", "problem"),
    [
        (".", Problem.FOLDER_KNOWN),
        ("old", Problem.FOLDER_INSIDE),
        ("..", Problem.FOLDER_INSIDE),
        ("nowhere", Problem.FOLDER_NOT_FOUND),
        ("x" * 300, Problem.FOLDER_NOT_FOUND),
    ],
)
def test_a_folder_that_cannot_be_added_is_named_with_its_reason(
    catalogue: SearchEngine, folder: Path, where: str, problem: Problem
) -> None:
    with pytest.raises(EnvironmentProblem) as raised:
        catalogue.add_folder((folder / where).resolve())
    assert raised.value.problem is problem


def test_an_empty_catalogue_answers_with_no_match(engine: SearchEngine) -> None:
    (batch,) = engine.search(Query(demo_pictures(1)[0]))
    assert batch.matches == ()
    assert batch.report.indexed == 0


def test_a_query_that_is_no_picture_is_refused_with_its_reason(
    catalogue: SearchEngine, tmp_path: Path
) -> None:
    (tmp_path / "note.jpg").write_text("see you on Monday", encoding="utf-8")
    with pytest.raises(PictureError) as raised:
        list(catalogue.search(Query(tmp_path / "note.jpg")))
    assert raised.value.problem is Problem.NOT_A_PICTURE


def test_a_cancelled_search_stops_at_its_next_batch(catalogue: SearchEngine, folder: Path) -> None:
    control = Control()
    batches = catalogue.search(Query(files(folder)[0]), control)
    control.cancel()
    with pytest.raises(Cancelled):
        list(batches)


def test_buckets_find_the_picture_itself_and_what_is_much_like_it(engine: SearchEngine) -> None:
    engine.add_folder(DEMO / "men")
    read_all(engine)
    found = 0
    alike = 0
    for picture in demo_pictures(93, "men"):
        scanned = matches(engine, Query(picture, top=10, strategy=Strategy.SCAN))
        bucketed = {m.item_id: m for m in matches(engine, Query(picture, top=10, strategy=Strategy.LSH))}
        assert next(iter(bucketed.values())).path == picture
        close = [match for match in scanned[1:] if match.similarity > 0.6]
        alike += len(close)
        found += sum(bucketed.get(match.item_id) == match for match in close)
    assert alike > 20
    assert found / alike > 0.75


def test_the_engine_says_how_it_searched_and_why(catalogue: SearchEngine, folder: Path) -> None:
    report = next(catalogue.search(Query(files(folder)[0]))).report
    assert report.strategy is Strategy.SCAN
    assert "misses nothing" in report.reason
    assert (report.candidates, report.indexed) == (12, 12)
    assert report.ms.total >= report.ms.rank > 0


def test_a_search_during_indexing_looks_through_what_is_read_so_far(engine: SearchEngine) -> None:
    engine.add_folder(DEMO / "men")
    control = Control()
    seen = []
    for progress in engine.index(control):
        if progress.phase is Phase.READ and progress.done:
            report = next(engine.search(Query(demo_pictures(1, "men")[0]))).report
            seen.append((progress.done - progress.failed, report.indexed))
    assert len(seen) > 3
    assert all(read == indexed for read, indexed in seen)


def test_indexing_can_be_paused_resumed_and_cancelled_and_goes_on_where_it_stopped(
    engine: SearchEngine,
) -> None:
    engine.add_folder(DEMO / "men")
    control = Control()
    steps = engine.index(control)
    first = next(step for step in steps if step.phase is Phase.READ and step.done)
    control.pause()
    resumer = threading.Timer(0.2, control.resume)
    resumer.start()
    assert next(steps).done > first.done
    resumer.join()
    control.cancel()
    with pytest.raises(Cancelled):
        list(steps)
    kept = engine.status().searchable
    assert 0 < kept < 93
    totals = [step.total for step in engine.index(Control()) if step.phase is Phase.READ]
    assert totals[0] == 93 - kept
    assert engine.status().searchable == 93


def test_killing_the_process_while_it_indexes_loses_and_doubles_nothing(tmp_path: Path) -> None:
    data = tmp_path / "data"
    command = [sys.executable, str(MAIN), "index", str(DEMO / "men"), "--data-dir", str(data)]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    with SearchEngine(data) as watching:
        deadline = time.monotonic() + 120
        while watching.status().searchable < 16 and time.monotonic() < deadline:
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
        process.wait()
    with SearchEngine(data) as engine:
        kept = engine.status().searchable
        assert 16 <= kept < 93
        found = matches(engine, Query(demo_pictures(1, "men")[0], top=None))
        assert len(found) == kept
        totals = [step.total for step in engine.index(Control()) if step.phase is Phase.READ]
        assert totals[0] == 93 - kept
        found = matches(engine, Query(demo_pictures(1, "men")[0], top=None))
        assert len({match.path for match in found}) == len(found) == 93


def test_renaming_a_picture_keeps_its_vector_without_running_the_network(
    catalogue: SearchEngine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = files(folder)[4]
    renamed = path.rename(path.with_name("renamed 新.png"))
    monkeypatch.setattr("models.network.Network.feature", None)
    read_all(catalogue)
    found = matches(catalogue, Query(renamed))
    assert len(found) == 12
    assert (found[0].path, found[0].similarity) == (renamed, 1.0)


def test_a_deleted_picture_leaves_the_results_and_its_thumbnail_goes(
    catalogue: SearchEngine, folder: Path
) -> None:
    path = files(folder)[0]
    gone = matches(catalogue, Query(path))[0]
    path.unlink()
    read_all(catalogue)
    assert gone.item_id not in {
        match.item_id for match in matches(catalogue, Query(files(folder)[0], top=None))
    }
    assert catalogue.thumbnail(gone.item_id) is None
    assert catalogue.status().searchable == 11


def test_a_lost_thumbnail_is_made_again_from_the_picture_it_showed(
    catalogue: SearchEngine, folder: Path, tmp_path: Path
) -> None:
    path, other = files(folder)[:2]
    kept, changed = (matches(catalogue, Query(picture))[0].item_id for picture in (path, other))
    before = catalogue.thumbnail(kept)
    shutil.rmtree(tmp_path / "data" / "thumbnails")
    other.write_bytes(demo_pictures(1, "men")[0].read_bytes())
    assert catalogue.thumbnail(kept) == before
    assert catalogue.thumbnail(changed) is None
    path.unlink()
    assert catalogue.thumbnail(kept) == before


def test_thumbnails_inside_a_catalogue_folder_never_become_pictures_of_it(folder: Path) -> None:
    for _ in range(2):
        with SearchEngine(folder / "data") as engine:
            if not engine.folders():
                engine.add_folder(folder)
            read_all(engine)
            assert engine.status().searchable == 12


def test_a_changed_picture_is_read_anew(catalogue: SearchEngine, folder: Path) -> None:
    path, other = files(folder)[0], demo_pictures(1, "men")[0]
    path.write_bytes(other.read_bytes())
    read_all(catalogue)
    first = matches(catalogue, Query(other))[0]
    assert (first.path, first.similarity) == (path, 1.0)
    assert catalogue.status().searchable == 12


def test_an_offline_folder_keeps_answering_and_is_marked(catalogue: SearchEngine, folder: Path) -> None:
    query = Query(files(folder)[0].read_bytes())
    away = folder.rename(folder.with_name("unplugged"))
    progress = list(catalogue.index(Control()))
    assert progress[-1].problems == ((folder.name, Problem.FOLDER_NOT_FOUND),)
    found = matches(catalogue, query)
    assert len(found) == 12
    assert not any(match.online for match in found)
    assert catalogue.thumbnail(found[0].item_id) is not None
    assert catalogue.status().offline == 1
    away.rename(folder)
    read_all(catalogue)
    assert all(match.online for match in matches(catalogue, query))


def test_a_folder_that_goes_away_while_it_is_read_is_told_and_goes_on_when_it_is_back(
    engine: SearchEngine, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(DEMO / "men", tmp_path / "men"))
    engine.add_folder(folder)
    steps = engine.index(Control())
    next(step for step in steps if step.phase is Phase.READ and step.done)
    folder.rename(tmp_path / "unplugged")
    last = list(steps)[-1]
    assert last.problems == (("men", Problem.FOLDER_NOT_FOUND),)
    status = engine.status()
    assert (status.failed, status.offline, status.searchable + status.pending) == (0, 1, 93)
    (tmp_path / "unplugged").rename(folder)
    read_all(engine)
    assert engine.status().searchable == 93


def test_a_picture_that_another_process_saw_change_while_it_was_read_is_read_again(
    engine: SearchEngine, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, new = files(folder)[0], demo_pictures(1, "men")[0]

    def read_then_change(source: Path) -> bytes:
        data = source.read_bytes()
        if source == path:
            path.write_bytes(new.read_bytes())
            with SearchEngine(tmp_path / "data") as other:
                next(step for step in other.index(Control()) if step.phase is Phase.READ)
        return data

    engine.add_folder(folder)
    monkeypatch.setattr("index.reader.read_bytes", read_then_change)
    read_all(engine)
    monkeypatch.undo()
    read_all(engine)
    assert matches(engine, Query(new))[0].path == path


def test_the_status_needs_no_codes(
    catalogue: SearchEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with SearchEngine(tmp_path / "data") as engine:
        monkeypatch.setattr("index.store.Store.searchable", None)
        assert engine.status() == catalogue.status()
        assert engine.folders() == catalogue.folders()


def test_a_search_writes_nothing_and_so_waits_for_no_other_writer(
    catalogue: SearchEngine, folder: Path, tmp_path: Path
) -> None:
    with sqlite3.connect(tmp_path / "data" / "catalogue.sqlite3", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        with SearchEngine(tmp_path / "data") as engine:
            assert len(matches(engine, Query(files(folder)[0]))) == 12
        other.execute("ROLLBACK")
    other.close()


def test_bad_pictures_are_listed_with_reasons_and_can_be_tried_again(
    engine: SearchEngine, folder: Path
) -> None:
    (folder / "empty.jpg").touch()
    (folder / "letter.jpg").write_text("not a picture", encoding="utf-8")
    engine.add_folder(folder)
    read_all(engine)
    assert {(each.path.name, each.problem) for each in engine.failures()} == {
        ("empty.jpg", Problem.EMPTY_FILE),
        ("letter.jpg", Problem.NOT_A_PICTURE),
    }
    assert engine.status().searchable == 12
    shutil.copy(demo_pictures(13)[12], folder / "empty.jpg")
    assert engine.retry() == 2
    read_all(engine)
    assert [each.path.name for each in engine.failures()] == ["letter.jpg"]
    assert engine.status().searchable == 13


def test_removing_a_folder_leaves_its_pictures_alone(catalogue: SearchEngine, folder: Path) -> None:
    before = files(folder)
    (known,) = catalogue.folders()
    catalogue.remove_folder(known.id)
    assert matches(catalogue, Query(before[0])) == []
    assert files(folder) == before
    with pytest.raises(EnvironmentProblem):
        catalogue.remove_folder(known.id)


def test_thumbnails_are_small_jpegs_of_the_picture(
    catalogue: SearchEngine, folder: Path, tmp_path: Path
) -> None:
    match = matches(catalogue, Query(files(folder)[0]))[0]
    data = catalogue.thumbnail(match.item_id)
    assert data is not None
    (tmp_path / "thumbnail").write_bytes(data)
    with Image.open(tmp_path / "thumbnail") as thumbnail:
        assert thumbnail.format == "JPEG"
        assert max(thumbnail.size) == 320
        assert thumbnail.width / thumbnail.height == pytest.approx(match.width / match.height, rel=0.02)


def test_a_new_engine_over_the_same_data_finds_everything_at_once(
    catalogue: SearchEngine, folder: Path, tmp_path: Path
) -> None:
    catalogue.close()
    with SearchEngine(tmp_path / "data") as reopened:
        assert matches(reopened, Query(files(folder)[7]))[0].path == files(folder)[7]


def test_a_folder_whose_drive_is_not_mounted_is_offline_and_loses_nothing(
    catalogue: SearchEngine, folder: Path
) -> None:
    away = folder.rename(folder.with_name("unplugged"))
    folder.mkdir()
    assert [known.online for known in catalogue.folders()] == [False]
    read_all(catalogue)
    assert catalogue.status().searchable == 12
    folder.rmdir()
    away.rename(folder)
    assert [known.online for known in catalogue.folders()] == [True]


def test_another_codebook_makes_the_codes_anew_from_the_stored_features(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    network = tmp_path / "network"
    shutil.copytree(NETWORK_DIR, network)
    with SearchEngine(tmp_path / "data", network) as engine:
        engine.add_folder(folder)
        read_all(engine)
    codebook = dict(np.load(network / "codebook.npz"))
    codebook["cut.radii"] = codebook["cut.radii"] * np.float32(1.01)
    np.savez(network / "codebook.npz", **codebook)
    monkeypatch.setattr("models.network.Network.feature", None)
    with SearchEngine(tmp_path / "data", network) as engine:
        found = matches(engine, Query(files(folder)[0]))
        assert (len(found), found[0].similarity) == (12, 1.0)


class TestAnotherNetwork:
    """Swapping the network folder for one with another id."""

    @pytest.fixture
    def newer(self, tmp_path: Path) -> Path:
        folder = tmp_path / "newer-network"
        shutil.copytree(NETWORK_DIR, folder)
        description = json.loads((folder / "network.json").read_text(encoding="utf-8"))
        description["id"] = "newer-2"
        (folder / "network.json").write_text(json.dumps(description), encoding="utf-8")
        layer = dict(np.load(folder / "hash_layer.npz"))
        layer["weight"] = np.roll(layer["weight"], 1, axis=1) * 0.5
        np.savez(folder / "hash_layer.npz", **layer)
        return folder

    @pytest.fixture
    def known(self, folder: Path, tmp_path: Path) -> Path:
        with SearchEngine(tmp_path / "data") as engine:
            engine.add_folder(folder)
            read_all(engine)
            self.old_id = engine.status().model_id
        return folder

    def test_the_old_vectors_answer_until_the_catalogue_is_read_anew(
        self, known: Path, newer: Path, tmp_path: Path
    ) -> None:
        query = Query(files(known)[2], top=None)
        with SearchEngine(tmp_path / "data", newer) as engine:
            assert engine.status().model_id == self.old_id
            assert engine.status().updating_to is not None
            assert matches(engine, query)[0].path == files(known)[2]
            for progress in engine.index(Control()):
                if progress.phase is Phase.UPDATE:
                    assert len(matches(engine, query)) == 12
            status = engine.status()
            assert status.model_id.startswith("newer-2")
            assert status.updating_to is None
            assert status.searchable == 12
            assert matches(engine, query)[0].path == files(known)[2]

    def test_stopping_in_between_goes_on_with_the_old_network(
        self, known: Path, newer: Path, tmp_path: Path
    ) -> None:
        with SearchEngine(tmp_path / "data", newer) as engine:
            control = Control()
            with pytest.raises(Cancelled):
                for progress in engine.index(control):
                    if progress.phase is Phase.UPDATE:
                        control.cancel()
        with SearchEngine(tmp_path / "data", newer) as engine:
            assert engine.status().model_id == self.old_id
            assert len(matches(engine, Query(files(known)[0], top=None))) == 12

    def test_an_offline_folder_delays_the_change(self, known: Path, newer: Path, tmp_path: Path) -> None:
        away = known.rename(known.with_name("unplugged"))
        with SearchEngine(tmp_path / "data", newer) as engine:
            read_all(engine)
            assert engine.status().model_id == self.old_id
            away.rename(known)
            read_all(engine)
            assert engine.status().model_id.startswith("newer-2")

    def test_without_the_copy_of_the_old_network_the_new_one_reads_everything_at_once(
        self, known: Path, newer: Path, tmp_path: Path
    ) -> None:
        shutil.rmtree(tmp_path / "data" / "networks")
        with SearchEngine(tmp_path / "data", newer) as engine:
            status = engine.status()
            assert status.model_id.startswith("newer-2")
            assert (status.searchable, status.pending) == (0, 12)
            read_all(engine)
            assert len(matches(engine, Query(files(known)[0], top=None))) == 12

    def test_a_damaged_network_is_named(self, newer: Path, tmp_path: Path) -> None:
        (newer / "backbone.onnx").write_bytes(b"half a file")
        with SearchEngine(tmp_path / "data", newer) as engine, pytest.raises(EnvironmentProblem) as raised:
            list[SearchBatch](engine.search(Query(demo_pictures(1)[0])))
        assert raised.value.problem is Problem.MODEL_DAMAGED
