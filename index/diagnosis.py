"""How good a catalogue's index is: its bits, its buckets, and what the buckets find of what they should find.

Looked at is a sample, so that large catalogues take seconds as well: features and codes of some thousand pictures as
they are stored, and for some hundred of them as queries the very buckets that a search would open. True neighbours are
told exactly, by the angle between what the tables see of two features, less the tables' centre: that is the angle of
eq. 8. Copies of one picture count once, as finding them proves nothing.
"""

from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from index.candidates import PROBES
from index.codes import WORD_BITS, unpack_bits
from index.control import Control
from index.diagnosis_records import (
    DEGREES,
    OVERLAP_BIN,
    BitBlock,
    Diagnosis,
    DiagnosisPhase,
    DiagnosisProgress,
    FacetTables,
    SizeClass,
)
from index.encoder import BLOCKS, Encoder
from index.lsh import LshTables, probe_keys
from index.records import Facet
from index.serving import Served
from index.snapshot import Snapshot
from index.spherical import bit_balance, pair_overlap
from index.store import Store

SAMPLE = 4000
"""Pictures looked at; a share of pairs is known to about one in a hundred then."""
QUERIES = 200
FACETS = (Facet.CUT, Facet.PRINT)
SEED = 0
_AT_ONCE = 250
_QUERIES_AT_ONCE = 25
_OVERLAP_BINS = 20

Features = NDArray[np.float32]
Keys = NDArray[np.uint32]
Rows = NDArray[np.int64]


@dataclass(frozen=True)
class _Sample:
    """Different pictures: rows of the snapshot int64 (m,), features (m, 2048), stored codes as bool (m, bits)."""

    rows: Rows
    features: Features
    bits: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.rows)


def diagnose(
    store: Store, served: Served, snapshot: Snapshot, control: Control
) -> Iterator[DiagnosisProgress]:
    """Look at what a search looks through.

    Raises:
        Cancelled: at a checkpoint.
        EnvironmentProblem: the catalogue cannot be read.
    """
    encoder, pictures = served.encoder, len(snapshot)
    sample = yield from _draw(store, served, snapshot, control)
    queries = np.random.default_rng(SEED).permutation(len(sample))[:QUERIES]
    found = Diagnosis(pictures, len(sample), len(queries))
    if len(sample) > 1:
        blocks = yield from _blocks(encoder, sample, control)
        facets = yield from _facets(encoder, snapshot, sample, queries, control)
        found = replace(found, blocks=blocks, facets=facets)
    yield DiagnosisProgress(DiagnosisPhase.BUCKETS, len(queries), len(queries), found)


def _draw(
    store: Store, served: Served, snapshot: Snapshot, control: Control
) -> Generator[DiagnosisProgress, None, _Sample]:
    """Read features and codes of some pictures; those that go away meanwhile are left out."""
    rows = np.flatnonzero(snapshot.alive)
    if len(rows) > SAMPLE:
        rows = np.sort(np.random.default_rng(SEED).choice(rows, SAMPLE, replace=False))
    by_item = dict(zip(snapshot.item_ids[rows].tolist(), rows.tolist(), strict=True))
    different: dict[bytes, tuple[int, Features, NDArray[np.uint64]]] = {}
    items = list(by_item)
    for start in range(0, len(items), _AT_ONCE):
        yield DiagnosisProgress(DiagnosisPhase.FEATURES, start, len(items))
        control.checkpoint()
        some = items[start : start + _AT_ONCE]
        coded = store.searchable(served.id, served.encoder.codebook_id, some)
        codes = dict(zip(coded.item_ids.tolist(), coded.codes, strict=True))
        for item, feature in zip(*store.item_features(some, served.id), strict=True):
            if item in codes:
                different.setdefault(feature.tobytes(), (by_item[item], feature, codes[item]))
    yield DiagnosisProgress(DiagnosisPhase.FEATURES, len(items), len(items))
    if not different:
        return _Sample(np.empty(0, np.int64), np.empty((0, 0), np.float32), np.empty((0, 0), bool))
    found, features, words = (np.stack(each) for each in zip(*different.values(), strict=True))
    return _Sample(found, features, unpack_bits(words, words.shape[1] * WORD_BITS))


def _blocks(
    encoder: Encoder, sample: _Sample, control: Control
) -> Generator[DiagnosisProgress, None, tuple[BitBlock, ...]]:
    ends = np.cumsum([len(codebook.radii) for codebook in encoder.codebooks])
    found = []
    of_blocks = np.split(sample.bits, ends[:-1], axis=1)
    for number, (name, bits) in enumerate(zip(BLOCKS, of_blocks, strict=True)):
        yield DiagnosisProgress(DiagnosisPhase.BITS, number, len(BLOCKS))
        control.checkpoint()
        overlaps = 4 * pair_overlap(bits)
        bins = np.minimum((overlaps / OVERLAP_BIN).astype(np.int64), _OVERLAP_BINS - 1)
        found.append(
            BitBlock(
                name,
                tuple(bit_balance(bits).tolist()),
                tuple(np.bincount(bins, minlength=_OVERLAP_BINS).tolist()),
                float(overlaps.mean()),
                float(overlaps.std()),
            )
        )
    return tuple(found)


def _facets(
    encoder: Encoder, snapshot: Snapshot, sample: _Sample, queries: Rows, control: Control
) -> Generator[DiagnosisProgress, None, tuple[FacetTables, ...]]:
    parts = [encoder.facet_tables(facet) for facet in FACETS]
    buckets = [LshTables(np.concatenate([keys[:, part] for keys in snapshot.keys])) for part in parts]
    degrees = [_degrees(_as_seen(encoder, part, sample.features), queries) for part in parts]
    counts = np.zeros((len(FACETS), 3, DEGREES), np.int64)
    looked_at = np.zeros((len(FACETS), 2), np.int64)
    for done, query in enumerate(queries):
        if done % _QUERIES_AT_ONCE == 0:
            yield DiagnosisProgress(DiagnosisPhase.BUCKETS, done, len(queries))
            control.checkpoint()
        others = np.arange(len(sample)) != query
        keys, margins = encoder.lsh.keys_and_margins(sample.features[query])
        probes = probe_keys(keys, margins, PROBES)
        for number, part in enumerate(parts):
            proposed = _proposed(buckets[number], keys[part], probes[part])
            looked_at[number] += proposed.sum(axis=1) - 1
            for kind, some in enumerate((others, *(others & proposed[:, sample.rows]))):
                counts[number, kind] += np.bincount(degrees[number][done, some], minlength=DEGREES)
    shares = looked_at / len(queries) / (len(snapshot.item_ids) - 1)
    return tuple(
        _facet_tables(encoder.lsh.projections.shape[1], *each)
        for each in zip(FACETS, buckets, counts, shares, strict=True)
    )


def _facet_tables(
    bits: int,
    facet: Facet,
    tables: LshTables,
    counts: Rows,
    shares: NDArray[np.float64],
) -> FacetTables:
    """The record of a facet with counts (3, 180) of pairs, found and opened ones, and shares (2,) looked at."""
    of_tables = [tables.bucket_sizes(number) for number in range(tables.count)]
    sizes = np.concatenate(of_tables)
    pairs, found, opened = (tuple(each.tolist()) for each in counts)
    return FacetTables(
        facet=facet,
        tables=len(of_tables),
        bits=bits,
        sizes=_size_classes(sizes),
        largest=int(sizes.max()),
        empty=1.0 - len(sizes) / len(of_tables) / 2.0**bits,
        pairs=pairs,
        found=found,
        opened=opened,
        looked_at=float(shares[0]),
        looked_at_opened=float(shares[1]),
    )


def _as_seen(encoder: Encoder, tables: slice, features: Features) -> Features:
    """What these tables see of features, less their centre, at unit length: float32 (n, values)."""
    seen = encoder.lsh.projections[tables].any(axis=(0, 1))
    centred = features[:, seen] - encoder.lsh.centre[seen]
    lengths: Features = np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-12)
    return centred / lengths


def _degrees(vectors: Features, queries: Rows) -> Rows:
    """Whole degrees between queries and all of unit vectors (n, values), from 0 to 179, int64 (queries, n)."""
    cosines = np.clip(vectors[queries] @ vectors.T, -1.0, 1.0)
    degrees: Rows = np.minimum(np.degrees(np.arccos(cosines)).astype(np.int64), DEGREES - 1)
    return degrees


def _proposed(tables: LshTables, keys: Keys, probes: Keys) -> NDArray[np.bool_]:
    """Which rows a query's own buckets hold, and with the neighbouring ones: bool (2, n)."""
    rows, collisions = tables.candidates(keys, probes=probes)
    proposed = np.zeros((2, len(tables)), bool)
    proposed[0, rows[collisions > 0]] = True
    proposed[1, rows] = True
    return proposed


def _size_classes(sizes: Rows) -> tuple[SizeClass, ...]:
    """Buckets of these sizes (n,) by powers of two: 1, 2, 3 to 4, 5 to 8, ..."""
    classes = np.ceil(np.log2(sizes)).astype(np.int64)
    return tuple(
        SizeClass(
            least=2**power // 2 + 1,
            most=2**power,
            buckets=int(np.count_nonzero(classes == power)),
            pictures=int(sizes[classes == power].sum()),
        )
        for power in range(int(classes.max()) + 1)
    )
