"""How results are scored, beside what `index.evaluation.measures` has for all.

Ties win nothing by their place: a mean takes their expected value, and where one rank is asked for, equal scores stand
in a fixed random order.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.evaluation.measures import Ranked

Scores = NDArray[np.floating[Any]]
"""Likeness of each query (row) to each picture (column), the higher the better."""


def orders(scores: Scores) -> NDArray[np.intp]:
    """Columns by falling score, (queries, columns)."""
    shuffled = _shuffled(scores.shape[1])
    return shuffled[np.argsort(-scores[:, shuffled], axis=1, kind="stable")]


def _shuffled(count: int) -> NDArray[np.int64]:
    return np.random.default_rng(0).permutation(count)


def ranks_of(wanted: Sequence[int], scores: Scores) -> NDArray[np.int64]:
    """How many columns stand before the wanted one of each query."""
    turn = np.argsort(_shuffled(scores.shape[1]))
    columns = np.array(wanted)
    found = scores[np.arange(len(scores)), columns][:, None]
    before = (scores > found) | ((scores == found) & (turn < turn[columns][:, None]))
    standing: NDArray[np.int64] = before.sum(axis=1)
    return standing


def recall(ranks: NDArray[np.int64]) -> tuple[float, float]:
    """Share of queries whose picture is first, and among the first ten."""
    return float(np.mean(ranks == 0)), float(np.mean(ranks < 10))


def mean_average_precision(scores: Scores, relevant: NDArray[np.bool_], compared: NDArray[np.bool_]) -> float:
    """Mean over queries of average precision; queries without anything relevant are left out.

    Args:
        relevant: what should be found, (queries, columns).
        compared: what is looked through, of the same shape; the rest counts neither for nor against.
    """
    rows = zip(scores, relevant & compared, compared, strict=True)
    averages = [
        Ranked.of(row[among], found[among]).average_precision() for row, found, among in rows if found.any()
    ]
    return float(np.mean(averages))


def ceiling(both: int, first_only: int, second_only: int) -> float:
    """An upper bound of min(mAP, mAP) for two likenesses by one order, however it favours one or the other by query.

    What is alike in both ways goes first; the others compete for the places behind. The best order for weights w and
    1 - w of the two is found by dynamic programming over how many of each are placed, and the least of these best
    values over w is what a mean over queries of equal counts can reach for both.

    Args:
        both, first_only, second_only: how many pictures are relevant for both likenesses, or for one of them.
    """
    low, high = 0.0, 1.0
    for _ in range(40):
        third = (high - low) / 3
        below, above = (
            _best(both, first_only, second_only, weight) for weight in (low + third, high - third)
        )
        low, high = (low, high - third) if below < above else (low + third, high)
    return _best(both, first_only, second_only, (low + high) / 2)


def alternating(both: int, first_only: int, second_only: int) -> tuple[float, float]:
    """Both average precisions of the order that is perfect and gives the two likenesses every second place in turn."""
    turns = np.array(
        [0] * both
        + [
            kind
            for turn in range(max(first_only, second_only))
            for kind, count in ((1, first_only), (2, second_only))
            if turn < count
        ]
    )
    first, second = (_average_precision((turns == 0) | (turns == kind)) for kind in (1, 2))
    return first, second


def _average_precision(hits: NDArray[np.bool_]) -> float:
    places = np.flatnonzero(hits) + 1
    return float(np.mean(np.arange(1, len(places) + 1) / places))


def _best(both: int, first_only: int, second_only: int, weight: float) -> float:
    """The highest weight * AP + (1 - weight) * AP of any order."""
    shares = weight / (both + first_only), (1 - weight) / (both + second_only)
    best = np.full((first_only + 1, second_only + 1), -np.inf)
    best[0, 0] = both * sum(shares)
    for i, j in np.ndindex(best.shape):
        place = both + i + j
        if i:
            best[i, j] = best[i - 1, j] + shares[0] * (both + i) / place
        if j:
            best[i, j] = max(best[i, j], best[i, j - 1] + shares[1] * (both + j) / place)
    return float(best[-1, -1])
