"""The pictures of a training step, and what they claim to show."""

from dataclasses import replace

import numpy as np
import pytest

from models.network import Network
from models.samples import photographed
from models.similarity import NONE
from models.training.pictures import Photographed, Plan, Step, make_step
from tests.conftest import demo_pictures
from tests.models.photographed import drawing

DESIGNS, PHOTOS = 4, 3


@pytest.fixture(scope="module")
def plan() -> Plan:
    paths = demo_pictures(5)
    return Plan(DESIGNS, PHOTOS, 64, paths, [0, 1, NONE, 0, 1])


@pytest.fixture(scope="module")
def step(plan: Plan) -> Step:
    return make_step(plan, 2)


def test_every_picture_has_a_label_of_each_kind(step: Step) -> None:
    count = 4 * DESIGNS + 2 * PHOTOS
    assert step.pictures.shape == (1, count, 64, 64, 3)
    assert all(len(values) == count for name, values in vars(step).items() if name != "pictures")


def test_a_design_comes_with_its_photo_its_shape_reprinted_and_its_print_elsewhere(step: Step) -> None:
    for first in range(0, 4 * DESIGNS, 4):
        design, photo, reprint, elsewhere = range(first, first + 4)
        assert step.original[photo] == design
        assert step.scene[photo] == step.scene[design]
        assert len(set(step.scene[[design, reprint, elsewhere]])) == 3
        assert step.shape[design] == step.shape[photo] == step.shape[reprint] != step.shape[elsewhere]
        assert step.cut_class[design] == step.cut_class[reprint] != NONE
        shows_print = step.print_class[design] != NONE
        assert (step.print[elsewhere] == step.print[design]) == shows_print
        assert step.print[reprint] != step.print[design]


def test_a_photo_of_a_photo_shares_its_label(step: Step) -> None:
    for first in range(4 * DESIGNS, len(step.source), 2):
        assert step.original[first + 1] == first
        assert step.category[first] == step.category[first + 1]
        assert step.cut_class[first] == step.print_class[first] == NONE


def test_the_same_number_gives_the_same_step_and_another_gives_others(plan: Plan, step: Step) -> None:
    again, other = make_step(plan, 2), make_step(plan, 3)
    assert all(np.array_equal(values, vars(again)[name]) for name, values in vars(step).items())
    assert not np.array_equal(step.pictures, other.pictures)


def test_in_another_look_drawings_are_the_same_but_for_mirroring_and_photos_are_not(plan: Plan) -> None:
    step = make_step(replace(plan, looks=3), 2)
    first, *others = step.pictures.astype(int)
    is_photo = step.original != np.arange(len(step.original))
    for look in others:
        apart = np.minimum(
            np.abs(look - first).mean((1, 2, 3)), np.abs(look[:, :, ::-1] - first).mean((1, 2, 3))
        )
        assert (apart[step.original[is_photo]] == 0).all()
        assert (apart[is_photo] > 0).mean() > 0.8


def test_each_photo_is_seen_once_before_any_is_seen_twice(plan: Plan) -> None:
    steps = [make_step(Plan(0, 5, 32, plan.paths, range(5)), number) for number in (0, 1)]
    assert [sorted(step.category[::2]) for step in steps] == [[0, 1, 2, 3, 4]] * 2
    assert all(np.array_equal(step.source, step.category) for step in steps)


def test_a_design_is_told_from_those_of_other_steps_and_from_photos(plan: Plan, step: Step) -> None:
    other = make_step(plan, 3)
    designs = [set(each.source[: 4 * DESIGNS]) for each in (step, other)]
    assert len(designs[0] | designs[1]) == 2 * DESIGNS
    assert min(designs[0]) > max(step.source[4 * DESIGNS :])


def test_a_photo_shows_mostly_what_a_search_sees_of_it_and_now_and_then_the_whole() -> None:
    network, picture = Network(), drawing(7, 256)
    randoms = [np.random.default_rng(seed) for seed in range(40)]
    seen = [Photographed.of(picture, random).seen(random) for random in randoms]
    photos = [photographed(picture, np.random.default_rng(seed)) for seed in range(40)]
    wholes = sum(max(each.size) > 224 for each in seen)
    assert 0 < wholes < 12
    straight, whole = (network.features(each) @ network.features([picture])[0] for each in (seen, photos))
    assert np.mean(straight > whole) > 0.7
