"""What the code is made of, by measurement: `python -m tests.benchmarks.choices --photos FOLDER [--out FILE]`.

{E, E whitened, hash layer} x {hyperplanes, ITQ, spherical} x {Hamming, spherical Hamming} x {64 to 1,024 bits} x {with
and without ranking the first 200 anew by E}, on the validation sets, beside what each space gives without codes. Half
of a code's bits are for cut, half for print; everything is fitted on pictures apart from the validation sets.
Whitened are the 256 strongest directions of each part; hash layer is that of the network's folder. ITQ has no more bits
than the space has dimensions; longer codes are several turns of it (`models/baselines/itq.py`).
"""

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder
from index.records import Facet
from index.references import LabelledFeatures
from index.spherical import fit_codebook
from models.baselines.hyperplanes import fit_random_hyperplanes
from models.baselines.itq import fit_itq
from models.baselines.whitening import fit_whitening
from models.network import Network, NetworkInfo
from models.samples import design_samples, photo_samples
from tests.benchmarks.described import Describer, weights_digest
from tests.benchmarks.measures import Scores, mean_average_precision, orders, ranks_of, recall
from tests.benchmarks.methods import centred_cosines, facet_parts
from tests.benchmarks.tables import Table
from tests.benchmarks.validation import add_options, garment_relevance, grid_relevance
from tests.benchmarks.validation_sets import (
    UNSEEN_PHOTOS,
    Grid,
    PhotoSet,
    catalogue_grids,
    full_grid,
    garments,
    photo_set,
)

BITS = (64, 128, 256, 512, 1024)
AGAIN = 200
WHITENED = 256
FIRST_SEED = 1_000_000

Floats = NDArray[np.float32]
Bits = NDArray[np.bool_]
Space = Callable[[Floats], tuple[Floats, Floats]]
"""Features to what stands for cut and what stands for print."""
Encode = Callable[[Floats], Bits]
Fit = Callable[[Floats, int, int], Encode]
"""Points, bits and seed to what encodes such points."""


@dataclass(frozen=True)
class Choices:
    """What is combined: spaces and codes by name, and bits of a code."""

    spaces: Mapping[str, Space]
    codes: Mapping[str, Fit]
    lengths: Sequence[int]


@dataclass(frozen=True, eq=False)
class Task:
    """One comparison of queries with known pictures.

    Attributes:
        queries, known: features float32 (n, 2048); the same array where each picture is the query once.
        facet: what is compared.
        measure: scores to cells of the table, named by `columns`.
    """

    queries: Floats
    known: Floats
    facet: Facet
    columns: Sequence[str]
    measure: Callable[[Scores], Sequence[float]]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add_choice_options(parser)
    given = parser.parse_args(arguments)
    network = Network(given.network)
    fitted_on = training_features(given, network).features
    print_table(given, network, fitted_on, Choices(_spaces(network, fitted_on), CODES, BITS))


def add_choice_options(parser: argparse.ArgumentParser) -> None:
    """Add what benchmarks that fit codes themselves are told."""
    add_options(parser)
    parser.add_argument(
        "--designs", type=int, default=700, help="designs to fit on (700), 7 pictures of each"
    )
    parser.add_argument(
        "--most-photos", type=int, default=400, help="photos to fit on (400), 3 pictures of each"
    )
    parser.add_argument("--out", type=Path, help="a file to write the table to as Markdown")


def print_table(given: argparse.Namespace, network: Network, fitted_on: Floats, choices: Choices) -> None:
    """Print a row for every space, and for every code of it, as they are made; write them to a file if asked to."""
    photos = photo_set(given.photos, given.drawn)
    tasks = _tasks(Describer((given.network,), given.cache), given.network, photos, given.photos)
    table = Table(
        f"Codes of {network.info.id}, fitted on {len(fitted_on)} pictures",
        [column for task in tasks for column in task.columns],
        ["R@1 and R@10 of photos, mAP of the rest; equal scores in a fixed random order."],
    )
    for name, cells in _rows(choices, fitted_on, tasks, network.info):
        table.add(name, cells)
        print(table.text() if len(table.rows) == 1 else table.text().splitlines()[-1], flush=True)
    if given.out:
        given.out.write_text(table.markdown(), encoding="utf-8")


def training_features(given: argparse.Namespace, network: Network) -> LabelledFeatures:
    """Features and labels of pictures like those the network is fitted on."""
    seen = sorted(given.photos.glob("*.jpg"))[:-UNSEEN_PHOTOS] if given.photos else []
    chosen = seen[: given.most_photos]
    kept = given.cache and given.cache / f"{weights_digest(given.network)}-{given.designs}-{len(chosen)}.npz"
    if kept and kept.exists():
        with np.load(kept, allow_pickle=False) as arrays:
            return LabelledFeatures(**arrays)
    samples = chain(
        design_samples(range(given.designs), FIRST_SEED), photo_samples(chosen, given.designs, FIRST_SEED)
    )
    known = LabelledFeatures.of(network, samples)
    if kept:
        given.cache.mkdir(parents=True, exist_ok=True)
        np.savez(kept, **vars(known))
    return known


def _spaces(network: Network, fitted_on: Floats) -> dict[str, Space]:
    info, layer = network.info, Encoder.of(network).hash_layer
    whiten = [fit_whitening(fitted_on[:, part], WHITENED) for part in (info.cut, info.print)]
    return {
        "E": lambda features: (features[:, info.cut], features[:, info.print]),
        f"whitened {WHITENED}": lambda features: (
            whiten[0](features[:, info.cut]),
            whiten[1](features[:, info.print]),
        ),
        f"hash layer {layer.cut}": layer.parts,
    }


CODES: dict[str, Fit] = {
    "hyperplanes": lambda points, bits, seed: fit_random_hyperplanes(points, bits, seed=seed).encode,
    "ITQ": lambda points, bits, seed: fit_itq(points, bits, seed=seed).encode,
    "spherical": lambda points, bits, seed: fit_codebook(points, bits, seed=seed).encode,
}


def _tasks(describe: Describer, folder: Path, photos: PhotoSet, photo_folder: Path | None) -> list[Task]:
    """Every comparison the table has columns for."""
    name = str(folder)
    queries, known = (describe(each)[name] for each in (photos.queries, photos.known))
    kinds = [kind for kind in ("designs", "photos") if kind in photos.groups]

    def found(scores: Scores) -> list[float]:
        ranks = ranks_of(photos.wanted, scores)
        return [share for kind in kinds for share in recall(ranks[photos.groups[kind]])]

    columns = [f"{kind}{at}" for kind in kinds for at in ("", " @10")]
    tasks = [Task(queries, known, Facet.OVERALL, columns, found)]
    for prefix, grid in (("", full_grid()), ("small ", catalogue_grids())):
        tasks += _grid_tasks(prefix, grid, describe(grid.pictures)[name])
    if photo_folder:
        unseen = garments(photo_folder, unseen=True)
        features, (relevant, compared) = describe(unseen.pictures)[name], garment_relevance(unseen)
        for facet in (Facet.OVERALL, Facet.CUT):
            tasks.append(
                Task(
                    features,
                    features,
                    facet,
                    [f"garments {facet}"],
                    lambda scores: [mean_average_precision(scores, relevant, compared)],
                )
            )
    return tasks


def _grid_tasks(prefix: str, grid: Grid, features: Floats) -> list[Task]:
    cut, print_, compared = grid_relevance(grid)

    def by(*wanted: Bits) -> Callable[[Scores], list[float]]:
        return lambda scores: [mean_average_precision(scores, relevant, compared) for relevant in wanted]

    return [
        Task(features, features, Facet.CUT, [f"{prefix}cut"], by(cut)),
        Task(features, features, Facet.PRINT, [f"{prefix}print"], by(print_)),
        Task(
            features, features, Facet.OVERALL, [f"{prefix}both: cut", f"{prefix}both: print"], by(cut, print_)
        ),
    ]


def _rows(
    choices: Choices, fitted_on: Floats, tasks: Sequence[Task], info: NetworkInfo
) -> Iterator[tuple[str, list[float]]]:
    """Each space without codes, then every code of it."""
    parts = facet_parts(info)
    by_features = [
        centred_cosines(task.queries[:, parts[task.facet]], task.known[:, parts[task.facet]])
        for task in tasks
    ]
    for space_name, space in choices.spaces.items():
        embedded = _embedding(space)
        yield f"{space_name}, no code", _cells(tasks, [_cosines_of(embedded, task) for task in tasks])
        for (code_name, fit), bits in product(choices.codes.items(), choices.lengths):
            encode = [fit(points, bits // 2, seed) for seed, points in enumerate(embedded(fitted_on))]
            pairs = [_bits_of(embedded, encode, task) for task in tasks]
            for distance, likeness in LIKENESSES.items():
                scores = [likeness(*pair) for pair in pairs]
                name = f"{space_name}, {code_name}, {distance}, {bits}"
                yield name, _cells(tasks, scores)
                again = [_ranked_again(code, exact) for code, exact in zip(scores, by_features, strict=True)]
                yield f"{name}, re-ranked", _cells(tasks, again)


def _embedding(space: Space) -> Space:
    """The space, each array of features mapped once."""
    kept: dict[int, tuple[Floats, Floats]] = {}

    def embedded(features: Floats) -> tuple[Floats, Floats]:
        if id(features) not in kept:
            kept[id(features)] = space(features)
        return kept[id(features)]

    return embedded


def _of_facet(parts: Sequence[Floats], facet: Facet) -> Floats:
    return {Facet.OVERALL: np.hstack(parts), Facet.CUT: parts[0], Facet.PRINT: parts[1]}[facet]


def _cosines_of(space: Space, task: Task) -> Scores:
    return centred_cosines(
        _of_facet(space(task.queries), task.facet), _of_facet(space(task.known), task.facet)
    )


def _bits_of(space: Space, encode: Sequence[Encode], task: Task) -> tuple[Floats, Floats]:
    """Codes of queries and known pictures, bits as 0 and 1 in single precision: their products are counts."""

    def bits(features: Floats) -> Floats:
        pairs = zip(encode, space(features), strict=True)
        return _of_facet([each(points).astype(np.float32) for each, points in pairs], task.facet)

    return bits(task.queries), bits(task.known)


def _hamming(queries: Floats, known: Floats) -> Scores:
    apart: Scores = queries.sum(1)[:, None] + known.sum(1) - 2 * queries @ known.T
    return -apart


def _spherical_hamming(queries: Floats, known: Floats) -> Scores:
    """Jaccard similarity: it orders as eq. 6 does."""
    shared = queries @ known.T
    similarity: Scores = shared / np.maximum(queries.sum(1)[:, None] + known.sum(1) - shared, 1)
    return similarity


LIKENESSES: dict[str, Callable[[Floats, Floats], Scores]] = {
    "Hamming": _hamming,
    "eq. 6": _spherical_hamming,
}


def _ranked_again(scores: Scores, exact: Scores) -> Scores:
    """Scores that order the first 200 by the features, before all others."""
    first = orders(scores)[:, :AGAIN]
    again: Scores = scores - scores.max() - 2
    np.put_along_axis(again, first, np.take_along_axis(exact, first, axis=1).astype(again.dtype), axis=1)
    return again


def _cells(tasks: Sequence[Task], scores: Sequence[Scores]) -> list[float]:
    return [cell for task, each in zip(tasks, scores, strict=True) for cell in task.measure(each)]


if __name__ == "__main__":
    main()
