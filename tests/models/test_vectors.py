"""Vectors at unit length, and their cosines."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from numpy.typing import NDArray

from models.vectors import cosines, unit


@given(
    arrays(np.float32, array_shapes(min_dims=1, max_dims=2), elements={"min_value": -1000, "max_value": 1000})
)
def test_vectors_come_to_unit_length_but_those_of_zeros(vectors: NDArray[np.float32]) -> None:
    lengths = np.linalg.norm(vectors, axis=-1)
    scaled = np.linalg.norm(unit(vectors), axis=-1)
    assert np.allclose(scaled[lengths > 1e-6], 1, atol=1e-4)
    assert not scaled[~vectors.any(axis=-1)].any()


@given(st.data(), st.integers(1, 5))
def test_cosines_are_the_products_of_vectors_at_unit_length(data: st.DataObject, values: int) -> None:
    one, other = (
        data.draw(arrays(np.float32, (count, values), elements={"min_value": -100, "max_value": 100}))
        for count in (2, 3)
    )
    assert np.allclose(cosines(one, other), unit(one) @ unit(other).T, atol=1e-4)


def test_the_cosine_with_a_vector_of_zeros_is_zero() -> None:
    assert not cosines(np.zeros((1, 4), np.float32), np.ones((2, 4), np.float32)).any()
