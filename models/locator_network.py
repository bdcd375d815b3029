"""The locator in torch, for training and export; the program itself runs its ONNX export (`models/locator.py`)."""

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn.functional import pixel_unshuffle, relu

MIDDLE, DEEP = 112, 320
"""Channels of the backbone's maps it looks at, of 14 × 14 and of 7 × 7 cells."""

_CELLS = 7
_SCALES = 3.0, 6.0
"""About the deviation of each map's values."""

_WIDTH, _NARROW, _HIDDEN = 128, 64, 256
_FEWEST_LOG, _MOST_LOG = -6.0, 3.0


class Located(NamedTuple):
    """What the locator says of each photo.

    Attributes:
        corners: (n, 4, 2) in the letterboxed square, from -1 to 1, clockwise from any of them.
        error: (n, 4, 2), how far each coordinate is expected to be off.
        turn: (n, 4) logits; k where corner i is the corner i + k of the picture, clockwise from its own top left.
        aspect: (n,) logarithm of the length of the first side, of the picture as it is, over that of the second.
    """

    corners: Tensor
    error: Tensor
    turn: Tensor
    aspect: Tensor


class LocatorNetwork(nn.Module):
    """Maps of a photo to the place of the picture in it: float32 (n, 112, 14, 14) and (n, 320, 7, 7)."""

    start: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.middle = nn.Conv2d(MIDDLE, _NARROW, 1)
        self.folded = nn.Conv2d(4 * _NARROW, _WIDTH, 1)
        self.deep = nn.Conv2d(DEEP, _WIDTH, 1)
        self.around = nn.ModuleList(nn.Conv2d(_WIDTH, _WIDTH, 3, padding=1) for _ in range(2))
        self.narrow = nn.Conv2d(_WIDTH, _NARROW, 1)
        self.answer = nn.Sequential(
            nn.Linear(_NARROW * _CELLS**2, _HIDDEN), nn.ReLU(), nn.Dropout(0.15), nn.Linear(_HIDDEN, 21)
        )
        self.register_buffer("start", torch.tensor([[-0.6, -0.6], [0.6, -0.6], [0.6, 0.6], [-0.6, 0.6]]))

    def forward(self, middle: Tensor, deep: Tensor) -> Located:
        """Locate; dropout is on in training only."""
        fine = pixel_unshuffle(relu(self.middle(middle / _SCALES[0])), 2)
        cells = relu(self.folded(fine) + self.deep(deep / _SCALES[1]))
        for convolution in self.around:
            cells = cells + relu(convolution(cells))
        said = self.answer(relu(self.narrow(cells)).flatten(1))
        error = said[:, 8:16].unflatten(1, (4, 2)).clamp(_FEWEST_LOG, _MOST_LOG).exp()
        return Located(said[:, :8].unflatten(1, (4, 2)) + self.start, error, said[:, 16:20], said[:, 20])
