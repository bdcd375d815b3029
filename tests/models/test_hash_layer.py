"""The hash layer's arrays and parts."""

import numpy as np
import pytest

from models.hash_layer import HashLayer

LAYER = HashLayer(np.eye(4, 3, dtype=np.float32), np.array([0, 0, 1], np.float32), 2)


def test_the_outputs_for_cut_come_before_those_for_print() -> None:
    features = np.array([[0.5, -0.5, 2.0, 9.0]], np.float32)
    cut, print_ = LAYER.parts(features)
    assert np.allclose(cut, np.tanh([[0.5, -0.5]]))
    assert np.allclose(print_, np.tanh([[3.0]]))


def test_a_layer_comes_back_from_its_arrays() -> None:
    again = HashLayer.from_arrays(LAYER.arrays())
    assert again.cut == LAYER.cut
    assert np.array_equal(again.weight, LAYER.weight)
    assert np.array_equal(again.bias, LAYER.bias)


def test_arrays_of_another_shape_are_refused() -> None:
    with pytest.raises(ValueError, match="do not fit together"):
        HashLayer.from_arrays(LAYER.arrays() | {"bias": np.zeros(2, np.float32)})
    with pytest.raises(ValueError, match="has no array"):
        HashLayer.from_arrays({"weight": LAYER.weight})
