"""What a search looks through: the searchable items' codes and keys, in memory, never changed in place."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.codes import CodeRows, take
from index.graph import Graph
from index.lsh import Collisions, LshTables, collisions
from index.records import Facet

Ids = NDArray[np.int64]
Keys = NDArray[np.unsignedinteger]


@dataclass(frozen=True)
class Snapshot:
    """Parallel arrays over n rows. Changing methods return a new snapshot and leave running searches theirs.

    The first rows may lie in graphs and in a mapped file; those behind them are a tail that every search
    compares whole.

    Attributes:
        item_ids, folder_ids: int64 (n,).
        codes: spherical codes of the rows.
        keys: LSH keys of the first rows and of those appended since, (m, tables) and (n - m, tables).
        alive: bool (n,), False for rows whose item was removed or read anew.
        graphs: over the first rows, by facet; none before they are arranged.
        revision: of the database, up to which its changes are in here.
    """

    item_ids: Ids
    folder_ids: Ids
    codes: CodeRows
    keys: tuple[Keys, Keys]
    alive: NDArray[np.bool_]
    graphs: Mapping[Facet, Graph] = field(default_factory=dict)
    revision: int = 0

    @classmethod
    def of(
        cls, item_ids: Ids, folder_ids: Ids, codes: NDArray[np.uint64], keys: Keys, revision: int = 0
    ) -> "Snapshot":
        """A snapshot of codes (n, words) and LSH keys (n, tables), not arranged."""
        alive = np.ones(len(item_ids), bool)
        short = keys.astype(np.uint16) if keys.max(initial=0) < 2**16 else keys
        return cls(item_ids, folder_ids, CodeRows(codes), (short, short[:0]), alive, revision=revision)

    def __len__(self) -> int:
        return self._searchable

    @property
    def arranged(self) -> int:
        """How many of the first rows lie in graphs."""
        return len(self.keys[0]) if self.graphs else 0

    def append(self, item_ids: Ids, folder_ids: Ids, codes: NDArray[np.uint64], keys: Keys) -> "Snapshot":
        """Add items; those already here are replaced."""
        return replace(
            self,
            item_ids=np.concatenate([self.item_ids, item_ids]),
            folder_ids=np.concatenate([self.folder_ids, folder_ids]),
            codes=self.codes.append(codes),
            keys=(self.keys[0], np.concatenate([self.keys[1], keys])),
            alive=np.concatenate([self.without(item_ids.tolist()).alive, np.ones(len(item_ids), bool)]),
        )

    def without(self, item_ids: Collection[int] = (), folder_ids: Collection[int] = ()) -> "Snapshot":
        """Leave out these items, and all items of these folders."""
        alive = self.alive
        for ids, left_out in ((self.item_ids, item_ids), (self.folder_ids, folder_ids)):
            if left_out:
                alive = alive & ~np.isin(ids, np.array(list(left_out), np.int64))
        return replace(self, alive=alive)

    def rows_of(self, item_ids: Ids) -> Ids:
        """The rows of these items, rising."""
        return np.flatnonzero(np.isin(self.item_ids, item_ids) & self.alive) if len(item_ids) else item_ids

    def scope(self, folders: frozenset[int] | None) -> NDArray[np.bool_]:
        """Which rows a search over these folders (None: all) looks through, as bool (n,)."""
        if folders is None:
            return self.alive
        return self.alive & np.isin(self.folder_ids, list(folders))

    def collisions(self, rows: Ids, keys: NDArray[np.uint32], tables: slice) -> Collisions:
        """In how many of these tables each row shares a bucket with a query of these keys (tables,), uint16."""
        return collisions(take(self.keys, rows), keys, tables)

    @cached_property
    def tables(self) -> LshTables:
        """LSH buckets of the rows, made when first asked for."""
        return LshTables(np.concatenate(self.keys))

    @cached_property
    def _searchable(self) -> int:
        return int(np.count_nonzero(self.alive))
