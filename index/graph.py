"""A graph over codes (HNSW: Malkov and Yashunin, 2018), so that a query need not look at every code.

Each code is linked to some that are like it; a query goes from code to code, always on from those most like it, and
meets nearly all of its best among a few hundred. usearch builds the graph and follows it by Tanimoto's distance, which
is 1 - J and so orders as eq. 6 does. It follows it where it lies: what is mapped from a file is neither read nor copied
before it is met.
"""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from usearch.index import Index

from index.codes import WORD_BITS, CodeRows, Words
from index.ranking import shortlist

FETCHED = 3
"""Codes that are fetched for each that is wanted, as the graph is followed only as far as that needs."""

MIXED = 2 / 3
"""Least share of codes that were added to a graph in random order at the start. Codes that are alike and come together,
as those of a folder do, find few links to the others: in a catalogue sorted by kind a sixth of the best was missed."""

TIMED, TIMED_TOP, ROUNDS = 9, 50, 5

_CONNECTIVITY = 32
_EXPANSION = 128
_BATCH = 256
_SEED = 0


@dataclass(frozen=True, eq=False)
class Graph:
    """A graph over the first codes of a catalogue, by a range of their words. Its methods may run in several threads.

    Attributes:
        octets: uint8 (size,), the graph as usearch keeps it, with the codes themselves.
        mixed: how many of the codes it was begun with.
        fetch_us, scan_us: microseconds that the machine which built it took to fetch and compare a code by it, and to
            compare one of all codes.
    """

    octets: NDArray[np.uint8]
    mixed: int
    fetch_us: float = 0.0
    scan_us: float = 0.0

    def __len__(self) -> int:
        return len(self._index)

    def nearest(self, query: Words, count: int) -> NDArray[np.int64]:
        """Rows of so many codes that are most like a query (w,), or nearly so; fewer where there are no more."""
        found: NDArray[np.int64] = self._index.search(query.view(np.uint8), count, threads=1).keys.view(
            np.int64
        )
        return found

    def is_faster(self, fetched: int, codes: int) -> bool:
        """Whether fetching so many by the graph takes less time than comparing all of so many codes."""
        return self.fetch_us * fetched < self.scan_us * codes

    @classmethod
    def over(
        cls, codes: CodeRows, words: slice, checkpoint: Callable[[], None], start: Self | None = None
    ) -> Self:
        """Build a graph over codes, at least one, by a range of their words, and measure it.

        Args:
            checkpoint: called every few milliseconds; what it raises ends the building.
            start: a graph over the first of the codes. It is gone on from, and left as it is, unless too few of the
                codes would be mixed.
        """
        if start is None or start.mixed < MIXED * len(codes):
            index, mixed = _empty(len(range(codes.width)[words]) * WORD_BITS), len(codes)
        else:
            index, mixed = _restored(start.octets), start.mixed
        rows = len(index) + np.random.default_rng(_SEED).permutation(len(codes) - len(index))
        for first in range(0, len(rows), _BATCH):
            checkpoint()
            batch = rows[first : first + _BATCH]
            index.add(
                batch.astype(np.uint64), np.ascontiguousarray(codes.words(batch)[:, words]).view(np.uint8)
            )
        return cls(np.frombuffer(index.save(), np.uint8), mixed)._measured(codes, words)  # type: ignore[arg-type]

    def _measured(self, codes: CodeRows, words: slice) -> Self:
        queries = codes.words(np.random.default_rng(_SEED).integers(len(codes), size=TIMED))
        fetched = FETCHED * TIMED_TOP

        def fetch(query: Words) -> None:
            codes.and_or_counts(query, words, self.nearest(query[words], fetched))

        def scan(query: Words) -> None:
            shortlist(*codes.and_or_counts(query, words), TIMED_TOP)

        return replace(
            self,
            fetch_us=_typical_us(fetch, queries) / fetched,
            scan_us=_typical_us(scan, queries) / len(codes),
        )

    @cached_property
    def _index(self) -> Index:
        return _restored(self.octets, view=True)


def _empty(bits: int) -> Index:
    return Index(
        ndim=bits,
        metric="tanimoto",
        dtype="b1",
        connectivity=_CONNECTIVITY,
        expansion_add=_EXPANSION,
        enable_key_lookups=False,
    )


def _restored(octets: NDArray[np.uint8], **options: Any) -> Index:
    index = Index.restore(octets.data, expansion_add=_EXPANSION, enable_key_lookups=False, **options)
    if index is None:
        raise ValueError("these are not the octets of a graph")
    return index


def _typical_us(work: Callable[[Words], None], queries: Words) -> float:
    """The median over some queries, each at its fastest, as others may work too."""

    def fastest(query: Words) -> float:
        times = []
        for _ in range(ROUNDS):
            start = time.perf_counter()
            work(query)
            times.append(time.perf_counter() - start)
        return min(times)

    return statistics.median(map(fastest, queries)) * 1e6
