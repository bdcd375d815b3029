"""Twelve queries with their first results, to judge by eye: `python -m tests.benchmarks.contact_sheets --out FOLDER`.

Photos of designs, of every kind in turn; photos of garments, where a folder is given; drawings in other colours; each
among the pictures of the validation sets. The query stands left. Of the results, the right one has a green frame;
a query without it among them has a red one. Numbers are similarities. One sheet is written for each network.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from models.network import NetworkInfo
from models.photos import SCENES
from tests.benchmarks.described import Describer
from tests.benchmarks.measures import Scores, orders
from tests.benchmarks.methods import methods
from tests.benchmarks.validation import add_beside, add_options
from tests.benchmarks.validation_sets import PhotoSet, Picture, full_grid, photo_set

RESULTS = 8
CELL, GAP, LINE = 150, 12, 20
RIGHT, WRONG, INK, PAPER = "#1a9850", "#d73027", "#303030", "#f2f2f2"


@dataclass(frozen=True)
class Search:
    """Some queries among some pictures, and which picture each should find."""

    queries: Sequence[Picture]
    known: Sequence[Picture]
    wanted: Sequence[int]


@dataclass(frozen=True)
class Row:
    """A query with its first results, each with its similarity, and the place of the right one if it is shown."""

    query: Picture
    results: Sequence[tuple[Picture, float]]
    right: int | None


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the sheets."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add_options(parser)
    add_beside(parser)
    parser.add_argument("--out", type=Path, required=True, help="the folder to write to")
    given = parser.parse_args(arguments)
    describe = Describer((given.network, *given.beside), given.cache)
    searches = list(_searches(photo_set(given.photos, given.drawn)))
    given.out.mkdir(parents=True, exist_ok=True)
    for folder in describe.networks:
        name = NetworkInfo.read(folder).id
        rows = [row for search in searches for row in _rows(search, _scores(folder, search, describe))]
        path = given.out / f"{name.replace('/', '-')}.png"
        _sheet(rows).save(path)
        print(f"{path}: {sum(row.right == 0 for row in rows)} of {len(rows)} first")


def _searches(photos: PhotoSet) -> Iterator[Search]:
    kinds = [
        [row for row in photos.groups.get(kind, []) if row in photos.groups["designs"]] for kind in SCENES
    ]
    designs = [row for turn in zip_longest(*kinds) for row in turn if row is not None][:6]
    chosen = [*designs, *photos.groups.get("photos", [])[:3]]
    yield Search(
        [photos.queries[row] for row in chosen], photos.known, [photos.wanted[row] for row in chosen]
    )
    grid = full_grid()
    some = range(0, len(grid.recoloured), len(grid.recoloured) // 3)[:3]
    yield Search([grid.recoloured[row] for row in some], grid.pictures, [grid.wanted[row] for row in some])


def _scores(folder: Path, search: Search, describe: Describer) -> Scores:
    """Likeness overall as the program ranks, or by the features of a network without codes."""
    found = methods([folder])
    overall = next(iter(found.values()))
    return overall(describe(search.queries), describe(search.known))


def _rows(search: Search, scores: Scores) -> Iterator[Row]:
    for query, wanted, order, likeness in zip(
        search.queries, search.wanted, orders(scores)[:, :RESULTS].tolist(), scores, strict=True
    ):
        results = [(search.known[column], float(likeness[column])) for column in order]
        yield Row(query, results, order.index(wanted) if wanted in order else None)


def _sheet(rows: Sequence[Row]) -> Image.Image:
    width = GAP + (RESULTS + 1) * (CELL + GAP) + GAP
    sheet = Image.new("RGB", (width, GAP + len(rows) * (CELL + LINE + GAP)), PAPER)
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(13)
    for number, row in enumerate(rows):
        top = GAP + number * (CELL + LINE + GAP)
        _paste(sheet, row.query, (GAP, top), WRONG if row.right is None else None)
        draw.text((GAP, top + CELL + 3), "query", INK, font)
        for place, (picture, likeness) in enumerate(row.results):
            left = GAP + (place + 1) * (CELL + GAP) + GAP
            _paste(sheet, picture, (left, top), RIGHT if place == row.right else None)
            draw.text((left, top + CELL + 3), f"{likeness:.2f}", INK, font)
    return sheet


def _paste(sheet: Image.Image, picture: Picture, at: tuple[int, int], frame: str | None) -> None:
    """Show a picture in a white cell, in a frame of that colour."""
    left, top = at
    if frame:
        ImageDraw.Draw(sheet).rectangle((left - 4, top - 4, left + CELL + 3, top + CELL + 3), frame)
    sheet.paste("white", (left, top, left + CELL, top + CELL))
    image = picture.image()
    image.thumbnail((CELL, CELL))
    sheet.paste(image, (left + (CELL - image.width) // 2, top + (CELL - image.height) // 2))


if __name__ == "__main__":
    main()
