"""The experiment: every method asked by every query, one at a time as a user would, and scored against the labels."""

import os
import platform
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import psutil
from numpy.typing import NDArray

from index.control import Cancelled, Control
from index.evaluation.labels import LabelledPictures, LabelsError
from index.evaluation.measures import Ranked, equal_pairs, estimate
from index.evaluation.method import Array, Fitted, Index, Method
from index.evaluation.methods import METHODS, make_methods
from index.evaluation.results import (
    Evaluation,
    Machine,
    MethodResult,
    Relevance,
    Scores,
    Sheet,
    Shown,
    Spread,
    Unread,
)
from index.records import Facet
from models.decode import decode, read_bytes
from models.network import NETWORK_DIR, NetworkInfo
from models.problems import PictureError, Problem

FACETS = {Relevance.CUT: Facet.CUT, Relevance.PRINT: Facet.PRINT}
"""The facet asked for by relevance; overall for the others."""
TOP = 50
"""Matches that a timed search gives, as many as the window shows at first."""
SHEETS, MATCHES = 6, 8
_WARM_UP = 3
_SEED = 0

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class EvaluationProgress:
    """Where an evaluation stands.

    Attributes:
        method: id of the method at work; empty while pictures are looked at.
        done, total: steps of the whole evaluation, a picture described or a query answered each.
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
        report: is told how far it is; what it raises ends the evaluation.

    Raises:
        Cancelled: at a checkpoint after `control.cancel()`.
        LabelsError: no two pictures can be read, or none belong together.
        EnvironmentProblem: MODEL_DAMAGED.
    """
    control = control or Control()
    sampled = catalogue if pictures is None else catalogue.sample(pictures, seed=_SEED)
    kept, files, unread = _read(sampled, control)
    if len(kept.paths) < 2:
        raise LabelsError(Problem.LABELS_NO_PICTURES, "Two pictures at least must be there that can be read.")
    questions = _Questions.of(kept, queries)
    if not any(mask.any() for mask in questions.relevant.values()):
        raise LabelsError(Problem.TOO_FEW_LABELLED, Problem.TOO_FEW_LABELLED.sentence)
    wanted = make_methods(network_dir, methods)
    steps = _Steps(report, control, wanted, len(files), len(questions.numbers))
    found: dict[str, MethodResult] = {}
    for describe in dict.fromkeys(method.describe for method in wanted):
        sharing = [method for method in wanted if method.describe is describe]
        found |= _of_description(sharing, files, questions, steps)
    return Evaluation(
        catalogue=catalogue.name,
        pictures=len(kept.paths),
        of_pictures=len(catalogue.paths),
        queries=len(questions.numbers),
        apart=catalogue.apart_by,
        relevances=tuple(kept.labels),
        sheets_by=questions.sheets_by,
        network=NetworkInfo.read(network_dir).id,
        machine=_machine(),
        date=datetime.now(UTC).isoformat(timespec="seconds"),
        methods=tuple(found[method.id] for method in wanted),
        unread=unread,
    )


@dataclass(frozen=True, eq=False)
class _Questions:
    """What is asked, and what should be found.

    Attributes:
        numbers: of the queries' pictures.
        relevant: by relevance, bool (queries, pictures).
        compared: bool (queries, pictures).
    """

    pictures: LabelledPictures
    numbers: tuple[int, ...]
    relevant: dict[Relevance, Mask]
    compared: Mask

    @classmethod
    def of(cls, pictures: LabelledPictures, queries: int | None) -> "_Questions":
        count = len(pictures.paths)
        random = np.random.default_rng(_SEED)
        rows = np.arange(count)
        if queries is not None and queries < count:
            rows = np.sort(random.choice(count, queries, replace=False))
        others = rows[:, None] != np.arange(count)
        compared = others if pictures.apart is None else others & ~equal_pairs(pictures.apart)[rows]
        relevant = {
            relevance: equal_pairs(labels)[rows] & (np.array(labels) != "") & compared
            for relevance, labels in pictures.labels.items()
        }
        return cls(pictures, tuple(rows.tolist()), relevant, compared)

    @property
    def sheets_by(self) -> Relevance:
        """What contact sheets mark: the label if there is one, else the first of what is known."""
        return Relevance.LABEL if Relevance.LABEL in self.relevant else next(iter(self.relevant))

    def facets(self) -> dict[Facet, list[Relevance]]:
        """What is to be asked, and which relevances are scored by it."""
        asked: dict[Facet, list[Relevance]] = {}
        for relevance in self.relevant:
            asked.setdefault(FACETS.get(relevance, Facet.OVERALL), []).append(relevance)
        return asked


@dataclass
class _Steps:
    """Counts the steps of an evaluation and lets it be cancelled at each."""

    report: Callable[[EvaluationProgress], None]
    control: Control
    methods: Sequence[Method]
    pictures: int
    queries: int
    done: int = 0

    @property
    def total(self) -> int:
        described = len({method.describe for method in self.methods})
        return described * self.pictures + len(self.methods) * self.queries

    def take(self, method: str, count: int = 1) -> None:
        self.control.checkpoint()
        self.done += count
        self.report(EvaluationProgress(method, self.done, self.total))


def _read(
    pictures: LabelledPictures, control: Control
) -> tuple[LabelledPictures, list[bytes], tuple[Unread, ...]]:
    """The pictures that can be decoded, the bytes of each, and the others."""
    files: dict[int, bytes] = {}
    unread: list[Unread] = []
    for number, path in enumerate(pictures.paths):
        control.checkpoint()
        try:
            data = read_bytes(path)
            decode(data)
            files[number] = data
        except PictureError as error:
            unread.append(Unread(path, error.problem.sentence))
    return pictures.at(files.keys()), list(files.values()), tuple(unread)


@dataclass
class _Described:
    """Descriptions of all pictures, and the milliseconds that each took from its file's bytes."""

    values: list[Array] = field(default_factory=list)
    ms: list[float] = field(default_factory=list)


def _of_description(
    methods: Sequence[Method], files: Sequence[bytes], questions: _Questions, steps: _Steps
) -> dict[str, MethodResult]:
    """The results of methods that share their description."""
    first = steps.done
    try:
        described = _describe(methods[0], files, steps)
    except Cancelled:
        raise
    except Exception as error:  # whatever a method meets, the others go on
        steps.take("", first + len(files) + len(methods) * steps.queries - steps.done)
        return {method.id: MethodResult(method.id, failure=_reason(error)) for method in methods}
    found: dict[str, MethodResult] = {}
    for method in methods:
        first = steps.done
        try:
            found[method.id] = _of_method(method, described, questions, steps)
        except Cancelled:
            raise
        except Exception as error:
            found[method.id] = MethodResult(method.id, failure=_reason(error))
            steps.take(method.id, first + steps.queries - steps.done)
    return found


def _describe(method: Method, files: Sequence[bytes], steps: _Steps) -> _Described:
    for data in files[:_WARM_UP]:
        method.describe(decode(data).image)
    described = _Described()
    for data in files:
        started = time.perf_counter()
        described.values.append(method.describe(decode(data).image))
        described.ms.append((time.perf_counter() - started) * 1000)
        steps.take(method.id)
    return described


def _of_method(method: Method, described: _Described, questions: _Questions, steps: _Steps) -> MethodResult:
    fitted = method.fit(described.values)
    steps.control.checkpoint()
    features, feature_ms = _features(fitted, described)
    index = fitted.index(features)
    try:
        asked = _ask(method.id, index, features, questions, steps)
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


def _features(fitted: Fitted, described: _Described) -> tuple[list[Array], list[float]]:
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
    method: str, index: Index, features: Sequence[Array], questions: _Questions, steps: _Steps
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
        steps.take(method)
    return asked


def _timed(index: Index, number: int, feature: Array) -> float:
    started = time.perf_counter()
    answer = index.search(number, feature, Facet.OVERALL, TOP)
    np.argsort(-answer.likeness, kind="stable")[:TOP]
    return (time.perf_counter() - started) * 1000


def _shown_queries(questions: _Questions) -> frozenset[int]:
    """Rows of queries for contact sheets, spread over those with something to find."""
    rows = np.flatnonzero(questions.relevant[questions.sheets_by].any(axis=1))
    spread = np.linspace(0, len(rows) - 1, min(SHEETS, len(rows))).round().astype(int)
    return frozenset(rows[spread].tolist())


def _sheet(
    questions: _Questions,
    query: int,
    first: NDArray[np.intp],
    relevant: Mask,
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


def _reason(error: Exception) -> str:
    return str(error) or type(error).__name__


def _machine() -> Machine:
    return Machine(_processor(), os.cpu_count() or 1, round(psutil.virtual_memory().total / 2**30, 1))


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")),
        platform.machine(),
    )
