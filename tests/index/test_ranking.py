"""The order of eq. 6, exact, against a naive sort of rational numbers."""

import math
from fractions import Fraction
from random import Random

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from numpy.typing import NDArray

from index import ranking
from index.ranking import Ranking, rank, rerank, shortlist

Item = tuple[int, int, int]
Ints = NDArray[np.int64]


def counts_up_to(most: int) -> st.SearchStrategy[tuple[int, int]]:
    """Pairs |a and b| <= |a or b|."""
    return st.integers(0, most).flatmap(lambda joined: st.tuples(st.integers(0, joined), st.just(joined)))


def item_lists(most: int, collisions: int) -> st.SearchStrategy[list[Item]]:
    item = st.tuples(counts_up_to(most), st.integers(0, collisions)).map(lambda pair: (*pair[0], pair[1]))
    return st.lists(item, max_size=40)


def ranked(items: list[Item], rows: list[int], top: int | None) -> Ranking:
    shared, joined, collisions = np.array(items, np.int64).reshape(-1, 3).T
    return cut_and_ranked(shared, joined, np.array(rows, np.int64), collisions, top)


def cut_and_ranked(shared: Ints, joined: Ints, rows: Ints, collisions: Ints, top: int | None) -> Ranking:
    """What a search does: rank only what can be among the best."""
    counts = shared.astype(np.int32), joined.astype(np.int32)
    chosen = shortlist(*counts, top)
    shared_bits, joined_bits = (each[chosen] for each in counts)
    return rank(shared_bits, joined_bits, rows[chosen], collisions[chosen].astype(np.uint16), top=top)


def naive_order(items: list[Item], rows: list[int]) -> list[int]:
    """Positions by distance as a rational number, collisions, row."""

    def key(position: int) -> tuple[bool, Fraction, int, int]:
        shared, joined, collisions = items[position]
        distance = Fraction(joined - shared, shared) if shared else Fraction(0)
        return shared == 0 and joined > 0, distance, -collisions, rows[position]

    return sorted(range(len(items)), key=key)


def check(items: list[Item], rows: list[int], top: int | None) -> None:
    result = ranked(items, rows, top)
    order = naive_order(items, rows)[:top]
    assert result.rows.tolist() == [rows[position] for position in order]
    triples = zip(
        result.and_counts.tolist(), result.or_counts.tolist(), result.collisions.tolist(), strict=True
    )
    assert list(triples) == [items[position] for position in order]


class TestOrder:
    @given(item_lists(65_535, 65_535), st.one_of(st.none(), st.integers(0, 45)))
    @example([(65_533, 65_534, 0), (65_534, 65_535, 0), (65_532, 65_533, 0)], None)
    @example([(32_767, 65_535, 0), (32_766, 65_533, 9), (16_383, 32_767, 65_535)], 2)
    def test_is_a_naive_sort(self, items: list[Item], top: int | None) -> None:
        check(items, list(range(len(items))), top)

    @given(item_lists(4, 2), st.randoms(), st.one_of(st.none(), st.integers(0, 45)), st.integers(1, 50))
    def test_is_a_naive_sort_with_many_ties_rows_in_disorder_and_small_blocks(
        self, items: list[Item], random: Random, top: int | None, block: int
    ) -> None:
        rows = [7 * row for row in range(len(items))]
        random.shuffle(rows)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(ranking, "_BLOCK", block)
            check(items, rows, top)

    def test_by_hand(self) -> None:
        items = [(1, 4, 0), (2, 4, 1), (1, 2, 3), (0, 5, 9), (5, 5, 0), (0, 0, 0), (3, 6, 3)]
        result = ranked(items, list(range(7)), None)
        assert result.rows.tolist() == [4, 5, 2, 6, 1, 0, 3]
        assert result.similarity.tolist() == [1, 1, 0.5, 0.5, 0.5, 0.25, 0]
        assert result.distance.tolist() == [0, 0, 1, 1, 1, 3, math.inf]

    def test_a_cut_inside_a_tie_takes_the_smallest_rows(self) -> None:
        items = [(1, 2, 1)] * 1000
        assert ranked(items, list(range(1000)), 3).rows.tolist() == [0, 1, 2]

    def test_many_rows_and_a_small_top_equal_the_whole_order_cut(self) -> None:
        random = np.random.default_rng(0)
        joined = random.integers(0, 300, 100_000)
        shared = random.integers(0, joined + 1)
        collisions = random.integers(0, 32, 100_000)
        whole, cut = (
            cut_and_ranked(shared, joined, np.arange(100_000), collisions, top) for top in (None, 50)
        )
        assert (np.diff(whole.similarity) <= 0).all()
        np.testing.assert_array_equal(cut.rows, whole.rows[:50])
        np.testing.assert_array_equal(cut.collisions, whole.collisions[:50])


class TestFigures:
    def test_two_empty_codes_are_alike(self) -> None:
        result = ranked([(0, 0, 0)], [0], None)
        assert (result.similarity[0], result.distance[0]) == (1, 0)

    def test_codes_without_a_shared_bit_are_infinitely_apart(self) -> None:
        result = ranked([(0, 7, 0)], [0], None)
        assert (result.similarity[0], result.distance[0]) == (0, math.inf)

    @given(counts_up_to(65_535).filter(lambda counts: counts[0] > 0))
    def test_similarity_is_one_over_one_plus_distance(self, counts: tuple[int, int]) -> None:
        result = ranked([(*counts, 0)], [0], None)
        assert result.similarity[0] == float(Fraction(*counts))
        assert result.distance[0] == float(1 / Fraction(*counts) - 1)
        assert result.similarity[0] == pytest.approx(1 / (1 + result.distance[0]), rel=1e-15)

    def test_types(self) -> None:
        result = ranked([(1, 2, 3)], [4], 5)
        types = [
            array.dtype for array in (result.rows, result.and_counts, result.or_counts, result.collisions)
        ]
        assert types == [np.int64, np.int32, np.int32, np.uint16]
        assert [result.similarity.dtype, result.distance.dtype] == [np.float64, np.float64]


class TestRefusals:
    def test_nothing_to_rank(self) -> None:
        assert len(ranked([], [], 10).rows) == 0
        assert len(ranked([], [], None).similarity) == 0

    def test_counts_beyond_sixteen_bits(self) -> None:
        with pytest.raises(ValueError, match="65535 bits"):
            ranked([(1, 65_536, 0)], [0], None)

    def test_a_negative_top(self) -> None:
        with pytest.raises(ValueError, match="cannot give"):
            ranked([(1, 2, 0)], [0], -1)


def test_the_very_picture_asked_for_comes_before_others_of_the_same_code() -> None:
    counts, rows = np.full(4, 9, np.int32), np.arange(4)
    own = np.array([False, False, True, False])
    for top in (None, 1, 2):
        ranking = rank(counts, counts, rows, np.array([5, 7, 1, 7], np.uint16), top=top, own=own)
        assert ranking.rows.tolist() == [2, 1, 3, 0][:top]
        assert ranking.collisions.tolist() == [1, 7, 7, 5][:top]


def test_the_very_picture_asked_for_never_overtakes_a_nearer_one() -> None:
    own = np.array([False, True])
    ranking = rank(
        np.array([9, 8], np.int32),
        np.array([9, 9], np.int32),
        np.arange(2),
        np.zeros(2, np.uint16),
        top=1,
        own=own,
    )
    assert ranking.rows.tolist() == [0]


SIMILARITIES = st.lists(st.floats(0, 1), max_size=12)


@given(SIMILARITIES, SIMILARITIES)
def test_ranking_again_orders_the_first_rows_and_leaves_the_others_behind_them(
    exact: list[float], behind: list[float]
) -> None:
    similarity = np.sort([*exact, *behind])[::-1]
    order, shown = rerank(similarity, np.array(exact))
    assert sorted(order) == list(range(len(similarity)))
    assert order[len(exact) :].tolist() == list(range(len(exact), len(similarity)))
    assert shown[: len(exact)].tolist() == sorted(exact, reverse=True)
    assert (np.diff(shown) <= 0).all()


def test_rows_that_are_exactly_as_similar_keep_their_order() -> None:
    order, shown = rerank(np.array([0.9, 0.8, 0.7, 0.6]), np.array([0.5, 0.7, 0.5]))
    assert order.tolist() == [1, 0, 2, 3]
    assert shown.tolist() == [0.7, 0.5, 0.5, 0.5]
