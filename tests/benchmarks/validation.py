"""How well the program finds what it should: `python -m tests.benchmarks.validation [--photos FOLDER]`.

On pictures no network was trained on (`tests/benchmarks/validation_sets.py`):

- photos: simulated photos of designs and of garment photos, R@1 and R@10 among all of them;
- grid: designs of every cut in every print, mAP of what has the same cut and of what has the same print, and
  recoloured queries; and the same on small catalogues with several designs of each cut and print. Beside them stands
  the ceiling: the most that one order can reach for both at once;
- garments: mAP of the category of garment photos, those by the query's own photographer left out.

Codes stand beside the features they are made from, ranked exactly, the hashes of imagehash, and other networks.
"""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.evaluation.measures import equal_pairs
from models.network import NETWORK_DIR
from tests.benchmarks.described import Described, Describer
from tests.benchmarks.measures import alternating, ceiling, mean_average_precision, ranks_of, recall
from tests.benchmarks.methods import Method, methods
from tests.benchmarks.tables import Table
from tests.benchmarks.validation_sets import (
    Garments,
    Grid,
    PhotoSet,
    catalogue_grids,
    full_grid,
    garments,
    photo_set,
)

Methods = dict[str, Method]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add_options(parser)
    add_beside(parser)
    parser.add_argument("--out", type=Path, help="a file to write the tables to as Markdown")
    given = parser.parse_args(arguments)
    networks = (given.network, *given.beside)
    tables = []
    photos = photo_set(given.photos, given.drawn)
    for table in _tables(methods(networks), Describer(networks, given.cache), photos, given.photos):
        print(table.text(), flush=True)
        tables.append(table)
    if given.out:
        given.out.write_text("\n".join(table.markdown() for table in tables), encoding="utf-8")


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what every benchmark of likeness is told."""
    parser.add_argument("--network", type=Path, default=NETWORK_DIR, help="the network folder to measure")
    parser.add_argument(
        "--photos", type=Path, help="a folder of garment photos (*.jpg), labels.csv beside it"
    )
    parser.add_argument(
        "--drawn", type=int, default=3000, help="designs to find photos among (3000), a third asked"
    )
    parser.add_argument("--cache", type=Path, help="a folder to keep features in for later runs")


def add_beside(parser: argparse.ArgumentParser) -> None:
    """Add what benchmarks of several networks are told."""
    parser.add_argument(
        "--beside", type=Path, action="append", default=[], help="another network, repeatable"
    )


def grid_relevance(grid: Grid) -> tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_]]:
    """Which pairs of a grid have the same cut, which the same print, and which are compared at all."""
    compared = equal_pairs(grid.catalogues)
    np.fill_diagonal(compared, False)
    return equal_pairs(grid.cuts), equal_pairs(grid.prints), compared


def garment_relevance(photos: Garments) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which pairs of photos have the same category, and which are of different photographers."""
    return equal_pairs(photos.categories), ~equal_pairs(photos.photographers)


def _grid_notes(grid: Grid) -> list[str]:
    """What one order can reach for both cut and print."""
    cut, print_, compared = grid_relevance(grid)
    kinds = (cut & print_, cut & ~print_, print_ & ~cut)
    counts = [int((pairs & compared)[0].sum()) for pairs in kinds]
    by_cut, by_print = alternating(*counts)
    return [
        "Alike in both, in cut only, in print only: {}, {}, {} of each design's others.".format(*counts),
        f"One order has {ceiling(*counts):.3f} by the worse of the two at most; "
        f"a perfect one in which they take turns has {by_cut:.3f} by cut, {by_print:.3f} by print.",
    ]


def _tables(rows: Methods, describe: Describer, photos: PhotoSet, folder: Path | None) -> Iterator[Table]:
    yield _photo_table(rows, photos, describe(photos.known), describe(photos.queries))
    for name, grid in (("Every cut in every print", full_grid()), ("Small catalogues", catalogue_grids())):
        yield _grid_table(name, rows, grid, describe)
    if folder:
        sets = [garments(folder, unseen=unseen) for unseen in (True, False)]
        yield _garment_table(rows, sets, [describe(each.pictures) for each in sets])


def _photo_table(rows: Methods, photos: PhotoSet, known: Described, queries: Described) -> Table:
    title = f"Photos: {len(photos.queries)} photos, {len(photos.known)} pictures; R@1 and R@10"
    columns = [f"{name} ({len(found)}){at}" for name, found in photos.groups.items() for at in ("", " @10")]
    table = Table(title, columns)
    for name, likeness in rows.items():
        ranks = ranks_of(photos.wanted, likeness(queries, known))
        table.add(name, [share for found in photos.groups.values() for share in recall(ranks[found])])
    return table


def _grid_table(name: str, rows: Methods, grid: Grid, describe: Describer) -> Table:
    cut, print_, compared = grid_relevance(grid)
    title = f"{name}: {len(grid.pictures)} designs; mAP"
    recolours = ["recoloured R@1", "R@10"] if grid.recoloured else []
    table = Table(title, ["cut", "print", *recolours], _grid_notes(grid))
    pictures = describe(grid.pictures)
    queries = describe(grid.recoloured) if recolours else None
    for method, likeness in rows.items():
        scores = likeness(pictures, pictures)
        cells = [mean_average_precision(scores, relevant, compared) for relevant in (cut, print_)]
        if queries:
            cells += recall(ranks_of(grid.wanted, likeness(queries, pictures)))
        table.add(method, cells)
    return table


def _garment_table(rows: Methods, sets: Sequence[Garments], described: Sequence[Described]) -> Table:
    columns = [f"{name} ({len(each.pictures)})" for name, each in zip(("unseen", "all"), sets, strict=True)]
    note = "Photos by the query's own photographer are left out."
    table = Table("Garment photos: mAP of their category", columns, [note])
    relevance = [garment_relevance(each) for each in sets]
    for name, likeness in rows.items():
        table.add(
            name,
            [
                mean_average_precision(likeness(photos, photos), relevant, compared)
                for photos, (relevant, compared) in zip(described, relevance, strict=True)
            ],
        )
    return table


if __name__ == "__main__":
    main()
