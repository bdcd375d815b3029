"""Each term beside its value worked out by hand."""

import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from models.similarity import NONE
from models.training.losses import ClassContrast, Distillation, instance_contrast, spreading

EAST, NORTH, WEST = (torch.tensor(v) for v in ([1.0, 0.0], [0.0, 1.0], [-1.0, 0.0]))


def test_a_pair_stands_against_each_picture_of_another_instance() -> None:
    features, instances = torch.stack([EAST, EAST, NORTH]), torch.tensor([7, 7, 8])
    apart = math.log(1 + math.exp(-1 / 0.5))
    assert instance_contrast(features, instances, 0.5).item() == pytest.approx(apart, rel=1e-5)


def test_remembered_pictures_stand_against_every_pair() -> None:
    features, instances = torch.stack([EAST, EAST, WEST, WEST]), torch.tensor([0, 0, 1, 1])
    alone = instance_contrast(features, instances, 1.0)
    beside_a_twin = instance_contrast(features, instances, 1.0, EAST[None])
    east = math.log(1 + (2 * math.exp(-1) + math.exp(1)) / math.exp(1))
    west = math.log(1 + (2 * math.exp(-1) + math.exp(-1)) / math.exp(1))
    assert alone.item() == pytest.approx(math.log(1 + 2 * math.exp(-2)), rel=1e-5)
    assert beside_a_twin.item() == pytest.approx((east + west) / 2, rel=1e-5)


def test_what_a_picture_itself_was_remembered_as_does_not_stand_against_it() -> None:
    features, instances = torch.stack([EAST, EAST]), torch.tensor([0, 0])
    others = torch.stack([EAST, NORTH])
    told = instance_contrast(features, instances, 1.0, others, is_other=torch.tensor([[False, True]] * 2))
    assert told.item() == pytest.approx(instance_contrast(features, instances, 1.0, others[1:]).item())
    assert told < instance_contrast(features, instances, 1.0, others)


@given(st.integers(0, 1000))
def test_the_order_of_the_pictures_does_not_matter(seed: int) -> None:
    torch.manual_seed(seed)
    features = torch.nn.functional.normalize(torch.randn(8, 5))
    instances, turn = torch.tensor([0, 0, 1, 1, 2, 2, 3, 4]), torch.randperm(8)
    straight = instance_contrast(features, instances, 0.1)
    turned = instance_contrast(features[turn], instances[turn], 0.1)
    assert straight.item() == pytest.approx(turned.item(), rel=1e-4, abs=1e-6)


def test_spreading_looks_at_the_nearest_neighbour_alone() -> None:
    assert spreading(torch.stack([EAST, WEST])).item() == pytest.approx(-math.log(2), rel=1e-5)
    assert spreading(torch.stack([EAST, NORTH, WEST])).item() == pytest.approx(-math.log(2**0.5), rel=1e-5)


def test_a_picture_of_no_known_class_pulls_no_centre() -> None:
    contrast = ClassContrast(2, 3)
    features = torch.stack([EAST, NORTH])
    both = contrast(features, torch.tensor([1, NONE]))
    assert both.item() == pytest.approx(contrast(EAST[None], torch.tensor([1])).item())


def test_distillation_is_nought_where_the_look_out_sees_what_the_start_saw() -> None:
    targets = torch.randn(50, 4, generator=torch.Generator().manual_seed(0))
    kept = Distillation(4, 4)
    kept.standardise(targets)
    with torch.no_grad():
        kept.linear.weight.copy_(torch.eye(4))
        kept.linear.bias.zero_()
    seen = (targets - kept.mean) * kept.scale
    assert kept(seen, targets).item() == pytest.approx(0.0, abs=1e-6)
    assert kept(-seen, targets).item() == pytest.approx(2.0, abs=1e-6)
