"""Milliseconds from a query's code to its 50 best among 10^4 to 10^7, beside other engines on the same codes.

python -m tests.benchmarks.retrieval --cache FOLDER [--sizes N...]
"""

import argparse
import itertools
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.arrangement import arranged
from index.candidates import Described, find_candidates
from index.codes import WORD_BITS, CodeRows
from index.control import Control
from index.encoder import Encoder
from index.engine import DATABASE, SearchEngine
from index.graph import Graph
from index.ranking import jaccard, rank
from index.reader import BATCH, content_hash, vector_rows
from index.records import Facet, Query
from index.scan import FileStamp
from index.snapshot import Snapshot
from index.store import ReadRow, Store
from models.decode import decode, read_bytes
from models.network import Network
from tests.benchmarks import catalogues, floor
from tests.benchmarks.performance_page import Bar, Plot, Section, Series

BARS_MS = {10**4: 0.3, 10**5: 1.0, 10**6: 5.0, 10**7: 20.0}
TOP = 50
RECALL = 0.99
QUERIES = 60
ROUNDS = 3
FEWEST, ENOUGH_S = 10, 20
"""Of a slow engine fewer queries are asked, once so many seconds have passed."""

SAMPLE = 20_000
MOST_IN_GRAPHS, MOST_IN_HASHES = 10**5, 10**6
"""So that a run ends within the hour; a graph of ten times the codes takes more than ten times as long to build."""

ADDED = 1000
SEARCHABLE_S = 1.0
OURS = "this program"
_BLOCK = 5000

Words = NDArray[np.uint64]
Octets = NDArray[np.uint8]
Rows = NDArray[np.int64]
Answer = Callable[[int], Rows]
"""The rows found for the query of this number, best first."""


@dataclass(frozen=True)
class Point:
    """What one engine reached at one size: the fastest setting of enough recall, or the one of most."""

    ms: float
    recall: float
    setting: str = ""

    @property
    def enough(self) -> bool:
        """Whether hardly any of the best are missed."""
        return self.recall >= RECALL


Points = dict[str, Point]


@dataclass(frozen=True)
class Material:
    """Codes uint64 (n, words) with queries (m, words), and for each the similarities of its true best, falling."""

    codes: Words
    queries: Words
    described: Sequence[Described]
    best: NDArray[np.float64]


def main() -> None:
    """Measure and print, without the page around it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(BARS_MS))
    args = parser.parse_args()
    made = section(args.cache, args.sizes)
    for bar in made.rows:
        print(f"{bar.what} | {bar.must_reach} | {bar.measured} | {bar.beside} | {bar.met}")
    print(made.text)


def section(cache: Path, sizes: Sequence[int]) -> Section:
    """Retrieval at these sizes beside its peers, and adding pictures to a million."""
    encoder = Encoder.of(Network())
    described, photos = _photos(cache, encoder)
    source, masks, likeness = _source(cache, encoder)
    found: dict[int, Points] = {}
    graphs: dict[int, str] = {}
    for size in sizes:
        codes = _grown(source, masks, size)
        best = _true_best(codes, photos)
        material = Material(codes, photos, described, best)
        ours, graphs[size], graph = _ours(material, encoder)
        found[size] = {OURS: ours, **dict(_peers(material, graph))}
        del codes, material, graph
    rows = [_bar(size, found[size]) for size in sizes]
    adding = _adding(cache, encoder)
    return Section(
        "Retrieval",
        [*rows, _growth(found), *([adding] if adding else [])],
        _text(found, graphs, likeness),
        [_plot(found)],
    )


def _photos(cache: Path, encoder: Encoder) -> tuple[list[Described], Words]:
    """Simulated photos of designs that no catalogue holds, as queries."""
    network = Network()
    photos = catalogues.query_photos(cache)[:QUERIES]
    features = [network.features([decode(read_bytes(photo)).image])[0] for photo in photos]
    described = [Described.of(encoder, feature) for feature in features]
    return described, np.stack([each.code for each in described])


def _source(cache: Path, encoder: Encoder) -> tuple[Words, Words, str]:
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


def _grown(source: Words, masks: Words, size: int) -> Words:
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


def _true_best(codes: Words, queries: Words) -> NDArray[np.float64]:
    """Similarities of the best of all codes for each query, falling, (m, TOP)."""
    whole = CodeRows(codes)
    return np.stack(
        [-np.partition(-jaccard(*whole.and_or_counts(query)), np.arange(TOP))[:TOP] for query in queries]
    )


def _ours(material: Material, encoder: Encoder) -> tuple[Point, str, Graph]:
    """This program: a graph or a scan, as it chooses, ties by collisions and then by item."""
    size = len(material.codes)
    keys = np.random.default_rng(0).integers(0, 4096, (size, encoder.tables), np.uint16)
    plain = Snapshot.of(np.arange(size), np.zeros(size, np.int64), material.codes, keys)
    started = time.perf_counter()
    snapshot = arranged(plain, {Facet.OVERALL: encoder.facet_words(Facet.OVERALL)})
    took = time.perf_counter() - started
    del plain, keys
    ways = []

    def answer(number: int) -> Rows:
        found = find_candidates(snapshot, encoder, Query(0, top=TOP), material.described[number], top=TOP)
        ways.append((found.strategy, found.compared))
        items = snapshot.item_ids[found.rows]
        return rank(found.and_counts, found.or_counts, items, found.collisions, top=TOP).rows

    point = _measured(answer, material)
    graph = snapshot.graphs[Facet.OVERALL]
    compared = statistics.median(count for _, count in ways)
    line = (
        f"{graph.factor:8}{graph.found_us * TOP / 1000:12.2f}{graph.scan_us * size / 1000:10.2f}"
        f"{ways[0][0]:>8}{compared:12,.0f}{len(graph.octets) / 1e6:10.0f}{took:10.0f}"
    )
    return point, line, graph


def _peers(material: Material, graph: Graph) -> Iterator[tuple[str, Point]]:
    for name, make in (
        ("numpy brute force", _numpy),
        ("FAISS IndexBinaryFlat", _flat),
        ("FAISS IndexBinaryHash", _hash),
        ("FAISS IndexBinaryMultiHash", _multi_hash),
        ("FAISS IndexBinaryHNSW", _hnsw),
    ):
        most = {_hnsw: MOST_IN_GRAPHS, _multi_hash: MOST_IN_HASHES}
        if len(material.codes) <= most.get(make, max(BARS_MS)):
            yield name, _best_setting(make(material), material)
    yield "usearch, Tanimoto", _best_setting(_usearch(material, graph), material)


def _numpy(material: Material) -> Iterator[tuple[str, Answer]]:
    codes = material.codes

    def answer(number: int) -> Rows:
        query = material.queries[number]
        shared = np.bitwise_count(codes & query).sum(axis=1, dtype=np.int32)
        joined = np.bitwise_count(codes | query).sum(axis=1, dtype=np.int32)
        similarity = shared / joined
        best = np.argpartition(-similarity, TOP)[:TOP]
        return best[np.argsort(-similarity[best])]

    yield "", answer


def _flat(material: Material) -> Iterator[tuple[str, Answer]]:
    import faiss

    index = faiss.IndexBinaryFlat(material.codes.shape[1] * WORD_BITS)
    index.add(_octets(material.codes))
    yield from _over_fetching(index, material, "")


def _hash(material: Material) -> Iterator[tuple[str, Answer]]:
    import faiss

    bits = max(8, int(np.log2(len(material.codes))))
    index = faiss.IndexBinaryHash(material.codes.shape[1] * WORD_BITS, bits)
    index.add(_octets(material.codes))
    for flips in (2, 4):
        index.nflip = flips
        yield from _over_fetching(index, material, f"{bits} bits, {flips} flips, ")


def _multi_hash(material: Material) -> Iterator[tuple[str, Answer]]:
    import faiss

    bits = max(8, int(np.log2(len(material.codes))))
    index = faiss.IndexBinaryMultiHash(material.codes.shape[1] * WORD_BITS, 16, bits)
    index.add(_octets(material.codes))
    for flips in (1, 2):
        index.nflip = flips
        yield from _over_fetching(index, material, f"16 × {bits} bits, {flips} flips, ")


def _hnsw(material: Material) -> Iterator[tuple[str, Answer]]:
    import faiss

    index = faiss.IndexBinaryHNSW(material.codes.shape[1] * WORD_BITS, 32)
    index.hnsw.efConstruction = 80
    index.add(_octets(material.codes))
    for beam in (128, 512, 2048):
        index.hnsw.efSearch = beam
        yield from _over_fetching(index, material, f"M 32, ef {beam}, ")


def _usearch(material: Material, graph: Graph) -> Iterator[tuple[str, Answer]]:
    """The very graph that this program follows."""
    from usearch.index import Index

    index = Index.restore(graph.octets.data, view=True, enable_key_lookups=False)
    assert index is not None
    for beam in (128, 512, 2048):
        index.expansion_search = beam  # type: ignore[misc]

        def answer(number: int) -> Rows:
            keys: Rows = index.search(_octets(material.queries[number]), TOP, threads=1).keys.astype(np.int64)
            return keys

        yield f"M {index.connectivity}, ef {beam}", answer


def _over_fetching(index: "object", material: Material, setting: str) -> Iterator[tuple[str, Answer]]:
    """An index by Hamming distance: some of its nearest, ranked again by eq. 6, which it does not know."""
    for fetched in (50, 100, 200, 400, 1600):

        def answer(number: int, fetched: int = fetched) -> Rows:
            query = material.queries[number]
            rows: Rows = index.search(_octets(query[None]), fetched)[1][0]  # type: ignore[attr-defined]
            rows = rows[rows >= 0]
            codes = material.codes[rows]
            shared = np.bitwise_count(codes & query).sum(axis=1, dtype=np.int32)
            joined = np.bitwise_count(codes | query).sum(axis=1, dtype=np.int32)
            best: Rows = rows[np.argsort(-(shared / joined), kind="stable")[:TOP]]
            return best

        yield f"{setting}{fetched} fetched", answer


def _octets(words: Words) -> Octets:
    return np.ascontiguousarray(words).view(np.uint8)


def _best_setting(settings: Iterator[tuple[str, Answer]], material: Material) -> Point:
    """The first setting of enough recall, as they come from quick to thorough; else the one of most recall."""
    found = []
    for setting, answer in settings:
        point = _measured(answer, material)
        found.append(Point(point.ms, point.recall, setting))
        if point.enough:
            return found[-1]
    return max(found, key=lambda point: point.recall)


def _measured(answer: Answer, material: Material) -> Point:
    """Median milliseconds over queries and rounds, as far as the time goes, and the share of the best that is found."""
    times: list[float] = []
    found: list[float] = []
    begun = time.perf_counter()
    for number in [*range(len(material.queries))] * ROUNDS:
        start = time.perf_counter()
        rows = answer(number)
        times.append((time.perf_counter() - start) * 1000)
        if len(found) < len(material.queries):
            found.append(_recall(rows, number, material))
        if len(times) >= FEWEST and time.perf_counter() - begun > ENOUGH_S:
            break
    return Point(statistics.median(times), float(np.mean(found)))


def _recall(rows: Rows, number: int, material: Material) -> float:
    """Share of the best that was found, codes as similar as the last of them counting as well."""
    query, codes = material.queries[number], material.codes[rows]
    shared, joined = (np.bitwise_count(each).sum(axis=1) for each in (codes & query, codes | query))
    return min(TOP, int((shared / joined >= material.best[number, -1] - 1e-12).sum())) / TOP


def _bar(size: int, points: Points) -> Bar:
    ours = points[OURS]
    peers = {name: point for name, point in points.items() if name != OURS}
    slower = all(point.ms > ours.ms for point in peers.values() if point.enough)
    name, fastest = min(
        peers.items(),
        key=lambda each: (not each[1].enough, each[1].ms if each[1].enough else -each[1].recall),
    )
    return Bar(
        f"Retrieval, 10^{round(np.log10(size))} codes",
        f"≤ {BARS_MS[size]:g} ms, recall@{TOP} ≥ {RECALL}, faster than each peer of as much recall",
        f"{ours.ms:.2f} ms, recall {ours.recall:.3f}",
        f"{name}: {fastest.ms:.2f} ms, recall {fastest.recall:.3f}",
        ours.ms <= BARS_MS[size] and ours.enough and slower,
    )


def _growth(found: dict[int, Points]) -> Bar:
    sizes = sorted(found)
    times = [found[size][OURS].ms for size in sizes]
    steps = [later / earlier for earlier, later in itertools.pairwise(times)]
    factors = [later / earlier for earlier, later in itertools.pairwise(sizes)]
    return Bar(
        "Growth of retrieval with the number of codes",
        "slower than N",
        ", ".join(f"{step:.1f} ×" for step in steps) + f" for {factors[0]:.0f} × the codes" if steps else "–",
        "–",
        all(step < factor for step, factor in zip(steps, factors, strict=True)),
    )


def _adding(cache: Path, encoder: Encoder) -> Bar | None:
    """Pictures whose features are known, given to an engine over a million in batches as reading gives them."""
    data = catalogues.million(cache)
    with SearchEngine(data) as engine:
        engine.load()
        times, read, found = add(engine, data, ADDED)
        for _ in engine.index(Control(), []):
            pass
    return Bar(
        f"Adding {ADDED:,} pictures to 10^6",
        f"searchable within {SEARCHABLE_S:g} s of their features; no rebuild of the million",
        f"{max(times):.2f} s at most, {sum(times):.1f} s for all in batches of {BATCH}; {found:,} found, codes of "
        f"{read:,} pictures read from the database",
        "–",
        max(times) <= SEARCHABLE_S and found == ADDED and read <= 2 * ADDED,
    )


def add(engine: SearchEngine, data: Path, count: int) -> tuple[list[float], int, int]:
    """Add pictures to an engine's catalogue, batch by batch as reading does, and take them out again.

    Returns:
        Seconds from the features of each batch until it can be searched, how many pictures' codes were read from the
        database for it, and how many of them come first when they are searched for.
    """
    serving = engine._chosen()
    served = serving.active
    store = Store(data / DATABASE)
    random = np.random.default_rng(1)
    features = random.standard_normal((count, 2048)).astype(np.float32)
    features /= np.linalg.norm(features, axis=1, keepdims=True)
    names = [content_hash(f"added {number}".encode()) for number in range(count)]
    (folder, *_) = store.folder_rows()
    paths = [f"added/{name}.jpg" for name in names]
    store.apply_changes(folder.id, [(path, FileStamp(1, 1)) for path in paths], [], [])
    store.set_online(folder.id, online=True)
    items = [row.id for row in store.unread(served.id)]
    store.set_online(folder.id, online=folder.online)
    read = 0
    searchable = engine._store.searchable

    def noted(*arguments: object) -> object:
        nonlocal read
        rows = searchable(*arguments)  # type: ignore[arg-type]
        read += len(rows.item_ids)
        return rows

    engine._store.searchable = noted  # type: ignore[method-assign, assignment]
    times = []
    for first in range(0, count, BATCH):
        start = time.perf_counter()
        batch = slice(first, first + BATCH)
        store.save_batch(
            [ReadRow(item, name, 1, 1) for item, name in zip(items[batch], names[batch], strict=True)],
            [],
            vector_rows(served, names[batch], features[batch]),
        )
        engine._take_in(serving, Control(), served, items[batch])
        times.append(time.perf_counter() - start)
    engine._store.searchable = searchable  # type: ignore[method-assign]
    found = sum(next(engine.search(Query(item))).matches[0].item_id == item for item in items)
    store.apply_changes(folder.id, [], [], paths)
    store.close()
    return times, read, found


def _text(found: dict[int, Points], graphs: dict[int, str], likeness: str) -> str:
    names = list(dict.fromkeys(name for points in found.values() for name in points))
    lines = [f"{'':28}" + "".join(f"{f'{size:,}':>22}" for size in found)]
    lines += [f"{name:28}" + "".join(_cell(points.get(name)) for points in found.values()) for name in names]
    settings = [
        f"- {name}: "
        + "; ".join(f"{size:,}: {points[name].setting}" for size, points in found.items() if name in points)
        for name in names
        if any(points[name].setting for points in found.values() if name in points)
    ]
    peers = ", ".join(f"{name} {version(name)}" for name in ("faiss-cpu", "usearch", "numpy", "numkong"))
    floors = [
        f"{size:,} codes of 128 bytes take {size * 128 / floor.bandwidth() * 1000:.2f} ms" for size in found
    ]
    return f"""\
From the codes of {QUERIES} simulated phone photos of designs that no catalogue holds to the {TOP} best: medians over
{ROUNDS} rounds (fewer where they take more than {ENOUGH_S} s), and the share of the {TOP} best by eq. 6 over all codes
that is found. All engines run in this process on the same codes: {peers}.
What FAISS finds by Hamming distance is ranked again by eq. 6; of each engine's settings the quickest to find {RECALL}
is shown, or the one that finds most. usearch follows the very graph that this program does. HNSW is built up to
{MOST_IN_GRAPHS:,} codes and MultiHash up to {MOST_IN_HASHES:,}, so that a run ends within the hour.{_left_out(found)}

```
{chr(10).join(lines)}
```

{chr(10).join(settings)}

This program's graph: how many codes it fetches for each that is wanted, what finding {TOP} by it and a scan took when
it was built, which way was chosen by that, how many codes were ranked in the end, the graph's size with the
codes in it, and how long it took to build:

```
{"":14}{"factor":>8}{"found, ms":>12}{"scan, ms":>10}{"way":>8}{"compared":>12}{"size, MB":>10}{"built, s":>10}
{chr(10).join(f"{size:14,}{line}" for size, line in graphs.items())}
```

The floor of a scan, at {floor.bandwidth() / 1e9:.0f} GB/s: {"; ".join(floors)}.
Beyond it only looking at fewer helps.

Up to the size of the real catalogue codes are those of its pictures. Beyond, its codes are taken again, each with those
bits changed that noise of length {catalogues.NOISE} changes in the code of some picture. Mean similarity to about
{SAMPLE:,} codes, from 100 of the real ones, and how full buckets are:

```
{likeness}
```
"""


def _left_out(found: dict[int, Points]) -> str:
    sizes = [f"{size:,}" for size in BARS_MS if size not in found]
    return f" This run left out {' and '.join(sizes)} codes (`--sizes`)." if sizes else ""


def _cell(point: Point | None) -> str:
    return f"{f'{point.ms:.2f} ms  {point.recall:.3f}' if point else '–':>22}"


def _plot(found: dict[int, Points]) -> Plot:
    names = list(dict.fromkeys(name for points in found.values() for name in points))
    series: dict[str, Series] = {
        name: (
            [float(size) for size, points in found.items() if name in points],
            [points[name].ms for points in found.values() if name in points],
        )
        for name in names
    }
    return Plot("retrieval", "codes", "milliseconds from code to the 50 best", series)


if __name__ == "__main__":
    main()
