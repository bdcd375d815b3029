"""Dotted prints, from pin dots to scattered bubbles."""

import skia

from models.designs.prints_kit import Cloth, Place, blob, record, scatter, solid, stamp, wraps

Spot = tuple[Place, int]


def _spots(cloth: Cloth, tile: float, spots: list[Spot]) -> None:
    """Repeat a square tile of round dots, each with its place and colour."""

    def draw(canvas: skia.Canvas) -> None:
        for place, colour in spots:
            paint = solid(colour)
            for x, y in wraps(place, (tile, tile)):
                canvas.drawCircle(x, y, place.radius, paint)

    cloth.repeat(tile, tile, draw)


def _half_drop(
    cloth: Cloth, pitch: float, dots: list[tuple[float, int]], others: list[tuple[float, int]]
) -> None:
    """Dots (radius and colour, the largest first) in rows, and others half a step between them."""
    _spots(
        cloth,
        pitch,
        [
            (Place(pitch * at, pitch * at, radius, 0), colour)
            for at, kind in ((0.25, dots), (0.75, others))
            for radius, colour in kind
        ],
    )


def pin_dots(cloth: Cloth) -> None:
    """Tiny dots close together."""
    pitch = cloth.between(2.8, 4.0)
    dot = (pitch * cloth.between(0.16, 0.22), cloth.ink(1))
    _half_drop(cloth, pitch, [dot], [dot])


def polka(cloth: Cloth) -> None:
    """Round dots in half-drop rows."""
    pitch = cloth.between(6.5, 10.5)
    dot = (pitch * cloth.between(0.17, 0.24), cloth.ink(1))
    _half_drop(cloth, pitch, [dot], [dot])


def coin_dots(cloth: Cloth) -> None:
    """Large dots, in two colours where the palette has them."""
    pitch = cloth.between(13, 18)
    radius = pitch * cloth.between(0.2, 0.25)
    _half_drop(cloth, pitch, [(radius, cloth.ink(1))], [(radius, cloth.inks[-1])])


def big_and_small(cloth: Cloth) -> None:
    """A small dot in the middle of every four large ones."""
    pitch = cloth.between(8, 12)
    large, small = pitch * cloth.between(0.26, 0.32), pitch * cloth.between(0.09, 0.13)
    _half_drop(cloth, pitch, [(large, cloth.ink(1))], [(small, cloth.inks[-1])])


def rings(cloth: Cloth) -> None:
    """Dots with a hole, and a smaller dot in it."""
    pitch = cloth.between(9, 13)
    outer = pitch * cloth.between(0.25, 0.31)
    inner = outer * cloth.between(0.5, 0.65)
    centre = cloth.ink(2) if len(cloth.inks) > 2 else cloth.ground
    ring = [(outer, cloth.ink(1)), (inner, cloth.ground), (inner * 0.5, centre)]
    _half_drop(cloth, pitch, ring, ring)


def confetti(cloth: Cloth) -> None:
    """Dots of one size and every colour, tossed."""
    radius = cloth.between(1.4, 2.2)
    tile = radius * 20
    (places,) = scatter(cloth.rng, (tile, tile), [(radius * 1.5, 44)])
    _spots(cloth, tile, _coloured(cloth, places, 1 / 1.5))


def bubbles(cloth: Cloth) -> None:
    """Dots of many sizes, large ones first, small ones between."""
    tile = cloth.between(36, 46)
    large = tile / cloth.between(8, 11)
    sizes = [(large, 8), (large * 0.62, 12), (large * 0.36, 24), (large * 0.22, 24)]
    places = [place for kind in scatter(cloth.rng, (tile, tile), sizes) for place in kind]
    _spots(cloth, tile, _coloured(cloth, places, 0.82))


def _coloured(cloth: Cloth, places: list[Place], size: float) -> list[Spot]:
    colours = cloth.inks[1:]
    return [
        (Place(place.x, place.y, place.radius * size, 0), colours[number % len(colours)])
        for number, place in enumerate(places)
    ]


def brushed_dots(cloth: Cloth) -> None:
    """Uneven dots, dabbed by hand."""
    radius = cloth.between(1.5, 2.6)
    tile = radius * 15
    (places,) = scatter(cloth.rng, (tile, tile), [(radius * 1.3, 34)])
    colours = cloth.inks[1:]
    shapes = [blob(cloth.rng, 9, 0.16) for _ in range(4)]
    dabs = [_dab(shape, colour) for shape in shapes for colour in colours]

    def draw(canvas: skia.Canvas) -> None:
        for number, place in enumerate(places):
            dab = dabs[number * 5 % len(dabs)]
            stamp(canvas, dab, Place(place.x, place.y, radius, place.turn), (tile, tile), 1.2)

    cloth.repeat(tile, tile, draw)


def _dab(shape: skia.Path, colour: int) -> skia.Picture:
    return record(skia.Rect(-1.2, -1.2, 1.2, 1.2), lambda canvas: canvas.drawPath(shape, solid(colour)))


DOTS = (pin_dots, polka, coin_dots, big_and_small, confetti, bubbles, rings, brushed_dots)
