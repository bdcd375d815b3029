"""A training of the locator in a few steps, for real."""

from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from models.export import export_locator
from models.locator import Locator
from models.locator_network import Located, LocatorNetwork
from models.network import Network
from models.training import locator as training
from models.training.locator import Examples, make_examples, terms, train
from tests.conftest import demo_pictures

HELD_BACK = 12


@pytest.fixture(scope="module")
def examples() -> Examples:
    return make_examples(Network(), demo_pictures(3), range(40))


def test_examples_are_the_same_for_the_same_numbers(examples: Examples) -> None:
    again = make_examples(Network(), demo_pictures(3), range(7, 9))
    assert np.array_equal(again.corners, examples.corners[7:9])
    assert np.array_equal(again.middle, examples.middle[7:9])
    assert examples.middle.shape[1:] == (112, 14, 14)
    assert examples.deep.shape[1:] == (320, 7, 7)
    assert len(Examples.joined([examples, again]).aspect) == 42


def test_training_learns_where_the_pictures_lie(examples: Examples, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "HELD_BACK", HELD_BACK)
    monkeypatch.setattr(training, "BATCH", 16)
    rows = np.arange(HELD_BACK, 40)
    middle, deep, corners, aspect = examples.tensors(rows)
    with torch.no_grad():
        before, _, _ = terms(LocatorNetwork().eval()(middle, deep), corners, aspect)
    *_, (network, line) = train(examples, 60)
    assert "held back" in line
    with torch.no_grad():
        after, error, _ = terms(network.eval()(middle, deep), corners, aspect)
    assert after < before - 0.5
    assert error.mean() < 0.15


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


def test_the_export_says_what_the_locator_says(examples: Examples, tmp_path: Path) -> None:
    torch.manual_seed(1)
    network = LocatorNetwork().eval()
    export_locator(network, tmp_path / "locator.onnx")
    middle, deep, *_ = examples.tensors(np.array([0]))
    with torch.no_grad():
        said = network(middle, deep)
    place = Locator(tmp_path / "locator.onnx").place([middle[0].numpy(), deep[0].numpy()], (224, 224), 224)
    wanted = (said.corners[0].numpy() + 1) * 112
    if place is None:
        assert said.error.mean() > 0.1
    else:
        wanted = np.roll(wanted, int(said.turn.argmax()), axis=0)
        assert np.abs(place.corners - wanted).max() < 1
