"""What a diagnosis of the index found, as plain frozen records without arrays."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from index.records import Facet

DEGREES = 180
"""Angles between pictures are counted by whole degrees."""
NEAR_DEGREES = 45
"""R: pictures at most so far apart, as the tables see them, are true neighbours."""
FAR_DEGREES = 90
"""cR: pictures at least so far apart have nothing in common."""
EVEN = (0.4, 0.6)
"""Between these shares a bit is set in nearly half of the pictures."""
WANTED_RECALL = 0.95
"""Of a true neighbour, where the user names none."""
OVERLAP_BIN = 0.1
"""Width of the bins of `BitBlock.overlap`, in units of m/4."""


def cosine(degrees: float) -> float:
    """The cosine of an angle in degrees."""
    return math.cos(math.radians(degrees))


@dataclass(frozen=True)
class BitBlock:
    """The bits of one block of the code, over the m pictures of the sample.

    Attributes:
        name: as in `index.encoder.BLOCKS`.
        balance: for each bit, the share of pictures that set it: 1/2 is ideal (eq. 2).
        overlap: how many pairs of bits are set together in 0 to 0.1, 0.1 to 0.2, ... 1.9 and more of m/4
            pictures; all in the bins round 1 is ideal (eq. 3).
        mean_overlap, std_overlap: over all pairs, in units of m/4.
    """

    name: str
    balance: tuple[float, ...]
    overlap: tuple[int, ...]
    mean_overlap: float
    std_overlap: float

    @property
    def even(self) -> int:
        """Number of bits that are set in nearly half of the pictures."""
        return sum(EVEN[0] <= share <= EVEN[1] for share in self.balance)


@dataclass(frozen=True)
class SizeClass:
    """Buckets that hold from `least` to `most` pictures: how many there are, and how many pictures are in them."""

    least: int
    most: int
    buckets: int
    pictures: int


@dataclass(frozen=True)
class FacetTables:
    """The LSH tables of one facet, `tables` (L) of `bits` (K) each.

    Attributes:
        sizes: the buckets that hold anything, of all tables, by size.
        largest: pictures in the fullest bucket; empty: share of the 2^K buckets of a table that hold none.
        pairs: pairs of a sampled query and another picture of the sample, by whole degrees between what the
            tables see of them, less their centre.
        found: of these, in a common bucket of at least one table; opened: found, or in one of the neighbouring
            buckets that a search opens as well.
        looked_at, looked_at_opened: share of the catalogue that lies in the buckets of a query, without and
            with the neighbouring ones.
    """

    facet: Facet
    tables: int
    bits: int
    sizes: tuple[SizeClass, ...]
    largest: int
    empty: float
    pairs: tuple[int, ...]
    found: tuple[int, ...]
    opened: tuple[int, ...]
    looked_at: float
    looked_at_opened: float

    @property
    def neighbours(self) -> int:
        """Number of pairs that are true neighbours."""
        return sum(self.pairs[:NEAR_DEGREES])

    @property
    def recall(self) -> float:
        """Share of true neighbours found; 0 without any."""
        return _share(self.found[:NEAR_DEGREES], self.pairs[:NEAR_DEGREES])

    @property
    def recall_opened(self) -> float:
        """The same with the neighbouring buckets."""
        return _share(self.opened[:NEAR_DEGREES], self.pairs[:NEAR_DEGREES])


@dataclass(frozen=True)
class Diagnosis:
    """The state of the index of one catalogue.

    Attributes:
        pictures: searchable ones; sample: different ones among them that were looked at (m).
        queries: pictures of the sample whose buckets were opened.
        blocks, facets: empty for fewer than two different pictures.
    """

    pictures: int
    sample: int
    queries: int
    blocks: tuple[BitBlock, ...] = ()
    facets: tuple[FacetTables, ...] = ()


class DiagnosisPhase(StrEnum):
    """What diagnosing is doing."""

    FEATURES = "features"
    BITS = "bits"
    BUCKETS = "buckets"


@dataclass(frozen=True)
class DiagnosisProgress:
    """Where a diagnosis stands; the last one brings what was found."""

    phase: DiagnosisPhase
    done: int
    total: int
    diagnosis: Diagnosis | None = None


def _share(some: Sequence[int], of: Sequence[int]) -> float:
    return sum(some) / max(sum(of), 1)
