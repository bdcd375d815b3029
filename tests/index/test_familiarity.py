"""What is familiar to an encoder."""

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from index.encoder import Encoder
from index.familiarity import Familiarity
from models.network import Network
from tests.conftest import demo_pictures

SIDE = 64


@pytest.fixture(scope="module")
def features() -> NDArray[np.float32]:
    """Points that differ in five directions, and next to nothing in the others."""
    random = np.random.default_rng(0)
    near = (
        1
        + random.normal(size=(800, 5)) @ random.normal(size=(5, SIDE))
        + 0.01 * random.normal(size=(800, SIDE))
    )
    unit: NDArray[np.float32] = (near / np.linalg.norm(near, axis=1, keepdims=True)).astype(np.float32)
    return unit


def known(familiarity: Familiarity, features: NDArray[np.float32]) -> float:
    return float(np.mean([familiarity.knows(feature) for feature in features]))


def test_what_was_fitted_on_is_known_before_and_after_storing(features: NDArray[np.float32]) -> None:
    fitted = Familiarity.fit(features)
    again = Familiarity.from_arrays(fitted.arrays())
    assert known(fitted, features) >= 0.998
    assert known(again, features) == known(fitted, features)


def test_so_is_what_differs_in_the_same_directions(features: NDArray[np.float32]) -> None:
    fitted = Familiarity.fit(features[:400])
    assert known(fitted, features[400:]) > 0.98


def test_what_differs_in_others_is_not_known(features: NDArray[np.float32]) -> None:
    fitted = Familiarity.fit(features)
    other = features + 0.1 * np.random.default_rng(1).normal(size=features.shape).astype(np.float32)
    assert known(fitted, other) == 0


def test_a_users_own_pictures_are_known_as_well_and_what_was_known_stays_so(
    features: NDArray[np.float32],
) -> None:
    fitted = Familiarity.fit(features)
    own = features + 0.1 * np.random.default_rng(1).normal(size=features.shape).astype(np.float32)
    widened = fitted.widened(own)
    assert known(widened, own) > 0.99
    assert known(widened, features) == 1
    assert fitted.widened(features).most == fitted.most


def test_empty_pictures_and_pages_of_text_are_unfamiliar_and_designs_are_not() -> None:
    network = Network()
    familiarity = Encoder.of(network).familiarity
    odd = [Image.new("RGB", (300, 400), colour) for colour in ("white", "grey", "red")]
    odd.append(Image.new("RGB", (400, 500), "white"))
    lines = "\n".join(f"{count} pieces of each size in navy and in coral, please" for count in range(30))
    ImageDraw.Draw(odd[-1]).multiline_text((20, 20), lines, "black")
    designs = [Image.open(path).convert("RGB") for path in demo_pictures(12)]
    assert known(familiarity, network.features(odd)) == 0
    assert known(familiarity, network.features(designs)) == 1
