"""Local descriptors gathered into one vector: SIFT (Lowe, IJCV 60 (2), 2004) and VLAD, by OpenCV.

Descriptors are RootSIFT (Arandjelović and Zisserman, CVPR 2012); VLAD (Jégou, Douze, Schmid and Pérez, CVPR 2010) adds
up how far they are from the nearest of the vocabulary's words, normalised word by word (Arandjelović and Zisserman,
CVPR 2013) after the square root of each value.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

Descriptors = NDArray[np.uint8]
Vectors = NDArray[np.float32]

STRONGEST = 500
WORDS = 64
MOST_FITTED = 100_000
ITERATIONS = 20
_TINY = 1e-12


def sift_descriptors(image: Image.Image) -> Descriptors:
    """SIFT descriptors of the 500 strongest points of an RGB picture in grey, uint8 (points, 128)."""
    grey = np.asarray(image.convert("L"))
    _, found = cv2.SIFT.create(nfeatures=STRONGEST).detectAndCompute(grey, None)
    return np.empty((0, 128), np.uint8) if found is None else found.astype(np.uint8)


def rooted(descriptors: Descriptors) -> Vectors:
    """RootSIFT: the root of each value's share of its descriptor, float32 (points, 128)."""
    sums = descriptors.sum(axis=1, dtype=np.float32, keepdims=True)
    roots: Vectors = np.sqrt(descriptors / np.maximum(sums, 1.0))
    return roots


@dataclass(frozen=True, eq=False)
class Vlad:
    """From descriptors to one vector.

    Attributes:
        words: the vocabulary, float32 (words, 128).
    """

    words: Vectors

    @classmethod
    def fit(cls, pictures: Sequence[Descriptors], *, seed: int = 0) -> "Vlad":
        """Fit the vocabulary by k-means to the descriptors (points, d) of pictures, at most 100,000 of them.

        Raises:
            ValueError: there are fewer descriptors than words.
        """
        points = np.concatenate([*pictures, np.empty((0, 128), np.uint8)])
        if len(points) < WORDS:
            raise ValueError(f"{len(points)} points are too few for a vocabulary of {WORDS}")
        if len(points) > MOST_FITTED:
            points = points[np.random.default_rng(seed).choice(len(points), MOST_FITTED, replace=False)]
        cv2.setRNGSeed(seed)
        stop = (cv2.TERM_CRITERIA_MAX_ITER, ITERATIONS, 0.0)
        _, _, words = cv2.kmeans(rooted(points), WORDS, None, stop, 1, cv2.KMEANS_PP_CENTERS)  # type: ignore[call-overload]
        return cls(words)

    def __call__(self, descriptors: Descriptors) -> Vectors:
        """The vector of one picture, float32 (words x 128,), of unit length; 0 where it has no descriptors."""
        total = np.zeros_like(self.words)
        if len(descriptors):
            points = rooted(descriptors)
            lengths = np.square(self.words).sum(axis=1)
            nearest = (lengths - 2 * points @ self.words.T).argmin(axis=1)
            np.add.at(total, nearest, points - self.words[nearest])
        powered = np.sign(total) * np.sqrt(np.abs(total))
        powered /= np.maximum(np.linalg.norm(powered, axis=1, keepdims=True), _TINY)
        return (powered.ravel() / max(float(np.linalg.norm(powered)), _TINY)).astype(np.float32)
