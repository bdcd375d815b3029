"""Locality-sensitive hashing by random hyperplanes: Charikar, STOC 2002."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Hyperplanes:
    """Codes that say on which side of each hyperplane a point lies.

    Attributes:
        centre: float32 (d,); weights: float32 (d, bits).
        offsets: float32 (bits,), how far each plane is from the centre, in units of its weights' length.
    """

    centre: Points
    weights: Points
    offsets: Points | float = 0.0

    def encode(self, points: Points) -> NDArray[np.bool_]:
        """Codes of points (n, d), bool (n, bits)."""
        sides: NDArray[np.bool_] = (points - self.centre) @ self.weights > self.offsets
        return sides


def fit_random_hyperplanes(points: Points, bits: int, *, seed: int = 0) -> Hyperplanes:
    """Hyperplanes of random directions through the mean of points float32 (m, d).

    Raises:
        ValueError: fewer than one bit.
    """
    if bits < 1:
        raise ValueError(f"cannot make codes of {bits} bits")
    random = np.random.default_rng(seed)
    return Hyperplanes(points.mean(0), random.standard_normal((points.shape[1], bits), np.float32))
