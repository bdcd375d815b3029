"""Animal prints: leopard, jaguar, cheetah, zebra, tiger, snake and giraffe."""

import numpy as np
import skia

from models.designs.prints_kit import Cloth, blob, closed_curve, mix, polygon, record, scatter, solid, stamp
from models.designs.prints_noise import Floats, colour_by, cover, noise, ramp, soft


def zebra(cloth: Cloth) -> None:
    """Stripes that swell, fork and end."""
    tile = cloth.between(60, 80)
    tilt = cloth.between(-25, 25)
    edge = cloth.between(-0.05, 0.2)
    field = _coat(cloth, cloth.grain(tile), 8.0, 0.45)
    table = ramp([(0, cloth.ground), (1, cloth.inks[-1])])
    cloth.texture(colour_by(cover(field, edge), table), tile, tile, tilt)


def tiger(cloth: Cloth) -> None:
    """Tapering dark stripes with shaded edges."""
    tile = cloth.between(70, 90)
    tilt = cloth.between(-15, 15)
    field = _coat(cloth, cloth.grain(tile), 8.0, 0.3)
    shadow = cloth.ink(1) if len(cloth.inks) > 2 else mix(cloth.ground, cloth.inks[-1], 0.25)
    table = ramp([(0, cloth.ground), (0.5, shadow), (1, cloth.inks[-1])])
    cloth.texture(colour_by((cover(field, 0.2) + cover(field, 0.62)) / 2, table), tile, tile, tilt)


def _coat(cloth: Cloth, grain: int, period: float, breadth: float) -> Floats:
    """Waves that run mostly level."""

    def band(down: Floats, across: Floats) -> Floats:
        away = (np.hypot(down, across) - np.float32(period)) / np.float32(period * 0.22)
        lean = np.arctan2(across, np.abs(down) + 1e-6) / np.float32(breadth)
        return np.exp(-(away**2) - lean**2)

    return noise(cloth.rng, (grain, grain), band)


def leopard(cloth: Cloth) -> None:
    """Rosettes: a darker heart inside a broken ring of spots."""
    _rosettes(cloth, cloth.between(3.0, 4.2), 0.3, 1.0)


def jaguar(cloth: Cloth) -> None:
    """Larger rosettes with dots inside."""
    _rosettes(cloth, cloth.between(5.0, 6.6), 0.24, 0.0)


def _rosettes(cloth: Cloth, size: float, weight: float, heart_depth: float) -> None:
    rng = cloth.rng
    tile = size * 11
    tilt = cloth.between(0, 180)
    dark = cloth.inks[-1]
    middle = cloth.ink(1) if len(cloth.inks) > 2 else mix(cloth.ground, dark, 0.3)
    heart = mix(mix(cloth.ground, middle, 0.6), middle, heart_depth)
    kinds = [_rosette(rng, heart, dark, weight, dotted=not heart_depth) for _ in range(6)]
    specks = [_speck(rng, dark) for _ in range(3)]
    large, small = scatter(rng, (tile, tile), [(size * 0.88, 34), (size * 0.3, 26)])

    def draw(canvas: skia.Canvas) -> None:
        for motifs, places in ((kinds, large), (specks, small)):
            for number, place in enumerate(places):
                stamp(canvas, motifs[number % len(motifs)], place, (tile, tile), 1.2)

    cloth.repeat(tile, tile, draw, tilt)


def _rosette(rng: np.random.Generator, heart: int, dark: int, weight: float, *, dotted: bool) -> skia.Picture:
    body = blob(rng, 9, 0.14)
    count = int(rng.integers(2, 5))
    gaps = rng.uniform(0.08, 0.3, count)
    shares = rng.dirichlet(np.full(count, 6.0)) * 360
    starts = float(rng.uniform(0, 360)) + np.cumsum(shares)
    squash = float(rng.uniform(0.72, 0.98))
    arcs = zip(starts.tolist(), (shares * (1 - gaps)).tolist(), strict=True)
    pieces = [_crescent(rng, start, sweep, weight) for start, sweep in arcs]
    dots = rng.uniform(-0.3, 0.3, (int(rng.integers(1, 5)), 3)).tolist() if dotted else []

    def draw(canvas: skia.Canvas) -> None:
        canvas.scale(1, squash)
        canvas.save()
        canvas.scale(0.76, 0.76)
        canvas.drawPath(body, solid(heart))
        canvas.restore()
        for piece in pieces:
            canvas.drawPath(piece, solid(dark))
        for x, y, swell in dots:
            canvas.drawCircle(x, y, 0.1 + 0.15 * swell, solid(dark))

    return record(skia.Rect(-1.3, -1.3, 1.3, 1.3), draw)


def _crescent(rng: np.random.Generator, start: float, sweep: float, weight: float) -> skia.Path:
    """A thick, uneven piece of a ring."""
    turns = np.radians(start + sweep * np.linspace(0, 1, 6))
    swell = np.array([0.35, 0.75, 1.0, 1.0, 0.75, 0.35])
    outer = 0.8 + weight * swell * rng.uniform(0.55, 1.15, 6)
    inner = 0.76 - weight * swell * rng.uniform(0.5, 1.2, 6)
    edge = np.concatenate([outer, inner[::-1]])
    at = np.concatenate([turns, turns[::-1]])
    return closed_curve(np.stack([np.cos(at) * edge, np.sin(at) * edge], axis=1))


def _speck(rng: np.random.Generator, dark: int) -> skia.Picture:
    shape = blob(rng, 7, 0.3)
    squash = float(rng.uniform(0.5, 0.9))

    def draw(canvas: skia.Canvas) -> None:
        canvas.scale(0.9, 0.9 * squash)
        canvas.drawPath(shape, solid(dark))

    return record(skia.Rect(-1.3, -1.3, 1.3, 1.3), draw)


def cheetah(cloth: Cloth) -> None:
    """Solid spots, close together."""
    rng = cloth.rng
    size = cloth.between(1.5, 2.3)
    tile = size * 16
    specks = [_speck(rng, cloth.inks[-1]) for _ in range(6)]
    large, small = scatter(rng, (tile, tile), [(size, 50), (size * 0.55, 40)])

    def draw(canvas: skia.Canvas) -> None:
        for number, place in enumerate(large + small):
            stamp(canvas, specks[number % 6], place, (tile, tile), 1.2)

    cloth.repeat(tile, tile, draw)


def python_skin(cloth: Cloth) -> None:
    """Diamond scales shaded in large diamonds, as on a snake."""
    width = cloth.between(1.9, 2.6)
    height = width * 1.3
    columns, rows = 10, 10
    dark = cloth.inks[-1]
    pale = cloth.ink(1) if len(cloth.inks) > 2 else mix(cloth.ground, dark, 0.4)
    tones = [cloth.ground, pale, dark, mix(cloth.ground, pale, 0.5)]
    unevenness = cloth.rng.normal(0, 0.035, (rows * 2, columns))
    groove = mix(dark, pale, 0.35)

    def draw(canvas: skia.Canvas) -> None:
        canvas.drawRect(skia.Rect.MakeWH(columns * width, rows * height), solid(groove))
        paths = [skia.Path() for _ in tones]
        scale = _scale(width * 0.44, height * 0.44)
        for row in range(rows * 2 + 1):
            for column in range(columns + 1):
                x, y = (column + (row % 2) / 2) * width, row * height / 2
                depth = _diamonds(x / (columns * width), y / (rows * height))
                depth += float(unevenness[row % (rows * 2), column % columns])
                paths[_tone(depth)].addPath(scale, x, y)
                if column == columns and row % 2:
                    paths[_tone(depth)].addPath(scale, x - columns * width, y)
        for path, tone in zip(paths, tones, strict=True):
            canvas.drawPath(path, solid(tone))

    cloth.repeat(columns * width, rows * height, draw)


def _tone(depth: float) -> int:
    """Dark along the lattice, pale beside it, then the ground, and a blush in the heart of each diamond."""
    return 2 if depth < 0.13 else 1 if depth < 0.22 else 0 if depth < 0.4 else 3


def _diamonds(across: float, down: float) -> float:
    """How far a point lies from the lines of a diamond lattice: 0 on a line, 0.5 in the middle of a diamond."""
    first, second = (across + down) % 1, (across - down) % 1
    return min(first, 1 - first, second, 1 - second)


def _scale(half_width: float, half_height: float) -> skia.Path:
    return polygon([(0, -half_height), (half_width, 0), (0, half_height), (-half_width, 0)])


def giraffe(cloth: Cloth) -> None:
    """Plates parted by pale lines."""
    tile = cloth.between(58, 75)
    plates = _plates(cloth, min(cloth.grain(tile), 320), 40)
    table = ramp([(0, cloth.ground), (1, cloth.ink(1))])
    cloth.texture(colour_by(cover(plates, 0.2), table), tile, tile)


def _plates(cloth: Cloth, grain: int, count: int) -> Floats:
    """Distance to the nearest border between the cells around scattered points, with wavy borders."""
    (places,) = scatter(cloth.rng, (1.0, 1.0), [(0.068, count)])
    wobble = noise(cloth.rng, (grain, grain), soft(6.0)) * 0.012
    at = (np.arange(grain, dtype=np.float32) + 0.5) / grain
    nearest = np.full((grain, grain), 9, dtype=np.float32)
    second = nearest.copy()
    for place in places:
        dx = np.abs(at - np.float32(place.x))
        dy = np.abs(at - np.float32(place.y))
        dx, dy = np.minimum(dx, 1 - dx), np.minimum(dy, 1 - dy)
        distance = np.sqrt(dx[None, :] ** 2 + dy[:, None] ** 2)
        second = np.minimum(second, np.maximum(nearest, distance))
        nearest = np.minimum(nearest, distance)
    return (second - nearest + wobble) * 8


ANIMAL = (leopard, jaguar, cheetah, zebra, tiger, python_skin, giraffe)
