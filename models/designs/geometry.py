"""Plane curves as polylines: the arithmetic that every garment outline is built from.

A curve is an array of points (N, 2) in centimetres of the flat garment: x runs to the wearer's left as seen on
the page (right of the page), y runs down. x = 0 is the centre line.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Point = tuple[float, float]

_STEPS = 22


def _bernstein(steps: int) -> Points:
    t = np.linspace(0.0, 1.0, steps)[:, None]
    return np.hstack([(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3])


_BASIS = {steps: _bernstein(steps) for steps in (8, 12, _STEPS)}


def curve(start: Point, control: Point, control2: Point, end: Point, steps: int = _STEPS) -> Points:
    """Return a cubic Bézier curve; `steps` is one of 8, 12 and 22."""
    points: Points = _BASIS[steps] @ np.array([start, control, control2, end], dtype=np.float64)
    return points


def line(*corners: Point) -> Points:
    """Return the polyline through the given corners."""
    return np.array(corners, dtype=np.float64)


def spline(*knots: Point, steps: int = 8) -> Points:
    """Return a smooth (Catmull-Rom) curve through all knots."""
    given = np.array(knots, dtype=np.float64)
    padded = np.vstack([2 * given[0] - given[1], given, 2 * given[-1] - given[-2]])
    basis = _BASIS[steps]
    parts = []
    for i in range(1, len(padded) - 2):
        before, start, end, after = padded[i - 1 : i + 3]
        control = np.array([start, start + (end - before) / 6, end - (after - start) / 6, end])
        parts.append(basis @ control)
    return join(*parts)


def join(*parts: Points) -> Points:
    """Return the parts one after another, leaving out a point that repeats the one before it."""
    points = np.vstack(parts)
    keep = np.ones(len(points), dtype=bool)
    keep[1:] = np.abs(np.diff(points, axis=0)).sum(axis=1) > 1e-6
    kept: Points = points[keep]
    return kept


def mirror(points: Points) -> Points:
    """Return the curve reflected in the centre line, run backwards so that it continues the original."""
    mirrored: Points = points[::-1] * np.array([-1.0, 1.0])
    return mirrored


def symmetric(half: Points) -> Points:
    """Close a right half, given clockwise from the centre line to the centre line, with its mirror image."""
    return join(half, mirror(half))


def shifted(points: Points, dx: float = 0.0, dy: float = 0.0) -> Points:
    """Return the curve moved by (dx, dy)."""
    moved: Points = points + np.array([dx, dy])
    return moved


def turned(points: Points, degrees: float, about: Point) -> Points:
    """Return the curve turned clockwise on the page about a point."""
    angle = np.radians(degrees)
    cos, sin = np.cos(angle), np.sin(angle)
    centre = np.array(about)
    rotated: Points = (points - centre) @ np.array([[cos, sin], [-sin, cos]]) + centre
    return rotated


def normals(points: Points) -> Points:
    """Return the unit normals that point to the inside of an outline run clockwise on the page."""
    tangent = np.gradient(points, axis=0)
    length = np.maximum(np.hypot(tangent[:, 0], tangent[:, 1]), 1e-9)
    return np.stack([-tangent[:, 1] / length, tangent[:, 0] / length], axis=1)


def inset(points: Points, distance: float) -> Points:
    """Return the parallel curve `distance` to the inside of a clockwise outline."""
    return points + normals(points) * distance


def ribbon(middle: Points, width: float, end_width: float | None = None) -> Points:
    """Return the outline of a band along a curve; its width may change evenly to `end_width`."""
    widths = np.linspace(width, width if end_width is None else end_width, len(middle))[:, None] / 2
    across = normals(middle) * widths
    return np.vstack([middle - across, (middle + across)[::-1]])


def band(edge: Points, depth: float) -> Points:
    """Return the outline of a strip of even depth that lies inside an edge, as a binding does."""
    return np.vstack([edge, inset(edge, depth)[::-1]])


def part(points: Points, start: float, end: float, steps: int = _STEPS) -> Points:
    """Return the stretch of a curve between two fractions of its length."""
    return along(points, np.linspace(start, end, steps))


def along(points: Points, fractions: Sequence[float] | Points) -> Points:
    """Return the points that lie at the given fractions (0 to 1) of a curve's length."""
    step = np.hypot(*np.diff(points, axis=0).T)
    reached = np.concatenate([[0.0], np.cumsum(step)])
    at = np.asarray(fractions) * reached[-1]
    return np.stack([np.interp(at, reached, points[:, 0]), np.interp(at, reached, points[:, 1])], axis=1)


def first(points: Points) -> Point:
    """Return a curve's first point."""
    return float(points[0, 0]), float(points[0, 1])


def last(points: Points) -> Point:
    """Return a curve's last point."""
    return float(points[-1, 0]), float(points[-1, 1])


def oval(centre: Point, rx: float, ry: float, steps: int = 28) -> Points:
    """Return an ellipse as a closed outline."""
    angle = np.linspace(0, 2 * np.pi, steps, endpoint=False)
    return np.stack([centre[0] + rx * np.cos(angle), centre[1] + ry * np.sin(angle)], axis=1)


def wavy(points: Points, amplitude: float, waves: float, phase: float = 0.0) -> Points:
    """Return the curve with an even wave laid over it, as the free edge of a ruffle has."""
    steps = max(len(points), int(waves * 10))
    t = np.linspace(0, 1, steps)
    smooth = along(points, t)
    swing = amplitude * np.sin(2 * np.pi * waves * t + phase)
    return smooth + normals(smooth) * swing[:, None]
