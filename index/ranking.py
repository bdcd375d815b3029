"""The order of results: spherical Hamming distance (eq. 6), ties by collision count and then by row."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int64]
Counts = NDArray[np.int32]
Collisions = NDArray[np.uint16]
Floats = NDArray[np.float64]

_MOST_BITS = 2**16 - 1
_BLOCK = 32_768


@dataclass(frozen=True, eq=False)
class Ranking:
    """Rows, best first.

    Attributes:
        rows: int64 (n,), or whatever else was given to name them.
        and_counts, or_counts: int32 (n,), bits the row shares with the query, and bits set in either.
        collisions: uint16 (n,), in how many hash tables row and query share a bucket.
    """

    rows: Rows
    and_counts: Counts
    or_counts: Counts
    collisions: Collisions

    @property
    def similarity(self) -> Floats:
        """1 / (1 + D), see `jaccard`."""
        return jaccard(self.and_counts, self.or_counts)

    def ordered(self, order: NDArray[np.intp]) -> "Ranking":
        """The same rows in another order, int (n,)."""
        return Ranking(
            self.rows[order], self.and_counts[order], self.or_counts[order], self.collisions[order]
        )

    @property
    def distance(self) -> Floats:
        """Eq. 6, D = |a xor b| / |a and b|, float64 (n,): 0 for empty codes, infinite if no bit is shared."""
        differing = (self.or_counts - self.and_counts).astype(np.float64)
        distance = np.where(differing > 0, np.inf, 0.0)
        return np.divide(differing, self.and_counts, out=distance, where=self.and_counts > 0)


def rank(
    and_counts: Counts,
    or_counts: Counts,
    rows: Rows,
    collisions: Collisions,
    *,
    top: int | None = None,
    own: NDArray[np.bool_] | None = None,
) -> Ranking:
    """Rank rows by eq. 6, nearest first; equal distances by `own`, more collisions, then smaller row.

    The order is exact: see `_order_keys`.

    Args:
        and_counts, or_counts: int32 (n,), |a and b| and |a or b| for each row.
        rows, collisions: int64 (n,) and uint16 (n,) below 2^15, in any order.
        top: how many of the best to give; None for all.
        own: bool (n,), rows that hold the very picture asked for.

    Raises:
        ValueError: a code has more than 65,535 bits, or `top` is negative.
    """
    if top is not None and top < 0:
        raise ValueError(f"cannot give the best {top} rows")
    ties = collisions if own is None else collisions | (own.astype(np.uint16) << np.uint16(15))
    keys = _order_keys(and_counts, or_counts, ties)
    order = np.lexsort((rows, -keys))[:top]
    return Ranking(rows[order], and_counts[order], or_counts[order], collisions[order])


def shortlist(and_counts: Counts, or_counts: Counts, top: int | None) -> NDArray[np.intp]:
    """Positions, rising, of all rows that can be among the best `top` (None: all), ties at the cut included.

    The top-th best of some rows is never better than the top-th best of all, so what is worse than it is out.
    """
    if top is None or top >= len(or_counts):
        return np.arange(len(or_counts))
    if len(or_counts) <= _BLOCK:
        return _best(jaccard(and_counts, or_counts), top)
    floor = -1.0
    places, values = [], []
    for start in range(0, len(or_counts), _BLOCK):
        block = slice(start, start + _BLOCK)
        similarity = jaccard(and_counts[block], or_counts[block])
        if np.count_nonzero(similarity >= floor) > top > 0:
            floor = max(floor, np.partition(similarity, -top)[-top] if len(similarity) >= top else floor)
        good = np.flatnonzero(similarity >= floor)
        places.append(good + start)
        values.append(similarity[good])
    chosen: NDArray[np.intp] = np.concatenate(places)[_best(np.concatenate(values), top)]
    return chosen


def _best(similarity: Floats, top: int) -> NDArray[np.intp]:
    """Places of the best `top`, ties at the cut included; of all where none or no more than those are asked for."""
    if not 0 < top < len(similarity):
        return np.arange(len(similarity))
    return np.flatnonzero(similarity >= np.partition(similarity, -top)[-top])


def rerank(similarity: Floats, exact: Floats) -> tuple[NDArray[np.intp], Floats]:
    """Rank the first rows again by a similarity that is known exactly, equal ones in the order they have.

    Args:
        similarity: float64 (n,), falling; exact: float64 (k,), of the first k rows.

    Returns:
        The new order, int (n,), and the similarity of each row in it, float64 (n,), still falling: the rows behind
        the first k, whose similarity is only known roughly, get no more than the least of those.
    """
    first = np.argsort(-exact, kind="stable")
    behind = np.arange(len(exact), len(similarity))
    least = exact.min(initial=1.0)
    order = np.concatenate([first, behind])
    return order, np.concatenate([exact[first], np.minimum(similarity[behind], least)])


def jaccard(and_counts: Counts, or_counts: Counts) -> Floats:
    """|a and b| / |a or b|, float64 (n,), from 0 to 1; two empty codes have 1."""
    if or_counts.all():  # dividing everywhere is several times as fast
        return and_counts / or_counts
    return np.divide(and_counts, or_counts, out=np.ones(len(or_counts)), where=or_counts > 0)


def _order_keys(and_counts: Counts, or_counts: Counts, collisions: Collisions) -> NDArray[np.int64]:
    """One integer for each row, larger for the better one, equal only if similarity and collisions are equal.

    Different fractions with denominators b, d < 2^16 differ by at least 1 / (b d) > 2^-32 (1 + 2^-15), which
    division in double precision, wrong by 2^-54 at most, cannot swap or close; equal ones give equal
    quotients. So 2^32 times their quotients differ by more than 1 and their integer parts by at least 1: 33
    bits of similarity and 16 bits of collisions.
    """
    if or_counts.max(initial=0) > _MOST_BITS:
        raise ValueError(f"codes of more than {_MOST_BITS} bits cannot be ranked")
    similarity = (jaccard(and_counts, or_counts) * 2.0**32).astype(np.int64)
    return (similarity << 16) | collisions
