"""What every print is painted with: the cloth, repeats, scattered places and smooth noise.

Lengths are in units: the longer side of a garment's bounding box is 100 units, whatever the picture's size.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import skia
from numpy.typing import NDArray

UNITS = 100.0
FINEST_TILE, LARGEST_TILE = 32, 1024
# A repeat is drawn in whole pixels and then stretched to its true size: the larger, the less that blurs it.
SHARP_TILE = 24.0

Draw = Callable[[skia.Canvas], None]


@dataclass(frozen=True)
class Cloth:
    """A piece of cloth to print on.

    Attributes:
        canvas: draws in units, with the origin at the top left corner of the cloth.
        width: of the cloth, in units.
        height: of the cloth, in units.
        inks: ARGB colours, the ground first.
        rng: the source of everything left to chance; used in the same order whatever the colours.
        scale: motif size, 1 being usual.
        angle: turn of the print, in degrees.
        density: pixels of the final picture for each unit.
    """

    canvas: skia.Canvas
    width: float
    height: float
    inks: tuple[int, ...]
    rng: np.random.Generator
    scale: float
    angle: float
    density: float

    @property
    def rect(self) -> skia.Rect:
        """The whole cloth."""
        return skia.Rect.MakeWH(self.width, self.height)

    @property
    def ground(self) -> int:
        """The colour of the cloth itself."""
        return self.inks[0]

    def ink(self, number: int) -> int:
        """The colour of that number; beyond the palette, paler versions of its colours on the ground."""
        if number < len(self.inks):
            return self.inks[number]
        motifs = len(self.inks) - 1
        return mix(self.inks[1 + (number - 1) % motifs], self.ground, 0.5)

    def fill(self, colour: int) -> None:
        """Paint the whole cloth in one colour."""
        self.canvas.drawRect(self.rect, skia.Paint(Color=colour))

    def between(self, low: float, high: float) -> float:
        """A number left to chance."""
        return float(self.rng.uniform(low, high))

    def chance(self, probability: float) -> bool:
        """Whether something happens that does so with this probability."""
        return bool(self.rng.random() < probability)

    def pick(self, count: int) -> int:
        """One of the numbers 0 … count - 1."""
        return int(self.rng.integers(count))

    def repeat(self, width: float, height: float, draw: Draw, tilt: float = 0.0) -> None:
        """Cover the cloth with repeats of a tile of this size, drawn on the ground.

        Args:
            width: of the tile, before the print's own scale.
            height: of the tile.
            draw: draws one tile, from (0, 0) to (width, height).
            tilt: degrees by which the variant itself is turned, added to the print's angle.
        """
        one = record(skia.Rect.MakeWH(width, height), draw)
        across, down = (max(1, math.ceil(SHARP_TILE / side)) for side in (width, height))
        tile = skia.Rect.MakeWH(across * width, down * height)

        def draw_many(canvas: skia.Canvas) -> None:
            canvas.drawRect(tile.makeOutset(1, 1), skia.Paint(Color=self.ground))
            for column in range(across):
                for row in range(down):
                    canvas.save()
                    canvas.translate(column * width, row * height)
                    canvas.clipRect(skia.Rect.MakeWH(width, height))
                    canvas.drawPicture(one)
                    canvas.restore()

        picture = record(tile, draw_many)
        self.fill(self.ground)
        shader = picture.makeShader(
            skia.TileMode.kRepeat,
            skia.TileMode.kRepeat,
            skia.FilterMode.kLinear,
            self._motif_matrix(tilt),
            tile,
        )
        self.canvas.drawRect(self.rect, skia.Paint(Shader=shader))

    def texture(self, pixels: NDArray[np.uint32], width: float, height: float, tilt: float = 0.0) -> None:
        """Cover the cloth with repeats of a small picture stretched to a tile of this size."""
        rows, columns = pixels.shape
        matrix = self._motif_matrix(tilt)
        matrix.preScale(width / columns, height / rows)
        shader = as_image(pixels).makeShader(
            skia.TileMode.kRepeat,
            skia.TileMode.kRepeat,
            skia.SamplingOptions(skia.FilterMode.kLinear),
            matrix,
        )
        self.canvas.drawRect(self.rect, skia.Paint(Shader=shader))

    def stretch(self, pixels: NDArray[np.uint32]) -> None:
        """Cover the cloth with one small picture stretched over the whole of it."""
        self.canvas.drawImageRect(
            as_image(pixels), self.rect, skia.SamplingOptions(skia.FilterMode.kLinear), skia.Paint()
        )

    def grain(self, units: float) -> int:
        """How many pixels a tile of so many units deserves, in a number that suits the transform of noise."""
        wanted = units * self.scale * self.density
        return int(min(max(math.ceil(wanted / 16) * 16, FINEST_TILE), LARGEST_TILE))

    def _motif_matrix(self, tilt: float) -> skia.Matrix:
        matrix = skia.Matrix.Translate(self.width / 2, self.height / 2)
        matrix.preRotate(self.angle + tilt)
        matrix.preScale(self.scale, self.scale)
        return matrix


def record(bounds: skia.Rect, draw: Draw) -> skia.Picture:
    """Keep what `draw` draws, to be drawn again many times."""
    recorder = skia.PictureRecorder()
    draw(recorder.beginRecording(bounds))
    return recorder.finishRecordingAsPicture()


def as_image(pixels: NDArray[np.uint32]) -> skia.Image:
    """A picture of ARGB values."""
    rows, columns = pixels.shape
    bgra = np.ascontiguousarray(pixels, dtype="<u4").view(np.uint8).reshape(rows, columns, 4)
    return skia.Image.fromarray(
        bgra, colorType=skia.ColorType.kBGRA_8888_ColorType, alphaType=skia.AlphaType.kOpaque_AlphaType
    )


def argb(colour: str) -> int:
    """'#rrggbb' as an opaque ARGB value."""
    return 0xFF000000 | int(colour[1:], 16)


def mix(first: int, second: int, share: float) -> int:
    """The colour `share` of the way from the first to the second."""
    channels = (
        round(((first >> shift) & 255) * (1 - share) + ((second >> shift) & 255) * share) << shift
        for shift in (24, 16, 8, 0)
    )
    return sum(channels)


def shade(colour: int, amount: float) -> int:
    """The colour made lighter (amount > 0) or darker (amount < 0)."""
    return mix(colour, 0xFFFFFFFF if amount > 0 else 0xFF000000, abs(amount))


def solid(colour: int, alpha: float = 1.0) -> skia.Paint:
    """Paint for a filled shape."""
    return skia.Paint(Color=(colour & 0xFFFFFF) | (round(alpha * 255) << 24), AntiAlias=True)


def seamless(colour: int) -> skia.Paint:
    """Paint for a shape that adjoins others: it grows by a hair, so that no ground shows between."""
    paint = solid(colour)
    paint.setStyle(skia.Paint.kStrokeAndFill_Style)
    paint.setStrokeWidth(0.3)
    return paint


def line(colour: int, width: float) -> skia.Paint:
    """Paint for a line with round ends."""
    return skia.Paint(
        Color=colour,
        AntiAlias=True,
        Style=skia.Paint.kStroke_Style,
        StrokeWidth=width,
        StrokeCap=skia.Paint.kRound_Cap,
        StrokeJoin=skia.Paint.kRound_Join,
    )


@dataclass(frozen=True)
class Place:
    """Where one motif of a tile stands."""

    x: float
    y: float
    radius: float
    turn: float


def scatter(
    rng: np.random.Generator, tile: tuple[float, float], sizes: list[tuple[float, int]], tries: int = 10
) -> list[list[Place]]:
    """Spread circles evenly but without a grid over a tile that repeats, none touching another.

    Args:
        rng: the source of chance.
        tile: width and height of the tile.
        sizes: radius and greatest number of each size, in the order in which they find their places.
        tries: candidate places for each circle wanted.

    Returns:
        The places of each size.
    """
    reach = np.repeat([radius for radius, _ in sizes], [count * tries for _, count in sizes])
    width, height = tile
    x, y = rng.uniform(0, width, len(reach)), rng.uniform(0, height, len(reach))
    turns = rng.uniform(0, 360, len(reach))
    free = np.ones(len(reach), dtype=bool)
    places: list[list[Place]] = []
    start = 0
    for radius, count in sizes:
        found: list[Place] = []
        end = start + count * tries
        for i in range(start, end):
            if free[i] and len(found) < count:
                dx, dy = np.abs(x - x[i]), np.abs(y - y[i])
                dx, dy = np.minimum(dx, width - dx), np.minimum(dy, height - dy)
                free &= dx * dx + dy * dy >= (reach + radius) ** 2
                found.append(Place(float(x[i]), float(y[i]), radius, float(turns[i])))
        places.append(found)
        start = end
    return places


def stamp(
    canvas: skia.Canvas, motif: skia.Picture, place: Place, tile: tuple[float, float], reach: float = 1.0
) -> None:
    """Draw a motif of radius 1 at its place, and again wherever it crosses an edge of the repeating tile."""
    for x, y in wraps(place, tile, reach):
        matrix = skia.Matrix.Translate(x, y)
        matrix.preRotate(place.turn)
        matrix.preScale(place.radius, place.radius)
        canvas.drawPicture(motif, matrix)


def wraps(place: Place, tile: tuple[float, float], reach: float = 1.0) -> Iterator[tuple[float, float]]:
    """The positions at which a motif must be drawn for its tile to repeat without a seam."""
    radius = place.radius * reach
    for x in _copies(place.x, radius, tile[0]):
        for y in _copies(place.y, radius, tile[1]):
            yield x, y


def _copies(at: float, radius: float, length: float) -> list[float]:
    copies = [at]
    if at < radius:
        copies.append(at + length)
    if at > length - radius:
        copies.append(at - length)
    return copies


def closed_curve(points: NDArray[np.float64]) -> skia.Path:
    """A smooth closed curve through the points."""
    after, before = np.roll(points, -1, axis=0), np.roll(points, 1, axis=0)
    leave = points + (after - before) / 6
    arrive = after - (np.roll(after, -1, axis=0) - points) / 6
    path = skia.Path()
    path.moveTo(*points[0].tolist())
    for first, second, end in zip(leave.tolist(), arrive.tolist(), after.tolist(), strict=True):
        path.cubicTo(*first, *second, *end)
    path.close()
    return path


def blob(rng: np.random.Generator, points: int, unevenness: float) -> skia.Path:
    """An irregular round shape of radius about 1."""
    turns = (np.arange(points) + rng.uniform(-0.25, 0.25, points)) * (2 * np.pi / points)
    radii = 1 + unevenness * rng.uniform(-1, 1, points)
    return closed_curve(np.stack([np.cos(turns) * radii, np.sin(turns) * radii], axis=1))


def polygon(points: list[tuple[float, float]]) -> skia.Path:
    """A closed shape with straight sides."""
    return skia.Path.Polygon([skia.Point(x, y) for x, y in points], True)
