"""A diagnosis for a terminal: as lines of text, or as one JSON object."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from index import findings
from index.diagnosis_records import FAR_DEGREES, NEAR_DEGREES, Diagnosis, FacetTables
from index.remarks import Remark
from index.sensitivity import Choice, choice, expected_recall, far_agreement, near_agreement, suggest

_STEP = 15
_MEGABYTE = 1_000_000


def as_text(diagnosis: Diagnosis, recall: float) -> Iterator[str]:
    """The diagnosis with the tables suggested for this recall, line by line."""
    yield f"{diagnosis.pictures} pictures; looked at {diagnosis.sample}, {diagnosis.queries} of them as queries."
    yield findings.of_catalogue(diagnosis).text
    if not diagnosis.blocks:
        return
    yield from ("", "Bits", findings.of_balance(diagnosis).text, findings.of_overlap(diagnosis).text)
    yield "                bits    even   overlap of pairs, in m/4: mean   deviation"
    for block in diagnosis.blocks:
        name, bits = block.name.replace("_", " "), len(block.balance)
        yield (
            f"  {name:12} {bits:5} {block.even / bits:6.0%}  {block.mean_overlap:32.2f} {block.std_overlap:11.2f}"
        )
    for tables in diagnosis.facets:
        yield from ("", f"Buckets of {tables.facet}: {tables.tables} tables of {tables.bits} bits")
        yield findings.of_buckets(tables).text
        yield "  pictures in a bucket   buckets   pictures"
        for size in tables.sizes:
            held = str(size.most) if size.most < 3 else f"{size.least} to {size.most}"
            yield f"  {held:20} {size.buckets:9} {size.pictures:10}"
        yield findings.of_recall(tables).text
        yield "  degrees apart       pairs   expected   found   with neighbouring buckets"
        yield from _by_angle(tables)
    yield from (
        "",
        f"Tables for a recall of {recall:g}",
        f"A function agrees for pictures {NEAR_DEGREES}° apart with P1 = {near_agreement():.2f}, for pictures "
        f"{FAR_DEGREES}° apart with P2 = {far_agreement():.2f} (eq. 7). So by eq. 8:",
    )
    for tables in diagnosis.facets:
        now, then = _now_and_suggested(diagnosis, tables, recall)
        yield f"  {tables.facet:8} suggested: {_told(then)}"
        yield f"  {'':8} now:       {_told(now)}"


def as_json(diagnosis: Diagnosis, recall: float) -> dict[str, Any]:
    """The diagnosis, its findings, and for each facet the tables suggested for this recall beside those of now."""
    remarks: dict[str, Remark] = {"catalogue": findings.of_catalogue(diagnosis)}
    if diagnosis.blocks:
        remarks["balance"] = findings.of_balance(diagnosis)
        remarks["overlap"] = findings.of_overlap(diagnosis)
    suggestions = {}
    for tables in diagnosis.facets:
        remarks[f"{tables.facet} buckets"] = findings.of_buckets(tables)
        remarks[f"{tables.facet} recall"] = findings.of_recall(tables)
        now, then = _now_and_suggested(diagnosis, tables, recall)
        suggestions[tables.facet.value] = {"suggested": asdict(then), "now": asdict(now)}
    return {
        **asdict(diagnosis),
        "findings": {
            name: {"kind": remark.finding, "message": remark.text} for name, remark in remarks.items()
        },
        "recall": recall,
        "tables": suggestions,
    }


def _now_and_suggested(diagnosis: Diagnosis, tables: FacetTables, recall: float) -> tuple[Choice, Choice]:
    pictures = diagnosis.pictures
    return (
        choice(tables.pairs, pictures, tables.bits, tables.tables),
        suggest(tables.pairs, pictures, recall),
    )


def _by_angle(tables: FacetTables) -> Iterator[str]:
    for start in range(0, FAR_DEGREES, _STEP):
        part = slice(start, start + _STEP)
        if pairs := sum(tables.pairs[part]):
            only = [
                count if part.start <= degree < part.stop else 0 for degree, count in enumerate(tables.pairs)
            ]
            expected = expected_recall(only, tables.bits, tables.tables)
            found, opened = sum(tables.found[part]) / pairs, sum(tables.opened[part]) / pairs
            angles = f"{start} to {start + _STEP}"
            yield f"  {angles:13} {pairs:11} {expected:10.2f} {found:7.2f} {opened:10.2f}"


def _told(tables: Choice) -> str:
    return (
        f"L = {tables.tables} tables of K = {tables.bits} bits: recall {tables.recall:.2f} at {NEAR_DEGREES}°, "
        f"looks at {tables.looked_at:.1%} of the catalogue, {tables.memory / _MEGABYTE:.1f} MB"
    )
