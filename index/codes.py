"""Spherical codes as packed words, and the bit counts that eq. 6 is made of.

The spherical Hamming distance of two codes is D = |a xor b| / |a and b|. Since xor is or without and,

    D = 1/J - 1    with    J = |a and b| / |a or b|

the Jaccard similarity: eq. 6 ranks exactly as J does, and 1 / (1 + D) = J. So two counts for each pair are
all that ranking needs. With the Hamming distance H = |a xor b|, |a or b| = (|a| + |b| + H) / 2, so one Hamming
distance for each pair gives both; NumKong counts it with the widest instructions the processor has.
"""

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

import numkong
import numpy as np
from numpy.typing import NDArray

WORD_BITS = 64

MOST_WORDS = (2**16 - 1) // WORD_BITS
"""Words of the longest code whose bit counts fit in 16 bits."""

T = TypeVar("T", bound=np.generic)
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


class CodeRows:
    """The codes of a catalogue, one behind the other, with their bit counts: what a comparison reads.

    A facet compares a range of words. So beside each code stands how many bits are set in its first 0, 1, ..., w
    words, and the bits set in a range are one subtraction. That is 10 bytes a word and row in all.

    Immutable: `append` gives a new object that shares the first codes with this one and copies what was appended.

    Args:
        words: codes as uint64 (n, w) from `pack_bits`; not copied, so they may lie in a mapped file.
        counts: what `set_before` says of them, if it is known already.

    Raises:
        ValueError: words is not two-dimensional, or a code has more than 65,535 bits.

    Example:
        >>> bits = np.array([[1, 1, 0], [0, 1, 1]], bool)
        >>> codes = CodeRows(pack_bits(bits))
        >>> shared, joined = codes.and_or_counts(pack_bits(bits)[0])
        >>> shared.tolist(), joined.tolist()
        ([2, 1], [2, 3])
    """

    def __init__(self, words: Words, counts: NDArray[np.uint16] | None = None) -> None:
        if words.ndim != 2 or words.shape[1] > MOST_WORDS:
            raise ValueError(f"codes must have the shape (n, up to {MOST_WORDS} words), not {words.shape}")
        self._words = (words, words[:0])
        before = set_before(words) if counts is None else counts
        self._before = (before, before[:, :0])

    def __len__(self) -> int:
        return sum(map(len, self._words))

    def append(self, words: Words) -> "CodeRows":
        """Add codes uint64 (k, w) behind these.

        Raises:
            ValueError: the codes have another number of words.
        """
        if words.shape[1:] != (self.width,):
            raise ValueError(f"cannot add codes of the shape {words.shape} to codes of {self.width} words")
        first, last = self._words
        before, last_before = self._before
        grown = object.__new__(CodeRows)
        grown._words = (first, np.concatenate([last, words]))
        grown._before = (before, np.concatenate([last_before, set_before(words)], axis=1))
        return grown

    @property
    def width(self) -> int:
        """Words of a code."""
        return int(self._words[0].shape[1])

    def words(self, rows: NDArray[np.integer[Any]]) -> Words:
        """Copies of these codes, uint64 (len(rows), w)."""
        return take(self._words, rows)

    @property
    def first(self) -> tuple[Words, NDArray[np.uint16]]:
        """The codes before any were appended, and what `set_before` says of them: what a file keeps."""
        return self._words[0], self._before[0]

    def and_or_counts(
        self,
        query: Words,
        words: slice = slice(None),
        rows: NDArray[np.integer[Any]] | slice = slice(None),
    ) -> tuple[Counts, Counts]:
        """Count the bits that each code shares with the query, and the bits set in either.

        Args:
            query: a whole code, uint64 (w,).
            words: the range of words to compare.
            rows: the codes to compare, in any order, or a range of them.

        Returns:
            |a and b| and |a or b|, each int32, one for each of the rows.

        Raises:
            ValueError: the query has another number of words, or the range has a step.
        """
        start, stop, step = words.indices(self.width)
        if query.shape != (self.width,) or step != 1:
            raise ValueError(
                f"cannot compare {words} of a query {query.shape} with codes of {self.width} words"
            )
        stop = max(start, stop)
        if isinstance(rows, np.ndarray):
            parts = [(take(self._words, rows)[:, start:stop], self._sizes(rows, start, stop))]
        else:
            first, last, _ = rows.indices(len(self))
            parts = [
                (
                    words[piece, start:stop],
                    before[stop, piece] - before[start, piece] if start else before[stop, piece],
                )
                for words, before, piece in self._pieces(first, last)
            ]
        return _and_or_counts(query[start:stop], parts)

    def counts_of(
        self,
        query: Words,
        words: slice,
        rows: NDArray[np.integer[Any]],
        distances: NDArray[np.floating[Any]],
    ) -> tuple[Counts, Counts]:
        """What `and_or_counts` says of rows whose Tanimoto distance 1 - J is known, without a look at their codes.

        |a and b| + |a or b| = |a| + |b|, so |a or b| = (|a| + |b|) / (1 + J).
        """
        start, stop, _ = words.indices(self.width)
        total = self._sizes(rows, start, stop).astype(np.int32)
        total += np.int32(_set_bits(query[start:stop]))
        joined: Counts = np.rint(total / (2.0 - distances)).astype(np.int32)
        return total - joined, joined

    def _pieces(self, start: int, stop: int) -> Iterator[tuple[Words, NDArray[np.uint16], slice]]:
        """Where the rows of a range lie."""
        first = len(self._words[0])
        if start < first:
            yield self._words[0], self._before[0], slice(start, min(stop, first))
        if stop > first:
            yield self._words[1], self._before[1], slice(max(start - first, 0), stop - first)

    def _sizes(self, rows: NDArray[np.integer[Any]], start: int, stop: int) -> NDArray[np.uint16]:
        """How many bits are set in some words of each of the rows."""
        first, last = self._before
        sizes = take((first[stop], last[stop]), rows)
        return sizes - take((first[start], last[start]), rows) if start else sizes


def take(parts: tuple[NDArray[T], NDArray[T]], rows: NDArray[np.integer[Any]]) -> NDArray[T]:
    """These rows of two arrays of which the second goes on where the first ends."""
    first, last = parts
    if rows.max(initial=-1) < len(first):  # `take` is several times as fast as an index
        found: NDArray[T] = first.take(rows, axis=0)
        return found
    inside = rows < len(first)
    found = np.empty((len(rows), *first.shape[1:]), np.result_type(first, last))
    found[inside] = first[rows[inside]]
    found[~inside] = last[rows[~inside] - len(first)]
    return found


def set_before(words: Words) -> NDArray[np.uint16]:
    """How many bits are set in the first 0 to w words of each code (n, w), as (w + 1, n)."""
    counts = np.zeros((words.shape[1] + 1, len(words)), np.uint16)
    np.cumsum(np.bitwise_count(words.T), axis=0, dtype=np.uint16, out=counts[1:])
    return counts


def _and_or_counts(query: Words, parts: Sequence[tuple[Words, NDArray[np.uint16]]]) -> tuple[Counts, Counts]:
    """Both counts for codes in several arrays (n, w), each with the bits set in them."""
    counted = [_counted(query, codes, sizes) for codes, sizes in parts if len(codes)] if len(query) else []
    if len(counted) == 1:
        return counted[0]
    nothing = np.zeros(0 if counted else sum(len(codes) for codes, _ in parts), np.int32)
    both, joined = (np.concatenate([nothing, *(pair[side] for pair in counted)]) for side in (0, 1))
    return both, joined


def _counted(query: Words, codes: Words, sizes: NDArray[np.uint16]) -> tuple[Counts, Counts]:
    octets = query.view(np.uint8)[None], codes.view(np.uint8)
    distances = np.asarray(numkong.cdist(*octets, "hamming", dtype="uint1"))[0]
    both = sizes.astype(np.int32)
    both += np.int32(_set_bits(query))
    joined = distances.astype(np.int32)
    joined += both
    joined >>= 1
    both -= joined
    return both, joined


def _set_bits(code: Words) -> int:
    return int.from_bytes(code.tobytes()).bit_count()
