"""The sheet of paper around the garments: layout, tint, frame, swatches and captions."""

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import skia
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from models.designs.colours import colour_name
from models.designs.garment import Drawing
from models.designs.shape import Shape

if TYPE_CHECKING:
    from models.designs.design import Design

Box = tuple[float, float, float, float]

_PAPERS = ("#ffffff", "#fdfdfb", "#faf8f3", "#f4f4f4", "#eef2f5", "#f6efe9", "#e9eef0", "#f3ece4")
_PAPER_SHARES = (5.0, 2.0, 1.6, 1.0, 0.5, 0.5, 0.4, 0.4)
_INK = (70, 70, 74)


@dataclass(frozen=True, slots=True)
class Placement:
    """Where one view goes: pixels of its origin, and pixels per cm."""

    x: float
    y: float
    scale: float


@dataclass(frozen=True, slots=True)
class Text:
    """One caption: the top and the left, middle or right end (anchor la, ma, ra) in pixels, and its height."""

    x: float
    y: float
    height: int
    words: str
    anchor: str = "la"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet ready to be drawn on."""

    size: tuple[int, int]
    paper: str
    frame: float
    placements: list[Placement]
    texts: list[Text]
    swatches: list[tuple[skia.Rect, str]]

    @property
    def longer_side(self) -> int:
        """Return the longer side in pixels."""
        return max(self.size)

    def paint_paper(self, canvas: skia.Canvas) -> None:
        """Paint everything that lies beneath the garments."""
        canvas.clear(_colour(self.paper))
        width, height = self.size
        if self.frame:
            pen = skia.Paint(
                AntiAlias=True, Color=skia.ColorSetRGB(150, 150, 154), Style=skia.Paint.kStroke_Style
            )
            pen.setStrokeWidth(max(0.8, 0.0018 * self.longer_side))
            canvas.drawRect(skia.Rect(self.frame, self.frame, width - self.frame, height - self.frame), pen)
        for rect, colour in self.swatches:
            canvas.drawRect(rect, skia.Paint(Color=_colour(colour)))
            edge = skia.Paint(
                AntiAlias=True, Color=skia.ColorSetRGB(120, 120, 124), Style=skia.Paint.kStroke_Style
            )
            canvas.drawRect(rect, edge)

    def write(self, picture: Image.Image) -> None:
        """Write the captions on the finished picture."""
        if not self.texts:
            return
        pen = ImageDraw.Draw(picture)
        for text in self.texts:
            pen.text((text.x, text.y), text.words, fill=_INK, font=_font(text.height), anchor=text.anchor)


def lay_out(
    drawings: list[Drawing], size: tuple[int, int], look: Shape, design: "Design", style: str
) -> Sheet:
    """Return the sheet for one or two views of a design."""
    width, height = size
    unit = min(width, height)
    furnished = look.chance("furniture", 0.55)
    frame = (
        unit * look.between("frame inset", 0.018, 0.035) if furnished and look.chance("frame", 0.4) else 0.0
    )
    margin = unit * look.between("margin", 0.045, 0.105) + frame * 0.5
    top = bottom = margin
    texts: list[Text] = []
    swatches: list[tuple[skia.Rect, str]] = []
    if furnished:
        texts, swatches = _furniture(size, look, design, style, max(margin * 0.45, frame + unit * 0.014))
        top += unit * (0.035 if any(text.y < height / 2 for text in texts) else 0.0)
        bottom += unit * (0.055 if swatches or any(text.y > height / 2 for text in texts) else 0.0)
    area = (margin, top, width - margin, height - bottom)
    placements = _place(drawings, area, look)
    side_by_side = len(drawings) > 1 and placements[1].x - placements[0].x > unit * 0.2
    if furnished and side_by_side and look.chance("view names", 0.5):
        texts += _view_names(drawings, placements, unit)
    paper = look.pick("paper", _PAPERS, _PAPER_SHARES)
    return Sheet(size, paper, frame, placements, texts, swatches)


def _place(drawings: list[Drawing], area: Box, look: Shape) -> list[Placement]:
    left, top, right, bottom = area
    boxes = [drawing.bounds() for drawing in drawings]
    shares = np.ones(len(boxes))
    wide = np.array([box[2] - box[0] for box in boxes])
    tall = np.array([box[3] - box[1] for box in boxes])
    beside = _fit(right - left, bottom - top, wide, tall)
    below = _fit(bottom - top, right - left, tall, wide)
    if drawings[0].sections == 1 and below > beside * 1.08:
        return _stack(boxes, below, area)
    if len(boxes) > 1 and look.chance("small back", 0.22):
        shares[1] = look.between("back size", 0.6, 0.75)
        beside = _fit(right - left, bottom - top, wide * shares, tall)
    scales = beside * shares
    slack = (right - left - float((scales * wide).sum())) / (len(boxes) + 1)
    placements, x = [], left + slack
    for box, scale in zip(boxes, scales.tolist(), strict=True):
        y = (top + bottom - scale * (box[3] - box[1])) / 2
        placements.append(Placement(x - scale * box[0], y - scale * box[1], scale))
        x += scale * (box[2] - box[0]) + slack
    return placements


def _fit(room: float, across: float, lengths: NDArray[np.float64], widths: NDArray[np.float64]) -> float:
    """Return the scale at which views in a row fill the room along the row or across it."""
    gaps = 0.07 * (len(lengths) - 1)
    return min(room * (1 - gaps) / float(lengths.sum()), across / float(widths.max()))


def _stack(boxes: list[Box], scale: float, area: Box) -> list[Placement]:
    left, top, right, bottom = area
    slack = (bottom - top - scale * sum(box[3] - box[1] for box in boxes)) / (len(boxes) + 1)
    placements, y = [], top + slack
    for box in boxes:
        x = (left + right - scale * (box[0] + box[2])) / 2
        placements.append(Placement(x, y - scale * box[1], scale))
        y += scale * (box[3] - box[1]) + slack
    return placements


def _furniture(
    size: tuple[int, int], look: Shape, design: "Design", style: str, edge: float
) -> tuple[list[Text], list[tuple[skia.Rect, str]]]:
    width, height = size
    unit = min(width, height)
    small = max(6, round(unit * 0.020))
    texts = []
    number = f"{'W' if design.gender == 'women' else 'M'}{design.style_number}"
    if look.chance("style number", 0.85):
        at_top = look.chance("number on top", 0.6)
        words = f"STYLE {number}" if look.chance("say style", 0.5) else number
        texts.append(Text(edge * 1.6, edge if at_top else height - edge - small, small, words))
    if look.chance("caption", 0.5):
        season = look.pick("season", ("SS25", "SS26", "Resort 26", "Cruise", "Summer"))
        words = f"{season}  {design.cut.rpartition('/')[2].replace('+', ' / ').replace('-', ' ')}"
        texts.append(Text(width / 2, height - edge - small, small, words, anchor="ma"))
    if style == "line" or not look.chance("swatches", 0.55):
        return texts, []
    named, swatches = _swatches(size, look, design, edge, small)
    return texts + named, swatches


def _swatches(
    size: tuple[int, int], look: Shape, design: "Design", edge: float, small: int
) -> tuple[list[Text], list[tuple[skia.Rect, str]]]:
    """Return a row of the print's colours at the lower right, sometimes with the ground's name above it."""
    width, height = size
    colours = design.print.colours
    side = min(size) * look.between("swatch", 0.026, 0.04)
    top, right = height - edge - side, width - edge * 1.6
    left = right - side * 1.25 * len(colours)
    row = [(skia.Rect.MakeXYWH(left + side * 1.25 * i, top, side, side), c) for i, c in enumerate(colours)]
    if not look.chance("colour names", 0.4):
        return [], row
    return [Text(right, top - small * 1.3, small, colour_name(colours[0]), anchor="ra")], row


def _view_names(drawings: list[Drawing], placements: list[Placement], unit: int) -> list[Text]:
    names = []
    for drawing, place, word in zip(drawings, placements, ("FRONT", "BACK"), strict=True):
        left, _, right, bottom = drawing.bounds()
        x, y = place.x + place.scale * (left + right) / 2, place.y + place.scale * bottom + unit * 0.012
        names.append(Text(x, y, max(6, round(unit * 0.017)), word, anchor="ma"))
    return names


def _colour(colour: str) -> int:
    return int(skia.ColorSetRGB(int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)))


@lru_cache(maxsize=32)
def _font(height: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(height)
