"""Which items a query is ranked against: all, those its way through a graph meets, or those its LSH buckets propose."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.codes import Counts, Words
from index.encoder import Encoder
from index.graph import Graph
from index.lsh import probe_keys
from index.ranking import shortlist
from index.records import Query, Reason, Strategy
from index.snapshot import Snapshot

PROBES = 4
"""Neighbouring buckets looked up in each table beside the query's own."""

Rows = NDArray[np.int64]
NO_ROWS: Rows = np.zeros(0, np.int64)


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
        compared: rows whose likeness became known; indexed: rows in scope.
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
    own: Rows = NO_ROWS,
) -> Candidates:
    """Find what to rank for a query.

    Args:
        top: how many of the best are wanted by eq. 6; None for all.
        own: rows that hold the very picture asked for, which are met even where the graph passes them by.
    """
    scope = snapshot.scope(query.folders)
    indexed = len(snapshot) if query.folders is None else int(np.count_nonzero(scope))
    words, tables = encoder.facet_words(query.facet), encoder.facet_tables(query.facet)
    wanted = indexed if top is None else min(top, indexed)
    graph = snapshot.graphs.get(query.facet) if wanted and indexed == len(snapshot) else None
    strategy, reason = _choose(query, wanted, graph, indexed)
    rows: Rows | None = None
    counts: tuple[Counts, Counts] | None = None
    if strategy is Strategy.LSH:
        probes = probe_keys(described.keys, described.margins, PROBES)
        proposed, _ = snapshot.tables.candidates(described.keys, tables=tables, probes=probes)
        rows = proposed[scope[proposed]]
        wanted = min(query.top or indexed, indexed)
    elif strategy is Strategy.GRAPH and graph is not None:
        rows, both, either = _along(graph, snapshot, described.code, words, wanted=wanted, own=own)
        counts = both, either
    if rows is not None and len(rows) < wanted:
        strategy, reason, rows, counts = Strategy.SCAN, Reason.TOO_FEW_FOUND, None, None
    if rows is None and indexed < len(scope):
        rows = np.flatnonzero(scope)
    if counts is None:
        everywhere = slice(None) if rows is None else rows
        counts = snapshot.codes.and_or_counts(described.code, words, everywhere)
    and_counts, or_counts = counts
    compared = len(and_counts)
    best = shortlist(and_counts, or_counts, top)
    rows = best if rows is None else rows[best]
    return Candidates(
        rows,
        and_counts[best],
        or_counts[best],
        snapshot.collisions(rows, described.keys, tables),
        compared,
        indexed,
        strategy,
        reason,
    )


def _along(
    graph: Graph, snapshot: Snapshot, code: Words, words: slice, *, wanted: int, own: Rows
) -> tuple[Rows, Counts, Counts]:
    """Rows that the graph leads to for so many, those of `own`, and all behind the graph, with both counts."""
    codes, first = snapshot.codes, snapshot.arranged
    living = snapshot.alive if len(snapshot) < len(codes) else None
    rows, distances = graph.nearest(code[words], wanted, living)
    both, either = codes.counts_of(code, words, rows, distances)
    passed_by = np.setdiff1d(own[own < first], rows) if len(own) else own
    if len(passed_by) or first < len(codes):
        behind = np.flatnonzero(snapshot.alive[first:])
        beside = codes.and_or_counts(code, words, passed_by)
        after = (counts[behind] for counts in codes.and_or_counts(code, words, slice(first, None)))
        rows = np.concatenate([rows, passed_by, first + behind])
        both, either = map(np.concatenate, zip((both, either), beside, after, strict=True))
    return rows, both, either


def _choose(query: Query, wanted: int, graph: Graph | None, indexed: int) -> tuple[Strategy, Reason]:
    """The faster way by what was measured when the graph was built."""
    if query.strategy is Strategy.GRAPH and graph is None:
        return Strategy.SCAN, Reason.FEW_CODES
    if query.strategy is not None:
        return query.strategy, Reason.ASKED_FOR
    if graph is not None and graph.is_faster(wanted, indexed):
        return Strategy.GRAPH, Reason.MANY_CODES
    return Strategy.SCAN, Reason.FEW_CODES
