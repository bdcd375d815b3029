"""A hash layer in closed form: the directions in which pictures differ because their designs do.

Linear discriminant analysis with two kinds of unwanted scatter. Pictures of one instance (a design in its colourways,
drawn, shaded and photographed) differ only by what is of no account; instances of one class (a cut) differ by what is
of less account. Whitening that scatter and keeping the principal directions of what is left gives outputs that are
near for the same instance, and nearer within a class than across.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Features = NDArray[np.float32]
Labels = NDArray[np.int64]
NONE = -1
"""Label of a picture that belongs to no known instance or class."""


@dataclass(frozen=True)
class Discriminant:
    """An affine map of features (n, d) to outputs (n, k) of unit mean square.

    Attributes:
        weight: float32 (d, k); bias: float32 (k,).
    """

    weight: NDArray[np.float32]
    bias: NDArray[np.float32]


def fit_discriminant(
    features: Features,
    instances: Labels,
    classes: Labels,
    dimensions: int,
    *,
    class_weight: float = 1.0,
    ridge: float = 0.1,
) -> Discriminant:
    """Fit the directions that tell instances and classes apart.

    Args:
        features: float32 (m, d).
        instances, classes: int64 (m,), `NONE` where unknown.
        dimensions: outputs k, strongest first; each is scaled by its ratio of wanted to unwanted scatter.
        class_weight: how much scatter within a class counts as unwanted, beside that within an instance.
        ridge: share of the mean unwanted variance added to every direction, against directions seen too rarely.

    Raises:
        ValueError: there are fewer directions than outputs, or no instance has two pictures.
    """
    if dimensions > features.shape[1]:
        raise ValueError(f"{features.shape[1]} values cannot give {dimensions} outputs")
    points = features.astype(np.float64)
    mean = points.mean(0)
    unwanted = _scatter_within(points, instances) + class_weight * _scatter_within(points, classes)
    level = np.trace(unwanted) / len(unwanted)
    if level <= 0:
        raise ValueError("no instance has two pictures that differ")
    values, vectors = np.linalg.eigh(unwanted + ridge * level * np.eye(len(unwanted)))
    whiten = vectors / np.sqrt(values)
    ratios, directions = np.linalg.eigh(whiten.T @ _covariance(points - mean) @ whiten)
    strongest = np.argsort(-ratios)[:dimensions]
    weight = whiten @ directions[:, strongest] / np.sqrt(np.mean(ratios[strongest]))
    return Discriminant(weight.astype(np.float32), (-mean @ weight).astype(np.float32))


def _scatter_within(points: NDArray[np.float64], labels: Labels) -> NDArray[np.float64]:
    """Covariance of points about the mean of their label."""
    known = labels != NONE
    if not known.any():
        return np.zeros((points.shape[1], points.shape[1]))
    points = points[known]
    _, group = np.unique(labels[known], return_inverse=True)
    sums = np.zeros((group.max() + 1, points.shape[1]))
    np.add.at(sums, group, points)
    return _covariance(points - (sums / np.bincount(group)[:, None])[group])


def _covariance(deviations: NDArray[np.float64]) -> NDArray[np.float64]:
    covariance: NDArray[np.float64] = deviations.T @ deviations / len(deviations)
    return covariance
