"""Exact search, through all vectors or all codes of a catalogue."""

from collections.abc import Mapping, Sequence

import numpy as np

from index.codes import pack_bits, popcount
from index.evaluation.method import Answer, Array
from index.records import Facet
from models.vectors import unit


class Cosines:
    """Compares vectors by their cosine, equal to six digits are equal.

    Args:
        vectors: of all pictures, (d,) each.
        parts: which of the values each facet compares; all by one that is not named.
        centred: whether their mean is taken off before: features of a network crowd in a narrow cone.
    """

    def __init__(
        self, vectors: Sequence[Array], parts: Mapping[Facet, slice] | None = None, *, centred: bool = False
    ) -> None:
        known = np.stack(vectors).astype(np.float32)
        self._parts = {facet: slice(None) for facet in Facet} | dict(parts or {})
        self._mean = known.mean(axis=0) if centred else np.zeros(known.shape[1], np.float32)
        self._known = {
            (part.start, part.stop): unit((known - self._mean)[:, part]) for part in self._parts.values()
        }

    def search(self, number: int, feature: Array, facet: Facet, top: int | None = None) -> Answer:
        """See `Index`."""
        part = self._parts[facet]
        query = unit((feature - self._mean)[None, part])[0]
        cosines = np.round((self._known[part.start, part.stop] @ query).astype(np.float64), 6)
        return Answer(cosines, cosines)

    def close(self) -> None:
        """See `Index`."""


class HammingCodes:
    """Compares codes bool (bits,) by how many of their bits are equal."""

    def __init__(self, codes: Sequence[Array]) -> None:
        self._bits = len(codes[0])
        self._known = pack_bits(np.stack(codes))

    def search(self, number: int, feature: Array, facet: Facet, top: int | None = None) -> Answer:
        """See `Index`."""
        equal = 1.0 - popcount(self._known ^ pack_bits(feature[None])) / self._bits
        return Answer(equal, equal)

    def close(self) -> None:
        """See `Index`."""
