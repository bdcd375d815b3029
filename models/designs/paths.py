"""Outlines and lines as skia paths."""

import skia

from models.designs.geometry import Points


def path_of(points: Points, *, closed: bool = True, holes: tuple[Points, ...] = ()) -> skia.Path:
    """Return the path of an outline with its holes, or of an open line."""
    path = skia.Path()
    for contour in (points, *holes):
        path.addPoly([skia.Point(x, y) for x, y in contour.tolist()], closed)
    if holes:
        path.setFillType(skia.PathFillType.kEvenOdd)
    return path


class Paths:
    """The paths of one drawing's outlines, each made once however often it is filled, stroked or clipped to."""

    def __init__(self) -> None:
        self._made: dict[int, tuple[Points, skia.Path]] = {}

    def outline(self, points: Points) -> skia.Path:
        """Return the closed path of an outline."""
        known = self._made.get(id(points))
        if known is None:
            known = self._made[id(points)] = (points, path_of(points))
        return known[1]
