"""Where in a photo the picture lies that was photographed, so that it is looked at upright, whole and alone.

A sheet on a table fills a part of its photo, seen at an angle, with the table around it. The locator tells where the
four corners of the picture on it are, from the backbone's own maps of the photo, and how far it may be wrong. What is
sure enough is straightened: as a scanner would show it. All other pictures are looked at as they are.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from models.runtime import open_session

FILE = "locator.onnx"
MAPS = ("fine", "middle", "deep")
"""Outputs of the backbone that the locator looks at."""

SIDE = 128
"""Side of the square that a photo is looked at in to find the place: a third of the work of looking at the picture."""

WHOLE = 0.1
"""Share of the photo's sides by which the corners may differ from its own where it is the picture, and nothing else."""

UNSURE = 0.1
"""Mean expected error of a corner's coordinates, in halves of the photo's longer side, from which on none is told."""

Points = NDArray[np.float64]

_WHOLE_PHOTO = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float64)


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

    def place(self, maps: list[NDArray[np.float32]], photo: tuple[int, int]) -> Place | None:
        """The place of the picture in a photo; None where that is not sure, cannot be, or is all there is.

        Args:
            maps: what the backbone shows as `MAPS` of the photo letterboxed to `SIDE`, float32 (channels, h, w) each.
            photo: its width and height.
        """
        asked = {name: each[None] for name, each in zip(MAPS, maps, strict=True)}
        said = self._session.run(["corners", "error", "turn", "aspect"], asked)
        corners, error, turn, aspect = (output[0].astype(np.float64) for output in said)
        if error.mean() > UNSURE or not _is_convex(corners):
            return None
        steps = int(turn.argmax())
        found = np.roll(in_photo(corners, photo), steps, axis=0)
        if np.abs(found / photo - _WHOLE_PHOTO).max() < WHOLE:
            return None
        return Place(found, float(np.exp(-aspect if steps % 2 else aspect)))


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
        _perspective(place.corners * shrunk, size),
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
    """Scales and edges, float64 (2,), that `models.network.letterbox` gives a photo, to the pixel."""
    fitted = np.maximum(np.round(np.array(photo) * (SIDE / max(photo))), 1)
    return fitted / photo, (SIDE - fitted) // 2


def _is_convex(corners: Points) -> bool:
    """Whether corners (4, 2) go clockwise around a convex quadrilateral, y pointing down."""
    ahead, behind = np.roll(corners, -1, axis=0) - corners, corners - np.roll(corners, 1, axis=0)
    turns = behind[:, 0] * ahead[:, 1] - behind[:, 1] * ahead[:, 0]
    return bool((turns > 0).all())


def _perspective(corners: Points, size: tuple[int, int]) -> list[float]:
    """The eight numbers by which Pillow takes a point of a rectangle of this size to one of the quadrilateral."""
    width, height = size
    rows, wanted = [], []
    for (u, v), (x, y) in zip(corners, ((0, 0), (width, 0), (width, height), (0, height)), strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        wanted += [u, v]
    return [float(number) for number in np.linalg.solve(np.array(rows), np.array(wanted))]
