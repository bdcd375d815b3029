"""K-means, and what many runs of it agree on: which pictures belong together where nobody has labelled them."""

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float32]
Assignments = NDArray[np.int32]

_PROJECTED = 128


def kmeans(points: Points, clusters: int, *, seed: int, iterations: int = 8) -> Assignments:
    """Lloyd's algorithm from randomly chosen points, in single precision; repeatable by its seed.

    A cluster that loses its last point starts again at the point farthest from its own centre.

    Args:
        points: float32 (n, d).
        clusters: at most n of them are made.
        iterations: how often centres move at most; it ends before when no point changes its cluster.

    Returns:
        int32 (n,), the number of each point's cluster.

    Raises:
        ValueError: no points, or no clusters.
    """
    if points.ndim != 2 or len(points) == 0 or clusters < 1:
        raise ValueError(f"cannot make {clusters} clusters of points {points.shape}")
    random = np.random.default_rng(seed)
    centres = points[random.choice(len(points), min(clusters, len(points)), replace=False)]
    assigned = _nearest(points, centres)[0]
    for _ in range(iterations):
        centres = _centres(points, assigned, centres)
        before = assigned
        assigned = _nearest(points, centres)[0]
        if np.array_equal(assigned, before):
            break
    return assigned


def repeated_kmeans(points: Points, runs: int, clusters: tuple[int, int], *, seed: int) -> Assignments:
    """Several runs from other starts and into other numbers of clusters, spaced evenly by ratio.

    Points of many dimensions are seen by each run in a random projection of its own, which costs less and makes the
    runs differ more (Fern and Brodley, ICML 2003).

    Args:
        points: float32 (n, d).
        clusters: fewest and most; both are lowered to n / 2 where there are few points.

    Returns:
        int32 (n, runs). The share of runs that put two points into one cluster is how alike they are.
    """
    most = max(1, len(points) // 2)
    counts = np.geomspace(min(clusters[0], most), min(clusters[1], most), runs).round().astype(int)
    assigned = np.empty((len(points), runs), np.int32)
    for run, count in enumerate(counts.tolist()):
        assigned[:, run] = kmeans(_projected(points, seed + run), count, seed=seed + run)
    return assigned


def _projected(points: Points, seed: int) -> Points:
    if points.shape[1] <= _PROJECTED:
        return points
    directions = np.random.default_rng(seed).standard_normal((points.shape[1], _PROJECTED), np.float32)
    projected: Points = points @ (directions / np.sqrt(np.float32(_PROJECTED)))
    return projected


def _nearest(points: Points, centres: Points) -> tuple[Assignments, Points]:
    """Each point's nearest centre, and the squared distance to it less the point's own squared length."""
    apart = points @ (-2.0 * centres.T)
    apart += np.einsum("kd,kd->k", centres, centres)
    nearest = apart.argmin(axis=1).astype(np.int32)
    return nearest, apart[np.arange(len(points)), nearest]


def _centres(points: Points, assigned: Assignments, before: Points) -> Points:
    """Means of the clusters."""
    order = np.argsort(assigned, kind="stable")
    found, first = np.unique(assigned[order], return_index=True)
    counts = np.diff(np.append(first, len(points)))
    centres = before.copy()
    centres[found] = np.add.reduceat(points[order], first, axis=0) / counts[:, None]
    lost = np.setdiff1d(np.arange(len(before)), found)
    if len(lost):
        apart = np.square(points - centres[assigned]).sum(axis=1)
        centres[lost] = points[np.argsort(-apart, kind="stable")[: len(lost)]]
    return centres
