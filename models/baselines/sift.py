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

Descriptors = NDArray[np.float32]

STRONGEST = 500
WORDS = 64
MOST_FITTED = 100_000
ITERATIONS = 20
_TINY = 1e-12


def sift_descriptors(image: Image.Image) -> Descriptors:
    """RootSIFT descriptors of the 500 strongest points of an RGB picture in grey, float32 (points, 128)."""
    grey = np.asarray(image.convert("L"))
    _, found = cv2.SIFT.create(nfeatures=STRONGEST).detectAndCompute(grey, None)
    if found is None:
        return np.empty((0, 128), np.float32)
    shares = found / np.maximum(found.sum(axis=1, keepdims=True), _TINY)
    roots: Descriptors = np.sqrt(shares, dtype=np.float32)
    return roots


@dataclass(frozen=True, eq=False)
class Vlad:
    """From descriptors to one vector.

    Attributes:
        words: the vocabulary, float32 (words, d).
    """

    words: Descriptors

    @classmethod
    def fit(cls, pictures: Sequence[Descriptors], *, seed: int = 0) -> "Vlad":
        """Fit the vocabulary by k-means to the descriptors (points, d) of pictures, at most 100,000 of them.

        Raises:
            ValueError: there are fewer descriptors than words.
        """
        points = np.concatenate([*pictures, np.empty((0, 128), np.float32)])
        if len(points) < WORDS:
            raise ValueError(f"{len(points)} points are too few for a vocabulary of {WORDS}")
        if len(points) > MOST_FITTED:
            points = points[np.random.default_rng(seed).choice(len(points), MOST_FITTED, replace=False)]
        cv2.setRNGSeed(seed)
        stop = (cv2.TERM_CRITERIA_MAX_ITER, ITERATIONS, 0.0)
        _, _, words = cv2.kmeans(points, WORDS, None, stop, 1, cv2.KMEANS_PP_CENTERS)  # type: ignore[call-overload]
        return cls(words)

    def __call__(self, descriptors: Descriptors) -> Descriptors:
        """The vector of one picture, float32 (words x d,), of unit length; 0 where it has no descriptors."""
        total = np.zeros_like(self.words)
        if len(descriptors):
            lengths = np.square(self.words).sum(axis=1)
            nearest = (lengths - 2 * descriptors @ self.words.T).argmin(axis=1)
            np.add.at(total, nearest, descriptors - self.words[nearest])
        rooted = np.sign(total) * np.sqrt(np.abs(total))
        rooted /= np.maximum(np.linalg.norm(rooted, axis=1, keepdims=True), _TINY)
        return (rooted.ravel() / max(float(np.linalg.norm(rooted)), _TINY)).astype(np.float32)
