"""Every men's cut, front and back. Heights start at the waist (y = 0)."""

from dataclasses import dataclass

import numpy as np

from models.designs import details
from models.designs.garment import Bump, Drawing, Fill, Kind
from models.designs.geometry import (
    Points,
    along,
    band,
    curve,
    first,
    inset,
    join,
    last,
    line,
    mirror,
    part,
    shifted,
    spline,
    symmetric,
)
from models.designs.shape import Shape

MENS_CUTS = ("trunks", "board-shorts", "briefs", "jammers")


@dataclass(frozen=True, slots=True)
class Shorts:
    """The edges of a pair of shorts' right half, clockwise from the centre of the waist."""

    waist: Points
    side: Points
    hem: Points
    inseam: Points

    @property
    def outline(self) -> Points:
        """Return the whole closed outline."""
        return symmetric(join(self.waist, self.side, self.hem, self.inseam))


def draw_men(shape: Shape, cut: str, *, back: bool) -> Drawing:
    """Draw one side of a men's design; `cut` is one of MENS_CUTS."""
    drawing = Drawing()
    if cut == "briefs":
        _briefs(drawing, shape, back=back)
    else:
        {"trunks": _trunks, "board-shorts": _board_shorts, "jammers": _jammers}[cut](drawing, shape, back)
    return drawing


def _loose_shorts(shape: Shape, inseam: tuple[float, float], *, back: bool) -> Shorts:
    rise = shape.around("rise", 27.0, 1.6) + (1.0 if back else 0.0)
    waist_x = shape.around("waist", 18.5, 1.0)
    hem_y = rise + shape.between("inseam", *inseam)
    flare = shape.between("flare", 25.5, 29.5)
    dip = 0.4 if back else 1.5
    hip = shape.around("hip", 23.4, 0.8)
    waist = curve((0, dip), (waist_x * 0.4, dip), (waist_x * 0.75, dip * 0.4), (waist_x, 0.0))
    side = spline(
        (waist_x, 0.0),
        (waist_x + 1.1, 4.0),
        (hip, 15.0),
        ((hip + flare) / 2 + 0.3, (15 + hem_y) / 2),
        (flare, hem_y),
    )
    inner_x = shape.between("leg gap", 1.2, 3.2)
    hem = curve((flare, hem_y), (flare - 7, hem_y + 1.6), (inner_x + 6, hem_y + 1.7), (inner_x, hem_y + 0.4))
    inseam_edge = curve(
        (inner_x, hem_y + 0.4),
        (inner_x * 0.7, rise + (hem_y - rise) * 0.4),
        (inner_x * 0.25, rise + 1.4),
        (0, rise),
    )
    return Shorts(waist, side, hem, inseam_edge)


def _legs(shorts: Shorts) -> list[Points]:
    """Return the form beneath: the outline, and the body that goes on above the waist and below the hems."""
    waist_x = float(shorts.waist[-1, 0])
    outer, inner = float(shorts.hem[0, 0]), float(shorts.hem[-1, 0])
    low = float(shorts.hem[0, 1]) - 1.0
    leg = line((outer, low), (outer + 0.5, low + 14), (inner, low + 14), (inner, low))
    body = line((-waist_x, 2.0), (-waist_x, -10.0), (waist_x, -10.0), (waist_x, 2.0))
    return [shorts.outline, body, leg, mirror(leg)]


def _far_side(drawing: Drawing, shorts: Shorts, height: float) -> None:
    """Show the inside of the back waist above the front one."""
    whole = join(mirror(shorts.waist), shorts.waist)
    drawing.piece(
        join(shifted(whole, dy=-0.1), shifted(whole * np.array([0.98, 1.0]), dy=height)[::-1]),
        Fill.INSIDE,
        edge=0.7,
    )


def _trunks(drawing: Drawing, shape: Shape, back: bool) -> None:
    front, rear = (_loose_shorts(shape, (5.0, 16.0), back=b) for b in (False, True))
    shorts = rear if back else front
    drawing.form += _legs(shorts)
    if not back:
        _far_side(drawing, rear, 5.0)
    drawing.piece(shorts.outline)
    _side_stripes(drawing, shape, shorts)
    depth = shape.between("waistband", 2.8, 4.4)
    _elastic_waist(drawing, shape, shorts, depth)
    _hem_and_seams(drawing, shape, shorts, depth, back=back)
    if back:
        _back_pockets(drawing, shape, shorts, depth)
    else:
        _slant_pockets(drawing, shape, shorts, depth)
        fill = Fill.TRIM if shape.chance("trim cord", 0.6) else Fill.CONTRAST
        details.drawstring(
            drawing, (0, depth * 0.5 + 1.2), shape.between("cord", 8, 14), fill, shape.chance("tied", 0.45)
        )
    _hanging_folds(drawing, shape, shorts)


def _elastic_waist(drawing: Drawing, shape: Shape, shorts: Shorts, depth: float) -> None:
    edge = join(mirror(shorts.waist), shorts.waist)
    strip = band(edge, depth)
    fill = Fill.TRIM if shape.chance("trim waistband", 0.3) else Fill.PRINT
    drawing.piece(strip, fill, edge=0.7, lift=0.2)
    rows = inset(edge, depth / 2)
    drawing.line(rows, Kind.STITCH)
    count = 34
    tops, lows = (
        along(edge, np.linspace(0.02, 0.98, count)),
        along(inset(edge, depth), np.linspace(0.02, 0.98, count)),
    )
    for i, (upper, lower) in enumerate(zip(tops, lows, strict=True)):
        reach = 0.55 + 0.45 * shape.unit(f"elastic{i}")
        stroke = np.stack([upper + (lower - upper) * 0.08, upper + (lower - upper) * reach])
        drawing.line(stroke, Kind.GATHER, strip)
        drawing.fold(part(stroke, 0, 1, 4), 0.6, 0.2)
    details.gathers(drawing, inset(edge, depth), 4.5, 22, shape, within=shorts.outline)


def _hem_and_seams(drawing: Drawing, shape: Shape, shorts: Shorts, depth: float, *, back: bool) -> None:
    rise = float(shorts.inseam[-1, 1])
    outline = shorts.outline
    for gap in (1.8, 2.2) if shape.chance("double hem", 0.6) else (2.0,):
        drawing.lines(shifted(shorts.hem, dy=-gap), Kind.STITCH, outline)
    centre = line((0, depth + 1.0), (0, rise))
    details.seam(drawing, centre, outline, stitched=back)
    inner = inset(shorts.side, shape.between("side seam", 0.6, 2.6))
    details.seams(drawing, part(inner, 0.04, 1.0)[::-1], outline)
    if not back and shape.chance("fly", 0.55):
        fly = curve((3.4, depth + 1.0), (3.4, 12), (3.0, 17), (0, 19.5))
        drawing.line(fly, Kind.STITCH, outline)
    if shape.chance("side split", 0.4):
        foot = shorts.side[-1]
        drawing.lines(line((foot[0] - 0.2, foot[1]), (foot[0] - 1.6, foot[1] - 3.2)), Kind.SEAM, outline)


def _side_stripes(drawing: Drawing, shape: Shape, shorts: Shorts) -> None:
    style = shape.pick("panels", ("none", "side", "hem", "stripe", "yoke"), (3.2, 1.2, 1.2, 1.0, 0.8))
    outline = shorts.outline
    if style in ("side", "stripe"):
        _side_panels(drawing, shorts, shape.between("side panel", 4.0, 7.5) if style == "side" else 2.2)
    elif style == "hem":
        _hem_panels(drawing, shorts, shape.between("hem panel", 3.5, 9.0))
    elif style == "yoke":
        edge = curve((-40, 10), (-8, 12), (8, 12), (40, 10))
        drawing.inlay(join(edge, line((40, -9), (-40, -9))), outline, Fill.CONTRAST)
        details.seam(drawing, edge, outline)


def _slant_pockets(drawing: Drawing, shape: Shape, shorts: Shorts, depth: float) -> None:
    if not shape.chance("pockets", 0.8):
        return
    top = along(shorts.waist, [0.74])[0]
    side = along(shorts.side, [shape.between("pocket", 0.36, 0.46)])[0]
    mouth = curve(
        (top[0], depth + 0.6), (top[0] + 0.8, depth + 4), (side[0] - 2, side[1] - 3), (side[0], side[1])
    )
    drawing.lines(mouth, Kind.SEAM, shorts.outline)
    drawing.lines(inset(mouth, 0.7), Kind.STITCH, shorts.outline)


def _back_pockets(drawing: Drawing, shape: Shape, shorts: Shorts, depth: float) -> None:
    style = shape.pick("back pocket", ("one", "two", "welt", "none"), (2, 1, 1.4, 0.6))
    x, y = shape.between("pocket x", 5.0, 6.5), depth + shape.between("pocket y", 5, 8)
    width, flap = shape.between("pocket width", 9.5, 11.5), shape.chance("flap", 0.6)
    if style in ("one", "two"):
        details.patch_pocket(drawing, x, y, width, width * 1.08, flap=flap)
    if style == "two":
        details.patch_pocket(drawing, -x - width, y, width, width * 1.08, flap=flap)
    if style == "welt":
        for left in (x, -x - width):
            frame = line((left, y), (left + width, y), (left + width, y + 1.3), (left, y + 1.3))
            drawing.piece(frame, edge=0.6, lift=0.1)
    drawing.line(line((0, depth), (0, depth + 4)), Kind.STITCH, shorts.outline)


def _hanging_folds(drawing: Drawing, shape: Shape, shorts: Shorts) -> None:
    rise, hem_y = float(shorts.inseam[-1, 1]), float(shorts.hem[0, 1])
    for i in range(4):
        x = 5.0 + 5.0 * i + 2.0 * shape.unit(f"hang{i}")
        start = 8 + 6 * shape.unit(f"start{i}")
        path = spline((x * 0.82, start), (x * 0.95, (start + hem_y) / 2), (x * 1.05, hem_y))
        drawing.fold_pair(path, 2.8, 0.62 * (0.6 + 0.4 * shape.unit(f"deep{i}")))
    for i in range(3):
        drawing.fold_pair(curve((1.0, rise - 1 - i), (5, rise - 3 - 3 * i), (10, rise - 5 - 4 * i),
                                (15, rise - 5 - 6 * i)), 1.6, 0.5)  # fmt: skip


def _board_shorts(drawing: Drawing, shape: Shape, back: bool) -> None:
    front, rear = (_loose_shorts(shape, (19.0, 27.0), back=b) for b in (False, True))
    shorts = rear if back else front
    drawing.form += _legs(shorts)
    if not back:
        _far_side(drawing, rear, 5.0)
    drawing.piece(shorts.outline)
    _board_panels(drawing, shape, shorts)
    depth = shape.between("waistband", 3.6, 5.0)
    edge = join(mirror(shorts.waist), shorts.waist)
    fill = Fill.TRIM if shape.chance("trim waistband", 0.45) else Fill.PRINT
    drawing.piece(band(edge, depth), fill, edge=0.8, lift=0.2)
    for gap in (0.5, depth - 0.5):
        drawing.line(inset(edge, gap), Kind.STITCH)
    _hem_and_seams(drawing, shape, shorts, depth, back=back)
    if back:
        _back_pockets(drawing, shape, shorts, depth)
        drawing.lines(
            curve((0, depth + 4.5), (8, depth + 4.5), (14, depth + 2.6), (19, depth + 1.5)),
            Kind.SEAM,
            shorts.outline,
        )
    else:
        _lace_fly(drawing, shape, depth)
        if shape.chance("cargo", 0.45):
            y = float(shorts.inseam[-1, 1]) + 1.0
            details.patch_pocket(drawing, 13.5, y, 9.5, 11.0, flap=True)
        else:
            _slant_pockets(drawing, shape, shorts, depth)
    _hanging_folds(drawing, shape, shorts)


def _board_panels(drawing: Drawing, shape: Shape, shorts: Shorts) -> None:
    style = shape.pick(
        "board panels", ("none", "diagonal", "bands", "side", "hem"), (2.6, 1.2, 1.4, 1.2, 1.2)
    )
    outline = shorts.outline
    hem_y = float(shorts.hem[0, 1])
    if style == "diagonal":
        edge = spline((-40, hem_y * 0.35), (0, hem_y * 0.52), (40, hem_y * 0.35))
        drawing.inlay(join(edge, line((40, hem_y + 9), (-40, hem_y + 9))), outline, Fill.CONTRAST)
        details.seam(drawing, edge, outline)
    elif style == "bands":
        top, height = hem_y * shape.between("bands", 0.42, 0.62), shape.between("band", 3.0, 6.5)
        for k, fill in enumerate((Fill.CONTRAST, Fill.TRIM)):
            y = top + k * height
            strip = line(
                (-40, y), (0, y + 1.4), (40, y), (40, y + height), (0, y + height + 1.4), (-40, y + height)
            )
            drawing.inlay(strip, outline, fill)
            drawing.line(strip[:3], Kind.SEAM, outline)
        drawing.line(strip[3:], Kind.SEAM, outline)
    elif style == "hem":
        _hem_panels(drawing, shorts, shape.between("hem panel", 5, 11))
    elif style == "side":
        _side_panels(drawing, shorts, 6.0)


def _hem_panels(drawing: Drawing, shorts: Shorts, height: float) -> None:
    """Let a panel of even height into both legs above the hem, from the side to the inner leg."""
    outer, inner = first(shorts.hem), last(shorts.hem)
    edge = join(line((outer[0] + 3.0, outer[1]), outer), shorts.hem, line(inner, (0.0, inner[1])))
    panel = join(shifted(edge, dy=2.0), shifted(edge, dy=-height)[::-1])
    for side in (panel, mirror(panel)):
        drawing.inlay(side, shorts.outline, Fill.CONTRAST)
    details.seams(drawing, shifted(edge, dy=-height), shorts.outline)


def _side_panels(drawing: Drawing, shorts: Shorts, width: float) -> None:
    for edge in (shorts.side, mirror(shorts.side)):
        drawing.inlay(band(edge, width), shorts.outline, Fill.CONTRAST)
    details.seams(drawing, inset(shorts.side, width), shorts.outline)


def _lace_fly(drawing: Drawing, shape: Shape, depth: float) -> None:
    """Close board shorts in front: a flap with eyelets, laced and tied."""
    top = 1.5
    flap = line(
        (-2.4, top), (2.4, top), (2.4, depth + 1.2), (1.2, depth + 13), (0, depth + 14), (-2.4, depth + 11)
    )
    drawing.piece(flap, edge=0.6, lift=0.3)
    drawing.line(inset(flap[1:], 0.5), Kind.STITCH)
    rows = 2
    for i in range(rows):
        y = top + 1.1 + i * (depth - 1.8)
        for side in (-1.0, 1.0):
            details.button(drawing, (side * 1.5, y), 0.38)
        if i:
            before = top + 1.1
            for side in (-1.0, 1.0):
                details.strap(
                    drawing,
                    line((-side * 1.5, before), (0, (before + y) / 2), (side * 1.5, y)),
                    0.5,
                    Fill.TRIM,
                )
    details.bow(drawing, (0, top + 1.1 + depth - 1.6), shape.between("lace bow", 3.6, 5.4), 0.55, Fill.TRIM)


def _briefs(drawing: Drawing, shape: Shape, *, back: bool) -> None:
    waist_x = shape.around("waist", 17.6, 0.8)
    side_length = shape.between("side", 4.5, 11.0)
    crotch = shape.around("crotch", 23.0, 1.5)
    drop = shape.between("drop", 1.2, 2.6)
    hip = waist_x + 0.9
    drawing.form.append(
        symmetric(line((0, -8), (15.5, -8), (waist_x, 0), (hip + 0.3, 12), (hip, 34), (1, 34), (0, 28)))
    )
    edges = {}
    for rear in (False, True):
        dip = drop * (0.3 if rear else 1.0)
        waist = curve((0, dip), (waist_x * 0.4, dip), (waist_x * 0.75, dip * 0.35), (waist_x, 0.0))
        side = spline((waist_x, 0.0), (waist_x + 0.7, side_length * 0.5), (hip, side_length))
        low, base = (4.8, crotch + 0.6) if rear else (4.0, crotch)
        full = 0.55 if rear else shape.between("leg cut", 0.15, 0.4)
        dx, dy = hip - low, base - side_length
        leg = join(
            curve((hip, side_length), (hip - (0.45 - 0.2 * full) * dx, side_length + (0.12 + 0.4 * full) * dy),
                  (low + (0.15 + 0.4 * full) * dx, base - (0.45 - 0.35 * full) * dy), (low, base)),
            curve((low, base), (low * 0.7, base + 0.9), (low * 0.3, base + 1.1), (0, base + 1.1), 12),
        )  # fmt: skip
        edges[rear] = (waist, side, leg)
    drawing.piece(symmetric(join(*edges[not back])), Fill.INSIDE, edge=0.7)
    outline = symmetric(join(*edges[back]))
    drawing.piece(outline)
    _brief_details(drawing, shape, edges[back], outline, crotch, back=back)


def _brief_details(
    drawing: Drawing,
    shape: Shape,
    edges: tuple[Points, Points, Points],
    outline: Points,
    crotch: float,
    *,
    back: bool,
) -> None:
    waist, side, leg = edges
    style = shape.pick("brief panels", ("side", "plain", "stripe"), (1.6, 1.6, 1.0))
    if style in ("side", "stripe"):
        width = shape.between("side panel", 3.5, 6.0) if style == "side" else 2.0
        for edge in (side, mirror(side)):
            drawing.inlay(band(join(edge, shifted(edge[-1:], 0.6, 3.0)), width), outline, Fill.CONTRAST)
        details.seams(drawing, inset(join(side, shifted(side[-1:], 0.6, 3.0)), width), outline)
    whole = join(mirror(waist), waist)
    wide = shape.chance("wide waistband", 0.45)
    if wide:
        fill = Fill.TRIM if shape.chance("trim waistband", 0.5) else Fill.PRINT
        drawing.piece(band(whole, shape.between("waistband", 2.2, 3.6)), fill, edge=0.7, lift=0.2)
    else:
        drawing.line(inset(whole, 1.3), Kind.STITCH)
    for edge in (leg, mirror(leg)):
        details.finish(drawing, edge, shape.pick("finish", details.FINISHES, (3, 2, 1, 1.4, 0.6)), outline)
    if back:
        drawing.line(line((0, waist[0, 1] + 1.5), (0, crotch + 2)), Kind.SEAM, outline)
        drawing.bump_pair(Bump(7.4, 13, 7.0, 8.0, 6.0, 2.4))
        return
    _pouch(drawing, shape, float(waist[0, 1]), crotch, outline)
    if shape.chance("cord", 0.75):
        details.drawstring(
            drawing,
            (0, float(waist[0, 1]) + 1.2),
            shape.between("cord", 5, 9),
            Fill.TRIM,
            shape.chance("tied", 0.5),
        )


def _pouch(drawing: Drawing, shape: Shape, top: float, crotch: float, outline: Points) -> None:
    drawing.bumps.append(Bump(0, crotch - 9, 6.0, 8.0, 6.0, 2.4))
    style = shape.pick("pouch", ("contour", "centre", "panel", "plain"), (1.6, 1.2, 1.2, 0.8))
    wide = shape.between("pouch", 6.5, 8.5)
    if style in ("contour", "panel"):
        path = spline(
            (wide - 1.2, top + 0.6), (wide, (top + crotch) / 2 - 1), (4.6, crotch - 2.0), (3.2, crotch + 1)
        )
        details.seams(drawing, path, outline)
    if style in ("contour", "centre"):
        drawing.line(spline((0, top + 1), (0.25, crotch / 2), (0, crotch + 1)), Kind.SEAM, outline)


def _jammers(drawing: Drawing, shape: Shape, back: bool) -> None:
    shorts = {b: _tight_shorts(shape, back=b) for b in (False, True)}
    near = shorts[back]
    outline = near.outline
    drawing.form += _legs(near)
    if not back:
        _far_side(drawing, shorts[True], 4.0)
    drawing.piece(outline)
    _jammer_panels(drawing, shape, near)
    whole = join(mirror(near.waist), near.waist)
    depth = shape.between("waistband", 2.0, 3.6)
    fill = Fill.TRIM if shape.chance("trim waistband", 0.4) else Fill.PRINT
    drawing.piece(band(whole, depth), fill, edge=0.7, lift=0.2)
    rise = float(near.inseam[-1, 1])
    details.seam(drawing, line((0, depth + 1), (0, rise)), outline, stitched=back)
    for gap in (1.5, 1.9):
        drawing.lines(shifted(near.hem, dy=-gap), Kind.STITCH, outline)
    if back:
        drawing.bump_pair(Bump(7.6, 14, 7.0, 8.0, 6.5, 2.4))
    else:
        _pouch(drawing, shape, depth, rise - 2.0, outline)
        if shape.chance("cord", 0.8):
            details.drawstring(
                drawing,
                (0, depth * 0.5 + 1.0),
                shape.between("cord", 5, 9),
                Fill.TRIM,
                shape.chance("tied", 0.4),
            )
    for i in range(4):
        y = rise - 2 + 1.5 * i
        drawing.fold_pair(curve((1.6, y), (5, y - 2 - i), (9, y - 3 - i), (14, y - 2 - 2 * i)), 1.3, 0.3)


def _tight_shorts(shape: Shape, *, back: bool) -> Shorts:
    waist_x, hip = shape.around("waist", 16.4, 0.7), shape.around("hip", 19.2, 0.7)
    rise = shape.around("rise", 25.0, 1.2)
    hem_y = rise + shape.between("jammer leg", 17.0, 27.0)
    outer = shape.around("thigh", 18.0, 0.8)
    dip = 0.3 if back else 1.6
    waist = curve((0, dip), (waist_x * 0.4, dip), (waist_x * 0.75, dip * 0.4), (waist_x, 0.0))
    side = spline((waist_x, 0.0), (waist_x + 1.0, 5.0), (hip, 15.0), (hip + 0.1, 24.0), (outer, hem_y))
    inner = shape.between("knee gap", 3.4, 5.0)
    hem = curve((outer, hem_y), (outer - 4, hem_y + 0.8), (inner + 3, hem_y + 0.9), (inner, hem_y + 0.3))
    inseam = curve((inner, hem_y + 0.3), (inner - 1.2, rise + 12), (1.0, rise + 4), (0, rise))
    return Shorts(waist, side, hem, inseam)


def _jammer_panels(drawing: Drawing, shape: Shape, shorts: Shorts) -> None:
    outline = shorts.outline
    style = shape.pick("jammer panels", ("side", "swoosh", "thigh", "none"), (2.0, 1.4, 1.2, 1.2))
    hem_y = float(shorts.hem[0, 1])
    if style == "side":
        _side_panels(drawing, shorts, shape.between("side panel", 3.5, 7.0))
    elif style == "swoosh":
        path = spline((30, 4.0), (15.5, 9.0), (11.5, 20.0), (12.6, 32.0), (8.0, hem_y + 4))
        panel = join(path, line((40, hem_y + 4), (40, 4)))
        for side in (panel, mirror(panel)):
            drawing.inlay(side, outline, Fill.CONTRAST)
        details.seams(drawing, path, outline)
    elif style == "thigh":
        y = hem_y - shape.between("thigh band", 6, 13)
        path = spline((30, y - 4), (10, y), (0, y + 5))
        panel = join(path, line((0, hem_y + 6), (40, hem_y + 6)))
        for side in (panel, mirror(panel)):
            drawing.inlay(side, outline, Fill.CONTRAST)
        details.seams(drawing, path, outline)
