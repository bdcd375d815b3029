"""Women's bikini bottoms, front and back."""

import numpy as np

from models.designs import details
from models.designs.figure import Figure
from models.designs.garment import Drawing, Fill, Kind
from models.designs.geometry import Points, along, band, curve, join, line, mirror, spline, symmetric

BOTTOMS = ("brief", "high-waist", "tie-side", "brazilian")


def bottom(figure: Figure, kind: str, *, back: bool) -> Drawing:
    """Draw one side of a bikini bottom; `kind` is one of BOTTOMS."""
    drawing = Drawing()
    figure.relief(drawing, back=back)
    drawing.bumps = [bump for bump in drawing.bumps if bump.y > 40]
    for rear in (not back, back):
        waist, side, leg = _edges(figure, kind, back=rear)
        outline = symmetric(join(waist, side, leg))
        if rear != back:
            drawing.piece(outline, Fill.INSIDE, edge=0.7)
            continue
        drawing.piece(outline)
        _trim(drawing, figure, kind, (waist, side, leg), outline, back=back)
    return drawing


def waist_height(figure: Figure, kind: str) -> float:
    """Return the height of the waist at the side."""
    low, high = {"brief": (48, 52), "high-waist": (38, 42.5), "tie-side": (52, 55), "brazilian": (50, 53.5)}[
        kind
    ]
    return figure.shape.between("bottom waist", low, high)


def _side_length(figure: Figure, kind: str) -> float:
    low, high = {
        "brief": (4, 8.5),
        "high-waist": (11, 16.5),
        "tie-side": (1.2, 2.2),
        "brazilian": (2.0, 3.8),
    }[kind]
    return figure.shape.between("bottom side", low, high)


def _edges(figure: Figure, kind: str, *, back: bool) -> tuple[Points, Points, Points]:
    shape = figure.shape
    top = waist_height(figure, kind)
    leg_top = min(top + _side_length(figure, kind), 63.0)
    dip = {"brief": 1.4, "high-waist": 0.8, "tie-side": 3.2, "brazilian": 3.4}[kind] * shape.between(
        "dip", 0.6, 1.4
    )
    x = figure.x(top)
    if back:
        dip *= 0.35
    waist = curve((0, top + dip), (x * 0.4, top + dip), (x * 0.75, top + dip * 0.35), (x, top))
    full = {
        "brief": (0.5, 0.85),
        "high-waist": (0.45, 0.8),
        "tie-side": (0.3, 0.65),
        "brazilian": (0.1, 0.3),
    }[kind]
    coverage = shape.between("seat", *full) if back else shape.between("front cut", 0.0, 0.12)
    return waist, figure.side(top, leg_top), figure.leg(leg_top, coverage)


def _trim(
    drawing: Drawing,
    figure: Figure,
    kind: str,
    edges: tuple[Points, Points, Points],
    outline: Points,
    *,
    back: bool,
) -> None:
    shape = figure.shape
    waist, _, leg = edges
    finish = shape.pick("bottom finish", details.FINISHES, (3, 1.4, 1.6, 1.6, 1.2))
    for edge in (join(mirror(waist), waist), join(leg, mirror(leg))):
        details.finish(drawing, edge, finish, outline)
    if back:
        drawing.line(line((0, waist[0, 1]), (0, figure.crotch)), Kind.SEAM, outline)
        if shape.chance("ruched seat", 0.3 if kind in ("brazilian", "tie-side") else 0.08):
            _seat_ruching(drawing, figure, outline)
    else:
        drawing.line(_gusset(figure), Kind.STITCH, outline)
    _hip_trim(drawing, figure, kind, edges, outline, back=back)
    for i in range(2):
        y = figure.crotch - 3 - 4 * i
        drawing.fold_pair(curve((2.2, y), (4, y - 3), (7, y - 5), (11, y - 6)), 1.1, 0.25)


def _gusset(figure: Figure) -> Points:
    y = figure.crotch - 6.0
    return curve((-8, y), (-3, y + 1.2), (3, y + 1.2), (8, y))


def _seat_ruching(drawing: Drawing, figure: Figure, outline: Points) -> None:
    for i in range(7):
        y = 56 + i * 1.6
        reach = 3.0 + 2.0 * figure.shape.unit(f"seat{i}")
        for side in (-1.0, 1.0):
            stroke = spline((0, y), (side * reach * 0.5, y - 0.5), (side * reach, y - 0.2))
            drawing.line(stroke, Kind.GATHER, outline)
            drawing.fold(stroke, 1.0, 0.3)


def _hip_trim(
    drawing: Drawing,
    figure: Figure,
    kind: str,
    edges: tuple[Points, Points, Points],
    outline: Points,
    *,
    back: bool,
) -> None:
    if kind == "tie-side":
        _hip_ties(drawing, figure, edges)
    elif kind == "high-waist":
        _high_waist_trim(drawing, figure, edges[0], outline, back=back)
    elif kind == "brazilian":
        _hip_strings(drawing, figure, edges, back=back)
    else:
        _brief_trim(drawing, figure, edges[0], outline, back=back)


def _hip_ties(drawing: Drawing, figure: Figure, edges: tuple[Points, Points, Points]) -> None:
    shape = figure.shape
    side = edges[1]
    x, y = float(side[:, 0].mean()), float(side[:, 1].mean())
    fill = Fill.TRIM if shape.chance("trim ties", 0.3) else Fill.PRINT
    size, width = shape.between("hip bow", 4.2, 6.5), shape.between("tie", 0.6, 1.3)
    for sign in (-1.0, 1.0):
        details.bow(drawing, (sign * (x + 0.5), y), size, width, fill, turn=sign * 12)


def _high_waist_trim(drawing: Drawing, figure: Figure, waist: Points, outline: Points, *, back: bool) -> None:
    shape = figure.shape
    style = shape.pick(
        "high waist", ("plain", "band", "ruched", "buttons", "belt", "panel"), (2, 2, 1.5, 1, 1, 1.5)
    )
    whole = join(mirror(waist), waist)
    if style == "band":
        drawing.piece(band(whole, shape.between("band", 2.5, 4.5)), Fill.PRINT, edge=0.6, lift=0.2, grain=90)
    elif style == "ruched" and not back:
        side = figure.side(waist_height(figure, "high-waist") + 2, 53)
        details.ruching(drawing, side * np.array([-1.0, 1.0]), side, 8, shape)
    elif style == "buttons" and not back:
        for x in (-4.5, 4.5):
            for i in range(3):
                details.button(drawing, (x, waist[0, 1] + 2.5 + 3.2 * i), 0.7)
    elif style == "belt":
        drawing.piece(band(whole, 2.6), Fill.TRIM, edge=0.8, lift=0.7)
        if not back:
            details.ring(drawing, (0, float(waist[0, 1]) + 1.3), 2.1)
    elif style == "panel":
        low = spline((5.5, waist[0, 1] - 1), (4.6, 50), (5.4, 58), (4.0, 66))
        details.seams(drawing, low, outline)


def _hip_strings(
    drawing: Drawing, figure: Figure, edges: tuple[Points, Points, Points], *, back: bool
) -> None:
    """Add what sits at the hips of a Brazilian: rings, a second string, or nothing."""
    shape = figure.shape
    side = edges[1]
    x, y = float(side[:, 0].mean()), float(side[:, 1].mean())
    style = shape.pick("hip", ("plain", "ring", "double"), (2, 1.2, 1.2))
    if style == "ring":
        for sign in (-1.0, 1.0):
            details.ring(drawing, (sign * (x - 2.4), y + 0.2), 0.55 + 0.45 * float(np.ptp(side[:, 1])))
    elif style == "double":
        rise = 2.6 if not back else 2.2
        path = curve(
            (x * 0.45, edges[0][0, 1] - 0.4),
            (x * 0.65, y - rise * 0.2),
            (x * 0.8, y - rise),
            (x - 0.2, y - rise - 0.6),
        )
        for string in (path, path * np.array([-1.0, 1.0])):
            details.strap(drawing, string, 0.8)


def _brief_trim(drawing: Drawing, figure: Figure, waist: Points, outline: Points, *, back: bool) -> None:
    shape = figure.shape
    style = shape.pick(
        "brief", ("plain", "fold", "belt", "ruffle", "tabs", "bow"), (2.4, 1.5, 0.8, 1.0, 1.0, 0.8)
    )
    whole = join(mirror(waist), waist)
    if style == "fold":
        drawing.piece(
            band(whole, shape.between("fold", 2.6, 4.2)), Fill.CONTRAST, edge=0.7, lift=0.6, grain=90
        )
    elif style == "belt":
        drawing.piece(band(whole, 2.2), Fill.TRIM, edge=0.7, lift=0.6)
        if not back:
            details.ring(drawing, (0, float(waist[0, 1]) + 1.1), 1.9)
    elif style == "ruffle":
        details.ruffle(drawing, whole, shape.between("ruffle", 3.0, 4.8), shape)
    elif style == "tabs":
        for sign in (-1.0, 1.0):
            details.ring(drawing, (sign * (figure.x(54) - 4.0), float(waist[-1, 1]) + 2.6), 1.7)
    elif style == "bow" and not back:
        details.ribbon_bow(drawing, (0, float(waist[0, 1]) + 0.6), 2.6, Fill.TRIM)
    if style in ("plain", "bow") and shape.chance("dart seams", 0.4):
        x, y = along(waist, [0.5])[0]
        details.seams(drawing, line((x, y), (x - 1.6, y + 8.0)), outline, stitched=False)
