"""What the numbers of a diagnosis mean: what is good and what could be better."""

from index.diagnosis_records import NEAR_DEGREES, Diagnosis, FacetTables
from index.remarks import Finding, Remark
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


def of_catalogue(diagnosis: Diagnosis) -> Remark:
    """Whether there is anything to look at, and what it means for searches."""
    return Remark(Finding.ON_CODES if diagnosis.blocks else Finding.NOTHING, {})


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
