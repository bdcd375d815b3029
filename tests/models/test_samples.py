"""The pictures a network is fitted on, and what they claim to show."""

from itertools import islice

from models.designs.design import CUTS
from models.designs.prints import PRINTS
from models.samples import design_samples, photo_samples
from models.similarity import NONE
from tests.conftest import demo_pictures


def test_every_design_comes_in_variants_that_share_its_shape_or_its_print() -> None:
    samples = list(design_samples(3, seed=40))
    for number in range(3):
        shapes = [each for each in samples if each.shape == number]
        prints = [each for each in samples if each.print == number]
        assert (len(shapes), len(prints)) == (5, 4)
        assert len({each.cut_class for each in shapes}) == 1
        assert len({each.print_class for each in prints}) == 1
    assert all(each.shape != NONE or each.print != NONE for each in samples)


def test_pictures_that_may_not_show_the_print_claim_none() -> None:
    for each in islice(design_samples(20, seed=60), 140):
        assert (each.print == NONE) == (each.print_class == NONE)


def test_a_round_of_designs_shows_every_cut_and_every_print() -> None:
    samples = list(design_samples(len(CUTS), seed=80))
    assert {each.cut_class for each in samples} == set(range(len(CUTS)))
    assert {each.print_class for each in samples} - {NONE} == set(range(len(PRINTS)))


def test_a_photo_is_paired_with_photos_of_it_under_no_class() -> None:
    samples = list(photo_samples(demo_pictures(2), first=7, seed=1))
    assert [each.shape for each in samples] == [7, 7, 7, 8, 8, 8]
    assert {(each.cut_class, each.print_class) for each in samples} == {(NONE, NONE)}


def test_the_same_seed_gives_the_same_pictures() -> None:
    first, second = ([each.image.tobytes() for each in design_samples(2, seed=9)] for _ in range(2))
    assert first == second
