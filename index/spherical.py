"""Spherical hashing: Heo, Lee, He, Chang, Yoon, "Spherical Hashing", CVPR 2012.

Each bit of a code is a sphere in the space of the hash layer's outputs: 1 inside, 0 outside (eq. 1). A good
set of spheres holds half of the points each (eq. 2) and a quarter of them in each pair (eq. 3), as
independent fair coins would. `fit_codebook` moves the centres, here pivots, apart where two spheres share
too much and together where they share too little, and sets each radius to the median distance, until both
hold within the published tolerances.

On unit vectors a sphere is a half-space: ||x - p||^2 <= r^2 is x.p >= (1 + ||p||^2 - r^2) / 2.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.codes import pack_bits, popcount

MEAN_TOLERANCE = 0.10
STD_TOLERANCE = 0.15
"""When to stop: the pairs' mean overlap within 10 % of m/4, their standard deviation below 15 % of m/4."""

POINTS_PER_PIVOT = 10
"""A pivot starts as the mean of this many random points."""

_BLOCK = 4096
_FLOAT_NOISE = 1e-6

Points = NDArray[np.float32]
Bits = NDArray[np.bool_]
Floats = NDArray[np.float64]
Overlaps = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class SphericalCodebook:
    """c spheres in d dimensions, and how the fit that made them ended.

    Attributes:
        pivots: float32 (c, d); radii: float32 (c,), in the unit of the points.
        seed: of the fit; sample: number of points it used (m).
        mean_overlap_error: |mean(o_ij) - m/4| / (m/4) over all pairs of spheres, o_ij the points in both.
        std_overlap: standard deviation of o_ij, over m/4.
        iterations: how often the pivots were moved to where they are.
        converged: whether both figures came within the tolerances.

    Raises:
        ValueError: shapes that do not fit together, or values that are no spheres.
    """

    pivots: Points
    radii: Points
    seed: int
    mean_overlap_error: float
    std_overlap: float
    iterations: int
    converged: bool
    sample: int

    def __post_init__(self) -> None:
        if self.pivots.ndim != 2 or self.pivots.size == 0:
            raise ValueError(
                f"the pivots of a codebook must have the shape (bits, dimensions), not {self.pivots.shape}"
            )
        if self.radii.shape != self.pivots.shape[:1]:
            raise ValueError(f"{len(self.pivots)} pivots need as many radii, not {self.radii.shape}")
        if not (np.isfinite(self.pivots).all() and np.isfinite(self.radii).all() and (self.radii >= 0).all()):
            raise ValueError("a codebook's pivots must be finite and its radii finite and not negative")

    @property
    def misfit(self) -> float:
        """The worse of the two overlap figures in units of its tolerance: below 1 if the fit converged."""
        return max(self.mean_overlap_error / MEAN_TOLERANCE, self.std_overlap / STD_TOLERANCE)

    def encode(self, points: Points) -> Bits:
        """Encode points (n, d) as bool (n, c): bit k is set where ||x - p_k|| <= r_k, ties included (eq. 1).

        Computed in double precision, so that a point gets the same code alone and in a batch.

        Raises:
            ValueError: the points have another number of dimensions.
        """
        if points.ndim != 2 or points.shape[1] != self.pivots.shape[1]:
            raise ValueError(f"cannot encode points {points.shape} with pivots {self.pivots.shape}")
        bits = np.empty((len(points), len(self.radii)), bool)
        for start in range(0, len(points), _BLOCK):
            block = slice(start, start + _BLOCK)
            bits[block] = _inside(_squared_distances(self.pivots, points[block]), self.radii).T
        return bits

    def arrays(self) -> dict[str, NDArray[Any]]:
        """All attributes as arrays, for an `.npz` file without pickle."""
        return {name: np.asarray(value) for name, value in vars(self).items()}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> "SphericalCodebook":
        """Undo `arrays`.

        Raises:
            ValueError: an array is missing, or has a shape or values that a codebook cannot have.
        """
        missing = [name for name in cls.__dataclass_fields__ if name not in arrays]
        if missing:
            raise ValueError(f"the codebook lacks {', '.join(missing)}")
        return cls(
            pivots=np.asarray(arrays["pivots"], np.float32),
            radii=np.asarray(arrays["radii"], np.float32),
            seed=int(arrays["seed"].item()),
            mean_overlap_error=float(arrays["mean_overlap_error"].item()),
            std_overlap=float(arrays["std_overlap"].item()),
            iterations=int(arrays["iterations"].item()),
            converged=bool(arrays["converged"].item()),
            sample=int(arrays["sample"].item()),
        )


def fit_codebook(
    points: Points, bits: int, *, seed: int = 0, sample: int = 20_000, max_iterations: int = 50
) -> SphericalCodebook:
    """Fit spheres to points float32 (m, d).

    Points that all coincide, and fewer than about 64 of them, cannot come within the tolerances: chance alone
    spreads o_ij by 1/sqrt(m). The fit then ends at its cap, or when a move changes no overlap any more. The
    spheres of the least misfit are kept, and the codebook says that it did not converge.

    Args:
        points: what the catalogue looks like; more than `sample` of them are drawn from without replacement.
        bits: number of spheres (c).
        seed: makes the fit repeatable.
        max_iterations: how often the pivots may move; the published cap is 50.

    Raises:
        ValueError: no points, points that are not finite, no bits, or a cap below 0.
    """
    if points.ndim != 2 or points.size == 0 or min(bits, sample) < 1 or max_iterations < 0:
        raise ValueError(f"cannot fit {bits} spheres to {sample} of points {points.shape}")
    if not np.isfinite(points).all():
        raise ValueError("cannot fit spheres to points that are not finite")
    random = np.random.default_rng(seed)
    if len(points) > sample:
        points = points[np.sort(random.choice(len(points), sample, replace=False))]
    pivots = _part_equal(_first_pivots(points, bits, random), points, random)
    best: SphericalCodebook | None = None
    overlaps: Overlaps | None = None
    for moves in range(max_iterations + 1):
        radii, inside = _balance(pivots, points)
        previous, overlaps = overlaps, _overlaps(inside)
        error, spread = _overlap_statistics(overlaps, len(points))
        converged = error < MEAN_TOLERANCE and spread < STD_TOLERANCE
        fitted = SphericalCodebook(pivots, radii, seed, error, spread, moves, converged, len(points))
        if best is None or fitted.misfit < best.misfit:
            best = fitted
        if converged or (previous is not None and np.array_equal(overlaps, previous)):
            break
        pivots = _moved(pivots, overlaps, len(points))
    assert best is not None
    return best


def bit_balance(bits: Bits) -> Floats:
    """Share of codes (n, c) in which each bit is set, float64 (c,): 0.5 each in a balanced code (eq. 2)."""
    balance: Floats = bits.mean(axis=0, dtype=np.float64)
    return balance


def pair_overlap(bits: Bits) -> Floats:
    """Share of codes (n, c) in which both bits of a pair are set: ideally 0.25 (eq. 3).

    Returns:
        float64 (c (c - 1) / 2,), one for each pair i < j.
    """
    overlaps = _overlaps(bits.T)
    shares: Floats = overlaps[np.triu_indices(len(overlaps), 1)] / len(bits)
    return shares


def _first_pivots(points: Points, bits: int, random: np.random.Generator) -> Points:
    chosen = random.integers(len(points), size=(bits, POINTS_PER_PIVOT))
    return np.stack([points[some].mean(axis=0, dtype=np.float64) for some in chosen]).astype(np.float32)


def _part_equal(pivots: Points, points: Points, random: np.random.Generator) -> Points:
    """Shake pivots that lie on an earlier one: between equal pivots there is no force to part them."""
    spread = float(np.sqrt(points.var(axis=0, dtype=np.float64).mean()))
    scale = 0.1 * spread or 1e-3 * float(np.abs(points).max()) or 1e-3
    grid = np.round(pivots.astype(np.float64) / (1e-3 * scale))
    _, first = np.unique(grid, axis=0, return_index=True)
    equal = np.ones(len(pivots), bool)
    equal[first] = False
    noise = random.normal(0.0, scale, pivots.shape) * equal[:, None]
    return (pivots + noise).astype(np.float32)


def _squared_distances(pivots: Points, points: Points) -> Floats:
    """||x - p||^2 for all pivots (c, d) and points (n, d), float64 (c, n): one matrix product."""
    p, x = pivots.astype(np.float64), points.astype(np.float64)
    distances = p @ x.T
    distances *= -2.0
    distances += np.einsum("kd,kd->k", p, p)[:, None]
    distances += np.einsum("nd,nd->n", x, x)
    return distances


def _inside(squared_distances: Floats, radii: Points) -> Bits:
    """Which points lie in which sphere, bool (c, n), ties inside."""
    return squared_distances <= np.square(radii, dtype=np.float64)[:, None]


def _balance(pivots: Points, points: Points) -> tuple[Points, Bits]:
    """The radii that put half of the points (m // 2) in each sphere, and which those are, bool (c, m).

    A radius is the distance of the (m/2)-th nearest point, rounded up so that this point stays inside
    whatever the rounding of a later product; a sphere is never smaller than the rounding of a distance.
    """
    squared = _squared_distances(pivots, points)
    middle = max(len(points) // 2, 1) - 1
    median = np.sqrt(np.maximum(np.partition(squared, middle, axis=1)[:, middle], 0.0))
    smallest = _FLOAT_NOISE * np.linalg.norm(pivots, axis=1)
    radii = np.nextafter(np.maximum(median, smallest).astype(np.float32), np.float32(np.inf))
    return radii, _inside(squared, radii)


def _overlaps(inside: Bits) -> Overlaps:
    """How many points each pair of spheres shares, (c, c), from membership (c, m)."""
    members = pack_bits(inside)
    return np.stack([popcount(members & sphere) for sphere in members])


def _overlap_statistics(overlaps: Overlaps, points: int) -> tuple[float, float]:
    """Error of the mean overlap and the overlaps' standard deviation, both over m/4; 0 for one sphere."""
    pairs = overlaps[np.triu_indices(len(overlaps), 1)] / (points / 4)
    if pairs.size == 0:
        return 0.0, 0.0
    return abs(float(pairs.mean()) - 1.0), float(pairs.std())


def _moved(pivots: Points, overlaps: Overlaps, points: int) -> Points:
    """Move every pivot p_i by (1/c) sum_j 1/2 (o_ij - m/4) / (m/4) (p_i - p_j), all at once."""
    weights = 0.5 * (overlaps / (points / 4) - 1.0) / len(pivots)
    before = pivots.astype(np.float64)
    after: Floats = before + weights.sum(axis=1)[:, None] * before - weights @ before
    return after.astype(np.float32)
