"""Perceptual hashes, by the ImageHash package that the paper lists among its own."""

from collections.abc import Callable, Mapping

import imagehash
import numpy as np
from numpy.typing import NDArray
from PIL import Image

PERCEPTUAL_HASHES: Mapping[str, Callable[[Image.Image], imagehash.ImageHash]] = {
    "phash": imagehash.phash,
    "dhash": imagehash.dhash,
    "whash": imagehash.whash,
    "colorhash": imagehash.colorhash,
}
"""Of the cosine transform, of gradients, of wavelets (64 bits each), and of colours (42 bits)."""


def perceptual_hash(name: str, image: Image.Image) -> NDArray[np.bool_]:
    """The bits (n,) of a picture by one of `PERCEPTUAL_HASHES`."""
    bits: NDArray[np.bool_] = PERCEPTUAL_HASHES[name](image).hash
    return bits.ravel().astype(bool)
