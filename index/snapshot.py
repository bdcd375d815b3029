"""What a search looks through: the searchable items' codes and tables, in memory, never changed in place."""

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from index.codes import CodeColumns
from index.lsh import LshTables

Ids = NDArray[np.int64]


@dataclass(frozen=True)
class Snapshot:
    """Parallel arrays over n rows. Changing methods return a new snapshot and leave running searches theirs.

    Attributes:
        item_ids, folder_ids: int64 (n,).
        codes, tables: spherical codes and LSH buckets of the rows.
        alive: bool (n,), False for rows whose item was removed or read anew.
    """

    item_ids: Ids
    folder_ids: Ids
    codes: CodeColumns
    tables: LshTables
    alive: NDArray[np.bool_]

    @classmethod
    def of(
        cls, item_ids: Ids, folder_ids: Ids, codes: NDArray[np.uint64], keys: NDArray[np.uint32]
    ) -> "Snapshot":
        """A snapshot of codes (n, words) and LSH keys (n, tables)."""
        return cls(item_ids, folder_ids, CodeColumns(codes), LshTables(keys), np.ones(len(item_ids), bool))

    def __len__(self) -> int:
        return int(np.count_nonzero(self.alive))

    def append(
        self, item_ids: Ids, folder_ids: Ids, codes: NDArray[np.uint64], keys: NDArray[np.uint32]
    ) -> "Snapshot":
        """Add items; those already here are replaced."""
        return Snapshot(
            np.concatenate([self.item_ids, item_ids]),
            np.concatenate([self.folder_ids, folder_ids]),
            self.codes.append(codes),
            self.tables.append(keys),
            np.concatenate([self.without(item_ids.tolist()).alive, np.ones(len(item_ids), bool)]),
        )

    def without(self, item_ids: Collection[int] = (), folder_ids: Collection[int] = ()) -> "Snapshot":
        """Leave out these items, and all items of these folders."""
        gone = np.isin(self.item_ids, list(item_ids)) | np.isin(self.folder_ids, list(folder_ids))
        return replace(self, alive=self.alive & ~gone)

    def scope(self, folders: frozenset[int] | None) -> NDArray[np.bool_]:
        """Which rows a search over these folders (None: all) looks through, as bool (n,)."""
        if folders is None:
            return self.alive
        return self.alive & np.isin(self.folder_ids, list(folders))
