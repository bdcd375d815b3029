"""Where the camera stands, and where a point of the table comes to lie in the photo.

The table is the plane z = 0, with the picture's middle at the origin, x to its right, y down the picture, and z up
towards the camera. One unit is the picture's longer side.
"""

from dataclasses import dataclass

import numpy as np
import skia
from numpy.typing import NDArray

from models.photos.conditions import PhotoConditions

Points = NDArray[np.float64]

_LONGEST_TO_SHORTEST = 4.0


@dataclass(frozen=True)
class Camera:
    """The way from the table to the photo.

    Attributes:
        matrix: float64 (3, 4), takes (x, y, z, 1) to homogeneous pixels.
        frame: width and height of the photo in pixels.
        half: half the picture's width and height, in units of the table.
    """

    matrix: Points
    frame: tuple[int, int]
    half: tuple[float, float]

    def project(self, points: Points) -> Points:
        """Return the pixels (n, 2) of points (n, 2) of the table, or (n, 3) above it."""
        columns = self.matrix[:, [0, 1, 3]] if points.shape[1] == 2 else self.matrix
        seen = np.column_stack([points, np.ones(len(points))]) @ columns.T
        pixels: Points = seen[:, :2] / seen[:, 2:]
        return pixels

    def table(self) -> skia.Matrix:
        """Return the same for skia, for what lies flat on the table."""
        return skia.Matrix.MakeAll(*self.matrix[:, [0, 1, 3]].ravel().tolist())

    def scale(self) -> float:
        """Return about how many pixels one unit of the table takes in the middle of the photo."""
        return float(np.linalg.norm(np.ptp(self.project(_CROSS), axis=0)) / 0.2)


_CROSS = np.array([[-0.0707, -0.0707], [0.0707, 0.0707]])


def frame_of(conditions: PhotoConditions, picture: tuple[int, int], longer: int) -> tuple[int, int]:
    """Return width and height of a photo whose longer side has so many pixels."""
    aspect = conditions.aspect
    if not aspect:
        width, height = halves(picture)
        aspect = width / height
        if round(conditions.roll / 90) % 2:
            aspect = 1 / aspect
    return (
        (longer, max(1, round(longer / aspect))) if aspect > 1 else (max(1, round(longer * aspect)), longer)
    )


def halves(picture: tuple[int, int]) -> tuple[float, float]:
    """Return half the width and height a picture takes on the table; a very long one gets blank room beside it."""
    longer = max(picture)
    least = 1 / _LONGEST_TO_SHORTEST
    return max(picture[0] / longer, least) / 2, max(picture[1] / longer, least) / 2


def aim(conditions: PhotoConditions, picture: tuple[int, int], frame: tuple[int, int]) -> Camera:
    """Return the camera that shows a picture of so many pixels as the conditions say."""
    half = halves(picture)
    turn = _rotation(conditions)
    matrix = np.column_stack([np.vstack([turn[:2], -turn[2]]), [0.0, 0.0, conditions.distance]])
    unscaled = Camera(matrix, frame, half)
    box = unscaled.project(corners(half))
    low, extent = box.min(axis=0), np.ptp(box, axis=0)
    size = np.array(frame, np.float64)
    scale = conditions.fill * float((size / extent).min())
    offset = np.array([conditions.offset_x, conditions.offset_y])
    corner = (size - extent * scale) / 2 * (1 + offset)
    axis, far = conditions.crop_side % 2, conditions.crop_side > 1
    if conditions.crop:
        hidden = conditions.crop * extent[axis] * scale
        corner[axis] = size[axis] - extent[axis] * scale + hidden if far else -hidden
    shift = corner - low * scale
    lens = np.array([[scale, 0, shift[0]], [0, scale, shift[1]], [0, 0, 1]])
    return Camera(lens @ matrix, frame, half)


def corners(half: tuple[float, float]) -> Points:
    """Return the corners of a rectangle around the origin, clockwise from the top left."""
    x, y = half
    return np.array([[-x, -y], [x, -y], [x, y], [-x, y]])


def _rotation(conditions: PhotoConditions) -> Points:
    """Roll about the upright, then lean the camera over in the direction `tilt_towards`."""
    roll, tilt, lean = np.radians([conditions.roll, conditions.tilt, conditions.tilt_towards])
    return _about_z(lean) @ _about_y(tilt) @ _about_z(roll - lean)


def _about_z(angle: float) -> Points:
    c, s = np.cos(angle), np.sin(angle)
    return np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]])


def _about_y(angle: float) -> Points:
    c, s = np.cos(angle), np.sin(angle)
    return np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]])
