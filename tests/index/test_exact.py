"""Exact likeness, and the scale it is shown on."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.encoder import Encoder
from index.exact import Scale, exact_likeness
from index.records import Facet
from models.network import Network

RISING = st.lists(st.floats(-1, 0.99), min_size=2, max_size=60)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder.of(Network())


@pytest.fixture(scope="module")
def features() -> NDArray[np.float32]:
    random = np.random.default_rng(0).normal(size=(6, 2048))
    features: NDArray[np.float32] = (random / np.linalg.norm(random, axis=1, keepdims=True)).astype(
        np.float32
    )
    return features


def test_a_feature_is_entirely_like_itself_and_less_like_any_other(
    encoder: Encoder, features: NDArray[np.float32]
) -> None:
    for facet in Facet:
        likeness = exact_likeness(encoder, facet, features, features)
        assert np.allclose(np.diag(likeness), 1.0)
        assert np.allclose(likeness, likeness.T)
        assert (likeness < 1 - 1e-3)[~np.eye(len(features), dtype=bool)].all()


def test_a_facet_looks_at_its_own_part_alone(encoder: Encoder, features: NDArray[np.float32]) -> None:
    info = Network().info
    changed = features[:1].copy()
    changed[:, info.print] = features[1, info.print]
    assert exact_likeness(encoder, Facet.CUT, features[:1], changed)[0, 0] == pytest.approx(1.0)
    assert exact_likeness(encoder, Facet.PRINT, features[1:2], changed)[0, 0] == pytest.approx(1.0)
    assert exact_likeness(encoder, Facet.OVERALL, features[:1], changed)[0, 0] < 0.99


def test_as_many_pairs_reach_a_value_on_either_side() -> None:
    random = np.random.default_rng(0)
    likeness, similarity = random.normal(0.1, 0.1, 20_000).clip(-1, 1), random.beta(4, 8, 20_000)
    shown = Scale.fit(likeness, similarity)(likeness)
    for value in (0.2, 0.4, 0.6):
        assert np.mean(shown >= value) == pytest.approx(np.mean(similarity >= value), abs=0.02)


@given(RISING, RISING)
def test_a_scale_never_turns_the_order_round(likeness: list[float], similarity: list[float]) -> None:
    scale = Scale.fit(np.array(likeness), np.abs(np.array(similarity)))
    shown = scale(np.array([*sorted(likeness), 1.0]))
    assert (np.diff(shown) >= 0).all()
    assert shown[-1] == 1.0


@pytest.mark.parametrize(
    ("likeness", "similarity"),
    [((0.5, 0.4, 1.0), (0.1, 0.2, 1.0)), ((0.5, 1.0), (0.4, 0.9)), ((1.0,), (0.5, 1.0)), ((), ())],
)
def test_what_does_not_rise_to_one_is_no_scale(
    likeness: tuple[float, ...], similarity: tuple[float, ...]
) -> None:
    with pytest.raises(ValueError, match="rise to 1"):
        Scale(likeness, similarity)
