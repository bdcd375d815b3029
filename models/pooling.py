"""From maps to vectors: pooling shared by the starting and the trained network."""

import torch
from torch import Tensor

_POWER = 3.0
_FOREGROUND_CONTRAST = 24.0
_EDGE = 4


def generalised_mean(maps: Tensor) -> Tensor:
    """Pool maps (n, c, h, w) to (n, c) by a mean that favours strong responses (Radenović et al., TPAMI 2019)."""
    return maps.clamp(min=1e-6).pow(_POWER).mean((2, 3)).pow(1 / _POWER)


def foreground(pixels: Tensor) -> Tensor:
    """How far each pixel stands out from the picture's edge, as float32 (n, 1, side, side) in 0 to 1."""
    edges = (
        pixels[:, :, :_EDGE].flatten(2),
        pixels[:, :, -_EDGE:].flatten(2),
        pixels[:, :, :, :_EDGE].flatten(2),
        pixels[:, :, :, -_EDGE:].flatten(2),
    )
    ground = torch.cat(edges, 2).mean(2)[:, :, None, None]
    apart = (pixels - ground).abs()
    # Once exported, this is faster than a maximum over an axis.
    most = torch.maximum(torch.maximum(apart[:, :1], apart[:, 1:2]), apart[:, 2:])
    return (most / _FOREGROUND_CONTRAST).clamp(0, 1)


def statistics(maps: Tensor, weights: Tensor) -> list[Tensor]:
    """Mean and standard deviation (n, c) of each channel of maps (n, c, h, w) under weights (n, 1, h, w)."""
    columns = weights.flatten(2).transpose(1, 2) + 1e-4
    shares = columns / columns.sum(1, keepdim=True)
    values = maps.flatten(2)
    mean = (values @ shares)[:, :, 0]
    variance = (values.square() @ shares)[:, :, 0] - mean.square()
    return [mean, (variance.clamp(min=0) + 1e-8).sqrt()]
