"""An evaluation as long as a real one, for what shows evaluations."""

from dataclasses import replace

from index.evaluation.results import (
    RECALL_LEVELS,
    Estimate,
    Evaluation,
    Machine,
    MethodResult,
    Relevance,
    Scores,
    Sheet,
    Shown,
    Spread,
)
from tests.conftest import demo_pictures

QUALITY = {
    "program": 0.82,
    "codes": 0.74,
    "letter": 0.6,
    "regions": 0.66,
    "weak": 0.58,
    "phash": 0.2,
    "dhash": 0.22,
    "whash": 0.18,
    "colorhash": 0.25,
    "sift": 0.33,
    "hyperplane": 0.62,
    "density": 0.64,
    "itq": 0.68,
    "exact": 0.84,
}
"""Mean average precision that each method is given by cut; by print, all have a tenth less."""


def sample_evaluation() -> Evaluation:
    """All methods, by cut and by print, with sheets of demo pictures; SIFT failed and exact search is ahead."""
    results = [_result(method, quality) for method, quality in QUALITY.items()]
    failed = MethodResult("sift", failure="No picture has anything to match.")
    return Evaluation(
        catalogue="泳装 <2025>",
        pictures=600,
        of_pictures=600,
        queries=200,
        apart=None,
        relevances=(Relevance.CUT, Relevance.PRINT),
        sheets_by=Relevance.CUT,
        network="lite0-swimwear/1",
        machine=Machine("A processor at 2.5 GHz", 4, 15.6),
        date="2026-01-31T12:00:00+00:00",
        methods=tuple(failed if result.method == "sift" else result for result in results),
    )


def with_program_ahead(evaluation: Evaluation) -> Evaluation:
    """The same, but that nothing does better than the program."""
    kept = tuple(each for each in evaluation.methods if each.method != "exact")
    return replace(evaluation, methods=kept)


def _result(method: str, quality: float) -> MethodResult:
    ms = 5 + 40 * quality
    return MethodResult(
        method,
        Spread(ms, 1.5 * ms),
        Spread(0.4, 0.6),
        Spread(ms + 0.4, 1.5 * ms + 0.6),
        {Relevance.CUT: _scores(quality), Relevance.PRINT: _scores(0.9 * quality)},
        _sheets(),
    )


def _scores(quality: float) -> Scores:
    return Scores(
        r1=_estimate(quality),
        r10=_estimate(quality**0.5),
        mean_ap=_estimate(quality),
        precision=tuple(quality**0.3 * (1 - level ** (1 + 4 * quality)) + 0.02 for level in RECALL_LEVELS),
        queries=200,
    )


def _estimate(value: float) -> Estimate:
    return Estimate(value, value - 0.015, value + 0.015)


def _sheets() -> tuple[Sheet, ...]:
    pictures = demo_pictures(18)
    return tuple(
        Sheet(rest[0], tuple(Shown(path, place < 3, 0.9 - place / 20) for place, path in enumerate(rest[1:])))
        for rest in (pictures[:9], pictures[9:])
    )
