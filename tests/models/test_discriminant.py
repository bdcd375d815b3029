import numpy as np
import pytest
from numpy.typing import NDArray

from models.discriminant import Grouping, fit_discriminant
from models.similarity import NONE

RANDOM = np.random.default_rng(0)


def clusters(instances: int, pictures: int) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Instances that differ along the first two axes, under nuisance ten times as strong along the others."""
    labels = np.repeat(np.arange(instances), pictures)
    points = RANDOM.normal(size=(len(labels), 8)) * [0.1, 0.1, 10, 10, 10, 10, 10, 10]
    points[:, :2] += RANDOM.normal(size=(instances, 2))[labels]
    return points.astype(np.float32), labels


def test_it_finds_the_directions_that_tell_instances_apart_under_strong_nuisance() -> None:
    points, labels = clusters(200, 5)
    found = fit_discriminant(points, [Grouping(labels)], 2, ridge=1e-6)
    share = np.linalg.norm(found.weight[:2]) / np.linalg.norm(found.weight)
    assert share > 0.99


def test_outputs_are_centred_and_of_unit_mean_square_where_nothing_is_unwanted_but_noise() -> None:
    points, labels = clusters(300, 4)
    found = fit_discriminant(points, [Grouping(labels)], 2)
    outputs = found(points)
    assert np.allclose(outputs.mean(0), 0, atol=1e-3)
    assert np.mean(outputs**2) == pytest.approx(1, rel=1e-3)


def test_scatter_within_a_class_counts_less_the_lower_its_weight() -> None:
    labels = np.repeat(np.arange(100), 4)
    classes = labels % 2
    points = (RANDOM.normal(size=(400, 3)) * 0.1).astype(np.float32)
    points[:, 0] += classes
    points[:, 1] += RANDOM.normal(size=100)[labels] * 3

    def class_axis(weight: float) -> float:
        found = fit_discriminant(points, [Grouping(labels), Grouping(classes, weight)], 1, ridge=1e-3)
        return float(abs(found.weight[0, 0]) / np.linalg.norm(found.weight))

    assert class_axis(0.0) < 0.2
    assert class_axis(10.0) > 0.9


def test_unlabelled_pictures_widen_no_scatter() -> None:
    points, labels = clusters(50, 4)
    stray = np.concatenate([labels, np.full(200, NONE)])
    more = np.concatenate([points, points])
    alone = fit_discriminant(points, [Grouping(labels)], 2)
    beside = fit_discriminant(more, [Grouping(stray), Grouping(np.full(400, NONE))], 2)
    assert np.allclose(np.abs(alone.weight), np.abs(beside.weight), rtol=1e-3, atol=1e-4)


def test_pictures_that_share_no_instance_are_refused() -> None:
    points, _ = clusters(10, 1)
    with pytest.raises(ValueError, match="no group has two pictures"):
        fit_discriminant(points, [Grouping(np.arange(10))], 2)
    with pytest.raises(ValueError, match="8 values cannot give 9 outputs"):
        fit_discriminant(points, [Grouping(np.zeros(10, np.int64))], 9)
