"""Weighted aggregation of regions, a stand-in for [20] of the paper: 张超, 林正春, 姜允志, 软件导刊 19 (10), 2020.

Its text is not public. What its title names is written here from two published methods: regions at three scales and
their aggregation from R-MAC (Tolias, Sicre and Jégou, ICLR 2016), weights of places and channels from CroW (Kalantidis,
Mellina and Osindero, ECCV workshops 2016), both on the last map of the network.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.baselines.whitening import fit_whitening
from models.discriminant import Projection
from models.vectors import unit

Map = NDArray[np.floating]
Vectors = NDArray[np.float32]

SCALES = 3
DIMENSIONS = 512
MOST_FITTED = 20_000
_TINY = 1e-6


def regions(side: int) -> list[tuple[slice, slice]]:
    """Squares of a square map at three scales: l x l of them, 2/(l + 1) of its side wide and evenly spread."""
    found = []
    for scale in range(1, SCALES + 1):
        width = max(1, 2 * side // (scale + 1))
        starts = np.linspace(0, side - width, scale).astype(int).tolist() if scale > 1 else [0]
        found += [(slice(y, y + width), slice(x, x + width)) for y in starts for x in starts]
    return found


def place_weights(maps: Map) -> Vectors:
    """CroW's weight of each place of a map (c, h, w), float32 (h, w): the root of its share of all that responds."""
    total = maps.sum(axis=0, dtype=np.float32)
    weights: Vectors = np.sqrt(total / max(float(np.linalg.norm(total)), _TINY))
    return weights


def channel_weights(maps: Map) -> Vectors:
    """CroW's weight of each channel of a map (c, h, w), float32 (c,): the rarer it responds, the more it says."""
    shares = (maps > 0).mean(axis=(1, 2), dtype=np.float32)
    weights: Vectors = np.log((shares.sum() + _TINY) / (shares + _TINY)).clip(min=0)
    return weights


def region_vectors(maps: Map) -> tuple[Vectors, Vectors]:
    """The strongest response of each channel in each region of a map (c, side, side), weighted and of unit length.

    Returns:
        float32 (regions, c), and float32 (regions,): how much the places of each weigh beside all places.
    """
    places, channels = place_weights(maps), channel_weights(maps)
    squares = regions(maps.shape[1])
    pooled = np.stack([maps[:, y, x].max(axis=(1, 2)) for y, x in squares]).astype(np.float32)
    weights = np.array([places[y, x].mean() for y, x in squares]) / max(float(places.mean()), _TINY)
    return unit(pooled * channels), weights.astype(np.float32)


@dataclass(frozen=True, eq=False)
class RegionAggregation:
    """From a map to one vector: regions whitened, weighted and added up.

    Attributes:
        whitening: of region vectors.
    """

    whitening: Projection

    @classmethod
    def fit(cls, maps: Sequence[Map], *, seed: int = 0) -> "RegionAggregation":
        """Fit the whitening to the regions of maps (c, side, side), or to the regions of as many as it takes.

        Raises:
            ValueError: no maps.
        """
        if not maps:
            raise ValueError("there are no maps to fit to")
        most = max(1, MOST_FITTED // len(regions(maps[0].shape[1])))
        chosen: Iterable[int] = range(len(maps))
        if len(maps) > most:
            chosen = np.random.default_rng(seed).choice(len(maps), most, replace=False).tolist()
        points = np.concatenate([region_vectors(maps[number])[0] for number in chosen])
        return cls(fit_whitening(points, min(DIMENSIONS, points.shape[1], len(points) - 1)))

    def __call__(self, maps: Map) -> Vectors:
        """The vector of one map (c, side, side), float32 (dimensions,), of unit length."""
        vectors, weights = region_vectors(maps)
        return unit(weights @ unit(self.whitening(vectors)))
