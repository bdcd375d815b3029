"""Prints: deterministic, without gaps, alike at every size, and plainly of their kind."""

import dataclasses

import numpy as np
import pytest
import skia
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from models.designs.colours import recolour, sample_colours
from models.designs.prints import PRINTS, VARIANTS, PrintSpec, paint_print

Pixels = NDArray[np.uint8]

SEEDS = st.integers(min_value=0, max_value=2**32)
NAMES = st.sampled_from(PRINTS)


def paint(spec: PrintSpec, width: int = 64, height: int = 64, ground: int = 0) -> Pixels:
    surface = skia.Surface(width, height)
    canvas = surface.getCanvas()
    canvas.clear(ground)
    paint_print(canvas, skia.Rect.MakeWH(width, height), spec)
    pixels: Pixels = surface.toarray(colorType=skia.kRGBA_8888_ColorType)
    return pixels


def a_spec(name: str, seed: int, scale: float = 1.0, angle: float = 0.0) -> PrintSpec:
    return PrintSpec(name, sample_colours(np.random.default_rng(seed), name), seed, scale, angle)


def one_of_each_variant(name: str) -> list[PrintSpec]:
    return [a_spec(name, seed) for seed in range(4 * len(VARIANTS[name]))]


def rgb(colour: str) -> list[int]:
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]


def grey(pixels: Pixels) -> NDArray[np.float64]:
    values: NDArray[np.float64] = pixels[..., :3].astype(np.float64) @ np.array([0.299, 0.587, 0.114])
    return values


def test_there_are_fourteen_prints_and_all_but_plain_come_in_several_variants() -> None:
    assert tuple(VARIANTS) == PRINTS
    assert len(PRINTS) == 14
    assert all(len(VARIANTS[name]) >= 3 for name in PRINTS if name != "plain")


@settings(max_examples=40, deadline=None)
@given(name=NAMES, seed=SEEDS)
def test_the_same_spec_always_paints_the_same_picture(name: str, seed: int) -> None:
    spec = a_spec(name, seed)
    assert np.array_equal(paint(spec), paint(dataclasses.replace(spec)))


@settings(max_examples=80, deadline=None)
@given(
    name=NAMES,
    seed=SEEDS,
    scale=st.floats(0.2, 5.0),
    angle=st.floats(-720, 720),
    size=st.tuples(st.integers(20, 90), st.integers(20, 90)),
)
def test_a_print_leaves_no_pixel_of_its_bounds_unpainted(
    name: str, seed: int, scale: float, angle: float, size: tuple[int, int]
) -> None:
    spec = a_spec(name, seed, scale, angle)
    over_black, over_white = (paint(spec, *size, ground) for ground in (0xFF000000, 0xFFFFFFFF))
    assert np.array_equal(over_black, over_white)
    assert (over_black[..., 3] == 255).all()


@settings(max_examples=20, deadline=None)
@given(name=NAMES, seed=SEEDS)
def test_a_print_stays_inside_its_bounds_and_leaves_the_canvas_as_it_found_it(name: str, seed: int) -> None:
    surface = skia.Surface(60, 60)
    canvas = surface.getCanvas()
    canvas.clear(0)
    before = canvas.getTotalMatrix().get9()
    paint_print(canvas, skia.Rect.MakeXYWH(10, 20, 30, 25), a_spec(name, seed))
    painted = surface.toarray()[..., 3] > 0
    assert painted[20:45, 10:40].all()
    assert painted.sum() == 30 * 25
    assert canvas.getTotalMatrix().get9() == before


@pytest.mark.parametrize("name", PRINTS)
def test_a_print_looks_alike_at_256_and_at_512_pixels(name: str) -> None:
    for spec in one_of_each_variant(name):
        small = paint(spec, 256, 256)[..., :3].astype(float)
        large = paint(spec, 512, 512)[..., :3].astype(float)
        reduced = large.reshape(256, 2, 256, 2, 3).mean(axis=(1, 3))
        assert np.abs(small - reduced).mean() < 12, spec
        assert np.abs(_in_blocks(small) - _in_blocks(reduced)).mean() < 4, spec


def _in_blocks(pixels: NDArray[np.float64]) -> NDArray[np.float64]:
    blocks: NDArray[np.float64] = pixels.reshape(32, 8, 32, 8, 3).mean(axis=(1, 3))
    return blocks


@pytest.mark.parametrize("name", PRINTS)
def test_a_print_looks_alike_wherever_its_bounds_lie(name: str) -> None:
    spec = a_spec(name, 5)
    surface = skia.Surface(300, 300)
    paint_print(surface.getCanvas(), skia.Rect.MakeXYWH(40, 70, 128, 160), spec)
    moved = surface.toarray(colorType=skia.kRGBA_8888_ColorType)[70:230, 40:168, :3].astype(float)
    assert np.abs(moved - paint(spec, 128, 160)[..., :3]).mean() < 2


@pytest.mark.parametrize("name", [name for name in PRINTS if name != "plain"])
def test_seeds_vary_the_print(name: str) -> None:
    colours = sample_colours(np.random.default_rng(1), name)
    pictures = [paint(PrintSpec(name, colours, seed), 128, 128).astype(float) for seed in range(6)]
    gaps = [np.abs(a - b).mean() for i, a in enumerate(pictures) for b in pictures[:i]]
    assert min(gaps) > 0.5


@settings(max_examples=20, deadline=None)
@given(seed=SEEDS)
def test_plain_is_one_even_colour(seed: int) -> None:
    spec = a_spec("plain", seed)
    assert (paint(spec)[..., :3] == rgb(spec.colours[0])).all()


@pytest.mark.parametrize("seed", range(8))
def test_gingham_shows_three_tones_with_the_half_tone_twice_as_often(seed: int) -> None:
    pixels = paint(PrintSpec("gingham", ("#ffffff", "#d1232f"), seed), 512, 512)
    share = (255.0 - pixels[..., 1]) / (255 - 0x23)
    ground, half, full = (share < 0.2).mean(), ((share > 0.25) & (share < 0.7)).mean(), (share > 0.8).mean()
    assert ground == pytest.approx(0.25, abs=0.08)
    assert half == pytest.approx(0.5, abs=0.12)
    assert full == pytest.approx(0.25, abs=0.08)


@pytest.mark.parametrize(
    "name", ["stripes", "dots", "gingham", "chevron", "colour-block", "ombre", "tie-dye"]
)
def test_flat_and_dyed_prints_use_only_their_colours_and_mixtures_of_them(name: str) -> None:
    for seed in range(10):
        red, green, blue = np.moveaxis(
            paint(PrintSpec(name, ("#ffffff", "#0000c8"), seed), 96, 96)[..., :3], -1, 0
        )
        assert np.abs(red.astype(int) - green).max() <= 3
        assert (blue >= 0xA8).all()


def test_the_ground_shows_in_every_repeated_print() -> None:
    for name in ("dots", "floral", "animal", "camouflage", "border", "stripes"):
        for spec in one_of_each_variant(name):
            near = np.abs(paint(spec, 200, 200)[..., :3].astype(int) - rgb(spec.colours[0])).max(axis=-1) < 24
            assert near.mean() > 0.04, spec


@pytest.mark.parametrize("name", [name for name in PRINTS if name not in {"plain", "ombre"}])
def test_recolouring_keeps_the_motif_and_changes_the_colours(name: str) -> None:
    for seed in range(6):
        spec = a_spec(name, seed)
        other = recolour(spec, np.random.default_rng(seed))
        before, after = paint(spec, 128, 128), paint(other, 128, 128)
        assert np.abs(before.astype(float) - after)[..., :3].mean() > 12
        assert _edge_likeness(before, after) > 0.5


def _edge_likeness(first: Pixels, second: Pixels) -> float:
    """Correlation of where colours change, whichever colours they are."""
    edges = []
    for pixels in (first, second):
        values = pixels[..., :3].astype(float)
        down, across = np.diff(values, axis=0)[:, :-1], np.diff(values, axis=1)[:-1]
        edges.append(np.sqrt(np.abs(down).max(axis=-1) + np.abs(across).max(axis=-1)).ravel())
    return float(np.corrcoef(edges[0], edges[1])[0, 1])


def test_recolouring_keeps_the_run_of_an_ombre() -> None:
    for seed in range(8):
        spec = PrintSpec("ombre", ("#ffffff", "#1f4fbf"), seed)
        other = dataclasses.replace(spec, colours=("#6d1730", "#fdd835"))
        away = [_away_from_ground(either).ravel() for either in (spec, other)]
        assert np.corrcoef(away[0], away[1])[0, 1] > 0.98


def _away_from_ground(spec: PrintSpec) -> NDArray[np.float64]:
    pixels = paint(spec)[..., :3].astype(np.float64)
    away: NDArray[np.float64] = np.abs(pixels - rgb(spec.colours[0])).sum(axis=-1)
    return away


def test_scale_enlarges_the_motif() -> None:
    spec = PrintSpec("stripes", ("#ffffff", "#000000"), 1)
    fine, coarse = (grey(paint(dataclasses.replace(spec, scale=scale), 256, 256)) for scale in (0.5, 2.0))
    assert _changes(fine) > 2 * _changes(coarse)


def _changes(values: NDArray[np.float64]) -> float:
    return float(np.abs(np.diff(values, axis=0)).mean() + np.abs(np.diff(values, axis=1)).mean())


def test_a_quarter_turn_makes_level_stripes_upright() -> None:
    for seed in range(10):
        spec = PrintSpec("stripes", ("#ffffff", "#000000"), seed)
        level, turned = (
            grey(paint(dataclasses.replace(spec, angle=angle), 128, 128)) for angle in (0.0, 90.0)
        )
        assert np.abs(np.diff(level, axis=0)).mean() == pytest.approx(
            np.abs(np.diff(turned, axis=1)).mean(), rel=0.25, abs=1
        )


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"name": "paisley"}, "no print called 'paisley'"),
        ({"colours": ("#fff", "#000000")}, "'#rrggbb'"),
        ({"colours": ("#ffffff",)}, "2 to 5 colours"),
        ({"colours": ("#ffffff",) * 6}, "2 to 5 colours"),
        ({"name": "plain"}, "exactly one colour"),
        ({"seed": -1}, "must not be negative"),
        ({"scale": 0.0}, "scale"),
        ({"scale": float("nan")}, "scale"),
        ({"angle": float("inf")}, "number of degrees"),
    ],
)
def test_an_impossible_spec_is_refused_with_a_sentence(change: dict[str, object], says: str) -> None:
    fields: dict[str, object] = {"name": "dots", "colours": ("#ffffff", "#000000"), "seed": 1} | change
    with pytest.raises(ValueError, match=says) as refusal:
        PrintSpec(**fields)  # type: ignore[arg-type]
    assert str(refusal.value).endswith(".")


def test_a_rectangle_without_area_is_refused() -> None:
    canvas = skia.Surface(8, 8).getCanvas()
    with pytest.raises(ValueError, match="rectangle with an area"):
        paint_print(canvas, skia.Rect.MakeWH(8, 0), a_spec("dots", 1))
