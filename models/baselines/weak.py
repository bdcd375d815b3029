"""Weakly supervised features, a stand-in for [21] of the paper: 胡琦瑶 et al., 西北大学学报 50 (5), 2020.

Its text is not public. Its author's thesis trains a network on the tags that users give their pictures, after leaving
out those that look wrong. A catalogue has no tags: here the noisy labels are the clusters of k-means, from which the
pictures far from their cluster's middle are left out. On them a linear classifier learns what to look at, as in class
activation maps (Zhou et al., CVPR 2016), within the object as SCDA finds it (Wei, Luo, Wu and Zhou, IEEE Transactions
on Image Processing 26 (6), 2017). The network's own weights stay as they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from models.clustering import kmeans
from models.vectors import unit

Map = NDArray[np.floating]
Vectors = NDArray[np.float32]

PICTURES_A_LABEL = 8
MOST_LABELS = 100
KEPT = 0.8
"""Share of pictures, those nearest to the middle of their cluster, whose label is believed."""
CLASSES = 3
RIDGE = 0.1
_TINY = 1e-6


def object_mask(maps: Map) -> NDArray[np.bool_]:
    """SCDA's object in a map (c, h, w), bool (h, w): the largest connected piece of what responds above the mean."""
    total = maps.sum(axis=0, dtype=np.float32)
    count, pieces = cv2.connectedComponents((total > total.mean()).astype(np.uint8))
    if count == 1:
        return np.ones(total.shape, bool)
    largest = 1 + int(np.argmax(np.bincount(pieces.ravel())[1:]))
    return np.asarray(pieces == largest)


@dataclass(frozen=True, eq=False)
class ActivationWeighted:
    """From a map to one vector: mean and strongest response of each channel where likely classes are seen.

    Attributes:
        classifier: float32 (c, classes), from pooled maps less their mean.
        mean: float32 (c,).
    """

    classifier: Vectors
    mean: Vectors

    @classmethod
    def fit(cls, maps: Sequence[Map], *, seed: int = 0) -> "ActivationWeighted":
        """Learn noisy labels of maps (c, h, w): least squares with a ridge, on those that are believed.

        Raises:
            ValueError: fewer than two maps.
        """
        if len(maps) < 2:
            raise ValueError("one picture alone has no labels to learn")
        pooled = np.stack([_pooled(each) for each in maps])
        count = int(np.clip(len(maps) // PICTURES_A_LABEL, 2, MOST_LABELS))
        labels = kmeans(pooled, count, seed=seed)
        believed = _believed(pooled, labels)
        points = pooled[believed]
        mean = points.mean(axis=0)
        centred = (points - mean).astype(np.float64)
        wanted = np.eye(labels.max() + 1)[labels[believed]]
        scatter = centred.T @ centred
        ridge = RIDGE * np.trace(scatter) / len(scatter) + _TINY
        weights = np.linalg.solve(
            scatter + ridge * np.eye(len(scatter)), centred.T @ (wanted - wanted.mean(0))
        )
        return cls(weights.astype(np.float32), mean)

    def __call__(self, maps: Map) -> Vectors:
        """The vector of one map (c, h, w), float32 (2 c,), of unit length."""
        values = maps.astype(np.float32)
        likely = np.argsort(-((_pooled(maps) - self.mean) @ self.classifier))[:CLASSES]
        activation = np.tensordot(self.classifier[:, likely].sum(axis=1), values, 1).clip(min=0)
        mask = object_mask(maps)
        weights = (activation / max(float(activation.mean()), _TINY) + 1) * mask
        means = (np.tensordot(values, weights, 2) / max(float(weights.sum()), _TINY)).astype(np.float32)
        strongest = (values * mask).max(axis=(1, 2))
        return unit(np.concatenate([unit(means), unit(strongest)]))


def _believed(points: Vectors, labels: NDArray[np.int32]) -> NDArray[np.bool_]:
    """The pictures nearest to the middle of their cluster, a fixed share of each."""
    believed = np.zeros(len(points), bool)
    for label in np.unique(labels):
        rows = np.flatnonzero(labels == label)
        apart = np.square(points[rows] - points[rows].mean(axis=0)).sum(axis=1)
        believed[rows[np.argsort(apart, kind="stable")[: int(np.ceil(KEPT * len(rows)))]]] = True
    return believed


def _pooled(maps: Map) -> Vectors:
    mask = object_mask(maps)
    return unit(maps[:, mask].mean(axis=1, dtype=np.float32))
