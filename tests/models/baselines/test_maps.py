"""The stand-ins for [20] and [21] on maps as the network gives them."""

import numpy as np
import pytest
from numpy.typing import NDArray

from models.baselines.regions import (
    RegionAggregation,
    channel_weights,
    place_weights,
    region_vectors,
    regions,
)
from models.baselines.weak import ActivationWeighted, object_mask
from models.decode import decode, read_bytes
from models.letterbox import letterbox
from models.network import Network
from tests.conftest import demo_pictures

Maps = list[NDArray[np.float32]]


@pytest.fixture(scope="module")
def maps() -> Maps:
    network = Network()
    return [
        network.maps(letterbox(decode(read_bytes(path)).image, network.info.side))
        for path in demo_pictures(16)
    ]


def test_regions_are_fourteen_at_three_scales_and_overlap_within_the_map() -> None:
    found = regions(7)
    assert len(found) == 1 + 4 + 9
    covered = np.zeros((7, 7), int)
    for y, x in found:
        assert y.stop <= 7
        assert x.stop <= 7
        covered[y, x] += 1
    assert covered.min() >= 2
    sides = [y.stop - y.start for y, _ in found]
    assert sides == [7] + [4] * 4 + [3] * 9


def test_places_that_respond_and_channels_that_seldom_do_weigh_more() -> None:
    maps = np.zeros((3, 7, 7), np.float32)
    maps[0] = 1.0
    maps[1, 2, 3] = 5.0
    places = place_weights(maps)
    assert places.argmax() == 2 * 7 + 3
    channels = channel_weights(maps)
    assert channels[1] > channels[0]
    _, weights = region_vectors(maps)
    with_spot = [
        weights[k] for k, (y, x) in enumerate(regions(7)) if y.start <= 2 < y.stop and x.start <= 3 < x.stop
    ]
    assert max(weights) in with_spot
    assert weights[0] == pytest.approx(1.0)


def test_the_object_is_the_largest_piece() -> None:
    maps = np.zeros((2, 7, 7), np.float32)
    maps[:, 1:4, 1:4] = 1.0
    maps[0, 6, 6] = 9.0
    assert np.argwhere(object_mask(maps)).max() == 3
    assert object_mask(maps).sum() == 9
    assert object_mask(np.zeros((2, 7, 7), np.float32)).all()


@pytest.mark.parametrize("kind", [RegionAggregation, ActivationWeighted])
def test_vectors_have_unit_length_and_a_picture_is_nearest_to_itself(
    kind: type[RegionAggregation | ActivationWeighted], maps: Maps
) -> None:
    fitted = kind.fit(maps)
    vectors = np.stack([fitted(each) for each in maps])
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(len(maps)), abs=1e-5)
    assert np.array_equal((vectors @ vectors.T).argmax(1), np.arange(len(maps)))
    halves = np.stack([fitted(each.astype(np.float16)) for each in maps])
    assert (halves * vectors).sum(1).min() > 0.999
    again = kind.fit(maps)
    assert np.array_equal(np.stack([again(each) for each in maps]), vectors)


def test_nothing_to_fit_to_is_refused(maps: Maps) -> None:
    with pytest.raises(ValueError, match="no maps"):
        RegionAggregation.fit([])
    with pytest.raises(ValueError, match="one picture alone"):
        ActivationWeighted.fit(maps[:1])
