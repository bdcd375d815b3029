"""Pooling, beside values worked out by hand."""

import torch

from models.pooling import foreground, generalised_mean, statistics


def test_statistics_are_those_of_the_weighted_pixels_alone() -> None:
    maps = torch.tensor([[[[1.0, 3.0], [10.0, 10.0]]]])
    weights = torch.tensor([[[[1.0, 1.0], [0.0, 0.0]]]])
    mean, deviation = statistics(maps, weights)
    assert torch.allclose(mean, torch.tensor([[2.0]]), atol=0.02)
    assert torch.allclose(deviation, torch.tensor([[1.0]]), atol=0.02)


def test_a_generalised_mean_lies_between_the_mean_and_the_largest() -> None:
    maps = torch.tensor([[[[0.0, 2.0]], [[1.0, 1.0]]]])
    pooled = generalised_mean(maps)[0]
    assert 1.0 < pooled[0] < 2.0
    assert torch.isclose(pooled[1], torch.tensor(1.0))


def test_the_foreground_is_what_stands_out_from_the_edge() -> None:
    pixels = torch.full((1, 3, 32, 32), 250.0)
    pixels[:, 0, 12:20, 12:20] = 10.0
    found = foreground(pixels)[0, 0]
    assert found[12:20, 12:20].min() == 1.0
    assert found.sum() == 64.0
