from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from models.discriminant import Projection
from models.hash_training import HashOptions, TrainingStep, losses_and_gradient, train_outputs
from models.similarity import NONE

Floats = NDArray[np.float64]
FREE = HashOptions(2, independence=0.0, balance=0.0, quantisation=0.0)
SMALL = HashOptions(2, directions=6, clusters=(3, 12), runs=4, steps=200, rate=0.01)


def random_batch(seed: int, n: int = 12, k: int = 3) -> tuple[Floats, Floats]:
    random = np.random.default_rng(seed)
    similarity = random.random((n, n))
    similarity = (similarity + similarity.T) / 2
    np.fill_diagonal(similarity, 1.0)
    return random.uniform(-0.9, 0.9, (n, k)), similarity


def four_groups(pictures: int = 60) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Groups in the corners of a square of the first two axes, under wider noise along four more."""
    random = np.random.default_rng(0)
    group = np.repeat(np.arange(4), pictures)
    points = random.normal(size=(len(group), 6)) * [0.2, 0.2, 2, 2, 2, 2]
    points[:, :2] += np.stack([group % 2, group // 2], axis=1) * 2 - 1
    return points.astype(np.float32), group


def train(
    points: NDArray[np.float32],
    instances: NDArray[np.int64],
    options: HashOptions,
    classes: NDArray[np.int64] | None = None,
) -> tuple[list[TrainingStep], Projection]:
    unknown = np.full(len(points), NONE)
    training = train_outputs(points, instances, unknown if classes is None else classes, options)
    steps = []
    while True:
        try:
            steps.append(next(training))
        except StopIteration as finished:
            return steps, finished.value


@given(st.integers(0, 50))
@settings(max_examples=20, deadline=None)
def test_the_gradient_is_that_of_the_loss(seed: int) -> None:
    outputs, similarity = random_batch(seed)
    options = HashOptions(3, independence=0.7, balance=1.3, quantisation=0.4)
    _, gradient = losses_and_gradient(outputs, similarity, options)
    for at in np.ndindex(outputs.shape):
        step = np.zeros_like(outputs)
        step[at] = 1e-6
        above, below = (
            losses_and_gradient(outputs + sign * step, similarity, options)[0].total(options)
            for sign in (1, -1)
        )
        assert (above - below) / 2e-6 == pytest.approx(gradient[at], abs=1e-6)


def test_eq_4_is_twice_the_trace_with_the_laplacian() -> None:
    outputs, similarity = random_batch(1)
    laplacian = np.diag(similarity.sum(1)) - similarity
    pairs = similarity.sum() - len(outputs)
    losses, _ = losses_and_gradient(outputs, similarity, FREE)
    by_trace = 2 * np.trace(outputs.T @ laplacian @ outputs)
    by_pairs = (similarity * np.square(outputs[:, None] - outputs).sum(2)).sum()
    assert by_pairs == pytest.approx(by_trace)
    assert losses.similarity == pytest.approx(by_trace / (pairs * 3))


def test_without_constraints_the_constant_code_is_optimal_and_with_them_it_is_not() -> None:
    constant, separate = np.ones((8, 2)), np.array([[1, 1], [1, -1], [-1, 1], [-1, -1]] * 2, float)
    similarity = np.tile(np.eye(4), (2, 2))
    losses, gradient = losses_and_gradient(constant, similarity, FREE)
    assert losses.similarity == 0
    assert not gradient.any()
    bound = HashOptions(2)
    assert losses.total(bound) > losses_and_gradient(separate, similarity, bound)[0].total(bound)


def test_a_perfect_code_has_no_loss_at_all() -> None:
    code = np.array([[1, 1], [1, -1], [-1, 1], [-1, -1]] * 3, float)
    losses, gradient = losses_and_gradient(code, np.tile(np.eye(4), (3, 3)), HashOptions(2))
    assert (losses.similarity, losses.balance, losses.independence, losses.quantisation) == (0, 0, 0, 0)
    assert not gradient.any()


def test_four_labelled_groups_get_the_four_codes_of_two_bits() -> None:
    points, group = four_groups()
    _, outputs = train(points, group, SMALL)
    signs = outputs(points) > 0
    codes = signs[:, 0] * 2 + signs[:, 1]
    assert [np.unique(codes[group == each], return_counts=True)[1].max() for each in range(4)] == [60] * 4
    assert len(np.unique(codes)) == 4


def test_training_lowers_the_loss_and_approaches_the_constraints() -> None:
    points, group = four_groups()
    options = replace(SMALL, other_class=0.0)
    steps, _ = train(points, group, options, classes=group)
    first, last = steps[0].losses, steps[-1].losses
    assert last.total(options) < 0.7 * first.total(options)
    assert last.balance < 0.01
    assert last.independence < 0.05
    assert (steps[-1].step, steps[-1].steps) == (200, 200)


def test_clusters_stand_in_where_there_are_no_labels() -> None:
    points, group = four_groups()
    points[:, 2:] *= 0.05
    options = replace(SMALL, cluster_weight=1.0)
    _, outputs = train(points, np.full(len(points), NONE), options)
    signs = outputs(points) > 0
    codes = signs[:, 0] * 2 + signs[:, 1]
    agree = [np.unique(codes[group == each], return_counts=True)[1].max() / 60 for each in range(4)]
    assert min(agree) > 0.9
    assert len(np.unique(codes)) == 4


def test_the_same_seed_trains_the_same_outputs_and_another_seed_others() -> None:
    points, group = four_groups()
    one, again, other = (train(points, group, replace(SMALL, seed=seed))[1] for seed in (3, 3, 4))
    assert np.array_equal(one.weight, again.weight)
    assert np.array_equal(one.bias, again.bias)
    assert not np.array_equal(one.weight, other.weight)


def test_outputs_have_the_gain_as_their_root_mean_square() -> None:
    points, group = four_groups()
    for steps in (0, 50):
        _, outputs = train(points, group, replace(SMALL, steps=steps, gain=0.3))
        assert np.sqrt(np.square(outputs(points)).mean()) == pytest.approx(0.3, rel=1e-3)


def test_closing_the_generator_ends_the_training() -> None:
    points, group = four_groups()
    training = train_outputs(points, group, np.full(len(points), NONE), SMALL, part="cut")
    assert next(training).part == "cut"
    training.close()
    with pytest.raises(StopIteration):
        next(training)
