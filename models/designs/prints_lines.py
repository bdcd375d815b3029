"""Prints ruled in straight lines: stripes, gingham and chevrons."""

import math

import numpy as np
import skia

from models.designs.prints_kit import Cloth, line, mix, polygon, solid

Bands = list[tuple[int, float]]

UPRIGHT = 90.0
# A band reaches this far under the next, so that no ground shows between them.
OVERLAP = 2.0


def _rule(cloth: Cloth, bands: Bands, tilt: float = 0.0) -> None:
    """Rule the cloth with the bands again and again; one edge of the first runs through the middle."""
    cloth.fill(cloth.ground)
    height = sum(width for _, width in bands)
    reach = math.hypot(cloth.width, cloth.height) / 2 / cloth.scale
    cloth.canvas.translate(cloth.width / 2, cloth.height / 2)
    cloth.canvas.rotate(cloth.angle + tilt)
    cloth.canvas.scale(cloth.scale, cloth.scale)
    top = -math.ceil(reach / height) * height
    while top < reach:
        for colour, width in bands:
            cloth.canvas.drawRect(skia.Rect(-reach, top, reach, top + width + OVERLAP), solid(colour))
            top += width


def breton(cloth: Cloth) -> None:
    """Narrow level stripes with wide gaps, as on a sailor's shirt."""
    stripe = cloth.between(2.2, 3.2)
    gap = stripe * cloth.between(1.4, 2.2)
    _rule(cloth, [(cloth.ground, gap), (cloth.ink(1), stripe)])


def even(cloth: Cloth) -> None:
    """Level stripes as wide as their gaps."""
    stripe = cloth.between(3.0, 6.5)
    _rule(cloth, [(cloth.ground, stripe), (cloth.ink(1), stripe)])


def cabana(cloth: Cloth) -> None:
    """Upright awning stripes."""
    stripe = cloth.between(4.0, 7.0)
    _rule(cloth, [(cloth.ground, stripe), (cloth.ink(1), stripe)], UPRIGHT)


def pinstripe(cloth: Cloth) -> None:
    """Hair lines, upright."""
    _rule(cloth, [(cloth.ground, cloth.between(3.0, 4.4)), (cloth.ink(1), 0.8)], UPRIGHT)


def diagonal(cloth: Cloth) -> None:
    """Slanting stripes, some with a narrow companion."""
    stripe = cloth.between(3.0, 5.5)
    tilt = 45.0 if cloth.chance(0.5) else -45.0
    bands = [(cloth.ground, stripe), (cloth.ink(1), stripe)]
    if cloth.chance(0.5):
        bands += [(cloth.ground, stripe * 0.5), (cloth.ink(2), stripe * 0.35), (cloth.ground, stripe * 0.5)]
    _rule(cloth, bands, tilt)


def multi_width(cloth: Cloth) -> None:
    """Stripes of many widths and colours, as on a deck chair."""
    bands: Bands = []
    for number in range(7 + cloth.pick(4)):
        bands.append((cloth.ink(1 + number % 4), cloth.between(1.2, 6.5)))
        if cloth.chance(0.6):
            bands.append((cloth.ground, cloth.between(0.9, 3.0)))
    bands.append((cloth.ground, cloth.between(2.0, 5.0)))
    _rule(cloth, bands, UPRIGHT if cloth.chance(0.3) else 0.0)


def double_line(cloth: Cloth) -> None:
    """Pairs of fine lines around a broad stripe."""
    wide, fine = cloth.between(4.0, 6.5), cloth.between(0.8, 1.3)
    gap = fine * 1.3
    side = [(cloth.ink(2), fine), (cloth.ground, gap)]
    bands = [(cloth.ground, wide * 0.9), *side, (cloth.ink(1), wide), *reversed(side)]
    _rule(cloth, bands, UPRIGHT if cloth.chance(0.35) else 0.0)


def _check(cloth: Cloth, cell: float, weave: float, tilt: float = 0.0) -> None:
    """Gingham: the ground, the full colour where bands cross, a half tone where one lies alone."""
    full = cloth.ink(1)
    half = mix(cloth.ground, full, 0.48)

    def draw(canvas: skia.Canvas) -> None:
        canvas.drawRect(skia.Rect.MakeXYWH(cell, 0, cell, 2 * cell), solid(half))
        canvas.drawRect(skia.Rect.MakeXYWH(0, cell, 2 * cell, cell), solid(half))
        canvas.drawRect(skia.Rect.MakeXYWH(cell, cell, cell, cell), solid(full))
        if weave:
            _twill(canvas, cell, weave, mix(half, cloth.ground, 0.42))

    cloth.repeat(2 * cell, 2 * cell, draw, tilt)


def _twill(canvas: skia.Canvas, cell: float, weave: float, colour: int) -> None:
    paint = line(colour, weave * 0.35)
    for left, top in ((cell, 0.0), (0.0, cell)):
        canvas.save()
        canvas.clipRect(skia.Rect.MakeXYWH(left, top, cell, cell))
        for step in np.arange(-cell, cell, weave).tolist():
            canvas.drawLine(left + step, top + cell, left + step + cell, top, paint)
        canvas.restore()


def gingham(cloth: Cloth) -> None:
    """The plain check."""
    _check(cloth, cloth.between(2.4, 3.6), 0.0)


def small_gingham(cloth: Cloth) -> None:
    """A small shirting check."""
    _check(cloth, cloth.between(1.5, 2.1), 0.0)


def large_gingham(cloth: Cloth) -> None:
    """A picnic check, large enough to show its twill."""
    cell = cloth.between(4.2, 6.5)
    _check(cloth, cell, cell / 6)


def bias_gingham(cloth: Cloth) -> None:
    """The check cut on the bias."""
    cell = cloth.between(2.6, 4.4)
    _check(cloth, cell, 0.0, 45.0)


def _zigzag(cloth: Cloth, bands: Bands, period: float, rise: float, tilt: float = 0.0) -> None:
    """Bands that run in a zigzag, one below another."""
    height = sum(width for _, width in bands)
    spans = math.ceil(rise / height) + 1

    def draw(canvas: skia.Canvas) -> None:
        for copy in range(-spans, 1):
            top = copy * height
            for colour, width in bands:
                canvas.drawPath(_zigzag_band(top, width + 0.06, period, rise), solid(colour))
                top += width

    cloth.repeat(period, height, draw, tilt)


def _zigzag_band(top: float, width: float, period: float, rise: float) -> skia.Path:
    upper = [(step * period / 2, top + rise * (step % 2 == 0)) for step in range(-1, 4)]
    return polygon(upper + [(x, y + width) for x, y in reversed(upper)])


def chevron(cloth: Cloth) -> None:
    """Even zigzags in two colours."""
    band = cloth.between(2.8, 5.0)
    period = band * cloth.between(3.2, 4.2)
    _zigzag(cloth, [(cloth.ground, band), (cloth.ink(1), band)], period, period / 2)


def multi_chevron(cloth: Cloth) -> None:
    """Zigzags that take turns in every colour."""
    band = cloth.between(2.4, 4.0)
    bands = [(cloth.ground, band * 0.9)] if cloth.chance(0.5) else []
    bands = [*bands, *((cloth.ink(number), band) for number in range(1, 5))]
    period = band * cloth.between(3.6, 5.5)
    _zigzag(cloth, [*bands, (cloth.ground, band)], period, period * 0.5)


def fine_zigzag(cloth: Cloth) -> None:
    """Thin zigzag lines far apart."""
    fine = cloth.between(0.9, 1.5)
    period = cloth.between(7.0, 11.0)
    gap = cloth.between(3.0, 4.5)
    bands = [(cloth.ground, gap), (cloth.ink(1), fine)]
    if cloth.chance(0.5):
        bands += [(cloth.ground, fine * 1.2), (cloth.ink(2), fine)]
    _zigzag(cloth, bands, period, period * cloth.between(0.35, 0.5))


def upright_chevron(cloth: Cloth) -> None:
    """Zigzags that run up and down, broad and narrow by turns."""
    band = cloth.between(2.4, 4.0)
    period = band * cloth.between(3.4, 4.4)
    bands = [
        (cloth.ground, band),
        (cloth.ink(1), band),
        (cloth.ground, band * 0.5),
        (cloth.ink(2), band * 0.5),
    ]
    _zigzag(cloth, bands, period, period / 2, UPRIGHT)


def herringbone(cloth: Cloth) -> None:
    """Columns of slanting bars that turn at each column."""
    bar, column = cloth.between(1.3, 2.0), cloth.between(4.0, 6.0)
    _zigzag(cloth, [(cloth.ground, bar), (cloth.ink(1), bar)], 2 * column, column)


def knit_waves(cloth: Cloth) -> None:
    """Many soft zigzag lines of changing colour and width, as knitted in Italy."""
    period = cloth.between(9.0, 14.0)
    rise = period * cloth.between(0.35, 0.6)
    bands: Bands = []
    ink = 0
    for _ in range(12 + cloth.pick(4)):
        ink = (ink + 1 + cloth.pick(4)) % 5
        bands.append((cloth.ink(ink), cloth.between(0.8, 2.4)))
    height = sum(width for _, width in bands)
    spans = math.ceil(rise / height) + 1

    def draw(canvas: skia.Canvas) -> None:
        for copy in range(-spans, 1):
            top = copy * height
            for colour, width in bands:
                canvas.drawPath(_wave_band(top, width + 0.08, period, rise), solid(colour))
                top += width

    cloth.repeat(period, height, draw)


def _wave_band(top: float, width: float, period: float, rise: float) -> skia.Path:
    path = skia.Path()
    bend = period * 0.16
    quarter = period / 2
    path.moveTo(-0.3, top + rise)
    path.lineTo(0, top + rise)
    path.cubicTo(bend, top + rise, quarter - bend, top, quarter, top)
    path.cubicTo(quarter + bend, top, period - bend, top + rise, period, top + rise)
    path.lineTo(period + 0.3, top + rise)
    path.lineTo(period + 0.3, top + rise + width)
    path.lineTo(period, top + rise + width)
    path.cubicTo(period - bend, top + rise + width, quarter + bend, top + width, quarter, top + width)
    path.cubicTo(quarter - bend, top + width, bend, top + rise + width, 0, top + rise + width)
    path.lineTo(-0.3, top + rise + width)
    path.close()
    return path


STRIPES = (breton, even, cabana, pinstripe, diagonal, multi_width, double_line)
GINGHAM = (gingham, small_gingham, large_gingham, bias_gingham)
CHEVRON = (chevron, multi_chevron, fine_zigzag, upright_chevron, herringbone, knit_waves)
