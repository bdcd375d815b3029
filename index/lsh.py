"""Locality-sensitive hashing of features: random projections, bucket tables and multi-probe lookups.

A table has K hash functions h(x) = [w.(x - centre) >= 0] with Gaussian weights (eq. 7); the K bits are the
item's key, and items of equal key share a bucket. Two features at angle theta agree in one function with
probability p = 1 - theta/pi, so the bucket of one of L tables holds the other with probability 1 - (1 -
p^K)^L (eq. 8). Features of a network lie in a narrow cone; the centre moves it to the origin, else they
would crowd few buckets.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

MOST_BITS = 32
"""A key fills one uint32 at most."""

_BLOCK = 4096

Features = NDArray[np.float32]
Keys = NDArray[np.uint32]
Rows = NDArray[np.int64]
Collisions = NDArray[np.uint16]


@dataclass(frozen=True, eq=False)
class LshFunctions:
    """L tables of K hash functions on features of d dimensions.

    Attributes:
        centre: float32 (d,), the middle of the features.
        projections: float32 (L, K, d), the weights; zero where a table leaves parts of the feature out.

    Raises:
        ValueError: shapes that do not fit together, or values that are not finite.
    """

    centre: Features
    projections: Features

    def __post_init__(self) -> None:
        if self.projections.ndim != 3 or self.projections.size == 0:
            shape = self.projections.shape
            raise ValueError(f"LSH projections must have the shape (tables, bits, dimensions), not {shape}")
        if self.projections.shape[1] > MOST_BITS:
            raise ValueError(f"a key has {MOST_BITS} bits at most, not {self.projections.shape[1]}")
        if self.centre.shape != self.projections.shape[2:]:
            raise ValueError(
                f"the centre {self.centre.shape} does not fit projections {self.projections.shape}"
            )
        if not (np.isfinite(self.centre).all() and np.isfinite(self.projections).all()):
            raise ValueError("the centre and the projections of LSH must be finite")

    def keys(self, features: Features) -> Keys:
        """Keys of features (n, d) in each table, uint32 (n, L); function k gives bit k.

        Computed in double precision, so that a feature gets the same keys alone and in a batch.
        """
        keys = np.empty((len(features), len(self.projections)), np.uint32)
        for start in range(0, len(features), _BLOCK):
            block = slice(start, start + _BLOCK)
            keys[block] = self._pack(self._sides(features[block]) >= 0)
        return keys

    def keys_and_margins(self, feature: Features) -> tuple[Keys, NDArray[np.float32]]:
        """Keys uint32 (L,) of one feature (d,), and how close each of their bits is to flipping.

        The margins are |w.(x - centre)|, float32 (L, K), comparable between functions of equally many
        weights.
        """
        sides = self._sides(feature[None])
        return self._pack(sides >= 0)[0], np.abs(sides[0]).astype(np.float32)

    def arrays(self) -> dict[str, NDArray[Any]]:
        """All attributes as arrays, for an `.npz` file without pickle."""
        return {"centre": self.centre, "projections": self.projections}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> "LshFunctions":
        """Undo `arrays`.

        Raises:
            ValueError: an array is missing, or has a shape or values that hash functions cannot have.
        """
        missing = [name for name in cls.__dataclass_fields__ if name not in arrays]
        if missing:
            raise ValueError(f"the LSH functions lack {', '.join(missing)}")
        return cls(*(np.asarray(arrays[name], np.float32) for name in ("centre", "projections")))

    def _sides(self, features: Features) -> NDArray[np.float64]:
        """w.(x - centre) for features (n, d) and every function, (n, L, K)."""
        weights, offsets = self._planes
        sides = features.astype(np.float64) @ weights.T - offsets
        return sides.reshape(len(features), *self.projections.shape[:2])

    @cached_property
    def _planes(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        weights = self.projections.reshape(-1, len(self.centre)).astype(np.float64)
        return weights, weights @ self.centre.astype(np.float64)

    @staticmethod
    def _pack(bits: NDArray[np.bool_]) -> Keys:
        values = bits.astype(np.uint32) << np.arange(bits.shape[-1], dtype=np.uint32)
        keys: Keys = values.sum(axis=-1, dtype=np.uint32)
        return keys


def make_functions(
    centre: Features, *, tables: int, bits: int, seed: int, parts: Sequence[slice] | None = None
) -> LshFunctions:
    """Draw hash functions with Gaussian weights.

    Args:
        centre: float32 (d,), the mean of the features.
        tables: number of tables (L); bits: functions of each (K), 32 at most.
        seed: the same seed draws the same functions.
        parts: ranges of the feature, each of which owns an even share of the tables: the first tables see
            only part 0, the next only part 1, and so on. If the shares cannot be even, earlier parts get one
            table more.

    Raises:
        ValueError: no bits or more than 32, fewer tables than parts, or an empty part.
    """
    ranges = [range(*part.indices(len(centre))) for part in parts or (slice(None),)]
    if not 1 <= bits <= MOST_BITS or tables < len(ranges) or not all(ranges):
        raise ValueError(f"cannot make {tables} tables of {bits} bits over the parts {ranges}")
    random = np.random.default_rng(seed)
    projections = np.zeros((tables, bits, len(centre)), np.float32)
    for part, owned in zip(ranges, np.array_split(projections, len(ranges)), strict=True):
        owned[:, :, part] = random.standard_normal((len(owned), bits, len(part)), np.float32)
    return LshFunctions(np.asarray(centre, np.float32), projections)


def probe_keys(keys: Keys, margins: NDArray[np.float32], count: int) -> Keys:
    """The neighbouring buckets likeliest to hold what the query's own buckets miss: 1-bit multi-probe.

    Args:
        keys, margins: of the query, (L,) and (L, K).
        count: buckets for each table; K at most are given.

    Returns:
        uint32 (L, count): the key with one bit flipped, the one of the smallest margin first.
    """
    weakest = np.argsort(margins, axis=1, kind="stable")[:, :count].astype(np.uint32)
    return keys[:, None] ^ (np.uint32(1) << weakest)


def found_probability(cosine: float, bits: int, tables: int) -> float:
    """How likely L tables of K bits propose an item at this cosine from the query, both centred (eq. 8)."""
    agree = 1.0 - math.acos(max(-1.0, min(1.0, cosine))) / math.pi
    return 1.0 - (1.0 - agree**bits) ** tables


class LshTables:
    """L tables of buckets over the items 0 to n - 1, as flat arrays.

    Each table is the items' keys in ascending order with the items in that order, so that a bucket is a
    range found by binary search.

    A row's *collision count* is the number of tables whose own bucket, the one of the query's very key,
    holds the row. Buckets of probes propose rows but never count, so the count does not depend on how the
    row was found: `candidates` and `collisions` agree, and a row that only probes propose has 0.

    Args:
        keys: (n, L) from `LshFunctions.keys`, of any unsigned type that holds them.

    Raises:
        ValueError: keys is not two-dimensional, or there is no table.
    """

    def __init__(self, keys: NDArray[np.unsignedinteger[Any]]) -> None:
        if keys.ndim != 2 or keys.shape[1] == 0:
            raise ValueError(f"keys must have the shape (items, tables), not {keys.shape}")
        self._sorted = np.empty(keys.shape[::-1], keys.dtype)
        self._items = np.empty(keys.shape[::-1], np.uint32)
        for table, column in enumerate(keys.T):
            self._items[table] = _stable_order(column)
            self._sorted[table] = column[self._items[table]]

    def __len__(self) -> int:
        return len(self._items[0])

    @property
    def count(self) -> int:
        """Number of tables."""
        return len(self._items)

    def candidates(
        self, keys: Keys, *, tables: slice = slice(None), probes: Keys | None = None
    ) -> tuple[Rows, Collisions]:
        """Look up a query in some of the tables.

        Args:
            keys: the query's, uint32 (L,).
            tables: which tables to look into.
            probes: further buckets of each table, uint32 (L, any number), see `probe_keys`.

        Returns:
            The union of the buckets, int64, ascending, and each row's collision count, uint16.
        """
        counts = np.zeros(len(self), np.uint16)
        for bucket in self._buckets(keys[:, None], tables):
            counts[bucket] += 1
        proposed = counts > 0
        if probes is not None:
            for bucket in self._buckets(probes, tables):
                proposed[bucket] = True
        rows = np.flatnonzero(proposed)
        return rows, counts[rows]

    def bucket_sizes(self, table: int) -> Rows:
        """Number of items in each bucket of a table that holds any, in the order of the keys."""
        return np.unique(self._sorted[table], return_counts=True)[1].astype(np.int64)

    def _buckets(self, keys: Keys, tables: slice) -> Iterator[NDArray[np.uint32]]:
        """The rows in the buckets of keys (L, k), table by table; no row is twice in a piece."""
        for table in range(*tables.indices(len(self._sorted))):
            starts = np.searchsorted(self._sorted[table], keys[table], "left")
            stops = np.searchsorted(self._sorted[table], keys[table], "right")
            for start, stop in zip(starts.tolist(), stops.tolist(), strict=True):
                yield self._items[table, start:stop]


def collisions(own: NDArray[np.unsignedinteger[Any]], keys: Keys, tables: slice = slice(None)) -> Collisions:
    """In how many of the tables rows with keys (n, L) of their own share a bucket with a query's (L,), uint16 (n,)."""
    counts: Collisions = (own[:, tables] == keys[tables]).sum(axis=1, dtype=np.uint16)
    return counts


def _stable_order(keys: NDArray[np.unsignedinteger[Any]]) -> NDArray[np.intp]:
    """Stable argsort by halves of the keys: NumPy sorts 16-bit integers by radix, much faster than longer ones."""
    order = np.argsort(keys.astype(np.uint16), kind="stable")
    if keys.dtype.itemsize <= 2:
        return order
    upper = (keys >> np.uint32(16)).astype(np.uint16)
    return order[np.argsort(upper[order], kind="stable")] if upper.any() else order
