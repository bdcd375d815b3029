"""A training of the locator in a few steps, for real."""

from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from models.export import export_locator, exported_weights
from models.letterbox import letterbox
from models.locator import SIDE as LOCATING_SIDE
from models.locator import Locator, Place, in_photo, straightened
from models.locator_network import Located, LocatorNetwork
from models.network import BACKBONE, NETWORK_DIR
from models.training import locator as training
from models.training.locator import LOOKS, Examples, changed, make_examples, nearer, terms, train
from tests.conftest import demo_pictures
from tests.models.photographed import SIDE, TILTED, difference, drawing, photo_of


@pytest.fixture(scope="module")
def examples() -> Examples:
    return make_examples(demo_pictures(3), range(20))


def test_examples_are_the_same_for_the_same_numbers(examples: Examples) -> None:
    again = make_examples(demo_pictures(3), range(7, 9))
    assert np.array_equal(again.corners, examples.corners[7 * LOOKS : 9 * LOOKS])
    assert np.array_equal(again.pictures, examples.pictures[7 * LOOKS : 9 * LOOKS])
    assert examples.pictures.shape == (20 * LOOKS, 128, 128, 3)
    assert len(Examples.joined([examples, again]).aspect) == 22 * LOOKS


@pytest.mark.parametrize("seed", range(6))
def test_the_picture_lies_at_the_corners_in_a_changed_photo_too(seed: int) -> None:
    picture = drawing(7)
    photo, place = photo_of(picture, TILTED)
    seen, corners = changed(photo, place.corners, np.random.default_rng(seed))
    flat = straightened(seen, Place(corners, place.aspect), 224)
    upright = picture.resize(flat.size, Image.Resampling.LANCZOS)
    mirrored = upright.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    assert max(seen.size) < max(photo.size)
    assert min(difference(flat, upright), difference(flat, mirrored)) < 0.3 * difference(upright, mirrored)


@pytest.mark.parametrize("seed", range(6))
def test_from_nearer_by_the_picture_is_larger_and_lies_at_its_corners(seed: int) -> None:
    picture = drawing(7)
    photo, place = photo_of(picture, TILTED)
    seen, corners = nearer(photo, place, np.random.default_rng(seed))
    flat = straightened(seen, Place(corners, place.aspect), 96)
    upright = picture.resize(flat.size, Image.Resampling.LANCZOS)
    upside_down = upright.transpose(Image.Transpose.ROTATE_180)
    assert difference(flat, upright) < 0.7 * difference(upright, upside_down)
    assert np.ptp(corners, axis=0).max() / max(seen.size) > np.ptp(place.corners, axis=0).max() / SIDE


def test_training_learns_where_the_pictures_lie(examples: Examples, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "BATCH", 16)
    monkeypatch.setattr(training, "REPORTS", 2)
    pictures, corners, aspect = examples.tensors(np.arange(len(examples.aspect)))
    network = LocatorNetwork()
    network.begin_with(exported_weights(NETWORK_DIR / BACKBONE))
    with torch.no_grad():
        before, _, _ = terms(network.eval()(pictures), corners, aspect)
    *_, line = train(network, examples, examples, 40)
    assert "held back" in line
    with torch.no_grad():
        after, error, _ = terms(network.eval()(pictures), corners, aspect)
    assert after < before - 0.5
    assert error.mean() < 0.15


def test_training_goes_on_from_an_exported_locator(tmp_path: Path) -> None:
    torch.manual_seed(2)
    network, again = LocatorNetwork(), LocatorNetwork()
    export_locator(network, tmp_path / "locator.onnx")
    again.load_state_dict(exported_weights(tmp_path / "locator.onnx"))
    for name, weights in network.state_dict().items():
        assert torch.allclose(again.state_dict()[name], weights, rtol=1e-3, atol=1e-6)


@given(turn=st.integers(0, 3), begun=st.integers(0, 3))
def test_it_may_begin_with_any_corner_if_it_says_which(turn: int, begun: int) -> None:
    corners = torch.tensor([[[-0.5, -0.4], [0.5, -0.4], [0.5, 0.4], [-0.5, 0.4]]]).roll(turn, 1)
    aspect = torch.tensor([0.7])
    said = Located(
        corners.roll(-begun, 1),
        torch.full((1, 4, 2), 0.05),
        10.0 * torch.eye(4)[begun][None],
        aspect if begun % 2 == 0 else -aspect,
    )
    loss, error, right = terms(said, corners, aspect)
    assert int(right) == begun
    assert float(error) == 0
    assert float(loss) == pytest.approx(np.log(0.05), abs=1e-3)


def test_the_export_says_what_the_locator_says(tmp_path: Path) -> None:
    torch.manual_seed(1)
    network = LocatorNetwork().eval()
    export_locator(network, tmp_path / "locator.onnx")
    photo, _ = photo_of(drawing(7), TILTED)
    square = letterbox(photo, LOCATING_SIDE, roughly=True)
    with torch.no_grad():
        said = network(torch.tensor(square[None]))
    found = Locator(tmp_path / "locator.onnx").find(photo)
    turn = int(said.turn.argmax())
    wanted = in_photo(np.roll(said.corners[0].double().numpy(), turn, axis=0), photo.size)
    assert np.abs(found.place.corners - wanted).max() < 0.01 * SIDE
    assert np.log(found.place.aspect) == pytest.approx(float(said.aspect) * (-1) ** turn, abs=0.02)
    assert found.error == pytest.approx(float(said.error.mean()), rel=0.02)
    assert found.turns == pytest.approx(said.turn[0].softmax(0).numpy(), abs=0.01)
