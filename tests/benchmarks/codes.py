"""Times a search over codes: every code by columns, what LSH proposes, and the plain numpy way, in one run.

    python -m tests.benchmarks.codes

Each catalogue is made of clusters of 20 likenesses. `scan` and `lsh` are what the engine does for one query
from code to the 50 best: count, collide, rank; `naive` is the same eq. 6 on codes stored row by row, sorted
whole.
"""

import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from index.codes import CodeRows, pack_bits
from index.lsh import LshFunctions, LshTables, make_functions, probe_keys
from index.ranking import rank

SIZES = (1_000, 10_000, 100_000, 1_000_000)
BITS = 256
TABLES, KEY_BITS, PROBES = 32, 12, 4
DIMENSIONS = 64
CLUSTER = 20
TOP = 50
QUERIES = 5

Features = NDArray[np.float32]
Words = NDArray[np.uint64]


def main() -> None:
    """Print milliseconds for one query at each size, and how they compare with the plain way."""
    random = np.random.default_rng(0)
    planes = random.standard_normal((DIMENSIONS, BITS), np.float32)
    functions = make_functions(np.zeros(DIMENSIONS, np.float32), tables=TABLES, bits=KEY_BITS, seed=0)
    print(f"{BITS} bits, L = {TABLES}, K = {KEY_BITS}, {PROBES} probes, top {TOP}; milliseconds a query")
    columns = ("items", "naive", "scan", "lsh", "proposed", "count", "naive/scan", "scan/lsh")
    print(" ".join(f"{name:>10}" for name in columns))
    for size in SIZES:
        features = _catalogue(size, random)
        words = np.concatenate([pack_bits(block @ planes > 0) for block in _blocks(features)])
        keys = np.concatenate([functions.keys(block) for block in _blocks(features)])
        _measure(features, words, CodeRows(words), LshTables(keys), functions)


def _measure(
    features: Features, words: Words, codes: CodeRows, tables: LshTables, functions: LshFunctions
) -> None:
    queries = range(0, len(words), len(words) // QUERIES)
    naive = _milliseconds(lambda query: _naive(words, words[query]), queries)
    count = _milliseconds(lambda query: codes.and_or_counts(words[query]), queries)
    scan = _milliseconds(
        lambda query: _scan(codes, tables, functions, words[query], features[query]), queries
    )
    lsh = _milliseconds(lambda query: _lsh(codes, tables, functions, words[query], features[query]), queries)
    proposed = np.mean([_lsh(codes, tables, functions, words[query], features[query]) for query in queries])
    print(
        f"{len(words):10,} {naive:10.2f} {scan:10.2f} {lsh:10.2f} {proposed:10,.0f} {count:10.2f}"
        f" {naive / scan:10.1f} {scan / lsh:10.1f}"
    )


def _naive(words: Words, query: Words) -> NDArray[np.intp]:
    shared = np.bitwise_count(words & query).sum(axis=1)
    joined = np.bitwise_count(words | query).sum(axis=1)
    return np.argsort(-shared / joined, kind="stable")[:TOP]


def _scan(
    codes: CodeRows, tables: LshTables, functions: LshFunctions, code: Words, feature: Features
) -> int:
    keys, _ = functions.keys_and_margins(feature)
    rows = np.arange(len(codes))
    shared, joined = codes.and_or_counts(code)
    rank(shared, joined, rows, tables.collisions(keys), top=TOP)
    return len(rows)


def _lsh(
    codes: CodeRows, tables: LshTables, functions: LshFunctions, code: Words, feature: Features
) -> int:
    keys, margins = functions.keys_and_margins(feature)
    rows, collisions = tables.candidates(keys, probes=probe_keys(keys, margins, PROBES))
    shared, joined = codes.and_or_counts(code, rows=rows)
    rank(shared, joined, rows, collisions, top=TOP)
    return len(rows)


def _catalogue(size: int, random: np.random.Generator) -> Features:
    """Unit vectors (size, d) in clusters whose members have a cosine of about 0.8 with each other."""
    centres = random.standard_normal((max(size // CLUSTER, 1), DIMENSIONS), np.float32)
    features = np.repeat(centres, CLUSTER, axis=0)[:size]
    features += 0.5 * random.standard_normal(features.shape, np.float32)
    features /= np.linalg.norm(features, axis=1, keepdims=True)
    return features


def _blocks(features: Features) -> list[Features]:
    return np.array_split(features, max(len(features) // 50_000, 1))


def _milliseconds(run: Callable[[int], object], queries: range) -> float:
    """Median over the queries of the better of two runs."""
    return float(np.median([min(_timed(run, query) for _ in range(2)) for query in queries]))


def _timed(run: Callable[[int], object], query: int) -> float:
    start = time.perf_counter()
    run(query)
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    main()
