"""Which items a query is ranked against: all, those in the cells most like it, or those its LSH buckets propose."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.cells import Cells
from index.encoder import Encoder
from index.exact import RERANKED
from index.lsh import probe_keys
from index.ranking import shortlist
from index.records import Query, Reason, Strategy
from index.snapshot import Snapshot

PROBES = 4
"""Neighbouring buckets looked up in each table beside the query's own."""

Rows = NDArray[np.int64]


@dataclass(frozen=True)
class Described:
    """A query as the index sees it.

    Attributes:
        code: uint64 (words,).
        keys, margins: see `LshFunctions.keys_and_margins`.
    """

    code: NDArray[np.uint64]
    keys: NDArray[np.uint32]
    margins: NDArray[np.float32]

    @classmethod
    def of(cls, encoder: Encoder, feature: NDArray[np.float32]) -> "Described":
        """Encode a feature (2048,)."""
        return cls(encoder.codes(feature[None])[0], *encoder.lsh.keys_and_margins(feature))


@dataclass(frozen=True)
class Candidates:
    """The rows of a snapshot that can be among the best of those compared, with what ranking needs of them.

    Attributes:
        rows: int64 (n,); and_counts, or_counts: int32 (n,), set bits shared with, or joined to, the query's.
        collisions: uint16 (n,), in how many tables row and query share a bucket.
        compared: rows whose codes were compared; indexed: rows in scope.
        strategy, reason: how the rows were found, and why so.
    """

    rows: Rows
    and_counts: NDArray[np.int32]
    or_counts: NDArray[np.int32]
    collisions: NDArray[np.uint16]
    compared: int
    indexed: int
    strategy: Strategy
    reason: Reason


def find_candidates(
    snapshot: Snapshot,
    encoder: Encoder,
    query: Query,
    described: Described,
    *,
    top: int | None,
) -> Candidates:
    """Find what to rank for a query.

    Args:
        top: how many of the best are wanted by eq. 6; None for all.
    """
    scope = snapshot.scope(query.folders)
    indexed = len(snapshot) if query.folders is None else int(np.count_nonzero(scope))
    words, tables = encoder.facet_words(query.facet), encoder.facet_tables(query.facet)
    code, keys = described.code, described.keys
    cells = snapshot.cells.get(query.facet)
    strategy, reason = _choose(query, top, cells if indexed == len(snapshot) else None)
    rows: Rows | None = None
    if strategy is Strategy.LSH:
        proposed, _ = snapshot.tables.candidates(
            keys, tables=tables, probes=probe_keys(keys, described.margins, PROBES)
        )
        rows = proposed[scope[proposed]]
        if len(rows) < min(query.top or indexed, indexed):
            strategy, reason = Strategy.SCAN, Reason.TOO_FEW_FOUND
    if strategy is Strategy.CELLS and cells is not None:
        rows, and_counts, or_counts = cells.compare(snapshot.codes, code, words)
        if len(snapshot) < len(scope):
            living = scope[rows]
            rows, and_counts, or_counts = rows[living], and_counts[living], or_counts[living]
    else:
        if strategy is Strategy.SCAN:
            rows = None if indexed == len(scope) else np.flatnonzero(scope)
        and_counts, or_counts = snapshot.codes.and_or_counts(code, words, rows)
    compared = len(and_counts)
    best = shortlist(and_counts, or_counts, top)
    rows = best if rows is None else rows[best]
    return Candidates(
        rows,
        and_counts[best],
        or_counts[best],
        snapshot.collisions(rows, keys, tables),
        compared,
        indexed,
        strategy,
        reason,
    )


def _choose(query: Query, top: int | None, cells: Cells | None) -> tuple[Strategy, Reason]:
    """The faster way by what was measured when the codes were arranged, among those that find nearly all."""
    usable = cells is not None and top is not None and top <= RERANKED
    if query.strategy is Strategy.CELLS and not usable:
        return Strategy.SCAN, Reason.FEW_CODES
    if query.strategy is not None:
        return query.strategy, Reason.ASKED_FOR
    if cells is not None and usable and cells.look_us < cells.scan_us:
        return Strategy.CELLS, Reason.MANY_CODES
    return Strategy.SCAN, Reason.FEW_CODES
