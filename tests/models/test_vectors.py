"""Vectors at unit length."""

import numpy as np
from hypothesis import given
from hypothesis.extra.numpy import array_shapes, arrays
from numpy.typing import NDArray

from models.vectors import unit


@given(
    arrays(np.float32, array_shapes(min_dims=1, max_dims=2), elements={"min_value": -1000, "max_value": 1000})
)
def test_vectors_come_to_unit_length_but_those_of_zeros(vectors: NDArray[np.float32]) -> None:
    lengths = np.linalg.norm(vectors, axis=-1)
    scaled = np.linalg.norm(unit(vectors), axis=-1)
    assert np.allclose(scaled[lengths > 1e-6], 1, atol=1e-4)
    assert not scaled[~vectors.any(axis=-1)].any()
