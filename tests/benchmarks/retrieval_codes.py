"""The codes that retrieval is measured on, from those of real pictures, and what is true of them."""

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import arrangement, code_file
from index.candidates import Described
from index.codes import CodeRows
from index.encoder import Encoder
from index.ranking import jaccard
from index.records import Facet
from index.snapshot import Snapshot
from models.decode import decode, read_bytes
from models.network import Network
from tests.benchmarks import catalogues
from tests.benchmarks.mixing import Designs, flat

TOP = 50
QUERIES = 60
_AT_ONCE = 300
_BUILT = "built.json"

Words = NDArray[np.uint64]
Rows = NDArray[np.int64]


@dataclass(frozen=True)
class Material:
    """Codes uint64 (n, words) with queries (m, words), and for each the similarities of its true best, falling."""

    codes: Words
    queries: Words
    described: Sequence[Described]
    best: NDArray[np.float64]

    def recall(self, rows: Rows, number: int) -> float:
        """Share of a query's best that was found, codes as similar as the last of them counting as well."""
        query, codes = self.queries[number], self.codes[rows]
        shared, joined = (np.bitwise_count(each).sum(axis=1) for each in (codes & query, codes | query))
        return min(TOP, int((shared / joined >= self.best[number, -1] - 1e-12).sum())) / TOP


def photos(cache: Path, encoder: Encoder) -> tuple[list[Described], Words]:
    """Simulated photos of designs that no catalogue holds, as queries."""
    network = Network()
    photos = catalogues.query_photos(cache)[:QUERIES]
    features = [network.look(decode(read_bytes(photo)).image).feature for photo in photos]
    described = [Described.of(encoder, feature) for feature in features]
    return described, np.stack([each.code for each in described])


def grown(designs: Designs, size: int) -> Words:
    """So many codes: those of real designs in a random order, then those of designs between them."""
    random = np.random.default_rng(size)
    codes = np.empty((size, designs.encoder.words), np.uint64)
    done = min(size, len(designs.codes))
    codes[:done] = designs.codes[random.permutation(len(designs.codes))[:done]]
    while done < size:
        rows = random.integers(len(designs.features), size=_AT_ONCE)
        made = designs.encoder.codes(flat(designs.between(rows, random)))[: size - done]
        codes[done : done + len(made)] = made
        done += len(made)
    return codes


def true_best(codes: Words, queries: Words) -> NDArray[np.float64]:
    """Similarities of the best of all codes for each query, falling, (m, TOP)."""
    whole = CodeRows(codes)
    return np.stack(
        [-np.partition(-jaccard(*whole.and_or_counts(query)), np.arange(TOP))[:TOP] for query in queries]
    )


def kept(folder: Path, make: Callable[[], Words], encoder: Encoder) -> tuple[Snapshot, float]:
    """Codes as the program keeps them, mapped from the folder's file, and how many seconds their graph took to build.

    They are made and it is built once, as that takes an hour for 10^7, and again where the file is of another encoder.
    """
    built = folder / _BUILT
    found = _mapped(built, encoder) if built.exists() else None
    if found is None:
        codes = make()
        keys = np.random.default_rng(0).integers(0, 4096, (len(codes), encoder.tables), np.uint16)
        plain = Snapshot.of(np.arange(len(codes)), np.zeros(len(codes), np.int64), codes, keys)
        started = time.perf_counter()
        snapshot = arrangement.arranged(plain, {Facet.OVERALL: encoder.facet_words(Facet.OVERALL)})
        seconds = time.perf_counter() - started
        name = arrangement.save(folder, snapshot, encoder.codebook_id)
        code_file.remove_others(folder, name)
        built.write_text(json.dumps({"name": name, "seconds": seconds}), encoding="ascii")
        found = _mapped(built, encoder)
    assert found is not None, "it was built just now"
    return found


def _mapped(built: Path, encoder: Encoder) -> tuple[Snapshot, float] | None:
    note = json.loads(built.read_text(encoding="ascii"))
    snapshot = arrangement.load(built.parent, note["name"], encoder.codebook_id)
    return None if snapshot is None else (snapshot, note["seconds"])
