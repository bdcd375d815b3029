"""How well codes tell cuts and prints apart: `python -m tests.benchmarks.likeness`.

Generated designs the network's codebook never saw, every cut in every print. Each design is the query once, itself left
out; relevant is what has the same cut, or the same print. Beside the program's codes stand the features they are
made from, ranked exactly, and the hashes of imagehash.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from PIL import Image

from models.designs.design import CUTS, Design, recoloured, sample_design
from models.designs.prints import PRINTS
from models.designs.render import STYLES, render
from models.network import Network
from tests.benchmarks.methods import Pictures, Scores, methods, ranks_of, recall

FIRST_SEED = 500_000
SIDE = 320


def main() -> None:
    """Print the table."""
    designs = [
        sample_design(FIRST_SEED + number, cut=cut, print_name=print_name)
        for number, (cut, print_name) in enumerate((cut, print_name) for cut in CUTS for print_name in PRINTS)
    ]
    network = Network()
    pictures = Pictures([_picture(design, number) for number, design in enumerate(designs)], network)
    asked = range(0, len(designs), 3)
    recolours = [replace(recoloured(designs[n], n), look=designs[n].look) for n in asked]
    queries = Pictures([_picture(design, n) for design, n in zip(recolours, asked, strict=True)], network)
    print(
        f"{len(designs)} designs, {len(CUTS)} cuts x {len(PRINTS)} prints; {len(recolours)} recoloured queries"
    )
    print(f"{'':24}{'mAP cut':>9}{'mAP print':>11}{'recoloured R@1':>16}{'R@10':>7}")
    for name, likeness in methods(network).items():
        among, from_queries = likeness(pictures, pictures), likeness(queries, pictures)
        by_cut = mean_average_precision(among, [design.cut for design in designs])
        by_print = mean_average_precision(among, [design.print.name for design in designs])
        first, tenth = recall(ranks_of(asked, from_queries))
        print(f"{name:24}{by_cut:9.3f}{by_print:11.3f}{first:16.2f}{tenth:7.2f}", flush=True)


def mean_average_precision(scores: Scores, labels: Sequence[str]) -> float:
    """Mean over queries of average precision, the query itself left out; equal scores rank in a fixed random order."""
    shuffled = np.random.default_rng(0).permutation(len(labels))
    scores, names = scores[:, shuffled], np.array(labels)[shuffled]
    precisions = []
    for query, column in enumerate(np.argsort(shuffled)):
        order = np.argsort(-scores[query], kind="stable")
        relevant = (names == names[column])[order[order != column]]
        if relevant.any():
            ranks = np.flatnonzero(relevant) + 1
            precisions.append(np.mean(np.arange(1, len(ranks) + 1) / ranks))
    return float(np.mean(precisions))


def _picture(design: Design, number: int) -> Image.Image:
    return render(design, style=STYLES[1 + number % 2], view="front", size=SIDE)


if __name__ == "__main__":
    main()
