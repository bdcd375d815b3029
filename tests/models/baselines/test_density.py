import numpy as np
import pytest

from models.baselines.density import fit_density_sensitive


def clusters(n: int = 1200) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    random = np.random.default_rng(0)
    middles = random.normal(size=(24, 16)) * 3
    return (middles[np.arange(n) % 24] + random.normal(size=(n, 16)) * 0.2).astype(np.float32)


def test_bits_are_balanced_better_than_planes_through_random_pairs() -> None:
    points = clusters()
    shares = fit_density_sensitive(points, 12).encode(points).mean(0)
    random = np.random.default_rng(0)
    one, other = points[random.integers(len(points), size=(2, 12))]
    chance = (points @ (one - other).T > ((one - other) * (one + other) / 2).sum(1)).mean(0)
    assert np.abs(shares - 0.5).mean() < 0.15
    assert np.abs(shares - 0.5).mean() < np.abs(chance - 0.5).mean()


def test_planes_run_between_groups_and_not_through_them() -> None:
    points = clusters()
    codes = fit_density_sensitive(points, 12).encode(points)
    agreeing = [codes[np.arange(len(points)) % 24 == group].mean(0) for group in range(24)]
    split = np.abs(np.stack(agreeing) - 0.5) < 0.4
    assert split.mean() < 0.15


def test_too_few_points_or_bits_are_refused() -> None:
    with pytest.raises(ValueError, match="8 points have"):
        fit_density_sensitive(clusters(8), 64)
    with pytest.raises(ValueError, match="0 bits"):
        fit_density_sensitive(clusters(), 0)
