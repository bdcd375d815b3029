"""What several parts do with vectors."""

import numpy as np
from numpy.typing import NDArray

_LEAST = 1e-12


def unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Vectors (..., d) at unit length; a vector of zeros stays one."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    scaled: NDArray[np.float32] = vectors / np.maximum(lengths, _LEAST)
    return scaled
