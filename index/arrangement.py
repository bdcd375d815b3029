"""Arranges a snapshot's codes in cells, keeps the result as a file beside the database, and takes it from there.

The cells of the overall likeness give the order in which the codes lie, so that a cell is one piece of memory; a
facet's cells list their rows. How many cells a query has to look into, and whether that is faster than comparing every
code, is measured on the codes themselves.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index import code_file
from index.cells import Cells, learn, measured, trial_queries
from index.codes import CodeRows, take
from index.control import Control
from index.encoder import Encoder
from index.records import Facet
from index.snapshot import Snapshot

FEWEST = 2_000
"""Up to this many codes nothing is gained: they are read and compared in a few milliseconds."""

GROWN = 0.25
"""Share of changed rows from which on the codes are arranged anew while pictures are read."""

SETTLED = 1 / 32
"""The same once there is nothing more to read: what is left of changes is read again at each start."""


def is_due(snapshot: Snapshot, changed: float) -> bool:
    """Whether more than this share of the rows lies outside the cells or is dead."""
    outside = len(snapshot.alive) - snapshot.arranged
    dead = len(snapshot.alive) - len(snapshot)
    return len(snapshot) > FEWEST and outside + dead > changed * len(snapshot)


def arranged(snapshot: Snapshot, words_of: Mapping[Facet, slice], control: Control) -> Snapshot:
    """The living rows of a snapshot, in cells for each facet.

    Raises:
        Cancelled: at a checkpoint after `control.cancel()`.
    """
    living = np.flatnonzero(snapshot.alive)
    order, starts, means = learn(snapshot.codes, living, words_of[Facet.OVERALL], control)
    rows = living[order]
    whole = CodeRows(snapshot.codes.words(rows))
    cells = {Facet.OVERALL: Cells(means, starts, None)}
    for facet, words in words_of.items():
        if facet is not Facet.OVERALL:
            listed, starts, means = learn(whole, np.arange(len(rows)), words, control)
            cells[facet] = Cells(means, starts, listed)
    queries = list(trial_queries(whole))
    keys = take(snapshot.keys, rows)
    return Snapshot(
        snapshot.item_ids[rows],
        snapshot.folder_ids[rows],
        whole,
        (keys, keys[:0]),
        np.ones(len(rows), bool),
        {facet: measured(each, whole, words_of[facet], queries, control) for facet, each in cells.items()},
        snapshot.revision,
    )


def save(folder: Path, snapshot: Snapshot, codebook_id: str) -> str:
    """Write an arranged snapshot to a new file in the folder; returns its name.

    Raises:
        OSError: it cannot be written.
    """
    words, counts = snapshot.codes.first
    arrays: dict[str, NDArray[Any]] = {
        "item_ids": snapshot.item_ids,
        "folder_ids": snapshot.folder_ids,
        "words": words,
        "set_before": counts,
        "keys": snapshot.keys[0],
    }
    costs = {}
    for facet, cells in snapshot.cells.items():
        arrays |= {f"{facet}.means": cells.means, f"{facet}.starts": cells.starts}
        if cells.rows is not None:
            arrays[f"{facet}.rows"] = cells.rows
        costs[facet.value] = [cells.depth, cells.look_us, cells.scan_us]
    notes = {"codebook": codebook_id, "revision": snapshot.revision, "costs": costs}
    return code_file.write(folder, arrays, notes)


def load(folder: Path, name: str, codebook_id: str) -> Snapshot | None:
    """The snapshot that a file holds; None if it is missing, damaged or of another codebook."""
    found = code_file.read(folder, name)
    if found is None or found[1]["codebook"] != codebook_id:
        return None
    arrays, notes = found
    cells = {
        Facet(facet): Cells(
            arrays[f"{facet}.means"], arrays[f"{facet}.starts"], arrays.get(f"{facet}.rows"), *costs
        )
        for facet, costs in notes["costs"].items()
    }
    keys = arrays["keys"]
    return Snapshot(
        arrays["item_ids"],
        arrays["folder_ids"],
        CodeRows(arrays["words"], arrays["set_before"]),
        (keys, keys[:0]),
        np.ones(len(keys), bool),
        cells,
        notes["revision"],
    )


def facet_words(encoder: Encoder) -> dict[Facet, slice]:
    """The words of a code that each facet compares."""
    return {facet: encoder.facet_words(facet) for facet in Facet}
