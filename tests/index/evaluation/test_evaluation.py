"""The experiment end to end, on real pictures."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from index.control import Cancelled, Control
from index.evaluation.evaluation import EvaluationProgress, evaluate
from index.evaluation.labels import LabelledPictures, LabelsError, read_labels
from index.evaluation.methods import METHODS, make_methods
from index.evaluation.results import Evaluation, Relevance, Unread
from models.network import NETWORK_DIR, STARTING_NETWORK_DIR
from models.problems import Problem
from tests.conftest import DEMO

SOME = ("program", "codes", "regions", "phash", "density", "exact")
PICTURES, QUERIES = 24, 10


@pytest.fixture(scope="module")
def catalogue() -> LabelledPictures:
    """The first pictures of the demo catalogue, which are of few families."""
    return read_labels(DEMO, DEMO / "labels.csv").at(range(PICTURES))


@pytest.fixture(scope="module")
def steps() -> list[EvaluationProgress]:
    return []


@pytest.fixture(scope="module")
def found(catalogue: LabelledPictures, steps: list[EvaluationProgress]) -> Evaluation:
    return evaluate(catalogue, methods=SOME, queries=QUERIES, report=steps.append)


def test_every_method_is_scored_for_every_relevance(found: Evaluation) -> None:
    assert [method.method for method in found.methods] == list(SOME)
    assert found.relevances == (Relevance.CUT, Relevance.PRINT, Relevance.BOTH, Relevance.FAMILY)
    assert (found.pictures, found.of_pictures, found.queries) == (PICTURES, PICTURES, QUERIES)
    for method in found.methods:
        if method.failure is None:
            assert set(method.scores) == set(found.relevances)
            for scores in method.scores.values():
                assert 0 <= scores.r1.low <= scores.r1.value <= scores.r1.high <= 1
                assert scores.r1.value <= scores.r10.value
                assert 0 < scores.mean_ap.value <= 1
                assert len(scores.precision) == 101
                assert 0 < scores.queries <= QUERIES


def test_the_program_finds_cuts_that_a_perceptual_hash_does_not(found: Evaluation) -> None:
    program, phash = (
        next(method for method in found.methods if method.method == name) for name in ("program", "phash")
    )
    assert program.scores[Relevance.CUT].mean_ap.value > phash.scores[Relevance.CUT].mean_ap.value + 0.2


def test_times_are_measured_and_the_whole_takes_as_long_as_its_parts(found: Evaluation) -> None:
    for method in found.methods:
        if method.feature and method.retrieval and method.total:
            assert 0 < method.feature.median <= method.feature.p95
            assert 0 < method.retrieval.median <= method.retrieval.p95
            assert method.total.median >= max(method.feature.median, method.retrieval.median)


def test_a_method_that_cannot_work_says_why_and_the_others_go_on(found: Evaluation) -> None:
    failed = {method.method: method for method in found.methods if method.failure}
    assert list(failed) == ["density"]
    assert "24 points have" in str(failed["density"].failure)
    assert failed["density"].scores == {}


def test_a_query_is_never_on_its_own_contact_sheet(found: Evaluation) -> None:
    for method in found.methods:
        for sheet in method.sheets:
            assert sheet.query not in {shown.picture for shown in sheet.matches}
            assert len(sheet.matches) == 8
            similarities = [shown.similarity for shown in sheet.matches]
            assert similarities == sorted(similarities, reverse=True)


def test_progress_goes_by_one_to_the_end(found: Evaluation, steps: list[EvaluationProgress]) -> None:
    done = [step.done for step in steps]
    assert done == sorted(done)
    assert done[-1] == steps[-1].total == 3 * PICTURES + len(SOME) * QUERIES
    assert {step.method for step in steps} == {"", *SOME}
    assert {step.total for step in steps} == {done[-1]}


def test_what_is_found_is_the_same_again(found: Evaluation, catalogue: LabelledPictures) -> None:
    again = evaluate(catalogue, methods=SOME[:2], queries=QUERIES)
    assert [method.scores for method in again.methods] == [method.scores for method in found.methods[:2]]


def test_pictures_that_cannot_be_read_are_named_and_left_out(tmp_path: Path) -> None:
    for number, path in enumerate(sorted((DEMO / "men").iterdir())[:6]):
        shutil.copy(path, tmp_path / f"{number}{path.suffix}")
    names = [path.name for path in sorted(tmp_path.iterdir())]
    (tmp_path / "empty.jpg").touch()
    rows = [f"{name},{number % 2}" for number, name in enumerate([*names, "empty.jpg", "gone.jpg"])]
    (tmp_path / "labels.csv").write_text("image,label\n" + "\n".join(rows), encoding="utf-8")
    found = evaluate(read_labels(tmp_path, tmp_path / "labels.csv"), methods=["dhash"])
    assert (found.pictures, found.of_pictures, found.relevances) == (6, 8, (Relevance.LABEL,))
    assert found.unread == (
        Unread(tmp_path / "empty.jpg", "The file is empty (0 bytes)."),
        Unread(tmp_path / "gone.jpg", "The file is no longer there."),
    )


def test_what_is_to_be_kept_apart_is_not_compared(catalogue: LabelledPictures) -> None:
    apart = LabelledPictures(
        catalogue.name, catalogue.paths, catalogue.labels, catalogue.labels[Relevance.FAMILY], "family"
    )
    found = evaluate(apart, methods=["dhash"], queries=QUERIES)
    assert found.apart == "family"
    (dhash,) = found.methods
    assert Relevance.FAMILY not in dhash.scores


def test_an_evaluation_can_be_cancelled_at_any_step(catalogue: LabelledPictures) -> None:
    control = Control()

    def stop(progress: EvaluationProgress) -> None:
        if progress.done == 30:
            control.cancel()

    with pytest.raises(Cancelled):
        evaluate(catalogue, methods=["dhash", "phash"], report=stop, control=control)


def test_a_network_without_maps_leaves_out_what_needs_them(
    catalogue: LabelledPictures, tmp_path: Path
) -> None:
    import onnx

    network = shutil.copytree(NETWORK_DIR, tmp_path / "network")
    model = onnx.load_from_string((network / "backbone.onnx").read_bytes())
    del model.graph.output[1]
    (network / "backbone.onnx").write_bytes(model.SerializeToString())
    found = evaluate(catalogue.at(range(6)), methods=["weak", "exact"], queries=2, network_dir=network)
    weak, exact = found.methods
    assert "does not show its last map" in str(weak.failure)
    assert exact.failure is None


def test_all_methods_are_made_and_share_what_they_can() -> None:
    made = make_methods(NETWORK_DIR)
    assert sorted(method.id for method in made) == sorted(METHODS)
    assert len({id(method.describe) for method in made}) == 8
    assert (STARTING_NETWORK_DIR / "backbone.onnx").exists()


@pytest.mark.parametrize(
    ("rows", "problem"), [([0], Problem.LABELS_NO_PICTURES), ([0, 20], Problem.TOO_FEW_LABELLED)]
)
def test_too_few_pictures_or_pictures_all_unlike_give_nothing_to_find(
    catalogue: LabelledPictures, rows: list[int], problem: Problem
) -> None:
    only = replace(catalogue.at(rows), labels={Relevance.FAMILY: catalogue.at(rows).labels[Relevance.FAMILY]})
    with pytest.raises(LabelsError) as raised:
        evaluate(only, methods=["dhash"])
    assert raised.value.problem is problem
