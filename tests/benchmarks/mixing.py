"""Features of pictures that are not: each lies between those of two real pictures that are alike.

This is how SMOTE (Chawla et al., 2002) makes examples. Noise added to real features won't do: it goes its own way in
each of 2,048 directions, so that the picture in the middle comes nearer to all of its copies than they to one another.
Such hubs (Radovanović et al., 2010) are not found among real pictures, and few of those around them among the nearest
of any.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from index.codes import CodeRows
from index.encoder import Encoder
from index.graph import Graph
from index.records import Facet
from index.store import Store

ALIKE = 50
"""How many pictures most like it a picture is mixed with one of."""

_AT_ONCE = 5000

Rows = NDArray[np.int64]


@dataclass(frozen=True)
class Known:
    """Pictures that are known.

    Attributes:
        features: float16 (n, 2048); codes: uint64 (n, words).
        alike: int64 (n, ALIKE), for each the rows of those most like it by its code, the most alike first.
    """

    features: NDArray[np.float16]
    codes: NDArray[np.uint64]
    alike: Rows

    @classmethod
    def of(cls, encoder: Encoder, features: NDArray[np.float16]) -> Self:
        """What is known of pictures, more than `ALIKE`, by their features."""
        blocks = range(0, len(features), _AT_ONCE)
        codes = np.concatenate(
            [encoder.codes(features[start : start + _AT_ONCE].astype(np.float32)) for start in blocks]
        )
        return cls(features, codes, _alike(codes, encoder.facet_words(Facet.OVERALL)))

    @classmethod
    def read(cls, encoder: Encoder, store: Store, network: str) -> Self:
        """All pictures whose features by this network are in a store."""
        rows = store.feature_rows(network, 2048)
        blocks = (store.features(rows[start : start + _AT_ONCE]) for start in range(0, len(rows), _AT_ONCE))
        return cls.of(encoder, np.concatenate([block.astype(np.float16) for block in blocks]))

    def between(self, rows: Rows, random: np.random.Generator) -> NDArray[np.float32]:
        """For each of these rows a feature (2048,) of unit length somewhere between it and one that is alike."""
        others = self.alike[rows, random.integers(ALIKE, size=len(rows))]
        shares = random.random((len(rows), 1), np.float32)
        mixed = self.features[rows].astype(np.float32)
        mixed += shares * (self.features[others] - mixed)
        mixed /= np.linalg.norm(mixed, axis=1, keepdims=True)
        return mixed.astype(np.float16).astype(np.float32)


def _alike(codes: NDArray[np.uint64], words: slice) -> Rows:
    graph = Graph.over(CodeRows(codes), words, lambda: None)
    found = (graph.nearest(code[words], ALIKE + 1)[0] for code in codes)
    return np.stack([rows[rows != row][:ALIKE] for row, rows in enumerate(found)])
