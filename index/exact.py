"""Exact likeness, by which the first matches are ranked again.

A code tells roughly where a picture lies, its feature tells exactly; there are too many features to compare them all.
Exact likeness is a weighted mean of three cosines each for cut and print: of that part of E, which tells one design
from another, of the hash layer's outputs, which count what differs between designs rather than between pictures of one,
and of its outputs for kinds. It is shown on the scale of the codes' similarity, so that the matches behind the first
ones, which only their codes ranked, go on where those end.
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

PartWeights = tuple[float, float, float] | None
Weights = tuple[PartWeights, PartWeights]

WEIGHTS: dict[Facet, Weights] = {
    Facet.OVERALL: ((0.1, 0.4, 0.1), (0.05, 0.18, 0.17)),
    Facet.CUT: ((0.05, 0.15, 0.8), None),
    Facet.PRINT: (None, (0.05, 0.15, 0.8)),
}
"""Of the cosines of E, outputs and kinds, for cut and for print. Overall, the very design is to be first, then the same
design in other colours; by a facet, all of its kind (`python -m tests.benchmarks.weights`)."""

KNOTS = 64
_RAREST = 1e-4

Features = NDArray[np.float32]
Floats = NDArray[np.float64]


def exact_likeness(encoder: Encoder, facet: Facet, features: Features, others: Features) -> Floats:
    """Compare features (m, 2048) with others (n, 2048) by a facet.

    Returns:
        float64 (m, n), from -1 to 1, where 1 is the same feature.
    """
    return weighted_likeness(encoder, WEIGHTS[facet], features, others)


def weighted_likeness(encoder: Encoder, weights: Weights, features: Features, others: Features) -> Floats:
    """The same by any weights."""
    likeness = np.zeros((len(features), len(others)))
    for is_cut, of_part in zip((True, False), weights, strict=True):
        if of_part is not None:
            sides = (_compared(encoder, side, is_cut=is_cut) for side in (features, others))
            for weight, one, other in zip(of_part, *sides, strict=True):
                likeness += weight * (one @ other.T)
    return likeness


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


def _compared(encoder: Encoder, features: Features, *, is_cut: bool) -> tuple[Features, Features, Features]:
    """Unit vectors whose cosines are taken, (n, values) each: of a part of E, of its outputs, and of its kinds."""
    layer, kinds = encoder.hash_layer, encoder.kinds
    return (
        _unit(features[:, layer.looks_at(cut=is_cut)]),
        _unit(layer.part(features, cut=is_cut)),
        _unit(kinds.part(features, cut=is_cut)),
    )


def _unit(rows: Features) -> Features:
    unit: Features = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
    return unit
