"""What a graph's beam is worth: how many queries lose their way, and how many pictures do not meet themselves.

python -m tests.benchmarks.beams --cache FOLDER

The codes are those of the real catalogue of `tests.benchmarks.performance`, 100,000 drawings in several variants each;
queries are codes of it with some bits changed, and each is asked for its best 50.
"""

import argparse
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import arrangement
from index.codes import CodeRows, Words
from index.encoder import Encoder
from index.engine import CODES, DATABASE
from index.graph import BEAMS, LEAST, TOP, Graph, changed, least_of_best
from index.store import Store
from models.network import Network
from tests.benchmarks import catalogues

QUERIES = 2000
CHANGED = 0.22
SEED = 7


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cache", type=Path, required=True)
    data = catalogues.real(parser.parse_args().cache)
    store = Store(data / DATABASE)
    name = store.codes_file()
    store.close()
    encoder = Encoder.of(Network())
    snapshot = arrangement.load(data / CODES, name, encoder.codebook_id) if name else None
    assert snapshot is not None, "the catalogue was arranged just now"
    codes = CodeRows(snapshot.codes.first[0])
    print(f"{len(codes):,} codes, {QUERIES:,} queries with {CHANGED:.0%} of their bits changed")
    print(
        f"{'':10}{'codes':>6}{'us':>8}{'found':>8}{'least':>8}{'lost':>6}{'pictures that miss themselves':>32}"
    )
    for facet, graph in snapshot.graphs.items():
        words = encoder.facet_words(facet)
        queries = changed(codes, QUERIES, CHANGED, SEED)
        worst = np.array([least_of_best(codes, query, words, TOP) for query in queries])
        for beam in BEAMS:
            tried = replace(graph, beam=beam)
            if tried.fetched(TOP) > beam:
                continue
            found, us = _found(tried, queries[:, words], worst)
            own = f"{_missing_themselves(tried, codes, words):32,}" if beam < 200 else ""
            chosen = " (chosen)" if beam == graph.fetched(TOP) else ""
            print(
                f"{facet:10}{beam:6}{us:8.0f}{found.mean():8.4f}{found.min():8.2f}{(found < LEAST).sum():6}"
                f"{own}{chosen}",
                flush=True,
            )


def _found(graph: Graph, queries: Words, worst: NDArray[np.float64]) -> tuple[NDArray[np.float64], float]:
    """Which share of its best each query meets, and microseconds a query."""
    started = time.perf_counter()
    met = [graph.nearest(np.ascontiguousarray(query), TOP)[1] for query in queries]
    us = (time.perf_counter() - started) / len(queries) * 1e6
    good = [(1 - distances >= least - 1e-6).sum() for distances, least in zip(met, worst, strict=True)]
    return np.minimum(good, TOP) / TOP, us


def _missing_themselves(graph: Graph, codes: CodeRows, words: slice) -> int:
    """How many codes do not meet one that equals them."""
    return sum(
        graph.nearest(np.ascontiguousarray(code[words]), 1)[1][0] > 0
        for code in codes.words(np.arange(len(codes)))
    )


if __name__ == "__main__":
    main()
