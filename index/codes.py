"""Spherical codes as packed words, and the bit counts that eq. 6 is made of.

The spherical Hamming distance of two codes is D = |a xor b| / |a and b|. Since xor is or without and,

    D = 1/J - 1    with    J = |a and b| / |a or b|

the Jaccard similarity: eq. 6 ranks exactly as J does, and 1 / (1 + D) = J. So two counts for each pair are
all that ranking needs, and |a or b| = |a| + |b| - |a and b| leaves one AND and one popcount for each word.
"""

import threading
from typing import Any

import numpy as np
from numpy.typing import NDArray

WORD_BITS = 64

MOST_WORDS = (2**16 - 1) // WORD_BITS
"""Words of the longest code whose bit counts fit in 16 bits."""

_BLOCK = 32_768
"""Rows counted at a time, so that what lies between two steps stays in the cache."""

Words = NDArray[np.uint64]
Counts = NDArray[np.int32]


def pack_bits(bits: NDArray[np.bool_]) -> Words:
    """Pack codes bool (n, c) into words uint64 (n, ceil(c / 64)), zero padded.

    Bit k of a code is bit k % 64, counted from the least significant, of word k // 64.
    """
    rows, width = bits.shape
    words = -(-width // WORD_BITS)
    padded = np.zeros((rows, words * WORD_BITS), bool)
    padded[:, :width] = bits
    packed = np.packbits(padded, axis=1, bitorder="little")
    return packed.view("<u8").astype(np.uint64, copy=False)


def unpack_bits(words: Words, bits: int) -> NDArray[np.bool_]:
    """Undo `pack_bits` for codes of this many bits: words uint64 (n, w) to bool (n, bits)."""
    octets = np.ascontiguousarray(words, "<u8").view(np.uint8)
    return np.unpackbits(octets, axis=1, bitorder="little", count=bits).view(bool)


def popcount(words: Words) -> Counts:
    """Count the set bits of each code (n, w), as int32 (n,)."""
    counts: Counts = np.bitwise_count(words).sum(axis=1, dtype=np.int32)
    return counts


def spherical_hamming(a: NDArray[np.bool_], b: NDArray[np.bool_]) -> float:
    """Eq. 6 for two codes bool (c,), straight from its definition: the reference for faster ways.

    Two empty codes have distance 0; codes that share no set bit are infinitely far apart.
    """
    differing = int(np.count_nonzero(a ^ b))
    shared = int(np.count_nonzero(a & b))
    if shared == 0:
        return float("inf") if differing else 0.0
    return differing / shared


class GrowingColumns:
    """Rows that are only ever added, stored column by column; immutable to whoever holds it.

    `append` gives a new object. Both share one over-allocated buffer, of which the new object sees more
    rows, so that adding many small batches copies each row only a few times in all. Appending twice to the
    same object is allowed: the second time copies. Thread-safe.

    Args:
        columns: (c, n), copied.
    """

    def __init__(self, columns: NDArray[Any]) -> None:
        self._buffer = _Buffer(np.array(columns, order="C"))
        self._length: int = columns.shape[1]

    def __len__(self) -> int:
        return self._length

    @property
    def columns(self) -> NDArray[Any]:
        """The rows of this object as a read-only view (c, n), each column contiguous."""
        view = self._buffer.array[:, : self._length]
        view.flags.writeable = False
        return view

    def append(self, columns: NDArray[Any]) -> "GrowingColumns":
        """Add rows (c, k)."""
        grown = object.__new__(GrowingColumns)
        grown._buffer = self._buffer.extended(self._length, columns)
        grown._length = self._length + columns.shape[1]
        return grown


class _Buffer:
    """An array (c, capacity) of which the first `used` columns belong to at least one `GrowingColumns`."""

    def __init__(self, array: NDArray[Any]) -> None:
        self.array = array
        self._used: int = array.shape[1]
        self._claiming = threading.Lock()

    def extended(self, length: int, columns: NDArray[Any]) -> "_Buffer":
        """A buffer with these columns behind its first `length`: this one if nobody has written there yet."""
        end = length + columns.shape[1]
        if self._claim(length, end):
            self.array[:, length:end] = columns
            return self
        larger = np.empty((len(self.array), end + end // 2), self.array.dtype)
        larger[:, :length] = self.array[:, :length]
        larger[:, length:end] = columns
        buffer = _Buffer(larger)
        buffer._used = end
        return buffer

    def _claim(self, length: int, end: int) -> bool:
        with self._claiming:
            free: bool = self._used == length and end <= self.array.shape[1]
            if free:
                self._used = end
            return free


class CodeColumns:
    """The codes of a catalogue, one contiguous array for each word, with their bit counts: what a scan reads.

    A facet compares a range of words. So each row keeps how many bits are set in its first 0, 1, ..., w
    words, and the bits set in a range are one subtraction. That is 10 bytes a word and row in all.

    Immutable: `append` gives a new object that shares what it can with this one, see `GrowingColumns`.

    Args:
        words: codes as uint64 (n, w) from `pack_bits`.

    Raises:
        ValueError: words is not two-dimensional, or a code has more than 65,535 bits.

    Example:
        >>> bits = np.array([[1, 1, 0], [0, 1, 1]], bool)
        >>> codes = CodeColumns(pack_bits(bits))
        >>> shared, joined = codes.and_or_counts(pack_bits(bits)[0])
        >>> shared.tolist(), joined.tolist()
        ([2, 1], [2, 3])
    """

    def __init__(self, words: Words) -> None:
        if words.ndim != 2 or words.shape[1] > MOST_WORDS:
            raise ValueError(f"codes must have the shape (n, up to {MOST_WORDS} words), not {words.shape}")
        self._words = GrowingColumns(words.T)
        self._set_before = GrowingColumns(_set_before(words))

    def __len__(self) -> int:
        return len(self._words)

    def append(self, words: Words) -> "CodeColumns":
        """Add codes uint64 (k, w) behind these.

        Raises:
            ValueError: the codes have another number of words.
        """
        if words.shape[1:] != self._words.columns.shape[:1]:
            raise ValueError(f"cannot add codes of the shape {words.shape} to codes of {self.width} words")
        grown = object.__new__(CodeColumns)
        grown._words = self._words.append(words.T)
        grown._set_before = self._set_before.append(_set_before(words))
        return grown

    @property
    def width(self) -> int:
        """Words of a code."""
        return len(self._words.columns)

    def and_or_counts(
        self, query: Words, words: slice = slice(None), rows: NDArray[np.integer[Any]] | None = None
    ) -> tuple[Counts, Counts]:
        """Count the bits that each code shares with the query, and the bits set in either.

        Args:
            query: a whole code, uint64 (w,).
            words: the range of words to compare.
            rows: the codes to compare, in any order; None for all.

        Returns:
            |a and b| and |a or b|, each int32 (len(rows),).

        Raises:
            ValueError: the query has another number of words, or the range has a step.
        """
        start, stop, step = words.indices(self.width)
        if query.shape != (self.width,) or step != 1:
            raise ValueError(
                f"cannot compare {words} of a query {query.shape} with codes of {self.width} words"
            )
        stop = max(start, stop)
        if rows is not None and 2 * len(rows) > len(self):
            shared, joined = self.and_or_counts(query, words)
            return shared[rows], joined[rows]
        columns = self._words.columns[start:stop]
        before, upto = self._set_before.columns[start], self._set_before.columns[stop]
        if rows is not None:
            columns, before, upto = columns[:, rows], before[rows], upto[rows]
        shared = _shared_bits(columns, query[start:stop]).astype(np.int32)
        joined = (upto - before).astype(np.int32)
        joined += popcount(query[None, start:stop])
        joined -= shared
        return shared, joined


def _set_before(words: Words) -> NDArray[np.uint16]:
    """How many bits are set in the first 0 to w words of each code (n, w), as (w + 1, n)."""
    counts = np.zeros((words.shape[1] + 1, len(words)), np.uint16)
    np.cumsum(np.bitwise_count(words.T), axis=0, dtype=np.uint16, out=counts[1:])
    return counts


def _shared_bits(columns: Words, query: Words) -> NDArray[np.uint16]:
    """Count the bits that codes (w, n), stored by columns, share with a query (w,)."""
    rows = columns.shape[1]
    shared = np.zeros(rows, np.uint16)
    both = np.empty(min(rows, _BLOCK), np.uint64)
    counts = np.empty(len(both), np.uint8)
    for start in range(0, rows, _BLOCK):
        total = shared[start : start + _BLOCK]
        for column, word in zip(columns[:, start : start + _BLOCK], query, strict=True):
            np.bitwise_and(column, word, out=both[: len(total)])
            np.bitwise_count(both[: len(total)], out=counts[: len(total)])
            total += counts[: len(total)]
    return shared
