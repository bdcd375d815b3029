"""How a ranking is scored. Equal likeness counts by its expected value over all orders of what is equal.

So a method wins and loses nothing by the order in which pictures happen to lie, however many ties it has: McSherry and
Najork, "Computing information retrieval performance measures efficiently in the presence of tied scores", ECIR 2008.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.evaluation.results import RECALL_LEVELS, Estimate

Likeness = NDArray[np.floating[Any]]
Mask = NDArray[np.bool_]
Floats = NDArray[np.float64]

RESAMPLES = 2000
CONFIDENCE = 0.95


@dataclass(frozen=True, eq=False)
class Ranked:
    """One query's ranking as groups of equal likeness, best first.

    Attributes:
        sizes: int64 (groups,), pictures in each; hits: int64 (groups,), how many of them are relevant.
    """

    sizes: NDArray[np.int64]
    hits: NDArray[np.int64]

    @classmethod
    def of(cls, likeness: Likeness, relevant: Mask) -> "Ranked":
        """Rank pictures by likeness (n,), the higher the better, of which some are relevant (n,)."""
        values, group = np.unique(-likeness, return_inverse=True)
        sizes = np.bincount(group, minlength=len(values)).astype(np.int64)
        hits = np.bincount(group[relevant], minlength=len(values)).astype(np.int64)
        return cls(sizes, hits)

    def found_within(self, first: int) -> float:
        """How likely something relevant is among the first so many."""
        left = first
        for size, hits in zip(self.sizes.tolist(), self.hits.tolist(), strict=True):
            if size <= left:
                if hits:
                    return 1.0
                left -= size
            else:
                return 1.0 - comb(size - hits, left) / comb(size, left)
        return 0.0

    def average_precision(self) -> float:
        """Expected average precision; there must be something relevant."""
        places, before, share, inside = self._places()
        size, hits = (np.repeat(each, self.sizes) for each in (self.sizes, self.hits))
        # of a relevant one at this place of its group: those before the group, itself, and its like before it
        others = np.divide((inside - 1) * (hits - 1), size - 1, out=np.zeros(len(size)), where=size > 1)
        return float((share * (before + 1 + others) / places).sum() / self.hits.sum())

    def interpolated_precision(self) -> Floats:
        """At each of `RECALL_LEVELS`, the highest precision at that recall or a higher one, by expected hits."""
        places, before, share, inside = self._places()
        found = before + share * inside
        precision = np.maximum.accumulate((found / places)[::-1])[::-1]
        reached = np.searchsorted(found / self.hits.sum(), np.array(RECALL_LEVELS) - 1e-9)
        return np.asarray(precision[reached], np.float64)

    def _places(self) -> tuple[Floats, Floats, Floats, Floats]:
        """For each place: its number from 1, hits in better groups, share of hits in its group, number in its group."""
        places = np.arange(1, self.sizes.sum() + 1, dtype=np.float64)
        starts, hits = np.cumsum(self.sizes) - self.sizes, np.cumsum(self.hits) - self.hits
        before, start = (np.repeat(each, self.sizes).astype(np.float64) for each in (hits, starts))
        return places, before, np.repeat(self.hits / self.sizes, self.sizes), places - start


def equal_pairs(labels: Sequence[object]) -> Mask:
    """Which pairs have equal labels, (n, n)."""
    numbers = np.unique(np.array(labels), return_inverse=True)[1]
    equal: Mask = numbers[:, None] == numbers
    return equal


def estimate(values: Sequence[float], *, seed: int = 0) -> Estimate:
    """The mean of values, one a query, and its confidence interval by bootstrap: Efron, Annals of Statistics, 1979.

    Raises:
        ValueError: there are no values.
    """
    if not len(values):
        raise ValueError("there is nothing to estimate from")
    known, random = np.array(values), np.random.default_rng(seed)
    means = [known[random.integers(len(known), size=len(known))].mean() for _ in range(RESAMPLES)]
    low, high = np.quantile(means, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2])
    return Estimate(float(known.mean()), float(low), float(high))
