"""Pictures to fit a network on: generated designs and CC0 photos, each with variants and with what is known of it."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
from PIL import Image

from models.decode import decode, read_bytes
from models.designs.design import CUTS, Design, recoloured, reprinted, sample_design
from models.designs.prints import PRINTS
from models.designs.render import STYLES, VIEWS, render
from models.photos import simulate_photo
from models.similarity import NONE, OTHER

SIDE = 256
PHOTO_SIDE = 960
"""Longer side of a photo as staff drop it, at least: chat programs make it about as small."""

SHEET_SIDE = 720
"""Of the drawing that such a photo is taken of."""
VALIDATION_PHOTOS = 300
"""The last so many photos of a folder, by name, are kept to measure with: nothing is ever fitted on them."""

UNTOLD = ("Not sure", "Skip", "Other")
"""Labels of photos that say nothing of what is shown."""

_OTHER_GARMENT = 5_000_000
_PRINTED_STYLES = tuple(style for style in STYLES if style != "line")


@dataclass(frozen=True)
class Sample:
    """A picture with its labels; `NONE` where a label is unknown or the picture does not show it.

    Attributes:
        shape, print: number of the garment's shape, and of its print; equal for variants of one.
        cut_class, print_class: index into `CUTS` and `PRINTS`, behind `CUTS` the number of a garment's category, or
            `OTHER`: none of them.
        is_photo: whether the picture is a simulated photo.
    """

    image: Image.Image
    shape: int = NONE
    print: int = NONE
    cut_class: int = NONE
    print_class: int = NONE
    is_photo: bool = False


def design_samples(numbers: Iterable[int], seed: int, *, photo_side: int = SIDE) -> Iterator[Sample]:
    """Variants of designs, the same for the same number, which is their label, whichever others are asked for.

    They are drawn, photographed, recoloured, reprinted, and their print is on another garment.
    """
    sheet = _sheet_side(photo_side)
    for number in numbers:
        random = np.random.default_rng((seed, number))
        photo = partial(photographed, random=random, side=photo_side)
        design = _design_of_kinds(number, seed)
        other = replace(sample_design(seed + number + _OTHER_GARMENT), print=design.print)
        variants = [
            (design, _drawn(design, random), number, number, False),
            (design, photo(_drawn(design, random, sheet)), number, number, True),
            (variant := recoloured(design, seed + number), _any_drawn(variant, random), number, NONE, False),
            (variant := reprinted(design, seed + number), _any_drawn(variant, random), number, NONE, False),
            (variant, photo(_any_drawn(variant, random, sheet)), number, NONE, True),
            (other, _drawn(other, random), NONE, number, False),
            (other, photo(_drawn(other, random, sheet)), NONE, number, True),
        ]
        for shown, image, shape, print_, is_photo in variants:
            prints = PRINTS.index(shown.print.name) if print_ != NONE else NONE
            yield Sample(image, shape, print_, CUTS.index(shown.cut), prints, is_photo)


def photo_samples(
    paths: Sequence[Path], first: int, seed: int, *, photo_side: int = SIDE
) -> Iterator[Sample]:
    """Photos, each with two photos of it; of their shape and print is known only that they stay the same.

    Args:
        first: number of the first photo among shapes and prints.
    """
    for number, path in enumerate(paths, first):
        random = np.random.default_rng((seed, number))
        image = decode(read_bytes(path)).image
        yield Sample(image, number, number)
        for _ in range(2):
            yield Sample(photographed(image, random, photo_side), number, number, is_photo=True)


def kind_samples(numbers: Iterable[int], seed: int, *, photo_side: int = SIDE) -> Iterator[Sample]:
    """Designs of every cut in every print, one a number, whichever others are asked for.

    Each is drawn, every third is photographed as well, and every fifth drawn in lines, which show no kind of print.
    """
    sheet = _sheet_side(photo_side)
    for number in numbers:
        random = np.random.default_rng((seed, number))
        design = _design_of_kinds(number, seed)
        cut, print_ = CUTS.index(design.cut), PRINTS.index(design.print.name)
        drawn = _drawn(design, random, sheet)
        yield Sample(drawn, cut_class=cut, print_class=print_)
        if number % 3 == 0:
            photo = photographed(drawn, random, photo_side)
            yield Sample(photo, cut_class=cut, print_class=print_, is_photo=True)
        if number % 5 == 0:
            lines = render(design, style="line", view=VIEWS[random.integers(len(VIEWS))], size=sheet)
            shown = photographed(lines, random, photo_side) if number % 2 else lines
            yield Sample(shown, cut_class=cut, print_class=OTHER, is_photo=shown is not lines)


def garment_samples(
    photos: Sequence[tuple[Path, int]], seed: int, *, photo_side: int = SIDE
) -> Iterator[Sample]:
    """Photos of what is no swimwear, every second one photographed again: their print is of no known kind.

    Args:
        photos: each with the number of its category, which is a kind of cut behind `CUTS`; where it has none, the cut
            is of no known kind either.
    """
    for number, (path, category) in enumerate(photos):
        image = decode(read_bytes(path)).image
        cut = OTHER if category == NONE else len(CUTS) + category
        yield Sample(image, cut_class=cut, print_class=OTHER)
        if number % 2:
            again = photographed(image, np.random.default_rng((seed, number)), photo_side)
            yield Sample(again, cut_class=cut, print_class=OTHER, is_photo=True)


def photos_to_learn_from(folder: Path, labels: Path | None) -> list[tuple[Path, int]]:
    """The photos (*.jpg) of a folder but the last `VALIDATION_PHOTOS` by name, with the number of each one's category.

    Args:
        labels: a CSV file with the columns image and label; NONE stands for labels that tell nothing, and for all
            without it.
    """
    label_of: dict[str, str] = {}
    if labels:
        with labels.open(encoding="utf-8", newline="") as file:
            label_of = {row["image"]: row["label"] for row in csv.DictReader(file)}
    names = sorted(set(label_of.values()) - {*UNTOLD})
    numbers = {name: number for number, name in enumerate(names)}
    paths = sorted(folder.glob("*.jpg"))[:-VALIDATION_PHOTOS]
    return [(path, numbers.get(label_of.get(path.name, ""), NONE)) for path in paths]


def _sheet_side(photo_side: int) -> int:
    return max(SIDE, photo_side * SHEET_SIDE // PHOTO_SIDE)


def _design_of_kinds(number: int, seed: int) -> Design:
    """A design; cuts and prints take turns, so that every one is seen with every other."""
    return sample_design(
        seed + number,
        cut=CUTS[number % len(CUTS)],
        print_name=PRINTS[(number // len(CUTS) + number) % len(PRINTS)],
    )


def _drawn(design: Design, random: np.random.Generator, size: int = SIDE) -> Image.Image:
    """A drawing that shows the print."""
    style = _PRINTED_STYLES[random.integers(len(_PRINTED_STYLES))]
    return render(design, style=style, view=VIEWS[random.integers(len(VIEWS))], size=size)


def _any_drawn(design: Design, random: np.random.Generator, size: int = SIDE) -> Image.Image:
    return render(
        design,
        style=STYLES[random.integers(len(STYLES))],
        view=VIEWS[random.integers(len(VIEWS))],
        size=size,
    )


def photographed(image: Image.Image, random: np.random.Generator, side: int = SIDE) -> Image.Image:
    """A simulated photo of a picture, its longer side `side` pixels."""
    return simulate_photo(image, int(random.integers(2**31)), size=side)
