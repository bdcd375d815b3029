"""What lies over a part of the subject: a thumb, fingers, a clip, a hanger, a pen."""

import numpy as np
import skia

from models.designs.shape import Shape
from models.photos.brush import Colour, any_colour, filled, polygon, stroked
from models.photos.camera import Camera, Points
from models.photos.conditions import PhotoConditions

_SKINS: tuple[Colour, ...] = ((0.93, 0.76, 0.65), (0.88, 0.67, 0.54), (0.78, 0.56, 0.42), (0.55, 0.37, 0.27))
_DARK = (0.04, 0.03, 0.04)


def paint_cover(canvas: skia.Canvas, camera: Camera, conditions: PhotoConditions) -> None:
    """Put over the subject what the conditions name."""
    if conditions.cover == "none":
        return
    draw = Shape(conditions.look)
    canvas.save()
    canvas.concat(camera.table())
    _PAINT[conditions.cover](
        canvas, draw, (camera.half[0] + conditions.margin, camera.half[1] + conditions.margin)
    )
    canvas.restore()


def _at_the_rim(draw: Shape, half: tuple[float, float], sides: str = "lrb") -> tuple[Points, Points]:
    """Return a point of the subject's rim and the way inwards."""
    side = draw.pick("cover side", tuple(sides))
    along = draw.around("cover along", 0.0, 0.8)
    inward = {"l": (1.0, 0.0), "r": (-1.0, 0.0), "t": (0.0, 1.0), "b": (0.0, -1.0)}[side]
    rim = -np.array(inward) * np.array(half)
    rim[1 if side in "lr" else 0] = along * half[1 if side in "lr" else 0]
    return rim, np.array(inward)


def _finger(
    canvas: skia.Canvas, skin: Colour, base: Points, tip: Points, width: float, *, nail: bool
) -> None:
    """Draw a finger from beyond the rim to its tip."""
    bend = (base + tip) / 2 + 0.04 * (tip - base)[::-1] * np.array([-1, 1])
    line = polygon([tuple(base), tuple(bend), tuple(tip)], closed=False)
    canvas.save()
    canvas.translate(0.012, 0.02)
    canvas.drawPath(line, stroked(_DARK, width, 0.4, blur=0.018))
    canvas.restore()
    shaded: Colour = (skin[0] * 0.80, skin[1] * 0.72, skin[2] * 0.70)
    canvas.drawPath(line, stroked(shaded, width))
    canvas.drawPath(line, stroked(skin, width * 0.62, blur=width * 0.14))
    if nail:
        way = (tip - bend) / max(float(np.linalg.norm(tip - bend)), 1e-6)
        canvas.save()
        canvas.translate(*(tip + way * width * 0.12).tolist())
        canvas.rotate(float(np.degrees(np.arctan2(way[1], way[0]))))
        pink: Colour = (min(1.0, skin[0] * 1.05), skin[1] * 0.95, skin[2] * 0.98)
        oval = skia.Rect.MakeXYWH(-width * 0.28, -width * 0.27, width * 0.56, width * 0.54)
        canvas.drawOval(oval, filled(pink))
        canvas.drawOval(oval, stroked(shaded, width * 0.04, 0.7))
        canvas.restore()


def _thumb(canvas: skia.Canvas, draw: Shape, half: tuple[float, float]) -> None:
    rim, inward = _at_the_rim(draw, half)
    skin = _SKINS[int(len(_SKINS) * draw.unit("skin"))]
    side = np.array([-inward[1], inward[0]]) * draw.around("thumb slant", 0.0, 0.5)
    reach, width = draw.between("thumb reach", 0.06, 0.18), draw.between("thumb width", 0.09, 0.13)
    _finger(canvas, skin, rim - 0.6 * inward + 0.6 * side, rim + reach * (inward - side), width, nail=True)


def _fingers(canvas: skia.Canvas, draw: Shape, half: tuple[float, float]) -> None:
    """Four fingers that hold the subject down, or point."""
    rim, inward = _at_the_rim(draw, half)
    skin = _SKINS[int(len(_SKINS) * draw.unit("skin"))]
    across = np.array([-inward[1], inward[0]])
    width = draw.between("finger width", 0.075, 0.095)
    reach, slant = draw.between("finger reach", 0.06, 0.15), draw.around("hand slant", 0.0, 0.35)
    wrist = rim - 0.75 * inward - slant * across
    _finger(canvas, skin, wrist - 0.5 * inward, wrist + 0.25 * inward, 0.34, nail=False)
    for number, (spread, length) in enumerate(((-1.6, -0.05), (-0.5, 0.0), (0.6, -0.01), (1.7, -0.09))):
        bent = length * draw.between(f"finger {number}", 0.5, 1.3)
        tip = rim + (reach + bent) * inward + across * spread * width * draw.between("fan", 1.0, 1.5)
        knuckle = wrist + 0.25 * inward + across * spread * width * 0.9
        _finger(canvas, skin, knuckle, tip, width * (0.88 if number == 3 else 1.0), nail=True)


def _clip(canvas: skia.Canvas, draw: Shape, half: tuple[float, float]) -> None:
    """A binder clip or a board's clip on the upper rim."""
    x = draw.around("clip at", 0.0, 0.5) * half[0]
    width, deep = draw.between("clip", 0.10, 0.26), draw.between("clip deep", 0.05, 0.09)
    colour = (0.08, 0.08, 0.09) if draw.chance("black clip", 0.6) else any_colour(draw, "clip", vivid=0.8)
    canvas.save()
    canvas.translate(x, -half[1])
    body = [(-width / 2, -deep * 0.4), (width / 2, -deep * 0.4), (width * 0.42, deep), (-width * 0.42, deep)]
    canvas.drawPath(polygon([(px + 0.01, py + 0.015) for px, py in body]), filled(_DARK, 0.45, blur=0.012))
    canvas.drawPath(polygon(body), filled(colour))
    canvas.drawLine(-width * 0.4, 0.0, width * 0.4, 0.0, stroked((1, 1, 1), 0.008, 0.3))
    canvas.drawPath(
        polygon(
            [
                (-width * 0.2, deep),
                (-width * 0.1, -deep * 2.2),
                (width * 0.1, -deep * 2.2),
                (width * 0.2, deep),
            ],
            closed=False,
        ),
        stroked((0.75, 0.75, 0.78), 0.012),
    )
    canvas.restore()


def _hanger(canvas: skia.Canvas, draw: Shape, half: tuple[float, float]) -> None:
    """A hanger whose bar the straps run over."""
    colour = any_colour(draw, "hanger", vivid=0.3)
    width = half[0] * draw.between("hanger", 0.5, 0.9)
    top = -half[1] * draw.between("hanger height", 0.86, 1.02)
    paint = stroked(colour, draw.between("hanger wire", 0.012, 0.035))
    bar = polygon([(-width, top + 0.10), (0.0, top - 0.03), (width, top + 0.10)], closed=False)
    canvas.save()
    canvas.translate(0.012, 0.018)
    canvas.drawPath(bar, stroked(_DARK, 0.03, 0.35, blur=0.012))
    canvas.restore()
    canvas.drawPath(bar, paint)
    hook = skia.Rect.MakeXYWH(-0.035, top - 0.15, 0.07, 0.09)
    canvas.drawLine(0.0, top - 0.03, 0.0, top - 0.06, stroked((0.7, 0.7, 0.72), 0.012))
    canvas.drawArc(hook, -180, 270, False, stroked((0.7, 0.7, 0.72), 0.012))


def _pen(canvas: skia.Canvas, draw: Shape, half: tuple[float, float]) -> None:
    """A pen or ruler laid across a corner."""
    rim, inward = _at_the_rim(draw, half, "lrtb")
    across = np.array([-inward[1], inward[0]])
    start, end = (
        rim - 0.25 * inward - 0.15 * across,
        rim + 0.16 * inward + draw.around("pen slant", 0, 0.2) * across,
    )
    wide = draw.between("pen thick", 0.018, 0.035)
    line = polygon([tuple(start), tuple(end)], closed=False)
    canvas.save()
    canvas.translate(0.01, 0.016)
    canvas.drawPath(line, stroked(_DARK, wide, 0.4, blur=0.01))
    canvas.restore()
    canvas.drawPath(line, stroked(any_colour(draw, "cover pen", vivid=1.0), wide))
    canvas.drawPath(line, stroked((1, 1, 1), wide * 0.25, 0.35))


_PAINT = {"thumb": _thumb, "fingers": _fingers, "clip": _clip, "hanger": _hanger, "pen": _pen}
