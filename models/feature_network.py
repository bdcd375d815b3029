"""The feature network in torch, for training and export; the program itself runs its ONNX export.

One pass of EfficientNet-Lite0 makes the feature E (2048 values, unit length):

- cut, 1280 values, from the last map, generalised-mean pooled: deep layers tell shapes apart.
- print, 768 values, from mean and standard deviation of two early maps and a middle one over the garment, and from the
  last map: early layers see colour and texture, later ones know motifs. Where the garment lies is learned; it starts
  as what stands out from the picture's edge.

Each part is a linear map of its standardised values that starts as the identity (cut) or as the early maps alone
(print), so that training starts at what the ImageNet weights know.
"""

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn.functional import avg_pool2d, interpolate, normalize

from models.backbone import CHANNELS, EfficientNetLite0, at_once, fast_precision, laid_out
from models.pooling import foreground, generalised_mean, statistics

CUT = slice(0, 1280)
PRINT = slice(1280, 2048)
SIDE = 224

FROZEN_BLOCKS = 2
"""The first blocks see edges and colours, in any data; training leaves them as they are, which saves a third of it."""

_EARLY_BLOCKS = {2: 4, 5: 16}
"""Blocks whose wide maps speak for print, with the stride of their maps."""

_GARMENT_BLOCK, _GARMENT_STRIDE = 10, 16
_EARLY, _MIDDLE = 2 * (144 + 240), 2 * 112
_CERTAINTY = 3.0


class FeatureNetwork(nn.Module):
    """Pictures to features: uint8 (n, side, side, 3) to float32 (n, 2048).

    Args:
        backbone: an EfficientNet-Lite0.
        frozen: how many of its first blocks training leaves as they are.
    """

    def __init__(self, backbone: EfficientNetLite0, frozen: int = FROZEN_BLOCKS) -> None:
        super().__init__()
        self.backbone = backbone
        self._frozen = frozen
        self.garment = nn.Conv2d(_MIDDLE // 2, 1, 1)
        nn.init.zeros_(self.garment.weight)
        self.contrast = nn.Parameter(torch.tensor(_CERTAINTY))
        self.cut = Part(CHANNELS, CUT.stop - CUT.start)
        self.print = Part(_EARLY + _MIDDLE + CHANNELS, PRINT.stop - PRINT.start)
        for module in (backbone._stem, *backbone.blocks[:frozen]):
            module.requires_grad_(False)

    def forward(self, pictures: Tensor) -> Tensor:
        """The feature E; its two parts have equal length."""
        cut, print_ = self.pooled(pictures)
        return torch.cat([self.cut(cut), self.print(print_)], 1) / 2**0.5

    def pooled(self, pictures: Tensor) -> tuple[Tensor, Tensor]:
        """What the parts for cut and print are made from: (n, 1280) and (n, 2272)."""
        pixels = laid_out(pictures.permute(0, 3, 1, 2).float())
        maps, shown = self._first(pixels)
        maps, more = self._behind(maps, range(self._frozen, len(self.backbone.blocks)))
        shown |= more
        deep = generalised_mean(self.backbone.last(maps))
        middle = shown[_GARMENT_BLOCK]
        garment = self.garment(middle) + self.contrast * (
            2 * avg_pool2d(foreground(pixels), _GARMENT_STRIDE) - 1
        )
        found: list[Tensor] = []
        for number, stride in _EARLY_BLOCKS.items():
            found += statistics(shown[number], _at_stride(garment, stride).sigmoid())
        return deep, torch.cat([*found, *statistics(middle, garment.sigmoid()), deep], 1)

    def _first(self, pixels: Tensor) -> tuple[Tensor, dict[int, Tensor]]:
        """As `_behind`, of the frozen blocks."""
        numbers = range(self._frozen)
        with torch.no_grad():
            if not self.training:
                return self._behind(self.backbone.stem(pixels), numbers)
            with fast_precision():
                parts = [self._behind(self.backbone.stem(few), numbers) for few in at_once(pixels)]
            maps, shown = zip(*parts, strict=True)
            joined = {number: torch.cat([each[number] for each in shown]).float() for number in shown[0]}
            return torch.cat(maps).float(), joined

    def _behind(self, maps: Tensor, numbers: range) -> tuple[Tensor, dict[int, Tensor]]:
        """The maps behind some blocks, and by their numbers those on the way that parts are made from."""
        shown: dict[int, Tensor] = {}
        for number in numbers:
            block = self.backbone.blocks[number]
            wide = block.widened(maps)
            maps = block.narrowed(wide, maps)
            if number in _EARLY_BLOCKS:
                shown[number] = wide
            elif number == _GARMENT_BLOCK:
                shown[number] = maps
        return maps, shown


def _at_stride(garment: Tensor, stride: int) -> Tensor:
    if stride == _GARMENT_STRIDE:
        return garment
    return interpolate(garment, scale_factor=_GARMENT_STRIDE / stride, mode="bilinear", align_corners=False)


class Part(nn.Module):
    """One part of E: standardised values, a linear map that starts as the identity on the first, unit length."""

    mean: Tensor
    scale: Tensor

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.register_buffer("mean", torch.zeros(inputs))
        self.register_buffer("scale", torch.ones(inputs))
        self.linear = nn.Linear(inputs, outputs)
        nn.init.zeros_(self.linear.bias)
        with torch.no_grad():
            self.linear.weight.copy_(torch.eye(outputs, inputs))

    @torch.no_grad()
    def standardise(self, values: Tensor) -> None:
        """Take mean and deviation from a sample of values (m, inputs); rare values are not blown up."""
        deviation = values.std(0)
        self.mean.copy_(values.mean(0))
        self.scale.copy_(1 / deviation.clamp(min=0.5 * float(deviation.median())))

    def forward(self, values: Tensor) -> Tensor:
        """Values (n, inputs) to a unit vector each (n, outputs)."""
        return normalize(self.linear((values - self.mean) * self.scale))


@torch.no_grad()
def standardise(network: FeatureNetwork, batches: Sequence[Tensor]) -> None:
    """Set both parts' means and deviations from pictures, uint8 (n, side, side, 3) a batch."""
    cut, print_ = zip(*(network.pooled(pictures) for pictures in batches), strict=True)
    network.cut.standardise(torch.cat(cut))
    network.print.standardise(torch.cat(print_))
