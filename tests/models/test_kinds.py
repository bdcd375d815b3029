"""Outputs for kinds."""

import numpy as np
import pytest
from numpy.typing import NDArray

from models.kinds import KindOptions, fit_kinds
from models.similarity import NONE

CLASSES = np.arange(300) % 3


@pytest.fixture
def features() -> NDArray[np.float32]:
    """Three classes along one direction each, under three times as much noise along three others."""
    random = np.random.default_rng(0)
    told = np.eye(3)[CLASSES] + 0.05 * random.normal(size=(300, 3))
    return np.hstack([told, 3 * random.normal(size=(300, 3))]).astype(np.float32)


def test_only_a_pictures_own_kind_lights_up(features: NDArray[np.float32]) -> None:
    outputs = np.tanh(fit_kinds(features, CLASSES, KindOptions())(features))
    own = CLASSES[:, None] == np.arange(3)
    assert (outputs[own] > 0.9).all()
    assert (outputs[~own] < -0.5).all()


def test_pictures_of_unknown_kind_teach_nothing(features: NDArray[np.float32]) -> None:
    some = np.where(np.arange(300) < 150, CLASSES, NONE)
    among_unknown, alone = (
        fit_kinds(features[:rows], some[:rows], KindOptions()).weight for rows in (300, 150)
    )
    assert np.array_equal(among_unknown, alone)


def test_without_any_kind_there_is_nothing_to_fit(features: NDArray[np.float32]) -> None:
    with pytest.raises(ValueError, match="class is known"):
        fit_kinds(features, np.full(300, NONE), KindOptions())
