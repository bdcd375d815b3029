"""What looking at the picture in a photo is worth: `python -m tests.benchmarks.locator [--photos FOLDER]`.

The photos of the validation sets, taken with more and fewer pixels, are looked for among all pictures by the exact
likeness: as whole photos, at the place the locator tells, and at the true place, which no locator can beat by much.
Beside them stand the share of the photos in which it tells a place, how far its corners are off, in the median, and how
often it looks at a photo, in the mean.
Of pictures that are no photo of another it should tell none: of every tenth of those searched, it is counted.
Sheets that lie upright, on their side, and upside down are counted where the place has their own top left first.
"""

import argparse
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from index.encoder import Encoder
from index.exact import exact_likeness
from index.records import Facet
from models.locator import FILE, Found, Locator, Place, straightened
from models.network import Network
from models.photos import corners_in_photo, sample_conditions, take_photo
from models.samples import PHOTO_SIDE, SHEET_SIDE
from tests.benchmarks.described import PROCESSES, Describer
from tests.benchmarks.measures import ranks_of, recall
from tests.benchmarks.tables import Table
from tests.benchmarks.validation import add_options
from tests.benchmarks.validation_sets import Photo, PhotoSet, Picture, photo_set

SIDES = (320, 960)
WAYS = ("whole", "located", "true place")
ROLLS = (0, 90, 180, 270)
SHEETS = 60


@dataclass(frozen=True)
class Seen:
    """One photo.

    Attributes:
        features: in each of `WAYS`.
        error: how far the corners are off, as a share of its longer side; None where no place is told.
        looks: how often it was looked at until the place was sure.
    """

    features: tuple[NDArray[np.float32], ...]
    error: float | None
    looks: int


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
        f"{len(photos.queries)} photos among {len(known)} pictures",
        [*columns, "told", "corners off", "looks"],
    )
    with ProcessPoolExecutor(PROCESSES, initializer=_load, initargs=(given.network,)) as pool:
        for side in given.sides:
            seen = list(pool.map(partial(_see, side), photos.queries, chunksize=8))
            for way, name in enumerate(WAYS):
                features = np.array([each.features[way] for each in seen])
                shares = _shares(photos, groups, exact_likeness(encoder, Facet.OVERALL, features, known))
                table.add(
                    f"{side} pixels, {name}",
                    [*shares, *(_told(seen) if name == "located" else (None, None, None))],
                )
        told = list(pool.map(_is_told, photos.known[::10], chunksize=8))
        sheets = [photos.queries[row] for row in photos.groups["page"][:SHEETS]]
        upright = {roll: sum(pool.map(partial(_is_upright, roll), sheets, chunksize=8)) for roll in ROLLS}
    print(table.text())
    print(
        f"In {sum(told)} of {len(told)} pictures that are no photo of another a place is told all the same."
    )
    turned = ", ".join(f"{count} turned by {roll}°" for roll, count in upright.items())
    print(f"Found with its own top left first, of {len(sheets)} sheets: {turned}.")


def _shares(photos: PhotoSet, groups: Sequence[str], likeness: NDArray[np.float64]) -> list[float]:
    ranks = ranks_of(photos.wanted, likeness)
    return [share for name in groups for share in recall(ranks[photos.groups[name]])]


def _told(seen: Sequence[Seen]) -> tuple[float, float, float]:
    errors = [each.error for each in seen if each.error is not None]
    looks = float(np.mean([each.looks for each in seen]))
    return len(errors) / len(seen), float(np.median(errors)), looks


class _Counting(Locator):
    """A locator that counts how often it looks for a place."""

    looks = 0

    def find(self, photo: Image.Image) -> Found:
        self.looks += 1
        return super().find(photo)


_seeing: list[tuple[Network, _Counting]] = []
"""In a process of the pool: its network and locator."""


def _load(folder: Path) -> None:
    _seeing.append((Network(folder, threads=1), _Counting(folder / FILE)))


def _is_told(picture: Picture) -> bool:
    return _seeing[0][1].place(picture.image()) is not None


def _is_upright(roll: float, photo: Photo) -> bool:
    picture = photo.of.image(SHEET_SIDE)
    conditions = replace(sample_conditions(photo.seed), roll=roll)
    place = _seeing[0][1].place(take_photo(picture, conditions, size=PHOTO_SIDE))
    if place is None:
        return False
    truly = corners_in_photo(picture.size, conditions, size=PHOTO_SIDE)
    off = [np.abs(place.turned(steps).corners - truly).sum() for steps in range(4)]
    return bool(off[0] == min(off))


def _see(side: int, photo: Photo) -> Seen:
    network, locator = _seeing[0]
    image = replace(photo, side=side).image()
    picture = photo.of.image(SHEET_SIDE)
    corners = corners_in_photo(picture.size, sample_conditions(photo.seed), size=side)
    truly = Place(corners * max(image.size) / side, picture.width / picture.height)
    locator.looks = 0
    place = locator.place(image)
    straight = [straightened(image, at, network.info.side) for at in (place or truly, truly)]
    whole, located, wanted = network.features([image, *straight])
    if place is None:
        return Seen((whole, whole, wanted), None, locator.looks)
    error = float(np.abs(place.corners - truly.corners).mean()) / max(image.size)
    return Seen((whole, located, wanted), error, locator.looks)


if __name__ == "__main__":
    main()
