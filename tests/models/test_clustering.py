from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from models.clustering import kmeans, repeated_kmeans

Points = NDArray[np.float32]


def blobs(groups: int, points: int, seed: int = 0) -> tuple[Points, NDArray[np.intp]]:
    """Groups far apart in the plane, on a line, with a spread of a tenth of their distance."""
    random = np.random.default_rng(seed)
    group = np.repeat(np.arange(groups), points)
    at = random.normal(size=(len(group), 2)) * 0.1
    at[:, 0] += group
    return at.astype(np.float32), group


def error(points: Points, assigned: NDArray[np.int32]) -> float:
    return float(
        sum(np.square(points[assigned == k] - points[assigned == k].mean(0)).sum() for k in set(assigned))
    )


@given(st.integers(1, 60), st.integers(1, 80), st.integers(0, 5))
@settings(max_examples=40, deadline=None)
def test_every_point_gets_a_cluster_and_no_cluster_is_empty(points: int, clusters: int, seed: int) -> None:
    at = np.random.default_rng(seed).normal(size=(points, 3)).astype(np.float32)
    assigned = kmeans(at, clusters, seed=seed)
    assert set(assigned) == set(range(min(points, clusters)))


@given(st.integers(0, 20))
@settings(max_examples=20, deadline=None)
def test_moving_the_centres_never_makes_it_worse(seed: int) -> None:
    points = np.random.default_rng(seed).normal(size=(200, 4)).astype(np.float32)
    errors = [error(points, kmeans(points, 7, seed=seed, iterations=count)) for count in range(8)]
    assert all(later <= earlier * (1 + 1e-5) for earlier, later in pairwise(errors))


def test_it_ends_with_every_point_at_its_nearest_mean() -> None:
    points, _ = blobs(6, 40)
    assigned = kmeans(points, 4, seed=3, iterations=100)
    means = np.stack([points[assigned == k].mean(0) for k in range(4)])
    assert np.array_equal(np.linalg.norm(points[:, None] - means, axis=2).argmin(1), assigned)


def test_equal_points_fill_no_more_clusters_than_one_start_each() -> None:
    assigned = kmeans(np.ones((10, 2), np.float32), 4, seed=0)
    assert assigned.shape == (10,)
    assert assigned.max() < 4


def test_runs_agree_on_groups_that_lie_apart_and_repeat_by_their_seed() -> None:
    points, group = blobs(5, 30)
    runs = repeated_kmeans(points, 12, (3, 20), seed=1)
    assert runs.shape == (150, 12)
    assert np.array_equal(runs, repeated_kmeans(points, 12, (3, 20), seed=1))
    assert not np.array_equal(runs, repeated_kmeans(points, 12, (3, 20), seed=2))
    together = (runs[:, None] == runs).mean(2)
    same = group[:, None] == group
    assert together[same].mean() > 5 * together[~same].mean()


def test_a_handful_of_points_is_enough() -> None:
    assert repeated_kmeans(np.zeros((1, 4), np.float32), 3, (50, 400), seed=0).shape == (1, 3)


@pytest.mark.parametrize(("shape", "clusters"), [((0, 3), 2), ((5,), 2), ((5, 3), 0)])
def test_nothing_to_cluster_is_refused(shape: tuple[int, ...], clusters: int) -> None:
    with pytest.raises(ValueError, match="cannot make"):
        kmeans(np.zeros(shape, np.float32), clusters, seed=0)
