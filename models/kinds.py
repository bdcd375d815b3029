"""Outputs of the hash layer that say of what kind a cut and a print are: as eq. 4 has it where all of S is labels.

Two pictures are similar then if they are of one class, and the least squares fit of the classes is its closed form
(Fisher's discriminants once more, with as many outputs as classes). Steep under tanh, an output is near 1 for a picture
of its class and near -1 for all others, however much designs of one class differ.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.discriminant import Projection
from models.similarity import NONE, Labels

Features = NDArray[np.float32]


@dataclass(frozen=True)
class KindOptions:
    """How classes are told apart.

    Attributes:
        gain: how steeply an output turns; threshold: evidence for a class, from about 0 to 1, at which it does.
        ridge: share of the mean variance added to every direction.
    """

    gain: float = 4.0
    threshold: float = 0.35
    ridge: float = 0.03


def fit_kinds(features: Features, classes: Labels, options: KindOptions) -> Projection:
    """Fit one output a class, before tanh, in the order of the class numbers.

    Args:
        features: float32 (n, d); classes: int64 (n,), `NONE` where unknown.

    Raises:
        ValueError: no class is known.
    """
    known = classes != NONE
    if not known.any():
        raise ValueError("no picture's class is known")
    points = features[known].astype(np.float64)
    wanted = np.eye(classes.max() + 1)[classes[known]]
    mean, share = points.mean(0), wanted.mean(0)
    points -= mean
    covariance = points.T @ points / len(points)
    level = np.trace(covariance) / len(covariance)
    ridge = options.ridge * level * np.eye(len(covariance))
    weight = np.linalg.solve(covariance + ridge, points.T @ (wanted - share) / len(points))
    bias = share - mean @ weight - options.threshold
    return Projection((options.gain * weight).astype(np.float32), (options.gain * bias).astype(np.float32))
