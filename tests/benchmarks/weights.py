"""What the exact likeness, compared by all, is weighed by: `python -m tests.benchmarks.weights [--photos FOLDER]`.

Every likeness orders whole sets here, without codes before it: the validation sets, and the demo catalogue, in which
the first match is to show the same cut and print, or to be of the same design family.
"""

import argparse
import csv
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder
from index.evaluation.measures import equal_pairs
from index.exact import WEIGHTS, PartWeights, Weights, weighted_likeness
from index.records import Facet
from main import DEMO
from models.network import Network
from tests.benchmarks.described import Describer
from tests.benchmarks.measures import Scores, mean_average_precision, ranks_of, recall
from tests.benchmarks.tables import Table
from tests.benchmarks.validation import add_options, grid_relevance
from tests.benchmarks.validation_sets import File, catalogue_grids, full_grid, photo_set

TRIED: dict[str, Weights] = {
    "E": (PartWeights(looks=0.5), PartWeights(looks=0.5)),
    "the very same": (PartWeights(same=0.5), PartWeights(same=0.5)),
    "kinds": (PartWeights(kind=0.5), PartWeights(kind=0.5)),
    "cut and print alike": (PartWeights(0.4, 0.09, 0.01), PartWeights(0.4, 0.09, 0.01)),
    "kinds less": (PartWeights(0.41, 0.04, 0.02), PartWeights(0.48, 0.05)),
    "kinds more": (PartWeights(0.26, 0.16, 0.02), PartWeights(0.36, 0.2)),
    "as shipped": WEIGHTS[Facet.OVERALL],
}


@dataclass(frozen=True)
class _Demo:
    """The demo catalogue's pictures and which pairs are alike."""

    pictures: Sequence[File]
    both: NDArray[np.bool_]
    family: NDArray[np.bool_]

    @classmethod
    def read(cls) -> "_Demo":
        with (DEMO / "labels.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        both = equal_pairs([row["cut"] for row in rows]) & equal_pairs([row["print"] for row in rows])
        family = equal_pairs([row["family"] for row in rows])
        return cls([File(DEMO / row["file"]) for row in rows], both, family)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add_options(parser)
    args = parser.parse_args()
    encoder, describe = Encoder.of(Network(args.network)), Describer((args.network,), args.cache)
    photos, grid, small, demo = (
        photo_set(args.photos, args.drawn),
        full_grid(),
        catalogue_grids(),
        _Demo.read(),
    )
    sets = [photos.queries, photos.known, grid.pictures, grid.recoloured, small.pictures, demo.pictures]
    queries, known, gridded, recoloured, in_small, in_demo = (
        describe(each)[str(args.network)] for each in sets
    )
    groups = [name for name in ("designs", "photos") if name in photos.groups]
    columns = [
        *(f"{name} {at}" for name in groups for at in ("R@1", "R@10")),
        "grid cut",
        "print",
        "small cut",
        "print",
        "recoloured R@1",
        "demo both R@1",
        "family R@1",
    ]
    table = Table("Weights of the exact likeness, overall", columns)
    for name, weights in TRIED.items():
        ranks = ranks_of(photos.wanted, weighted_likeness(encoder, weights, queries, known))
        cells = [share for group in groups for share in recall(ranks[photos.groups[group]])]
        for catalogue, features in ((grid, gridded), (small, in_small)):
            scores = weighted_likeness(encoder, weights, features, features)
            cut, print_, compared = grid_relevance(catalogue)
            cells += [mean_average_precision(scores, relevant, compared) for relevant in (cut, print_)]
        colours = ranks_of(grid.wanted, weighted_likeness(encoder, weights, recoloured, gridded))
        cells.append(recall(colours)[0])
        scores = weighted_likeness(encoder, weights, in_demo, in_demo)
        cells += [_first_right(scores, relevant) for relevant in (demo.both, demo.family)]
        table.add(name, cells)
    print(table.text())


def _first_right(scores: Scores, relevant: NDArray[np.bool_]) -> float:
    """Share of the queries whose first match other than themselves is right, of those that have one."""
    others = scores.copy()
    np.fill_diagonal(others, -np.inf)
    has_one = relevant.sum(axis=1) > 1
    right = relevant[np.arange(len(scores)), others.argmax(axis=1)]
    return float(right[has_one].mean())


if __name__ == "__main__":
    main()
