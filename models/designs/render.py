"""Pictures of a design, as this trade draws them."""

from functools import lru_cache
from typing import Literal

import numpy as np
import skia
from PIL import Image

from models.designs.design import Design
from models.designs.garment import Drawing
from models.designs.painter import Cloth, Manner, paint
from models.designs.palette import coloured, drawn, mix
from models.designs.prints import PrintSpec, paint_print
from models.designs.shading import Light
from models.designs.shape import Shape
from models.designs.sheet import Placement, Sheet, lay_out

Style = Literal["line", "flat", "shaded"]
View = Literal["front", "sheet"]

STYLES: tuple[Style, ...] = ("line", "flat", "shaded")
VIEWS: tuple[View, ...] = ("front", "sheet")

_PLACED = ("ombre", "border", "colour-block")


def render(design: Design, *, style: Style, view: View, size: int | tuple[int, int]) -> Image.Image:
    """Return a picture of a design (RGB).

    A line flat of a printed design leaves the print out, as most tech packs do; about a third of them (by the
    design's look) hint at it in pale grey.

    Args:
        design: what to draw.
        style: 'line' (black lines on white), 'flat' (print and lines) or 'shaded' (cloth on a body).
        view: 'front' alone, or a 'sheet' with front and back.
        size: width and height in pixels, or one number for a square.

    Raises:
        ValueError: the style or view is unknown, or the picture would be smaller than 32 pixels.
    """
    if style not in STYLES or view not in VIEWS:
        raise ValueError(
            f"A picture is drawn in one of {STYLES} and one of {VIEWS}, not {style!r} and {view!r}."
        )
    width, height = (size, size) if isinstance(size, int) else size
    if min(width, height) < 32:
        raise ValueError(f"A picture of {width} × {height} pixels is too small to draw a garment in.")
    look = Shape(design.look)
    drawings = [design.drawing()] if view == "front" else [design.drawing(), design.drawing(back=True)]
    sheet = lay_out(drawings, (width, height), look, design, style)
    surface = skia.Surface(width, height)
    canvas = surface.getCanvas()
    sheet.paint_paper(canvas)
    scale = max(place.scale for place in sheet.placements)
    cloth = _cloth(design, drawings, style, look, scale)
    for drawing, place in zip(drawings, sheet.placements, strict=True):
        _paint_view(canvas, drawing, place, _manner(design, style, look, sheet, place), cloth)
    pixels = surface.toarray(colorType=skia.kRGBA_8888_ColorType)
    picture = Image.fromarray(np.ascontiguousarray(pixels[:, :, :3]))
    sheet.write(picture)
    return picture


def _paint_view(
    canvas: skia.Canvas, drawing: Drawing, place: Placement, manner: Manner, cloth: Cloth
) -> None:
    canvas.save()
    canvas.translate(place.x, place.y)
    canvas.scale(place.scale, place.scale)
    paint(canvas, drawing, manner, cloth, place.scale)
    canvas.restore()


def _manner(design: Design, style: Style, look: Shape, sheet: Sheet, place: Placement) -> Manner:
    pixels = max(0.95, sheet.longer_side * look.between("line weight", 0.0026, 0.0042))
    weight = pixels / place.scale
    if style == "line":
        return Manner(drawn(look), weight, 1.0, 1.0, None, 0.0)
    palette = coloured(design.print, look)
    if style == "flat":
        return Manner(palette, weight * 0.9, 1.0, 1.0, None, 0.0)
    ground = mix(palette.solid_ground, (0.05, 0.04, 0.10), 0.80)
    left = look.between("light", 0.25, 0.6) * (1 if look.chance("light from left", 0.7) else -1)
    light = Light(left, look.between("depth", 0.50, 0.75), look.between("sheen", 0.02, 0.22), ground)
    return Manner(palette, weight * 0.62, 0.75, 0.55, light, look.between("cast", 0.10, 0.34))


def _cloth(design: Design, drawings: list[Drawing], style: Style, look: Shape, scale: float) -> Cloth:
    """Paint the print once, for each section of the garment where the print is placed."""
    spec = design.print
    if spec.name == "plain" or (style == "line" and not look.chance("print hint", 0.33)):
        return Cloth([], scale, 0.0)
    boxes = _boxes(drawings, split=spec.name in _PLACED)
    whole = max(max(right - left, bottom - top) for left, top, right, bottom in _boxes(drawings, split=False))
    images = [_print_image(spec, box, scale, whole, grey=style == "line") for box in boxes]
    return Cloth(images, scale, 0.30 if style == "line" else 1.0, _plain_section(design, drawings[0]))


def _plain_section(design: Design, drawing: Drawing) -> int | None:
    """Return which garment of a set is cut from plain cloth to go with the printed one, if either is."""
    if drawing.sections < 2:
        return None
    chosen = Shape(design.print.seed).pick("plain section", ("none", "0", "1"), (8.0, 0.6, 1.4))
    return None if chosen == "none" else int(chosen)


def _boxes(drawings: list[Drawing], *, split: bool) -> list[tuple[float, float, float, float]]:
    sections = range(max(drawing.sections for drawing in drawings)) if split else [None]
    boxes = []
    for section in sections:
        each = np.array([drawing.bounds(section) for drawing in drawings])
        low, high = each.min(axis=0), each.max(axis=0)
        boxes.append((float(low[0]), float(low[1]), float(high[2]), float(high[3])))
    return boxes


def _print_image(
    spec: PrintSpec, box: tuple[float, float, float, float], scale: float, whole: float, *, grey: bool
) -> tuple[skia.Image, float, float]:
    left, top, right, bottom = box
    surface = skia.Surface(max(2, int((right - left) * scale)), max(2, int((bottom - top) * scale)))
    canvas = surface.getCanvas()
    longer = max(right - left, bottom - top)
    fitted = PrintSpec(spec.name, spec.colours, spec.seed, min(5.0, spec.scale * whole / longer), spec.angle)
    if grey:
        canvas.saveLayer(None, _grey_paint())
    paint_print(canvas, skia.Rect.MakeWH(surface.width(), surface.height()), fitted)
    if grey:
        canvas.restore()
    return surface.makeImageSnapshot(), left, top


@lru_cache(maxsize=1)
def _grey_paint() -> skia.Paint:
    row = [0.20, 0.40, 0.07, 0.0, 0.33]
    return skia.Paint(ColorFilter=skia.ColorFilters.Matrix([*row, *row, *row, 0.0, 0.0, 0.0, 1.0, 0.0]))
