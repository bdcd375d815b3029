"""Layers of which some outputs look at cut and others at print."""

import numpy as np

from models.hash_layer import HashLayer

LAYER = HashLayer(
    np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 0, 1]], np.float32), np.zeros(3, np.float32), 2
)


def test_either_part_of_the_feature_speaks_for_its_own_outputs_alone() -> None:
    assert LAYER.looks_at(cut=True) == slice(0, 2)
    assert LAYER.looks_at(cut=False) == slice(2, 4)


def test_one_part_alone_says_what_it_says_beside_the_other() -> None:
    features = np.random.default_rng(0).normal(size=(5, 4)).astype(np.float32)
    cut, print_ = LAYER.parts(features)
    assert np.allclose(LAYER.part(features, cut=True), cut)
    assert np.allclose(LAYER.part(features, cut=False), print_)
