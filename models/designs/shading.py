"""Light on cloth: a relief of body, folds and gathers, lit from above, as one translucent picture."""

import math
from dataclasses import dataclass

import numpy as np
import skia
from numpy.typing import NDArray
from PIL import Image

from models.designs.garment import Bump, Drawing, Fold
from models.designs.geometry import Points, ribbon
from models.designs.paths import path_of

Grid = NDArray[np.float32]

_FINEST = 4.2  # relief points per cm: finer is not seen once the light is smooth
_COARSE = 1.3
_WIDE = 1.5  # cm across


@dataclass(frozen=True, slots=True)
class Light:
    """Where light comes from and how the cloth answers it.

    `left` is the light's lean to the left of the page (negative: right), `depth` the strength of shadows,
    `sheen` that of highlights, `shadow` the colour of full shadow as r, g, b in 0 to 1.
    """

    left: float
    depth: float
    sheen: float
    shadow: tuple[float, float, float]


def shade(drawing: Drawing, box: tuple[float, float, float, float], scale: float, light: Light) -> skia.Image:
    """Return the light and shadow of a drawing as a picture that covers `box` (left, top, right, bottom in cm).

    `scale` is the picture's own resolution in pixels per cm; the relief is never finer than it needs to be.
    """
    step = min(scale, _FINEST)
    grid = _Grid(box, step)
    height = grid.rounded(drawing.form, 3.0, 5.0)
    if drawing.tubes:
        height += grid.rounded(drawing.tubes, 1.3, 2.0)
    for bump in drawing.bumps:
        height += grid.bump(bump)
    height += grid.folds(drawing.folds)
    return _lit(height, step, light)


class _Grid:
    """A raster of heights in cm over a box of the garment."""

    def __init__(self, box: tuple[float, float, float, float], step: float) -> None:
        left, top, right, bottom = box
        self.box = box
        self.step = step
        self.size = (max(8, int((right - left) * step)), max(8, int((bottom - top) * step)))
        self.origin = (left, top)
        self.x = (np.arange(self.size[0], dtype=np.float32) / step + left)[None, :]
        self.y = (np.arange(self.size[1], dtype=np.float32) / step + top)[:, None]

    def rounded(self, outlines: list[Points], softness: float, height: float) -> Grid:
        """Return shapes rounded off within `softness` cm, worked out on a coarser grid: they are smooth all over."""
        coarse = _Grid(self.box, min(self.step, _COARSE))
        canvas, surface = coarse._canvas()
        paint = skia.Paint(AntiAlias=True, Color=skia.ColorWHITE)
        for outline in outlines:
            canvas.drawPath(path_of(outline), paint)
        soft = _blurred(surface.toarray()[:, :, 0].astype(np.float32) / 255, softness * coarse.step)
        rise = np.clip((soft - 0.46) / 0.48, 0.0, 1.0)
        return self._fine(_blurred(height * np.sin(rise * np.float32(np.pi / 2)), 0.8 * coarse.step))

    def _fine(self, coarse: Grid) -> Grid:
        return np.array(Image.fromarray(coarse).resize(self.size, Image.Resampling.BICUBIC), dtype=np.float32)

    def bump(self, bump: Bump) -> Grid:
        ry = np.where(self.y < bump.y, np.float32(bump.ry_up), np.float32(bump.ry_down))
        distance = ((self.x - bump.x) / bump.rx) ** 2 + ((self.y - bump.y) / ry) ** 2
        grid: Grid = np.float32(bump.height) * np.exp(-1.1 * distance)
        return grid

    def folds(self, folds: list[Fold]) -> Grid:
        """Return all folds: narrow ones on this grid, wide soft ones worked out on a coarser grid."""
        coarse = _Grid(self.box, min(self.step, _COARSE))
        wide = coarse._ridges([fold for fold in folds if fold.width >= _WIDE], 0.75)
        narrow = self._ridges([fold for fold in folds if fold.width < _WIDE], 0.30)
        total: Grid = narrow + self._fine(wide)
        return total

    def _ridges(self, folds: list[Fold], softness: float) -> Grid:
        canvas, surface = self._canvas()
        for fold in folds:
            strength = min(abs(fold.height), 1.0)
            colour = skia.Color4f(strength, 0, 0, 1) if fold.height > 0 else skia.Color4f(0, strength, 0, 1)
            paint = skia.Paint(colour)
            paint.setAntiAlias(True)
            paint.setBlendMode(skia.BlendMode.kPlus)
            canvas.drawPath(path_of(_lens(fold)), paint)
        pixels = surface.toarray(colorType=skia.kRGBA_8888_ColorType).astype(np.float32) / 255
        return _blurred(pixels[:, :, 0] - pixels[:, :, 1], softness * self.step)

    def _canvas(self) -> tuple[skia.Canvas, skia.Surface]:
        surface = skia.Surface(*self.size)
        canvas = surface.getCanvas()
        canvas.clear(skia.ColorBLACK)
        canvas.scale(self.step, self.step)
        canvas.translate(-self.origin[0], -self.origin[1])
        return canvas, surface


def _lens(fold: Fold) -> Points:
    """Return a fold's outline: widest in its middle, tapering to both ends."""
    half = ribbon(fold.points, 1.0)
    count = len(fold.points)
    taper = np.sin(np.linspace(0.12, np.pi - 0.12, count))[:, None] * fold.width
    left = fold.points + (half[:count] - fold.points) * taper
    right = fold.points + (half[count:][::-1] - fold.points) * taper
    return np.vstack([left, right[::-1]])


def _lit(height: Grid, step: float, light: Light) -> skia.Image:
    slope_x, slope_y = _slope(height, step, 1), _slope(height, step, 0)
    length = np.sqrt(1.0 + slope_x * slope_x + slope_y * slope_y)
    towards = _unit(-light.left, -0.50, 0.80)
    relative = (-slope_x * (towards[0] / towards[2]) - slope_y * (towards[1] / towards[2]) + 1.0) / length
    half = _unit(towards[0], towards[1], towards[2] + 1.0)
    gloss = np.maximum((-slope_x * half[0] - slope_y * half[1] + half[2]) / length, 0.0)
    for _ in range(4):
        gloss *= gloss
    dark: Grid = np.clip((1.0 - relative) * light.depth, 0.0, 0.82)
    bright: Grid = np.clip(np.maximum(relative - 1.0, 0.0) * 0.22 + gloss * light.sheen, 0.0, 0.7)
    return _image(dark, bright, light.shadow)


def _slope(height: Grid, step: float, axis: int) -> Grid:
    slope = np.zeros_like(height)
    inner: Grid = (np.roll(height, -1, axis) - np.roll(height, 1, axis)) * np.float32(step / 2)
    slope[1:-1, 1:-1] = inner[1:-1, 1:-1]
    return slope


def _unit(x: float, y: float, z: float) -> tuple[float, float, float]:
    length = math.sqrt(x * x + y * y + z * z)
    return x / length, y / length, z / length


def _image(dark: Grid, bright: Grid, shadow: tuple[float, float, float]) -> skia.Image:
    pixels = np.empty((*dark.shape, 4), dtype=np.uint8)
    veil = dark * (1.0 - bright)
    for channel in range(3):
        pixels[:, :, channel] = (bright + veil * shadow[channel]) * 255 + 0.5
    pixels[:, :, 3] = (bright + veil) * 255 + 0.5
    return skia.Image.fromarray(pixels, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType)


def _blurred(grid: Grid, sigma: float) -> Grid:
    """Blur by two running means each way, close to a Gaussian of `sigma` points."""
    radius = max(1, round(sigma * 1.22))
    for _ in range(2):
        grid = _mean(_mean(grid, radius).T, radius).T
    return grid


def _mean(grid: Grid, radius: int) -> Grid:
    padded = np.pad(grid, ((radius + 1, radius), (0, 0)), mode="edge")
    total = np.cumsum(padded, axis=0, dtype=np.float32)
    mean: Grid = (total[2 * radius + 1 :] - total[: -2 * radius - 1]) / np.float32(2 * radius + 1)
    return mean
