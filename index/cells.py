"""Cells of codes that are alike: an inverted file, so that a query need not look at every code.

Codes are clustered by k-means on their bits; the mean of a cluster tells of each bit how many of its codes have it set.
A query compares itself with all means and looks only into the cells most like it, until it has seen so large a share of
all codes that, over queries whose true answer was found by comparing every code, hardly any of the best are missed.
"""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.codes import WORD_BITS, CodeRows, Counts, Words, pack_bits, unpack_bits
from index.control import Control
from index.ranking import jaccard, shortlist
from models.clustering import kmeans

MOST_CELLS = 1024
"""More would take longer to learn than they save."""

SAMPLE = 20_000
RECALL = 0.995
"""Of the best 50, over queries like those that the share is measured on."""

TOP = 50
TRIALS, TIMED, ROUNDS = 64, 9, 5
CHANGED = 0.2
"""Share of bits in which a trial's query differs from a code; real photos need no larger a share (`python -m
tests.benchmarks.retrieval`)."""

_BLOCK = 4096
_ITERATIONS = 6
_SEED = 0

Bits = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Cells:
    """A partition of n codes by a range of their words.

    Attributes:
        means: float32 (k, bits), of the bits of each cell's codes.
        starts: int64 (k + 1,), where the rows of each cell begin.
        rows: uint32 (n,), cell by cell; None where the codes themselves lie in this order.
        share: of all codes, how many to look at.
        look_us, scan_us: microseconds that a query of the machine that arranged the codes took to compare these, and
            to compare all.
    """

    means: Bits
    starts: NDArray[np.int64]
    rows: NDArray[np.uint32] | None
    share: float = 1.0
    look_us: float = 0.0
    scan_us: float = 0.0

    def compare(
        self, codes: CodeRows, query: Words, words: slice
    ) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int32]]:
        """Compare a query (w,) with the codes of the cells most like it, and with those behind the last cell.

        Returns:
            Their rows, and |a and b| and |a or b| by this range of words, see `CodeRows.and_or_counts`.
        """
        first, last = self._ranges(query[words], len(codes))
        sizes = last - first
        rows = np.arange(sizes.sum()) + np.repeat(first - np.cumsum(sizes) + sizes, sizes)
        if self.rows is None:
            spans = [slice(*ends) for ends in zip(first.tolist(), last.tolist(), strict=True)]
            return rows, *codes.and_or_counts(query, words, spans)
        behind = rows[len(rows) - sizes[-1] :]
        rows = np.concatenate([self.rows.take(rows[: len(rows) - sizes[-1]]), behind])
        return rows, *codes.and_or_counts(query, words, rows)

    def order(self, query: Words) -> NDArray[np.intp]:
        """All cells, the one most like the query first."""
        bits = _bits(query[None])[0]
        return np.argsort(-_likeness(bits[None], self.means, self._lengths)[0], kind="stable")

    def _ranges(self, query: Words, end: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where the ranges begin and end that a query is to look at, rising; the last is what lies behind all cells."""
        order = self.order(query)
        seen = np.cumsum(self._sizes[order])
        enough = int(np.searchsorted(seen, self.share * seen[-1])) + 1
        cells = np.sort(order[:enough])
        first, last = self.starts[cells], self.starts[cells + 1]
        apart = np.append(True, first[1:] > last[:-1])  # neighbours are one range
        return np.append(first[apart], self.starts[-1]), np.append(last[np.append(apart[1:], True)], end)

    @cached_property
    def _sizes(self) -> NDArray[np.int64]:
        return np.diff(self.starts)

    @cached_property
    def _lengths(self) -> NDArray[np.float32]:
        lengths: NDArray[np.float32] = self.means.sum(axis=1)
        return lengths


def learn(
    codes: CodeRows, rows: NDArray[np.int64], words: slice, control: Control
) -> tuple[NDArray[np.uint32], NDArray[np.int64], Bits]:
    """Cluster codes at these rows (n,) by a range of their words into about sqrt(n) cells.

    The means are learnt from at most `SAMPLE` of them; then each goes to the cell it is most like.

    Returns:
        Places in `rows`, cell by cell, uint32 (n,); where each cell begins, int64 (k + 1,); means, float32 (k, bits).

    Raises:
        Cancelled: at a checkpoint after `control.cancel()`.
    """
    random = np.random.default_rng(_SEED)
    means = _means(_bits(codes.words(np.sort(random.permutation(rows)[:SAMPLE]))[:, words]), len(rows))
    lengths = means.sum(axis=1)
    cells = np.empty(len(rows), np.uint16)
    for start in range(0, len(rows), _BLOCK):
        control.checkpoint()
        block = slice(start, start + _BLOCK)
        cells[block] = _likeness(_bits(codes.words(rows[block])[:, words]), means, lengths).argmax(axis=1)
    return *partition(cells, len(means)), means


def _means(sample: Bits, codes: int) -> Bits:
    clusters = min(MOST_CELLS, max(1, round(codes**0.5)))
    assigned = kmeans(sample, clusters, seed=_SEED, iterations=_ITERATIONS)
    order = np.argsort(assigned, kind="stable")
    first = np.unique(assigned[order], return_index=True)[1]
    sizes = np.diff(np.append(first, len(sample)))
    means = np.add.reduceat(sample[order], first, axis=0) / sizes[:, None]
    return means.astype(np.float32)


def partition(cells: NDArray[np.uint16], count: int) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """Rows cell by cell, uint32 (n,), and where each of so many cells begins, int64 (count + 1,)."""
    starts = np.zeros(count + 1, np.int64)
    np.cumsum(np.bincount(cells, minlength=count), out=starts[1:])
    return np.argsort(cells, kind="stable").astype(np.uint32), starts


def trial_queries(codes: CodeRows) -> Words:
    """Codes of the catalogue with some bits changed, (`TRIALS`, words): as far from it as photos are."""
    random = np.random.default_rng(_SEED)
    bits = unpack_bits(codes.words(random.integers(len(codes), size=TRIALS)), codes.width * WORD_BITS)
    return pack_bits(bits ^ (random.random(bits.shape) < CHANGED))


def measured(
    cells: Cells, codes: CodeRows, words: slice, queries: Sequence[Words], control: Control
) -> Cells:
    """The same cells with the share of codes that has to be looked at, and what that and a scan take.

    Raises:
        Cancelled: at a checkpoint after `control.cancel()`.
    """
    found = replace(cells, share=_needed_share(cells, codes, words, queries, control))
    return replace(
        found,
        look_us=_typical_us(lambda query: found.compare(codes, query, words)[1:], queries),
        scan_us=_typical_us(lambda query: codes.and_or_counts(query, words), queries),
    )


def _needed_share(
    cells: Cells, codes: CodeRows, words: slice, queries: Sequence[Words], control: Control
) -> float:
    """How large a share of all codes has to be looked at so that `RECALL` of the best `TOP` are seen."""
    sizes = np.diff(cells.starts)
    cell_of = np.repeat(np.arange(len(sizes)), sizes)
    if cells.rows is not None:
        cell_of[cells.rows] = cell_of.copy()
    seen = []
    for query in queries:
        control.checkpoint()
        order = cells.order(query[words])
        upto = np.empty(len(order), np.int64)
        upto[order] = np.cumsum(sizes[order])
        similarity = jaccard(*codes.and_or_counts(query, words))
        best = np.argpartition(-similarity, min(TOP, len(codes)) - 1)[:TOP]
        seen.append(upto[cell_of[best]])
    return float(np.quantile(np.concatenate(seen), RECALL) / len(codes))


def _typical_us(counts: Callable[[Words], tuple[Counts, Counts]], queries: Sequence[Words]) -> float:
    """Of comparing and finding the best: the median over some queries, each at its fastest, as others may work too."""

    def fastest(query: Words) -> float:
        times = []
        for _ in range(ROUNDS):
            start = time.perf_counter()
            shortlist(*counts(query), TOP)
            times.append(time.perf_counter() - start)
        return min(times)

    return statistics.median(map(fastest, queries[:TIMED])) * 1e6


def _bits(words: Words) -> Bits:
    return unpack_bits(words, words.shape[1] * WORD_BITS).astype(np.float32)


def _likeness(bits: Bits, means: Bits, lengths: NDArray[np.float32]) -> NDArray[np.float32]:
    """Expected |a and b| over expected |a or b| for codes (n, bits) and the codes of each cell, (n, k)."""
    shared = bits @ means.T
    joined = bits.sum(axis=1)[:, None] + lengths
    joined -= shared
    likeness: Bits = np.divide(shared, joined, out=np.zeros_like(shared), where=joined > 0)
    return likeness
