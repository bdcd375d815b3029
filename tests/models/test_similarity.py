import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from models.similarity import NONE, Similarity

RUNS = np.array([[0, 0], [0, 1], [1, 1], [0, 0]], np.int32)
UNKNOWN = np.full(4, NONE)


def whole(
    clusters: NDArray[np.int32], instances: NDArray[np.int64], classes: NDArray[np.int64]
) -> NDArray[np.float32]:
    similarity = Similarity(clusters, instances, classes, same_class=0.4, other_class=0.5)
    return similarity.among(np.arange(len(clusters)))


labels = arrays.arrays(np.int64, 9, elements=st.integers(NONE, 3))
runs = arrays.arrays(np.int32, (9, 3), elements=st.integers(0, 2))


@given(runs, labels, labels)
def test_it_is_symmetric_from_0_to_1_and_1_on_the_diagonal(
    clusters: NDArray[np.int32], instances: NDArray[np.int64], classes: NDArray[np.int64]
) -> None:
    found = whole(clusters, instances, classes)
    assert np.array_equal(found, found.T)
    assert found.min() >= 0
    assert found.max() <= 1
    assert (np.diag(found) == 1).all()


@given(runs, labels, labels)
def test_labels_override_what_k_means_says(
    clusters: NDArray[np.int32], instances: NDArray[np.int64], classes: NDArray[np.int64]
) -> None:
    found, unlabelled = (
        whole(clusters, instances, classes),
        whole(clusters, np.full(9, NONE), np.full(9, NONE)),
    )
    same = (instances[:, None] == instances) & (instances != NONE)
    known = (classes[:, None] != NONE) & (classes != NONE) & ~same
    alike = known & (classes[:, None] == classes)
    np.fill_diagonal(same, True)
    assert (found[same] == 1).all()
    assert np.array_equal(found[alike & ~same], np.maximum(unlabelled, np.float32(0.4))[alike & ~same])
    assert np.array_equal(found[known & ~alike], (unlabelled * np.float32(0.5))[known & ~alike])
    unknown = ~known & ~same
    assert np.array_equal(found[unknown], unlabelled[unknown])


def test_without_labels_it_is_the_share_of_runs_that_agree() -> None:
    assert whole(RUNS, UNKNOWN, UNKNOWN).tolist() == [
        [1, 0.5, 0, 1],
        [0.5, 1, 0.5, 0.5],
        [0, 0.5, 1, 0],
        [1, 0.5, 0, 1],
    ]


def test_some_rows_have_the_values_they_have_among_all() -> None:
    similarity = Similarity(RUNS, np.array([0, NONE, 0, 1]), np.array([0, 1, 0, 1]), 0.4, 0.5)
    rows = np.array([3, 0, 2])
    assert np.array_equal(similarity.among(rows), similarity.among(np.arange(4))[np.ix_(rows, rows)])


def test_without_runs_only_labels_speak() -> None:
    none = Similarity(np.zeros((3, 0), np.int32), np.array([0, 0, 1]), np.array([0, 0, 0]), 0.4, 0.5)
    assert none.among(np.arange(3)) == pytest.approx(np.array([[1, 1, 0.4], [1, 1, 0.4], [0.4, 0.4, 1]]))


def test_what_does_not_fit_together_is_refused() -> None:
    with pytest.raises(ValueError, match="4 pictures have 3 instances"):
        Similarity(RUNS, UNKNOWN[:3], UNKNOWN, 0.4, 0.5)
    with pytest.raises(ValueError, match="not from 0 to 1"):
        Similarity(RUNS, UNKNOWN, UNKNOWN, 0.4, 1.5)
