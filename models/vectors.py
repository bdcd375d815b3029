"""What several parts do with vectors."""

import numpy as np
from numpy.typing import NDArray

_LEAST = 1e-12


def unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Vectors (..., d) at unit length; a vector of zeros stays one."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    scaled: NDArray[np.float32] = vectors / np.maximum(lengths, _LEAST)
    return scaled


def cosines(vectors: NDArray[np.float32], others: NDArray[np.float32]) -> NDArray[np.float32]:
    """The cosine of each of vectors (m, d) with each of others (n, d), float32 (m, n); 0 with a vector of zeros.

    The same as multiplying them at unit length, without a copy of all of them.
    """
    products: NDArray[np.float32] = vectors @ others.T
    products /= np.maximum(_lengths(vectors), _LEAST)[:, None]
    products /= np.maximum(_lengths(others), _LEAST)
    return products


def _lengths(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths: NDArray[np.float32] = np.sqrt(np.einsum("nd,nd->n", vectors, vectors))
    return lengths
