"""How many tables (L) of how many bits (K) find true neighbours often enough, at the least work.

One hash function is (R, cR, P1, P2)-sensitive (eq. 7): two pictures at most R apart agree in it with probability P1 at
least, two pictures at least cR apart with P2 at most. K functions a table and L tables find the first with
1 - (1 - P1^K)^L (eq. 8), so for each K there is a least L. More bits keep more strangers out of the buckets but need
more tables; where the sum of both kinds of work is least depends on the catalogue's size and on how its angles lie.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from index.diagnosis_records import DEGREES, FAR_DEGREES, NEAR_DEGREES, cosine
from index.lsh import found_probability

MOST_BITS = 24
MOST_TABLES = 128
"""A kilobyte a picture."""
ENTRY_BYTES = 8
"""Memory of one picture in one table: its key and its number."""
FUNCTION_WORK = 3.0
"""Computing one hash function of a query takes about as long as looking up and ranking so many candidates
(`python -m tests.benchmarks.bucket_work`)."""


@dataclass(frozen=True)
class Choice:
    """One facet's tables: L = `tables` of K = `bits`.

    Attributes:
        recall: how likely a neighbour at R is found (eq. 8); a nearer one is more likely.
        looked_at: share of the catalogue that a query is expected to meet in its buckets.
        work: of one query, in candidates ranked.
        memory: bytes of the tables.
    """

    bits: int
    tables: int
    recall: float
    looked_at: float
    work: float
    memory: int


def near_agreement() -> float:
    """P1: how likely two pictures at R agree in one hash function."""
    return found_probability(cosine(NEAR_DEGREES), 1, 1)


def far_agreement() -> float:
    """P2: how likely two pictures at cR agree in one hash function."""
    return found_probability(cosine(FAR_DEGREES), 1, 1)


def least_tables(bits: int, recall: float) -> int:
    """The fewest tables of so many bits that find a neighbour at R with at least this probability (eq. 8).

    Raises:
        ValueError: no bits, or a recall that is not between 0 and 1.
    """
    if bits < 1 or not 0.0 < recall < 1.0:
        raise ValueError(f"no number of tables of {bits} bits has a recall of {recall}")
    tables = max(1, math.floor(math.log1p(-recall) / math.log1p(-(near_agreement() ** bits))))
    while found_probability(cosine(NEAR_DEGREES), bits, tables) < recall:
        tables += 1
    return tables


def found_by_degree(bits: int, tables: int) -> tuple[float, ...]:
    """How likely pictures at 0 to 180 whole degrees find each other (eq. 8)."""
    return tuple(found_probability(cosine(degree), bits, tables) for degree in range(DEGREES + 1))


def expected_recall(pairs: Sequence[int], bits: int, tables: int) -> float:
    """Share of pairs, counted by whole degrees, that eq. 8 expects to be found; 0 without pairs."""
    found = (
        count * found_probability(cosine(degree + 0.5), bits, tables)
        for degree, count in enumerate(pairs)
        if count
    )
    return sum(found) / max(sum(pairs), 1)


def choice(pairs: Sequence[int], pictures: int, bits: int, tables: int) -> Choice:
    """What tables cost and give over so many pictures, whose pairs lie at these angles."""
    looked_at = expected_recall(pairs, bits, tables)
    return Choice(
        bits,
        tables,
        found_probability(cosine(NEAR_DEGREES), bits, tables),
        looked_at,
        FUNCTION_WORK * bits * tables + looked_at * pictures,
        ENTRY_BYTES * tables * pictures,
    )


def choices(pairs: Sequence[int], pictures: int, recall: float) -> list[Choice]:
    """For each K the fewest tables that reach the recall, as far as those are not too many; never empty.

    Args:
        pairs: pairs of pictures by whole degrees between them, see `FacetTables.pairs`.
        pictures: of the catalogue.
        recall: wanted of a neighbour at R, between 0 and 1.
    """
    least = ((bits, least_tables(bits, recall)) for bits in range(1, MOST_BITS + 1))
    return [
        choice(pairs, pictures, bits, tables) for bits, tables in least if tables <= MOST_TABLES or bits == 1
    ]


def suggest(pairs: Sequence[int], pictures: int, recall: float) -> Choice:
    """The one of the `choices` with the least work; of equals the one with fewer bits."""
    return min(choices(pairs, pictures, recall), key=lambda each: each.work)
