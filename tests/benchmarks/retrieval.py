"""Milliseconds from a query's code to its 50 best among 10^4 to 10^7, beside other engines on the same codes.

python -m tests.benchmarks.retrieval --cache FOLDER [--sizes N...]
"""

import argparse
import itertools
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from importlib.metadata import version
from pathlib import Path

import numpy as np

from index.control import Control
from index.encoder import Encoder
from index.engine import DATABASE, SearchEngine
from index.graph import LEAST, Graph
from index.reader import BATCH, content_hash, vector_rows
from index.records import Facet, Query, Strategy
from index.rows import ReadRow
from index.scan import FileStamp
from index.snapshot import Snapshot
from index.store import Store
from models.network import Network
from tests.benchmarks import catalogues, floor
from tests.benchmarks.mixing import LEAST_SHARE
from tests.benchmarks.performance_page import Bar, Plot, Section, Series
from tests.benchmarks.resemblance import NEAREST, resemblance
from tests.benchmarks.retrieval_codes import (
    QUERIES,
    TOP,
    Material,
    grown,
    kept,
    photos,
    true_best,
)
from tests.benchmarks.retrieval_engines import (
    MOST_IN_GRAPHS,
    MOST_IN_HASHES,
    Answer,
    Settings,
    peers,
    this_program,
)

BARS_MS = {10**4: 0.3, 10**5: 1.0, 10**6: 5.0, 10**7: 20.0}
RECALL = 0.99
ROUNDS = 3
FEWEST, ENOUGH_S = 10, 20
"""Of a slow engine fewer queries are asked, once so many seconds have passed."""

ADDED = 1000
SEARCHABLE_S = 1.0
OURS = "this program"


@dataclass(frozen=True)
class Point:
    """What one engine reached at one size: the fastest setting of enough recall, or the one of most.

    Attributes:
        ms: median of a query; recall: mean over the queries; least: that of the query which found least.
    """

    ms: float
    recall: float
    least: float
    setting: str = ""

    @property
    def enough(self) -> bool:
        """Whether hardly any of the best are missed, and no query loses its way."""
        return self.recall >= RECALL and self.least >= LEAST


Points = dict[str, Point]


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
    described, queries = photos(cache, encoder)
    designs = catalogues.designs(cache, encoder)
    found: dict[int, Points] = {}
    graphs: dict[int, str] = {}
    for size in sizes:
        snapshot, built_s = kept(cache / "retrieval" / str(size), partial(grown, designs, size), encoder)
        codes = np.array(snapshot.codes.first[0])
        material = Material(codes, queries, described, true_best(codes, queries))
        ours, graphs[size], graph = _ours(material, snapshot, encoder, built_s)
        others = {name: _best_setting(settings, material) for name, settings in peers(material, graph)}
        found[size] = {OURS: ours, **others}
        del codes, material, graph, snapshot
    rows = [_bar(size, found[size]) for size in sizes]
    return Section(
        "Retrieval",
        [*rows, _growth(found), _adding(cache)],
        _text(found, graphs, resemblance(designs)),
        [_plot(found)],
    )


def _ours(
    material: Material, snapshot: Snapshot, encoder: Encoder, built_s: float
) -> tuple[Point, str, Graph]:
    """What this program reached, the line that tells of its graph, and the graph."""
    size = len(material.codes)
    ways: list[tuple[Strategy, int]] = []
    point = _measured(this_program(material, snapshot, encoder, ways), material)
    graph = snapshot.graphs[Facet.OVERALL]
    compared = statistics.median(count for _, count in ways)
    line = (
        f"{graph.beam:8}{graph.found_us * graph.fetched(TOP) / 1000:12.2f}{graph.scan_us * size / 1000:10.2f}"
        f"{ways[0][0]:>8}{compared:12,.0f}{point.least:8.2f}{len(graph.octets) / 1e6:10.0f}{built_s:10.0f}"
    )
    return point, line, graph


def _best_setting(settings: Settings, material: Material) -> Point:
    """The first setting of enough recall, as they come from quick to thorough; else the one of most recall."""
    found = []
    for setting, answer in settings:
        point = _measured(answer, material)
        found.append(replace(point, setting=setting))
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
            found.append(material.recall(rows, number))
        if len(times) >= FEWEST and time.perf_counter() - begun > ENOUGH_S:
            break
    return Point(statistics.median(times), float(np.mean(found)), min(found))


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


def _adding(cache: Path) -> Bar:
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
    columns = (
        ("beam", 8),
        ("found, ms", 12),
        ("scan, ms", 10),
        ("way", 8),
        ("compared", 12),
        ("least", 8),
        ("size, MB", 10),
        ("built, s", 10),
    )
    head = " " * 14 + "".join(f"{name:>{width}}" for name, width in columns)
    floors = [
        f"{size:,} codes of 128 bytes take {size * 128 / floor.bandwidth() * 1000:.2f} ms" for size in found
    ]
    return f"""\
From the codes of {QUERIES} simulated phone photos of designs that no catalogue holds to the {TOP} best: medians over
{ROUNDS} rounds (fewer where they take more than {ENOUGH_S} s), and the share of the {TOP} best by eq. 6 over all codes
that is found. All engines run in this process on the same codes: {peers}.
What FAISS finds by Hamming distance is ranked again by eq. 6; of each engine's settings the quickest to find {RECALL}
of all, and {LEAST} of each query's, is shown, or the one that finds most. usearch follows the very graph that this
program does. HNSW is built up to {MOST_IN_GRAPHS:,} codes and MultiHash up to {MOST_IN_HASHES:,}, so that a run ends
within the hour.{_left_out(found)}

```
{chr(10).join(lines)}
```

{chr(10).join(settings)}

This program's graph: how many codes it fetches at least, what finding {TOP} by it and a scan took when
it was built, which way was chosen by that, how many codes were ranked in the end, what share of its best the query
found that found least, the graph's size with the codes in it, and how long it took to build, if beside other work:

```
{head}
{chr(10).join(f"{size:14,}{line}" for size, line in graphs.items())}
```

The floor of a scan, at {floor.bandwidth() / 1e9:.0f} GB/s: {"; ".join(floors)}.
Beyond it only looking at fewer helps.

Up to the size of the real catalogue codes are those of its pictures, {catalogues.VARIANTS} of each design. Beyond, they
are those of features between two of its designs, variant by variant, with a share of {LEAST_SHARE} of either at least.
Whether that gives what is real is tried with a tenth of the designs, mixed to as many as all: mean similarity of 100
pictures to the 1st, 10th, 50th and median of the others; set bits; how often the picture is there that is most often
among the {NEAREST} nearest of others, and what share is among nobody's; and the shares of pictures in buckets of so
many:

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
