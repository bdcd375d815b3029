"""Where the picture lies in a photo, and the picture straightened."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from models.letterbox import letterbox
from models.locator import FILE, Found, Locator, Place, in_photo, in_square, straightened
from models.network import NETWORK_DIR, Network
from models.photos import PhotoConditions
from models.problems import EnvironmentProblem, Problem
from tests.models.photographed import SIDE, TILTED, difference, drawing, photo_of


@pytest.fixture(scope="module")
def network() -> Network:
    return Network()


@pytest.mark.parametrize("roll", [8, 98, 188, 278])
@pytest.mark.parametrize("size", [720, (720, 500), (400, 720)])
def test_a_photo_straightened_at_the_place_of_its_picture_is_that_picture(
    roll: int, size: tuple[int, int] | int
) -> None:
    picture = drawing(7, size)
    conditions = PhotoConditions(**{**vars(TILTED), "roll": roll})
    photo, place = photo_of(picture, conditions)
    flat = straightened(photo, place, 224)
    wanted = picture.resize(flat.size, Image.Resampling.LANCZOS)
    assert max(flat.size) == 224
    turned = straightened(photo, Place(np.roll(place.corners, 2, axis=0), place.aspect), 224)
    assert difference(flat, wanted) < min(12, 0.5 * difference(turned, wanted))


def test_what_the_photo_cuts_off_is_white() -> None:
    photo = Image.new("RGB", (300, 300), "black")
    place = Place(np.array([[-150, 0], [300, 0], [300, 300], [-150, 300]], np.float64), 1.5)
    flat = np.asarray(straightened(photo, place, 150))
    assert flat.shape == (100, 150, 3)
    assert (flat[:, :48] == 255).all()
    assert (flat[:, 52:] == 0).all()


@given(
    photo=st.tuples(st.integers(1, 4000), st.integers(1, 4000)),
    point=st.tuples(st.floats(-2, 2), st.floats(-2, 2)),
)
def test_points_of_the_square_lead_back_into_the_photo(
    photo: tuple[int, int], point: tuple[float, float]
) -> None:
    points = np.array([point]) * max(photo)
    assert np.allclose(in_photo(in_square(points, photo), photo), points, atol=1e-6 * max(photo))


@pytest.mark.parametrize("size", [(448, 448), (895, 600), (500, 640), (60, 100)])
def test_looked_at_roughly_a_photo_lies_in_its_square_as_in_detail(size: tuple[int, int]) -> None:
    photo = drawing(5, size)
    roughly, exactly = (letterbox(photo, 128, roughly=each).astype(float) for each in (True, False))
    moved = np.roll(exactly, 2, axis=1)
    assert np.abs(roughly - exactly).mean() < 0.3 * np.abs(moved - exactly).mean()


@pytest.mark.parametrize("roll", [-6, 90, 180, 270])
def test_a_sheet_on_a_table_is_found_and_turned_upright(network: Network, roll: int) -> None:
    conditions = PhotoConditions(**{**vars(TILTED), "roll": roll})
    upright = 0
    for seed in range(8, 16):
        photo, truly = photo_of(drawing(seed), conditions)
        place = network.look(photo).place
        assert place is not None
        off = [np.abs(place.turned(turn).corners - truly.corners).max() for turn in range(4)]
        assert min(off) < 0.08 * SIDE
        if off[0] == min(off):
            upright += 1
            assert place.aspect == pytest.approx(truly.aspect, rel=0.15)
    assert upright >= (8 if abs(roll) < 45 else 5)


@given(
    corners=st.lists(st.tuples(st.floats(-20, 20), st.floats(-20, 20)), min_size=4, max_size=4),
    margin=st.floats(0, 0.2),
    turn=st.integers(0, 3),
)
def test_a_widened_place_has_its_corners_at_the_margin(
    corners: list[tuple[float, float]], margin: float, turn: int
) -> None:
    square = np.array([[0, 0], [100, 0], [100, 100], [0, 100]])
    place = Place(square + np.array(corners), 1.5).turned(turn)
    wide = place.widened(margin)
    within = wide.from_photo(place.corners, (140, 140))
    low, high = 140 * margin / (1 + 2 * margin), 140 * (1 + margin) / (1 + 2 * margin)
    assert place.is_possible
    assert wide.is_possible
    assert np.allclose(within, [[low, low], [high, low], [high, high], [low, high]], atol=1e-6)
    assert np.allclose(wide.in_photo(within, (140, 140)), place.corners, atol=1e-6)


def test_corners_that_cross_are_no_place() -> None:
    corners = np.array([[0, 0], [10, 0], [0, 10], [10, 10]], np.float64)
    assert not Place(corners, 1.0).is_possible
    assert not Place(corners[[0, 2, 3, 1]], 1.0).is_possible


@pytest.mark.parametrize(("roll", "looks"), [(-6, 1), (180, 2), (135, 3)])
def test_only_what_is_not_sure_is_looked_at_again(roll: int, looks: int) -> None:
    photo, _ = photo_of(drawing(11), PhotoConditions(**{**vars(TILTED), "roll": roll}))
    seen: list[Image.Image] = []

    class Watched(Locator):
        def find(self, photo: Image.Image) -> Found:
            seen.append(photo)
            return super().find(photo)

    Watched(NETWORK_DIR / FILE).place(photo)
    assert len(seen) == looks
    assert seen[0] is photo


def test_looking_at_the_sheet_brings_a_photo_nearer_to_its_picture(network: Network) -> None:
    gained = []
    for seed in range(20, 26):
        picture = drawing(seed)
        photo, _ = photo_of(picture, TILTED)
        (feature,) = network.features([picture])
        gained.append(float(feature @ network.look(photo).feature - feature @ network.features([photo])[0]))
    assert np.mean(gained) > 0.05
    assert min(gained) > -0.02


def test_a_picture_that_is_no_photo_of_another_is_looked_at_as_it_is(network: Network) -> None:
    for seed in range(30, 36):
        picture = drawing(seed)
        looked = network.look(picture)
        assert looked.place is None
        assert np.array_equal(looked.feature, network.features([picture])[0])


@pytest.mark.parametrize("size", [(1, 1), (3, 900), (900, 3)])
def test_pictures_of_any_size_can_be_looked_at(network: Network, size: tuple[int, int]) -> None:
    assert np.linalg.norm(network.look(Image.new("RGB", size, "teal")).feature) == pytest.approx(1, abs=1e-3)


def test_a_network_without_a_locator_looks_at_the_whole_photo(tmp_path: Path) -> None:
    for name in ("backbone.onnx", "network.json"):
        shutil.copy(NETWORK_DIR / name, tmp_path)
    network = Network(tmp_path)
    photo, _ = photo_of(drawing(11), TILTED)
    looked = network.look(photo)
    assert looked.place is None
    assert np.array_equal(looked.feature, network.features([photo])[0])


def test_a_locator_that_looks_at_something_else_than_photos_is_passed_over(tmp_path: Path) -> None:
    for name in ("backbone.onnx", "network.json"):
        shutil.copy(NETWORK_DIR / name, tmp_path)
    shutil.copy(NETWORK_DIR / "backbone.onnx", tmp_path / FILE)
    network = Network(tmp_path)
    network.warm_up()
    photo, _ = photo_of(drawing(11), TILTED)
    assert network.look(photo).place is None


def test_a_damaged_locator_is_named(tmp_path: Path) -> None:
    for name in ("backbone.onnx", "network.json"):
        shutil.copy(NETWORK_DIR / name, tmp_path)
    (tmp_path / "locator.onnx").write_bytes(b"no network")
    with pytest.raises(EnvironmentProblem) as raised:
        Network(tmp_path).warm_up()
    assert raised.value.problem is Problem.MODEL_DAMAGED
