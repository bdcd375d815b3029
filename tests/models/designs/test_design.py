import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.designs.design import CUTS, recoloured, reprinted, sample_design
from models.designs.men import MENS_CUTS
from models.designs.prints import PRINTS

seeds = st.integers(0, 2**31 - 1)


@given(seeds)
def test_a_seed_always_gives_the_same_design(seed: int) -> None:
    assert sample_design(seed) == sample_design(seed)


@given(seeds, st.sampled_from(CUTS), st.sampled_from(PRINTS))
def test_a_given_cut_and_print_are_kept(seed: int, cut: str, print_name: str) -> None:
    design = sample_design(seed, cut=cut, print_name=print_name)
    assert (design.cut, design.print.name) == (cut, print_name)
    assert design.gender == ("men" if cut in MENS_CUTS else "women")


@given(seeds, seeds)
def test_recolouring_keeps_family_print_and_motif_and_changes_the_colours(seed: int, other: int) -> None:
    design = sample_design(seed)
    colourway = recoloured(design, other)
    assert colourway.family == design.family
    assert (colourway.print.name, colourway.print.seed) == (design.print.name, design.print.seed)
    assert colourway.print.colours != design.print.colours


@given(seeds, seeds)
def test_reprinting_keeps_the_family_and_changes_the_print(seed: int, other: int) -> None:
    design = sample_design(seed)
    again = reprinted(design, other)
    assert again.family == design.family
    assert again.print.name != design.print.name


@given(seeds, seeds)
def test_the_family_follows_from_cut_and_proportions_only(seed: int, other: int) -> None:
    one, two = sample_design(seed, cut="tankini"), sample_design(other, cut="tankini")
    assert (one.family == two.family) == (one.shape == two.shape)


def test_one_cut_has_different_proportions_under_different_seeds() -> None:
    boxes = {sample_design(seed, cut="one-piece/scoop").drawing().bounds() for seed in range(12)}
    assert len(boxes) == 12


@pytest.mark.parametrize("cut", CUTS)
@settings(max_examples=8)
@given(seed=seeds, back=st.booleans())
def test_every_garment_is_finite_and_of_human_size(cut: str, seed: int, back: bool) -> None:
    left, top, right, bottom = sample_design(seed, cut=cut).drawing(back=back).bounds()
    assert np.isfinite([left, top, right, bottom]).all()
    assert 24 < right - left < 80
    assert 20 < bottom - top < 100


def test_an_unknown_cut_is_named_in_the_error() -> None:
    with pytest.raises(ValueError, match="cape"):
        sample_design(1, cut="cape")
