"""Small helpers to paint with skia."""

from collections.abc import Sequence

import numpy as np
import skia
from numpy.typing import NDArray
from PIL import Image

from models.designs.shape import Shape

Colour = tuple[float, float, float]
"""Red, green and blue from 0 to 1."""

SMOOTH = skia.SamplingOptions(skia.FilterMode.kLinear)


def colour4(colour: Colour, alpha: float = 1.0) -> int:
    """Return a colour as skia takes it."""
    red, green, blue = (round(255 * min(max(value, 0.0), 1.0)) for value in colour)
    return int(skia.ColorSetARGB(round(255 * alpha), red, green, blue))


def filled(colour: Colour, alpha: float = 1.0, *, blur: float = 0.0) -> skia.Paint:
    """Return a paint that fills; `blur` is the softness of its edge in the canvas's units."""
    paint = skia.Paint(Color=colour4(colour, alpha), AntiAlias=True)
    if blur > 0:
        paint.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, blur))
    return paint


def stroked(colour: Colour, width: float, alpha: float = 1.0, *, blur: float = 0.0) -> skia.Paint:
    """Return a paint that draws lines with round ends."""
    paint = filled(colour, alpha, blur=blur)
    paint.setStyle(skia.Paint.kStroke_Style)
    paint.setStrokeWidth(width)
    paint.setStrokeCap(skia.Paint.kRound_Cap)
    paint.setStrokeJoin(skia.Paint.kRound_Join)
    return paint


def polygon(points: NDArray[np.float64] | Sequence[tuple[float, float]], *, closed: bool = True) -> skia.Path:
    """Return the path through points (n, 2)."""
    return skia.Path.Polygon([skia.Point(float(x), float(y)) for x, y in points], closed)


def skia_image(picture: Image.Image) -> skia.Image:
    """Return a Pillow picture, RGB or RGBA, for skia."""
    return skia.Image.fromarray(np.array(picture.convert("RGBA")), colorType=skia.kRGBA_8888_ColorType)


def pillow_image(surface: skia.Surface) -> Image.Image:
    """Return what is painted on a surface, without its alpha."""
    pixels = surface.toarray(colorType=skia.kRGBA_8888_ColorType)
    return Image.fromarray(np.ascontiguousarray(pixels[:, :, :3]))


def any_colour(draw: Shape, name: str, *, vivid: float = 0.7) -> Colour:
    """Return a colour of any hue; `vivid` is the most colourful it gets, from 0 to 1."""
    strength = vivid * draw.unit(f"{name} strength") * 0.5
    return tinted(draw.between(f"{name} lightness", 0.15, 0.9), strength, 6.2832 * draw.unit(f"{name} hue"))


def tinted(middle: float, strength: float, hue: float) -> Colour:
    """Return a grey moved towards a hue, an angle in radians, by a strength from 0 to 0.5."""
    red, green, blue = (middle + strength * float(np.cos(hue - turn)) for turn in (0.0, 2.094, 4.189))
    return red, green, blue
