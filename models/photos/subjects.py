"""What is photographed: the picture as a printed sheet, on a screen, or as the garment cut out of it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import skia
from PIL import Image, ImageFilter

from models.designs.shape import Shape
from models.photos.brush import SMOOTH, colour4, filled, skia_image
from models.photos.camera import Camera
from models.photos.conditions import PhotoConditions
from models.photos.cutout import garment_alpha
from models.photos.marks import paint_mark

_BEZEL = 0.035
_SHADOW = [round(0.45 * level) for level in range(256)]


@dataclass(frozen=True)
class Piece:
    """A flat thing with a picture on it.

    Attributes:
        image: its texture.
        half: half its width and height on the table.
        shadow: the shadow of a piece that does not fill its rectangle, as large as the piece.
    """

    image: skia.Image
    half: tuple[float, float]
    shadow: skia.Image | None = None


def make_piece(picture: Image.Image, camera: Camera, conditions: PhotoConditions) -> Piece:
    """Return the piece the conditions name; a picture without a garment to cut out stays a sheet."""
    scale = min(1.2 * camera.scale(), 2.0 * max(camera.frame))
    small = _fitted(picture, scale)
    if conditions.subject == "screen":
        return _screen(small, camera, conditions, scale)
    alpha = garment_alpha(small) if conditions.subject == "garment" else None
    if alpha is None:
        return _sheet(small, camera, conditions, scale)
    small.putalpha(alpha)
    piece = _painted(camera.half, scale, lambda canvas: _cloth(canvas, small, camera, conditions))
    return replace(piece, shadow=_soft_shadow(piece.image))


def _fitted(picture: Image.Image, scale: float) -> Image.Image:
    """Return the picture no larger than it will be seen."""
    longer = max(picture.size)
    if longer <= scale * 1.1:
        return picture
    size = tuple(max(1, round(side * scale / longer)) for side in picture.size)
    return picture.resize(
        (size[0], size[1]),
        Image.Resampling.BOX if longer > 3 * scale else Image.Resampling.BILINEAR,
        reducing_gap=2.0,
    )


def _painted(half: tuple[float, float], scale: float, paint: Callable[[skia.Canvas], None]) -> Piece:
    """Return a piece painted in units of the table, the origin in its middle."""
    width, height = (max(2, round(2 * side * scale)) for side in half)
    surface = skia.Surface(width, height)
    canvas = surface.getCanvas()
    canvas.translate(width / 2, height / 2)
    canvas.scale(width / (2 * half[0]), height / (2 * half[1]))
    paint(canvas)
    return Piece(surface.makeImageSnapshot(), half)


def _sheet(picture: Image.Image, camera: Camera, conditions: PhotoConditions, scale: float) -> Piece:
    draw = Shape(conditions.look)
    half = camera.half[0] + conditions.margin, camera.half[1] + conditions.margin
    level = draw.between("paper", 0.93, 1.0) if conditions.margin else 1.0
    paper = level, level, level * (draw.between("yellowed", 0.95, 1.0) if conditions.margin else 1.0)

    def paint(canvas: skia.Canvas) -> None:
        canvas.clear(colour4(paper))
        _draw_picture(canvas, picture)
        _paint_creases(canvas, half, conditions)
        paint_mark(canvas, camera.half, conditions)

    return _painted(half, scale, paint)


def _screen(picture: Image.Image, camera: Camera, conditions: PhotoConditions, scale: float) -> Piece:
    draw = Shape(conditions.look)
    x, y = camera.half[0] + conditions.margin, camera.half[1] + conditions.margin
    half = x + _BEZEL, y + _BEZEL
    dark = draw.chance("dark interface", 0.5)

    def paint(canvas: skia.Canvas) -> None:
        bezel = draw.between("bezel", 0.02, 0.15)
        canvas.drawRoundRect(skia.Rect.MakeLTRB(-half[0], -half[1], *half), 0.03, 0.03, filled((bezel,) * 3))
        level = draw.between("interface", 0.08, 0.2) if dark else draw.between("interface", 0.85, 0.97)
        canvas.drawRect(skia.Rect.MakeLTRB(-x, -y, x, y), filled((level,) * 3))
        _draw_picture(canvas, picture)
        _paint_bars(canvas, draw, (x, y), conditions.margin, ink=0.9 if dark else 0.2)
        paint_mark(canvas, camera.half, conditions)

    return _painted(half, scale, paint)


def _paint_bars(
    canvas: skia.Canvas, draw: Shape, half: tuple[float, float], room: float, *, ink: float
) -> None:
    """Write a title and some buttons into the room above and below a picture on a screen."""
    x, y = half
    size = min(0.03, room * 0.35)
    for line, middle in enumerate((-y + room / 2, y - room / 2)):
        at = -x + 0.04
        while at < x - 0.1:
            length = draw.between(f"word {line} {at:.3f}", 0.02, 0.12)
            paint = filled((ink,) * 3, 0.7)
            canvas.drawRoundRect(
                skia.Rect.MakeXYWH(at, middle - size / 2, length, size), size / 2, size / 2, paint
            )
            at += length + draw.between(f"gap {line} {at:.3f}", 0.015, 0.25)


def _cloth(canvas: skia.Canvas, picture: Image.Image, camera: Camera, conditions: PhotoConditions) -> None:
    _draw_picture(canvas, picture)
    _paint_creases(canvas, camera.half, conditions, blend=skia.BlendMode.kSrcATop)


def _draw_picture(canvas: skia.Canvas, picture: Image.Image) -> None:
    x, y = picture.width / max(picture.size) / 2, picture.height / max(picture.size) / 2
    canvas.drawImageRect(skia_image(picture), skia.Rect.MakeLTRB(-x, -y, x, y), SMOOTH)


def _paint_creases(
    canvas: skia.Canvas,
    half: tuple[float, float],
    conditions: PhotoConditions,
    blend: skia.BlendMode = skia.BlendMode.kSrcOver,
) -> None:
    """Shade folds across a piece, most of them along its sides."""
    draw = Shape(conditions.look)
    reach = float(np.hypot(*half))
    for number in range(conditions.creases):
        turn = draw.unit(f"crease {number}")
        canvas.save()
        canvas.rotate(90 * int(2 * turn) if draw.chance(f"crease straight {number}", 0.6) else 180 * turn)
        canvas.translate(draw.around(f"crease at {number}", 0.0, 0.7) * min(half), 0)
        wide = draw.between(f"crease width {number}", 0.02, 0.10)
        shader = _fold(wide, draw.between(f"crease depth {number}", 0.10, 0.4))
        canvas.drawRect(
            skia.Rect.MakeLTRB(-wide, -reach, wide, reach), skia.Paint(Shader=shader, BlendMode=blend)
        )
        canvas.restore()


def _fold(wide: float, deep: float) -> skia.Shader:
    """Shade a fold along the y axis: a dark side, a sharp edge, a light side."""
    black, white = (0.0, 0.0, 0.0), (1.0, 1.0, 1.0)
    shades = [(black, 0.0), (black, deep), (white, deep * 0.6), (white, 0.0)]
    ends = [skia.Point(-wide, 0), skia.Point(wide, 0)]
    return skia.GradientShader.MakeLinear(
        ends, [colour4(shade, alpha) for shade, alpha in shades], [0.0, 0.49, 0.53, 1.0]
    )


def _soft_shadow(image: skia.Image) -> skia.Image:
    """Return the shadow of an image with holes, small and soft."""
    alpha = Image.fromarray(image.toarray(colorType=skia.kRGBA_8888_ColorType)[:, :, 3]).reduce(4)
    shadow = Image.new("RGBA", alpha.size, (10, 8, 12, 0))
    shadow.putalpha(alpha.filter(ImageFilter.BoxBlur(0.012 * max(alpha.size))).point(_SHADOW))
    return skia_image(shadow)
