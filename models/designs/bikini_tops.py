"""Women's bikini tops, front and back."""

from collections.abc import Callable

import numpy as np

from models.designs import details
from models.designs.figure import Figure
from models.designs.garment import Drawing, Fill, Kind
from models.designs.geometry import (
    Points,
    curve,
    first,
    join,
    last,
    line,
    mirror,
    part,
    ribbon,
    spline,
    symmetric,
)
from models.designs.necklines import back_upper, front_upper

_FLIP = np.array([-1.0, 1.0])


def top(figure: Figure, kind: str, *, back: bool) -> Drawing:
    """Draw one side of a bikini top; `kind` is one of TOPS."""
    drawing = Drawing()
    figure.relief(drawing, back=back)
    drawing.bumps = [bump for bump in drawing.bumps if bump.y < 40]
    _TOPS[kind](drawing, figure, back)
    return drawing


def _finish(figure: Figure) -> str:
    return figure.shape.pick("top finish", details.FINISHES, (3, 1.2, 1.6, 1.8, 1.0))


def _string_fill(figure: Figure) -> Fill:
    return Fill.TRIM if figure.shape.chance("trim strings", 0.3) else Fill.PRINT


def _around(figure: Figure, y: float, sag: float) -> Points:
    """Return the line of a band around the body at height `y`, seen from one side."""
    x = figure.x(y)
    return curve((-x, y), (-x * 0.5, y + sag), (x * 0.5, y + sag), (x, y))


def _triangle(drawing: Drawing, figure: Figure, back: bool) -> None:
    shape = figure.shape
    fill, width = _string_fill(figure), shape.between("string", 0.6, 1.1)
    low = shape.between("band height", 28.5, 30.5)
    apex = (shape.between("apex", 6.8, 9.2), shape.between("apex height", 9.5, 14.0))
    neck = spline(
        (apex[0], apex[1] + 0.3), (apex[0] * 0.80, apex[1] * 0.45), (3.9, -0.7), (1.8, -2.1), (0.0, -2.5)
    )
    if back:
        drawing.pair(_triangle_cup(figure, apex, low), Fill.INSIDE, edge=0.7)
        drawing.piece(ribbon(_around(figure, low, 0.8), width), fill, edge=0.8)
        for side in (neck, neck * _FLIP):
            drawing.piece(ribbon(side, width), fill, edge=0.8)
        details.bow(drawing, (0, -2.4), shape.between("bow", 4.5, 6.5), width, fill)
        details.bow(drawing, (0, low + 0.6), shape.between("bow", 4.5, 6.5), width, fill)
        return
    drawing.piece(ribbon(_around(figure, low - 1.2, -0.6), width), fill, edge=0.6)
    drawing.piece(ribbon(join(neck, mirror(neck)), width), fill, edge=0.8)
    if shape.chance("front neck bow", 0.4):
        details.bow(drawing, (0, -2.2), shape.between("bow", 4.0, 5.5), width, fill)
    _triangle_cups(drawing, figure, apex, low)
    drawing.piece(ribbon(_around(figure, low, 1.0), width), fill, edge=0.8, lift=0.2)
    if shape.chance("centre trim", 0.3):
        details.ring(drawing, (0, low + 0.8), 1.3, 0.45)


def _triangle_cup(figure: Figure, apex: tuple[float, float], low: float) -> Points:
    shape = figure.shape
    inner, outer = shape.between("cup inner", 0.9, 2.6), figure.x(low) - shape.between("cup outer", 0.4, 2.4)
    full = shape.between("cup full", 0.4, 1.8)
    return join(
        curve(
            (inner, low + 0.9),
            (inner + 1.2, low - 6),
            (apex[0] - 2.0, apex[1] + 6),
            (apex[0] - 0.35, apex[1]),
        ),
        curve(
            (apex[0] + 0.35, apex[1]),
            (apex[0] + 2.6, apex[1] + 5),
            (outer + full, low - 8),
            (outer, low + 0.2),
        ),
        curve((outer, low + 0.2), (outer - 4, low + 0.8), (inner + 4, low + 1.2), (inner, low + 0.9)),
    )


def _triangle_cups(drawing: Drawing, figure: Figure, apex: tuple[float, float], low: float) -> None:
    shape = figure.shape
    cup = _triangle_cup(figure, apex, low)
    middle = (cup[0, 0] + cup[44, 0]) / 2
    finish = _finish(figure)
    ruffled = shape.chance("cup ruffle", 0.22)
    seamed = shape.chance("cup dart", 0.4)
    for sign in (1.0, -1.0):
        outline = cup if sign > 0 else mirror(cup)
        drawing.piece(outline, grain=14 * sign)
        if seamed:
            x = middle * sign
            drawing.line(
                spline((x, low + 0.9), (x + 0.3 * sign, low - 4), (x + 0.2 * sign, low - 7)), Kind.SEAM
            )
        edges = cup[:44] if sign > 0 else mirror(cup[:44])
        for half in (edges[:22], edges[22:]):
            details.finish(drawing, half, finish, outline)
        base = cup[44:][::-1] if sign > 0 else mirror(cup[44:])[::-1]
        details.gathers(drawing, (base * 1.0)[::-1], 4.0, 8, shape, within=outline)
        if ruffled:
            outer_edge = edges[22:] if sign > 0 else edges[:22]
            details.ruffle(drawing, outer_edge, 3.2, shape, tapered=True)


def _bandeau(drawing: Drawing, figure: Figure, back: bool) -> None:
    shape = figure.shape
    high, low = shape.between("bandeau top", 18.0, 20.5), shape.between("bandeau bottom", 30.0, 32.5)
    side_high, side_low = (
        high + shape.between("side drop", 1.0, 3.5),
        low - shape.between("side rise", 0.6, 2.2),
    )
    dip = shape.between("dip", -0.4, 2.4)
    front = _band_half(figure, (high + dip, side_high), (low - dip * 0.4, side_low))
    rear = _band_half(figure, (side_high + 1.0, side_high + 0.6), (side_low - 0.2, side_low))
    near, far = (rear, front) if back else (front, rear)
    straps = shape.pick("bandeau straps", ("none", "thin", "neck"), (2.0, 1.0, 1.0))
    _bandeau_straps(drawing, figure, straps, high, back=back)
    drawing.piece(symmetric(far), Fill.INSIDE, edge=0.7)
    outline = symmetric(near)
    drawing.piece(outline)
    edge = near[:22]
    for part_ in (edge, mirror(edge)):
        details.finish(drawing, part_, _finish(figure), outline)
    if back:
        details.hook_clasp(drawing, (0, (side_high + side_low) / 2 + 0.6), side_low - side_high - 1.6)
    else:
        _bandeau_centre(drawing, figure, (high + dip, low - dip * 0.4), outline)


def _band_half(figure: Figure, tops: tuple[float, float], lows: tuple[float, float]) -> Points:
    (high, side_high), (low, side_low) = tops, lows
    x, x2 = figure.x(side_high), figure.x(side_low)
    crest = min(high, side_high) - 0.8
    upper = curve((0, high), (x * 0.3, crest), (x * 0.7, crest), (x, side_high))
    under = curve((x2, side_low), (x2 * 0.7, low + 1.0), (x2 * 0.3, low + 1.0), (0, low))
    return join(upper, under)


def _bandeau_straps(drawing: Drawing, figure: Figure, kind: str, high: float, *, back: bool) -> None:
    if kind == "none":
        return
    if kind == "neck":
        path = spline((7.5, high + 1), (6.4, 9), (4.4, 1.4), (2.2, -1.2), (0.0, -1.8))
        if back:
            details.bow(drawing, (0, -1.6), 4.5, 0.8)
    else:
        over = (figure.shoulder * 0.92, 0.0)
        path = spline((9.6, high + 1.5), (9.4, high / 2), over)
        behind = spline(over, (8.0, high / 2), (6.8, high + 4.5))
        if back:
            path, behind = behind, path
        for side in (behind, behind * _FLIP):
            details.strap(drawing, side, 0.9, Fill.INSIDE)
    for side in (path, path * _FLIP):
        details.strap(drawing, side, 0.9)


def _bandeau_centre(drawing: Drawing, figure: Figure, span: tuple[float, float], outline: Points) -> None:
    shape = figure.shape
    high, low = span
    style = shape.pick(
        "centre", ("plain", "twist", "ring", "bow", "cups", "ruffle", "knot"), (1, 2, 1.6, 1.2, 1, 1.2, 1)
    )
    middle = (high + low) / 2
    if style in ("twist", "ring", "knot"):
        _pulled_centre(drawing, figure, span, outline, style)
    elif style == "bow":
        _pulled_centre(drawing, figure, span, outline, "none")
        details.ribbon_bow(drawing, (0, middle), shape.between("bow", 4.5, 6.5), Fill.PRINT)
    elif style == "cups":
        path = curve((0.6, middle + 1), (3, low + 0.4), (11, low + 0.6), (figure.x(24) - 0.5, 24))
        details.seams(drawing, path, outline)
        drawing.line(line((0, high), (0, low)), Kind.SEAM, outline)
    elif style == "ruffle":
        edge = outline[:22]
        details.ruffle(
            drawing, join(mirror(edge), edge), (low - high) * shape.between("ruffle", 0.55, 1.0), shape
        )


def _pulled_centre(
    drawing: Drawing, figure: Figure, span: tuple[float, float], outline: Points, style: str
) -> None:
    """Gather the cloth to the centre, through a ring, a twist or a knot."""
    high, low = span
    middle = (high + low) / 2
    for i in range(7):
        t = (i - 3) / 3
        reach = 4.0 + 3.5 * figure.shape.unit(f"pull{i}")
        stroke = curve((0.9, middle + t * 1.8), (reach * 0.4, middle + t * 3.2), (reach * 0.7, middle + t * 4.4),
                       (reach, middle + t * 5.2), 12)  # fmt: skip
        drawing.lines(stroke, Kind.GATHER, outline)
        drawing.fold_pair(stroke, 1.1, 0.35)
    if style == "ring":
        details.ring(drawing, (0, middle), (low - high) * 0.19)
    elif style == "twist":
        half = (low - high) * 0.46
        cross = spline((-2.6, middle - half), (-0.8, middle - 1.2), (0.9, middle + 1.2), (2.6, middle + half))
        drawing.line(cross, Kind.EDGE, outline)
        drawing.line(cross[len(cross) // 2 :] * _FLIP, Kind.EDGE, outline)
        drawing.fold(cross, 2.2, 0.8)
    elif style == "knot":
        knot = spline((-1.5, middle - 2.6), (0, middle - 3.1), (1.6, middle - 2.4), (1.9, middle + 0.4),
                      (1.3, middle + 2.7), (-0.2, middle + 3.1), (-1.7, middle + 2.2), (-2.0, middle))  # fmt: skip
        drawing.piece(knot, grain=70, lift=0.9)
        drawing.line(spline((-1.2, middle - 2.0), (0.2, middle), (0.4, middle + 2.6)), Kind.GATHER)


def _balconette(drawing: Drawing, figure: Figure, back: bool) -> None:
    shape = figure.shape
    low = shape.between("wire", 31.0, 33.0)
    gore = shape.between("gore", 22.0, 24.5)
    strap_at = (shape.between("strap at", 10.2, 12.2), shape.between("cup height", 16.5, 18.5))
    side = (figure.x(22.5), shape.between("wing", 21.5, 23.5))
    wide = shape.between("strap", 1.0, 2.2)
    crossed = shape.chance("crossed back", 0.25)
    front_path = spline(
        (strap_at[0], strap_at[1] + 0.6), (strap_at[0] - 0.6, strap_at[1] / 2), (figure.shoulder, 0.0)
    )
    foot = -5.5 if crossed else 6.5
    rear_path = spline((figure.shoulder, 0.0), ((figure.shoulder + foot) / 2 + 0.6, 12.0), (foot, low - 4.0))
    hem = _under_hem(figure, low)
    band_ = _back_wing(figure, side[1], hem)
    if back:
        upper, _ = _cup_edges((gore, low), strap_at, side)
        drawing.piece(_balconette_frame(figure, (gore, low), upper, side), Fill.INSIDE, edge=0.7)
        drawing.piece(symmetric(band_))
        for edge in (band_[:22], mirror(band_[:22])):
            details.finish(drawing, edge, "stitch")
        details.hook_clasp(drawing, (0, (low - 4.4 + hem) / 2), 3.6)
        for path in (rear_path, rear_path * _FLIP):
            details.strap(drawing, path, wide)
            details.strap_slider(drawing, path, 0.5, wide)
        return
    for path in (rear_path, rear_path * _FLIP):
        details.strap(drawing, path, wide * 0.9, Fill.INSIDE)
    drawing.piece(symmetric(band_), Fill.INSIDE, edge=0.7)
    for path in (front_path, front_path * _FLIP):
        details.strap(drawing, path, wide)
    _balconette_cups(drawing, figure, (gore, low), strap_at, side)


def _back_wing(figure: Figure, high: float, low: float) -> Points:
    x, x2 = figure.x(high), figure.x(low - 1.2)
    upper = curve((0, low - 5.6), (x * 0.4, low - 5.6), (x * 0.75, high + 1.6), (x, high))
    under = curve((x2, low - 1.2), (x2 * 0.6, low), (x2 * 0.3, low), (0, low))
    return join(upper, under)


def _cup_edges(
    heights: tuple[float, float], strap_at: tuple[float, float], side: tuple[float, float]
) -> tuple[Points, Points]:
    """Return the upper edge and the wire line of the right cup, clockwise."""
    gore, low = heights
    upper = join(
        curve((0.9, gore), (3.6, gore - 1.8), (7.0, strap_at[1] + 1.8), strap_at),
        curve(strap_at, (strap_at[0] + 1.2, strap_at[1] + 0.6), (side[0] - 1.6, side[1] - 2.6), side),
    )
    wire = curve((side[0] - 0.6, side[1] + 1.2), (side[0] - 0.6, low + 0.8), (3.2, low + 3.0), (0.9, gore))
    return upper, wire


def _under_hem(figure: Figure, low: float) -> float:
    return low + figure.shape.between("band below", 0.6, 3.0)


def _balconette_frame(
    figure: Figure, heights: tuple[float, float], upper: Points, side: tuple[float, float]
) -> Points:
    gore, low = heights
    hem = _under_hem(figure, low)
    under = curve((figure.x(hem - 1.2), hem - 1.2), (9, hem + 0.9), (4, hem + 0.6), (0, hem))
    return symmetric(join(line((0, gore + 0.3), (0.9, gore)), upper, figure.side(side[1], hem - 1.2), under))


def _balconette_cups(
    drawing: Drawing,
    figure: Figure,
    heights: tuple[float, float],
    strap_at: tuple[float, float],
    side: tuple[float, float],
) -> None:
    shape = figure.shape
    gore, low = heights
    upper, wire = _cup_edges(heights, strap_at, side)
    outline = _balconette_frame(figure, heights, upper, side)
    drawing.piece(outline)
    cup = join(upper, wire)
    contrast = Fill.CONTRAST if shape.chance("contrast cups", 0.15) else Fill.PRINT
    drawing.pair(cup, contrast, edge=0.7, lift=0.5, grain=10)
    seam_style = shape.pick("cup seam", ("moulded", "horizontal", "vertical", "three-part"), (1.4, 1.2, 1, 1))
    if seam_style in ("horizontal", "three-part"):
        details.seams(
            drawing, spline((1.6, gore + 3.4), (8.0, gore + 1.6), (side[0] - 0.8, side[1] + 2.6)), cup
        )
    if seam_style in ("vertical", "three-part"):
        up = gore + 1.8 if seam_style == "three-part" else strap_at[1]
        details.seams(drawing, spline((8.0, low + 1.4), (8.4, low - 4), (8.6, up)), cup, stitched=False)
    for edge in (upper, mirror(upper)):
        details.finish(drawing, edge, _finish(figure), outline)
    drawing.lines(part(wire, 0.02, 0.98) + np.array([0.0, -0.7]), Kind.STITCH, cup)
    if shape.chance("gore bow", 0.4):
        details.ribbon_bow(drawing, (0, gore + 0.8), 1.9, Fill.TRIM)


def _halter(drawing: Drawing, figure: Figure, back: bool) -> None:
    shape = figure.shape
    low = shape.between("band height", 30.5, 32.5)
    tie = shape.between("tie width", 1.6, 3.4)
    wing = (figure.x(25.0), shape.between("wing", 23.5, 26.0))
    neck = spline((5.6, 4.2), (4.3, 1.2), (2.3, -0.9), (0.0, -1.5))
    wing_line = _around(figure, low - 2.0, 0.4)
    if back:
        drawing.pair(_halter_cup(figure, low, tie, wing), Fill.INSIDE, edge=0.7)
        for side in (neck, neck * _FLIP):
            drawing.piece(ribbon(side, tie), edge=0.8, grain=60)
        drawing.piece(ribbon(wing_line, shape.between("back band", 2.4, 5.0)), edge=0.9)
        details.bow(drawing, (0, -1.4), shape.between("bow", 5.0, 7.0), min(tie * 0.6, 1.3))
        if shape.chance("back tie", 0.5):
            details.bow(drawing, (0, low - 1.6), 5.5, min(tie * 0.6, 1.3))
        else:
            details.hook_clasp(drawing, (0, low - 1.7), 2.8)
        return
    drawing.piece(ribbon(wing_line, 3.2), Fill.INSIDE, edge=0.7)
    drawing.piece(ribbon(join(neck, mirror(neck)), tie), Fill.INSIDE, edge=0.7)
    _halter_cups(drawing, figure, low, tie, wing)


def _halter_cup(figure: Figure, low: float, tie: float, wing: tuple[float, float]) -> Points:
    inner = figure.shape.between("halter gap", 0.0, 0.8)
    plunge = figure.shape.between("plunge", 22, 27)
    return join(
        line((inner, low), (inner, plunge)),
        curve((inner, plunge), (1.2, plunge - 7), (3.6, 11), (5.6 - tie / 2, 3.4)),
        line((5.6 - tie / 2, 3.4), (5.6 + tie / 2, 4.6)),
        curve((5.6 + tie / 2, 4.6), (8.2, 12), (wing[0] - 3.6, wing[1] - 4.4), wing),
        figure.side(wing[1], low - 0.6),
        curve((figure.x(low - 0.6), low - 0.6), (10, low + 0.5), (4, low + 0.3), (inner, low)),
    )


def _halter_cups(drawing: Drawing, figure: Figure, low: float, tie: float, wing: tuple[float, float]) -> None:
    shape = figure.shape
    base = shape.between("underband", 1.4, 3.2)
    cup = _halter_cup(figure, low, tie, wing)
    finish = _finish(figure)
    for outline, grain in ((cup, 12.0), (mirror(cup), -12.0)):
        drawing.piece(outline, grain=grain)
    neck_edge = cup[1:24]
    for edge in (neck_edge, mirror(neck_edge)):
        details.finish(drawing, edge, finish)
    under = _around(figure, low - 0.6, 1.0)
    drawing.piece(ribbon(under + np.array([0.0, base / 2]), base), edge=0.8, lift=0.3, grain=90)
    dart = shape.pick("halter cup", ("gather", "seam", "plain"), (2, 1.4, 0.8))
    if dart == "gather":
        base_edge = line((12.5, low - 0.1), (8, low + 0.1), (2, low + 0.1))
        details.gathers(drawing, base_edge, 5.0, 8, shape, within=cup)
        details.gathers(drawing, mirror(base_edge), 5.0, 8, shape, within=mirror(cup))
    elif dart == "seam":
        details.seams(drawing, spline((7.8, low), (8.2, low - 5), (7.6, low - 11), (6.4, 6.0)), cup)
    if shape.chance("centre ring", 0.25):
        details.ring(drawing, (0, low - 1.0), 1.8)


def _sport(drawing: Drawing, figure: Figure, back: bool) -> None:
    shape = figure.shape
    neck = shape.pick("sport neck", ("racerback", "scoop", "high-neck"), (2.0, 0.0, 1.0))
    hem = shape.between("sport hem", 32.5, 36.5)
    depth = shape.between("sport band", 2.2, 4.0)
    front, rear = front_upper(figure, neck), back_upper(figure, neck)
    near, far = (rear, front) if back else (front, rear)
    halves = []
    for upper in (far, near):
        x = figure.x(hem) + 0.2
        bottom_edge = curve((x, hem), (x * 0.7, hem + 0.8), (x * 0.3, hem + 1.0), (0, hem + 1.0))
        halves.append(join(upper.edge, figure.side(last(upper.edge)[1], hem), bottom_edge))
    drawing.piece(symmetric(halves[0]), Fill.INSIDE, edge=0.7)
    outline = symmetric(halves[1])
    drawing.piece(outline)
    _sport_panels(drawing, figure, near.apex[0], outline, hem)
    band_line = _around(figure, hem - depth / 2, 1.0)
    fill = Fill.TRIM if shape.chance("trim band", 0.4) else Fill.PRINT
    drawing.piece(ribbon(band_line, depth), fill, edge=0.8, lift=0.2, grain=90)
    for shift in (-depth * 0.2, depth * 0.2):
        drawing.line(band_line + np.array([0.0, shift]), Kind.STITCH)
    finish = _finish(figure)
    for edge in (near.neck, near.armhole):
        if edge is not None:
            details.finish(drawing, edge, finish, outline)
            details.finish(drawing, mirror(edge), finish, outline)
    if not back and shape.chance("zip", 0.35):
        top_y = first(near.neck)[1]
        details.zip_fastener(drawing, line((0, top_y), (0, (top_y + hem) / 2), (0, hem - 0.4)))


def _sport_panels(drawing: Drawing, figure: Figure, apex_x: float, outline: Points, hem: float) -> None:
    shape = figure.shape
    style = shape.pick("sport panels", ("none", "side", "yoke", "princess"), (1.5, 1.4, 1.2, 1.2))
    if style == "side":
        inner = spline((figure.x(19) - 1.5, 16.0), (10.8, 25.0), (11.4, hem + 2))
        panel = join(inner, line((30, hem + 2), (30, 16)))
        for side in (panel, mirror(panel)):
            drawing.inlay(side, outline, Fill.CONTRAST)
        details.seams(drawing, inner, outline)
    elif style == "yoke":
        edge = curve((-25, 17), (-8, 21), (8, 21), (25, 17))
        drawing.inlay(join(edge, line((25, -9), (-25, -9))), outline, Fill.CONTRAST)
        details.seam(drawing, edge, outline)
    elif style == "princess":
        details.seams(drawing, spline((apex_x + 2.6, 8.0), (8.6, 20), (8.0, 27), (7.4, hem)), outline)


_TOPS: dict[str, Callable[[Drawing, Figure, bool], None]] = {
    "triangle": _triangle,
    "bandeau": _bandeau,
    "balconette": _balconette,
    "halter": _halter,
    "sport": _sport,
}
TOPS = tuple(_TOPS)
