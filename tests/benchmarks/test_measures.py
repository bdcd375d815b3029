from itertools import permutations

import numpy as np
import pytest

from tests.benchmarks.measures import alternating, ceiling, mean_average_precision, orders, ranks_of, recall


def average_precision(hits: list[bool]) -> float:
    return float(np.mean([sum(hits[: place + 1]) / (place + 1) for place, hit in enumerate(hits) if hit]))


@pytest.mark.parametrize("counts", [(0, 1, 1), (1, 2, 2), (0, 2, 3), (2, 3, 1), (1, 0, 2)])
def test_no_order_beats_the_ceiling_and_a_mixture_of_two_orders_reaches_it(
    counts: tuple[int, int, int],
) -> None:
    both, first, second = counts
    found = set()
    for order in set(permutations("b" * both + "f" * first + "s" * second)):
        found.add(tuple(average_precision([kind in wanted for kind in order]) for wanted in ("bf", "bs")))
    best = ceiling(*counts)
    assert max(min(pair) for pair in found) <= best + 1e-9
    shares = np.linspace(0, 1, 401)[:, None]
    mixed = max(
        np.minimum(*(shares * np.array(a) + (1 - shares) * np.array(b)).T).max() for a in found for b in found
    )
    assert mixed == pytest.approx(best, abs=2e-3)


def test_alternating_gives_both_the_same_where_counts_are_equal_but_for_who_begins() -> None:
    assert alternating(1, 1, 1) == pytest.approx((1.0, (1 + 2 / 3) / 2))
    assert max(alternating(0, 12, 12)) < 0.6


def test_average_precision_leaves_out_what_is_not_compared() -> None:
    scores = np.array([[0.9, 0.8, 0.7, 0.6]])
    relevant = np.array([[True, False, True, False]])
    everything = np.ones((1, 4), bool)
    assert mean_average_precision(scores, relevant, everything) == pytest.approx((1 + 2 / 3) / 2)
    assert mean_average_precision(scores, relevant, np.array([[False, True, True, True]])) == pytest.approx(
        0.5
    )


def test_queries_with_nothing_to_find_do_not_count() -> None:
    scores = np.array([[1.0, 0.0], [1.0, 0.0]])
    relevant = np.array([[True, False], [False, False]])
    assert mean_average_precision(scores, relevant, np.ones((2, 2), bool)) == 1.0


def test_equal_scores_favour_no_place() -> None:
    scores = np.zeros((1, 1000))
    ranks = np.array([ranks_of([column], scores)[0] for column in range(1000)])
    assert sorted(ranks) == list(range(1000))
    assert abs(np.corrcoef(ranks, np.arange(1000))[0, 1]) < 0.2
    assert [orders(scores)[0][rank] for rank in ranks[:20]] == list(range(20))


def test_recall_counts_the_first_and_the_first_ten() -> None:
    assert recall(np.array([0, 0, 5, 9, 10])) == (0.4, 0.8)
