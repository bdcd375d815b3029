"""Cells of codes that are alike: an inverted file, so that a query need not look at every code.

Codes are clustered by k-means on their bits; the mean of a cluster tells of each bit how many of its codes have it set.
A query compares itself with all means and looks into the cells most like it. What it finds there tells how like it a
further cell must be to be worth a look; how much, is measured on queries whose true answer was found by comparing every
code, so that hardly any of the best are missed.
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
RECALL = 0.998
"""Of the best 50, over the queries that depth is measured on; photos find a little less (`tests.benchmarks`)."""

TOP = 50
TRIALS, TIMED, ROUNDS = 64, 9, 5
CHANGED = 0.2
"""Share of bits that are changed in a trial's query."""

NEAR = 0.02
"""Share of all codes that every query looks at."""

WORTH_A_CALL = 1000
"""Codes that are copied in about the time that a call for another range of them takes."""

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
        depth: how like the query a cell must be to be looked into: 0 as the middle one of all cells is, 1 as the best
            codes seen are.
        look_us, scan_us: microseconds that a query of the machine that arranged the codes took to compare these, and
            to compare all.
    """

    means: Bits
    starts: NDArray[np.int64]
    rows: NDArray[np.uint32] | None
    depth: float = -np.inf
    look_us: float = 0.0
    scan_us: float = 0.0

    def compare(
        self, codes: CodeRows, query: Words, words: slice
    ) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int32]]:
        """Compare a query (w,) with the codes of the cells most like it, and with those behind the last cell.

        Returns:
            Their rows, and |a and b| and |a or b| by this range of words, see `CodeRows.and_or_counts`.
        """
        order, likeness = self.order(query[words])
        near = self.near(order)
        rows, shared, joined = self._compared(codes, query, words, order[:near], int(self.starts[-1]))
        floor = self.floor(likeness, jaccard(shared, joined))
        far = max(near, int(np.searchsorted(-likeness, -floor, "right")))
        others = self._compared(codes, query, words, order[near:far], len(codes))
        return (
            np.concatenate([rows, others[0]]),
            np.concatenate([shared, others[1]]),
            np.concatenate([joined, others[2]]),
        )

    def order(self, query: Words) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
        """All cells, the one most like the query first, and how like it each is."""
        likeness = _likeness(_bits(query[None]), self.means, self._lengths)[0]
        order = np.argsort(-likeness, kind="stable")
        return order, likeness[order]

    def near(self, order: NDArray[np.intp]) -> int:
        """How many of the first cells tell what the best codes are like: some share of all codes."""
        seen = np.cumsum(self._sizes[order])
        return int(np.searchsorted(seen, max(NEAR * seen[-1], 4 * TOP))) + 1

    def floor(self, likeness: NDArray[np.float32], seen: NDArray[np.float64]) -> float:
        """How like a cell must be, given the falling likeness of all and the similarity of the codes seen already."""
        best, middle = _best(seen), float(likeness[len(likeness) // 2])
        return middle + self.depth * (best - middle) if best > middle else -np.inf

    def _compared(
        self, codes: CodeRows, query: Words, words: slice, cells: NDArray[np.intp], end: int
    ) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int32]]:
        """Rows of these cells, and of those behind the last cell up to this end, with both counts."""
        cells = np.sort(cells)
        first = np.append(self.starts[cells], self.starts[-1])
        last = np.append(self.starts[cells + 1], end)
        apart = np.append(True, first[1:] > last[:-1])  # neighbours are one range
        first, last = first[apart], last[np.append(apart[1:], True)]
        sizes = last - first
        rows = np.arange(sizes.sum()) + np.repeat(first - np.cumsum(sizes) + sizes, sizes)
        if self.rows is None and len(rows) > WORTH_A_CALL * len(sizes):
            spans = [slice(*ends) for ends in zip(first.tolist(), last.tolist(), strict=True)]
            return rows, *codes.and_or_counts(query, words, spans)
        if self.rows is not None:
            behind = int(np.searchsorted(rows, self.starts[-1]))
            rows = np.concatenate([self.rows.take(rows[:behind]), rows[behind:]])
        return rows, *codes.and_or_counts(query, words, rows)

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
    """Queries unlike any code, (`TRIALS`, words): codes with some bits changed, and codes mixed of two bit by bit."""
    random = np.random.default_rng(_SEED)
    bits, others = (
        unpack_bits(codes.words(random.integers(len(codes), size=TRIALS)), codes.width * WORD_BITS)
        for _ in range(2)
    )
    changed = bits ^ (random.random(bits.shape) < CHANGED)
    mixed = np.where(random.random(bits.shape) < 0.5, bits, others)
    return pack_bits(np.where(np.arange(TRIALS)[:, None] % 2, changed, mixed))


def measured(
    cells: Cells, codes: CodeRows, words: slice, queries: Sequence[Words], control: Control
) -> Cells:
    """The same cells with the depth to which they have to be looked into, and what that and a scan take.

    Raises:
        Cancelled: at a checkpoint after `control.cancel()`.
    """
    found = replace(cells, depth=_needed_depth(cells, codes, words, queries, control))
    return replace(
        found,
        look_us=_typical_us(lambda query: found.compare(codes, query, words)[1:], queries),
        scan_us=_typical_us(lambda query: codes.and_or_counts(query, words), queries),
    )


def _needed_depth(
    cells: Cells, codes: CodeRows, words: slice, queries: Sequence[Words], control: Control
) -> float:
    """The depth at which `RECALL` of the best `TOP` are seen."""
    sizes = np.diff(cells.starts)
    cell_of = np.repeat(np.arange(len(sizes)), sizes)
    if cells.rows is not None:
        cell_of[cells.rows] = cell_of.copy()
    depths = []
    for query in queries:
        control.checkpoint()
        order, likeness = cells.order(query[words])
        near = cells.near(order)
        place = np.empty(len(order), np.int64)
        place[order] = np.arange(len(order))
        places = place[cell_of]
        similarity = jaccard(*codes.and_or_counts(query, words))
        top, middle = _best(similarity[places < near]), float(likeness[len(likeness) // 2])
        best = places[np.argpartition(-similarity, min(TOP, len(codes)) - 1)[:TOP]]
        if top > middle:
            depths.append(np.where(best < near, np.inf, (likeness[best] - middle) / (top - middle)))
    return float(np.quantile(np.concatenate(depths), 1 - RECALL, method="lower")) if depths else -np.inf


def _best(similarity: NDArray[np.float64]) -> float:
    """The similarity of the last of the best `TOP`; 0 where there are fewer."""
    return float(np.partition(similarity, -TOP)[-TOP]) if len(similarity) >= TOP else 0.0


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
