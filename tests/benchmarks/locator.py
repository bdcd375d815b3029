"""What looking at the picture in a photo is worth: `python -m tests.benchmarks.locator [--photos FOLDER]`.

The photos of the validation sets, taken with more and fewer pixels, are looked for among all pictures by the exact
likeness: as whole photos, at the place the locator tells, and at the true place, which no locator can beat by much.
Beside them stand the share of the photos in which it tells a place, and how far its corners are off, in the median.
Of pictures that are no photo of another it should tell none: of every tenth of those searched, it is counted.
"""

import argparse
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder
from index.exact import exact_likeness
from index.records import Facet
from models.locator import Place, straightened
from models.network import Network
from models.photos import corners_in_photo, sample_conditions
from models.samples import SHEET_SIDE
from tests.benchmarks.described import PROCESSES, Describer
from tests.benchmarks.measures import ranks_of, recall
from tests.benchmarks.tables import Table
from tests.benchmarks.validation import add_options
from tests.benchmarks.validation_sets import Photo, PhotoSet, Picture, photo_set

SIDES = (320, 640, 960, 1280)
WAYS = ("whole", "located", "true place")


@dataclass(frozen=True)
class Seen:
    """A photo's feature in each of `WAYS`, and how far the corners are off as a share of its longer side, if told."""

    features: tuple[NDArray[np.float32], ...]
    error: float | None


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add_options(parser)
    parser.add_argument("--sides", type=int, nargs="+", default=SIDES, help="pixels of the photos")
    given = parser.parse_args()
    photos = photo_set(given.photos, given.drawn)
    known = Describer((given.network,), given.cache)(photos.known)[str(given.network)]
    encoder = Encoder.of(Network(given.network))
    groups = [name for name in ("designs", "photos") if name in photos.groups]
    columns = [f"{name}{at}" for name in groups for at in (" R@1", " R@10")]
    table = Table(
        f"{len(photos.queries)} photos among {len(known)} pictures", [*columns, "told", "corners off"]
    )
    with ProcessPoolExecutor(PROCESSES, initializer=_load, initargs=(given.network,)) as pool:
        for side in given.sides:
            seen = list(pool.map(partial(_see, side), photos.queries, chunksize=8))
            for way, name in enumerate(WAYS):
                features = np.array([each.features[way] for each in seen])
                shares = _shares(photos, groups, exact_likeness(encoder, Facet.OVERALL, features, known))
                table.add(
                    f"{side} pixels, {name}", [*shares, *(_told(seen) if name == "located" else (None, None))]
                )
        told = list(pool.map(_is_told, photos.known[::10], chunksize=8))
    print(table.text())
    print(
        f"In {sum(told)} of {len(told)} pictures that are no photo of another a place is told all the same."
    )


def _shares(photos: PhotoSet, groups: Sequence[str], likeness: NDArray[np.float64]) -> list[float]:
    ranks = ranks_of(photos.wanted, likeness)
    return [share for name in groups for share in recall(ranks[photos.groups[name]])]


def _told(seen: Sequence[Seen]) -> tuple[float, float]:
    errors = [each.error for each in seen if each.error is not None]
    return len(errors) / len(seen), float(np.median(errors))


_seeing: list[Network] = []
"""In a process of the pool: its network."""


def _load(folder: Path) -> None:
    _seeing.append(Network(folder, threads=1))


def _is_told(picture: Picture) -> bool:
    return _seeing[0].look(picture.image()).place is not None


def _see(side: int, photo: Photo) -> Seen:
    network = _seeing[0]
    image = replace(photo, side=side).image()
    picture = photo.of.image(SHEET_SIDE)
    corners = corners_in_photo(picture.size, sample_conditions(photo.seed), size=side)
    truly = Place(corners * max(image.size) / side, picture.width / picture.height)
    looked = network.look(image)
    whole, straight = network.features([image, straightened(image, truly, network.info.side)])
    error = None
    if looked.place is not None:
        error = float(np.abs(looked.place.corners - truly.corners).mean()) / max(image.size)
    return Seen((whole, looked.feature, straight), error)


if __name__ == "__main__":
    main()
