from itertools import pairwise, permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.evaluation.measures import Ranked, equal_pairs, estimate

PICTURES = st.lists(st.tuples(st.integers(0, 3), st.booleans()), min_size=1, max_size=6).filter(
    lambda pictures: any(relevant for _, relevant in pictures)
)


def arrays(pictures: list[tuple[int, bool]]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    likeness, relevant = zip(*pictures, strict=True)
    return np.array(likeness, np.float64), np.array(relevant)


def average_precision(hits: NDArray[np.bool_]) -> float:
    places = np.flatnonzero(hits) + 1
    return float(np.mean(np.arange(1, len(places) + 1) / places))


def orders(pictures: list[tuple[int, bool]]) -> list[NDArray[np.bool_]]:
    """What is relevant, in every order that the likeness leaves open."""
    return [
        np.array([relevant for _, relevant in order])
        for order in permutations(pictures)
        if all(one[0] >= other[0] for one, other in pairwise(order))
    ]


@given(PICTURES)
def test_ties_count_by_their_mean_over_all_orders(pictures: list[tuple[int, bool]]) -> None:
    ranked, possible = Ranked.of(*arrays(pictures)), orders(pictures)
    averages = [average_precision(hits) for hits in possible]
    assert ranked.average_precision() == pytest.approx(np.mean(averages))
    assert min(averages) - 1e-9 <= ranked.average_precision() <= max(averages) + 1e-9
    for first in (1, 2, 10):
        wanted = np.mean([hits[:first].any() for hits in possible])
        assert ranked.found_within(first) == pytest.approx(wanted)


@given(PICTURES)
def test_precision_never_rises_with_recall_and_stays_a_share(pictures: list[tuple[int, bool]]) -> None:
    curve = Ranked.of(*arrays(pictures)).interpolated_precision()
    assert curve.shape == (101,)
    assert np.all(np.diff(curve) <= 1e-12)
    assert curve.min() > 0
    assert curve.max() <= 1 + 1e-12


@given(PICTURES.filter(lambda pictures: len({likeness for likeness, _ in pictures}) == len(pictures)))
def test_without_ties_precision_is_interpolated_as_published(pictures: list[tuple[int, bool]]) -> None:
    likeness, relevant = arrays(pictures)
    hits = relevant[np.argsort(-likeness)]
    recall, precision = np.cumsum(hits) / hits.sum(), np.cumsum(hits) / np.arange(1, len(hits) + 1)
    wanted = [precision[recall >= level / 100 - 1e-9].max() for level in range(101)]
    assert Ranked.of(likeness, relevant).interpolated_precision() == pytest.approx(wanted)


def test_a_perfect_order_scores_1_and_the_worst_what_it_must() -> None:
    relevant = np.array([True, True, False, False])
    perfect = Ranked.of(np.array([4.0, 3.0, 2.0, 1.0]), relevant)
    assert (perfect.average_precision(), perfect.found_within(1)) == (1.0, 1.0)
    assert perfect.interpolated_precision().min() == 1.0
    worst = Ranked.of(np.array([1.0, 2.0, 3.0, 4.0]), relevant)
    assert worst.average_precision() == pytest.approx((1 / 3 + 2 / 4) / 2)
    assert (worst.found_within(1), worst.found_within(10)) == (0.0, 1.0)


def test_what_was_not_found_is_ranked_last() -> None:
    ranked = Ranked.of(np.array([-np.inf, 0.1, -np.inf]), np.array([True, False, False]))
    assert ranked.average_precision() == pytest.approx((1 / 2 + 1 / 3) / 2)


def test_an_interval_holds_its_mean_and_narrows_with_more_queries() -> None:
    random = np.random.default_rng(0)
    few, many = (estimate(random.random(count).tolist()) for count in (30, 3000))
    assert few.low < few.value < few.high
    assert many.high - many.low < (few.high - few.low) / 5
    assert estimate([1.0, 1.0]) == estimate([1.0, 1.0], seed=1)
    with pytest.raises(ValueError, match="nothing to estimate"):
        estimate([])


def test_an_interval_covers_the_true_mean_about_as_often_as_it_says() -> None:
    random = np.random.default_rng(1)
    found = [estimate(random.random(60).tolist()) for _ in range(60)]
    assert sum(each.low <= 0.5 <= each.high for each in found) >= 51


def test_equal_labels_pair_up() -> None:
    assert equal_pairs(["a", "b", "a"]).tolist() == [
        [True, False, True],
        [False, True, False],
        [True, False, True],
    ]
