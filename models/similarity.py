"""The matrix S of eq. 4: how alike two pictures are, by repeated k-means and by what is known of them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.clustering import Assignments

Labels = NDArray[np.int64]
NONE = -1
"""Label of a picture that belongs to no known instance or class."""
OTHER = -2
"""Class of a picture that is known to be of none of the classes."""


@dataclass(frozen=True, eq=False)
class Similarity:
    """S, kept as what it is computed from; its n x n values are made only for the rows asked for.

    Two pictures are as similar as the share of k-means runs that put them into one cluster; that share is
    multiplied by `other_class` where their classes are known and differ, and raised to `same_class` where they are
    equal. Pictures of one instance have 1.

    Attributes:
        clusters: int32 (n, runs) from `repeated_kmeans`.
        instances, classes: int64 (n,), `NONE` where unknown.
        same_class, other_class: from 0 to 1.

    Raises:
        ValueError: arrays of different lengths, or a share outside 0 to 1.
    """

    clusters: Assignments
    instances: Labels
    classes: Labels
    same_class: float
    other_class: float

    def __post_init__(self) -> None:
        if not len(self.clusters) == len(self.instances) == len(self.classes):
            raise ValueError(
                f"{len(self.clusters)} pictures have {len(self.instances)} instances"
                f" and {len(self.classes)} classes"
            )
        if not (0 <= self.same_class <= 1 and 0 <= self.other_class <= 1):
            raise ValueError(f"similarities {self.same_class}, {self.other_class} are not from 0 to 1")

    def among(self, rows: NDArray[np.intp]) -> NDArray[np.float32]:
        """S between these pictures, float32 (len(rows), len(rows)): symmetric, from 0 to 1, 1 on the diagonal."""
        shares = np.zeros((len(rows), len(rows)), np.float32)
        for run in self.clusters[rows].T:
            shares += run[:, None] == run
        shares /= np.float32(max(self.clusters.shape[1], 1))
        equal, known = _equal(self.classes[rows])
        shares[known & ~equal] *= np.float32(self.other_class)
        shares[equal] = np.maximum(shares[equal], np.float32(self.same_class))
        shares[_equal(self.instances[rows])[0]] = 1.0
        np.fill_diagonal(shares, 1.0)
        return shares


def _equal(labels: Labels) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Of which pairs both labels are known and equal, and of which both are known."""
    known = labels != NONE
    both = known[:, None] & known
    return (labels[:, None] == labels) & both, both
