"""The export: what ONNX Runtime serves is what torch computes."""

import json
from pathlib import Path

import numpy as np
import onnx
import pytest
import torch

from models import export
from models.backbone import pretrained_backbone
from models.decode import decode, read_bytes
from models.feature_network import SIDE, FeatureNetwork
from models.letterbox import letterbox
from models.network import Network
from models.starting_network import StartingNetwork
from tests.conftest import demo_pictures


@pytest.mark.parametrize("kind", [StartingNetwork, FeatureNetwork])
def test_a_served_network_gives_the_features_of_the_one_exported(
    kind: type[StartingNetwork | FeatureNetwork], tmp_path: Path
) -> None:
    network = kind(pretrained_backbone()).eval()
    export.export(network, tmp_path / "backbone.onnx")
    export.describe(tmp_path, "a-network", "a test")
    images = [decode(read_bytes(path)).image for path in demo_pictures(3)]
    served = Network(tmp_path)
    features = served.features(images)
    pictures = np.stack([letterbox(image, SIDE) for image in images])
    with torch.no_grad():
        wanted = network(torch.from_numpy(pictures)).numpy()
    assert served.info.id.startswith("a-network")
    assert json.loads((tmp_path / "network.json").read_text(encoding="utf-8"))["source"] == "a test"
    assert features.shape == wanted.shape == (3, 2048)
    assert (features * wanted).sum(1).min() > 0.999


@torch.no_grad()
def test_a_served_network_shows_the_last_map_of_its_backbone(tmp_path: Path) -> None:
    network = FeatureNetwork(pretrained_backbone()).eval()
    export.export(network, tmp_path / "backbone.onnx")
    export.describe(tmp_path, "a-network", "a test")
    square = letterbox(decode(read_bytes(demo_pictures(1)[0])).image, SIDE)
    maps = network.backbone.stem(torch.tensor(square[None]).permute(0, 3, 1, 2).float())
    for block in network.backbone.blocks:
        maps = block(maps)
    wanted = network.backbone.last(maps)[0].numpy()
    served = Network(tmp_path).maps(square)
    assert served.shape == wanted.shape == (1280, 7, 7)
    assert np.abs(served - wanted).max() < 0.05 * wanted.max()


def test_no_map_is_padded_in_a_step_of_its_own(tmp_path: Path) -> None:
    export.export(FeatureNetwork(pretrained_backbone()), tmp_path / "backbone.onnx")
    assert "Pad" not in {node.op_type for node in onnx.load(tmp_path / "backbone.onnx").graph.node}


def test_weights_are_stored_in_half_the_space(tmp_path: Path) -> None:
    network = FeatureNetwork(pretrained_backbone())
    export.export(network, tmp_path / "backbone.onnx")
    values = sum(weight.numel() for weight in network.parameters())
    assert (tmp_path / "backbone.onnx").stat().st_size < 2.1 * values


def test_an_export_that_differs_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "HALVING_TOLERANCE", 0.0)
    with pytest.raises(ValueError, match="off the network"):
        export.export(StartingNetwork(pretrained_backbone()), tmp_path / "backbone.onnx")
