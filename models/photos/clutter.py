"""Other things on the table: pens, sheets, swatches of cloth, a mug, tape, scissors, a phone."""

from collections.abc import Callable

import numpy as np
import skia

from models.designs.shape import Shape
from models.photos.brush import any_colour, filled, stroked
from models.photos.camera import Camera
from models.photos.conditions import PhotoConditions


def paint_clutter(canvas: skia.Canvas, camera: Camera, conditions: PhotoConditions) -> None:
    """Lay things around the subject, some of them partly under it."""
    draw = Shape(conditions.look)
    canvas.save()
    canvas.concat(camera.table())
    for number in range(conditions.clutter):
        angle = 6.2832 * draw.unit(f"thing angle {number}")
        rim = np.array([np.cos(angle), np.sin(angle)])
        reach = min(half / max(abs(float(part)), 1e-6) for half, part in zip(camera.half, rim, strict=True))
        x, y = rim * (reach + conditions.margin + draw.between(f"thing away {number}", 0.0, 0.22))
        canvas.save()
        canvas.translate(float(x), float(y))
        canvas.rotate(360 * draw.unit(f"thing turn {number}"))
        paint = _THINGS[int(len(_THINGS) * draw.unit(f"thing {number}"))]
        paint(canvas, draw, f"{number}")
        canvas.restore()
    canvas.restore()


def _box(
    canvas: skia.Canvas,
    size: tuple[float, float],
    paint: skia.Paint,
    *,
    rounded: float = 0.0,
    high: float = 0.012,
) -> None:
    """Draw a box around the origin with its shadow."""
    rect = skia.Rect.MakeXYWH(-size[0] / 2, -size[1] / 2, *size)
    shadow = filled((0.03, 0.03, 0.04), 0.4, blur=high)
    canvas.drawRoundRect(rect.makeOffset(high * 0.6, high), rounded, rounded, shadow)
    canvas.drawRoundRect(rect, rounded, rounded, paint)


def _pen(canvas: skia.Canvas, draw: Shape, name: str) -> None:
    length, width = draw.between(f"pen {name}", 0.35, 0.55), draw.between(f"pen wide {name}", 0.018, 0.035)
    colour = any_colour(draw, f"pen {name}", vivid=1.0)
    _box(canvas, (length, width), filled(colour), rounded=width / 2)
    canvas.drawRect(
        skia.Rect.MakeXYWH(length * 0.1, -width / 2, length * 0.12, width), filled((0.1, 0.1, 0.1), 0.8)
    )
    light = skia.Rect.MakeXYWH(-length * 0.45, -width * 0.3, length * 0.9, width * 0.2)
    canvas.drawRoundRect(light, width, width, filled((1, 1, 1), 0.35))


def _page(canvas: skia.Canvas, draw: Shape, name: str) -> None:
    paper = draw.between(f"page {name}", 0.82, 0.97)
    width, height = draw.between(f"page wide {name}", 0.5, 0.9), draw.between(f"page high {name}", 0.5, 1.1)
    _box(canvas, (width, height), filled((paper, paper, paper * 0.98)), high=0.006)
    line = stroked((0.25, 0.25, 0.3), 0.007, 0.55)
    for row in range(2, int(height / 0.05) - 2):
        end = width * (draw.between(f"row {name} {row}", 0.2, 0.85) - 0.42)
        y = -height / 2 + row * 0.05
        canvas.drawLine(-width * 0.42, y, end, y, line)


def _swatch(canvas: skia.Canvas, draw: Shape, name: str) -> None:
    width, height = (
        draw.between(f"swatch {name}", 0.14, 0.34),
        draw.between(f"swatch high {name}", 0.14, 0.34),
    )
    _box(canvas, (width, height), filled(any_colour(draw, f"swatch {name}", vivid=1.0)))
    if not draw.chance(f"patterned {name}", 0.6):
        return
    second = any_colour(draw, f"pattern {name}", vivid=1.0)
    step = draw.between(f"pattern step {name}", 0.02, 0.06)
    dots = draw.chance(f"dotted {name}", 0.5)
    for x in np.arange(-width / 2 + step / 2, width / 2 - step / 4, step):
        if not dots:
            canvas.drawRect(skia.Rect.MakeXYWH(float(x), -height / 2, step * 0.45, height), filled(second))
            continue
        for y in np.arange(-height / 2 + step / 2, height / 2 - step / 4, step):
            canvas.drawCircle(float(x), float(y), step * 0.3, filled(second))


def _mug(canvas: skia.Canvas, draw: Shape, name: str) -> None:
    colour = any_colour(draw, f"mug {name}", vivid=0.8)
    canvas.drawCircle(0.02, 0.03, 0.135, filled((0.03, 0.03, 0.04), 0.4, blur=0.03))
    canvas.drawRoundRect(skia.Rect.MakeXYWH(0.1, -0.025, 0.1, 0.05), 0.02, 0.02, filled(colour))
    canvas.drawCircle(0, 0, 0.13, filled(colour))
    canvas.drawCircle(
        0, 0, 0.112, filled((0.20, 0.12, 0.07) if draw.chance(f"coffee {name}", 0.6) else (0.6, 0.5, 0.3))
    )
    canvas.drawCircle(-0.03, -0.04, 0.03, filled((1, 1, 1), 0.25, blur=0.01))


def _tape(canvas: skia.Canvas, draw: Shape, name: str) -> None:
    colour = any_colour(draw, f"tape {name}", vivid=0.9)
    canvas.drawCircle(0.01, 0.015, 0.09, stroked((0.03, 0.03, 0.04), 0.05, 0.4, blur=0.012))
    canvas.drawCircle(0, 0, 0.09, stroked(colour, 0.045))
    canvas.drawCircle(0, 0, 0.105, stroked((1, 1, 1), 0.008, 0.3))


def _scissors(canvas: skia.Canvas, draw: Shape, name: str) -> None:
    handle = any_colour(draw, f"scissors {name}", vivid=1.0)
    opening = draw.between(f"opening {name}", 4, 16)
    for side in (-1, 1):
        canvas.save()
        canvas.rotate(side * opening)
        canvas.drawLine(0, 0.01, 0.3, 0.015, stroked((0.05, 0.05, 0.06), 0.03, 0.3, blur=0.008))
        canvas.drawLine(0, 0, 0.3, 0, stroked((0.72, 0.73, 0.76), 0.026))
        canvas.drawOval(skia.Rect.MakeXYWH(-0.19, -0.045 - side * 0.02, 0.17, 0.085), stroked(handle, 0.024))
        canvas.restore()


def _phone(canvas: skia.Canvas, draw: Shape, name: str) -> None:
    level = draw.between(f"phone {name}", 0.03, 0.2)
    _box(canvas, (0.22, 0.45), filled((level, level, level * 1.1)), rounded=0.03, high=0.016)
    canvas.drawRoundRect(skia.Rect.MakeXYWH(-0.1, -0.2, 0.2, 0.4), 0.02, 0.02, filled((level + 0.05,) * 3))


def _measure(canvas: skia.Canvas, draw: Shape, name: str) -> None:
    """A ruler or a stretched measuring tape."""
    colour = (0.95, 0.8, 0.15) if draw.chance(f"yellow {name}", 0.5) else (0.9, 0.9, 0.88)
    _box(canvas, (0.9, 0.05), filled(colour), high=0.006)
    mark = stroked((0.1, 0.1, 0.1), 0.003, 0.8)
    for number, x in enumerate(np.arange(-0.43, 0.44, 0.02)):
        canvas.drawLine(float(x), -0.025, float(x), -0.005 if number % 5 == 0 else -0.014, mark)


_THINGS: tuple[Callable[[skia.Canvas, Shape, str], None], ...] = (
    _pen,
    _pen,
    _page,
    _page,
    _swatch,
    _swatch,
    _mug,
    _tape,
    _scissors,
    _phone,
    _measure,
)
