"""Batches of drawn steps: which drawings they join, and what their labels say."""

from collections import Counter

import pytest
import torch
from torch import Tensor

from models.training import batches
from models.training.batches import Batch, Batches, as_tensors, joined
from models.training.pictures import Plan, make_step
from tests.conftest import demo_pictures

CPU = torch.device("cpu")


@pytest.fixture(scope="module")
def plan() -> Plan:
    return Plan(2, 1, 32, demo_pictures(3), [0, 1, 0], looks=2)


def steps_in(batch: Batch) -> list[int]:
    """One number for each drawn step, by the first of its ten pictures."""
    numbers: list[int] = batch["source"][::10].tolist()
    return numbers


def test_without_joining_each_batch_is_one_drawn_step(plan: Plan) -> None:
    found = list(Batches(plan, 1, 1, 0, CPU).run(2, 4))
    for number, batch in enumerate(found, 2):
        step = as_tensors(make_step(plan, number))
        assert any(torch.equal(batch["pictures"], look) for look in step.pop("pictures"))
        assert all(torch.equal(batch[name], values) for name, values in step.items())


def test_a_drawn_step_is_used_as_often_as_asked_for_in_the_mean(plan: Plan) -> None:
    used: Counter[int] = Counter()
    for batch in Batches(plan, 3, 6, 0, CPU).run(0, 40):
        steps = steps_in(batch)
        assert len(set(steps)) == len(steps) == 3
        used.update(steps)
    assert len(used) == 3 + 20
    assert 120 / len(used) == pytest.approx(6, rel=0.15)


def test_every_drawn_step_is_in_the_next_batch(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "KEPT", 4)
    newest = [max(steps_in(batch)) for batch in Batches(plan, 2, 4, 0, CPU).run(0, 12)]
    assert newest == sorted(newest)
    assert len(set(newest)) == 7


def test_batches_are_the_same_for_the_same_plan(plan: Plan) -> None:
    once, again = (list(Batches(plan, 2, 3, 0, CPU).run(0, 4)) for _ in range(2))
    for left, right in zip(once, again, strict=True):
        assert all(torch.equal(values, right[name]) for name, values in left.items())


def test_joined_steps_keep_their_pairs_apart(plan: Plan) -> None:
    steps = [as_tensors(make_step(plan, number)) for number in range(3)]
    batch = joined(steps, [0, 1, 0])
    count = len(steps[0]["source"])
    assert batch["pictures"].shape == (3 * count, 32, 32, 3)
    assert torch.equal(batch["pictures"][count : 2 * count], steps[1]["pictures"][1])
    for name in ("scene", "shape", "print", "original"):
        parts = torch.split(batch[name], count)
        assert len(set().union(*(part.tolist() for part in parts))) == sum(
            len(set(p.tolist())) for p in parts
        )
        assert all(torch.equal(same(part), same(step[name])) for part, step in zip(parts, steps, strict=True))
    assert torch.equal(batch["cut_class"], torch.cat([step["cut_class"] for step in steps]))


def same(numbers: Tensor) -> Tensor:
    """Which rows carry the same number."""
    return numbers[:, None] == numbers
