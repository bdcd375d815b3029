"""Flowers, buds, leaves and fronds as small pictures of radius 1, ready to be stamped."""

import math
from itertools import pairwise

import numpy as np
import skia

from models.designs.prints_kit import blob, line, mix, record, shade, solid

BOX = skia.Rect(-1.4, -1.4, 1.4, 1.4)


def petal(length: float, width: float, tip: float = 0.6, notch: float = 0.0) -> skia.Path:
    """A petal from the origin upwards, widest at `tip` of its length, its end cut by `notch`."""
    path = skia.Path()
    path.moveTo(0, 0)
    path.cubicTo(-width * 0.35, -length * 0.2, -width, -length * tip, -width * 0.55, -length * 0.92)
    path.cubicTo(-width * 0.35, -length * 1.04, -width * 0.12, -length * 1.02, 0, -length * (1 - notch))
    path.cubicTo(width * 0.12, -length * 1.02, width * 0.35, -length * 1.04, width * 0.55, -length * 0.92)
    path.cubicTo(width, -length * tip, width * 0.35, -length * 0.2, 0, 0)
    path.close()
    return path


def pointed(length: float, width: float) -> skia.Path:
    """A leaf or petal with a point at its end."""
    path = skia.Path()
    path.moveTo(0, 0)
    path.cubicTo(-width, -length * 0.25, -width * 0.8, -length * 0.7, 0, -length)
    path.cubicTo(width * 0.8, -length * 0.7, width, -length * 0.25, 0, 0)
    path.close()
    return path


def whorl(canvas: skia.Canvas, shape: skia.Path, count: int, paint: skia.Paint, start: float = 0.0) -> None:
    """Draw a petal again and again around the origin."""
    canvas.save()
    canvas.rotate(start)
    for _ in range(count):
        canvas.drawPath(shape, paint)
        canvas.rotate(360 / count)
    canvas.restore()


def daisy(rng: np.random.Generator, colour: int, centre: int) -> skia.Picture:
    """Many narrow petals around a button."""
    count = int(rng.integers(10, 15))
    front, back = petal(1.0, 2.4 / count), petal(0.94, 2.4 / count)

    def draw(canvas: skia.Canvas) -> None:
        whorl(canvas, back, count, solid(shade(colour, -0.14)), 180 / count)
        whorl(canvas, front, count, solid(colour))
        canvas.drawCircle(0, 0, 0.28, solid(centre))
        canvas.drawCircle(0.04, 0.05, 0.17, solid(shade(centre, -0.18)))

    return record(BOX, draw)


def blossom(rng: np.random.Generator, colour: int, centre: int) -> skia.Picture:
    """Five notched petals with stamens, as on a cherry tree."""
    shape = petal(1.0, float(rng.uniform(0.52, 0.62)), 0.72, float(rng.uniform(0.04, 0.16)))
    deep = mix(colour, centre, 0.35)

    def draw(canvas: skia.Canvas) -> None:
        whorl(canvas, shape, 5, solid(colour))
        whorl(canvas, pointed(0.5, 0.12), 5, solid(deep))
        for turn in range(0, 360, 40):
            x, y = 0.32 * math.cos(math.radians(turn)), 0.32 * math.sin(math.radians(turn))
            canvas.drawCircle(x, y, 0.055, solid(centre))
        canvas.drawCircle(0, 0, 0.14, solid(centre))

    return record(BOX, draw)


def poppy(rng: np.random.Generator, colour: int, centre: int) -> skia.Picture:
    """Four broad, crumpled petals and a dark heart."""
    petals = [blob(rng, 8, 0.12) for _ in range(4)]

    def draw(canvas: skia.Canvas) -> None:
        for number, shape in enumerate(petals):
            canvas.save()
            canvas.rotate(number * 180 - 90 * (number > 1))
            canvas.translate(0, -0.42)
            canvas.scale(0.6, 0.52)
            canvas.drawPath(shape, solid(shade(colour, -0.16 if number < 2 else 0.04)))
            canvas.restore()
        whorl(canvas, pointed(0.5, 0.07), 9, solid(shade(colour, -0.35)))
        canvas.drawCircle(0, 0, 0.2, solid(centre))

    return record(BOX, draw)


def rose(rng: np.random.Generator, colour: int, centre: int) -> skia.Picture:
    """Petals wound one inside another."""
    rings = [(1.0, 6, -0.2), (0.82, 5, 0.0), (0.62, 5, 0.2), (0.42, 4, 0.0), (0.24, 3, -0.25)]
    turns = rng.uniform(0, 360, len(rings))

    def draw(canvas: skia.Canvas) -> None:
        for (reach, count, tone), turn in zip(rings, turns.tolist(), strict=True):
            base = mix(colour, centre, 0.12) if reach < 0.7 else colour
            whorl(canvas, petal(reach, reach * 0.68, 0.75), count, solid(shade(base, tone)), turn)
            if reach > 0.3:
                arc = skia.Rect(-reach * 0.66, -reach * 0.66, reach * 0.66, reach * 0.66)
                canvas.drawArc(arc, turn, 120, False, line(shade(base, -0.3), 0.035))
                canvas.drawArc(arc, turn + 170, 110, False, line(shade(base, -0.3), 0.035))

    return record(BOX, draw)


def hibiscus(rng: np.random.Generator, colour: int, centre: int) -> skia.Picture:
    """Five ruffled petals with a long stamen."""
    shape = petal(1.0, float(rng.uniform(0.66, 0.74)), 0.8, 0.06)
    deep, vein = shade(colour, -0.22), shade(colour, -0.12)

    def draw(canvas: skia.Canvas) -> None:
        for number in range(5):
            canvas.save()
            canvas.rotate(number * 72.0)
            canvas.drawPath(shape, solid(shade(colour, 0.08) if number % 2 else colour))
            for lean in (-16, 0, 16):
                canvas.save()
                canvas.rotate(lean)
                canvas.drawLine(0, -0.2, 0, -0.76, line(vein, 0.03))
                canvas.restore()
            canvas.drawPath(pointed(0.5, 0.16), solid(deep))
            canvas.restore()
        canvas.drawLine(0, 0, 0.5, -0.62, line(centre, 0.09))
        for along in (0.62, 0.78, 0.94, 1.08):
            canvas.drawCircle(0.5 * along + 0.05, -0.62 * along + 0.04, 0.055, solid(centre))
            canvas.drawCircle(0.5 * along - 0.05, -0.62 * along - 0.03, 0.055, solid(centre))

    return record(BOX, draw)


def tulip(rng: np.random.Generator, colour: int, stem: int) -> skia.Picture:
    """A half-open bud on its stem."""
    lean = float(rng.uniform(-0.25, 0.25))

    def draw(canvas: skia.Canvas) -> None:
        path = skia.Path()
        path.moveTo(0, -0.05)
        path.quadTo(lean, 0.5, lean * 0.4, 1.0)
        canvas.drawPath(path, line(stem, 0.08))
        canvas.save()
        canvas.translate(0, 0.05)
        for turn, tone in ((-24, -0.15), (24, -0.15), (0, 0.06)):
            canvas.save()
            canvas.rotate(turn)
            canvas.drawPath(pointed(0.95, 0.34), solid(shade(colour, tone)))
            canvas.restore()
        canvas.restore()
        canvas.drawCircle(0, 0.04, 0.13, solid(stem))

    return record(BOX, draw)


def sprig(rng: np.random.Generator, colour: int) -> skia.Picture:
    """A twig with leaves on both sides."""
    pairs = int(rng.integers(3, 5))
    bend = float(rng.uniform(-0.3, 0.3))

    def draw(canvas: skia.Canvas) -> None:
        path = skia.Path()
        path.moveTo(0, 1)
        path.quadTo(bend, 0, 0, -0.9)
        canvas.drawPath(path, line(shade(colour, -0.15), 0.06))
        for pair in range(pairs):
            along = (pair + 0.5) / pairs
            x, y = 2 * along * (1 - along) * bend, 1 - 1.9 * along
            for side in (-1, 1):
                canvas.save()
                canvas.translate(x, y)
                canvas.rotate(side * 50)
                canvas.drawPath(pointed(0.55, 0.15), solid(shade(colour, 0.08 * side)))
                canvas.restore()

    return record(BOX, draw)


def leaf_pair(rng: np.random.Generator, colour: int) -> skia.Picture:
    """Two leaves that peep out from behind a flower."""
    spread = float(rng.uniform(30, 65))

    def draw(canvas: skia.Canvas) -> None:
        for turn, tone in ((-spread / 2, 0.0), (spread / 2, -0.14)):
            canvas.save()
            canvas.rotate(turn)
            canvas.drawPath(pointed(1.35, 0.34), solid(shade(colour, tone)))
            canvas.drawLine(0, -0.1, 0, -1.15, line(shade(colour, -0.3), 0.035))
            canvas.restore()

    return record(BOX, draw)


def bud(colour: int, stem: int) -> skia.Picture:
    """A closed bud."""

    def draw(canvas: skia.Canvas) -> None:
        canvas.drawLine(0, 0.95, 0, 0, line(stem, 0.12))
        canvas.drawPath(pointed(0.95, 0.42), solid(colour))
        canvas.drawPath(pointed(0.5, 0.36), solid(stem))

    return record(BOX, draw)


def speck(colour: int) -> skia.Picture:
    """A dot of pollen."""
    return record(BOX, lambda canvas: canvas.drawCircle(0, 0, 0.9, solid(colour)))


def frond(rng: np.random.Generator, colour: int) -> skia.Picture:
    """A palm leaf: narrow leaflets on both sides of a bending rib."""
    bend = float(rng.uniform(0.15, 0.4)) * (1 if rng.random() < 0.5 else -1)
    leaflets = int(rng.integers(11, 15))
    light, deep = shade(colour, 0.1), shade(colour, -0.16)

    def draw(canvas: skia.Canvas) -> None:
        both = {-1: skia.Path(), 1: skia.Path()}
        for number in range(leaflets):
            along = 0.12 + 0.88 * number / (leaflets - 1)
            x, y = _on_rib(bend, along)
            length = 0.85 * math.sin(math.pi * (0.18 + 0.74 * along)) ** 0.8
            for side in (-1, 1):
                matrix = skia.Matrix.Translate(x, y)
                matrix.preRotate(side * (74 - 48 * along) + bend * 60 * (along - 0.3))
                both[side].addPath(pointed(length, 0.085), matrix)
        canvas.drawPath(both[-1], solid(deep))
        canvas.drawPath(both[1], solid(light))
        rib = skia.Path()
        rib.moveTo(0, 1.1)
        rib.quadTo(bend, 0, 0, -0.95)
        canvas.drawPath(rib, line(deep, 0.045))

    return record(BOX, draw)


def _on_rib(bend: float, along: float) -> tuple[float, float]:
    return 2 * along * (1 - along) * bend, 1.1 * (1 - along) ** 2 - 0.95 * along**2


def fan_palm(rng: np.random.Generator, colour: int) -> skia.Picture:
    """A fan of pointed blades from one stem."""
    blades = int(rng.integers(9, 13))

    def draw(canvas: skia.Canvas) -> None:
        canvas.drawLine(0, 1.15, 0, 0.35, line(shade(colour, -0.2), 0.07))
        for number in range(blades):
            turn = -115 + 230 * number / (blades - 1)
            canvas.save()
            canvas.translate(0, 0.4)
            canvas.rotate(turn)
            canvas.drawPath(
                pointed(1.3 - 0.35 * abs(turn) / 115, 0.13),
                solid(shade(colour, -0.16 if number % 2 else 0.08)),
            )
            canvas.restore()

    return record(BOX, draw)


def monstera(rng: np.random.Generator, colour: int, ground: int) -> skia.Picture:
    """A heart-shaped leaf with deep cuts and holes."""
    outline = _monstera_outline(int(rng.integers(4, 6)))
    shadow = _right_half(outline)
    veins, holes = skia.Path(), skia.Path()
    for along in (-0.5, -0.18, 0.14, 0.42):
        for side in (-1, 1):
            veins.moveTo(0, along + 0.1)
            veins.lineTo(side * 0.55 * (1 - abs(along) * 0.5), along - 0.16)
            holes.addOval(skia.Rect.MakeXYWH(side * 0.22 - 0.05, along - 0.12, 0.1, 0.16))

    def draw(canvas: skia.Canvas) -> None:
        canvas.drawLine(0, 0.62, 0, 1.25, line(shade(colour, -0.1), 0.06))
        canvas.drawPath(outline, solid(colour))
        canvas.drawPath(shadow, solid(shade(colour, -0.14)))
        canvas.drawLine(0, 0.62, 0, -0.95, line(shade(colour, 0.22), 0.045))
        canvas.drawPath(veins, line(shade(colour, 0.22), 0.025))
        canvas.drawPath(holes, solid(ground))

    return record(BOX, draw)


def _monstera_outline(cuts: int) -> skia.Path:
    """The right edge runs from tip to stem in lobes parted by narrow cuts; the left edge mirrors it."""
    right: list[tuple[float, float]] = [(0.0, -1.15)]
    for number in range(cuts):
        right.extend(_heart((number + share) / cuts) for share in (0.12, 0.5, 0.84))
        if number < cuts - 1:
            x, y = _heart((number + 0.97) / cuts)
            right.append((x * 0.42, y * 0.75 + 0.08))
    path = skia.Path()
    edge = [*right, (0.12, 0.62), *((-x, y) for x, y in reversed(right))]
    path.moveTo(0, -1.15)
    for (x, y), (next_x, next_y) in pairwise(edge[1:]):
        path.quadTo(x, y, (x + next_x) / 2, (y + next_y) / 2)
    path.close()
    return path


def _heart(along: float) -> tuple[float, float]:
    turn = math.pi * along
    return math.sin(turn) ** 0.75 * (0.95 + 0.12 * along), -1.1 * math.cos(turn) * (1 - 0.16 * along)


def banana_leaf(rng: np.random.Generator, colour: int) -> skia.Picture:
    """A long paddle with fine slanting veins and a pale rib."""
    outline = petal(2.2, float(rng.uniform(0.43, 0.55)), 0.5)
    deep, pale = shade(colour, -0.16), shade(colour, 0.24)
    shadow = _right_half(outline)
    veins = {side: skia.Path() for side in (-1, 1)}
    for number in range(3, 10):
        reach = 0.26 * math.sin(math.pi * (0.1 + 0.08 * number))
        for side, path in veins.items():
            path.moveTo(0, -0.2 * number + 0.1)
            path.lineTo(side * reach, -0.2 * number - 0.7 * reach + 0.1)

    def draw(canvas: skia.Canvas) -> None:
        canvas.translate(0, 1.1)
        canvas.drawPath(outline, solid(colour))
        canvas.drawPath(shadow, solid(deep))
        canvas.drawPath(veins[-1], line(deep, 0.03))
        canvas.drawPath(veins[1], line(colour, 0.03))
        canvas.drawLine(0, 0.15, 0, -2.1, line(pale, 0.055))

    return record(BOX, draw)


def _right_half(outline: skia.Path) -> skia.Path:
    """The half of a leaf that lies in shadow."""
    right = skia.Path()
    right.addRect(skia.Rect(0, -3, 3, 3))
    return skia.Op(outline, right, skia.PathOp.kIntersect_PathOp)


def silhouette(shape: str, colour: int, heart: int) -> skia.Picture:
    """A flower in one flat colour with its lines cut out, as on Hawaiian board shorts."""
    narrow = shape == "frangipani"
    outline = petal(1.0, 0.5 if narrow else 0.68, 0.66 if narrow else 0.8, 0.0 if narrow else 0.06)

    def draw(canvas: skia.Canvas) -> None:
        for number in range(5):
            canvas.save()
            canvas.rotate(number * 72.0)
            canvas.drawPath(outline, solid(colour))
            canvas.drawPath(outline, line(heart, 0.045))
            canvas.drawPath(pointed(0.55, 0.07), solid(heart))
            canvas.restore()
        if not narrow:
            canvas.drawLine(0, 0, 0.4, -0.5, line(heart, 0.1))

    return record(BOX, draw)
