"""Exact likeness, by which the first matches are ranked again.

A code tells roughly where a picture lies, its feature tells exactly; there are too many features to compare them all.
Exact likeness is the mean of two cosines: of E, which tells one design from another, and of the hash layer's outputs,
which put designs of a kind together. It is shown on the scale of the codes' similarity, so that the matches behind the
first ones, which only their codes ranked, go on where those end.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Self

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder
from index.records import Facet

RERANKED = 200
"""Matches that are ranked again."""

KNOTS = 64
_RAREST = 1e-4
_SHORTEST = np.float32(1e-12)

Features = NDArray[np.float32]
Floats = NDArray[np.float64]


def exact_likeness(encoder: Encoder, facet: Facet, features: Features, others: Features) -> Floats:
    """Compare features (m, 2048) with others (n, 2048) by a facet.

    Returns:
        float64 (m, n), from -1 to 1, where 1 is the same feature.
    """
    values = encoder.facet_values(facet)
    by_feature = _cosines(features[:, values], others[:, values])
    by_output = _cosines(_outputs(encoder, facet, features), _outputs(encoder, facet, others))
    return (by_feature + by_output).astype(np.float64) / 2


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


def _outputs(encoder: Encoder, facet: Facet, features: Features) -> Features:
    """The hash layer's outputs for a facet, in single precision, as nothing is cut into bits here."""
    layer = encoder.hash_layer
    parts = (Facet.CUT, Facet.PRINT) if facet is Facet.OVERALL else (facet,)
    sums = []
    for part in parts:
        values, outputs = encoder.facet_values(part), encoder.facet_outputs(part)
        sums.append(features[:, values] @ layer.weight[values, outputs] + layer.bias[outputs])
    return np.tanh(np.hstack(sums))


def _cosines(vectors: Features, others: Features) -> Features:
    cosines: Features = vectors @ others.T
    cosines /= np.maximum(np.linalg.norm(vectors, axis=1), _SHORTEST)[:, None]
    cosines /= np.maximum(np.linalg.norm(others, axis=1), _SHORTEST)
    return cosines
