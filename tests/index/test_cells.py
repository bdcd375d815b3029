"""Cells over codes of real features: what they hold, and what they miss."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.cells import Cells, learn, measured, partition, trial_queries
from index.codes import CodeRows, pack_bits
from index.control import Cancelled, Control
from index.encoder import Encoder
from index.ranking import jaccard
from index.records import Facet
from index.references import References
from models.network import NETWORK_DIR

Words = NDArray[np.uint64]


def random_words(count: int, seed: int = 0, bits: int = 128) -> Words:
    return pack_bits(np.random.default_rng(seed).random((count, bits)) < 0.5)


def cells_of(codes: Words, contiguous: bool) -> tuple[Cells, Words]:
    """Cells that look at everything, and the codes in the order they stand for."""
    rows, starts, means = learn(CodeRows(codes), np.arange(len(codes)), slice(0, None), Control())
    return (Cells(means, starts, None), codes[rows]) if contiguous else (Cells(means, starts, rows), codes)


class TestLookingEverywhere:
    @settings(deadline=None, max_examples=40)
    @given(st.integers(1, 80), st.integers(0, 20), st.booleans(), st.integers(0, 2), st.data())
    def test_compares_every_code_once(
        self, count: int, tail: int, contiguous: bool, start: int, data: st.DataObject
    ) -> None:
        words = slice(start, data.draw(st.integers(start + 1, 3)))
        codes, query = random_words(count, bits=192), random_words(1, seed=1, bits=192)[0]
        cells, codes = (
            cells_of(codes, contiguous) if words == slice(0, 3) else cells_of(codes[:, words], False)
        )
        if words != slice(0, 3):
            codes = random_words(count, bits=192)
        whole = CodeRows(codes).append(random_words(tail, seed=2, bits=192))
        rows, *counts = cells.compare(whole, query, words)
        assert sorted(rows.tolist()) == list(range(count + tail))
        expected = whole.and_or_counts(query, words)
        np.testing.assert_array_equal(counts, [each[rows] for each in expected])

    def test_the_cell_most_like_the_query_comes_first(self) -> None:
        likenesses = np.repeat(random_words(8), 40, axis=0)
        cells, codes = cells_of(likenesses, contiguous=True)
        for row in (0, 100, 319):
            first = cells.order(codes[row])[0][0]
            assert cells.starts[first] <= row < cells.starts[first + 1]


def test_each_code_lies_in_one_cell() -> None:
    cells = np.array([2, 0, 2, 3, 0], np.uint16)
    rows, starts = partition(cells, 5)
    assert rows.tolist() == [1, 4, 0, 2, 3]
    assert starts.tolist() == [0, 2, 2, 4, 5, 5]


def test_learning_can_be_cancelled() -> None:
    codes = random_words(100)
    control = Control()
    control.cancel()
    with pytest.raises(Cancelled):
        learn(CodeRows(codes), np.arange(100), slice(0, 2), control)


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


@pytest.mark.parametrize("facet", Facet)
def test_photos_find_their_best_fifty_in_the_cells_looked_at(
    coded: tuple[Encoder, Words, Words], facet: Facet
) -> None:
    encoder, codes, photos = coded
    words = encoder.facet_words(facet)
    whole = CodeRows(codes)
    rows, starts, means = learn(whole, np.arange(len(codes)), words, Control())
    queries = list(trial_queries(whole))
    cells = measured(Cells(means, starts, rows), whole, words, queries, Control())
    found, shares = [], []
    for query in photos:
        similarity = jaccard(*whole.and_or_counts(query, words))
        looked_at = cells.compare(whole, query, words)[0]
        shares.append(len(looked_at) / len(codes))
        best = np.sort(similarity)[-50]
        found.append((similarity[looked_at] >= best).sum() / (similarity >= best).sum())
    assert np.mean(found) >= 0.99
    assert np.mean(shares) < 0.6
    assert cells.look_us > 0
    assert cells.scan_us > 0
