"""Prints placed on the garment rather than repeated: plain, ombre, colour blocks and borders."""

import math

import skia

from models.designs.prints_kit import Cloth, line, mix, polygon, solid


def plain(cloth: Cloth) -> None:
    """One colour."""
    cloth.fill(cloth.ground)


def _gradient(cloth: Cloth, angle: float, stops: list[tuple[float, int]]) -> None:
    """A run of colours across the cloth; at angle 0 it runs from top to bottom."""
    turn = math.radians(angle)
    across, down = -math.sin(turn), math.cos(turn)
    reach = (abs(across) * cloth.width + abs(down) * cloth.height) / 2
    x, y = cloth.width / 2, cloth.height / 2
    shader = skia.GradientShader.MakeLinear(
        [skia.Point(x - across * reach, y - down * reach), skia.Point(x + across * reach, y + down * reach)],
        [colour for _, colour in stops],
        [position for position, _ in stops],
    )
    cloth.canvas.drawRect(cloth.rect, skia.Paint(Shader=shader, Dither=True))


def two_tone_ombre(cloth: Cloth) -> None:
    """From one colour at the top to another at the hem."""
    low, high = cloth.between(0.02, 0.18), cloth.between(0.82, 0.98)
    _gradient(
        cloth, cloth.angle, [(0, cloth.ground), (low, cloth.ground), (high, cloth.ink(1)), (1, cloth.ink(1))]
    )


def sunset_ombre(cloth: Cloth) -> None:
    """Through three colours."""
    middle = cloth.between(0.4, 0.6)
    _gradient(cloth, cloth.angle, [(0, cloth.ground), (middle, cloth.ink(1)), (1, cloth.ink(2))])


def diagonal_ombre(cloth: Cloth) -> None:
    """From shoulder to opposite hip."""
    tilt = cloth.between(30, 55) * (1 if cloth.chance(0.5) else -1)
    _gradient(
        cloth,
        cloth.angle + tilt,
        [(0, cloth.ground), (0.5, mix(cloth.ground, cloth.ink(1), 0.5)), (1, cloth.ink(1))],
    )


def dip_dye(cloth: Cloth) -> None:
    """A pale cloth whose lower part was dipped in dye."""
    edge = cloth.between(0.4, 0.62)
    stain = mix(cloth.ground, cloth.ink(1), 0.35)
    _gradient(
        cloth,
        cloth.angle,
        [
            (0, cloth.ground),
            (edge - 0.14, cloth.ground),
            (edge, stain),
            (edge + 0.16, cloth.ink(1)),
            (1, cloth.ink(1)),
        ],
    )


def bright_middle(cloth: Cloth) -> None:
    """Dark at neck and hem, light between."""
    _gradient(
        cloth, cloth.angle, [(0, cloth.ink(1)), (cloth.between(0.4, 0.6), cloth.ground), (1, cloth.ink(1))]
    )


def _turned(cloth: Cloth) -> None:
    cloth.canvas.rotate(cloth.angle, cloth.width / 2, cloth.height / 2)


def level_blocks(cloth: Cloth) -> None:
    """Two to four panels, one above another."""
    cloth.fill(cloth.ground)
    count = 2 + cloth.pick(3)
    edges = [cloth.height * (i + cloth.between(-0.15, 0.15)) / count for i in range(1, count)]
    _turned(cloth)
    for number, top in enumerate(edges, start=1):
        rect = skia.Rect.MakeLTRB(-100, top, cloth.width + 100, cloth.height + 100)
        cloth.canvas.drawRect(rect, solid(cloth.ink(number)))


def diagonal_blocks(cloth: Cloth) -> None:
    """Panels cut aslant."""
    cloth.fill(cloth.ground)
    lean = cloth.height * cloth.between(0.25, 0.5) * (1 if cloth.chance(0.5) else -1)
    first = cloth.height * cloth.between(0.3, 0.45)
    second = first + cloth.height * cloth.between(0.2, 0.35)
    _turned(cloth)
    for number, middle in ((1, first), (2, second)):
        _below(cloth, middle, lean, cloth.ink(number))


def _below(cloth: Cloth, middle: float, lean: float, colour: int) -> None:
    left, right, foot = -100.0, cloth.width + 100, cloth.height + 200
    slope = lean / cloth.width
    points = [
        (left, middle + slope * (left - cloth.width / 2)),
        (right, middle + slope * (right - cloth.width / 2)),
        (right, foot),
        (left, foot),
    ]
    cloth.canvas.drawPath(polygon(points), solid(colour))


def side_panels(cloth: Cloth) -> None:
    """A centre panel between two sides that draw the waist in, with piping at times."""
    cloth.fill(cloth.ground)
    hip, waist = cloth.width * cloth.between(0.2, 0.27), cloth.width * cloth.between(0.26, 0.36)
    piping = cloth.chance(0.5)
    _turned(cloth)
    for mirror in (1, -1):
        path = skia.Path()
        edge = 0.0 if mirror == 1 else cloth.width
        path.moveTo(edge - mirror * 100, -100)
        path.lineTo(edge + mirror * hip, -100)
        path.lineTo(edge + mirror * hip, 0)
        path.quadTo(edge + mirror * (2 * waist - hip), cloth.height / 2, edge + mirror * hip, cloth.height)
        path.lineTo(edge + mirror * hip, cloth.height + 100)
        path.lineTo(edge - mirror * 100, cloth.height + 100)
        path.close()
        cloth.canvas.drawPath(path, solid(cloth.ink(1)))
        if piping:
            cloth.canvas.drawPath(path, line(cloth.ink(2), 1.2))


def curved_blocks(cloth: Cloth) -> None:
    """Panels that meet in long curves."""
    cloth.fill(cloth.ground)
    bow = cloth.height * cloth.between(0.18, 0.4) * (1 if cloth.chance(0.5) else -1)
    first = cloth.height * cloth.between(0.35, 0.45)
    _turned(cloth)
    for number, middle in ((1, first), (2, first + cloth.height * cloth.between(0.22, 0.3))):
        path = skia.Path()
        path.moveTo(-100, middle - bow)
        path.lineTo(0, middle - bow / 2)
        path.cubicTo(
            cloth.width / 3,
            middle + bow / 2,
            cloth.width * 2 / 3,
            middle + bow / 2,
            cloth.width,
            middle - bow / 2,
        )
        path.lineTo(cloth.width + 100, middle - bow)
        path.lineTo(cloth.width + 100, cloth.height + 200)
        path.lineTo(-100, cloth.height + 200)
        path.close()
        cloth.canvas.drawPath(path, solid(cloth.ink(number)))


def halves(cloth: Cloth) -> None:
    """One colour to the left, another to the right, and at times a third at the waist."""
    cloth.fill(cloth.ground)
    middle = cloth.width * cloth.between(0.4, 0.6)
    belt = cloth.chance(0.5)
    _turned(cloth)
    cloth.canvas.drawRect(
        skia.Rect.MakeLTRB(middle, -100, cloth.width + 100, cloth.height + 100), solid(cloth.ink(1))
    )
    if belt:
        rect = skia.Rect.MakeXYWH(-100, cloth.height * 0.44, cloth.width + 200, cloth.height * 0.1)
        cloth.canvas.drawRect(rect, solid(cloth.ink(2)))


COLOUR_BLOCK = (level_blocks, diagonal_blocks, side_panels, curved_blocks, halves)
OMBRE = (two_tone_ombre, sunset_ombre, diagonal_ombre, dip_dye, bright_middle)
PLAIN = (plain,)
