"""Spherical hashing: the published constants and conditions, its geometry, and data at the edge."""

import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray

from index import spherical
from index.spherical import SphericalCodebook, bit_balance, fit_codebook, pair_overlap

Points = NDArray[np.float32]

some_points = hnp.arrays(
    np.float32,
    hnp.array_shapes(min_dims=2, max_dims=2, min_side=1, max_side=12),
    elements=st.floats(-100, 100, width=32),
)


def normal_points(rows: int, dimensions: int, seed: int = 0) -> Points:
    return np.random.default_rng(seed).standard_normal((rows, dimensions), np.float32)


def codebook(pivots: list[list[float]], radii: list[float]) -> SphericalCodebook:
    return SphericalCodebook(
        np.array(pivots, np.float32), np.array(radii, np.float32), 0, 0.0, 0.0, 0, converged=True, sample=2
    )


def naive_move(pivots: Points, inside: NDArray[np.bool_]) -> NDArray[np.float64]:
    """One move of every pivot, written as the paper has it."""
    count, quarter = len(pivots), len(inside) / 4
    moved = pivots.astype(np.float64)
    for i in range(count):
        for j in range(count):
            overlap = np.count_nonzero(inside[:, i] & inside[:, j])
            if i != j:
                direction = pivots[i].astype(np.float64) - pivots[j]
                moved[i] += 0.5 * (overlap - quarter) / quarter * direction / count
    return moved


class TestFit:
    """On 16 dimensions, where the loop has work to do; in 2048 the tolerances hold from the start."""

    POINTS = normal_points(1200, 16)

    @pytest.mark.parametrize("bits", [32, 64])
    def test_comes_within_the_published_tolerances(self, bits: int) -> None:
        fitted = fit_codebook(self.POINTS, bits)
        codes = fitted.encode(self.POINTS)
        overlaps = pair_overlap(codes) / 0.25
        assert fitted.converged
        assert 1 < fitted.iterations <= 50
        assert abs(overlaps.mean() - 1) < 0.10
        assert overlaps.std() < 0.15
        assert fitted.mean_overlap_error == pytest.approx(abs(overlaps.mean() - 1))
        assert fitted.std_overlap == pytest.approx(overlaps.std())
        assert fitted.misfit < 1
        assert len(overlaps) == bits * (bits - 1) // 2

    def test_every_sphere_holds_half_of_the_points(self) -> None:
        fitted = fit_codebook(self.POINTS, 64)
        np.testing.assert_array_equal(bit_balance(fitted.encode(self.POINTS)), 0.5)

    def test_radius_is_the_distance_of_the_point_m_half(self) -> None:
        points = self.POINTS[:101]
        fitted = fit_codebook(points, 8, max_iterations=3)
        for pivot, radius in zip(fitted.pivots, fitted.radii, strict=True):
            distances = sorted(float(np.linalg.norm(point.astype(float) - pivot)) for point in points)
            assert radius == pytest.approx(distances[101 // 2 - 1], rel=1e-6)

    def test_one_move_is_the_published_force(self) -> None:
        before = fit_codebook(self.POINTS, 16, max_iterations=0)
        after = fit_codebook(self.POINTS, 16, max_iterations=1)
        assert (before.iterations, after.iterations) == (0, 1)
        expected = naive_move(before.pivots, before.encode(self.POINTS))
        np.testing.assert_allclose(after.pivots, expected, atol=1e-6)

    @pytest.mark.parametrize("seed", range(4))
    def test_stops_at_the_first_move_within_the_tolerances(self, seed: int) -> None:
        fitted = fit_codebook(self.POINTS, 32, seed=seed)
        assert fitted.converged
        assert not fit_codebook(self.POINTS, 32, seed=seed, max_iterations=fitted.iterations - 1).converged

    def test_goes_on_while_only_the_deviation_is_too_large(self) -> None:
        fitted = fit_codebook(normal_points(400, 8), 48, max_iterations=40)
        assert not fitted.converged
        assert 0.15 <= fitted.std_overlap < 0.3
        assert fitted.iterations > 1

    def test_moving_improves_on_where_it_started(self) -> None:
        start = fit_codebook(self.POINTS, 64, max_iterations=0)
        assert not start.converged
        assert fit_codebook(self.POINTS, 64).misfit < start.misfit

    def test_stops_at_fifty_moves_and_keeps_the_best(self, monkeypatch: pytest.MonkeyPatch) -> None:
        moves = 0
        move = spherical._moved

        def counted(*arguments: NDArray[np.float32]) -> Points:
            nonlocal moves
            moves += 1
            return move(*arguments)  # type: ignore[arg-type]

        monkeypatch.setattr(spherical, "_moved", counted)
        plane = normal_points(300, 2)
        fitted = fit_codebook(plane, 32)
        assert not fitted.converged
        assert 50 <= moves <= 51
        assert fitted.misfit <= min(fit_codebook(plane, 32, max_iterations=cap).misfit for cap in (0, 1, 10))

    def test_same_seed_same_codebook(self) -> None:
        one, other = (fit_codebook(self.POINTS, 16, seed=3) for _ in range(2))
        for name, array in one.arrays().items():
            np.testing.assert_array_equal(array, other.arrays()[name])
        assert not np.array_equal(one.pivots, fit_codebook(self.POINTS, 16, seed=4).pivots)

    def test_draws_a_sample_of_many_points(self) -> None:
        fitted = fit_codebook(self.POINTS, 16, sample=200)
        assert fitted.sample == 200
        assert np.abs(bit_balance(fitted.encode(self.POINTS)) - 0.5).max() < 0.15

    @pytest.mark.parametrize(
        ("points", "bits", "cap"),
        [
            (np.zeros((0, 4), np.float32), 8, 50),
            (np.zeros(4, np.float32), 8, 50),
            (np.zeros((4, 4), np.float32), 0, 50),
            (np.zeros((4, 4), np.float32), 8, -1),
            (np.full((4, 4), np.nan, np.float32), 8, 50),
        ],
    )
    def test_refuses_what_it_cannot_fit(self, points: Points, bits: int, cap: int) -> None:
        with pytest.raises(ValueError, match="cannot fit"):
            fit_codebook(points, bits, max_iterations=cap)


class TestFewOrEqualPoints:
    def test_one_point_gets_the_full_code(self) -> None:
        point = normal_points(1, 16)
        fitted = fit_codebook(point, 64)
        assert fitted.encode(point).all()
        assert not fitted.converged

    @pytest.mark.parametrize("dimensions", [8, 64])
    def test_the_rounding_of_a_product_pushes_no_point_off_its_own_pivot(self, dimensions: int) -> None:
        for seed in range(50):
            point = 100 * normal_points(1, dimensions, seed)
            fitted = fit_codebook(point, 4, max_iterations=0)
            assert all(fitted.encode(np.repeat(point, rows, axis=0)).all() for rows in (1, 2, 3, 17, 64))

    @pytest.mark.parametrize("value", [0.0, 1.0, -1e4, 1e-20])
    def test_equal_points_get_equal_full_codes(self, value: float) -> None:
        points = np.full((40, 8), value, np.float32)
        fitted = fit_codebook(points, 64)
        assert fitted.encode(points).all()
        assert len(np.unique(fitted.pivots, axis=0)) == 64

    @pytest.mark.parametrize("rows", [2, 3, 5, 10, 11, 30, 63])
    def test_fewer_points_than_the_tolerance_needs(self, rows: int) -> None:
        points = normal_points(rows, 8)
        fitted = fit_codebook(points, 64)
        codes = fitted.encode(points)
        assert fitted.iterations <= 50
        np.testing.assert_array_equal(codes.sum(axis=0), rows // 2)
        assert len(np.unique(codes, axis=0)) == rows
        assert len(np.unique(fitted.pivots, axis=0)) == 64

    def test_duplicates_get_the_same_code(self) -> None:
        points = np.repeat(normal_points(100, 8), 3, axis=0)
        codes = fit_codebook(points, 64).encode(points).reshape(100, 3, 64)
        assert (codes == codes[:, :1]).all()

    def test_more_than_half_equal_does_not_drive_the_pivots_away(self) -> None:
        points = normal_points(100, 8)
        points[:60] = points[0]
        fitted = fit_codebook(points, 64)
        codes = fitted.encode(points)
        assert np.abs(fitted.pivots).max() < 100
        assert codes[:60].all()
        assert 0.6 <= bit_balance(codes).min() <= bit_balance(codes).max() < 0.9

    def test_a_single_bit_has_no_pairs(self) -> None:
        points = normal_points(100, 8)
        fitted = fit_codebook(points, 1)
        assert (fitted.converged, fitted.iterations) == (True, 0)
        assert fitted.encode(points).sum() == 50
        assert pair_overlap(fitted.encode(points)).shape == (0,)

    def test_the_zero_vector_among_others(self) -> None:
        points = normal_points(200, 8)
        points[0] = 0
        fitted = fit_codebook(points, 32)
        np.testing.assert_array_equal(fitted.encode(points).sum(axis=0), 100)

    @settings(max_examples=60)
    @given(some_points, st.integers(1, 12))
    def test_any_points_fill_half_of_every_sphere_and_code_alike_alone(
        self, points: Points, bits: int
    ) -> None:
        fitted = fit_codebook(points, bits)
        codes = fitted.encode(points)
        assert (codes.sum(axis=0) >= max(len(points) // 2, 1)).all()
        assert fitted.converged == (fitted.mean_overlap_error < 0.10 and fitted.std_overlap < 0.15)
        for point, code in zip(points, codes, strict=True):
            np.testing.assert_array_equal(fitted.encode(point[None])[0], code)


class TestEncode:
    def test_inside_is_one_outside_is_zero_and_ties_are_inside(self) -> None:
        spheres = codebook([[0.0, 0.0], [6.0, 0.0]], [5.0, 5.0])
        points = np.array([[0, 0], [3, 4], [3, 4.001], [7, 0], [20, 0]], np.float32)
        assert spheres.encode(points).tolist() == [
            [True, False],
            [True, True],
            [False, False],
            [False, True],
            [False, False],
        ]

    def test_equals_the_naive_distance(self) -> None:
        points = normal_points(200, 16, seed=5)
        fitted = fit_codebook(normal_points(300, 16), 32)
        distances = np.linalg.norm(points[:, None].astype(float) - fitted.pivots, axis=2)
        np.testing.assert_array_equal(fitted.encode(points), distances <= fitted.radii)

    def test_is_a_half_space_on_unit_vectors(self) -> None:
        points = normal_points(500, 16)
        points /= np.linalg.norm(points, axis=1, keepdims=True)
        fitted = fit_codebook(points[:300], 64)
        pivots = fitted.pivots.astype(float)
        bias = (1 + (pivots**2).sum(axis=1) - fitted.radii.astype(float) ** 2) / 2
        sides = points.astype(float) @ pivots.T - bias
        clear = np.abs(sides) > 1e-6
        assert clear.mean() > 0.99
        np.testing.assert_array_equal(fitted.encode(points)[clear], (sides >= 0)[clear])

    def test_many_points_cross_the_blocks(self) -> None:
        points = normal_points(9000, 4)
        fitted = fit_codebook(points[:500], 8)
        codes = fitted.encode(points)
        np.testing.assert_array_equal(codes[5000:5100], fitted.encode(points[5000:5100]))

    def test_no_points(self) -> None:
        assert codebook([[0.0, 0.0]], [1.0]).encode(np.zeros((0, 2), np.float32)).shape == (0, 1)

    def test_refuses_points_of_other_dimensions(self) -> None:
        with pytest.raises(ValueError, match="cannot encode"):
            codebook([[0.0, 0.0]], [1.0]).encode(np.zeros((1, 3), np.float32))


class TestDiagnosis:
    CODES = np.array([[1, 1, 0], [1, 0, 0], [1, 1, 1], [0, 0, 0]], bool)

    def test_bit_balance_by_hand(self) -> None:
        assert bit_balance(self.CODES).tolist() == [0.75, 0.5, 0.25]

    def test_pair_overlap_by_hand(self) -> None:
        assert pair_overlap(self.CODES).tolist() == [0.5, 0.25, 0.25]


class TestStoring:
    def test_round_trip_without_pickle(self) -> None:
        fitted = fit_codebook(normal_points(100, 8), 16, seed=7)
        file = io.BytesIO()
        np.savez(file, allow_pickle=False, **fitted.arrays())
        file.seek(0)
        with np.load(file, allow_pickle=False) as stored:
            restored = SphericalCodebook.from_arrays(dict(stored))
        assert (restored.seed, restored.sample, restored.converged) == (7, 100, fitted.converged)
        assert restored.mean_overlap_error == fitted.mean_overlap_error
        np.testing.assert_array_equal(restored.pivots, fitted.pivots)
        np.testing.assert_array_equal(restored.radii, fitted.radii)

    @pytest.mark.parametrize(
        ("name", "array"),
        [
            ("pivots", np.zeros(8, np.float32)),
            ("pivots", np.zeros((0, 8), np.float32)),
            ("pivots", np.full((16, 8), np.inf, np.float32)),
            ("radii", np.zeros(15, np.float32)),
            ("radii", np.zeros((16, 1), np.float32)),
            ("radii", np.full(16, -1, np.float32)),
            ("radii", np.full(16, np.nan, np.float32)),
            ("seed", np.zeros(2, np.int64)),
            ("radii", np.full(16, "one")),
        ],
    )
    def test_refuses_arrays_that_are_no_codebook(self, name: str, array: NDArray[np.generic]) -> None:
        arrays = fit_codebook(normal_points(100, 8), 16).arrays()
        with pytest.raises(ValueError, match=r"."):
            SphericalCodebook.from_arrays(arrays | {name: array})

    @pytest.mark.parametrize("name", ["pivots", "radii", "seed", "converged"])
    def test_names_what_is_missing(self, name: str) -> None:
        arrays = fit_codebook(normal_points(100, 8), 16).arrays()
        del arrays[name]
        with pytest.raises(ValueError, match=name):
            SphericalCodebook.from_arrays(arrays)
