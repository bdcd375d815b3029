"""Which items a query is ranked against: those its LSH buckets propose, or all of them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder
from index.lsh import probe_keys
from index.records import Query, Reason, Strategy
from index.snapshot import Snapshot

SCAN_LIMIT = 200_000
"""Up to this many codes, comparing every one takes about as long as looking up buckets and ranking what they hold
(`python -m tests.benchmarks.codes`), and misses nothing."""

PROBES = 4
"""Neighbouring buckets looked up in each table beside the query's own."""


@dataclass(frozen=True)
class Candidates:
    """Rows of a snapshot with what ranking needs of them.

    Attributes:
        rows: int64 (n,); and_counts, or_counts: int32 (n,), set bits shared with, or joined to, the query's.
        collisions: uint16 (n,), in how many tables row and query share a bucket.
        indexed: rows in scope; strategy and reason: how the rows were found, and why so.
    """

    rows: NDArray[np.int64]
    and_counts: NDArray[np.int32]
    or_counts: NDArray[np.int32]
    collisions: NDArray[np.uint16]
    indexed: int
    strategy: Strategy
    reason: Reason


def find_candidates(
    snapshot: Snapshot, encoder: Encoder, query: Query, feature: NDArray[np.float32], code: NDArray[np.uint64]
) -> Candidates:
    """Find what to rank for a query of this feature (2048,) and code (words,)."""
    scope = snapshot.scope(query.folders)
    indexed = int(np.count_nonzero(scope))
    strategy, reason = _choose(query, len(snapshot.item_ids))
    tables = encoder.facet_tables(query.facet)
    keys, margins = encoder.lsh.keys_and_margins(feature)
    if strategy is Strategy.LSH:
        rows, collisions = snapshot.tables.candidates(
            keys, tables=tables, probes=probe_keys(keys, margins, PROBES)
        )
        inside = scope[rows]
        rows, collisions = rows[inside], collisions[inside]
        wanted = min(query.top or indexed, indexed)
        if len(rows) < wanted:
            strategy, reason = Strategy.SCAN, Reason.TOO_FEW_FOUND
    if strategy is Strategy.SCAN:
        rows = np.flatnonzero(scope)
        collisions = snapshot.tables.collisions(keys, None if scope.all() else rows, tables)
    and_counts, or_counts = snapshot.codes.and_or_counts(
        code, encoder.facet_words(query.facet), None if len(rows) == len(scope) else rows
    )
    return Candidates(rows, and_counts, or_counts, collisions, indexed, strategy, reason)


def _choose(query: Query, rows: int) -> tuple[Strategy, Reason]:
    if query.strategy is not None:
        return query.strategy, Reason.ASKED_FOR
    if rows <= SCAN_LIMIT:
        return Strategy.SCAN, Reason.FEW_CODES
    return Strategy.LSH, Reason.MANY_CODES
