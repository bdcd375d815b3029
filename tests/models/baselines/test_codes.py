from typing import Protocol

import numpy as np
import pytest
from numpy.typing import NDArray

from models.baselines.hyperplanes import Hyperplanes, fit_random_hyperplanes
from models.baselines.itq import fit_itq, quantisation_error
from models.baselines.whitening import fit_whitening, principal_directions

Points = NDArray[np.float32]


class Fit(Protocol):
    def __call__(self, points: Points, bits: int, *, seed: int = 0) -> Hyperplanes: ...


def tilted(n: int = 2000) -> Points:
    """A square's four corners in a plane of five dimensions, turned by 30 degrees, a little blurred."""
    random = np.random.default_rng(0)
    points = random.normal(size=(n, 5)) * 0.02
    corner = random.integers(0, 2, (n, 2)) * 2 - 1
    turn = np.array([[np.cos(np.pi / 6), -np.sin(np.pi / 6)], [np.sin(np.pi / 6), np.cos(np.pi / 6)]])
    points[:, :2] += corner @ turn + 3
    return points.astype(np.float32)


def test_hyperplanes_agree_as_often_as_the_angle_says() -> None:
    angle = np.pi / 5
    points = np.array([[1, 0, 0], [np.cos(angle), np.sin(angle), 0]], np.float32)
    codes = fit_random_hyperplanes(np.concatenate([points, -points]), 20_000, seed=1).encode(points)
    assert np.mean(codes[0] == codes[1]) == pytest.approx(1 - angle / np.pi, abs=0.01)


def test_itq_turns_the_points_to_the_corners_of_the_cube() -> None:
    points = tilted()
    mean, _, directions = principal_directions(points)
    projected = (points - mean) @ directions[:, :2]
    found = fit_itq(points, 2)
    turn = directions[:, :2].T @ found.weights
    assert turn.T @ turn == pytest.approx(np.eye(2), abs=1e-5)
    assert quantisation_error(projected, turn) < 0.01
    assert quantisation_error(projected, np.eye(2)) > 0.1


def test_every_bit_of_itq_is_balanced_and_a_corner_has_one_code() -> None:
    points = tilted()
    codes = fit_itq(points, 2).encode(points)
    assert codes.mean(0) == pytest.approx([0.5, 0.5], abs=0.03)
    assert len(np.unique(codes, axis=0)) == 4


def test_itq_with_more_bits_than_dimensions_joins_several_turns() -> None:
    points = tilted()
    codes = fit_itq(points, 12).encode(points)
    weights = fit_itq(points, 12).weights
    assert codes.shape == (2000, 12)
    for start, stop in ((0, 5), (5, 10)):
        part = weights[:, start:stop]
        assert part.T @ part == pytest.approx(np.eye(5), abs=1e-5)
    assert not np.allclose(weights[:, :5], weights[:, 5:10])


@pytest.mark.parametrize("fit", [fit_itq, fit_random_hyperplanes])
def test_the_same_seed_gives_the_same_codes_and_no_bits_are_refused(fit: Fit) -> None:
    points = tilted(100)
    assert np.array_equal(fit(points, 8, seed=3).encode(points), fit(points, 8, seed=3).encode(points))
    assert not np.array_equal(fit(points, 8, seed=3).weights, fit(points, 8, seed=4).weights)
    with pytest.raises(ValueError, match="cannot make codes of 0 bits"):
        fit(points, 0)


def test_whitened_points_have_unit_covariance_and_mean_0() -> None:
    random = np.random.default_rng(0)
    points = (random.normal(size=(500, 6)) @ random.normal(size=(6, 6)) + 4).astype(np.float32)
    white = fit_whitening(points, 4)(points)
    assert white.mean(0) == pytest.approx(np.zeros(4), abs=1e-3)
    assert np.cov(white.T, bias=True) == pytest.approx(np.eye(4), abs=1e-2)
    with pytest.raises(ValueError, match="6 values have no 7 directions"):
        fit_whitening(points, 7)
