"""What the numbers of a diagnosis mean, in sentences: what is good, what is not, and what helps."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from index.diagnosis_records import NEAR_DEGREES, Diagnosis, FacetTables
from index.sensitivity import expected_recall
from index.spherical import MEAN_TOLERANCE, STD_TOLERANCE

FEWEST_PICTURES = 64
"""With fewer, chance alone moves balance and overlap beyond their tolerances (by 1/sqrt(m) of m/4)."""
FEWEST_NEIGHBOURS = 50
EVEN_BITS = 0.75
"""Share of bits that have to be even for a code to be called so."""
RECALL_TOLERANCE = 0.05
MOST_LOOKED_AT = 0.1
"""Buckets that hold a larger share of the catalogue save little over comparing all."""


class Finding(StrEnum):
    """A kind of finding; its value names it, its sentence has places for numbers."""

    NOTHING = "nothing"
    TOO_FEW_PICTURES = "too-few-pictures"
    EVEN = "even"
    UNEVEN = "uneven"
    INDEPENDENT = "independent"
    DEPENDENT = "dependent"
    SPREAD = "spread"
    CROWDED = "crowded"
    TOO_FEW_NEIGHBOURS = "too-few-neighbours"
    AS_EXPECTED = "as-expected"
    LESS_THAN_EXPECTED = "less-than-expected"
    BUCKETS_UNUSED = "buckets-unused"
    BUCKETS_USED = "buckets-used"

    @property
    def sentence(self) -> str:
        """What it means, in English, with places for the numbers of a `Remark`."""
        return _SENTENCES[self]


@dataclass(frozen=True)
class Remark:
    """A finding with the numbers that belong into its sentence, by the names of their places."""

    finding: Finding
    numbers: Mapping[str, int]

    @property
    def text(self) -> str:
        """The English sentence."""
        return self.finding.sentence.format(**self.numbers)


def of_catalogue(diagnosis: Diagnosis) -> Remark:
    """Whether there is anything to look at, and whether searches use the buckets."""
    if not diagnosis.blocks:
        return Remark(Finding.NOTHING, {})
    finding = Finding.BUCKETS_UNUSED if diagnosis.compares_all else Finding.BUCKETS_USED
    return Remark(finding, {"limit": diagnosis.scan_limit})


def of_balance(diagnosis: Diagnosis) -> Remark:
    """Whether each bit is set in about half of the pictures."""
    if diagnosis.sample < FEWEST_PICTURES:
        return Remark(Finding.TOO_FEW_PICTURES, {"pictures": diagnosis.sample, "needed": FEWEST_PICTURES})
    total = sum(len(block.balance) for block in diagnosis.blocks)
    even = sum(block.even for block in diagnosis.blocks)
    finding = Finding.EVEN if even >= EVEN_BITS * total else Finding.UNEVEN
    return Remark(finding, {"even": even, "uneven": total - even, "bits": total})


def of_overlap(diagnosis: Diagnosis) -> Remark:
    """Whether bits of one block are set together as often as chance would have it."""
    if diagnosis.sample < FEWEST_PICTURES:
        return Remark(Finding.TOO_FEW_PICTURES, {"pictures": diagnosis.sample, "needed": FEWEST_PICTURES})
    within = sum(
        abs(block.mean_overlap - 1) < MEAN_TOLERANCE and block.std_overlap < STD_TOLERANCE
        for block in diagnosis.blocks
    )
    numbers = {
        "within": within,
        "beyond": len(diagnosis.blocks) - within,
        "blocks": len(diagnosis.blocks),
        "mean": round(100 * MEAN_TOLERANCE),
        "deviation": round(100 * STD_TOLERANCE),
    }
    return Remark(Finding.INDEPENDENT if within == len(diagnosis.blocks) else Finding.DEPENDENT, numbers)


def of_buckets(tables: FacetTables) -> Remark:
    """Whether buckets are small beside the catalogue."""
    finding = Finding.SPREAD if tables.looked_at_opened <= MOST_LOOKED_AT else Finding.CROWDED
    return Remark(
        finding,
        {
            "own": _percent(tables.looked_at),
            "opened": _percent(tables.looked_at_opened),
            "largest": tables.largest,
            "empty": _percent(tables.empty),
        },
    )


def of_recall(tables: FacetTables) -> Remark:
    """Whether the buckets hold the true neighbours that eq. 8 promises."""
    if tables.neighbours < FEWEST_NEIGHBOURS:
        return Remark(Finding.TOO_FEW_NEIGHBOURS, {"pairs": tables.neighbours, "degrees": NEAR_DEGREES})
    expected = expected_recall(tables.pairs[:NEAR_DEGREES], tables.bits, tables.tables)
    good = tables.recall >= expected - RECALL_TOLERANCE
    return Remark(
        Finding.AS_EXPECTED if good else Finding.LESS_THAN_EXPECTED,
        {
            "degrees": NEAR_DEGREES,
            "expected": _percent(expected),
            "measured": _percent(tables.recall),
            "opened": _percent(tables.recall_opened),
        },
    )


def _percent(share: float) -> int:
    return round(100 * share)


_SENTENCES = {
    Finding.NOTHING: "There is nothing to look at yet: that takes two different pictures at least.",
    Finding.BUCKETS_UNUSED: (
        "A search of this catalogue compares every code: up to {limit} pictures that is as quick as opening buckets."
        " So what buckets miss is not missed."
    ),
    Finding.BUCKETS_USED: (
        "A search of this catalogue, of more than {limit} pictures, ranks only what its buckets hold."
        " So what buckets miss is missed."
    ),
    Finding.TOO_FEW_PICTURES: (
        "With {pictures} different pictures, chance alone moves these numbers far."
        " From {needed} on they tell something."
    ),
    Finding.EVEN: (
        "Good: {even} of {bits} bits are set in 40 to 60 of 100 pictures,"
        " so most tell pictures apart as well as a bit can."
    ),
    Finding.UNEVEN: (
        "Could be better: {uneven} of {bits} bits are set in fewer than 40 or more than 60 of 100 pictures,"
        " and tell less than they could."
    ),
    Finding.INDEPENDENT: (
        "Good: in every block, pairs of bits are set together about as often as chance would have it,"
        " so hardly any bit repeats another."
    ),
    Finding.DEPENDENT: (
        "Could be better: in {beyond} of {blocks} blocks, pairs of bits are set together more or less often than chance"
        " would have it, so some bits repeat others. The mean is to be within {mean} % of m/4, the deviation below"
        " {deviation} %."
    ),
    Finding.SPREAD: (
        "Good: the buckets of a query hold {own} % of the catalogue, with the neighbouring ones that a search opens"
        " as well {opened} %. The fullest bucket holds {largest} pictures; {empty} % of all are empty."
    ),
    Finding.CROWDED: (
        "Could be better: the buckets of a query hold {own} % of the catalogue, with the neighbouring ones that a"
        " search opens as well {opened} %, so they save little. The fullest bucket holds {largest} pictures; {empty} %"
        " of all are empty."
    ),
    Finding.TOO_FEW_NEIGHBOURS: (
        "Among the pictures looked at there are {pairs} pairs at most {degrees}° apart, too few to tell."
    ),
    Finding.AS_EXPECTED: (
        "Good, as theory has it: of the pictures at most {degrees}° from a query, its buckets hold {measured} %, and"
        " eq. 8 expects {expected} %. With the neighbouring buckets it is {opened} %."
    ),
    Finding.LESS_THAN_EXPECTED: (
        "Could be better: of the pictures at most {degrees}° from a query, its buckets hold {measured} %, and eq. 8"
        " expects {expected} %. With the neighbouring buckets it is {opened} %."
    ),
}
