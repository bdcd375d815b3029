"""Exact likeness, by which the first matches are ranked again.

A code tells roughly where a picture lies, its feature tells exactly; there are too many features to compare them all.
Exact likeness is a weighted mean of three cosines: of E, which tells one design from another, of the hash layer's
outputs, which count what differs between designs rather than between pictures of one, and of its outputs for kinds. It
is shown on the scale of the codes' similarity, so that the matches behind the first ones, which only their codes
ranked, go on where those end.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder
from index.records import Facet

RERANKED = 200
"""Matches that are ranked again."""

WEIGHTS = {
    Facet.OVERALL: (0.5, 0.4, 0.1),
    Facet.CUT: (0.05, 0.15, 0.8),
    Facet.PRINT: (0.05, 0.15, 0.8),
}
"""Of the cosines of E, outputs and kinds. Overall, the very design is to be first; by a facet, all of its kind."""

KNOTS = 64
_RAREST = 1e-4

Features = NDArray[np.float32]
Floats = NDArray[np.float64]


def exact_likeness(encoder: Encoder, facet: Facet, features: Features, others: Features) -> Floats:
    """Compare features (m, 2048) with others (n, 2048) by a facet.

    Returns:
        float64 (m, n), from -1 to 1, where 1 is the same feature.
    """
    sides = [_compared(encoder, facet, side) for side in (features, others)]
    cosines = (weight * (one @ other.T) for weight, one, other in zip(WEIGHTS[facet], *sides, strict=True))
    return sum(cosines, np.zeros((len(features), len(others))))


@dataclass(frozen=True)
class Scale:
    """Where an exact likeness stands among the similarities of codes.

    Attributes:
        likeness, similarity: of as many pairs of pictures each, rising; the last of both is 1.

    Raises:
        ValueError: they are not such.
    """

    likeness: tuple[float, ...]
    similarity: tuple[float, ...]

    def __post_init__(self) -> None:
        rising = all(low < high for low, high in pairwise(self.likeness))
        never_falling = all(low <= high for low, high in pairwise((0.0, *self.similarity)))
        ends = self.likeness[-1:] == self.similarity[-1:] == (1.0,)
        if len(self.likeness) != len(self.similarity) or not (rising and never_falling and ends):
            raise ValueError("a scale must rise to 1 on both sides")

    @classmethod
    def fit(cls, likeness: Floats, similarity: Floats) -> Self:
        """Match the quantiles of both over the same pairs (n,): as many reach a value on either side."""
        shares = 1 - np.geomspace(1, _RAREST, KNOTS)
        sides = np.quantile(likeness, shares), np.quantile(similarity, shares)
        knots = np.round(np.minimum(np.stack(sides), 1.0), 5)
        knots = np.hstack([knots[:, knots[0] < 1.0], np.ones((2, 1))])
        first = np.unique(knots[0], return_index=True)[1]
        return cls(tuple(knots[0, first].tolist()), tuple(knots[1, first].tolist()))

    def __call__(self, likeness: Floats) -> Floats:
        """The similarity to show; equal to six digits are equal."""
        return np.round(np.interp(likeness, self.likeness, self.similarity), 6)


def _compared(encoder: Encoder, facet: Facet, features: Features) -> tuple[Features, Features, Features]:
    """Unit vectors whose cosines are taken, (n, values) each: of E, of the hash layer's outputs, and of kinds.

    Cut and print have the same share in each, however far their values go.
    """
    layer, kinds = encoder.hash_layer, encoder.kinds
    parts = {Facet.OVERALL: (True, False), Facet.CUT: (True,), Facet.PRINT: (False,)}[facet]
    return (
        _unit([features[:, layer.looks_at(cut=cut)] for cut in parts]),
        _unit([layer.part(features, cut=cut) for cut in parts]),
        _unit([kinds.part(features, cut=cut) for cut in parts]),
    )


def _unit(parts: Sequence[Features]) -> Features:
    """Rows of all parts side by side, each part of the same length and together of length 1."""
    lengths = (np.linalg.norm(part, axis=1, keepdims=True) * len(parts) ** 0.5 for part in parts)
    joined: Features = np.hstack(
        [part / np.maximum(length, 1e-12) for part, length in zip(parts, lengths, strict=True)]
    )
    return joined
