"""A training of a few small steps, for real."""

from dataclasses import replace
from pathlib import Path

import pytest
import torch
from torch import Tensor

from models.backbone import pretrained_backbone
from models.feature_network import FeatureNetwork
from models.similarity import NONE
from models.training.pictures import Plan
from models.training.trainer import Recipe, Trainer
from tests.conftest import demo_pictures

RECIPE = Recipe(steps=4, warm_up=2, remembered=16)


@pytest.fixture(scope="module")
def plan() -> Plan:
    return Plan(2, 1, 64, demo_pictures(3), [0, 1, NONE])


def weights(trainer: Trainer) -> dict[str, Tensor]:
    return {name: values.clone() for name, values in trainer.network.state_dict().items()}


@pytest.fixture(scope="module")
def finished(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Trainer:
    trainer = Trainer(RECIPE, plan, 2, tmp_path_factory.mktemp("whole"))
    list(trainer.run(workers=0))
    return trainer


def test_training_moves_what_is_trained_and_leaves_the_first_blocks(finished: Trainer, plan: Plan) -> None:
    fresh = Trainer(RECIPE, plan, 2, Path()).network.state_dict()
    moved = {name for name, values in weights(finished).items() if not torch.equal(values, fresh[name])}
    assert {"garment.weight", "cut.linear.weight", "print.linear.weight"} <= moved
    assert any(name.startswith("backbone.blocks.15") for name in moved)
    assert not any(
        name.startswith(("backbone._stem", "backbone.blocks.0", "backbone.blocks.1.")) for name in moved
    )


def test_more_of_the_backbone_stays_as_it_is_if_asked_for(plan: Plan, tmp_path: Path) -> None:
    recipe = replace(RECIPE, frozen=11)
    trainer = Trainer(recipe, plan, 2, tmp_path)
    list(trainer.run(workers=0))
    fresh = Trainer(recipe, plan, 2, Path()).network.state_dict()
    moved = {name for name, values in weights(trainer).items() if not torch.equal(values, fresh[name])}
    assert any(name.startswith("backbone.blocks.11.") for name in moved)
    assert not any(name.startswith("backbone.blocks.10.") for name in moved)


@pytest.mark.parametrize("frozen", [2, 6, 16])
def test_frozen_blocks_make_of_a_few_pictures_at_once_what_they_make_of_all(frozen: int) -> None:
    network = FeatureNetwork(pretrained_backbone(), frozen)
    pictures = torch.randint(0, 256, (11, 64, 64, 3), dtype=torch.uint8)
    with torch.no_grad():
        likeness = (network.train()(pictures) * network.eval()(pictures)).sum(1)
    assert likeness.min() > 0.995, "half precision, where the processor has it, costs less"


def test_a_training_that_was_stopped_ends_where_an_unbroken_one_does(
    finished: Trainer, plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.training.trainer.SAVE_EVERY", 2)
    stopped = Trainer(RECIPE, plan, 2, tmp_path)
    monkeypatch.setattr("models.training.trainer.LOG_EVERY", 1)
    steps = stopped.run(workers=0)
    while next(steps)[0] < 3:
        pass
    steps.close()
    resumed = Trainer(RECIPE, plan, 2, tmp_path)
    assert resumed.resume()
    assert resumed.step == 2
    list(resumed.run(workers=0))
    whole = weights(finished)
    assert all(torch.equal(values, whole[name]) for name, values in weights(resumed).items())


def test_a_trained_network_waits_for_the_heads_before_it_trains_on(
    finished: Trainer, plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.training.trainer.STANDING_STILL", 2)
    monkeypatch.setattr("models.training.trainer.LOG_EVERY", 1)
    start = weights(finished)
    trainer = Trainer(RECIPE, plan, 2, tmp_path)
    trainer.start_from(start)
    heads = [values.clone() for values in trainer._heads.parameters()]
    stood_still = []
    for _ in trainer.run(workers=0):
        stood_still.append(all(torch.equal(values, start[name]) for name, values in weights(trainer).items()))
        assert not all(map(torch.equal, heads, trainer._heads.parameters()))
    assert stood_still == [True, True, False, False]


def test_the_network_starts_where_the_imagenet_weights_stand(plan: Plan) -> None:
    """At the first step each part of E is its standardised values, nothing more."""
    trainer = Trainer(RECIPE, plan, 2, Path())
    network = trainer.network.eval()
    pictures = torch.randint(0, 256, (2, 64, 64, 3), dtype=torch.uint8)
    with torch.no_grad():
        cut, print_ = network.pooled(pictures)
        features = network(pictures) * 2**0.5
    wanted = torch.nn.functional.normalize(cut)
    assert torch.allclose(features[:, :1280], wanted, atol=1e-5)
    assert torch.allclose(features[:, 1280:], torch.nn.functional.normalize(print_[:, :768]), atol=1e-5)
