"""The validation sets: pictures never trained on, and what is known of them.

Designs have seeds from 500,000 to 899,999, which are kept for validation; of a folder of garment photos, the last 300
by name are. Pictures are only described here, and drawn or read when they are needed.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

import numpy as np
from PIL import Image

from models.decode import decode, read_bytes
from models.designs.design import CUTS, Design, recoloured, sample_design
from models.designs.prints import PRINTS
from models.designs.render import STYLES, VIEWS, Style, View, render
from models.photos import SCENES, scene_of, simulate_photo
from models.samples import PHOTO_SIDE, SHEET_SIDE

SIDE = 320
UNSEEN_PHOTOS = 300
PHOTO_SEED, GRID_SEED, CATALOGUE_SEED = 800_000, 500_000, 600_000
_LEFT_OUT = ("Not sure", "Skip", "Other")
_FEWEST = 5


class Picture(Protocol):
    """How a picture is made; its `repr` tells it from others."""

    def image(self) -> Image.Image:
        """Make it, RGB."""
        ...


@dataclass(frozen=True)
class Drawing:
    """A drawing of a design."""

    design: Design
    style: Style
    view: View

    def image(self, side: int = SIDE) -> Image.Image:
        return render(self.design, style=self.style, view=self.view, size=side)


@dataclass(frozen=True)
class File:
    """A photo read from a file."""

    path: Path

    def image(self, side: int = SIDE) -> Image.Image:
        image = decode(read_bytes(self.path)).image
        image.thumbnail((side, side))
        return image


@dataclass(frozen=True)
class Photo:
    """A simulated photo of another picture, as staff drop it."""

    of: Drawing | File
    seed: int
    side: int = PHOTO_SIDE

    def image(self) -> Image.Image:
        file = io.BytesIO()
        simulate_photo(self.of.image(SHEET_SIDE), self.seed, size=self.side).save(file, "JPEG", quality=92)
        return decode(file.getvalue()).image


@dataclass(frozen=True)
class PhotoSet:
    """Photos to find their picture by.

    Attributes:
        known: what is searched; queries: photos; wanted: of which known picture each is.
        groups: queries by name: of designs, of garment photos, and by kind of photo; empty groups are left out.
    """

    known: Sequence[Picture]
    queries: Sequence[Picture]
    wanted: Sequence[int]
    groups: dict[str, list[int]]


@dataclass(frozen=True)
class Grid:
    """Designs by cut and print, of which each is the query once.

    Attributes:
        catalogues: number of the catalogue each is in; it is compared only with others of that.
        recoloured: queries in other colours; wanted: which picture each is of.
    """

    pictures: Sequence[Picture]
    cuts: Sequence[str]
    prints: Sequence[str]
    catalogues: Sequence[int]
    recoloured: Sequence[Picture] = ()
    wanted: Sequence[int] = ()


@dataclass(frozen=True)
class Garments:
    """Photos with the category of their garment and the number of their photographer."""

    pictures: Sequence[Picture]
    categories: Sequence[str]
    photographers: Sequence[str]


def unseen_photos(folder: Path | None) -> list[Path]:
    """The photos of a folder that no network is trained on."""
    return sorted(folder.glob("*.jpg"))[-UNSEEN_PHOTOS:] if folder else []


def photo_set(folder: Path | None, designs: int) -> PhotoSet:
    """Photos of a third of so many designs and of every second unseen garment photo, among all of these.

    Of many fewer than a thousand, a single one decides whether a share of 0.998 is reached.
    """
    known: list[Drawing | File] = [_any_drawing(PHOTO_SEED + number) for number in range(designs)]
    known += [File(path) for path in unseen_photos(folder)]
    wanted = [*range(designs // 3), *range(designs, len(known), 2)]
    seeds = [PHOTO_SEED + number for number in wanted]
    scenes = [scene_of(seed) for seed in seeds]
    groups = {
        "designs": [row for row, number in enumerate(wanted) if number < designs],
        "photos": [row for row, number in enumerate(wanted) if number >= designs],
    }
    for scene in SCENES:
        groups[scene] = [row for row, found in enumerate(scenes) if found == scene]
    photographed = [Photo(known[number], seed) for number, seed in zip(wanted, seeds, strict=True)]
    return PhotoSet(known, photographed, wanted, {name: rows for name, rows in groups.items() if rows})


def full_grid() -> Grid:
    """One design of every cut in every print, and every third of them recoloured."""
    cells = [(cut, print_name) for cut in CUTS for print_name in PRINTS]
    designs = [
        sample_design(GRID_SEED + number, cut=cut, print_name=print_name)
        for number, (cut, print_name) in enumerate(cells)
    ]
    wanted = range(0, len(designs), 3)
    others = [replace(recoloured(designs[number], number), look=designs[number].look) for number in wanted]
    return Grid(
        [_grid_drawing(design, number) for number, design in enumerate(designs)],
        [cut for cut, _ in cells],
        [print_name for _, print_name in cells],
        [0] * len(cells),
        [_grid_drawing(design, number) for design, number in zip(others, wanted, strict=True)],
        wanted,
    )


def catalogue_grids(*, catalogues: int = 8, cuts: int = 4, prints: int = 4, designs: int = 4) -> Grid:
    """Small catalogues of few cuts and prints with several designs in each cell, their proportions all different."""
    cells = [
        (CUTS[cut * catalogues + number], PRINTS[(number * prints + print_) % len(PRINTS)], number)
        for number in range(catalogues)
        for cut in range(cuts)
        for print_ in range(prints)
        for _ in range(designs)
    ]
    pictures = [
        _grid_drawing(sample_design(CATALOGUE_SEED + number, cut=cut, print_name=print_name), number)
        for number, (cut, print_name, _) in enumerate(cells)
    ]
    names, print_names, numbers = zip(*cells, strict=True)
    return Grid(pictures, names, print_names, numbers)


def garments(folder: Path, *, unseen: bool) -> Garments:
    """Photos whose category is known and has at least five, all of them or the unseen only.

    Labels stand in `labels.csv` beside the folder, with the columns image, label and photographer.
    """
    with (folder.parent / "labels.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["image"]: row for row in csv.DictReader(file)}
    paths = unseen_photos(folder) if unseen else sorted(folder.glob("*.jpg"))
    named = [(path, rows[path.name]) for path in paths if path.name in rows]
    labels = [row["label"] for _, row in named]
    kept = [
        (path, row)
        for path, row in named
        if row["label"] not in _LEFT_OUT and labels.count(row["label"]) >= _FEWEST
    ]
    return Garments(
        [File(path) for path, _ in kept],
        [row["label"] for _, row in kept],
        [row["photographer"] for _, row in kept],
    )


def _any_drawing(seed: int) -> Drawing:
    """A design in any style and view."""
    random = np.random.default_rng(seed)
    style, view = STYLES[random.integers(len(STYLES))], VIEWS[random.integers(len(VIEWS))]
    return Drawing(sample_design(seed), style, view)


def _grid_drawing(design: Design, number: int) -> Drawing:
    """A drawing that shows the print."""
    return Drawing(design, STYLES[1 + number % 2], "front")
