"""Whether a picture is like anything that an encoder was fitted on.

An empty page, a text or a picture of something else lies closest to whatever happens to be at the edge; what a search
then calls similar would be chance. Features of pictures of a kind differ in few directions, as do those of faces
(eigenfaces: Turk and Pentland, 1991): a picture whose feature differs from their mean in other directions than they do
is unfamiliar.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

MAIN = 1 / 8
"""Main directions, as a share of all: 256 of 2048."""

KNOWN = 0.9999
"""Share of the pictures fitted on that are familiar. A few show next to nothing."""

OWN = 0.995
"""The same of a user's own pictures, of which more may be anything."""

Features = NDArray[np.float32]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Familiarity:
    """The main directions of features, seen from their mean.

    Attributes:
        mean: float32 (d,); directions: float32 (k, d), of unit length and at right angles.
        most: the most of a familiar feature's squared distance from the mean that lies outside the main directions,
            as a share of it.
    """

    mean: Features
    directions: Features
    most: float

    @classmethod
    def fit(cls, features: Features) -> Self:
        """Find the main directions of features (n, d)."""
        mean = features.mean(0)
        apart = features.astype(np.float64) - mean
        _, directions = np.linalg.eigh(apart.T @ apart)  # by rising variance
        main = directions[:, ::-1][:, : max(1, round(MAIN * len(mean)))]
        stored = main.T.astype(np.float16).astype(np.float32)
        found = cls(mean, stored, 0.0)
        return replace(found, most=float(np.quantile(found.outside(features), KNOWN)))

    def widened(self, features: Features) -> Self:
        """The same where a user's own pictures (n, d) are familiar, too."""
        return replace(self, most=max(self.most, float(np.quantile(self.outside(features), OWN))))

    def outside(self, features: Features) -> Floats:
        """The share of each feature (n, d) outside the main directions, float64 (n,), from 0 to 1."""
        apart = features.astype(np.float64) - self.mean
        inside = ((apart @ self.directions.T) ** 2).sum(1)
        share: Floats = 1 - inside / np.maximum((apart**2).sum(1), np.finfo(np.float64).tiny)
        return share

    def knows(self, feature: Features) -> bool:
        """Whether a feature (d,) is like those fitted on."""
        return bool(self.outside(feature[None])[0] <= self.most)

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """As arrays for an .npz file."""
        directions = self.directions.astype(np.float16)
        return {"mean": self.mean, "directions": directions, "most": np.asarray(self.most)}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[np.generic]]) -> Self:
        """Rebuild from `arrays`.

        Raises:
            KeyError: one is missing.
        """
        mean, directions = (arrays[name].astype(np.float32) for name in ("mean", "directions"))
        return cls(mean, directions, float(arrays["most"].item()))
