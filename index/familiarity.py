"""Whether a picture is like anything that an encoder was fitted on.

Noise, an empty page or a picture of something else lie far from most of that, and closest to whatever happens to lie
at the edge; what a search then calls similar would be chance. The features fitted on are clustered, and a picture that
lies farther from every cluster than any of them does is unfamiliar.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from models.clustering import kmeans
from models.vectors import unit

CLUSTERS = 256
_ROUNDING = 1e-5

Features = NDArray[np.float32]


@dataclass(frozen=True)
class Familiarity:
    """Directions of clusters of features, seen from their mean.

    Attributes:
        mean: float32 (2048,); directions: float32 (k, 2048), of unit length.
        least: the lowest cosine of a feature fitted on to its nearest direction.
    """

    mean: Features
    directions: Features
    least: float

    @classmethod
    def fit(cls, features: Features, *, seed: int) -> Self:
        """Cluster features (n, 2048)."""
        mean = features.mean(0)
        points = unit(features - mean)
        assigned = kmeans(points, CLUSTERS, seed=seed)
        # As they will be stored; the least is to hold for these.
        means = np.stack([points[assigned == number].mean(0) for number in np.unique(assigned)])
        directions = unit(means).astype(np.float16).astype(np.float32)
        return cls(mean, directions, float((points @ directions.T).max(1).min()))

    def nearness(self, feature: Features) -> float:
        """How much nearer to a cluster a feature (2048,) lies than the farthest of those fitted on: cosines apart."""
        return float((self.directions @ unit(feature - self.mean)).max()) - self.least

    def knows(self, feature: Features) -> bool:
        """Whether a feature (2048,) lies as near to a cluster as one of those fitted on."""
        return self.nearness(feature) >= -_ROUNDING

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """As arrays for an .npz file."""
        directions = self.directions.astype(np.float16)
        return {"mean": self.mean, "directions": directions, "least": np.asarray(self.least)}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[np.generic]]) -> Self:
        """Rebuild from `arrays`.

        Raises:
            KeyError: one is missing.
        """
        mean, directions = (arrays[name].astype(np.float32) for name in ("mean", "directions"))
        return cls(mean, directions, float(arrays["least"].item()))
