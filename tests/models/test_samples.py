"""The pictures a network is fitted on, and what they claim to show."""

from itertools import islice
from pathlib import Path

from models.designs.design import CUTS
from models.designs.prints import PRINTS
from models.samples import (
    VALIDATION_PHOTOS,
    design_samples,
    garment_samples,
    kind_samples,
    photo_samples,
    photos_to_learn_from,
)
from models.similarity import NONE, OTHER
from tests.conftest import demo_pictures


def test_every_design_comes_in_variants_that_share_its_shape_or_its_print() -> None:
    samples = list(design_samples(range(3), seed=40))
    for number in range(3):
        shapes = [each for each in samples if each.shape == number]
        prints = [each for each in samples if each.print == number]
        assert (len(shapes), len(prints)) == (5, 4)
        assert len({each.cut_class for each in shapes}) == 1
        assert len({each.print_class for each in prints}) == 1
        assert [each.is_photo for each in samples[7 * number : 7 * number + 7]] == [0, 1, 0, 0, 1, 0, 1]
    assert all(each.shape != NONE or each.print != NONE for each in samples)


def test_pictures_that_may_not_show_the_print_claim_none() -> None:
    for each in islice(design_samples(range(20), seed=60), 140):
        assert (each.print == NONE) == (each.print_class == NONE)


def test_a_round_of_designs_shows_every_cut_and_every_print() -> None:
    samples = list(design_samples(range(len(CUTS)), seed=80))
    assert {each.cut_class for each in samples} == set(range(len(CUTS)))
    assert {each.print_class for each in samples} - {NONE} == set(range(len(PRINTS)))


def test_a_photo_is_paired_with_photos_of_it_under_no_class() -> None:
    samples = list(photo_samples(demo_pictures(2), first=7, seed=1))
    assert [each.shape for each in samples] == [7, 7, 7, 8, 8, 8]
    assert {(each.cut_class, each.print_class) for each in samples} == {(NONE, NONE)}
    assert [each.is_photo for each in samples] == [False, True, True] * 2


def test_the_same_seed_gives_the_same_pictures() -> None:
    first, second = ([each.image.tobytes() for each in design_samples(range(2), seed=9)] for _ in range(2))
    assert first == second


def test_kinds_are_shown_drawn_photographed_and_in_lines_that_hide_the_print() -> None:
    samples = list(kind_samples(range(30), seed=90))
    assert len(samples) == 30 + 10 + 6
    assert sum(each.is_photo for each in samples) == 10 + 3
    assert sum(each.print_class == OTHER for each in samples) == 6
    assert {each.cut_class for each in samples} == set(range(30))


def test_a_sample_of_a_kind_is_the_same_whichever_others_are_drawn() -> None:
    alone, among = list(kind_samples([3], seed=90)), list(kind_samples(range(4), seed=90))[-2:]
    assert [each.image.tobytes() for each in alone] == [each.image.tobytes() for each in among]


def test_garments_are_of_the_kind_of_their_category_behind_those_of_swimwear_or_of_none() -> None:
    photos = list(zip(demo_pictures(4), [0, 2, NONE, NONE], strict=True))
    samples = list(garment_samples(photos, seed=1))
    assert [each.is_photo for each in samples] == [False, False, True, False, False, True]
    categories = [each.cut_class - len(CUTS) for each in samples[:3]]
    assert categories == [0, 2, 2]
    assert all(each.cut_class == OTHER for each in samples[3:])
    assert all(each.print_class == OTHER for each in samples)


def test_the_last_photos_are_kept_and_labels_that_tell_nothing_are_none(tmp_path: Path) -> None:
    names = [f"{number:03}.jpg" for number in range(VALIDATION_PHOTOS + 4)]
    for name in names:
        (tmp_path / name).touch()
    labels = tmp_path / "labels.csv"
    told = ["Shirt", "Not sure", "Dress"]
    rows = [f"{name},{label}" for name, label in zip(names, told, strict=False)]
    labels.write_text("\n".join(["image,label", *rows, f"{names[-1]},Skirt"]), encoding="utf-8")
    photos = photos_to_learn_from(tmp_path, labels)
    assert [path.name for path, _ in photos] == names[:4]
    assert [category for _, category in photos] == [1, NONE, 0, NONE]
    assert {category for _, category in photos_to_learn_from(tmp_path, None)} == {NONE}
