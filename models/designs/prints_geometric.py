"""Geometric prints: tiles, triangles, hexagons, folk ornament, memphis and art-deco fans."""

import math

import skia

from models.designs.prints_folk import aztec, greek_key, ikat
from models.designs.prints_kit import (
    Cloth,
    Draw,
    Place,
    line,
    mix,
    polygon,
    record,
    scatter,
    seamless,
    solid,
    stamp,
)

ROOT3 = math.sqrt(3)


def triangles(cloth: Cloth) -> None:
    """Triangles in every colour, point up and point down."""
    side = cloth.between(6, 9)
    rise = side * ROOT3 / 2
    columns, rows = 6, 6
    colours = cloth.rng.integers(0, 5, (rows, columns * 2))

    def draw(canvas: skia.Canvas) -> None:
        for row in range(rows):
            for column in range(-1, columns * 2 + 1):
                x, y = column * side / 2 - (row % 2) * side / 2, row * rise
                up = column % 2 == 0
                base, tip = (y + rise, y) if up else (y, y + rise)
                ink = cloth.ink(int(colours[row, column % (columns * 2)]))
                canvas.drawPath(polygon([(x, base), (x + side, base), (x + side / 2, tip)]), seamless(ink))

    cloth.repeat(columns * side, rows * rise, draw)


def bunting(cloth: Cloth) -> None:
    """Rows of separate triangles."""
    side = cloth.between(4.5, 7)
    rise = side * 0.8
    colours = [cloth.ink(1 + i % max(1, len(cloth.inks) - 1)) for i in range(4)]

    def draw(canvas: skia.Canvas) -> None:
        for row in range(4):
            for column in range(-1, 5):
                x, y = column * side + (row % 2) * side / 2, row * rise * 1.35 + rise * 0.15
                points = [(x + side * 0.1, y + rise), (x + side * 0.9, y + rise), (x + side / 2, y)]
                canvas.drawPath(polygon(points), solid(colours[(row + column) % 4]))

    cloth.repeat(4 * side, 4 * rise * 1.35, draw)


def _hexagon(x: float, y: float, radius: float) -> skia.Path:
    turns = [math.radians(60 * i) for i in range(6)]
    return polygon([(x + radius * math.cos(turn), y + radius * math.sin(turn)) for turn in turns])


def honeycomb(cloth: Cloth) -> None:
    """Hexagons one within another."""
    radius = cloth.between(4, 6.5)
    width, height = 3 * radius, ROOT3 * radius
    sizes = ((0.93, 1), (0.66, 0), (0.46, 2), (0.2, 0))

    def draw(canvas: skia.Canvas) -> None:
        for size, ink in sizes:
            for x, y in ((0, 0), (0, 1), (0.5, 0.5), (1, 0), (1, 1)):
                canvas.drawPath(_hexagon(x * width, y * height, radius * size), solid(cloth.ink(ink)))

    cloth.repeat(width, height, draw)


def tumbling_blocks(cloth: Cloth) -> None:
    """Cubes in three tones."""
    side = cloth.between(4, 6.5)
    width, height = side * ROOT3, side * 3
    tones = (
        cloth.ink(1),
        mix(cloth.ground, cloth.ink(1), 0.5),
        cloth.ink(2) if len(cloth.inks) > 2 else cloth.ground,
    )

    def cube(canvas: skia.Canvas, x: float, y: float) -> None:
        half = width / 2
        faces = (
            [(x, y), (x + half, y - side / 2), (x + half, y + side / 2), (x, y + side)],
            [(x, y), (x - half, y - side / 2), (x - half, y + side / 2), (x, y + side)],
            [(x, y), (x + half, y - side / 2), (x, y - side), (x - half, y - side / 2)],
        )
        for face, tone in zip(faces, tones, strict=True):
            canvas.drawPath(polygon(face), seamless(tone))

    def draw(canvas: skia.Canvas) -> None:
        for row in range(-1, 4):
            for column in range(-1, 3):
                cube(canvas, (column + row % 2 / 2) * width, row * side * 1.5)

    cloth.repeat(width, height, draw)


def moorish(cloth: Cloth) -> None:
    """Eight-pointed stars and crosses, as on glazed tiles."""
    size = cloth.between(12, 18)
    star = _star(size * 0.46)

    def draw(canvas: skia.Canvas) -> None:
        for x, y in ((0.5, 0.5), (0, 0), (1, 0), (0, 1), (1, 1)):
            canvas.save()
            canvas.translate(x * size, y * size)
            middle = x == 0.5
            canvas.drawPath(star, solid(cloth.ink(1 if middle else 2)))
            canvas.scale(0.62, 0.62)
            canvas.drawPath(star, solid(cloth.ground))
            canvas.scale(0.6, 0.6)
            canvas.rotate(22.5)
            canvas.drawPath(star, solid(cloth.ink(2 if middle else 1)))
            canvas.restore()

    cloth.repeat(size, size, draw)


def _star(radius: float, points: int = 8, depth: float = 0.72) -> skia.Path:
    corners = []
    for number in range(points * 2):
        reach = radius * (depth if number % 2 else 1)
        turn = math.pi * number / points
        corners.append((reach * math.cos(turn), reach * math.sin(turn)))
    return polygon(corners)


def azulejo(cloth: Cloth) -> None:
    """Square tiles with quarter circles and a centre flower."""
    size = cloth.between(13, 19)
    first, second = cloth.ink(1), cloth.ink(2)

    def draw(canvas: skia.Canvas) -> None:
        for corner_x in (0, size):
            for corner_y in (0, size):
                for reach, ink in ((0.42, first), (0.34, cloth.ground), (0.26, second), (0.1, cloth.ground)):
                    canvas.drawCircle(corner_x, corner_y, size * reach, solid(ink))
        canvas.translate(size / 2, size / 2)
        for turn in range(0, 360, 90):
            canvas.save()
            canvas.rotate(turn)
            canvas.drawOval(skia.Rect(-size * 0.09, -size * 0.42, size * 0.09, -size * 0.06), solid(first))
            canvas.rotate(45)
            canvas.drawOval(skia.Rect(-size * 0.05, -size * 0.24, size * 0.05, -size * 0.04), solid(second))
            canvas.restore()
        canvas.drawCircle(0, 0, size * 0.07, solid(second))

    cloth.repeat(size, size, draw)


def deco_fans(cloth: Cloth) -> None:
    """Overlapping scallops ruled with arcs, as in the twenties."""
    radius = cloth.between(8, 12)
    bands = 3 + cloth.pick(3)

    def fan(canvas: skia.Canvas, x: float, y: float) -> None:
        for band in range(bands * 2, 0, -1):
            ink = cloth.ground if band % 2 else cloth.ink(1 if band % 4 else 2)
            canvas.drawCircle(x, y, radius * band / (bands * 2), solid(ink))

    def draw(canvas: skia.Canvas) -> None:
        for row in range(-1, 4):
            for column in range(-1, 3):
                fan(canvas, (column * 2 + row % 2) * radius, (row + 1) * radius / 2)

    cloth.repeat(2 * radius, radius, draw)


def deco_rays(cloth: Cloth) -> None:
    """Scallops filled with rays."""
    radius = cloth.between(8, 12)
    rays = 7

    def fan(canvas: skia.Canvas, x: float, y: float) -> None:
        canvas.drawCircle(x, y, radius, solid(cloth.ink(1)))
        canvas.drawCircle(x, y, radius * 0.93, solid(cloth.ground))
        for number in range(rays):
            start = 180 + 180 * (number + 0.2) / rays
            canvas.drawArc(
                skia.Rect(x - radius * 0.84, y - radius * 0.84, x + radius * 0.84, y + radius * 0.84),
                start,
                180 / rays * 0.6,
                True,
                solid(cloth.ink(1 + number % 2)),
            )
        canvas.drawCircle(x, y, radius * 0.3, solid(cloth.ground))
        canvas.drawCircle(x, y, radius * 0.2, solid(cloth.ink(1)))

    def draw(canvas: skia.Canvas) -> None:
        for row in range(-1, 5):
            for column in range(-1, 3):
                fan(canvas, (column * 2 + row % 2) * radius, (row + 1) * radius / 2)

    cloth.repeat(2 * radius, radius, draw)


def argyle(cloth: Cloth) -> None:
    """Diamonds with crossing lines over them."""
    width = cloth.between(9, 14)
    height = width * cloth.between(1.2, 1.6)
    thread = cloth.inks[-1]

    def draw(canvas: skia.Canvas) -> None:
        diamond = [(width / 2, 0), (width, height / 2), (width / 2, height), (0, height / 2)]
        canvas.drawPath(
            polygon([(x * 0.96 + width * 0.02, y * 0.96 + height * 0.02) for x, y in diamond]),
            solid(cloth.ink(1)),
        )
        paint = line(thread if len(cloth.inks) > 2 else mix(cloth.ground, thread, 0.6), width * 0.035)
        canvas.drawLine(0, 0, width, height, paint)
        canvas.drawLine(0, height, width, 0, paint)

    cloth.repeat(width, height, draw)


def memphis(cloth: Cloth) -> None:
    """Squiggles, triangles, rings, crosses and dots, tossed, as in the eighties."""
    size = cloth.between(3.2, 4.8)
    tile = size * 11
    large, small = scatter(cloth.rng, (tile, tile), [(size, 20), (size * 0.55, 22)])
    places = large + small
    colours = list(cloth.inks[1:])
    shapes = [
        record(skia.Rect(-1.2, -1.2, 1.2, 1.2), shape(colours[i % len(colours)]))
        for i, shape in enumerate(_MEMPHIS * 4)
    ]

    def draw(canvas: skia.Canvas) -> None:
        for number, place in enumerate(places):
            stamp(
                canvas,
                shapes[number * 5 % len(shapes)],
                Place(place.x, place.y, place.radius * 0.85, place.turn),
                (tile, tile),
                1.3,
            )

    cloth.repeat(tile, tile, draw)


def _squiggle(ink: int) -> Draw:
    path = skia.Path()
    path.moveTo(-1, 0)
    for number in range(4):
        path.quadTo(-0.75 + number * 0.5, 0.55 if number % 2 else -0.55, -0.5 + number * 0.5, 0)
    return lambda canvas: canvas.drawPath(path, line(ink, 0.22))


def _outlined_triangle(ink: int) -> Draw:
    return lambda canvas: canvas.drawPath(polygon([(0, -0.8), (0.75, 0.5), (-0.75, 0.5)]), line(ink, 0.2))


def _filled_half(ink: int) -> Draw:
    return lambda canvas: canvas.drawArc(skia.Rect(-0.8, -0.8, 0.8, 0.8), 0, 180, True, solid(ink))


def _ring(ink: int) -> Draw:
    return lambda canvas: canvas.drawCircle(0, 0, 0.62, line(ink, 0.24))


def _cross(ink: int) -> Draw:
    def draw(canvas: skia.Canvas) -> None:
        canvas.drawLine(-0.6, 0, 0.6, 0, line(ink, 0.24))
        canvas.drawLine(0, -0.6, 0, 0.6, line(ink, 0.24))

    return draw


def _bars(ink: int) -> Draw:
    def draw(canvas: skia.Canvas) -> None:
        for y in (-0.45, 0.0, 0.45):
            canvas.drawLine(-0.6, y, 0.6, y, line(ink, 0.17))

    return draw


_MEMPHIS = (_squiggle, _outlined_triangle, _filled_half, _ring, _cross, _bars)


Inks = tuple[int, int]


def patchwork(cloth: Cloth) -> None:
    """Squares cut into quarter circles and halves, like a Bauhaus wall."""
    size = cloth.between(7, 10)
    count = 5
    kinds, inks, turns = (cloth.rng.integers(0, top, (count, count)) for top in (4, 4, 4))

    def draw(canvas: skia.Canvas) -> None:
        for row in range(count):
            for column in range(count):
                first = int(inks[row, column])
                canvas.save()
                canvas.translate((column + 0.5) * size, (row + 0.5) * size)
                canvas.rotate(90.0 * int(turns[row, column]))
                canvas.clipRect(skia.Rect(-size / 2, -size / 2, size / 2, size / 2).makeOutset(0.15, 0.15))
                _patch(canvas, int(kinds[row, column]), size, (cloth.ink(first), cloth.ink((first + 1) % 5)))
                canvas.restore()

    cloth.repeat(count * size, count * size, draw)


def _patch(canvas: skia.Canvas, kind: int, size: float, inks: Inks) -> None:
    half = size / 2
    canvas.drawRect(skia.Rect(-half, -half, half, half), seamless(inks[0]))
    if kind == 0:
        canvas.drawCircle(-half, -half, size, solid(inks[1]))
    elif kind == 1:
        canvas.drawCircle(-half, 0, half, solid(inks[1]))
    elif kind == 2:
        canvas.drawPath(polygon([(-half, -half), (half, -half), (-half, half)]), solid(inks[1]))
    else:
        canvas.drawCircle(0, 0, half * 0.66, solid(inks[1]))


GEOMETRIC = (
    triangles,
    bunting,
    honeycomb,
    tumbling_blocks,
    moorish,
    azulejo,
    deco_fans,
    deco_rays,
    argyle,
    aztec,
    ikat,
    memphis,
    greek_key,
    patchwork,
)
