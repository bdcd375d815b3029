"""Border prints: a quiet ground with an ornamental band at the hem, the neck or both."""

import math
from collections.abc import Callable

import skia

from models.designs import prints_flowers as flowers
from models.designs.prints_kit import Cloth, Place, mix, polygon, solid

Band = Callable[[Cloth, skia.Canvas, float, float], None]


def _edges(cloth: Cloth, band: Band, depth: float, ground: Callable[[Cloth], None] | None = None) -> None:
    """Set a band `depth` high along the hem, and at times along the neck too, upside down."""
    cloth.fill(cloth.ground)
    if ground:
        ground(cloth)
    both = cloth.chance(0.45)
    cloth.canvas.rotate(cloth.angle, cloth.width / 2, cloth.height / 2)
    for upside_down in (False, True) if both else (False,):
        cloth.canvas.save()
        if upside_down:
            cloth.canvas.translate(0, depth)
            cloth.canvas.scale(1, -1)
        else:
            cloth.canvas.translate(0, cloth.height - depth)
        cloth.canvas.drawRect(
            skia.Rect(-100, depth * 0.98, cloth.width + 100, depth + 100), solid(cloth.ink(1))
        )
        band(cloth, cloth.canvas, depth, -20.0)
        cloth.canvas.restore()


def _steps(cloth: Cloth, pitch: float, start: float) -> list[float]:
    middle = cloth.width / 2
    count = math.ceil((middle - start) / pitch)
    return [middle + number * pitch for number in range(-count, count + 1)]


def _bar(cloth: Cloth, canvas: skia.Canvas, top: float, height: float, ink: int) -> None:
    canvas.drawRect(skia.Rect.MakeXYWH(-100, top, cloth.width + 200, height), solid(ink))


def _rules(cloth: Cloth, canvas: skia.Canvas, depth: float, _start: float) -> None:
    for top, height, ink in ((0.0, 0.08, 1), (0.16, 0.16, 2), (0.4, 0.6, 1), (0.55, 0.07, 0), (0.7, 0.07, 0)):
        _bar(cloth, canvas, top * depth, height * depth, cloth.ink(ink))


def _scallops(cloth: Cloth, canvas: skia.Canvas, depth: float, start: float) -> None:
    pitch = depth * 0.62
    _bar(cloth, canvas, depth * 0.5, depth * 0.5, cloth.ink(1))
    for x in _steps(cloth, pitch, start):
        canvas.drawCircle(x, depth * 0.5, pitch / 2, solid(cloth.ink(1)))
    for x in _steps(cloth, pitch, start):
        canvas.drawCircle(x, depth * 0.5, pitch * 0.3, solid(cloth.ground))
        canvas.drawCircle(x, depth * 0.5, pitch * 0.16, solid(cloth.ink(2)))
    _bar(cloth, canvas, depth * 0.82, depth * 0.07, cloth.ground)


def _teeth(cloth: Cloth, canvas: skia.Canvas, depth: float, start: float) -> None:
    pitch = depth * 0.42
    for top, foot, ink in ((0.0, 0.5, 2), (0.18, 0.62, 0), (0.28, 0.7, 1)):
        for x in _steps(cloth, pitch, start):
            canvas.drawPath(
                polygon([(x - pitch / 2, foot * depth), (x, top * depth), (x + pitch / 2, foot * depth)]),
                solid(cloth.ink(ink)),
            )
    _bar(cloth, canvas, depth * 0.69, depth * 0.31, cloth.ink(1))
    _bar(cloth, canvas, depth * 0.8, depth * 0.06, cloth.ground)


def _key(cloth: Cloth, canvas: skia.Canvas, depth: float, start: float) -> None:
    _bar(cloth, canvas, 0, depth * 0.1, cloth.ink(1))
    size = depth * 0.56
    paint = skia.Paint(
        Color=cloth.ink(1), Style=skia.Paint.kStroke_Style, StrokeWidth=size * 0.15, AntiAlias=True
    )
    for x in _steps(cloth, size, start):
        path = skia.Path()
        turns = [(0, 1), (0, 0), (0.78, 0), (0.78, 0.72), (0.34, 0.72), (0.34, 0.38), (0.5, 0.38)]
        path.moveTo(x, depth * 0.2 + size * turns[0][1])
        for across, down in turns[1:]:
            path.lineTo(x + across * size, depth * 0.2 + size * (0.08 + down * 0.9))
        path.moveTo(x, depth * 0.2 + size * 0.99)
        path.lineTo(x + size, depth * 0.2 + size * 0.99)
        canvas.drawPath(path, paint)
    _bar(cloth, canvas, depth * 0.86, depth * 0.14, cloth.ink(2))


def _garland(cloth: Cloth, canvas: skia.Canvas, depth: float, start: float) -> None:
    leaf = cloth.ink(2) if len(cloth.inks) > 2 else mix(cloth.ground, cloth.ink(1), 0.55)
    heart = cloth.ink(3) if len(cloth.inks) > 3 else cloth.ground
    pitch = depth * 0.72
    bloom = flowers.blossom(cloth.rng, cloth.ink(1), heart)
    small = flowers.daisy(cloth.rng, mix(cloth.ink(1), cloth.ground, 0.25), heart)
    leaves = flowers.leaf_pair(cloth.rng, leaf)
    for x in _steps(cloth, pitch, start):
        for turn in (-100, 100, 0):
            _put(canvas, leaves, Place(x, depth * 0.48, pitch * 0.45, turn))
        _put(canvas, small, Place(x + pitch / 2, depth * 0.58, pitch * 0.22, x))
        _put(canvas, bloom, Place(x, depth * 0.48, pitch * 0.38, x * 3))
    _bar(cloth, canvas, depth * 0.9, depth * 0.1, cloth.ink(1))
    _bar(cloth, canvas, depth * 0.84, depth * 0.03, leaf)


def _put(canvas: skia.Canvas, motif: skia.Picture, place: Place) -> None:
    matrix = skia.Matrix.Translate(place.x, place.y)
    matrix.preRotate(place.turn)
    matrix.preScale(place.radius, place.radius)
    canvas.drawPicture(motif, matrix)


def _medallions(cloth: Cloth, canvas: skia.Canvas, depth: float, start: float) -> None:
    _bar(cloth, canvas, 0, depth, cloth.ink(1))
    _bar(cloth, canvas, depth * 0.07, depth * 0.05, cloth.ground)
    _bar(cloth, canvas, depth * 0.88, depth * 0.05, cloth.ground)
    pitch = depth * 0.7
    for x in _steps(cloth, pitch, start):
        y = depth / 2
        for reach, ink in ((0.36, 0), (0.3, 2), (0.2, 0), (0.11, 1)):
            half = pitch * reach * 1.25
            canvas.drawPath(
                polygon([(x, y - half), (x + half, y), (x, y + half), (x - half, y)]), solid(cloth.ink(ink))
            )
        for top in (0.28, 0.72):
            canvas.drawCircle(x + pitch / 2, depth * top, depth * 0.045, solid(cloth.ground))


def _palm_row(cloth: Cloth, canvas: skia.Canvas, depth: float, start: float) -> None:
    _bar(cloth, canvas, depth * 0.93, depth * 0.07, cloth.ink(1))
    front, back = (
        flowers.frond(cloth.rng, cloth.ink(1)),
        flowers.frond(cloth.rng, mix(cloth.ground, cloth.ink(2), 0.7)),
    )
    pitch = depth * 0.5
    for number, x in enumerate(_steps(cloth, pitch, start)):
        _put(canvas, back, Place(x + pitch / 2, depth * 0.6, depth * 0.5, 18 if number % 2 else -18))
    for number, x in enumerate(_steps(cloth, pitch, start)):
        _put(canvas, front, Place(x, depth * 0.62, depth * 0.44, -24 if number % 2 else 24))


def _waves(cloth: Cloth, canvas: skia.Canvas, depth: float, start: float) -> None:
    pitch = depth * 0.8
    for level, ink in ((0.12, 2), (0.38, 1), (0.64, 0), (0.74, 1)):
        path = skia.Path()
        top = level * depth
        path.moveTo(start - 100, depth * 2)
        path.lineTo(start - 100, top)
        for number, x in enumerate(_steps(cloth, pitch / 2, start - 40)):
            swing = pitch * 0.16 * (1 if number % 2 else -1)
            path.quadTo(x - pitch / 4, top + swing, x, top)
        path.lineTo(cloth.width + 160, depth * 2)
        path.close()
        canvas.drawPath(path, solid(cloth.ink(ink)))


def _with_dots(cloth: Cloth) -> None:
    pitch, radius = 5.0, 0.55
    ink = mix(cloth.ground, cloth.ink(1), 0.8)

    def draw(canvas: skia.Canvas) -> None:
        for at in (pitch / 4, pitch * 0.75):
            canvas.drawCircle(at, at, radius, solid(ink))

    cloth.repeat(pitch, pitch, draw)


def _depth(cloth: Cloth, low: float, high: float) -> float:
    return cloth.height * cloth.between(low, high) * min(cloth.scale, 1.6)


def sailor(cloth: Cloth) -> None:
    """Stripes of several widths along the edge."""
    _edges(cloth, _rules, _depth(cloth, 0.16, 0.24))


def scalloped(cloth: Cloth) -> None:
    """Scallops with eyes."""
    _edges(cloth, _scallops, _depth(cloth, 0.14, 0.22), _with_dots if cloth.chance(0.4) else None)


def toothed(cloth: Cloth) -> None:
    """A saw-tooth band."""
    _edges(cloth, _teeth, _depth(cloth, 0.18, 0.27))


def meander(cloth: Cloth) -> None:
    """A Greek key."""
    _edges(cloth, _key, _depth(cloth, 0.12, 0.18))


def garland(cloth: Cloth) -> None:
    """A garland of flowers, over dots at times."""
    _edges(cloth, _garland, _depth(cloth, 0.2, 0.32), _with_dots if cloth.chance(0.3) else None)


def medallions(cloth: Cloth) -> None:
    """A dark band of diamond medallions."""
    _edges(cloth, _medallions, _depth(cloth, 0.14, 0.22))


def palm_hem(cloth: Cloth) -> None:
    """Palm leaves growing up from the edge."""
    _edges(cloth, _palm_row, _depth(cloth, 0.28, 0.42))


def sea_hem(cloth: Cloth) -> None:
    """Rolling waves."""
    _edges(cloth, _waves, _depth(cloth, 0.22, 0.34))


BORDER = (sailor, scalloped, toothed, meander, garland, medallions, palm_hem, sea_hem)
