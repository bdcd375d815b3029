"""Pictures a second that imagededup encodes, as JSON: `PYTHON -m tests.benchmarks.imagededup_peer FOLDER`.

PYTHON is that of an environment with imagededup, torch and torchvision; where torchvision's own build does not fit
torch's, its operators, which nothing here uses, are declared without a body.
"""

import json
import sys
import time
from importlib.metadata import version
from pathlib import Path

import numpy as np
import torch
from PIL import Image

SIDE = 224
_LIBRARY = torch.library.Library("torchvision", "FRAGMENT")  # type: ignore[no-untyped-call]
_SCHEMA = "(Tensor dets, Tensor scores, float iou_threshold) -> Tensor"


def main(folder: Path) -> None:
    """Print the rates of both encoders and the versions."""
    try:
        import torchvision
    except RuntimeError:
        for name in ("nms", "qnms"):
            _LIBRARY.define(name + _SCHEMA)  # type: ignore[no-untyped-call]
        import torchvision  # noqa: F401
    from imagededup.methods import CNN, PHash
    from imagededup.utils import CustomModel

    from models.backbone import EfficientNetLite0
    from models.feature_network import FeatureNetwork

    network = FeatureNetwork(EfficientNetLite0()).eval()
    model = CustomModel(name="the project's own", model=network, transform=_pixels)
    encoders = {"PHash": PHash(verbose=False), "CNN": CNN(verbose=False, model_config=model)}
    found: dict[str, float | str] = {}
    for name, encoder in encoders.items():
        start = time.perf_counter()
        encoded = encoder.encode_images(image_dir=folder)
        found[name] = len(encoded) / (time.perf_counter() - start)
    names = ("imagededup", "torch", "torchvision")
    found["versions"] = ", ".join(f"{name} {version(name)}" for name in names)
    print(json.dumps(found))


def _pixels(image: Image.Image) -> torch.Tensor:
    return torch.from_numpy(np.array(image.resize((SIDE, SIDE))))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
