"""Posteriors of kinds."""

import numpy as np
import pytest
from numpy.typing import NDArray

from models.kinds import KindOptions, Kinds, fit_kinds
from models.similarity import NONE, OTHER

CLASSES = np.append(np.arange(300) % 3, np.full(100, OTHER))
HALF = 6
OPTIONS = KindOptions(penalty=0.002)


@pytest.fixture(scope="module")
def features() -> NDArray[np.float32]:
    """Three classes along one direction each and pictures of none, under more noise along three others; all twice."""
    random = np.random.default_rng(0)
    told = (CLASSES[:, None] == np.arange(3)) + 0.05 * random.normal(size=(400, 3))
    part = np.hstack([told, 3 * random.normal(size=(400, 3))])
    return np.hstack([part, part]).astype(np.float32)


@pytest.fixture(scope="module")
def kinds(features: NDArray[np.float32]) -> Kinds:
    """Kinds of both parts, which are the same here."""
    fitted = fit_kinds(features[:, :HALF], CLASSES, OPTIONS)
    nothing = np.zeros_like(fitted.weight)
    weight = np.block([[fitted.weight, nothing], [nothing, fitted.weight]])
    return Kinds(weight, np.tile(fitted.bias, 2), 3)


def test_only_a_pictures_own_kind_is_likely(kinds: Kinds, features: NDArray[np.float32]) -> None:
    for posteriors in kinds.parts(features):
        own = np.where(CLASSES == OTHER, 3, CLASSES)[:, None] == np.arange(4)
        assert (posteriors[own] > 0.9).all()
        assert (posteriors[~own] < 0.3).all()
        assert np.allclose(np.linalg.norm(posteriors, axis=1), 1)


def test_a_part_alone_is_as_both_together(kinds: Kinds, features: NDArray[np.float32]) -> None:
    cut, print_ = kinds.parts(features)
    assert np.allclose(kinds.part(features, cut=True), cut, atol=1e-5)
    assert np.allclose(kinds.part(features, cut=False), print_, atol=1e-5)


def test_evidence_without_end_is_still_a_posterior(kinds: Kinds, features: NDArray[np.float32]) -> None:
    assert np.isfinite(kinds.part(features * 1e4, cut=True)).all()


def test_a_higher_penalty_leaves_the_fit_less_certain(features: NDArray[np.float32]) -> None:
    weak, strong = (
        fit_kinds(features[:, :HALF], CLASSES, KindOptions(penalty)).weight for penalty in (0.002, 0.2)
    )
    assert np.abs(strong).max() < np.abs(weak).max() / 2


def test_a_kind_without_pictures_is_never_likely(features: NDArray[np.float32]) -> None:
    skipping = np.where(CLASSES == 2, 3, CLASSES)
    fitted = fit_kinds(features[:, :HALF], skipping, OPTIONS)
    own = np.hstack([fitted.weight, fitted.weight]), np.tile(fitted.bias, 2)
    assert Kinds(*own, 4).part(features, cut=True)[:, 2].max() < 0.2


def test_pictures_of_unknown_kind_teach_nothing(features: NDArray[np.float32]) -> None:
    some = np.where(np.arange(400) < 150, CLASSES, NONE)
    among_unknown, alone = (
        fit_kinds(features[:rows], some[:rows], KindOptions()).weight for rows in (400, 150)
    )
    assert np.array_equal(among_unknown, alone)


@pytest.mark.parametrize("unknown", [NONE, OTHER])
def test_without_any_kind_there_is_nothing_to_fit(features: NDArray[np.float32], unknown: int) -> None:
    with pytest.raises(ValueError, match="class is known"):
        fit_kinds(features, np.full(400, unknown), KindOptions())
