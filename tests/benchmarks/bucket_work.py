"""What a query by buckets costs: computing hash functions, and looking up and ranking what the buckets hold.

    python -m tests.benchmarks.bucket_work

The last column tells what a function costs in candidates: where buckets hold many, `index.sensitivity.FUNCTION_WORK`.
Features are of normal random values: they only set how many candidates there are.
"""

import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from index.candidates import PROBES
from index.codes import CodeRows, pack_bits
from index.exact import RERANKED
from index.lsh import LshTables, make_functions, probe_keys
from index.ranking import shortlist

ITEMS, VALUES, CODE_BITS, TABLES = 100_000, 2048, 512, 16
KEY_BITS = (4, 6, 8, 10, 12)
QUERIES = 40

Features = NDArray[np.float32]
Words = NDArray[np.uint64]


def main() -> None:
    """Print microseconds for tables of more and more bits."""
    random = np.random.default_rng(0)
    features = random.standard_normal((ITEMS, VALUES), np.float32)
    codes = CodeRows(pack_bits(random.random((ITEMS, CODE_BITS)) < 0.5))
    words = pack_bits(random.random((QUERIES, CODE_BITS)) < 0.5)
    print(f"{ITEMS:,} pictures, L = {TABLES}, {PROBES} probes; microseconds, median of {QUERIES} queries")
    print(f"{'K':>3} {'candidates':>11} {'a function':>11} {'a candidate':>12} {'ratio':>7}")
    for bits in KEY_BITS:
        _measure(features, codes, words, bits)


def _measure(features: Features, codes: CodeRows, words: Words, bits: int) -> None:
    functions = make_functions(np.zeros(VALUES, np.float32), tables=TABLES, bits=bits, seed=0)
    tables = LshTables(functions.keys(features))
    asked = [functions.keys_and_margins(feature) for feature in features[:QUERIES]]
    probes = [probe_keys(keys, margins, PROBES) for keys, margins in asked]

    def found(query: int) -> NDArray[np.int64]:
        return tables.candidates(asked[query][0], probes=probes[query])[0]

    def rank(query: int) -> None:
        shortlist(*codes.and_or_counts(words[query], rows=found(query)), RERANKED)

    candidates = np.median([len(found(query)) for query in range(QUERIES)])
    function = _microseconds(lambda query: functions.keys_and_margins(features[query])) / TABLES / bits
    candidate = _microseconds(rank) / candidates
    print(f"{bits:3} {candidates:11,.0f} {function:11.3f} {candidate:12.3f} {function / candidate:7.1f}")


def _microseconds(run: Callable[[int], object]) -> float:
    """Median over the queries of the better of two runs."""
    return float(np.median([min(_timed(run, query) for _ in range(2)) for query in range(QUERIES)]))


def _timed(run: Callable[[int], object], query: int) -> float:
    start = time.perf_counter()
    run(query)
    return (time.perf_counter() - start) * 1e6


if __name__ == "__main__":
    main()
