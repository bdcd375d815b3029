"""Exact likeness, by which the first matches are ranked again.

A code tells roughly where a picture lies, its feature tells exactly; there are too many features to compare them all.
For cut and for print alike, exact likeness adds up whether two pictures may show the very same, whether they show the
same kind, and how alike they look. The first is a steep power of a cosine: next to nothing but for pictures that are
nearly one, so that the very design comes first and kinds order what comes behind. It is shown on the scale of the
codes' similarity, so that the matches behind the first ones, which only their codes ranked, go on where those end.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Self

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder
from index.records import Facet
from models.vectors import cosines

RERANKED = 200
"""Matches that are ranked again."""


@dataclass(frozen=True)
class PartWeights:
    """What the likeness of a part, cut or print, is made of.

    Attributes:
        same: weight of that they are the very same: a power of the cosine of E and the hash layer's outputs.
        kind: weight of that they are of one kind: the cosine of their posteriors; that both are of none of the known
            kinds counts as far as they are the very same.
        looks: weight of the cosine of E as it is, which orders garments of no known kind too.
    """

    same: float = 0.0
    kind: float = 0.0
    looks: float = 0.0


Weights = tuple[PartWeights, PartWeights]
"""Of cut and of print; together 1."""

_NOTHING = PartWeights()
WEIGHTS: dict[Facet, Weights] = {
    Facet.OVERALL: (PartWeights(0.5, 0.05, 0.01), PartWeights(0.345, 0.095)),
    Facet.CUT: (PartWeights(0.65, 0.32, 0.03), _NOTHING),
    Facet.PRINT: (_NOTHING, PartWeights(0.8, 0.2)),
}
"""Overall, the very design is to be first, then the nearer ones of its cut, what shares its print, and the others of
its cut; by a facet, all of its kind (`python -m tests.benchmarks.weights`)."""

STEEPNESS = 4, 8
"""Powers of the cosines that tell the very same cut and the very same print. The first leaves something to cuts that
are near, which so stand before what shares the print; the second leaves next to nothing, so that prints of a kind stand
together."""

OUTPUTS = 0.75
"""Share of the hash layer's outputs in the cosine that tells the very same, beside E: they count what differs between
designs rather than between pictures of one."""

KNOTS = 64
_RAREST = 1e-4

Features = NDArray[np.float32]
Floats = NDArray[np.float64]


def exact_likeness(encoder: Encoder, facet: Facet, features: Features, others: Features) -> Floats:
    """Compare features (m, 2048) with others (n, 2048) by a facet.

    Returns:
        float64 (m, n), up to 1, which is the same feature.
    """
    return weighted_likeness(encoder, WEIGHTS[facet], features, others)


def weighted_likeness(encoder: Encoder, weights: Weights, features: Features, others: Features) -> Floats:
    """The same by any weights."""
    likeness = np.zeros((len(features), len(others)))
    for is_cut, of_part, steepness in zip((True, False), weights, STEEPNESS, strict=True):
        if of_part != _NOTHING:
            layer, kinds = encoder.hash_layer, encoder.kinds
            part = layer.looks_at(cut=is_cut)
            looks = cosines(features[:, part], others[:, part])
            outputs = cosines(*(layer.part(side, cut=is_cut) for side in (features, others)))
            one, other = (kinds.part(side, cut=is_cut) for side in (features, others))
            kind = one[:, :-1] @ other[:, :-1].T
            none = np.outer(one[:, -1], other[:, -1])
            same = np.maximum((1 - OUTPUTS) * looks + OUTPUTS * outputs, 0) ** steepness
            kind += none * same
            likeness += of_part.same * same + of_part.kind * kind + of_part.looks * looks
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
