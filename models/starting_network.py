"""What training starts from and learns to keep: ImageNet features of clean pictures, without any training of ours.

EfficientNet-Lite0 seen two ways makes the feature E (2048 values, unit length):

- cut, 1280 values: the last map, generalised-mean pooled, of the picture in grey with its foreground darkened.
  Deep layers tell shapes apart; without colour, a design and its colourways meet.
- print, 768 values: mean and standard deviation of two early maps over the foreground of the picture in colour.
  Early layers see colour and texture; leaving the background out keeps the garment's outline from speaking.

It tells drawings apart but is lost on photos. `models.feature_network` is the network that ships.
"""

import torch
from torch import Tensor, nn
from torch.nn.functional import avg_pool2d, normalize

from models.backbone import EfficientNetLite0
from models.pooling import foreground, generalised_mean, statistics

PRINT_BLOCKS = {2: 4, 5: 16}
"""Blocks whose wide maps speak for print, with the stride of their maps."""

_DARKENING = 0.4


class StartingNetwork(nn.Module):
    """Pictures to features: uint8 (n, side, side, 3) to float32 (n, 2048).

    Args:
        backbone: as `pretrained_backbone` gives it.
    """

    def __init__(self, backbone: EfficientNetLite0) -> None:
        super().__init__()
        self.backbone = backbone

    def forward(self, pictures: Tensor) -> Tensor:
        """The feature E; its two parts have equal length."""
        pixels = pictures.permute(0, 3, 1, 2).float()
        ground = foreground(pixels)
        cut = normalize(generalised_mean(self._last_map(_shape_alone(pixels, ground))))
        print_ = normalize(torch.cat(self._print_statistics(pixels, ground), 1))
        return torch.cat([cut, print_], 1) / 2**0.5

    def _last_map(self, pixels: Tensor) -> Tensor:
        maps = self.backbone.stem(pixels)
        for block in self.backbone.blocks:
            maps = block(maps)
        return self.backbone.last(maps)

    def _print_statistics(self, pixels: Tensor, ground: Tensor) -> list[Tensor]:
        maps = self.backbone.stem(pixels)
        found: list[Tensor] = []
        for number in range(max(PRINT_BLOCKS) + 1):
            block = self.backbone.blocks[number]
            wide = block.widened(maps)
            if number in PRINT_BLOCKS:
                found += statistics(wide, avg_pool2d(ground, PRINT_BLOCKS[number]))
            maps = block.narrowed(wide, maps)
        return found


def _shape_alone(pixels: Tensor, ground: Tensor) -> Tensor:
    """The picture in grey on white, its foreground darkened, so that shape outweighs colour."""
    weights = pixels.new_tensor([0.299, 0.587, 0.114])[:, None, None]
    darkness = 255.0 - (pixels * weights).sum(1, keepdim=True)
    shape = 255.0 - ground * (_DARKENING * 200.0 + (1 - _DARKENING) * darkness)
    return shape.expand(-1, 3, -1, -1)
