"""What staff draw on a picture by hand: a circle, an arrow, a number, a tick."""

import numpy as np
import skia

from models.designs.shape import Shape
from models.photos.brush import Colour, polygon, stroked
from models.photos.camera import Points
from models.photos.conditions import PhotoConditions

_PENS: tuple[Colour, ...] = ((0.88, 0.08, 0.10), (0.10, 0.20, 0.75), (0.08, 0.08, 0.10), (0.95, 0.6, 0.05))
_WRITTEN = {
    "0": [(0.5, 0), (0.1, 0.3), (0.1, 0.75), (0.5, 1), (0.9, 0.7), (0.9, 0.25), (0.5, 0)],
    "1": [(0.25, 0.2), (0.55, 0), (0.5, 1)],
    "2": [(0.1, 0.25), (0.45, 0), (0.85, 0.25), (0.6, 0.6), (0.05, 1), (0.95, 0.95)],
    "3": [(0.1, 0.1), (0.6, 0), (0.8, 0.25), (0.4, 0.45), (0.85, 0.7), (0.5, 1), (0.05, 0.9)],
    "4": [(0.7, 1), (0.65, 0), (0.05, 0.65), (0.95, 0.6)],
    "5": [(0.9, 0), (0.2, 0.05), (0.15, 0.45), (0.7, 0.45), (0.85, 0.75), (0.4, 1), (0.05, 0.9)],
    "6": [(0.8, 0), (0.2, 0.4), (0.1, 0.8), (0.5, 1), (0.85, 0.75), (0.5, 0.5), (0.15, 0.7)],
    "7": [(0.05, 0.05), (0.9, 0), (0.4, 1)],
    "8": [(0.5, 0.45), (0.2, 0.2), (0.5, 0), (0.8, 0.2), (0.15, 0.75), (0.5, 1), (0.85, 0.75), (0.5, 0.45)],
    "9": [(0.8, 0.3), (0.4, 0.5), (0.15, 0.2), (0.5, 0), (0.85, 0.2), (0.7, 1)],
}


def paint_mark(canvas: skia.Canvas, half: tuple[float, float], conditions: PhotoConditions) -> None:
    """Draw the mark in the canvas's units, on a picture that reaches from -half to half."""
    if conditions.mark == "none":
        return
    draw = Shape(conditions.look)
    pen = _PENS[int(len(_PENS) * draw.unit("pen colour"))]
    paint = stroked(pen, draw.between("pen width", 0.006, 0.016), draw.between("pen ink", 0.7, 1.0))
    for line in _LINES[conditions.mark](draw, half):
        canvas.drawPath(polygon(line + _shake(draw, len(line)), closed=False), paint)


def _shake(draw: Shape, count: int) -> Points:
    return np.array([[draw.around(f"shake {i} {axis}", 0, 0.008) for axis in "xy"] for i in range(count)])


def _circle(draw: Shape, half: tuple[float, float]) -> list[Points]:
    """A ring around a detail or around the whole garment, not quite closed."""
    turn = np.linspace(0, 6.2832 * draw.between("ring overlap", 0.95, 1.1), 30) + 6.2832 * draw.unit(
        "ring start"
    )
    radius = draw.between("ring", 0.15, 0.8)
    middle = np.array([draw.around(f"ring {axis}", 0, 1 - radius) for axis in "xy"])
    ring = middle + radius * np.column_stack([np.cos(turn), np.sin(turn)])
    return [ring * np.array(half)]


def _arrow(draw: Shape, half: tuple[float, float]) -> list[Points]:
    """An arrow from the rim towards the middle."""
    angle = 6.2832 * draw.unit("arrow from")
    outward = np.array([np.cos(angle), np.sin(angle)])
    side = np.array([-outward[1], outward[0]])
    tip = outward * min(half) * draw.between("arrow tip", 0.25, 0.6)
    tail = outward * min(half) * draw.between("arrow tail", 0.85, 1.1)
    head = draw.between("arrow head", 0.03, 0.06)
    wings = [tip + head * (outward + side), tip, tip + head * (outward - side)]
    return [np.array([tail, (tail + tip) / 2, tip]), np.array(wings)]


def _number(draw: Shape, half: tuple[float, float]) -> list[Points]:
    """A number of one to four digits in a corner."""
    digits = str(int(10 ** draw.between("number", 0.3, 3.99)))
    size = draw.between("digit size", 0.05, 0.11)
    wide = size * 0.6
    room = np.maximum(0.0, np.array(half) - np.array([wide * len(digits), size]) - 0.02)
    side = np.array(
        [1 if draw.chance("number right", 0.5) else -1, 1 if draw.chance("number low", 0.4) else -1]
    )
    corner = np.array(half) * side * 0.9
    start = corner - np.array([wide * len(digits) if side[0] > 0 else 0.0, size if side[1] > 0 else 0.0])
    start = np.where(room > 0, start, -np.array(half))
    return [
        start + np.array([wide * place, 0.0]) + np.array(_WRITTEN[digit]) * np.array([wide * 0.8, size])
        for place, digit in enumerate(digits)
    ]


def _tick(draw: Shape, half: tuple[float, float]) -> list[Points]:
    """A tick or a cross near the rim."""
    middle = np.array([draw.around(f"tick {axis}", 0, 0.9) for axis in "xy"]) * np.array(half)
    size = draw.between("tick", 0.05, 0.12)
    if draw.chance("cross", 0.4):
        return [middle + size * np.array([(-1, -1), (1, 1)]), middle + size * np.array([(-1, 1), (1, -1)])]
    return [middle + size * np.array([(-0.8, 0.0), (-0.2, 0.7), (1.0, -1.0)])]


_LINES = {"circle": _circle, "arrow": _arrow, "number": _number, "tick": _tick}
