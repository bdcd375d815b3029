"""The ways of comparing pictures that the benchmarks set side by side, and how they score them."""

from collections.abc import Callable, Sequence
from functools import cached_property

import imagehash
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from index.codes import CodeColumns
from index.encoder import Encoder
from index.records import Facet
from models.network import Network

Scores = NDArray[np.float64]
"""Likeness of each query (row) to each design (column)."""


class Pictures:
    """Pictures with their features, made once."""

    def __init__(self, images: Sequence[Image.Image], network: Network) -> None:
        self.images = images
        self._network = network

    @cached_property
    def features(self) -> NDArray[np.float32]:
        """Features E of the pictures, float32 (n, 2048)."""
        return np.concatenate([self._network.features([image]) for image in self.images])


Method = Callable[[Pictures, Pictures], Scores]
"""Takes queries and designs."""


def methods(network: Network) -> dict[str, Method]:
    """Return the program's codes by facet, the features they are made from, and imagehash, by name."""
    encoder = Encoder.of(network)
    return {
        **{f"codes, {facet}": _codes(encoder, facet) for facet in Facet},
        "features, overall": _floats(slice(None)),
        "features, cut": _floats(network.info.cut),
        "features, print": _floats(network.info.print),
        "imagehash pHash": _hashes(imagehash.phash),
        "imagehash dHash": _hashes(imagehash.dhash),
        "imagehash wHash": _hashes(imagehash.whash),
        "imagehash colour hash": _hashes(imagehash.colorhash),
    }


def recall(ranks: NDArray[np.int64]) -> tuple[float, float]:
    """Share of queries whose design is first, and among the first ten."""
    return float(np.mean(ranks == 0)), float(np.mean(ranks < 10))


def ranks_of(wanted: Sequence[int], scores: Scores) -> NDArray[np.int64]:
    """How many designs stand before the wanted one, for each query; equal scores rank in a fixed random order."""
    turn = np.random.default_rng(0).permutation(scores.shape[1])
    columns = np.array(wanted)
    found = scores[np.arange(len(scores)), columns][:, None]
    before = (scores > found) | ((scores == found) & (turn < turn[columns][:, None]))
    standing: NDArray[np.int64] = before.sum(axis=1)
    return standing


def _codes(encoder: Encoder, facet: Facet) -> Method:
    def likeness(queries: Pictures, designs: Pictures) -> Scores:
        columns = CodeColumns(encoder.codes(designs.features))
        counts = (
            columns.and_or_counts(code, encoder.facet_words(facet))
            for code in encoder.codes(queries.features)
        )
        return np.array([shared / np.maximum(joined, 1) for shared, joined in counts])

    return likeness


def _floats(part: slice) -> Method:
    def likeness(queries: Pictures, designs: Pictures) -> Scores:
        known = designs.features[:, part]
        mean = known.mean(0)
        return _unit(queries.features[:, part] - mean) @ _unit(known - mean).T

    return likeness


def _hashes(make: Callable[[Image.Image], imagehash.ImageHash]) -> Method:
    def bits(pictures: Pictures) -> NDArray[np.float64]:
        return np.stack([make(image).hash.ravel() for image in pictures.images]).astype(np.float64)

    def likeness(queries: Pictures, designs: Pictures) -> Scores:
        asked, known = bits(queries), bits(designs)
        apart: Scores = asked @ (1 - known).T + (1 - asked) @ known.T
        return -apart

    return likeness


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float64]:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float64)
