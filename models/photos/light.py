"""Light on the scene: its fall, shadows of things outside the photo, glare and a screen's moiré."""

from typing import Any

import numpy as np
import skia
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from models.designs.shape import Shape
from models.photos.brush import filled, pillow_image, polygon
from models.photos.camera import Camera, corners
from models.photos.conditions import PhotoConditions

Floats = NDArray[np.floating[Any]]

_SIDE = 48
_UNIT = 200.0


def light_up(pixels: Floats, camera: Camera, conditions: PhotoConditions) -> None:
    """Change linear-looking pixels (h, w, 3), 0 to 255, in place as light falls on them."""
    if conditions.moire:
        pixels *= 1 + _on_the_subject(camera, conditions) * _moire(camera, conditions)
    if conditions.uneven or conditions.shadow:
        pixels *= _stretched(_fall(conditions), camera.frame) / np.float32(_UNIT)
    if conditions.glare:
        glow = _stretched(_glow(conditions), camera.frame)
        pixels += glow * (1 - pixels / 255).clip(0.15, 1)


def _stretched(small: Image.Image, frame: tuple[int, int]) -> Floats:
    return np.asarray(small.resize(frame, Image.Resampling.BILINEAR), np.float32)


def _fall(conditions: PhotoConditions) -> Image.Image:
    """Paint the light small: a slope, a vignette and soft shadows, `_UNIT` being full light."""
    draw = Shape(conditions.look)
    angle = 6.2832 * draw.unit("light from")
    across, down = np.meshgrid(
        np.linspace(-1, 1, _SIDE, dtype=np.float32), np.linspace(-1, 1, _SIDE, dtype=np.float32)
    )
    slope = across * np.cos(angle) + down * np.sin(angle)
    bowl = across**2 + down**2
    level = 1 + conditions.uneven * (0.32 * slope - draw.between("vignette", 0.02, 0.16) * bowl)
    warm = conditions.uneven * draw.around("mixed light", 0.0, 0.16) * slope
    light = np.stack([level * (1 + warm), level, level * (1 - warm)], axis=2)
    if conditions.shadow:
        light *= _shadows(conditions, draw)
    return Image.fromarray(np.clip(light * _UNIT, 0, 255).astype(np.uint8))


def _shadows(conditions: PhotoConditions, draw: Shape) -> Floats:
    """Return shadows of the phone, of the one who holds it, or of a window's frame."""
    surface = skia.Surface(_SIDE, _SIDE)
    canvas = surface.getCanvas()
    canvas.clear(skia.ColorWHITE)
    canvas.scale(_SIDE / 2, _SIDE / 2)
    canvas.translate(1, 1)
    soft = draw.between("shadow soft", 0.04, 0.22)
    paint = filled((0.0, 0.0, 0.06), 0.5 * conditions.shadow, blur=soft)
    canvas.rotate(360 * draw.unit("shadow turn"))
    kind = draw.pick("shadow kind", ("head", "edge", "bars", "hand"), (0.35, 0.35, 0.12, 0.18))
    x = draw.around("shadow x", 0.0, 0.5)
    if kind == "head":
        canvas.drawOval(skia.Rect.MakeXYWH(x - 0.4, 0.1, 0.8, 0.9), paint)
        canvas.drawRect(skia.Rect.MakeXYWH(x - 0.9, 0.8, 1.8, 1.0), paint)
    elif kind == "edge":
        canvas.drawRect(skia.Rect.MakeLTRB(x + 0.15, -2, 2, 2), paint)
    elif kind == "bars":
        for number in range(-4, 5):
            canvas.drawRect(skia.Rect.MakeXYWH(number * 0.35 + x, -2, 0.13, 4), paint)
    else:
        canvas.drawRoundRect(skia.Rect.MakeXYWH(x, -0.2, 0.5, 0.9), 0.1, 0.1, paint)
        canvas.drawPath(polygon([(x, 0.3), (x + 0.5, 0.3), (x + 0.7, 2.0), (x - 0.1, 2.0)]), paint)
    return np.asarray(pillow_image(surface), np.float32) / np.float32(255)


def _glow(conditions: PhotoConditions) -> Image.Image:
    """Paint the reflections of a lamp or a window, as light to add."""
    draw = Shape(conditions.look)
    surface = skia.Surface(_SIDE, _SIDE)
    canvas = surface.getCanvas()
    canvas.clear(skia.ColorBLACK)
    canvas.scale(_SIDE / 2, _SIDE / 2)
    canvas.translate(1 + draw.around("glare x", 0.0, 0.9), 1 + draw.around("glare y", 0.0, 0.9))
    canvas.rotate(180 * draw.unit("glare turn"))
    long, wide = draw.between("glare long", 0.15, 0.9), draw.between("glare wide", 0.06, 0.28)
    strength = conditions.glare
    canvas.drawOval(
        skia.Rect.MakeLTRB(-long * 1.5, -wide * 2.2, long * 1.5, wide * 2.2),
        filled((1, 1, 1), 0.35 * strength, blur=0.22),
    )
    core = filled((1, 1, 1), 0.9 * strength, blur=draw.between("glare soft", 0.05, 0.15))
    if draw.chance("tube", 0.35):
        canvas.drawRect(skia.Rect.MakeLTRB(-long, -wide / 2, long, wide / 2), core)
    else:
        canvas.drawOval(skia.Rect.MakeLTRB(-long / 2, -wide, long / 2, wide), core)
    return pillow_image(surface)


def _on_the_subject(camera: Camera, conditions: PhotoConditions) -> Floats:
    """Return 1 where the subject is, 0 elsewhere, float32 (h, w, 1)."""
    mask = Image.new("L", camera.frame)
    half = camera.half[0] + conditions.margin, camera.half[1] + conditions.margin
    ImageDraw.Draw(mask).polygon([(x, y) for x, y in camera.project(corners(half)).tolist()], fill=1)
    return np.asarray(mask, np.float32)[:, :, None]


def _moire(camera: Camera, conditions: PhotoConditions) -> Floats:
    """Return the change by the beat of a screen's pixels with the sensor's, tinted, and by its refresh."""
    draw = Shape(conditions.look)
    width, height = camera.frame
    across = np.arange(width, dtype=np.float32)[None, :] / np.float32(max(camera.frame))
    down = np.arange(height, dtype=np.float32)[:, None] / np.float32(max(camera.frame))
    angle, waves = 6.2832 * draw.unit("moire turn"), draw.between("moire waves", 25, 220)
    bend = draw.between("moire bend", 4, 30)
    phase = waves * (across * np.cos(angle) + down * np.sin(angle)) + bend * (across - 0.5) * (down - 0.4)
    bands = 0.05 * np.sin(6.2832 * (draw.between("bands", 1, 5) * down + draw.unit("band")))
    shift = np.array([0.0, 2.1, 4.2], np.float32) * np.float32(draw.between("moire colour", 0.2, 1.0))
    beat = np.sin(phase.astype(np.float32)[:, :, None] + shift)
    strength = np.float32(conditions.moire)
    result: Floats = strength * (np.float32(0.09) * beat + bands.astype(np.float32)[:, :, None])
    return result
