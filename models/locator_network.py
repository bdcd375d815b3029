"""The locator in torch, for training and export; the program itself runs its ONNX export (`models/locator.py`)."""

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn.functional import interpolate, pixel_unshuffle, relu

from models.locator import SIDE

FINE, MIDDLE, DEEP = 40, 112, 320
"""Channels of the backbone's maps it looks at, whose cells are 8, 16 and 32 pixels wide."""

_CELLS = SIDE // 16
_SCALES = 3.0, 3.0, 6.0
"""About the deviation of each map's values."""

_WIDTH, _FOLDED, _NARROW, _HIDDEN = 96, 24, 32, 256
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
    """Maps of a photo to the place of the picture in it, at the middle map's 8 × 8 cells.

    They are float32 (n, 40, 16, 16), (n, 112, 8, 8) and (n, 320, 4, 4).
    """

    start: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.fine = nn.Conv2d(FINE, _FOLDED, 1)
        self.folded = nn.Conv2d(4 * _FOLDED, _WIDTH, 1)
        self.middle = nn.Conv2d(MIDDLE, _WIDTH, 1)
        self.deep = nn.Conv2d(DEEP, _WIDTH, 1)
        self.around = nn.ModuleList(nn.Conv2d(_WIDTH, _WIDTH, 3, padding=1) for _ in range(3))
        self.narrow = nn.Conv2d(_WIDTH, _NARROW, 1)
        self.answer = nn.Sequential(
            nn.Linear(_NARROW * _CELLS**2, _HIDDEN), nn.ReLU(), nn.Dropout(0.15), nn.Linear(_HIDDEN, 21)
        )
        self.register_buffer("start", torch.tensor([[-0.6, -0.6], [0.6, -0.6], [0.6, 0.6], [-0.6, 0.6]]))

    def forward(self, fine: Tensor, middle: Tensor, deep: Tensor) -> Located:
        """Locate; dropout is on in training only."""
        fine, middle, deep = (maps / scale for maps, scale in zip((fine, middle, deep), _SCALES, strict=True))
        cells = self.middle(middle) + interpolate(self.deep(deep), scale_factor=2.0, mode="nearest")
        cells = relu(cells + self.folded(pixel_unshuffle(relu(self.fine(fine)), 2)))
        for convolution in self.around:
            cells = cells + relu(convolution(cells))
        said = self.answer(relu(self.narrow(cells)).flatten(1))
        error = said[:, 8:16].unflatten(1, (4, 2)).clamp(_FEWEST_LOG, _MOST_LOG).exp()
        return Located(said[:, :8].unflatten(1, (4, 2)) + self.start, error, said[:, 16:20], said[:, 20])
