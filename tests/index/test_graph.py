"""Graphs over codes: which rows they lead to, growing, being kept, and what they miss of codes of real features."""

import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.codes import CodeRows, pack_bits
from index.control import Cancelled, Control
from index.encoder import Encoder
from index.graph import Graph
from index.ranking import jaccard
from index.records import Facet
from index.references import References
from models.network import NETWORK_DIR

Words = NDArray[np.uint64]


def random_words(count: int, seed: int = 0, bits: int = 192) -> Words:
    return pack_bits(np.random.default_rng(seed).random((count, bits)) < 0.5)


def graph_of(codes: Words, words: slice = slice(None), start: Graph | None = None) -> Graph:
    return Graph.over(CodeRows(codes), words, lambda: None, start)


@settings(deadline=None, max_examples=30)
@given(st.integers(1, 400), st.integers(1, 100), st.sampled_from([slice(0, 3), slice(0, 1), slice(1, 3)]))
def test_rows_are_some_of_those_there_are_and_none_comes_twice(count: int, wanted: int, words: slice) -> None:
    codes, query = random_words(count), random_words(1, seed=1)[0]
    rows = graph_of(codes, words).nearest(query[words], wanted)[0].tolist()
    assert len(rows) == len(set(rows)) >= min(wanted, count)
    assert set(rows) <= set(range(count))


@settings(deadline=None, max_examples=20)
@given(st.integers(1, 200), st.floats(0, 1), st.sampled_from([slice(0, 3), slice(1, 3)]))
def test_bits_counted_by_distance_are_those_counted_one_by_one(
    count: int, share: float, words: slice
) -> None:
    codes = CodeRows(pack_bits(np.random.default_rng(0).random((count, 192)) < share))
    query = random_words(1, seed=1)[0]
    rows, distances = Graph.over(codes, words, lambda: None).nearest(query[words], 50)
    counted = codes.and_or_counts(query, words, rows)
    np.testing.assert_array_equal(codes.counts_of(query, words, rows, distances), counted)


@settings(deadline=None, max_examples=20)
@given(st.integers(1, 300))
def test_nearly_every_code_finds_itself_first(count: int) -> None:
    codes = random_words(count)
    graph = graph_of(codes)
    found = np.array([graph.nearest(code, 3)[0][0] for code in codes])
    assert np.mean(found == np.arange(count)) > 0.9


@settings(deadline=None, max_examples=15)
@given(st.integers(1, 200), st.integers(0, 600))
def test_a_grown_graph_leads_to_all_and_leaves_the_one_it_started_from(first: int, more: int) -> None:
    codes = random_words(first + more)
    start = graph_of(codes[:first])
    before = start.octets.copy()
    grown = graph_of(codes, start=start)
    assert (len(start), len(grown)) == (first, first + more)
    np.testing.assert_array_equal(start.octets, before)
    found = np.array([grown.nearest(code, 3)[0][0] for code in codes])
    assert np.mean(found == np.arange(len(codes))) > 0.9, "a graph leads to nearly all"
    assert all(start.nearest(code, 3)[0].max() < first for code in codes)


@pytest.mark.parametrize(("more", "mixed"), [(30, 100), (50, 100), (60, 160)])
def test_a_graph_is_begun_anew_when_too_much_was_added(more: int, mixed: int) -> None:
    codes = random_words(100 + more)
    assert graph_of(codes, start=graph_of(codes[:100])).mixed == mixed


def test_a_graph_that_was_kept_answers_the_same() -> None:
    codes, queries = random_words(3000), random_words(20, seed=1)
    graph = graph_of(codes)
    octets = np.frombuffer(graph.octets.tobytes(), np.uint8)
    assert not octets.flags.writeable
    kept = replace(graph, octets=octets)
    for query in queries:
        np.testing.assert_array_equal(graph.nearest(query, 50)[0], kept.nearest(query, 50)[0])


def test_networks_can_be_run_by_who_knew_graphs_first() -> None:
    subprocess.run([sys.executable, "-c", "import index.graph, onnxruntime"], check=True, timeout=60)


def test_building_can_be_cancelled() -> None:
    control = Control()
    control.cancel()
    with pytest.raises(Cancelled):
        Graph.over(CodeRows(random_words(100)), slice(0, 2), control.checkpoint)


def test_few_codes_are_compared_and_many_are_looked_for() -> None:
    graph = Graph(np.zeros(0, np.uint8), 0, found_us=1.0, scan_us=0.1, beam=400)
    assert not graph.is_faster(300, 9000)
    assert graph.is_faster(300, 9001)
    assert not graph.is_faster(100, 4000), "no less is fetched than the beam"
    assert graph.is_faster(100, 4001)


@pytest.fixture(scope="module")
def coded() -> tuple[Encoder, Words, Words]:
    """Codes of designs, several of each with noise in its feature, and codes of photos of them."""
    encoder, references = Encoder.read(NETWORK_DIR), References.read(NETWORK_DIR)
    features, photos = (references.known.features[references.is_photo == photo] for photo in (False, True))
    random = np.random.default_rng(0)
    catalogue = np.concatenate([features] * (6000 // len(features) + 1))
    catalogue += random.normal(scale=0.35 / 2048**0.5, size=catalogue.shape).astype(np.float32)
    catalogue /= np.linalg.norm(catalogue, axis=1, keepdims=True)
    return encoder, encoder.codes(catalogue), encoder.codes(photos[random.permutation(len(photos))[:60]])


@pytest.mark.parametrize("is_sorted", [False, True])
@pytest.mark.parametrize("top", [50, 200])
@pytest.mark.parametrize("facet", Facet)
def test_photos_find_their_best_also_in_a_sorted_catalogue(
    coded: tuple[Encoder, Words, Words], facet: Facet, top: int, is_sorted: bool
) -> None:
    encoder, codes, photos = coded
    words = encoder.facet_words(facet)
    if is_sorted:
        codes = codes[np.lexsort(codes.T)]
    whole = CodeRows(codes)
    graph = Graph.over(whole, words, lambda: None)
    found = []
    for query in photos:
        similarity = jaccard(*whole.and_or_counts(query, words))
        best = np.sort(similarity)[-top]
        met = similarity[graph.nearest(query[words], top)[0]]
        found.append(min((met >= best).sum() / top, 1))
    assert np.mean(found) >= 0.99
    assert np.mean(np.array(found) < 0.5) <= 0.02, "hardly any photo loses its way"
    assert graph.found_us > 0
    assert graph.scan_us > 0
