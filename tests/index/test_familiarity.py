"""What is familiar to an encoder."""

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from index.encoder import Encoder
from index.familiarity import Familiarity
from models.network import Network
from tests.conftest import demo_pictures


@pytest.fixture(scope="module")
def features() -> NDArray[np.float32]:
    """Points around forty centres."""
    random = np.random.default_rng(0)
    near = random.normal(size=(40, 64)).repeat(20, axis=0) + 0.3 * random.normal(size=(800, 64))
    unit: NDArray[np.float32] = (near / np.linalg.norm(near, axis=1, keepdims=True)).astype(np.float32)
    return unit


def test_all_that_was_fitted_on_is_known_before_and_after_storing(features: NDArray[np.float32]) -> None:
    fitted = Familiarity.fit(features, seed=0)
    again = Familiarity.from_arrays(fitted.arrays())
    assert all(fitted.knows(feature) and again.knows(feature) for feature in features)


def test_what_lies_elsewhere_is_not_known(features: NDArray[np.float32]) -> None:
    fitted = Familiarity.fit(features, seed=0)
    assert not any(fitted.knows(other) for other in np.random.default_rng(1).normal(size=(50, 64)))


def test_noise_and_empty_pictures_are_unfamiliar_and_designs_are_not() -> None:
    network = Network()
    encoder = Encoder.of(network)
    random = np.random.default_rng(0)
    odd = [Image.fromarray(random.integers(0, 255, (400, 300, 3), dtype=np.uint8)) for _ in range(3)]
    odd += [Image.new("RGB", (300, 400), colour) for colour in ("white", "grey")]
    designs = [Image.open(path).convert("RGB") for path in demo_pictures(12)]
    assert not any(encoder.knows(feature) for feature in network.features(odd))
    assert all(encoder.knows(feature) for feature in network.features(designs))
