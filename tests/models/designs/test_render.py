import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from models.designs.design import CUTS, Design, recoloured, sample_design
from models.designs.render import STYLES, VIEWS, Style, View, render

seeds = st.integers(0, 2**31 - 1)
styles, views = st.sampled_from(STYLES), st.sampled_from(VIEWS)


def _drawn(picture: Image.Image) -> NDArray[np.bool_]:
    """Return which pixels differ clearly from the paper."""
    pixels = np.asarray(picture).astype(int)
    return np.asarray(np.abs(pixels - pixels[0, 0]).max(axis=2) > 24)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("cut", CUTS)
def test_every_cut_is_drawn_in_every_style_and_view(cut: str, view: View, style: Style) -> None:
    picture = render(sample_design(3, cut=cut), style=style, view=view, size=128)
    assert (picture.size, picture.mode) == ((128, 128), "RGB")
    assert _drawn(picture).mean() > 0.01


@settings(max_examples=25, deadline=None)
@given(seeds, styles, views)
def test_the_same_design_always_gives_the_same_pixels(seed: int, style: Style, view: View) -> None:
    design = sample_design(seed)
    one, two = (render(design, style=style, view=view, size=96) for _ in range(2))
    assert one.tobytes() == two.tobytes()


@settings(max_examples=60, deadline=None)
@given(seeds, styles, views, st.sampled_from([(160, 160), (120, 160), (200, 150)]))
def test_a_garment_fills_a_sensible_part_of_the_sheet_and_never_touches_its_edge(
    seed: int, style: Style, view: View, size: tuple[int, int]
) -> None:
    drawn = _drawn(render(sample_design(seed), style=style, view=view, size=size))
    rows, columns = np.flatnonzero(drawn.any(axis=1)), np.flatnonzero(drawn.any(axis=0))
    assert max(np.ptp(rows) / size[1], np.ptp(columns) / size[0]) > 0.5
    assert not drawn[[0, -1]].any()
    assert not drawn[:, [0, -1]].any()


@settings(max_examples=20, deadline=None)
@given(seeds, seeds)
def test_different_seeds_give_different_pictures(one: int, other: int) -> None:
    if one == other:
        return
    pictures = [render(sample_design(seed), style="flat", view="front", size=96) for seed in (one, other)]
    assert pictures[0].tobytes() != pictures[1].tobytes()


def _design_with_look(design: Design, look: int) -> Design:
    return Design(design.cut, design.gender, design.shape, design.print, look)


def test_a_colourway_keeps_the_drawing_and_changes_the_colours() -> None:
    design = sample_design(5, cut="one-piece/scoop", print_name="plain")
    colourway = _design_with_look(recoloured(design, 9), design.look)
    one, two = (
        np.asarray(render(d, style="flat", view="front", size=128)).astype(int) for d in (design, colourway)
    )
    middle = (slice(50, 80), slice(50, 78))
    assert np.abs(one[middle] - two[middle]).mean() > 20
    ink_one, ink_two = one.max(axis=2) < 60, two.max(axis=2) < 60
    assert (ink_one & ink_two).sum() > 0.5 * min(ink_one.sum(), ink_two.sum())


def test_a_line_flat_has_no_colour() -> None:
    for seed in range(12):
        design = sample_design(seed, print_name="tropical")
        pixels = np.asarray(render(design, style="line", view="front", size=160)).astype(int)
        assert np.ptp(pixels, axis=2).max() < 16


def test_a_taller_picture_is_the_same_design_on_a_taller_sheet() -> None:
    assert render(sample_design(2), style="shaded", view="front", size=(90, 120)).size == (90, 120)


@pytest.mark.parametrize("wrong", [{"style": "sketch"}, {"view": "side"}, {"size": 8}])
def test_what_cannot_be_drawn_is_refused(wrong: dict[str, str | int]) -> None:
    with pytest.raises(ValueError):
        render(sample_design(1), **({"style": "line", "view": "front", "size": 64} | wrong))  # type: ignore[arg-type]
