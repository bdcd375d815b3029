"""Floral and tropical prints: flowers and leaves tossed over a tile, the large ones behind the small."""

from collections.abc import Sequence

import skia

from models.designs import prints_flowers as flowers
from models.designs.prints_kit import Cloth, Place, mix, scatter, shade, stamp

Layer = tuple[Sequence[skia.Picture], list[Place]]

STAMP_REACH = 1.45


def _garden(cloth: Cloth, tile: float, layers: list[Layer], tilt: float | None = None) -> None:
    """Repeat a tile on which each layer's pictures are stamped in turn, the first layer at the back.

    Tossed motifs have no right way up, so their tile is turned at random unless a tilt is given: the rows of
    repeats then run nowhere the eye looks for them.
    """
    tilt = cloth.between(15, 75) if tilt is None else tilt

    def draw(canvas: skia.Canvas) -> None:
        for pictures, places in layers:
            for number, place in enumerate(places):
                stamp(canvas, pictures[number % len(pictures)], place, (tile, tile), STAMP_REACH)

    cloth.repeat(tile, tile, draw, tilt)


def _blooms(cloth: Cloth) -> tuple[int, int]:
    """The colours of two kinds of flower: the second ink and the fifth, or a tint of the second."""
    first = cloth.ink(1)
    return first, cloth.ink(4) if len(cloth.inks) > 4 else mix(first, cloth.ground, 0.35)


def _green(cloth: Cloth) -> int:
    """The colour of the leaves: the third ink, or a paler shade of the flowers in a two-colour print."""
    return cloth.ink(2)


def _heart(cloth: Cloth) -> int:
    """The colour of the flowers' centres."""
    return (
        cloth.ink(3)
        if len(cloth.inks) > 3
        else mix(cloth.ground, 0xFFFFC83C, 0.5 if len(cloth.inks) > 2 else 0.0)
    )


def _moved(places: list[Place], turn: float, growth: float = 1.0) -> list[Place]:
    return [Place(p.x, p.y, p.radius * growth, p.turn + turn) for p in places]


def ditsy(cloth: Cloth) -> None:
    """Small flowers and leaves strewn thickly."""
    rng = cloth.rng
    size = cloth.between(1.6, 2.3)
    tile = size * 14
    first, second = _blooms(cloth)
    kinds = [
        flowers.blossom(rng, first, _heart(cloth)),
        flowers.daisy(rng, second, _heart(cloth)),
        flowers.blossom(rng, second, first),
    ]
    green = [flowers.sprig(rng, _green(cloth)), flowers.bud(first, _green(cloth))]
    big, middle, small = scatter(rng, (tile, tile), [(size * 1.02, 26), (size * 0.7, 26), (size * 0.28, 26)])
    specks = [flowers.speck(second)]
    _garden(cloth, tile, [(green, _moved(middle, 0, 1.25)), (kinds, big), (specks, small)])


def daisies(cloth: Cloth) -> None:
    """Daisies of two sizes with a few leaves."""
    rng = cloth.rng
    size = cloth.between(4.2, 6.0)
    tile = size * 8
    first, second = _blooms(cloth)
    kinds = [flowers.daisy(rng, first, _heart(cloth)), flowers.daisy(rng, second, _heart(cloth))]
    big, middle, small = scatter(rng, (tile, tile), [(size * 0.96, 12), (size * 0.6, 16), (size * 0.4, 16)])
    sprigs = [flowers.sprig(rng, _green(cloth)), flowers.leaf_pair(rng, _green(cloth))]
    layers: list[Layer] = [
        (sprigs[1:], _moved(big, 40, 1.1)),
        (sprigs, _moved(small, 0, 1.35)),
        (kinds[::-1], middle),
        (kinds, big),
    ]
    _garden(cloth, tile, layers)


def garden_roses(cloth: Cloth) -> None:
    """Full-blown roses with leaves behind and buds between."""
    rng = cloth.rng
    size = cloth.between(7.0, 10.0)
    tile = size * 6
    first, second = _blooms(cloth)
    green = _green(cloth)
    kinds = [flowers.rose(rng, first, _heart(cloth)), flowers.rose(rng, second, first)]
    leaves = [flowers.leaf_pair(rng, green), flowers.leaf_pair(rng, shade(green, 0.15))]
    big, middle, small = scatter(rng, (tile, tile), [(size * 0.92, 9), (size * 0.56, 12), (size * 0.36, 16)])
    layers: list[Layer] = [
        (leaves, _moved(big, 0, 1.2)),
        (leaves, _moved(big, 150, 1.25)),
        (leaves, _moved(middle, 60, 1.4)),
        ([flowers.sprig(rng, green), flowers.bud(first, green)], _moved(small, 0, 1.3)),
        (kinds[::-1], middle),
        (kinds, _moved(big, 0, 1.05)),
    ]
    _garden(cloth, tile, layers)


def poppies(cloth: Cloth) -> None:
    """Broad poppies and tulip buds on stems."""
    rng = cloth.rng
    size = cloth.between(6.0, 9.0)
    tile = size * 6.5
    first, second = _blooms(cloth)
    dark = shade(first, -0.75)
    kinds = [flowers.poppy(rng, first, dark), flowers.poppy(rng, second, dark)]
    stems = [
        flowers.tulip(rng, first, _green(cloth)),
        flowers.sprig(rng, _green(cloth)),
        flowers.tulip(rng, second, _green(cloth)),
    ]
    big, middle, small = scatter(rng, (tile, tile), [(size * 0.95, 10), (size * 0.62, 12), (size * 0.38, 16)])
    layers: list[Layer] = [
        (stems[1:2], _moved(small, 0, 1.5)),
        (stems[1:2], _moved(big, 90, 1.3)),
        (stems, _moved(middle, 0, 1.15)),
        (kinds, big),
    ]
    _garden(cloth, tile, layers)


def blossom_branches(cloth: Cloth) -> None:
    """Sprigs that all lean one way, with blossom along them."""
    rng = cloth.rng
    size = cloth.between(4.5, 6.5)
    tile = size * 7.5
    first, second = _blooms(cloth)
    large, small = scatter(rng, (tile, tile), [(size * 0.9, 18), (size * 0.6, 16)])
    upright = [Place(p.x, p.y, p.radius * 1.3, p.turn / 9 - 20) for p in large + small]
    kinds = [flowers.blossom(rng, first, _heart(cloth)), flowers.blossom(rng, second, _heart(cloth))]
    open_blooms = [Place(p.x, p.y - p.radius * 0.35, p.radius * 0.5, p.turn * 5) for p in upright]
    half_open = [
        Place(p.x + p.radius * 0.3, p.y + p.radius * 0.4, p.radius * 0.32, p.turn * 7) for p in upright
    ]
    layers: list[Layer] = [
        ([flowers.sprig(rng, _green(cloth))], upright),
        (kinds[::-1], half_open),
        (kinds, open_blooms),
    ]
    _garden(cloth, tile, layers, 0.0)


def mixed_bouquet(cloth: Cloth) -> None:
    """Every kind of flower, large and small, close together."""
    rng = cloth.rng
    size = cloth.between(6.5, 9.0)
    tile = size * 6.5
    first, second = _blooms(cloth)
    heart, green = _heart(cloth), _green(cloth)
    large = [
        flowers.hibiscus(rng, first, heart),
        flowers.rose(rng, second, first),
        flowers.poppy(rng, first, heart),
    ]
    little = [
        flowers.daisy(rng, second, heart),
        flowers.blossom(rng, heart, first),
        flowers.blossom(rng, first, heart),
    ]
    green_kinds = [flowers.leaf_pair(rng, green), flowers.sprig(rng, green)]
    big, middle, small = scatter(rng, (tile, tile), [(size * 0.95, 9), (size * 0.55, 14), (size * 0.32, 20)])
    layers: list[Layer] = [
        (green_kinds, _moved(big, 0, 1.25)),
        (green_kinds[:1], _moved(middle, 90, 1.3)),
        (green_kinds[1:], _moved(small, 0, 1.5)),
        (little, middle),
        (large, big),
    ]
    _garden(cloth, tile, layers)


def hawaiian(cloth: Cloth) -> None:
    """Flat hibiscus and frangipani with tonal leaves behind, as on board shorts."""
    rng = cloth.rng
    size = cloth.between(9.0, 13.0)
    tile = size * 5.2
    bloom = cloth.ink(1)
    shadow = mix(cloth.ground, bloom, 0.28)
    kinds = [
        flowers.silhouette("hibiscus", bloom, cloth.ground),
        flowers.silhouette("frangipani", bloom, cloth.ground),
    ]
    leaves = [flowers.frond(rng, shadow), flowers.monstera(rng, shadow, cloth.ground)]
    big, middle, behind = scatter(rng, (tile, tile), [(size, 8), (size * 0.55, 10), (size * 0.5, 12)])
    wide = [Place(p.x, p.y, size * 1.1, p.turn) for p in behind]
    _garden(cloth, tile, [(leaves, wide), (leaves[:1], _moved(big, 120)), (kinds[1:], middle), (kinds, big)])


def palms(cloth: Cloth) -> None:
    """Palm leaves over paler palm leaves."""
    rng = cloth.rng
    size = cloth.between(11, 15)
    tile = size * 4.4
    front, back = cloth.ink(1), mix(cloth.ground, cloth.ink(2), 0.55)
    (behind,) = scatter(rng, (tile, tile), [(size * 0.62, 16)])
    (ahead,) = scatter(rng, (tile, tile), [(size * 0.78, 9)])
    _garden(
        cloth,
        tile,
        [
            ([flowers.frond(rng, back), flowers.fan_palm(rng, back)], _sized(behind, size)),
            ([flowers.frond(rng, front), flowers.frond(rng, cloth.ink(2))], _sized(ahead, size * 1.05)),
        ],
    )


def _sized(places: list[Place], radius: float) -> list[Place]:
    return [Place(p.x, p.y, radius, p.turn) for p in places]


def monsteras(cloth: Cloth) -> None:
    """Swiss-cheese leaves, large, over fronds."""
    rng = cloth.rng
    size = cloth.between(9.5, 13)
    tile = size * 5
    back = mix(cloth.ground, cloth.ink(2), 0.5)
    leaves = [
        flowers.monstera(rng, cloth.ink(1), cloth.ground),
        flowers.monstera(rng, cloth.ink(2), cloth.ground),
    ]
    (behind,) = scatter(rng, (tile, tile), [(size * 0.7, 14)])
    (ahead,) = scatter(rng, (tile, tile), [(size * 0.92, 9)])
    _garden(
        cloth, tile, [([flowers.frond(rng, back)], _sized(behind, size * 1.1)), (leaves, _sized(ahead, size))]
    )


def banana_leaves(cloth: Cloth) -> None:
    """Long banana leaves crossing one another, as on a Beverly Hills wall."""
    rng = cloth.rng
    size = cloth.between(11, 15)
    tile = size * 4.2
    front, side = flowers.banana_leaf(rng, cloth.ink(1)), flowers.banana_leaf(rng, cloth.ink(2))
    back = flowers.banana_leaf(rng, mix(cloth.ground, cloth.ink(2), 0.45))
    (behind,) = scatter(rng, (tile, tile), [(size * 0.6, 16)])
    (ahead,) = scatter(rng, (tile, tile), [(size * 0.66, 12)])
    _garden(cloth, tile, [([back], _sized(behind, size)), ([front, side], _sized(ahead, size * 1.05))])


def jungle_bloom(cloth: Cloth) -> None:
    """Hibiscus among leaves of every kind."""
    rng = cloth.rng
    size = cloth.between(8.5, 11.5)
    tile = size * 5.4
    first, second = cloth.ink(1), cloth.ink(2)
    bloom, heart = cloth.ink(3), cloth.ink(4)
    leaves = [
        flowers.monstera(rng, first, cloth.ground),
        flowers.frond(rng, second),
        flowers.banana_leaf(rng, first),
        flowers.frond(rng, first),
    ]
    kinds = [flowers.hibiscus(rng, bloom, heart), flowers.hibiscus(rng, shade(bloom, 0.12), heart)]
    (behind,) = scatter(rng, (tile, tile), [(size * 0.72, 16)])
    big, middle = scatter(rng, (tile, tile), [(size * 0.85, 6), (size * 0.6, 4)])
    _garden(cloth, tile, [(leaves, _sized(behind, size * 1.15)), (kinds, middle), (kinds, big)])


def paradise(cloth: Cloth) -> None:
    """Fans, fronds and frangipani on an open ground."""
    rng = cloth.rng
    size = cloth.between(7.5, 10.5)
    tile = size * 6
    leaves = [
        flowers.fan_palm(rng, cloth.ink(1)),
        flowers.frond(rng, cloth.ink(2)),
        flowers.banana_leaf(rng, cloth.ink(1)),
    ]
    bloom = flowers.blossom(rng, cloth.ink(3), cloth.ink(4))
    big, middle, small = scatter(rng, (tile, tile), [(size * 0.82, 12), (size * 0.5, 12), (size * 0.25, 16)])
    _garden(
        cloth, tile, [(leaves, big), ([bloom], middle), ([flowers.bud(cloth.ink(3), cloth.ink(1))], small)]
    )


FLORAL = (ditsy, daisies, garden_roses, poppies, blossom_branches, mixed_bouquet, hawaiian)
TROPICAL = (palms, monsteras, banana_leaves, jungle_bloom, paradise)
