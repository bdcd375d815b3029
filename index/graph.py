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
import onnxruntime  # noqa: F401 - before usearch: the other way round both crash on Linux, as some symbols are shared
from numpy.typing import NDArray
from usearch.index import Index

from index.codes import WORD_BITS, CodeRows, Words, pack_bits
from index.ranking import jaccard, shortlist

RECALL, LEAST, LOST = 0.998, 0.5, 0.005
"""Share of the best `TOP` that the queries a graph is tried with find in the mean, share that each of them finds unless
it loses its way, and share of those that do. The mean alone hides them: one photo in 60 found none of its best where
0.98 of all were found. Of photos several times as many are missed, in large catalogues, as of the trial's queries."""

MIXED = 2 / 3
"""Least share of codes that were added to a graph in random order at the start. Codes that are alike and come together,
as those of a folder do, find few links to the others: in a catalogue sorted by kind a sixth of the best was missed."""

TOP = 50
TRIALS, TIMED, ROUNDS = 256, 9, 5
CHANGED = 0.2
"""Share of bits that are changed in a trial's query, by which it is as far from its best as photos are."""

BEAMS = (100, 150, 200, 300, 400, 600, 800, 1200, 1600, 2400, 4800, 9600)
"""Tried in turn. Where pictures come in crowds of a thousand alike, it takes thousands to leave a wrong one."""

MARGIN = 3
"""Codes to fetch for each that is wanted, where that is more than a graph's beam."""

_CONNECTIVITY = 24
_EXPANSION = 128
_BATCH = 256
_SEED = 0


@dataclass(frozen=True, eq=False)
class Graph:
    """A graph over the first codes of a catalogue, by a range of their words. Its methods may run in several threads.

    Attributes:
        octets: uint8 (size,), the graph as usearch keeps it, with the codes themselves.
        mixed: how many of the codes it was begun with.
        found_us, scan_us: microseconds that the machine which built it took for a code fetched by the graph, and for
            each of all codes by comparing them all.
        beam: codes to fetch at least, so that hardly any of the best are missed and hardly any query loses its way.
    """

    octets: NDArray[np.uint8]
    mixed: int
    found_us: float = 0.0
    scan_us: float = 0.0
    beam: int = 400

    def __len__(self) -> int:
        return len(self._index)

    def nearest(
        self, query: Words, wanted: int, living: NDArray[np.bool_] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The so many codes that are most like a query (w,), or nearly so, and those just as like it.

        Args:
            living: bool (rows,), which of them count; None for all. Of fewer than are wanted there may be more.

        Returns:
            Their rows, int64 (n,), and their Tanimoto distances 1 - J, rising, float32 (n,).
        """
        found = self._index.search(query.view(np.uint8), self.fetched(wanted), threads=1)
        rows, distances = found.keys.astype(np.int64), found.distances
        if living is not None:
            counts = living[rows]
            rows, distances = rows[counts], distances[counts]
        end = np.searchsorted(distances, distances[wanted - 1], "right") if len(rows) > wanted else len(rows)
        return rows[:end], distances[:end]

    def fetched(self, wanted: int) -> int:
        """How many codes are fetched where so many are wanted."""
        return max(self.beam, MARGIN * wanted)

    def is_faster(self, wanted: int, codes: int) -> bool:
        """Whether finding so many by the graph takes less time than comparing all of so many codes."""
        return self.found_us * self.fetched(wanted) < self.scan_us * codes

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
                batch.astype(np.uint64),
                np.ascontiguousarray(codes.words(batch)[:, words]).view(np.uint8),
                threads=0 if len(index) else 1,  # codes added at once do not see each other: much among few
            )
        return cls(np.frombuffer(index.save(), np.uint8), mixed)._measured(codes, words)  # type: ignore[arg-type]

    def _measured(self, codes: CodeRows, words: slice) -> Self:
        queries = changed(codes, TRIALS, CHANGED, _SEED)
        graph = self._far_enough(codes, words, queries)

        def find(query: Words) -> None:
            codes.counts_of(query, words, *graph.nearest(query[words], TOP))

        def scan(query: Words) -> None:
            shortlist(*codes.and_or_counts(query, words), TOP)

        some = queries[:TIMED]
        return replace(
            graph,
            found_us=_typical_us(find, some) / graph.fetched(TOP),
            scan_us=_typical_us(scan, some) / len(codes),
        )

    def _far_enough(self, codes: CodeRows, words: slice, queries: Words) -> Self:
        """With the least beam that serves the trial's queries."""
        wanted = min(TOP, len(codes))
        least = [least_of_best(codes, query, words, wanted) for query in queries]
        graph = self
        for beam in BEAMS:
            graph = replace(self, beam=beam)
            met = (codes.counts_of(query, words, *graph.nearest(query[words], TOP)) for query in queries)
            good = (jaccard(*counts) >= worst for counts, worst in zip(met, least, strict=True))
            found = np.array([min(int(each.sum()) / wanted, 1) for each in good])
            if found.mean() >= RECALL and np.mean(found < LEAST) <= LOST:
                break
        return graph

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


def changed(codes: CodeRows, count: int, share: float, seed: int) -> Words:
    """Queries unlike any code, (count, words): codes with such a share of their bits changed."""
    random = np.random.default_rng(seed)
    some = codes.words(random.integers(len(codes), size=count))
    return some ^ pack_bits(random.random((count, codes.width * WORD_BITS)) < share)


def least_of_best(codes: CodeRows, query: Words, words: slice, wanted: int) -> float:
    """Similarity of the last of so many that are most like a query, of all codes."""
    return float(np.partition(jaccard(*codes.and_or_counts(query, words)), -wanted)[-wanted])


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
