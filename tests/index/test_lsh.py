"""LSH: collision probability and recall against theory, and tables against a dictionary of lists."""

import io
import math
from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray

from index.lsh import LshFunctions, LshTables, collisions, found_probability, make_functions, probe_keys

Features = NDArray[np.float32]
Keys = NDArray[np.uint32]

few_keys = hnp.arrays(
    np.uint32,
    st.tuples(st.integers(0, 60), st.integers(1, 4)),
    elements=st.sampled_from([0, 1, 2, 5, 2**16, 2**31, 2**32 - 1]),
)


def normal(rows: int, dimensions: int, seed: int = 0) -> Features:
    return np.random.default_rng(seed).standard_normal((rows, dimensions), np.float32)


def unit(features: Features) -> Features:
    lengths: Features = np.linalg.norm(features, axis=1, keepdims=True)
    return features / lengths


def pair_at(angle: float, dimensions: int = 24) -> Features:
    one = np.zeros((2, dimensions), np.float32)
    one[0, 0], one[1, :2] = 1.0, (math.cos(angle), math.sin(angle))
    return one


def naive_collisions(keys: Keys, query: Keys, tables: slice) -> dict[int, int]:
    """Row to collision count by a dictionary of lists for each table."""
    counts: dict[int, int] = defaultdict(int)
    for table in range(keys.shape[1])[tables]:
        buckets: dict[int, list[int]] = defaultdict(list)
        for row, key in enumerate(keys[:, table].tolist()):
            buckets[key].append(row)
        for row in buckets[int(query[table])]:
            counts[row] += 1
    return dict(sorted(counts.items()))


def found(tables: LshTables, query: Keys, part: slice = slice(None)) -> dict[int, int]:
    rows, counts = tables.candidates(query, tables=part)
    assert [rows.dtype, counts.dtype] == [np.int64, np.uint16]
    return dict(zip(rows.tolist(), counts.tolist(), strict=True))


class TestFunctions:
    def test_key_by_hand(self) -> None:
        weights = np.array([[[1, 0], [0, 1]], [[-1, 0], [1, 1]]], np.float32)
        functions = LshFunctions(np.array([1, 1], np.float32), weights)
        features = np.array([[3, 0], [1, 1], [0, 0]], np.float32)
        assert functions.keys(features).tolist() == [[0b01, 0b10], [0b11, 0b11], [0b00, 0b01]]
        keys, margins = functions.keys_and_margins(features[0])
        assert keys.tolist() == [0b01, 0b10]
        assert margins.tolist() == [[2, 1], [2, 1]]
        assert functions.keys_and_margins(features[1])[0].tolist() == [0b11, 0b11]

    @pytest.mark.parametrize("bits", [1, 12, 31, 32])
    def test_a_feature_has_the_same_keys_alone_and_in_a_batch(self, bits: int) -> None:
        functions = make_functions(normal(1, 40)[0], tables=6, bits=bits, seed=1)
        features = normal(5000, 40, seed=2)
        keys = functions.keys(features)
        assert keys.shape == (5000, 6)
        assert keys.dtype == np.uint32
        for row in (0, 1, 4095, 4096, 4999):
            alone, margins = functions.keys_and_margins(features[row])
            assert [alone.dtype, margins.dtype] == [np.uint32, np.float32]
            assert margins.shape == (6, bits)
            assert (margins >= 0).all()
            np.testing.assert_array_equal(alone, keys[row])
            np.testing.assert_array_equal(functions.keys(features[row : row + 1])[0], keys[row])

    def test_same_seed_same_functions(self) -> None:
        one, same, other = (
            make_functions(np.zeros(8, np.float32), tables=3, bits=4, seed=s).projections for s in (1, 1, 2)
        )
        np.testing.assert_array_equal(one, same)
        assert not np.array_equal(one, other)

    def test_weights_are_standard_normal(self) -> None:
        weights = make_functions(np.zeros(100, np.float32), tables=10, bits=16, seed=0).projections
        assert abs(float(weights.mean())) < 0.03
        assert float(weights.std()) == pytest.approx(1, abs=0.03)

    def test_the_centre_spreads_features_that_lie_in_a_cone(self) -> None:
        features = np.maximum(normal(2000, 64), 0) + 2
        sizes = [
            LshTables(make_functions(centre, tables=1, bits=8, seed=0).keys(features)).bucket_sizes(0).max()
            for centre in (np.zeros(64, np.float32), features.mean(axis=0))
        ]
        assert sizes[0] > 5 * sizes[1]

    @pytest.mark.parametrize(
        ("tables", "bits", "parts"),
        [
            (4, 0, None),
            (4, 33, None),
            (0, 8, None),
            (1, 8, (slice(0, 4), slice(4, 8))),
            (4, 8, (slice(3, 3),)),
        ],
    )
    def test_refuses_what_cannot_be_made(
        self, tables: int, bits: int, parts: tuple[slice, ...] | None
    ) -> None:
        with pytest.raises(ValueError, match="cannot make"):
            make_functions(np.zeros(8, np.float32), tables=tables, bits=bits, seed=0, parts=parts)


class TestParts:
    PARTS = (slice(0, 10), slice(10, 30))

    def test_tables_are_dealt_in_blocks_with_weights_in_their_part_only(self) -> None:
        functions = make_functions(np.zeros(30, np.float32), tables=6, bits=5, seed=0, parts=self.PARTS)
        used = functions.projections != 0
        assert used[:3, :, :10].all()
        assert used[3:, :, 10:].all()
        assert not used[:3, :, 10:].any()
        assert not used[3:, :, :10].any()

    def test_an_odd_table_goes_to_the_first_part(self) -> None:
        functions = make_functions(np.zeros(30, np.float32), tables=5, bits=5, seed=0, parts=self.PARTS)
        assert (functions.projections[:, 0, 0] != 0).tolist() == [True, True, True, False, False]

    @given(hnp.arrays(np.float32, 20, elements=st.floats(-1e3, 1e3, width=32)))
    def test_tables_of_one_part_ignore_the_other(self, change: Features) -> None:
        functions = make_functions(normal(1, 30)[0], tables=6, bits=16, seed=0, parts=self.PARTS)
        features = normal(20, 30, seed=1)
        changed = features.copy()
        changed[:, 10:] += change
        np.testing.assert_array_equal(functions.keys(features)[:, :3], functions.keys(changed)[:, :3])


class TestTheory:
    @pytest.mark.parametrize(
        ("bits", "tables", "expected"),
        [
            (6, 8, (0.998, 0.982, 0.903, 0.782, 0.521, 0.118)),
            (8, 16, (1, 0.996, 0.938, 0.804, 0.471, 0.061)),
            (12, 16, (0.995, 0.933, 0.652, 0.387, 0.116, 0.004)),
            (12, 32, (1, 0.996, 0.879, 0.624, 0.219, 0.008)),
            (16, 64, (1, 0.996, 0.809, 0.452, 0.093, 0.001)),
        ],
    )
    def test_found_probability_gives_the_known_table(
        self, bits: int, tables: int, expected: tuple[float, ...]
    ) -> None:
        cosines = (0.95, 0.9, 0.8, 0.7, 0.5, 0.0)
        assert [found_probability(c, bits, tables) for c in cosines] == pytest.approx(expected, abs=6e-4)

    def test_found_probability_at_the_ends(self) -> None:
        assert found_probability(1.0000001, 12, 1) == 1
        assert found_probability(-1.0000001, 12, 32) == 0

    @pytest.mark.parametrize("degrees", [10, 30, 60, 90, 120, 170])
    @pytest.mark.parametrize("bits", [1, 4])
    def test_keys_agree_as_often_as_theory_says(self, degrees: int, bits: int) -> None:
        tables = 4000
        centre = normal(1, 24, seed=9)[0]
        functions = make_functions(centre, tables=tables, bits=bits, seed=degrees)
        keys = functions.keys(pair_at(math.radians(degrees)) + centre)
        p = (1 - degrees / 180) ** bits
        deviation = math.sqrt(p * (1 - p) / tables)
        assert np.mean(keys[0] == keys[1]) == pytest.approx(p, abs=4 * deviation)

    def test_recall_on_clusters_is_what_theory_expects(self) -> None:
        centres = np.repeat(normal(100, 48), 20, axis=0)
        features = unit(centres + 0.55 * normal(2000, 48, seed=1))
        cosines = features[:200] @ features.T
        query, neighbour = np.nonzero((cosines > 0.6) & (cosines < 0.999))
        assert len(query) > 2000
        bits, tables = 12, 32
        expected = np.mean([found_probability(float(c), bits, tables) for c in cosines[query, neighbour]])
        proposed = np.zeros(cosines.shape, bool)
        for seed in range(8):
            functions = make_functions(np.zeros(48, np.float32), tables=tables, bits=bits, seed=seed)
            keys = functions.keys(features)
            buckets = LshTables(keys)
            for row in range(seed, 200, 8):
                proposed[row, buckets.candidates(keys[row])[0]] = True
        assert 0.4 < expected < 0.95
        assert proposed[query, neighbour].mean() == pytest.approx(expected, abs=0.03)
        assert proposed[cosines < 0.3].mean() < 0.12


class TestProbes:
    def test_flips_the_bits_of_the_smallest_margins_first(self) -> None:
        keys = np.array([0b000, 0b111], np.uint32)
        margins = np.array([[3, 1, 2], [0.5, 0.7, 0.1]], np.float32)
        probes = probe_keys(keys, margins, 2)
        assert probes.dtype == np.uint32
        assert probes.tolist() == [[0b010, 0b100], [0b011, 0b110]]

    def test_there_are_no_more_than_bits(self) -> None:
        probes = probe_keys(np.zeros(1, np.uint32), np.ones((1, 3), np.float32), 9)
        assert sorted(probes[0].tolist()) == [1, 2, 4]
        assert probe_keys(np.zeros(1, np.uint32), np.ones((1, 3), np.float32), 0).shape == (1, 0)

    def test_reaches_the_highest_bit(self) -> None:
        margins = np.ones((1, 32), np.float32)
        margins[0, 31] = 0
        assert probe_keys(np.zeros(1, np.uint32), margins, 1).tolist() == [[2**31]]

    @pytest.mark.parametrize("part", [slice(None), slice(0, 4), slice(4, 8)])
    def test_only_add_candidates_and_no_collisions(self, part: slice) -> None:
        functions = make_functions(np.zeros(16, np.float32), tables=8, bits=10, seed=0)
        features = normal(3000, 16)
        tables = LshTables(functions.keys(features))
        keys, margins = functions.keys_and_margins(features[0])
        plain = found(tables, keys, part)
        probes = probe_keys(keys, margins, 4)
        rows, counts = tables.candidates(keys, tables=part, probes=probes)
        probed = dict(zip(rows.tolist(), counts.tolist(), strict=True))
        stored = functions.keys(features)
        near = (stored[:, part, None] == np.column_stack([keys, probes])[part]).any(axis=(1, 2))
        assert list(probed) == np.flatnonzero(near).tolist()
        assert plain.items() <= probed.items()
        assert len(probed) > len(plain)
        assert all(probed[row] == 0 for row in probed.keys() - plain.keys())


class TestTables:
    @given(few_keys, st.data())
    def test_equal_a_dictionary_of_lists(self, keys: Keys, data: st.DataObject) -> None:
        query = np.array(
            data.draw(st.lists(st.sampled_from([0, 1, 2**16, 2**32 - 1]), min_size=4, max_size=4))
        )
        query = query[: keys.shape[1]].astype(np.uint32)
        part = slice(*sorted(data.draw(st.tuples(st.integers(0, 4), st.integers(0, 4)))))
        tables = LshTables(keys)
        expected = naive_collisions(keys, query, part)
        assert len(tables) == len(keys)
        assert list(found(tables, query, part).items()) == list(expected.items())
        everywhere = collisions(keys, query, part)
        assert everywhere.tolist() == [expected.get(row, 0) for row in range(len(keys))]
        for table in range(keys.shape[1]):
            sizes = np.unique(keys[:, table], return_counts=True)[1]
            assert tables.bucket_sizes(table).tolist() == sizes.tolist()

    def test_collisions_of_given_rows_in_any_order(self) -> None:
        keys = np.array([[1, 1], [1, 2], [2, 2], [3, 1]], np.uint16)
        counts = collisions(keys[[3, 0, 0, 2]], np.array([1, 1], np.uint32))
        assert counts.dtype == np.uint16
        assert counts.tolist() == [1, 2, 2, 0]

    def test_short_keys_take_six_bytes_for_each_item_and_table(self) -> None:
        tables = LshTables(np.zeros((1000, 4), np.uint16))
        assert sum(array.nbytes for array in (tables._sorted, tables._items)) == 6 * 1000 * 4

    def test_refuse_keys_of_other_shapes(self) -> None:
        with pytest.raises(ValueError, match="must have the shape"):
            LshTables(np.zeros(4, np.uint32))
        with pytest.raises(ValueError, match="must have the shape"):
            LshTables(np.zeros((4, 0), np.uint32))


class TestStoring:
    ARRAYS = make_functions(normal(1, 8)[0], tables=3, bits=4, seed=0).arrays()

    def test_round_trip_without_pickle(self) -> None:
        file = io.BytesIO()
        np.savez(file, allow_pickle=False, **self.ARRAYS)
        file.seek(0)
        with np.load(file, allow_pickle=False) as stored:
            restored = LshFunctions.from_arrays(dict(stored))
        np.testing.assert_array_equal(restored.centre, self.ARRAYS["centre"])
        np.testing.assert_array_equal(restored.projections, self.ARRAYS["projections"])

    @pytest.mark.parametrize(
        ("name", "array"),
        [
            ("centre", np.zeros(7, np.float32)),
            ("centre", np.full(8, np.nan, np.float32)),
            ("projections", np.zeros((3, 8), np.float32)),
            ("projections", np.zeros((3, 0, 8), np.float32)),
            ("projections", np.zeros((3, 33, 8), np.float32)),
            ("projections", np.full((3, 4, 8), np.inf, np.float32)),
        ],
    )
    def test_refuses_arrays_that_are_no_functions(self, name: str, array: NDArray[np.generic]) -> None:
        with pytest.raises(ValueError, match=r"."):
            LshFunctions.from_arrays(self.ARRAYS | {name: array})

    @pytest.mark.parametrize("name", ["centre", "projections"])
    def test_names_what_is_missing(self, name: str) -> None:
        with pytest.raises(ValueError, match=name):
            LshFunctions.from_arrays({key: array for key, array in self.ARRAYS.items() if key != name})
