"""What is asked of every method, and what it should find."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.evaluation.labels import LabelledPictures
from index.evaluation.measures import equal_pairs
from index.evaluation.results import Relevance
from index.records import Facet

FACETS = {Relevance.CUT: Facet.CUT, Relevance.PRINT: Facet.PRINT}
"""The facet asked for by relevance; overall for the others."""
SEED = 0

Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Questions:
    """What is asked, and what should be found.

    Attributes:
        numbers: of the queries' pictures.
        relevant: by relevance, bool (queries, pictures).
        compared: bool (queries, pictures).
    """

    pictures: LabelledPictures
    numbers: tuple[int, ...]
    relevant: dict[Relevance, Mask]
    compared: Mask

    @classmethod
    def of(cls, pictures: LabelledPictures, queries: int | None) -> "Questions":
        """Ask every picture, or at most so many drawn at random."""
        count = len(pictures.paths)
        random = np.random.default_rng(SEED)
        rows = np.arange(count)
        if queries is not None and queries < count:
            rows = np.sort(random.choice(count, queries, replace=False))
        others = rows[:, None] != np.arange(count)
        compared = others if pictures.apart is None else others & ~equal_pairs(pictures.apart)[rows]
        relevant = {
            relevance: equal_pairs(labels)[rows] & (np.array(labels) != "") & compared
            for relevance, labels in pictures.labels.items()
        }
        return cls(pictures, tuple(rows.tolist()), relevant, compared)

    @property
    def sheets_by(self) -> Relevance:
        """What contact sheets mark: the label if there is one, else the first of what is known."""
        return Relevance.LABEL if Relevance.LABEL in self.relevant else next(iter(self.relevant))

    def facets(self) -> dict[Facet, list[Relevance]]:
        """What is to be asked, and which relevances are scored by it."""
        asked: dict[Facet, list[Relevance]] = {}
        for relevance in self.relevant:
            asked.setdefault(FACETS.get(relevance, Facet.OVERALL), []).append(relevance)
        return asked
