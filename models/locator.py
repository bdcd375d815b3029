"""Where in a photo the picture lies that was photographed, so that it is looked at upright, whole and alone.

A sheet on a table fills a part of its photo, seen at an angle, with the table around it. The locator tells where the
four corners of the picture on it are, and how far it may be wrong. Where it is not quite sure, it looks again at what
lies there, straightened, which shows the picture larger and almost upright. What is sure enough then is straightened:
as a scanner would show it. All other pictures are looked at as they are.
"""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from models.letterbox import letterbox
from models.runtime import open_session

FILE = "locator.onnx"
INPUT = "photo"
SIDE = 128
"""Side of the square that a photo is looked at in to find the place: a third of the work of looking at the picture."""

WHOLE = 0.1
"""Share of the photo's sides by which the corners may differ from its own where it is the picture, and nothing else."""

UNSURE = 0.12
"""Mean expected error of a corner's coordinates, in halves of the photo's longer side, from which on none is told."""

SURE = 0.04
SURE_OF_TURN = 0.99
"""Expected error, as for `UNSURE`, up to which, and probability of the turn from which on it is not looked at again."""

MORE_LOOKS = 3
"""How often at most it is looked at again: a sheet lying at 45° may be found on its side by the second look only."""

MARGIN = 0.15
"""Share of a picture's sides that is looked at around it when it is looked at from nearer."""

Points = NDArray[np.float64]

UNIT_SQUARE = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float64)
"""The corners of a whole picture, clockwise from its top left, as shares of its sides."""


@dataclass(frozen=True)
class Place:
    """Where in a photo a picture lies.

    Attributes:
        corners: float64 (4, 2), pixels of the photo, clockwise from the corner that is the picture's own top left;
            those that the photo cuts off lie outside.
        aspect: the picture's width over its height.
    """

    corners: Points
    aspect: float

    @property
    def is_possible(self) -> bool:
        """Whether the corners go clockwise around a convex quadrilateral, y pointing down."""
        ahead = np.roll(self.corners, -1, axis=0) - self.corners
        behind = np.roll(ahead, 1, axis=0)
        return bool((behind[:, 0] * ahead[:, 1] > behind[:, 1] * ahead[:, 0]).all())

    def turned(self, steps: int) -> "Place":
        """The same place of a picture that lies so many quarters of a turn counterclockwise from this one."""
        return Place(np.roll(self.corners, steps, axis=0), self.aspect if steps % 2 == 0 else 1 / self.aspect)

    def widened(self, margin: float) -> "Place":
        """The place with a margin around it, as a share of the picture's sides."""
        wide = UNIT_SQUARE * (1 + 2 * margin) - margin
        return Place(_projected(wide, _homography(self.corners, (1, 1))), self.aspect)

    def in_photo(self, points: Points, size: tuple[int, int]) -> Points:
        """Points (n, 2) of the picture straightened to a size as they lie in the photo."""
        return _projected(points, _homography(self.corners, size))

    def from_photo(self, points: Points, size: tuple[int, int]) -> Points:
        """The inverse of `in_photo`."""
        inverse = np.linalg.inv(_homography(self.corners, size)).astype(np.float64)
        return _projected(points, inverse)


@dataclass(frozen=True)
class Found:
    """What the locator tells of a photo.

    Attributes:
        unturned: the place of the picture if its top left were the corner that the locator begins with.
        error: by how much a coordinate of its corners is expected to be off, in halves of the longer side of what it
            looked at.
        turns: how likely the picture is turned by so many steps from that, float64 (4,).
    """

    unturned: Place
    error: float
    turns: Points

    @property
    def place(self) -> Place:
        """The place as it is most likely turned."""
        return self.unturned.turned(int(self.turns.argmax()))

    @property
    def is_sure(self) -> bool:
        """Whether another look would hardly tell more."""
        return bool(self.error <= SURE and self.turns.max() >= SURE_OF_TURN)


class Locator:
    """Finds the place of a picture in its photo. Thread-safe.

    Args:
        path: the locator's file.

    Raises:
        EnvironmentProblem: MODEL_DAMAGED.
    """

    def __init__(self, path: Path) -> None:
        # One thread: it is small, and two crowds of waiting threads would get into each other's way.
        self._session = open_session(path, threads=1)

    @property
    def takes_photos(self) -> bool:
        """Whether it looks at photos itself; those of earlier networks looked at maps of the network."""
        return [each.name for each in self._session.get_inputs()] == [INPUT]

    def place(self, photo: Image.Image) -> Place | None:
        """The place of the picture in an RGB photo; None where that is not sure, cannot be, or is all there is."""
        found = self.find(photo)
        for _ in range(MORE_LOOKS):
            if not found.is_sure:
                found = self._nearer(photo, found)
        place = found.place
        is_whole = np.abs(place.corners / photo.size - UNIT_SQUARE).max() < WHOLE
        return place if found.error <= UNSURE and place.is_possible and not is_whole else None

    def find(self, photo: Image.Image) -> Found:
        """What one look at an RGB photo tells."""
        square = letterbox(photo, SIDE, roughly=True)
        said = self._session.run(["corners", "error", "turn", "aspect"], {INPUT: square[None]})
        corners, error, turn, aspect = (output[0].astype(np.float64) for output in said)
        likely = np.exp(turn - turn.max())
        place = Place(in_photo(corners, photo.size), float(np.exp(aspect)))
        return Found(place, float(error.mean()), likely / likely.sum())

    def _nearer(self, photo: Image.Image, first: Found) -> Found:
        """What is found with another look at what lies near what the first has found."""
        around = first.place.widened(MARGIN)
        if not (first.place.is_possible and around.is_possible):
            return first
        seen = straightened(photo, around, SIDE)
        again = self.find(seen)
        place = replace(again.unturned, corners=around.in_photo(again.unturned.corners, seen.size))
        # It may begin with another corner than the first look did.
        off = [np.abs(first.unturned.turned(steps).corners - place.corners).sum() for steps in range(4)]
        turns = again.turns * np.roll(first.turns, -int(np.argmin(off)))
        return Found(place, again.error, turns / turns.sum())


def straightened(photo: Image.Image, place: Place, side: int) -> Image.Image:
    """The picture at a place of an RGB photo as if scanned, its longer side `side` pixels; beyond the photo white."""
    height = side / max(place.aspect, 1)
    size = max(1, round(height * place.aspect)), max(1, round(height))
    longest = max(np.linalg.norm(np.roll(place.corners, -1, 0) - place.corners, axis=1))
    factor = int(longest // side)
    small = photo.reduce(factor) if factor > 1 else photo
    shrunk = np.array(small.size) / np.array(photo.size)
    return small.transform(
        size,
        Image.Transform.PERSPECTIVE,
        _homography(place.corners * shrunk, size).ravel()[:8].tolist(),
        Image.Resampling.BILINEAR,
        fillcolor="white",
    )


def in_square(points: Points, photo: tuple[int, int]) -> Points:
    """Points (n, 2) in pixels of a photo as they lie in the square it is letterboxed into, from -1 to 1."""
    scales, edges = _letterboxed(photo)
    return (points * scales + edges) / SIDE * 2 - 1


def in_photo(points: Points, photo: tuple[int, int]) -> Points:
    """The inverse of `in_square`."""
    scales, edges = _letterboxed(photo)
    return ((points + 1) / 2 * SIDE - edges) / scales


def _letterboxed(photo: tuple[int, int]) -> tuple[Points, Points]:
    """Scales and edges, float64 (2,), that `letterbox` gives a photo, to the pixel."""
    fitted = np.maximum(np.round(np.array(photo) * (SIDE / max(photo))), 1)
    return fitted / photo, (SIDE - fitted) // 2


def _projected(points: Points, homography: Points) -> Points:
    """Points (n, 2) as a homography (3, 3) takes them."""
    taken = np.column_stack([points, np.ones(len(points))]) @ homography.T
    projected: Points = taken[:, :2] / taken[:, 2:]
    return projected


def _homography(corners: Points, size: tuple[float, float]) -> Points:
    """The matrix (3, 3) that takes a point of a rectangle of this size to one of the quadrilateral; its last is 1."""
    width, height = size
    rows, wanted = [], []
    for (u, v), (x, y) in zip(corners, ((0, 0), (width, 0), (width, height), (0, height)), strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        wanted += [u, v]
    return np.append(np.linalg.solve(np.array(rows), np.array(wanted)), 1).reshape(3, 3)
