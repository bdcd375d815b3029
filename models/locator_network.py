"""The locator in torch, for training and export; the program itself runs its ONNX export (`models/locator.py`).

It has a backbone of its own, without the last map: what tells where a sheet ends is not what tells designs apart, and
each network can be trained without the other.
"""

from collections.abc import Mapping
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn.functional import interpolate, pixel_unshuffle, relu

from models.backbone import DEEP, EfficientNetLite0, laid_out
from models.locator import SIDE

_FINE, _MIDDLE = 40, 112
_FINE_BLOCK, _MIDDLE_BLOCK = 4, 10
"""Blocks of the backbone whose maps it looks at beside the last one's; their cells are 8, 16 and 32 pixels wide."""

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
    """Photos letterboxed to `SIDE`, uint8 (n, SIDE, SIDE, 3), to the place of the picture in each.

    The maps meet at the middle one's 8 × 8 cells.
    """

    start: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.backbone = EfficientNetLite0()
        del self.backbone._head
        self.fine = nn.Conv2d(_FINE, _FOLDED, 1)
        self.folded = nn.Conv2d(4 * _FOLDED, _WIDTH, 1)
        self.middle = nn.Conv2d(_MIDDLE, _WIDTH, 1)
        self.deep = nn.Conv2d(DEEP, _WIDTH, 1)
        self.around = nn.ModuleList(nn.Conv2d(_WIDTH, _WIDTH, 3, padding=1) for _ in range(3))
        self.narrow = nn.Conv2d(_WIDTH, _NARROW, 1)
        self.answer = nn.Sequential(
            nn.Linear(_NARROW * _CELLS**2, _HIDDEN), nn.ReLU(), nn.Dropout(0.15), nn.Linear(_HIDDEN, 21)
        )
        self.register_buffer("start", torch.tensor([[-0.6, -0.6], [0.6, -0.6], [0.6, 0.6], [-0.6, 0.6]]))

    def begin_with(self, weights: Mapping[str, Tensor]) -> None:
        """Take the backbone of a feature network, given that one's weights by their names."""
        kept = self.backbone.state_dict()
        self.backbone.load_state_dict({name: weights[f"backbone.{name}"] for name in kept})

    def forward(self, photos: Tensor) -> Located:
        """Locate; dropout is on in training only."""
        fine, middle, deep = (maps / scale for maps, scale in zip(self._maps(photos), _SCALES, strict=True))
        cells = self.middle(middle) + interpolate(self.deep(deep), scale_factor=2.0, mode="nearest")
        cells = relu(cells + self.folded(pixel_unshuffle(relu(self.fine(fine)), 2)))
        for convolution in self.around:
            cells = cells + relu(convolution(cells))
        said = self.answer(relu(self.narrow(cells)).flatten(1))
        error = said[:, 8:16].unflatten(1, (4, 2)).clamp(_FEWEST_LOG, _MOST_LOG).exp()
        return Located(said[:, :8].unflatten(1, (4, 2)) + self.start, error, said[:, 16:20], said[:, 20])

    def _maps(self, photos: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        maps = self.backbone.stem(laid_out(photos.permute(0, 3, 1, 2).float()))
        shown: list[Tensor] = []
        for number, block in enumerate(self.backbone.blocks):
            maps = block(maps)
            if number in (_FINE_BLOCK, _MIDDLE_BLOCK):
                shown.append(maps)
        fine, middle = shown
        return fine, middle, maps
