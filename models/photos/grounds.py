"""Surfaces that things lie on, coloured anew for each photo."""

import skia

from models.designs.shape import Shape
from models.photos.brush import Colour, tinted
from models.photos.camera import Camera
from models.photos.conditions import Ground, PhotoConditions
from models.photos.tiles import SIDE, VARIANTS, tile

_DEPTH: dict[Ground, float] = {
    "desk": 0.9,
    "wood": 0.62,
    "cloth": 0.78,
    "speckle": 0.72,
    "tiles": 0.8,
    "folds": 0.6,
}
_VIVID: dict[Ground, float] = {"desk": 0.07, "cloth": 0.3, "speckle": 0.07, "tiles": 0.07, "folds": 0.22}


def paint_ground(canvas: skia.Canvas, camera: Camera, conditions: PhotoConditions) -> None:
    """Cover the whole photo with the surface the conditions name."""
    draw = Shape(conditions.look)
    image = tile(conditions.ground, int(VARIANTS * draw.unit("ground variant")))
    dark, light = _colours(conditions.ground, draw)
    repeat = draw.between("ground scale", 0.7, 1.7) * (0.5 if conditions.ground == "mat" else 1.0)
    local = skia.Matrix.RotateDeg(360 * draw.unit("ground turn")).preScale(repeat / SIDE, repeat / SIDE)
    shader = image.makeShader(
        skia.TileMode.kRepeat,
        skia.TileMode.kRepeat,
        skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kNearest),
        local,
    )
    canvas.save()
    canvas.concat(camera.table())
    canvas.drawRect(
        skia.Rect.MakeLTRB(-4, -4, 4, 4), skia.Paint(Shader=shader, ColorFilter=_between(dark, light))
    )
    canvas.restore()


def _between(dark: Colour, light: Colour) -> skia.ColorFilter:
    """Map grey to the colours from dark to light."""
    rows = [[light[i] - dark[i], 0.0, 0.0, 0.0, dark[i]] for i in range(3)]
    return skia.ColorFilters.Matrix([*rows[0], *rows[1], *rows[2], 0.0, 0.0, 0.0, 1.0, 0.0])


def _colours(ground: Ground, draw: Shape) -> tuple[Colour, Colour]:
    """Return the darkest and the lightest colour of a surface."""
    level = draw.unit("ground level")
    if ground == "lid":
        shade = 0.9 + 0.1 * level if draw.chance("white lid", 0.85) else 0.05 + 0.3 * level
        return (shade - 0.03,) * 3, (shade,) * 3
    if ground == "mat":
        base = (0.05, 0.32, 0.25) if draw.chance("green mat", 0.6) else (0.10, 0.16, 0.34)
        return base, (0.75, 0.8, 0.7)
    if ground == "wood":
        yellow, top = draw.between("wood hue", 0.45, 0.75), 0.45 + 0.5 * level
        light = top, top * (0.55 + 0.4 * yellow), top * yellow * 0.95
    else:
        hue, vivid = 6.2832 * draw.unit("ground hue"), _VIVID[ground] * draw.unit("ground vivid")
        middle = 0.14 + 0.80 * level**0.6
        light = tinted(middle, vivid, hue)
    depth = _DEPTH[ground]
    return (depth * light[0], depth * light[1], depth * light[2]), light
