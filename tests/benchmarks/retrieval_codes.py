"""The codes that retrieval is measured on, from those of real pictures, and what is true of them."""

import itertools
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import arrangement, code_file
from index.candidates import Described
from index.codes import CodeRows
from index.encoder import Encoder
from index.engine import DATABASE
from index.ranking import jaccard
from index.records import Facet
from index.snapshot import Snapshot
from index.store import Store
from models.decode import decode, read_bytes
from models.network import Network
from tests.benchmarks import catalogues

TOP = 50
QUERIES = 60
SAMPLE = 20_000
_BLOCK = 5000
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


def source(cache: Path, encoder: Encoder) -> tuple[Words, Words, str]:
    """Codes of the real catalogue, what noise in the feature changes in codes, and how alike both are in the end."""
    store = Store(catalogues.real(cache) / DATABASE)
    rows = store.feature_rows(Network().info.id, 2048)
    random = np.random.default_rng(0)
    codes, some = [], []
    for start in range(0, len(rows), _BLOCK):
        features = store.features(rows[start : start + _BLOCK])
        codes.append(encoder.codes(features))
        some.append(features[random.random(len(features)) < SAMPLE / len(rows)])
    store.close()
    features = np.concatenate(some)
    noisy = catalogues.perturbed(features, random)
    masks = encoder.codes(features) ^ encoder.codes(noisy)
    return np.concatenate(codes), masks, _resemblance(encoder, features, noisy, masks)


def grown(source: Words, masks: Words, size: int) -> Words:
    """So many codes: the real ones in a random order, then copies, each changed by the noise of some picture."""
    random = np.random.default_rng(size)
    order = random.permutation(len(source))
    codes = np.empty((size, source.shape[1]), np.uint64)
    for start in range(0, size, len(source)):
        count = min(len(source), size - start)
        codes[start : start + count] = source[order[:count]]
        if start:
            codes[start : start + count] ^= masks[random.integers(len(masks), size=count)]
    return codes


def true_best(codes: Words, queries: Words) -> NDArray[np.float64]:
    """Similarities of the best of all codes for each query, falling, (m, TOP)."""
    whole = CodeRows(codes)
    return np.stack(
        [-np.partition(-jaccard(*whole.and_or_counts(query)), np.arange(TOP))[:TOP] for query in queries]
    )


def kept(folder: Path, codes: Words, encoder: Encoder) -> tuple[Snapshot, float]:
    """Codes as the program keeps them, mapped from the folder's file, and how many seconds their graph took to build.

    It is built once, as that takes an hour for 10^7, and again where the file is of another encoder.
    """
    built = folder / _BUILT
    found = _mapped(built, encoder) if built.exists() else None
    if found is None:
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


def _resemblance(
    encoder: Encoder, features: NDArray[np.float32], noisy: NDArray[np.float32], masks: Words
) -> str:
    """How codes changed by the noise of other pictures compare with codes of noisy features."""
    random = np.random.default_rng(1)
    plain = encoder.codes(features)
    sides = {
        "real": plain,
        "noise in the feature": encoder.codes(noisy),
        "noise of another picture in the code": plain ^ masks[random.permutation(len(masks))],
    }
    lines = [f"{'':38}{'best':>8}{'50th':>8}{'median':>8}{'bits set':>10}"]
    queries = random.permutation(len(plain))[:100]
    for name, codes in sides.items():
        whole = CodeRows(codes)
        similarity = np.stack(
            [np.sort(jaccard(*whole.and_or_counts(plain[query])))[::-1] for query in queries]
        )
        means = [similarity[:, place].mean() for place in (1, 50, len(plain) // 2)]
        set_ = np.bitwise_count(codes).sum(axis=1).mean()
        lines.append(f"{name:38}" + "".join(f"{mean:8.3f}" for mean in means) + f"{set_:10.0f}")
    keys = [encoder.lsh.keys(each) for each in (features, noisy)]
    sizes = [_bucket_sizes(each) for each in keys]
    lines.append("")
    lines.append(f"{'share of pictures in buckets of':38}{'1':>8}{'2-9':>8}{'10-99':>8}{'100-':>10}")
    lines += [
        f"{name:38}" + "".join(f"{share:8.3f}" for share in shares[:3]) + f"{shares[3]:10.3f}"
        for name, shares in zip(("real", "noise in the feature"), sizes, strict=True)
    ]
    return "\n".join(lines)


def _bucket_sizes(keys: NDArray[np.uint32]) -> list[float]:
    sizes = np.concatenate([np.unique(column, return_counts=True)[1] for column in keys.T])
    bounds = [1, 2, 10, 100, sizes.max() + 1]
    return [
        float(sizes[(sizes >= low) & (sizes < high)].sum() / sizes.sum())
        for low, high in itertools.pairwise(bounds)
    ]
