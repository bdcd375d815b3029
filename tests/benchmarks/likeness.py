"""How well codes tell cuts and prints apart: `python -m tests.benchmarks.likeness`.

Generated designs the network's codebook never saw, every cut in every print. Each design is the query once, itself left
out; relevant is what has the same cut, or the same print. Beside the program's codes stand the features they are
made from, ranked exactly, and the hashes of imagehash.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

import imagehash
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from index.codes import CodeColumns
from index.encoder import Encoder
from index.records import Facet
from models.designs.design import CUTS, Design, recoloured, sample_design
from models.designs.prints import PRINTS
from models.designs.render import STYLES, render
from models.network import Network

FIRST_SEED = 500_000
SIDE = 320

Scores = NDArray[np.float64]
"""Likeness of each query (row) to each design (column)."""


def main() -> None:
    """Print the table."""
    designs = [
        sample_design(FIRST_SEED + number, cut=cut, print_name=print_name)
        for number, (cut, print_name) in enumerate((cut, print_name) for cut in CUTS for print_name in PRINTS)
    ]
    pictures = [_picture(design, number) for number, design in enumerate(designs)]
    asked = range(0, len(designs), 3)
    queries = [_picture(replace(recoloured(designs[n], n), look=designs[n].look), n) for n in asked]
    print(
        f"{len(designs)} designs, {len(CUTS)} cuts x {len(PRINTS)} prints; {len(queries)} recoloured queries"
    )
    print(f"{'':24}{'mAP cut':>9}{'mAP print':>11}{'recoloured R@1':>16}{'R@10':>7}")
    for name, likeness in _methods().items():
        among, from_queries = likeness(pictures, pictures), likeness(queries, pictures)
        by_cut = mean_average_precision(among, [design.cut for design in designs])
        by_print = mean_average_precision(among, [design.print.name for design in designs])
        first, tenth = recall(from_queries, list(asked))
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


def recall(scores: Scores, wanted: Sequence[int]) -> tuple[float, float]:
    """Share of queries whose design is first, and among the first ten."""
    better = np.array([np.sum(row > row[column]) for row, column in zip(scores, wanted, strict=True)])
    return float(np.mean(better == 0)), float(np.mean(better < 10))


def _methods() -> dict[str, Callable[[list[Image.Image], list[Image.Image]], Scores]]:
    network = Network()
    encoder = Encoder.of(network)

    def features(pictures: list[Image.Image]) -> NDArray[np.float32]:
        return np.concatenate([network.features([picture]) for picture in pictures])

    def codes(facet: Facet) -> Callable[[list[Image.Image], list[Image.Image]], Scores]:
        def likeness(queries: list[Image.Image], pictures: list[Image.Image]) -> Scores:
            columns = CodeColumns(encoder.codes(features(pictures)))
            counts = (
                columns.and_or_counts(code, encoder.facet_words(facet))
                for code in encoder.codes(features(queries))
            )
            return np.array([shared / np.maximum(joined, 1) for shared, joined in counts])

        return likeness

    def floats(part: slice) -> Callable[[list[Image.Image], list[Image.Image]], Scores]:
        def likeness(queries: list[Image.Image], pictures: list[Image.Image]) -> Scores:
            known = features(pictures)[:, part]
            mean = known.mean(0)
            return _unit(features(queries)[:, part] - mean) @ _unit(known - mean).T

        return likeness

    def hashes(
        make: Callable[[Image.Image], imagehash.ImageHash],
    ) -> Callable[[list[Image.Image], list[Image.Image]], Scores]:
        def likeness(queries: list[Image.Image], pictures: list[Image.Image]) -> Scores:
            known = [make(picture) for picture in pictures]
            asked = [make(query) for query in queries]
            return np.array([[-(query - each) for each in known] for query in asked], np.float64)

        return likeness

    return {
        **{f"codes, {facet}": codes(facet) for facet in Facet},
        "features, overall": floats(slice(None)),
        "features, cut": floats(network.info.cut),
        "features, print": floats(network.info.print),
        "imagehash pHash": hashes(imagehash.phash),
        "imagehash dHash": hashes(imagehash.dhash),
        "imagehash wHash": hashes(imagehash.whash),
        "imagehash colour hash": hashes(imagehash.colorhash),
    }


def _picture(design: Design, number: int) -> Image.Image:
    return render(design, style=STYLES[1 + number % 2], view="front", size=SIDE)


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float64]:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float64)


if __name__ == "__main__":
    main()
