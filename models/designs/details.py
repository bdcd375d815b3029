"""The small parts of swimwear: edges, straps, bows, rings, ruffles, zips, cords and pockets."""

import numpy as np

from models.designs.garment import Drawing, Fill, Kind
from models.designs.geometry import (
    Point,
    Points,
    along,
    band,
    curve,
    first,
    inset,
    join,
    last,
    line,
    normals,
    oval,
    part,
    ribbon,
    shifted,
    spline,
    turned,
    wavy,
)
from models.designs.shape import Shape

FINISHES = ("stitch", "double", "binding", "contrast", "clean")


def finish(drawing: Drawing, edge: Points, style: str, within: Points | None = None) -> None:
    """Finish an edge of a clockwise outline: topstitching, binding in self or contrast fabric, or nothing."""
    if style in ("binding", "contrast"):
        fill = Fill.TRIM if style == "contrast" else Fill.PRINT
        drawing.piece(band(edge, 0.85), fill, edge=0.55, lift=0.2, grain=45)
    elif style in ("stitch", "double"):
        drawing.line(inset(edge, 0.8), Kind.STITCH, within)
        if style == "double":
            drawing.line(inset(edge, 1.15), Kind.STITCH, within)


def strap(
    drawing: Drawing, path: Points, width: float, fill: Fill = Fill.PRINT, *, lift: float = 0.5
) -> None:
    """Lay a strap along a path; wide straps show stitched edges."""
    drawing.piece(ribbon(path, width), fill, edge=0.8, lift=lift, grain=90)
    if width > 1.6:
        drawing.line(inset(path, width / 2 - 0.3), Kind.STITCH)
        drawing.line(inset(path, -width / 2 + 0.3), Kind.STITCH)


def strap_slider(drawing: Drawing, path: Points, at: float, width: float) -> None:
    """Put the small adjuster of a strap at a fraction of its path."""
    centre = along(path, [at])[0]
    drawing.piece(oval((centre[0], centre[1]), width * 0.75 + 0.15, 0.55, 14), Fill.METAL, edge=0.6)


def ring(drawing: Drawing, centre: Point, radius: float, thickness: float = 0.55) -> None:
    """Put a metal or plastic ring."""
    hole = oval(centre, radius - thickness, radius - thickness)
    drawing.piece(oval(centre, radius, radius), Fill.METAL, holes=(hole,), edge=0.7, lift=0.8)


def bow(
    drawing: Drawing, at: Point, size: float, width: float, fill: Fill = Fill.PRINT, *, turn: float = 0.0
) -> None:
    """Tie a bow: two drooping loops, two tails and the knot; `size` is a loop's length in cm."""
    x, y = at
    for side in (-1.0, 1.0):
        tail = spline(
            (x, y), (x + side * size * 0.28, y + size * 0.75), (x + side * size * 0.42, y + size * 1.5)
        )
        loop = spline(
            (x, y),
            (x + side * size * 0.55, y - size * 0.32),
            (x + side * size, y + size * 0.08),
            (x + side * size * 0.6, y + size * 0.34),
            (x, y),
        )
        drawing.piece(turned(ribbon(tail, width, width * 1.25), turn, at), fill, edge=0.7, grain=60)
        drawing.piece(turned(ribbon(loop, width), turn, at), fill, edge=0.7, grain=30)
    drawing.piece(turned(oval(at, width * 0.75 + 0.15, width * 0.6 + 0.2, 14), turn, at), fill, edge=0.7)


def ribbon_bow(drawing: Drawing, at: Point, size: float, fill: Fill) -> None:
    """Sew on a flat full bow, as on a bandeau's centre."""
    x, y = at
    for side in (-1.0, 1.0):
        wing = join(
            curve((x, y - 0.5), (x + side * size * 0.4, y - size * 0.6), (x + side * size * 0.9, y - size * 0.6),
                  (x + side * size, y - size * 0.3), 12),
            curve((x + side * size, y - size * 0.3), (x + side * size * 1.05, y), (x + side * size * 1.05, y + 0.2),
                  (x + side * size, y + size * 0.4), 12),
            curve((x + side * size, y + size * 0.4), (x + side * size * 0.7, y + size * 0.5),
                  (x + side * size * 0.3, y + size * 0.4), (x, y + 0.6), 12),
        )  # fmt: skip
        drawing.piece(wing, fill, edge=0.8, grain=20)
        for rise in (-0.25, 0.1):
            drawing.line(line((x + side * 0.6, y), (x + side * size * 0.55, y + rise * size)), Kind.GATHER)
    drawing.piece(oval(at, 0.8, 1.1, 16), fill, edge=0.8, lift=0.8)


def gathers(
    drawing: Drawing, edge: Points, depth: float, count: int, shape: Shape, *, within: Points
) -> None:
    """Draw the short uneven lines of cloth gathered into an edge, and the folds that go with them."""
    places = along(edge, np.linspace(0.04, 0.96, count))
    inward = normals(edge)
    spread = np.linspace(0, len(edge) - 1, count).astype(int)
    for i, (place, k) in enumerate(zip(places, spread, strict=True)):
        reach = depth * (0.45 + 0.55 * shape.unit(f"gather{i}"))
        sway = (shape.unit(f"sway{i}") - 0.5) * depth * 0.25
        end = place + inward[k] * reach + np.array([-inward[k][1], inward[k][0]]) * sway
        stroke = line((place[0], place[1]), (end[0], end[1]))
        drawing.line(stroke, Kind.GATHER, within)
        drawing.fold(part(stroke, 0, 1, 6), 0.8, 0.22)


def ruching(
    drawing: Drawing, left: Points, right: Points, count: int, shape: Shape, *, sag: float = 1.2
) -> None:
    """Drape cloth between two edges: folds that run across, with lines near both ends."""
    starts, ends = along(left, np.linspace(0.06, 0.94, count)), along(right, np.linspace(0.06, 0.94, count))
    for i, (start, end) in enumerate(zip(starts, ends, strict=True)):
        drop = sag * (0.6 + 0.8 * shape.unit(f"ruche{i}"))
        across = curve(
            (start[0], start[1]),
            (start[0] + (end[0] - start[0]) * 0.3, start[1] + drop),
            (start[0] + (end[0] - start[0]) * 0.7, end[1] + drop),
            (end[0], end[1]),
        )
        drawing.line(part(across, 0.0, 0.2 + 0.18 * shape.unit(f"reach{i}"), 8), Kind.GATHER)
        drawing.line(part(across, 0.8 - 0.18 * shape.unit(f"reach'{i}"), 1.0, 8), Kind.GATHER)
        drawing.fold(across, 1.3, 0.30)


def ruffle(drawing: Drawing, edge: Points, depth: float, shape: Shape, *, tapered: bool = False) -> None:
    """Sew a ruffle under an edge (run clockwise): a wavy free edge and lines that fan from the seam.

    A tapered one runs out to nothing at both ends.
    """
    length = float(np.hypot(*np.diff(edge, axis=0).T).sum())
    waves = max(4.0, round(length / (2.6 + 1.6 * shape.unit("ruffle wave"))))
    ends = np.linspace(0, 1, len(edge))
    ramp = (
        np.clip(np.minimum(ends, 1 - ends) / 0.22, 0.08, 1.0)[:, None] if tapered else np.ones((len(edge), 1))
    )
    free = wavy(edge + normals(edge) * depth * ramp, depth * 0.13, waves)
    outline = join(edge, free[::-1])
    drawing.piece(outline, lift=1.0, grain=10)
    count = int(waves * 2)
    seam_side, free_side = (
        along(edge, np.linspace(0, 1, count + 1)),
        along(free, np.linspace(0, 1, count + 1)),
    )
    for i in range(1, count):
        reach = 0.55 + 0.4 * (i % 2)
        end = seam_side[i] + (free_side[i] - seam_side[i]) * reach
        stroke = line((seam_side[i][0], seam_side[i][1]), (end[0], end[1]))
        drawing.line(stroke, Kind.GATHER, outline)
        drawing.fold(part(stroke, 0, 1, 6), 1.0, 0.34 if i % 2 else -0.2)


def zip_fastener(drawing: Drawing, path: Points) -> None:
    """Sew in a zip along a path from its top: tape, teeth and puller."""
    drawing.piece(ribbon(path, 1.5), Fill.TRIM, edge=0.5, lift=0.2)
    drawing.line(path, Kind.EDGE)
    for shift in (-0.28, 0.28):
        drawing.line(inset(path, shift), Kind.STITCH)
    x, y = first(path)
    drawing.piece(oval((x, y + 0.9), 0.55, 0.8, 14), Fill.METAL, edge=0.7)
    drawing.piece(ribbon(line((x, y + 1.5), (x, y + 2.6), (x, y + 3.8)), 0.6, 0.9), Fill.METAL, edge=0.7)


def drawstring(drawing: Drawing, at: Point, length: float, fill: Fill, tied: bool) -> None:
    """Let a waist cord out through two eyelets, hanging loose or tied in a bow."""
    x, y = at
    for side in (-1.0, 1.0):
        drawing.piece(oval((x + side * 1.5, y), 0.42, 0.42, 14), Fill.METAL, edge=0.6)
    if tied:
        for side in (-1.0, 1.0):
            lead = spline((x + side * 1.5, y), (x + side * 0.8, y + 0.7), (x, y + 1.1))
            drawing.piece(ribbon(lead, 0.55), fill, edge=0.6)
        bow(drawing, (x, y + 1.1), length * 0.42, 0.55, fill)
        return
    for side in (-1.0, 1.0):
        cord = spline(
            (x + side * 1.5, y),
            (x + side * 1.1, y + length * 0.45),
            (x + side * 1.7, y + length * (0.95 + 0.08 * side)),
        )
        drawing.piece(ribbon(cord, 0.6), fill, edge=0.6)
        end = last(cord)
        drawing.piece(
            ribbon(line(end, (end[0], end[1] + 0.8), (end[0], end[1] + 1.5)), 0.8), Fill.METAL, edge=0.6
        )


def patch_pocket(
    drawing: Drawing, left: float, top: float, width: float, height: float, *, flap: bool
) -> None:
    """Sew on a patch pocket with mitred lower corners, topstitched, with or without a flap."""
    right, bottom, cut = left + width, top + height, width * 0.16
    outline = line(
        (left, top), (right, top), (right, bottom - cut), (right - cut, bottom), (left + cut, bottom),
        (left, bottom - cut), (left, top),
    )  # fmt: skip
    drawing.piece(outline, edge=0.7, lift=0.4)
    drawing.line(inset(outline[:6], 0.5), Kind.STITCH)
    drawing.line(line((left + 0.2, top + 1.4), (right - 0.2, top + 1.4)), Kind.STITCH)
    if flap:
        lid = line(
            (left - 0.3, top - 0.6), (right + 0.3, top - 0.6), (right + 0.3, top + height * 0.24),
            ((left + right) / 2, top + height * 0.34), (left - 0.3, top + height * 0.24),
        )  # fmt: skip
        drawing.piece(lid, edge=0.7, lift=0.6)
        drawing.line(inset(lid[1:], 0.5), Kind.STITCH)


def button(drawing: Drawing, at: Point, radius: float = 0.6) -> None:
    """Sew on a button or press a snap."""
    drawing.piece(oval(at, radius, radius, 16), Fill.METAL, edge=0.6, lift=0.6)


def seam(drawing: Drawing, path: Points, within: Points | None = None, *, stitched: bool = True) -> None:
    """Sew a seam, with a row of topstitching beside it when `stitched`."""
    drawing.line(path, Kind.SEAM, within)
    if stitched:
        drawing.line(inset(path, 0.5), Kind.STITCH, within)


def seams(drawing: Drawing, path: Points, within: Points | None = None, *, stitched: bool = True) -> None:
    """Sew a seam and its mirror image."""
    drawing.lines(path, Kind.SEAM, within)
    if stitched:
        drawing.lines(inset(path, 0.5), Kind.STITCH, within)


def hook_clasp(drawing: Drawing, at: Point, height: float) -> None:
    """Close a back band with a flat swim clasp."""
    x, y = at
    half, tall = 1.1, height / 2
    frame = line((x - half, y - tall), (x + half, y - tall), (x + half, y + tall), (x - half, y + tall))
    drawing.piece(frame, Fill.METAL, edge=0.7, lift=0.7)
    drawing.line(shifted(line((0, -tall), (0, tall)), x, y), Kind.SEAM)
