"""Principal directions scaled to equal variance: Jégou and Chum, ECCV 2012."""

import numpy as np
from numpy.typing import NDArray

from models.discriminant import Projection

Points = NDArray[np.float32]
Floats = NDArray[np.float64]

_LEAST = 1e-9


def fit_whitening(points: Points, dimensions: int) -> Projection:
    """The strongest principal directions of points float32 (m, d), each scaled to a variance of 1.

    Raises:
        ValueError: more dimensions than the points have.
    """
    if dimensions > points.shape[1]:
        raise ValueError(f"{points.shape[1]} values have no {dimensions} directions")
    mean, variances, directions = principal_directions(points)
    scales = np.sqrt(np.maximum(variances[:dimensions], _LEAST * variances[0]))
    weight = directions[:, :dimensions] / scales
    return Projection(weight.astype(np.float32), (-mean @ weight).astype(np.float32))


def principal_directions(points: Points) -> tuple[Floats, Floats, Floats]:
    """Mean (d,), variances (d,), and directions (d, d) of points float32 (m, d), the strongest column first."""
    wide = points.astype(np.float64)
    mean = wide.mean(0)
    variances, directions = np.linalg.eigh((wide - mean).T @ (wide - mean) / len(wide))
    return mean, variances[::-1], directions[:, ::-1]
