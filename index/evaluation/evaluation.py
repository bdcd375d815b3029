"""The experiment: every method asked by every query, one at a time as a user would, and scored against the labels."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.control import Cancelled, Control
from index.evaluation.described import Described, describe, reason
from index.evaluation.labels import LabelledPictures, LabelsError
from index.evaluation.machine import this_machine
from index.evaluation.measures import Ranked, estimate
from index.evaluation.method import Array, Fitted, Index, Method
from index.evaluation.methods import METHODS, make_methods
from index.evaluation.questions import SEED, Questions
from index.evaluation.results import (
    Evaluation,
    MethodResult,
    Relevance,
    Scores,
    Sheet,
    Shown,
    Spread,
)
from index.records import Facet
from models.network import NETWORK_DIR, NetworkInfo
from models.problems import EnvironmentProblem, Problem

TOP = 50
"""Matches that a timed search gives, as many as the window shows at first."""
SHEETS, MATCHES = 6, 8
_WARM_UP = 3


@dataclass(frozen=True)
class EvaluationProgress:
    """Where an evaluation stands.

    Attributes:
        method: id of the method at work; empty while pictures are described for all.
        done, total: steps of the whole evaluation: pictures by descriptions, and queries by methods.
    """

    method: str
    done: int
    total: int


def evaluate(
    catalogue: LabelledPictures,
    *,
    methods: Sequence[str] = METHODS,
    pictures: int | None = None,
    queries: int | None = None,
    network_dir: Path = NETWORK_DIR,
    report: Callable[[EvaluationProgress], None] = lambda progress: None,
    control: Control | None = None,
) -> Evaluation:
    """Set methods side by side.

    A query is one of the pictures and is never among its own results. Its feature time goes from the bytes of its file
    to what is compared, decoding included; its retrieval time from there to the first 50 matches. A method that
    fails says why, and the others go on; so do all where a picture cannot be read.

    Args:
        methods: ids of those wanted.
        pictures, queries: how many at most, drawn at random; None for all.
        report: is told how far it is.

    Raises:
        Cancelled: at a checkpoint after `control.cancel()`.
        LabelsError: no two pictures can be read, or none belong together.
        EnvironmentProblem: MODEL_DAMAGED, DISK_FULL, or what the search engine raises.
    """
    control = control or Control()
    sampled = catalogue if pictures is None else catalogue.sample(pictures, seed=SEED)
    planned = _questions(sampled, queries)
    wanted = make_methods(network_dir, methods)
    describers = tuple(dict.fromkeys(method.describe for method in wanted))
    steps = _Steps(report, control, len(wanted), len(describers))
    steps.plan(len(sampled.paths), len(planned.numbers))
    described, unread = describe(sampled.paths, describers, steps.describe)
    left_out = {each.picture for each in unread}
    kept = sampled.at([row for row, path in enumerate(sampled.paths) if path not in left_out])
    questions = _questions(kept, queries) if unread else planned
    steps.plan(len(sampled.paths), len(questions.numbers))
    found = {method.id: _result(method, described[method.describe], questions, steps) for method in wanted}
    return Evaluation(
        catalogue=catalogue.name,
        pictures=len(kept.paths),
        of_pictures=len(catalogue.paths),
        queries=len(questions.numbers),
        apart=catalogue.apart_by,
        relevances=tuple(kept.labels),
        sheets_by=questions.sheets_by,
        network=NetworkInfo.read(network_dir).id,
        machine=this_machine(),
        date=datetime.now(UTC).isoformat(timespec="seconds"),
        methods=tuple(found[name] for name in METHODS if name in found),
        unread=unread,
    )


def _questions(pictures: LabelledPictures, queries: int | None) -> Questions:
    if len(pictures.paths) < 2:
        raise LabelsError(Problem.LABELS_NO_PICTURES, "Two pictures at least must be there that can be read.")
    questions = Questions.of(pictures, queries)
    if not any(mask.any() for mask in questions.relevant.values()):
        raise LabelsError(Problem.TOO_FEW_LABELLED, Problem.TOO_FEW_LABELLED.sentence)
    return questions


class _Steps:
    """Counts the steps of an evaluation and lets it be cancelled at each."""

    def __init__(
        self, report: Callable[[EvaluationProgress], None], control: Control, methods: int, describers: int
    ) -> None:
        self.control = control
        self._report = report
        self._methods, self._describers = methods, describers
        self._described = self._answered = self._pictures = self._queries = 0

    def plan(self, pictures: int, queries: int) -> None:
        """Say how many pictures there are to describe, and how many queries to answer."""
        self._pictures, self._queries = pictures, queries

    def describe(self) -> None:
        """A picture is described by all."""
        self._described += self._describers
        self._take("")

    def answer(self, method: str, count: int = 1) -> None:
        """A method has answered queries, or will not."""
        self._answered += count
        self._take(method)

    def _take(self, method: str) -> None:
        self.control.checkpoint()
        total = self._describers * self._pictures + self._methods * self._queries
        self._report(EvaluationProgress(method, self._described + self._answered, total))


def _result(method: Method, described: Described, questions: Questions, steps: _Steps) -> MethodResult:
    """The result of a method, or why it has none."""
    if described.failure is not None:
        steps.answer(method.id, len(questions.numbers))
        return MethodResult(method.id, failure=described.failure)
    answered = 0

    def answer() -> None:
        nonlocal answered
        answered += 1
        steps.answer(method.id)

    try:
        return _of_method(method, described, questions, steps.control, answer)
    except (Cancelled, BrokenPipeError, EnvironmentProblem):
        raise
    except Exception as error:  # whatever else a method meets, the others go on
        steps.answer(method.id, len(questions.numbers) - answered)
        return MethodResult(method.id, failure=reason(error))


def _of_method(
    method: Method, described: Described, questions: Questions, control: Control, answered: Callable[[], None]
) -> MethodResult:
    fitted = method.fit(described.values)
    control.checkpoint()
    features, feature_ms = _features(fitted, described)
    index = fitted.index(features)
    try:
        asked = _ask(index, features, questions, answered)
    finally:
        index.close()
    of_queries = np.array(feature_ms)[list(questions.numbers)]
    retrieval = np.array(asked.ms)
    return MethodResult(
        method=method.id,
        feature=_spread(of_queries),
        retrieval=_spread(retrieval),
        total=_spread(of_queries + retrieval),
        scores={relevance: tally.scores() for relevance, tally in asked.tallies.items() if tally.asked},
        sheets=tuple(asked.sheets),
    )


def _features(fitted: Fitted, described: Described) -> tuple[list[Array], list[float]]:
    """What is compared of each picture, and the milliseconds to it from the file's bytes."""
    features, ms = [], []
    for description, before in zip(described.values, described.ms, strict=True):
        started = time.perf_counter()
        features.append(fitted.feature(description))
        ms.append(before + (time.perf_counter() - started) * 1000)
    return features, ms


@dataclass
class _Tally:
    """The measures of the queries so far that had something to find."""

    r1: list[float] = field(default_factory=list)
    r10: list[float] = field(default_factory=list)
    average: list[float] = field(default_factory=list)
    precision: list[NDArray[np.float64]] = field(default_factory=list)

    @property
    def asked(self) -> int:
        return len(self.average)

    def add(self, ranked: Ranked) -> None:
        self.r1.append(ranked.found_within(1))
        self.r10.append(ranked.found_within(10))
        self.average.append(ranked.average_precision())
        self.precision.append(ranked.interpolated_precision())

    def scores(self) -> Scores:
        curve = np.mean(self.precision, axis=0)
        return Scores(
            estimate(self.r1), estimate(self.r10), estimate(self.average), tuple(curve.tolist()), self.asked
        )


@dataclass
class _Asked:
    """What the queries got: tallies by relevance, milliseconds, and contact sheets."""

    tallies: dict[Relevance, _Tally]
    ms: list[float] = field(default_factory=list)
    sheets: list[Sheet] = field(default_factory=list)


def _ask(
    index: Index, features: Sequence[Array], questions: Questions, answered: Callable[[], None]
) -> _Asked:
    asked = _Asked({relevance: _Tally() for relevance in questions.relevant})
    for number in questions.numbers[:_WARM_UP]:
        index.search(number, features[number], Facet.OVERALL, TOP)
    shown = _shown_queries(questions)
    for row, number in enumerate(questions.numbers):
        asked.ms.append(_timed(index, number, features[number]))
        for facet, relevances in questions.facets().items():
            answer = index.search(number, features[number], facet)
            compared = questions.compared[row]
            for relevance in relevances:
                relevant = questions.relevant[relevance][row]
                if relevant.any():
                    asked.tallies[relevance].add(Ranked.of(answer.likeness[compared], relevant[compared]))
                if relevance is questions.sheets_by and row in shown:
                    first = np.argsort(-np.where(compared, answer.likeness, -np.inf), kind="stable")[:MATCHES]
                    asked.sheets.append(_sheet(questions, number, first, relevant, answer.similarity))
        answered()
    return asked


def _timed(index: Index, number: int, feature: Array) -> float:
    started = time.perf_counter()
    answer = index.search(number, feature, Facet.OVERALL, TOP)
    np.argsort(-answer.likeness, kind="stable")[:TOP]
    return (time.perf_counter() - started) * 1000


def _shown_queries(questions: Questions) -> frozenset[int]:
    """Rows of queries for contact sheets, spread over those with something to find."""
    rows = np.flatnonzero(questions.relevant[questions.sheets_by].any(axis=1))
    spread = np.linspace(0, len(rows) - 1, min(SHEETS, len(rows))).round().astype(int)
    return frozenset(rows[spread].tolist())


def _sheet(
    questions: Questions,
    query: int,
    first: NDArray[np.intp],
    relevant: NDArray[np.bool_],
    similarity: NDArray[np.float64],
) -> Sheet:
    paths = questions.pictures.paths
    return Sheet(
        paths[query],
        tuple(
            Shown(paths[row], bool(relevant[row]), float(similarity[row]))
            for row in first.tolist()
            if np.isfinite(similarity[row])
        ),
    )


def _spread(ms: NDArray[np.float64]) -> Spread:
    return Spread(float(np.median(ms)), float(np.quantile(ms, 0.95)))
