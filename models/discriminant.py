"""Eq. 4 in closed form: the directions in which pictures differ because their designs do.

Without tanh, y = xW, and under Y'Y = nI, eq. 4 is a generalised eigenproblem: minimise tr(W'X'LXW) under W'X'XW = nI
(locality preserving projections, He and Niyogi 2003). Where S_ij = 1/m within each group of m pictures, X'LX is the
scatter within groups, and the answer is Fisher's linear discriminants. Groups are pictures of one instance (a design
in its colourways, drawn, shaded and photographed), which differ only by what is of no account; instances of one class
(a cut), which differ by what is of less account; and the clusters of repeated k-means, where nothing else is known.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.similarity import NONE, Labels

Features = NDArray[np.float32]


@dataclass(frozen=True)
class Grouping:
    """Which pictures belong together, int64 (n,), `NONE` where unknown, and how much it weighs that they do."""

    labels: Labels
    weight: float = 1.0


@dataclass(frozen=True, eq=False)
class Projection:
    """An affine map of features (n, d) to outputs (n, k).

    Attributes:
        weight: float32 (d, k); bias: float32 (k,).
    """

    weight: NDArray[np.float32]
    bias: NDArray[np.float32]

    def __call__(self, features: Features) -> NDArray[np.float32]:
        """Outputs float32 (n, k)."""
        return features @ self.weight + self.bias


def fit_discriminant(
    features: Features, groupings: Sequence[Grouping], dimensions: int, *, ridge: float = 0.1
) -> Projection:
    """Fit the directions that tell groups apart, strongest first.

    Each is scaled by its ratio of wanted to unwanted scatter, and all together to a mean square of 1.

    Args:
        features: float32 (n, d).
        groupings: whose scatter within groups, weighted and added up, is unwanted.
        dimensions: outputs k.
        ridge: share of the mean unwanted variance added to every direction, against directions seen too rarely.

    Raises:
        ValueError: there are fewer directions than outputs, or no group has two pictures that differ.
    """
    if dimensions > features.shape[1]:
        raise ValueError(f"{features.shape[1]} values cannot give {dimensions} outputs")
    points = features.astype(np.float64)
    mean = points.mean(0)
    unwanted = sum(
        (each.weight * _scatter_within(points, each.labels) for each in groupings),
        np.zeros((points.shape[1], points.shape[1])),
    )
    level = np.trace(unwanted) / len(unwanted)
    if level <= 0:
        raise ValueError("no group has two pictures that differ")
    values, vectors = np.linalg.eigh(unwanted + ridge * level * np.eye(len(unwanted)))
    whiten = vectors / np.sqrt(values)
    ratios, directions = np.linalg.eigh(whiten.T @ _covariance(points - mean) @ whiten)
    strongest = np.argsort(-ratios)[:dimensions]
    weight = whiten @ directions[:, strongest] / np.sqrt(np.mean(ratios[strongest]))
    return Projection(weight.astype(np.float32), (-mean @ weight).astype(np.float32))


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
