"""The paper's method as the program ships it: the search engine itself, over a catalogue in a folder of its own.

The catalogue's database is made of the features that were measured; all else is what a user's search does, from
reading the features to ranking the first matches again by exact likeness, or, with eq. 6 alone, not ranking them again.
"""

import shutil
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.engine import DATABASE, SearchEngine
from index.evaluation.method import Answer, Array, Fitted
from index.records import Facet, Match, Query
from index.rows import ReadRow, VectorRow
from index.scan import FileStamp
from index.store import Store
from models.network import NetworkInfo


def fit_shipped(features: Sequence[Array], *, network_dir: Path, exact: bool) -> Fitted:
    """Nothing is fitted: hash layer, codebooks and LSH functions are the network's own."""
    return Fitted(lambda feature: feature, partial(ShippedIndex, network_dir=network_dir, exact=exact))


class ShippedIndex:
    """A search engine over features float32 (2048,).

    Args:
        exact: whether the first matches are ranked again.
    """

    def __init__(self, features: Sequence[Array], *, network_dir: Path, exact: bool) -> None:
        self._count, self._exact = len(features), exact
        self._folder = Path(tempfile.mkdtemp(prefix="evaluation-"))
        try:
            self._ids = _write_catalogue(self._folder, np.stack(features), NetworkInfo.read(network_dir).id)
            self._engine = SearchEngine(self._folder, network_dir)
            self._engine.load()
        except BaseException:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise
        self._numbers = {item_id: number for number, item_id in enumerate(self._ids)}

    def search(self, number: int, feature: Array, facet: Facet, top: int | None = None) -> Answer:
        """See `Index`. The feature is read from the database, as that of any picture of a catalogue."""
        query = Query(self._ids[number], facet, top=top, exact=self._exact)
        matches = [match for batch in self._engine.search(query) for match in batch.matches]
        rows = np.array([self._numbers[match.item_id] for match in matches])
        likeness, similarity = np.full(self._count, -np.inf), np.zeros(self._count)
        likeness[rows] = _by_place(matches)
        similarity[rows] = [match.similarity for match in matches]
        return Answer(likeness, similarity)

    def close(self) -> None:
        """See `Index`."""
        self._engine.close()
        shutil.rmtree(self._folder, ignore_errors=True)


def _by_place(matches: Sequence[Match]) -> NDArray[np.float64]:
    """A likeness that keeps the engine's order, equal where nothing but chance orders two neighbours."""
    keys = np.array([(match.similarity, match.collisions) for match in matches]).reshape(-1, 2)
    differs = np.any(keys[1:] != keys[:-1], axis=1)
    return -np.concatenate([[0.0], np.cumsum(differs, dtype=np.float64)])[: len(matches)]


def _write_catalogue(folder: Path, features: NDArray[np.float32], model: str) -> list[int]:
    """Make a catalogue's database of features (n, 2048); returns the items' ids."""
    names = [f"{number:032x}" for number in range(len(features))]
    store = Store(folder / DATABASE)
    try:
        root = store.add_folder(folder / "pictures", "pictures")
        store.apply_changes(root, [(f"{name}.jpg", FileStamp(1, 1)) for name in names], [], [])
        rows = sorted(store.unread(model), key=lambda row: row.path.name)
        store.save_batch(
            [ReadRow(row.id, name, 1, 1) for row, name in zip(rows, names, strict=True)],
            [],
            [
                VectorRow(name, model, feature.astype(np.float16).tobytes(), b"", b"", "none yet")
                for name, feature in zip(names, features, strict=True)
            ],
        )
        return [row.id for row in rows]
    finally:
        store.close()
