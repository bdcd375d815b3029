"""The choice of (K, L): it reaches the wanted recall by eq. 8, with the fewest tables, at the least work tried."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.diagnosis_records import DEGREES, NEAR_DEGREES, cosine
from index.lsh import found_probability
from index.sensitivity import (
    ENTRY_BYTES,
    MOST_TABLES,
    choice,
    choices,
    expected_recall,
    far_agreement,
    least_tables,
    near_agreement,
    suggest,
)

recalls = st.floats(0.01, 0.999)
angles = st.lists(st.integers(0, 1000), min_size=DEGREES, max_size=DEGREES).filter(any)
catalogues = st.integers(2, 10_000_000)
NEAR = cosine(NEAR_DEGREES)


def at(degrees: int, pairs: int = 1) -> list[int]:
    return [pairs if degree == degrees else 0 for degree in range(DEGREES)]


def test_p1_and_p2_are_what_eq_7_says() -> None:
    assert near_agreement() == pytest.approx(0.75)
    assert far_agreement() == pytest.approx(0.5)


@given(st.integers(1, 16), recalls)
def test_the_least_tables_reach_the_recall_and_one_fewer_do_not(bits: int, recall: float) -> None:
    tables = least_tables(bits, recall)
    assert found_probability(NEAR, bits, tables) >= recall
    assert tables == 1 or found_probability(NEAR, bits, tables - 1) < recall + 1e-12


@pytest.mark.parametrize(("bits", "recall"), [(0, 0.9), (4, 0.0), (4, 1.0), (4, float("nan"))])
def test_refuses_what_no_tables_reach(bits: int, recall: float) -> None:
    with pytest.raises(ValueError, match="no number of tables"):
        least_tables(bits, recall)


@given(angles, catalogues, recalls)
def test_the_suggestion_reaches_the_recall_at_the_least_work_of_all_tried(
    pairs: list[int], pictures: int, recall: float
) -> None:
    suggested, tried = suggest(pairs, pictures, recall), choices(pairs, pictures, recall)
    assert found_probability(NEAR, suggested.bits, suggested.tables) == suggested.recall >= recall
    assert suggested in tried
    assert suggested.work == min(each.work for each in tried)
    assert all(each.recall >= recall for each in tried)
    assert all(each.tables <= MOST_TABLES for each in tried if each.bits > 1)
    assert suggested.memory == ENTRY_BYTES * suggested.tables * pictures


@given(angles, catalogues, recalls, recalls)
def test_more_recall_never_takes_less_work(pairs: list[int], pictures: int, one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert suggest(pairs, pictures, low).work <= suggest(pairs, pictures, high).work + 1e-6


def test_a_larger_catalogue_is_worth_more_bits() -> None:
    bits = [suggest(at(90), pictures, 0.95).bits for pictures in (300, 10_000, 1_000_000)]
    assert bits == sorted(set(bits))


@given(angles, st.integers(1, 16), st.integers(1, 64))
def test_what_is_expected_lies_between_the_nearest_and_the_farthest_pair(
    pairs: list[int], bits: int, tables: int
) -> None:
    degrees = [degree for degree, count in enumerate(pairs) if count]
    nearest, farthest = (found_probability(cosine(d + 0.5), bits, tables) for d in (degrees[0], degrees[-1]))
    expected = expected_recall(pairs, bits, tables)
    assert farthest - 1e-9 <= expected <= nearest + 1e-9
    assert choice(pairs, 100, bits, tables).looked_at == expected


def test_without_pairs_nothing_is_expected() -> None:
    assert expected_recall([0] * DEGREES, 12, 16) == 0
