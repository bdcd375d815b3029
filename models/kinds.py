"""Of what kind a cut and a print are: for each known kind, and for none of them, how likely it is.

The evidence for a kind is linear, and its softmax a posterior, in which what speaks for another kind counts against
this one: logistic regression with several classes. `OTHER` pictures, garments of no known kind and drawings without a
print, teach what none of the kinds looks like; without them each picture would be of some kind, and two of none be
alike.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.discriminant import Projection
from models.parted_layer import PartedLayer, T
from models.similarity import NONE, OTHER, Labels

Features = NDArray[np.float32]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class KindOptions:
    """How kinds are told apart.

    Attributes:
        penalty: of the squared weights, halved, beside the mean cross-entropy; they count in features whose mean square
            is 1. It keeps the fit from telling pictures it has seen apart by what no other picture shows.
        steps: at most, of the minimiser.
    """

    penalty: float = 0.02
    steps: int = 500


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
    """Fit the evidence for each class, in the order of the class numbers, as `Kinds` takes it: that for none is 0.

    Args:
        features: float32 (n, d); classes: int64 (n,), `models.similarity.OTHER` where of none, `NONE` where unknown.

    Raises:
        ValueError: no picture is of any class.
    """
    from scipy.optimize import minimize  # the program itself only reads kinds

    if not (classes >= 0).any():
        raise ValueError("no picture's class is known")
    known = classes != NONE
    points = features[known].astype(np.float64)
    none = classes.max() + 1
    wanted = np.where(classes[known] == OTHER, none, classes[known])[:, None] == np.arange(none + 1)
    mean = points.mean(0)
    points -= mean
    scale = np.sqrt((points**2).mean())
    points /= scale
    shape = points.shape[1] + 1, none + 1

    def loss(flat: Floats) -> tuple[float, Floats]:
        weight, bias = np.split(flat.reshape(shape), [-1])
        evidence = points @ weight + bias
        evidence -= evidence.max(axis=1, keepdims=True)
        likely = np.exp(evidence)
        sums = likely.sum(axis=1, keepdims=True)
        off = (likely / sums - wanted) / len(points)
        value = (np.log(sums).sum() - evidence[wanted].sum()) / len(points)
        slope = np.vstack([points.T @ off + options.penalty * weight, off.sum(0)])
        return value + options.penalty / 2 * float((weight**2).sum()), slope.ravel()

    found = minimize(
        loss, np.zeros(shape).ravel(), jac=True, method="L-BFGS-B", options={"maxiter": options.steps}
    )
    fitted = found.x.reshape(shape)
    weight, bias = np.split(fitted[:, :-1] - fitted[:, -1:], [-1])
    weight = weight / scale
    return Projection(weight.astype(np.float32), (bias[0] - mean @ weight).astype(np.float32))
