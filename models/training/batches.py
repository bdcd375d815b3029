"""Drawn steps joined into the batches of a training, each drawing used as often as the processors' balance asks for.

Drawing a step takes seconds of one core; a GPU learns from it in a fraction of one. So drawn steps are kept a while on
the training's device, and a batch joins new ones with some of those kept, seen anew.
"""

import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

import numpy as np
import torch
from torch import Tensor
from torch.utils.data import DataLoader, Dataset

from models.training.pictures import Plan, Step, make_step

Batch = dict[str, Tensor]
"""Pictures uint8 (n, side, side, 3) and labels int64 (n,), named as in `Step`."""

KEPT = 400
"""Drawn steps kept at most; a look at the 96 pictures of one takes 14 MB at 224 pixels."""

_NUMBERED_BY_ROW = ("scene", "shape", "print", "original")


@dataclass(frozen=True)
class Batches:
    """The batches of a training, the same for the same plan.

    Attributes:
        joined: drawn steps a batch; uses: batches that see a drawn step, in the mean.
        workers: processes that draw; 0: this one.
        device: where the batches lie.
    """

    plan: Plan
    joined: int
    uses: int
    workers: int
    device: torch.device

    def run(self, first: int, stop: int) -> Iterator[Batch]:
        """The batches from one number to another.

        Where training goes on after a stop, what was kept before is gone: the first of them see new drawings only.
        """
        start = max(0, self._needed(first) - self.joined)
        loader = DataLoader(
            _Drawings(self.plan, range(start, self._needed(stop - 1))),
            batch_size=None,
            num_workers=self.workers,
            prefetch_factor=4 if self.workers else None,
            worker_init_fn=_give_way,
        )
        drawings = iter(loader)
        kept: deque[Batch] = deque(maxlen=KEPT if self.uses > 1 else self.joined)
        drawn = start
        for number in range(first, stop):
            while drawn < self._needed(number):
                kept.append({name: values.to(self.device) for name, values in next(drawings).items()})
                drawn += 1
            yield self._batch(number, kept)

    def _needed(self, number: int) -> int:
        """How many steps are drawn by the time of a batch."""
        return self.joined + ceil(number * Fraction(self.joined, self.uses))

    def _batch(self, number: int, kept: deque[Batch]) -> Batch:
        random = np.random.default_rng((self.plan.seed, number))
        new = min(self.joined, max(1, self._needed(number) - self._needed(number - 1)))
        others = random.permutation(max(0, len(kept) - new))[: self.joined - new].tolist()
        places = [*others, *range(max(0, len(kept) - new), len(kept))]
        looks = random.integers(self.plan.looks, size=len(places)).tolist()
        return joined([kept[place] for place in places], looks)


def joined(steps: Sequence[Batch], looks: Iterable[int]) -> Batch:
    """Steps as one: of each, the pictures of one look; labels that number rows, or follow them, are moved on."""
    columns: dict[str, list[Tensor]] = {name: [] for name in steps[0]}
    rows = 0
    for step, look in zip(steps, looks, strict=True):
        for name, values in step.items():
            if name == "pictures":
                columns[name].append(values[look])
            else:
                columns[name].append(values + rows if name in _NUMBERED_BY_ROW else values)
        rows += len(step["original"])
    return {name: torch.cat(values) for name, values in columns.items()}


class _Drawings(Dataset[Batch]):
    """Steps by number, drawn in the loader's processes."""

    def __init__(self, plan: Plan, numbers: range) -> None:
        self._plan, self._numbers = plan, numbers

    def __len__(self) -> int:
        return len(self._numbers)

    def __getitem__(self, place: int) -> Batch:
        return as_tensors(make_step(self._plan, self._numbers[place]))


def _give_way(_: int) -> None:
    """Draw only where the training leaves a core idle: its threads wait for the slowest of them."""
    torch.set_num_threads(1)
    if hasattr(os, "nice"):
        os.nice(15)


def as_tensors(step: Step) -> Batch:
    """A drawn step in torch; its pictures keep their looks, uint8 (looks, n, side, side, 3)."""
    return {name: torch.from_numpy(values) for name, values in vars(step).items()}
