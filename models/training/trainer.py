"""The training itself: steps, and checkpoints to go on from."""

import math
import time
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from models.backbone import at_once, fast_precision, pretrained_backbone
from models.designs.design import CUTS
from models.designs.prints import PRINTS
from models.feature_network import CUT, FROZEN_BLOCKS, PRINT, FeatureNetwork, standardise
from models.similarity import NONE
from models.starting_network import StartingNetwork
from models.training.batches import Batch, Batches
from models.training.losses import ClassContrast, Distillation, instance_contrast, spreading
from models.training.pictures import Plan

CHECKPOINT = "checkpoint.pt"
LOG_EVERY, SAVE_EVERY = 20, 200
STANDARDISING_STEPS = 8
STANDING_STILL = 60
"""Steps for which a network that was trained before waits for the new heads to learn what it tells them."""


@dataclass(frozen=True)
class Recipe:
    """How the network is trained.

    Attributes:
        steps: in all; warm_up: of them with a rising learning rate, which then falls to 0 on a cosine.
        frozen: first blocks of the backbone that stay as they are.
        rate: learning rate of the backbone; head_rate: of what stands on it.
        decay: of the weights, as AdamW has it.
        temperature: of the contrast of pictures; facet_temperature: of shapes and of prints.
        joined: drawn steps a batch; uses: batches that see a drawn step, in the mean.
        remembered: pictures of earlier steps that stand against those of this one, once `warm_up` is over.
        overall, cut, print, cut_class, print_class, category, spread, keep_cut, keep_print: weights of the terms.
    """

    steps: int = 1600
    warm_up: int = 100
    frozen: int = FROZEN_BLOCKS
    rate: float = 3e-4
    head_rate: float = 1e-3
    decay: float = 0.02
    temperature: float = 0.05
    facet_temperature: float = 0.07
    joined: int = 1
    uses: int = 1
    remembered: int = 2048
    overall: float = 1.5
    cut: float = 0.5
    print: float = 0.7
    cut_class: float = 0.6
    print_class: float = 2.0
    category: float = 0.4
    spread: float = 0.1
    keep_cut: float = 1.0
    keep_print: float = 1.0


class Trainer:
    """Network, heads and optimiser; all of it goes into the checkpoint.

    Args:
        recipe, plan: how and on what to train; categories: number of the photos' labels.
        folder: where checkpoint and log are kept.
        device: where to train.
    """

    def __init__(
        self, recipe: Recipe, plan: Plan, categories: int, folder: Path, device: str = "cpu"
    ) -> None:
        torch.manual_seed(plan.seed)
        self._recipe, self._plan, self._folder, self._device = recipe, plan, folder, torch.device(device)
        self._start = StartingNetwork(pretrained_backbone()).eval().to(device)
        self.network = FeatureNetwork(pretrained_backbone(), recipe.frozen).to(device)
        self._heads = _Heads(categories).to(device)
        backbone = [each for each in self.network.backbone.parameters() if each.requires_grad]
        known = {id(each) for each in self.network.backbone.parameters()}
        parts = [each for each in self.network.parameters() if id(each) not in known]
        self._optimiser = torch.optim.AdamW(
            [{"params": backbone}, {"params": parts}, {"params": [*self._heads.parameters()]}],
            weight_decay=recipe.decay,
        )
        self._remembered = torch.empty(0, PRINT.stop, device=device)
        self._sources = torch.empty(0, dtype=torch.int64, device=device)
        self._was_trained = False
        self.step = 0

    def start_from(self, weights: Mapping[str, Tensor]) -> None:
        """Begin with a network that was trained before, in place of the ImageNet weights."""
        self.network.load_state_dict(weights)
        self._was_trained = True

    def resume(self) -> bool:
        """Go on from the checkpoint in the folder, if there is one."""
        path = self._folder / CHECKPOINT
        if not path.exists():
            return False
        state = torch.load(path, map_location=self._device, weights_only=True)
        for name, part in self._parts().items():
            part.load_state_dict(state[name])
        self._remembered, self._sources, self.step, self._was_trained = (
            state[name] for name in ("remembered", "sources", "step", "was_trained")
        )
        return True

    def save(self) -> None:
        """Write the checkpoint; one that was there stays whole until then."""
        state: dict[str, Any] = {name: part.state_dict() for name, part in self._parts().items()}
        state |= {"remembered": self._remembered, "sources": self._sources}
        state |= {"step": self.step, "was_trained": self._was_trained}
        part = self._folder / f"{CHECKPOINT}.part"
        torch.save(state, part)
        part.replace(self._folder / CHECKPOINT)

    def run(self, workers: int) -> Generator[tuple[int, dict[str, float]]]:
        """Train from the present step to the last; yields the mean of each term now and then.

        Args:
            workers: processes that make pictures meanwhile.
        """
        if self.step == 0:
            self._standardise(workers)
        batches = Batches(self._plan, self._recipe.joined, self._recipe.uses, workers, self._device)
        sums: dict[str, Tensor] = {}
        begun = time.monotonic()
        for batch in batches.run(self.step, self._recipe.steps):
            for name, value in self._train(batch).items():
                sums[name] = sums.get(name, 0.0) + value
            self.step += 1
            if self.step % LOG_EVERY == 0:
                seconds = time.monotonic() - begun
                yield (
                    self.step,
                    {name: float(total) / LOG_EVERY for name, total in sums.items()} | {"s": seconds},
                )
                sums, begun = {}, time.monotonic()
            if self.step % SAVE_EVERY == 0 or self.step == self._recipe.steps:
                self.save()

    def _parts(self) -> dict[str, Any]:
        return {
            "network": self.network,
            "heads": self._heads,
            "optimiser": self._optimiser,
        }

    @torch.no_grad()
    def _standardise(self, workers: int) -> None:
        steps = [*Batches(self._plan, 1, 1, workers, self._device).run(0, STANDARDISING_STEPS)]
        if not self._was_trained:
            standardise(self.network, [step["pictures"] for step in steps])
        seen = torch.cat([self._start(step["pictures"][~_is_photo(step)]) for step in steps])
        self._heads.keep_cut.standardise(seen[:, CUT])
        self._heads.keep_print.standardise(seen[:, PRINT])

    def _train(self, batch: Batch) -> dict[str, Tensor]:
        self._set_rate()
        terms = self._terms(batch)
        loss = torch.stack([getattr(self._recipe, name) * term for name, term in terms.items()]).sum()
        self._optimiser.zero_grad()
        torch.autograd.backward(loss)
        nn.utils.clip_grad_norm_(self.network.parameters(), 5.0)
        self._optimiser.step()
        return {name: term.detach() for name, term in {"loss": loss, **terms}.items()}

    def _terms(self, batch: Batch) -> dict[str, Tensor]:
        recipe, heads = self._recipe, self._heads
        features = self.network(batch["pictures"])
        cut, print_ = features[:, CUT] * 2**0.5, features[:, PRINT] * 2**0.5
        photos = _is_photo(batch).nonzero()[:, 0]
        originals = batch["original"][photos]
        with torch.no_grad(), fast_precision():
            seen = torch.cat([self._start(few) for few in at_once(batch["pictures"][originals])]).float()
        rows, seen = torch.cat([originals, photos]), torch.cat([seen, seen])
        terms = {
            "overall": instance_contrast(
                features,
                batch["scene"],
                recipe.temperature,
                self._others(),
                kin=_colourways(batch),
                is_other=batch["source"][:, None] != self._sources,
            ),
            "cut": instance_contrast(cut, batch["shape"], recipe.facet_temperature),
            "print": instance_contrast(
                print_, batch["print"], recipe.facet_temperature, kin=batch["print_class"]
            ),
            "cut_class": heads.cut_class(cut, batch["cut_class"]),
            "print_class": heads.print_class(print_, batch["print_class"]),
            "category": heads.category(cut, batch["category"]),
            "spread": spreading(features[originals]),
            "keep_cut": heads.keep_cut(cut[rows], seen[:, CUT]),
            "keep_print": heads.keep_print(print_[rows], seen[:, PRINT]),
        }
        self._remembered = torch.cat([features[originals].detach(), self._remembered])[: recipe.remembered]
        self._sources = torch.cat([batch["source"][originals], self._sources])[: recipe.remembered]
        return terms

    def _others(self) -> Tensor | None:
        return self._remembered if self.step >= self._recipe.warm_up else None

    def _set_rate(self) -> None:
        recipe = self._recipe
        rising = min(1.0, (self.step + 1) / recipe.warm_up)
        falling = 0.5 * (1 + math.cos(math.pi * self.step / recipe.steps))
        stands_still = self._was_trained and self.step < STANDING_STILL
        network = 0.0 if stands_still else rising * falling
        heads = 1.0 if stands_still else rising * falling
        rates = network * recipe.rate, network * recipe.head_rate, heads * recipe.head_rate
        for group, rate in zip(self._optimiser.param_groups, rates, strict=True):
            group["lr"] = rate


class _Heads(nn.Module):
    """What stands on the network while it is trained."""

    def __init__(self, categories: int) -> None:
        super().__init__()
        cut, print_ = CUT.stop - CUT.start, PRINT.stop - PRINT.start
        self.cut_class = ClassContrast(cut, len(CUTS))
        self.print_class = ClassContrast(print_, len(PRINTS))
        self.category = ClassContrast(cut, max(1, categories))
        self.keep_cut = Distillation(cut, cut)
        self.keep_print = Distillation(print_, print_)


def _is_photo(step: Batch) -> Tensor:
    original = step["original"]
    return original != torch.arange(len(original), device=original.device)


def _colourways(step: Batch) -> Tensor:
    """A number for pictures of one shape in one kind of print, which may differ in colours; NONE without a print."""
    kind = step["print_class"]
    return torch.where(kind == NONE, NONE, step["shape"] * len(PRINTS) + kind)
