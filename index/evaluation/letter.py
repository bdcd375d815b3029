"""The paper's method to the letter: Pan, Wang and Wu, 计算机技术与发展 32 (7), 2022.

- E has 2048 values, as ResNet-50's. Its weights cannot be part of this program; E is that of the starting network
  instead, EfficientNet-Lite0 with its ImageNet weights, on nothing of ours (`models.starting_network`).
- The hash layer (eq. 5) has 64 outputs, fitted to the catalogue by eq. 4 in closed form, S by repeated k-means.
- Spherical codes (eq. 1-3) of 64 bits are fitted on its outputs.
- LSH tables on E propose what shares a bucket with the query; eq. 6 ranks these, and nothing else is found. The paper
  does not say how many tables of how many bits; 16 of 8 suit a catalogue below 10,000.

There is no looking into neighbouring buckets, no falling back on all codes and no second ranking.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.codes import CodeRows, pack_bits
from index.evaluation.method import Answer, Array, Fitted
from index.lsh import LshFunctions, LshTables, make_functions
from index.ranking import jaccard
from index.records import Facet
from index.spherical import SphericalCodebook, fit_codebook
from models.discriminant import Projection
from models.hash_training import HashOptions, train_outputs
from models.similarity import NONE

BITS = 64
TABLES, KEY_BITS = 16, 8
_CLUSTERS = 10, 50


def fit_letter(features: Sequence[Array]) -> Fitted:
    """Fit hash layer, codebook and LSH functions to features E float32 (2048,)."""
    known = np.stack(features)
    layer = _fitted_layer(known)
    codebook = fit_codebook(np.tanh(layer(known)), BITS)
    functions = make_functions(known.mean(axis=0), tables=TABLES, bits=KEY_BITS, seed=0)
    return Fitted(
        lambda feature: feature, lambda all_: LetterIndex(np.stack(all_), layer, codebook, functions)
    )


class LetterIndex:
    """Candidates from buckets, ranked by eq. 6.

    Args:
        features: float32 (n, 2048).
    """

    def __init__(
        self,
        features: NDArray[np.float32],
        layer: Projection,
        codebook: SphericalCodebook,
        functions: LshFunctions,
    ) -> None:
        self._layer, self._codebook, self._functions = layer, codebook, functions
        self._codes = CodeRows(self._encoded(features))
        self._tables = LshTables(functions.keys(features))
        self._count = len(features)

    def search(self, number: int, feature: Array, facet: Facet, top: int | None = None) -> Answer:
        """See `Index`."""
        rows, _ = self._tables.candidates(self._functions.keys(feature[None])[0])
        shared, joined = self._codes.and_or_counts(self._encoded(feature[None])[0], slice(None), rows)
        likeness = np.full(self._count, -np.inf)
        likeness[rows] = jaccard(shared, joined)
        return Answer(likeness, likeness)

    def close(self) -> None:
        """See `Index`."""

    def _encoded(self, features: NDArray[np.float32]) -> NDArray[np.uint64]:
        return pack_bits(self._codebook.encode(np.tanh(self._layer(features))))


def _fitted_layer(features: NDArray[np.float32]) -> Projection:
    unknown = np.full(len(features), NONE)
    options = HashOptions(BITS, directions=BITS, cluster_weight=1.0, clusters=_CLUSTERS, steps=0)
    training = train_outputs(features, unknown, unknown, options)
    while True:
        try:
            next(training)
        except StopIteration as finished:
            layer: Projection = finished.value
            return layer
