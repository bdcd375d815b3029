"""Of what kind a cut and a print are: for each known kind, and for none of them, how likely it is.

The evidence for a kind is the least squares fit of its indicator, the closed form of eq. 4 where all of S is labels
(Fisher's discriminants once more, with as many outputs as kinds). A softmax makes it a posterior, in which what speaks
for another kind counts against this one. `OTHER` pictures, garments of no known kind and drawings without a print,
teach what none of the kinds looks like; without them each picture would be of some kind, and two of none be alike.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.discriminant import Projection
from models.parted_layer import PartedLayer, T
from models.similarity import NONE, Labels

Features = NDArray[np.float32]


@dataclass(frozen=True)
class KindOptions:
    """How kinds are told apart.

    Attributes:
        certainty: how fast a posterior rises with the evidence, which is about 1 for a typical picture of the kind;
        threshold: evidence as likely of none of the kinds.
        ridge: share of the mean variance added to every direction.
    """

    certainty: float = 12.0
    threshold: float = 0.35
    ridge: float = 0.003


@dataclass(frozen=True)
class Kinds(PartedLayer):
    """Posteriors of the kinds of cut, and of those of print: a kind each, and behind them none of these.

    They are scaled to unit length, so that the inner product of two is their cosine.
    """

    @staticmethod
    def _activated(outputs: NDArray[T]) -> NDArray[T]:
        evidence = np.hstack([outputs, np.zeros_like(outputs[:, :1])])
        likely = np.exp(evidence - evidence.max(axis=1, keepdims=True))
        unit: NDArray[T] = likely / np.linalg.norm(likely, axis=1, keepdims=True)
        return unit


def fit_kinds(features: Features, classes: Labels, options: KindOptions) -> Projection:
    """Fit the evidence for each class, in the order of the class numbers, as `Kinds` takes it.

    Args:
        features: float32 (n, d); classes: int64 (n,), `models.similarity.OTHER` where of none, `NONE` where unknown.

    Raises:
        ValueError: no picture is of any class.
    """
    if not (classes >= 0).any():
        raise ValueError("no picture's class is known")
    known = classes != NONE
    points = features[known].astype(np.float64)
    wanted = (classes[known, None] == np.arange(classes.max() + 1)).astype(np.float64)
    mean, share = points.mean(0), wanted.mean(0)
    points -= mean
    covariance = points.T @ points / len(points)
    level = np.trace(covariance) / len(covariance)
    ridge = options.ridge * level * np.eye(len(covariance))
    weight = np.linalg.solve(covariance + ridge, points.T @ (wanted - share) / len(points))
    bias = share - mean @ weight - options.threshold
    return Projection(
        (options.certainty * weight).astype(np.float32), (options.certainty * bias).astype(np.float32)
    )
