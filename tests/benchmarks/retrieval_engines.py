"""This program and its peers over the same codes: what each answers to a query, in each of its settings."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.candidates import find_candidates
from index.codes import WORD_BITS
from index.encoder import Encoder
from index.graph import Graph
from index.ranking import rank
from index.records import Query, Strategy
from index.snapshot import Snapshot
from tests.benchmarks.retrieval_codes import TOP, Material, Rows, Words

MOST_IN_GRAPHS, MOST_IN_HASHES = 10**5, 10**6
"""So that a run ends within the hour; a graph of ten times the codes takes more than ten times as long to build."""

BEAMS = (64, 96, 128, 192, 256, 384, 512, 1024, 2048)

Octets = NDArray[np.uint8]
Answer = Callable[[int], Rows]
"""The rows found for the query of this number, best first."""

Settings = Iterator[tuple[str, Answer]]
"""One engine's, from quick to thorough."""


def this_program(
    material: Material, snapshot: Snapshot, encoder: Encoder, ways: list[tuple[Strategy, int]]
) -> Answer:
    """A graph or a scan, as it chooses, ties by collisions and then by item.

    Args:
        ways: what it chose for each query, and how many codes it ranked in the end, is added here.
    """

    def answer(number: int) -> Rows:
        found = find_candidates(snapshot, encoder, Query(0, top=TOP), material.described[number], top=TOP)
        ways.append((found.strategy, found.compared))
        items = snapshot.item_ids[found.rows]
        return rank(found.and_counts, found.or_counts, items, found.collisions, top=TOP).rows

    return answer


def peers(material: Material, graph: Graph) -> Iterator[tuple[str, Settings]]:
    """Each peer that can be built in time, by name; usearch follows the graph of this program."""
    size = len(material.codes)
    yield "numpy brute force", _numpy(material)
    yield "FAISS IndexBinaryFlat", _flat(material)
    yield "FAISS IndexBinaryHash", _hash(material)
    if size <= MOST_IN_HASHES:
        yield "FAISS IndexBinaryMultiHash", _multi_hash(material)
    if size <= MOST_IN_GRAPHS:
        yield "FAISS IndexBinaryHNSW", _hnsw(material)
    yield "usearch, Tanimoto", _usearch(material, graph)


def _numpy(material: Material) -> Settings:
    codes = material.codes

    def answer(number: int) -> Rows:
        query = material.queries[number]
        shared = np.bitwise_count(codes & query).sum(axis=1, dtype=np.int32)
        joined = np.bitwise_count(codes | query).sum(axis=1, dtype=np.int32)
        similarity = shared / joined
        best = np.argpartition(-similarity, TOP)[:TOP]
        return best[np.argsort(-similarity[best])]

    yield "", answer


def _flat(material: Material) -> Settings:
    import faiss

    index = faiss.IndexBinaryFlat(material.codes.shape[1] * WORD_BITS)
    index.add(_octets(material.codes))
    yield from _over_fetching(index, material, "")


def _hash(material: Material) -> Settings:
    import faiss

    bits = max(8, int(np.log2(len(material.codes))))
    index = faiss.IndexBinaryHash(material.codes.shape[1] * WORD_BITS, bits)
    index.add(_octets(material.codes))
    for flips in (2, 4):
        index.nflip = flips
        yield from _over_fetching(index, material, f"{bits} bits, {flips} flips, ")


def _multi_hash(material: Material) -> Settings:
    import faiss

    bits = max(8, int(np.log2(len(material.codes))))
    index = faiss.IndexBinaryMultiHash(material.codes.shape[1] * WORD_BITS, 16, bits)
    index.add(_octets(material.codes))
    for flips in (1, 2):
        index.nflip = flips
        yield from _over_fetching(index, material, f"16 × {bits} bits, {flips} flips, ")


def _hnsw(material: Material) -> Settings:
    import faiss

    index = faiss.IndexBinaryHNSW(material.codes.shape[1] * WORD_BITS, 32)
    index.hnsw.efConstruction = 80
    index.add(_octets(material.codes))
    for beam in BEAMS:
        index.hnsw.efSearch = beam
        yield from _over_fetching(index, material, f"M 32, ef {beam}, ")


def _usearch(material: Material, graph: Graph) -> Settings:
    """The very graph that this program follows."""
    from usearch.index import Index

    index = Index.restore(graph.octets.data, view=True, enable_key_lookups=False)
    assert index is not None
    for beam in BEAMS:
        index.expansion_search = beam  # type: ignore[misc]

        def answer(number: int) -> Rows:
            keys: Rows = index.search(_octets(material.queries[number]), TOP, threads=1).keys.astype(np.int64)
            return keys

        yield f"M {index.connectivity}, ef {beam}", answer


def _over_fetching(index: Any, material: Material, setting: str) -> Settings:
    """An index by Hamming distance: some of its nearest, ranked again by eq. 6, which it does not know."""
    for fetched in (50, 100, 200, 400, 1600):

        def answer(number: int, fetched: int = fetched) -> Rows:
            query = material.queries[number]
            rows: Rows = index.search(_octets(query[None]), fetched)[1][0]
            rows = rows[rows >= 0]
            codes = material.codes[rows]
            shared = np.bitwise_count(codes & query).sum(axis=1, dtype=np.int32)
            joined = np.bitwise_count(codes | query).sum(axis=1, dtype=np.int32)
            best: Rows = rows[np.argsort(-(shared / joined), kind="stable")[:TOP]]
            return best

        yield f"{setting}{fetched} fetched", answer


def _octets(words: Words) -> Octets:
    return np.ascontiguousarray(words).view(np.uint8)
