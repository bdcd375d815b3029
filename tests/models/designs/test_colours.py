"""Palettes, recolouring and the words for colours."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.designs.colours import colour_name, contrast, recolour, sample_colours
from models.designs.prints import PRINTS, PrintSpec

SEEDS = st.integers(min_value=0, max_value=2**32)
NAMES = st.sampled_from(PRINTS)
COLOURS = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")


@settings(max_examples=200, deadline=None)
@given(name=NAMES, seed=SEEDS)
def test_plain_has_one_colour_and_other_prints_two_to_five(name: str, seed: int) -> None:
    colours = sample_colours(np.random.default_rng(seed), name)
    assert len(colours) == 1 if name == "plain" else 2 <= len(colours) <= 5
    assert all(re.fullmatch(r"#[0-9a-f]{6}", colour) for colour in colours)


@settings(max_examples=200, deadline=None)
@given(name=NAMES.filter(lambda name: name != "plain"), seed=SEEDS)
def test_no_motif_colour_is_lost_on_the_ground(name: str, seed: int) -> None:
    ground, *motif = sample_colours(np.random.default_rng(seed), name)
    assert min(contrast(ground, colour) for colour in motif) > 0.05
    assert max(contrast(ground, colour) for colour in motif) > 0.15


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS)
def test_gingham_is_woven_on_a_clearly_different_ground(seed: int) -> None:
    ground, check = sample_colours(np.random.default_rng(seed), "gingham")
    assert contrast(ground, check) > 0.15


def test_palettes_are_varied() -> None:
    rng = np.random.default_rng(0)
    for name in PRINTS:
        assert len({sample_colours(rng, name) for _ in range(50)}) > 40


def test_the_same_generator_state_gives_the_same_palette() -> None:
    first, second = (sample_colours(np.random.default_rng(3), "floral") for _ in range(2))
    assert first == second


def test_an_unknown_print_is_refused() -> None:
    with pytest.raises(ValueError, match="no print called 'paisley'"):
        sample_colours(np.random.default_rng(0), "paisley")


@settings(max_examples=100, deadline=None)
@given(name=NAMES, seed=SEEDS, other=SEEDS)
def test_recolouring_changes_every_colour_and_nothing_else(name: str, seed: int, other: int) -> None:
    spec = PrintSpec(name, sample_colours(np.random.default_rng(seed), name), seed, 1.5, 30.0)
    changed = recolour(spec, np.random.default_rng(other))
    assert (changed.name, changed.seed, changed.scale, changed.angle) == (name, seed, 1.5, 30.0)
    assert len(changed.colours) == len(spec.colours)
    assert all(contrast(old, new) > 0.09 for old, new in zip(spec.colours, changed.colours, strict=True))


@settings(max_examples=60, deadline=None)
@given(
    name=NAMES.filter(lambda name: name != "plain"),
    colours=st.lists(COLOURS, min_size=2, max_size=5),
    seed=SEEDS,
)
def test_any_colours_can_be_recoloured(name: str, colours: list[str], seed: int) -> None:
    changed = recolour(PrintSpec(name, tuple(colours), 1), np.random.default_rng(seed))
    assert len(changed.colours) == len(colours)
    assert changed.colours != tuple(colours)


@pytest.mark.parametrize(
    ("colour", "word"),
    [
        ("#000000", "black"),
        ("#ffffff", "white"),
        ("#12205a", "navy"),
        ("#e00010", "red"),
        ("#ff7f6a", "coral"),
        ("#20b2b0", "turquoise"),
        ("#808080", "grey"),
        ("#800020", "burgundy"),
        ("#f5a9c8", "pink"),
        ("#228844", "green"),
        ("#5a3a22", "brown"),
        ("#7a2fb0", "purple"),
        ("#2050d0", "blue"),
        ("#ffdd22", "yellow"),
        ("#FF8C1A", "orange"),
    ],
)
def test_everyday_words_for_colours(colour: str, word: str) -> None:
    assert colour_name(colour) == word


@settings(max_examples=50, deadline=None)
@given(first=COLOURS, second=COLOURS)
def test_contrast_is_a_distance(first: str, second: str) -> None:
    assert contrast(first, second) == contrast(second, first) >= 0
    assert contrast(first, first) == 0
    assert contrast(first, second) <= 1.1
