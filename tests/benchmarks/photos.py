"""How well the program finds a design from a photo of it: `python -m tests.benchmarks.photos [--photos FOLDER]`.

Generated designs the network never saw, drawn once each; simulated photos of some of them are the queries. Photos of
garments from a folder join the designs, and are photographed as well. Beside the program's codes stand the features
they are made from, ranked exactly, and the hashes of imagehash.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from models.decode import decode, read_bytes
from models.designs.design import sample_design
from models.designs.render import STYLES, VIEWS, render
from models.network import Network
from models.photos import SCENES, scene_of, simulate_photo
from tests.benchmarks.methods import Pictures, methods, ranks_of, recall

FIRST_SEED = 800_000
SIDE = 320


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--designs", type=int, default=1500, help="generated designs to search (1500)")
    parser.add_argument("--queries", type=int, default=300, help="of which are photographed (300)")
    parser.add_argument("--photos", type=Path, help="a folder of photos (*.jpg) to search as well")
    parser.add_argument(
        "--most-photos", type=int, default=300, help="the last so many of them (300), a third photographed"
    )
    options = parser.parse_args(arguments)
    paths = sorted(options.photos.glob("*.jpg"))[-options.most_photos :] if options.photos else []
    images = [_drawn(number) for number in range(options.designs)] + [_opened(path) for path in paths]
    asked = [*range(options.queries), *range(options.designs, len(images), 3)]
    network = Network()
    queries = [simulate_photo(images[number], FIRST_SEED + number, size=SIDE) for number in asked]
    known, photographed = Pictures(images, network), Pictures(queries, network)
    groups = _groups(asked, options.designs)
    print(f"{len(images)} pictures, {len(paths)} of them photos; R@1 and R@10 of simulated photos")
    print(" " * 24 + "".join(f"{f'{name} ({len(rows)})':>19}" for name, rows in groups.items()))
    for name, likeness in methods(network).items():
        ranks = ranks_of(asked, likeness(photographed, known))
        cells = (recall(ranks[rows]) for rows in groups.values())
        print(f"{name:24}" + "".join(f"{first:13.3f}{tenth:6.3f}" for first, tenth in cells), flush=True)


def _groups(asked: Sequence[int], designs: int) -> dict[str, list[int]]:
    """Return the queries of designs, of photos, and of each scene, by number; empty groups are left out."""
    rows = range(len(asked))
    scenes = [scene_of(FIRST_SEED + number) for number in asked]
    groups = {
        "designs": [row for row in rows if asked[row] < designs],
        "photos": [row for row in rows if asked[row] >= designs],
    }
    for scene in SCENES:
        groups[scene] = [row for row in rows if scenes[row] == scene]
    return {name: found for name, found in groups.items() if found}


def _drawn(number: int) -> Image.Image:
    """Draw a design in any style and view."""
    random = np.random.default_rng(number)
    style, view = STYLES[random.integers(len(STYLES))], VIEWS[random.integers(len(VIEWS))]
    return render(sample_design(FIRST_SEED + number), style=style, view=view, size=SIDE)


def _opened(path: Path) -> Image.Image:
    image = decode(read_bytes(path)).image
    image.thumbnail((SIDE, SIDE))
    return image


if __name__ == "__main__":
    main()
