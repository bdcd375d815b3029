"""Packed codes and the counts of eq. 6, against naive loops and rational numbers."""

from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray

from index.codes import (
    MOST_WORDS,
    WORD_BITS,
    CodeRows,
    pack_bits,
    popcount,
    spherical_hamming,
    unpack_bits,
)
from index.ranking import rank

Bits = NDArray[np.bool_]

codes_of_any_size = hnp.arrays(bool, hnp.array_shapes(min_dims=2, max_dims=2, min_side=1, max_side=150))
pairs_of_codes = st.integers(1, 130).flatmap(lambda bits: hnp.arrays(bool, (2, bits)))


@st.composite
def catalogues(draw: st.DrawFn) -> tuple[Bits, Bits]:
    """Codes (n, c) and a query (c,); n may be 0."""
    bits = draw(st.integers(1, 200))
    return draw(hnp.arrays(bool, (draw(st.integers(0, 12)), bits))), draw(hnp.arrays(bool, bits))


def naive_counts(codes: Bits, query: Bits) -> tuple[list[int], list[int]]:
    shared = [sum(bool(a and b) for a, b in zip(code, query, strict=True)) for code in codes]
    joined = [sum(bool(a or b) for a, b in zip(code, query, strict=True)) for code in codes]
    return shared, joined


def random_codes(rows: int, bits: int = 130, seed: int = 0) -> Bits:
    return np.random.default_rng(seed).random((rows, bits)) < 0.4


class TestPacking:
    def test_bit_k_is_bit_k_mod_64_of_word_k_div_64(self) -> None:
        bits = np.zeros((1, 70), bool)
        bits[0, [0, 3, 63, 64, 69]] = True
        assert pack_bits(bits).tolist() == [[1 | 1 << 3 | 1 << 63, 1 | 1 << 5]]

    @given(codes_of_any_size)
    def test_round_trip(self, bits: Bits) -> None:
        words = pack_bits(bits)
        assert words.dtype == np.uint64
        assert words.shape == (len(bits), -(-bits.shape[1] // WORD_BITS))
        np.testing.assert_array_equal(unpack_bits(words, bits.shape[1]), bits)

    @given(codes_of_any_size)
    def test_padding_is_zero_so_popcount_counts_the_bits(self, bits: Bits) -> None:
        counts = popcount(pack_bits(bits))
        assert counts.dtype == np.int32
        np.testing.assert_array_equal(counts, bits.sum(axis=1))

    def test_no_rows(self) -> None:
        words = pack_bits(np.zeros((0, 65), bool))
        assert words.shape == (0, 2)
        assert unpack_bits(words, 65).shape == (0, 65)
        assert popcount(words).shape == (0,)

    def test_columns_taken_from_a_larger_array_unpack(self) -> None:
        bits = random_codes(5, 192)
        np.testing.assert_array_equal(unpack_bits(pack_bits(bits)[:, 1:2], 64), bits[:, 64:128])


class TestEquationSix:
    @pytest.mark.parametrize(
        ("a", "b", "distance"),
        [
            ("1100", "1010", 2 / 1),
            ("1111", "1110", 1 / 3),
            ("1011", "1011", 0.0),
            ("0000", "0000", 0.0),
            ("0000", "0001", float("inf")),
            ("1100", "0011", float("inf")),
        ],
    )
    def test_by_hand(self, a: str, b: str, distance: float) -> None:
        assert spherical_hamming(*(np.array(list(code)) == "1" for code in (a, b))) == distance

    @given(pairs_of_codes)
    def test_distance_is_one_over_jaccard_minus_one(self, pair: Bits) -> None:
        a, b = pair
        shared, joined = int((a & b).sum()), int((a | b).sum())
        if shared == 0:
            assert spherical_hamming(a, b) == (float("inf") if joined else 0.0)
        else:
            assert spherical_hamming(a, b) == float(1 / Fraction(shared, joined) - 1)

    @given(pairs_of_codes)
    def test_rows_give_the_naive_distance_and_its_similarity(self, pair: Bits) -> None:
        a, b = pair
        shared, joined = CodeRows(pack_bits(a[None])).and_or_counts(pack_bits(b[None])[0])
        ranking = rank(shared, joined, np.zeros(1, np.int64), np.zeros(1, np.uint16))
        assert ranking.distance[0] == spherical_hamming(a, b)
        assert ranking.similarity[0] == pytest.approx(1 / (1 + spherical_hamming(a, b)), abs=1e-15)


class TestCounts:
    @given(catalogues())
    def test_equal_the_naive_loop(self, catalogue: tuple[Bits, Bits]) -> None:
        codes, query = catalogue
        shared, joined = CodeRows(pack_bits(codes)).and_or_counts(pack_bits(query[None])[0])
        assert [array.dtype for array in (shared, joined)] == [np.int32, np.int32]
        assert (shared.tolist(), joined.tolist()) == naive_counts(codes, query)

    @given(catalogues(), st.data())
    def test_of_some_words_and_rows_equal_the_naive_loop(
        self, catalogue: tuple[Bits, Bits], data: st.DataObject
    ) -> None:
        codes, query = catalogue
        columns = CodeRows(pack_bits(codes))
        start, stop = (data.draw(st.integers(0, columns.width)) for _ in range(2))
        row = st.integers(0, max(len(codes) - 1, 0))
        rows = np.array(data.draw(st.lists(row, max_size=20 if len(codes) else 0)), np.int64)
        shared, joined = columns.and_or_counts(pack_bits(query[None])[0], slice(start, stop), rows)
        bits = slice(start * WORD_BITS, stop * WORD_BITS)
        assert (shared.tolist(), joined.tolist()) == naive_counts(codes[rows][:, bits], query[bits])

    def test_of_many_rows(self) -> None:
        codes, query = random_codes(70_000, 128), random_codes(1, 128, seed=1)[0]
        shared, joined = CodeRows(pack_bits(codes)).and_or_counts(pack_bits(query[None])[0])
        np.testing.assert_array_equal(shared, (codes & query).sum(axis=1))
        np.testing.assert_array_equal(joined, (codes | query).sum(axis=1))

    def test_longest_codes_do_not_overflow(self) -> None:
        words = np.full((2, MOST_WORDS), 2**64 - 1, np.uint64)
        shared, joined = CodeRows(words).and_or_counts(words[0])
        assert shared.tolist() == joined.tolist() == [MOST_WORDS * WORD_BITS] * 2

    def test_wrong_shapes_are_refused(self) -> None:
        columns = CodeRows(np.zeros((3, 2), np.uint64))
        with pytest.raises(ValueError, match="cannot compare"):
            columns.and_or_counts(np.zeros(1, np.uint64))
        with pytest.raises(ValueError, match="cannot compare"):
            columns.and_or_counts(np.zeros(2, np.uint64), slice(None, None, 2))
        with pytest.raises(ValueError, match="cannot add"):
            columns.append(np.zeros((1, 3), np.uint64))
        with pytest.raises(ValueError, match="must have the shape"):
            CodeRows(np.zeros(3, np.uint64))
        with pytest.raises(ValueError, match="must have the shape"):
            CodeRows(np.zeros((1, MOST_WORDS + 1), np.uint64))


class TestAppending:
    @given(st.lists(st.integers(0, 40), max_size=8))
    def test_in_any_batches_equals_building_at_once_and_leaves_snapshots(self, batches: list[int]) -> None:
        words, query = pack_bits(random_codes(sum(batches))), pack_bits(random_codes(1, seed=1))[0]
        ends = np.cumsum([0, *batches]).tolist()
        snapshots = [CodeRows(words[:0])]
        for start, stop in pairwise(ends):
            snapshots.append(snapshots[-1].append(words[start:stop]))
        for end, snapshot in zip(ends, snapshots, strict=True):
            assert len(snapshot) == end
            np.testing.assert_array_equal(
                snapshot.and_or_counts(query), CodeRows(words[:end]).and_or_counts(query)
            )

    def test_twice_to_the_same_snapshot_keeps_both(self) -> None:
        words, query = pack_bits(random_codes(18)), pack_bits(random_codes(1, seed=1))[0]
        base = CodeRows(words[:5]).append(words[5:10])
        one, other = base.append(words[10:14]), base.append(words[14:])
        for snapshot, rows in ((base, range(10)), (one, range(14)), (other, [*range(10), *range(14, 18)])):
            expected = CodeRows(words[list(rows)]).and_or_counts(query)
            np.testing.assert_array_equal(snapshot.and_or_counts(query), expected)

    @given(catalogues(), st.integers(0, 40), st.data())
    def test_a_range_of_rows_equals_the_rows_it_names(
        self, catalogue: tuple[Bits, Bits], cut: int, data: st.DataObject
    ) -> None:
        codes, query = (pack_bits(bits) for bits in (catalogue[0], catalogue[1][None]))
        grown = CodeRows(codes[:cut]).append(codes[cut:])
        span = data.draw(st.slices(len(codes)).filter(lambda span: span.step in (None, 1)))
        rows = np.arange(len(codes))[span]
        by_range, by_rows = (grown.and_or_counts(query[0], rows=each) for each in (span, rows))
        np.testing.assert_array_equal(by_range, by_rows)
        np.testing.assert_array_equal(grown.words(rows), codes[rows])

    def test_copies_only_what_was_appended(self) -> None:
        words = pack_bits(random_codes(1000, 64))
        assert np.shares_memory(CodeRows(words).append(words[:1]).append(words[:1]).first[0], words)
