"""Lays a flat piece on the table as the camera sees it, with its shadow and its curl."""

import numpy as np
import skia

from models.designs.shape import Shape
from models.photos.brush import SMOOTH, filled, polygon
from models.photos.camera import Camera, Points, corners
from models.photos.conditions import PhotoConditions
from models.photos.subjects import Piece

_MESH = 12


def lay(canvas: skia.Canvas, piece: Piece, camera: Camera, conditions: PhotoConditions) -> None:
    """Put a piece on the table, its shadow under it and its curl in it."""
    if conditions.ground != "lid":
        _paint_shadow(canvas, piece, camera, conditions)
    place, pixels = _mesh(piece)
    height, shade = _curl(place, conditions, piece.half)
    seen = camera.project(np.column_stack([place, height]))
    levels = np.clip(255 * shade, 0, 255).astype(int)
    vertices = skia.Vertices(
        skia.Vertices.kTriangles_VertexMode,
        [skia.Point(x, y) for x, y in seen.tolist()],
        [skia.Point(x, y) for x, y in pixels.tolist()],
        [int(skia.ColorSetRGB(level, level, level)) for level in levels.tolist()],
        _TRIANGLES,
    )
    shader = piece.image.makeShader(skia.TileMode.kDecal, skia.TileMode.kDecal, SMOOTH)
    canvas.drawVertices(vertices, skia.Paint(Shader=shader), skia.BlendMode.kModulate)


def _mesh(piece: Piece) -> tuple[Points, Points]:
    """Return the mesh's points on the table and in the texture, a pixel wider than the piece for a soft edge."""
    width, height = piece.image.width(), piece.image.height()
    columns, rows = np.meshgrid(np.linspace(-1, width + 1, _MESH + 1), np.linspace(-1, height + 1, _MESH + 1))
    pixels = np.column_stack([columns.ravel(), rows.ravel()])
    size = np.array([width, height])
    return (2 * pixels / size - 1) * np.array(piece.half), pixels


def _triangles() -> list[int]:
    first = (np.arange(_MESH)[:, None] * (_MESH + 1) + np.arange(_MESH)[None, :]).ravel()
    steps = np.array([0, 1, _MESH + 1, 1, _MESH + 2, _MESH + 1])
    return [int(corner) for corner in (first[:, None] + steps).ravel()]


_TRIANGLES = _triangles()


def _curl(place: Points, conditions: PhotoConditions, half: tuple[float, float]) -> tuple[Points, Points]:
    """Return height and shade of points of a sheet that curls up from its middle line or from a corner."""
    if not conditions.curl:
        return np.zeros(len(place)), np.ones(len(place))
    draw = Shape(conditions.look)
    angle = 6.2832 * draw.unit("curl direction")
    along = place @ np.array([np.cos(angle), np.sin(angle)])
    start = draw.between("curl start", -0.1, 0.25) * max(half) * 2
    rise = np.maximum(0.0, along - start)
    wave = 0.012 * np.sin(9 * along + 6.2832 * draw.unit("wave"))
    height = conditions.curl * (0.55 * rise**2 + wave)
    lit = draw.between("curl light", -1.0, 0.4)
    slope = 1.1 * rise + 0.11 * np.cos(9 * along + 6.2832 * draw.unit("wave"))
    return height, np.minimum(1.0, 0.985 + 0.55 * conditions.curl * lit * slope)


def _paint_shadow(canvas: skia.Canvas, piece: Piece, camera: Camera, conditions: PhotoConditions) -> None:
    """Paint the soft dark rim a sheet throws on the table."""
    draw = Shape(conditions.look)
    pixel = camera.scale()
    thick = {"sheet": 0.008, "garment": 0.012, "screen": 0.02}[conditions.subject] + 0.02 * conditions.curl
    angle = 6.2832 * draw.unit("shadow direction")
    dx, dy = (thick * pixel * float(turn(angle)) for turn in (np.cos, np.sin))
    canvas.save()
    canvas.translate(dx, dy)
    if piece.shadow is None:
        outline = polygon(camera.project(corners(piece.half)))
        canvas.drawPath(outline, filled((0.04, 0.03, 0.05), 0.45, blur=thick * pixel))
    else:
        canvas.concat(camera.table())
        rect = skia.Rect.MakeLTRB(-piece.half[0], -piece.half[1], *piece.half)
        canvas.drawImageRect(piece.shadow, rect, SMOOTH)
    canvas.restore()
