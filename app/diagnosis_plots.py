"""The plots of a diagnosis: which numbers of it go onto which axes, and in which words."""

from collections.abc import Sequence

from PyQt5.QtCore import QCoreApplication, QLocale

from app.chart import Bar, Curve, Plot, Stroke, Tick, even_ticks
from app.wording import number
from index.diagnosis_records import DEGREES, FAR_DEGREES, NEAR_DEGREES, OVERLAP_BIN, BitBlock, FacetTables
from index.records import Facet

BALANCE_BINS = 20
ANGLE_STEP = 5
ANGLE_TICK = 15
FEWEST_PAIRS = 10
"""Of an angle, for its share found to be drawn."""


def percent(share: float, digits: int = 0) -> str:
    """A share in the language of now."""
    return QLocale().toString(100 * share, "f", digits) + " %"


def facet_name(facet: Facet) -> str:
    """What the tables of cut or of print are called."""
    return {
        Facet.CUT: QCoreApplication.translate("DiagnosisPlots", "Cut"),
        Facet.PRINT: QCoreApplication.translate("DiagnosisPlots", "Print"),
    }[facet]


def balance(block: BitBlock) -> Plot:
    """How many bits are set in which share of the pictures."""
    counts = [0] * BALANCE_BINS
    for share in block.balance:
        counts[min(int(share * BALANCE_BINS), BALANCE_BINS - 1)] += 1
    tip = QCoreApplication.translate(
        "DiagnosisPlots", "{count} bits are set in {least} to {most} of the pictures"
    )
    bars = tuple(
        Bar(
            at / BALANCE_BINS,
            (at + 1) / BALANCE_BINS,
            count,
            tip.format(
                count=number(count), least=percent(at / BALANCE_BINS), most=percent((at + 1) / BALANCE_BINS)
            ),
        )
        for at, count in enumerate(counts)
    )
    ticks = even_ticks(max(counts), _whole, whole=True)
    summary = QCoreApplication.translate(
        "DiagnosisPlots", "{even} of {bits} bits are set in 40 to 60 % of the pictures"
    )
    return Plot(
        title=_block_title(block),
        summary=summary.format(even=number(block.even), bits=number(len(block.balance))),
        x_label=QCoreApplication.translate("DiagnosisPlots", "set in so many pictures"),
        y_label=QCoreApplication.translate("DiagnosisPlots", "bits"),
        x_range=(0.0, 1.0),
        x_ticks=tuple(Tick(share, percent(share)) for share in (0.0, 0.25, 0.5, 0.75, 1.0)),
        y_most=ticks[-1].at,
        y_ticks=ticks,
        bars=bars,
        mark=Tick(0.5, "½"),
    )


def overlap(block: BitBlock) -> Plot:
    """How many pairs of bits are set together in how many pictures, in units of m/4."""
    tip = QCoreApplication.translate(
        "DiagnosisPlots", "{count} pairs are set together in {least} to {most} × m/4"
    )
    bars = tuple(
        Bar(
            at * OVERLAP_BIN,
            (at + 1) * OVERLAP_BIN,
            count,
            tip.format(
                count=number(count), least=_decimal(at * OVERLAP_BIN), most=_decimal((at + 1) * OVERLAP_BIN)
            ),
        )
        for at, count in enumerate(block.overlap)
    )
    ticks = even_ticks(max(block.overlap), _whole, whole=True)
    summary = QCoreApplication.translate("DiagnosisPlots", "Mean {mean} × m/4, deviation {deviation} × m/4")
    return Plot(
        title=_block_title(block),
        summary=summary.format(
            mean=_decimal(block.mean_overlap, 2), deviation=_decimal(block.std_overlap, 2)
        ),
        x_label=QCoreApplication.translate("DiagnosisPlots", "set together, in m/4"),
        y_label=QCoreApplication.translate("DiagnosisPlots", "pairs of bits"),
        x_range=(0.0, len(block.overlap) * OVERLAP_BIN),
        x_ticks=tuple(Tick(at, _decimal(at)) for at in (0.0, 0.5, 1.0, 1.5, 2.0)),
        y_most=ticks[-1].at,
        y_ticks=ticks,
        bars=bars,
        mark=Tick(1.0, "m/4"),
    )


def occupancy(tables: FacetTables) -> Plot:
    """Which share of the pictures lies in buckets of which size."""
    total = sum(size.pictures for size in tables.sizes)
    shares = [size.pictures / total for size in tables.sizes]
    tip = QCoreApplication.translate(
        "DiagnosisPlots", "Buckets of {size} pictures: {buckets}, which hold {share} of the pictures"
    )
    names = [
        number(size.most) if size.least == size.most else f"{number(size.least)}–{number(size.most)}"
        for size in tables.sizes
    ]
    bars = tuple(
        Bar(at, at + 1, share, tip.format(size=name, buckets=number(size.buckets), share=percent(share)))
        for at, (size, share, name) in enumerate(zip(tables.sizes, shares, names, strict=True))
    )
    ticks = even_ticks(max(shares), percent)
    summary = QCoreApplication.translate("DiagnosisPlots", "The fullest bucket holds {largest} pictures")
    title = QCoreApplication.translate("DiagnosisPlots", "{facet}: {tables} tables of {bits} bits")
    return Plot(
        title=title.format(
            facet=facet_name(tables.facet), tables=number(tables.tables), bits=number(tables.bits)
        ),
        summary=summary.format(largest=number(tables.largest)),
        x_label=QCoreApplication.translate("DiagnosisPlots", "pictures in a bucket, at most"),
        y_label=QCoreApplication.translate("DiagnosisPlots", "of all pictures"),
        x_range=(0.0, float(len(bars))),
        x_ticks=tuple(Tick(at + 0.5, number(size.most)) for at, size in enumerate(tables.sizes)),
        y_most=ticks[-1].at,
        y_ticks=ticks,
        bars=bars,
    )


def recall(tables: FacetTables, expected: Sequence[float]) -> Plot:
    """Which share of the pictures at each angle the buckets hold, beside what eq. 8 expects.

    Args:
        expected: at each whole degree.
    """
    summary = QCoreApplication.translate(
        "DiagnosisPlots", "At most {degrees}° apart: {found} found, {opened} with the neighbouring buckets"
    )
    return Plot(
        title=facet_name(tables.facet),
        summary=summary.format(
            degrees=NEAR_DEGREES, found=percent(tables.recall), opened=percent(tables.recall_opened)
        ),
        x_label=QCoreApplication.translate("DiagnosisPlots", "degrees from the query"),
        y_label=QCoreApplication.translate("DiagnosisPlots", "found"),
        x_range=(0.0, float(FAR_DEGREES)),
        x_ticks=tuple(Tick(at, f"{at}°") for at in range(0, FAR_DEGREES + 1, ANGLE_TICK)),
        y_most=1.0,
        y_ticks=tuple(Tick(share, percent(share)) for share in (0.0, 0.25, 0.5, 0.75, 1.0)),
        curves=(
            Curve(
                QCoreApplication.translate("DiagnosisPlots", "expected (eq. 8)"),
                tuple(
                    (float(degree), share) for degree, share in enumerate(expected) if degree <= FAR_DEGREES
                ),
            ),
            Curve(
                QCoreApplication.translate("DiagnosisPlots", "own buckets"),
                _shares(tables.found, tables.pairs),
                Stroke.POINTS,
            ),
            Curve(
                QCoreApplication.translate("DiagnosisPlots", "and neighbouring"),
                _shares(tables.opened, tables.pairs),
                Stroke.DASHES,
            ),
        ),
        mark=Tick(NEAR_DEGREES, f"R = {NEAR_DEGREES}°"),
    )


def work(
    facet: Facet, pictures: int, by_bits: Sequence[tuple[int, float]], suggested: tuple[int, int, float]
) -> Plot:
    """How much work a query is with tables of so many bits, and with those suggested.

    Args:
        by_bits: K and the work, for each K tried; suggested: K, L and the work.
    """
    bits, tables, least = suggested
    ticks = even_ticks(min(max(work for _, work in by_bits), 3.0 * max(pictures, least)), _whole, whole=True)
    most = ticks[-1].at
    name = f"K = {bits}, L = {tables}"
    shown = [(each, work) for each, work in by_bits if work <= most]
    first, last = shown[0][0], shown[-1][0]
    return Plot(
        title=facet_name(facet),
        summary=name,
        x_label=QCoreApplication.translate("DiagnosisPlots", "bits of a table (K)"),
        y_label=QCoreApplication.translate("DiagnosisPlots", "work of a query, in pictures compared"),
        x_range=(first - 0.5, last + 0.5),
        x_ticks=tuple(Tick(each, number(each)) for each, _ in shown),
        y_most=most,
        y_ticks=ticks,
        curves=(Curve("", tuple((float(each), work) for each, work in shown), Stroke.POINTS),),
        level=Tick(float(pictures), QCoreApplication.translate("DiagnosisPlots", "comparing all")),
        spot=(float(bits), Tick(least, name)),
    )


def _shares(some: Sequence[int], of: Sequence[int]) -> tuple[tuple[float, float], ...]:
    """The share of pairs at each step of angles, at its middle, where there are enough of them."""
    steps = [slice(start, start + ANGLE_STEP) for start in range(0, min(FAR_DEGREES, DEGREES), ANGLE_STEP)]
    return tuple(
        (step.start + ANGLE_STEP / 2, sum(some[step]) / sum(of[step]))
        for step in steps
        if sum(of[step]) >= FEWEST_PAIRS
    )


def _block_title(block: BitBlock) -> str:
    name = {
        "cut": QCoreApplication.translate("DiagnosisPlots", "Cut"),
        "cut_kinds": QCoreApplication.translate("DiagnosisPlots", "Kinds of cut"),
        "print_kinds": QCoreApplication.translate("DiagnosisPlots", "Kinds of print"),
        "print": QCoreApplication.translate("DiagnosisPlots", "Print"),
    }[block.name]
    title = QCoreApplication.translate("DiagnosisPlots", "{block}, {bits} bits")
    return title.format(block=name, bits=number(len(block.balance)))


def _whole(value: float) -> str:
    return number(round(value))


def _decimal(value: float, digits: int = 1) -> str:
    return QLocale().toString(value, "f", digits)
