"""Builds the graphs over a snapshot's codes, keeps both as a file beside the database, and takes them from there.

New codes are added to the graphs there are. What was removed stays in them, unseen, until so much has gone that they
are built anew.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index import code_file
from index.codes import CodeRows, take
from index.encoder import Encoder
from index.graph import Graph
from index.records import Facet
from index.snapshot import Snapshot

FEWEST = 2_000
"""Up to this many codes nothing is gained: they are read and compared in a few milliseconds."""

GROWN = 0.25
"""Share of rows behind those in the graphs from which on they are added while pictures are read."""

SETTLED = 1 / 32
"""The same once there is nothing more to read: what is behind is read again at each start."""

WORN = 0.25
"""Share of removed rows from which on the graphs are built anew without them."""


def is_due(snapshot: Snapshot, grown: float) -> bool:
    """Whether more than this share of the rows lies behind those in the graphs, or too many were removed."""
    behind = len(snapshot.alive) - snapshot.arranged
    return len(snapshot) > FEWEST and (behind > grown * len(snapshot) or _is_worn(snapshot))


def arranged(
    snapshot: Snapshot, words_of: Mapping[Facet, slice], checkpoint: Callable[[], None] = lambda: None
) -> Snapshot:
    """A snapshot, of at least one item, with all its rows in a graph for each facet.

    Args:
        checkpoint: called every few milliseconds; what it raises ends the work.
    """
    anew = _is_worn(snapshot)
    rows = np.flatnonzero(snapshot.alive) if anew else np.arange(len(snapshot.alive))
    codes = CodeRows(snapshot.codes.words(rows))
    keys = take(snapshot.keys, rows)
    return Snapshot(
        snapshot.item_ids[rows],
        snapshot.folder_ids[rows],
        codes,
        (keys, keys[:0]),
        snapshot.alive[rows],
        {
            facet: Graph.over(codes, words, checkpoint, None if anew else snapshot.graphs.get(facet))
            for facet, words in words_of.items()
        },
        snapshot.revision,
    )


def _is_worn(snapshot: Snapshot) -> bool:
    return len(snapshot.alive) - len(snapshot) > WORN * len(snapshot)


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
        "alive": snapshot.alive,
        **{f"{facet}.graph": graph.octets for facet, graph in snapshot.graphs.items()},
    }
    graphs = {
        facet.value: (graph.mixed, graph.found_us, graph.scan_us, graph.beam)
        for facet, graph in snapshot.graphs.items()
    }
    notes = {"codebook": codebook_id, "revision": snapshot.revision, "graphs": graphs}
    return code_file.write(folder, arrays, notes)


def load(folder: Path, name: str, codebook_id: str) -> Snapshot | None:
    """The snapshot that a file holds; None if it is missing, damaged or of another codebook."""
    found = code_file.read(folder, name)
    if found is None or found[1]["codebook"] != codebook_id:
        return None
    arrays, notes = found
    graphs = {
        Facet(facet): Graph(arrays[f"{facet}.graph"], *known) for facet, known in notes["graphs"].items()
    }
    keys = arrays["keys"]
    return Snapshot(
        arrays["item_ids"],
        arrays["folder_ids"],
        CodeRows(arrays["words"], arrays["set_before"]),
        (keys, keys[:0]),
        arrays["alive"],
        graphs,
        notes["revision"],
    )


def facet_words(encoder: Encoder) -> dict[Facet, slice]:
    """The words of a code that each facet compares."""
    return {facet: encoder.facet_words(facet) for facet in Facet}
