"""Density sensitive hashing: Jin, Li, Lin and Cai, IEEE Transactions on Cybernetics 44 (8), 2014.

Planes are laid half way between neighbouring groups of points, where there are few, and of these the ones that part
the points most evenly are kept. Numbers are those of the authors' code.
"""

import numpy as np
from numpy.typing import NDArray

from models.baselines.hyperplanes import Hyperplanes
from models.clustering import kmeans

Points = NDArray[np.float32]

GROUPS_A_BIT = 1.5
NEIGHBOURS = 3
ITERATIONS = 3


def fit_density_sensitive(points: Points, bits: int, *, seed: int = 0) -> Hyperplanes:
    """The planes between neighbouring groups of points float32 (m, d) that are balanced best.

    Groups are 1.5 times as many as bits, by k-means in three iterations; two are neighbours if either is among the
    other's three nearest. Bit k is set where w.x > w.(a + b)/2 with w = a - b, for the k-th pair of centres a and b.

    Raises:
        ValueError: fewer than one bit, or too few points for so many planes.
    """
    if bits < 1:
        raise ValueError(f"cannot make codes of {bits} bits")
    groups = kmeans(points, round(GROUPS_A_BIT * bits), seed=seed, iterations=ITERATIONS)
    centres = np.stack([points[groups == group].mean(0) for group in np.unique(groups)])
    pairs = _neighbours(centres)
    if len(pairs) < bits:
        raise ValueError(f"{len(points)} points have {len(pairs)} planes between their groups, not {bits}")
    one, other = centres[pairs[:, 0]], centres[pairs[:, 1]]
    weights = (one - other).T
    offsets = np.einsum("kd,kd->k", one - other, (one + other) / 2)
    shares = (points @ weights > offsets).mean(axis=0)
    kept = np.argsort(np.abs(shares - 0.5), kind="stable")[:bits]
    return Hyperplanes(np.zeros(points.shape[1], np.float32), weights[:, kept], offsets[kept])


def _neighbours(centres: Points) -> NDArray[np.intp]:
    """Pairs i < j of centres of which either is among the other's nearest, (pairs, 2)."""
    lengths = np.square(centres).sum(axis=1)
    apart = lengths[:, None] + lengths - 2 * centres @ centres.T
    np.fill_diagonal(apart, np.inf)
    nearest = np.argsort(apart, axis=1, kind="stable")[:, :NEIGHBOURS]
    pairs = np.stack([np.repeat(np.arange(len(centres)), nearest.shape[1]), nearest.ravel()], axis=1)
    return np.unique(np.sort(pairs, axis=1), axis=0)
