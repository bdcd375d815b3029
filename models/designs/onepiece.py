"""Women's one-piece swimsuits, front and back."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from models.designs import details
from models.designs.figure import Figure
from models.designs.garment import Drawing, Fill, Kind
from models.designs.geometry import (
    Points,
    along,
    curve,
    first,
    inset,
    join,
    last,
    line,
    mirror,
    oval,
    part,
    ribbon,
    shifted,
    spline,
    symmetric,
)
from models.designs.necklines import Upper, back_upper, front_upper, strap_kind, strap_width
from models.designs.shape import Shape

ONE_PIECES = ("scoop", "v-neck", "halter", "bandeau", "high-neck", "one-shoulder", "racerback")


@dataclass(frozen=True, slots=True)
class Panel:
    """The right half of a one-piece's front or back, by its edges."""

    upper: Points
    side: Points
    leg: Points

    @property
    def outline(self) -> Points:
        """Return the whole closed outline."""
        return symmetric(join(self.upper, self.side, self.leg))


def one_piece(shape: Shape, cut: str, *, back: bool) -> Drawing:
    """Draw one side of a one-piece; `cut` is one of ONE_PIECES."""
    figure = Figure(shape)
    drawing = Drawing()
    figure.relief(drawing, back=back)
    if cut == "one-shoulder":
        _one_shoulder(drawing, figure, back=back)
        return drawing
    front, rear = front_upper(figure, cut), back_upper(figure, cut)
    near, far = (rear, front) if back else (front, rear)
    waist = _waistline(shape, cut)
    _straps(drawing, figure, cut, front, rear, back=back, near=False)
    drawing.piece(_panel(figure, far, waist, back=not back).outline, Fill.INSIDE, edge=0.7)
    _straps(drawing, figure, cut, front, rear, back=back, near=True)
    panel = _panel(figure, near, waist, back=back)
    open_front = waist == "plain" and _trim_kind(shape, cut) != "zip"
    drawing.piece(panel.outline, holes=_holes(figure, cut, near, back=back) if back or open_front else ())
    _body_details(drawing, figure, cut, near, panel, back=back)
    _finish_edges(drawing, figure, near, panel)
    if not back:
        _front_trim(drawing, figure, cut, near)
    return drawing


def _waistline(shape: Shape, cut: str) -> str:
    sporty = cut in ("racerback", "high-neck")
    return shape.pick("waistline", ("plain", "cut-out"), (9.0, 1.0) if sporty else (4.6, 1.0))


def leg_height(shape: Shape) -> float:
    """Return the height where the leg opening meets the side, from high cut to low."""
    return shape.between("leg", 47.5, 60.0)


def _panel(figure: Figure, upper: Upper, waist: str, *, back: bool) -> Panel:
    edge = upper.edge
    top, leg = last(edge)[1], leg_height(figure.shape)
    coverage = (
        figure.shape.between("seat", 0.30, 0.75) if back else figure.shape.between("front cut", 0.0, 0.14)
    )
    side = figure.side(top, leg)
    if waist == "cut-out":
        side = _cut_out_side(figure, top, leg, back=back)
    return Panel(edge, side, figure.leg(leg, coverage))


def _cut_out_side(figure: Figure, top: float, leg: float, *, back: bool) -> Points:
    shape = figure.shape
    upper, lower = shape.between("cut top", 31.5, 33.5), shape.between("cut bottom", 43, 46)
    reach = shape.between("cut reach", 4.0, 7.0) + (1.5 if back else 0.0)
    inner = max(figure.x(38) - reach, 4.0)
    hollow = curve((figure.x(upper), upper), (inner - 1.2, upper + 2.2), (inner - 1.2, lower - 3.0),
                   (figure.x(lower), lower))  # fmt: skip
    return join(figure.side(top, upper), hollow, figure.side(lower, leg))


def _holes(figure: Figure, cut: str, upper: Upper, *, back: bool) -> tuple[Points, ...]:
    shape = figure.shape
    if back:
        if cut == "high-neck" and upper.depth < 8:
            return (oval((0, upper.depth + 11), shape.between("keyhole", 3.0, 5.0), 8.0, 36),)
        return ()
    if cut in ("halter", "high-neck") and upper.depth < 18 and shape.chance("keyhole front", 0.35):
        top = upper.depth + 3.0
        return (_teardrop(top, shape.between("keyhole length", 6, 10), shape.between("keyhole", 1.6, 2.8)),)
    if cut in ("scoop", "bandeau", "halter") and upper.depth < 26 and shape.chance("midriff hole", 0.13):
        width = shape.between("hole width", 4.0, 7.5)
        return (oval((0, 35.5), width, shape.between("hole height", 2.2, 4.0), 36),)
    return ()


def _teardrop(top: float, length: float, half: float) -> Points:
    right = join(
        curve(
            (0, top),
            (half * 0.5, top + length * 0.3),
            (half, top + length * 0.5),
            (half, top + length * 0.72),
        ),
        curve(
            (half, top + length * 0.72), (half, top + length), (half * 0.4, top + length), (0, top + length)
        ),
    )
    return symmetric(right)


def _straps(
    drawing: Drawing, figure: Figure, cut: str, front: Upper, rear: Upper, *, back: bool, near: bool
) -> None:
    """Draw the straps on the near or the far side of the neck."""
    kind = strap_kind(figure.shape, cut)
    on_front = near != back
    if kind == "neck":
        _neck_band(drawing, figure, front, back=back, near=near)
    elif kind == "halter string":
        _halter_strings(drawing, figure, front, back=back, near=near)
    elif kind == "thin" and cut == "bandeau":
        apex = along(front.neck, [0.58])[0]
        _pair_of_straps(
            drawing, figure, (float(apex[0]), float(apex[1]) + 0.3), rear, on_front=on_front, near=near
        )
    elif kind not in ("tank", "none"):
        _pair_of_straps(drawing, figure, front.strap_foot, rear, on_front=on_front, near=near)


def _pair_of_straps(
    drawing: Drawing, figure: Figure, apex: tuple[float, float], rear: Upper, *, on_front: bool, near: bool
) -> None:
    shape = figure.shape
    kind = strap_kind(shape, "scoop")
    crossed = shape.chance("crossed back", 0.3)
    fill = Fill.TRIM if shape.chance("trim straps", 0.25) else Fill.PRINT
    top = (figure.shoulder * 0.93, 0.0)
    if on_front:
        path = spline((apex[0], apex[1] + 0.5), ((apex[0] + top[0]) / 2 + 0.25, apex[1] / 2), top)
    else:
        foot = along(rear.edge, [0.22 if crossed else 0.52])[0]
        x = -float(foot[0]) if crossed else float(foot[0])
        path = spline(
            top, ((x + top[0]) / 2 + (0.0 if crossed else 0.4), float(foot[1]) / 2), (x, foot[1] + 0.5)
        )
    width = strap_width(shape, kind)
    gaps = (-0.75, 0.75) if kind == "double" else (0.0,)
    for gap in gaps:
        for side in (path, path * np.array([-1.0, 1.0])):
            details.strap(drawing, shifted(side, gap), width, fill)
    if near and on_front and kind == "tie":
        for side in (-1.0, 1.0):
            details.bow(drawing, (side * top[0], 0.6), shape.between("bow", 3.2, 4.6), max(width, 0.8), fill)
    if near and not on_front and kind == "thin" and not crossed:
        for side in (path, path * np.array([-1.0, 1.0])):
            details.strap_slider(drawing, side, 0.55, width)


def _neck_band(drawing: Drawing, figure: Figure, front: Upper, *, back: bool, near: bool) -> None:
    """Close a halter behind the neck: a band on the far side at the front, in full at the back."""
    if near != back:
        return
    assert front.shoulder is not None
    inner, outer = first(front.shoulder), last(front.shoulder)
    low = 1.2 if back else -0.2
    upper_edge = spline((-inner[0], inner[1]), (0, low - 1.2), (inner[0], inner[1]))
    depth = (outer[0] - inner[0]) * 0.65
    lower_edge = spline((outer[0], outer[1]), (inner[0] * 0.8, low + depth * 0.9), (0, low + depth - 0.4),
                        (-inner[0] * 0.8, low + depth * 0.9), (-outer[0], outer[1]))  # fmt: skip
    drawing.piece(join(upper_edge, lower_edge), Fill.PRINT if back else Fill.INSIDE, edge=0.8)
    if back and figure.shape.chance("neck bow", 0.6):
        details.bow(drawing, (0, low + depth * 0.3), figure.shape.between("bow", 4.5, 6.5), 1.3)
    elif back:
        details.button(drawing, (0, low + depth * 0.3), 0.7)


def _halter_strings(drawing: Drawing, figure: Figure, front: Upper, *, back: bool, near: bool) -> None:
    if back or not near:
        return
    foot = along(front.neck, [0.30])[0]
    path = spline((float(foot[0]), float(foot[1]) + 0.3), (5.6, 8.0), (3.6, 1.0), (0.4, 0.2))
    for side in (path, path * np.array([-1.0, 1.0])):
        details.strap(drawing, side, 0.8)
    details.bow(drawing, (0, 0.3), 4.0, 0.8)


def _body_details(
    drawing: Drawing, figure: Figure, cut: str, upper: Upper, panel: Panel, *, back: bool
) -> None:
    """Sew the panels and seams that lie on the body."""
    shape = figure.shape
    style = body_style(shape, cut)
    if style == "belt" and _waistline(shape, cut) == "cut-out":
        style = "plain"
    if style == "side panels":
        _side_panels(drawing, figure, upper, panel)
    elif style == "colour block":
        _waist_block(drawing, figure, panel)
    elif style == "ruched" and not back:
        left = figure.side(max(24.0, last(upper.edge)[1] + 2), leg_height(shape) - 1.5)
        details.ruching(drawing, left * np.array([-1.0, 1.0]), left, 11, shape)
    elif style == "princess":
        low = figure.leg(leg_height(shape), 0.0)
        start = along(upper.edge, [0.55])[0]
        foot = along(low, [0.38])[0]
        path = spline((start[0], start[1]), (8.6, 27.0), (6.0, 39.0), (foot[0], foot[1]))
        details.seams(drawing, path, panel.outline)
    elif style == "bust seam" and not back:
        _bust_seam(drawing, figure, panel)
    elif style == "wrap" and not back:
        _wrap(drawing, figure, upper, panel)
    elif style == "belt":
        _belt(drawing, figure, back=back)
    if back:
        drawing.line(line((0, 50), (0, figure.crotch)), Kind.SEAM, panel.outline)
    _drag_folds(drawing, figure, back=back)


def body_style(shape: Shape, cut: str) -> str:
    """Return how the body of a one-piece is built."""
    if cut in ("racerback",):
        return shape.pick("body", ("side panels", "princess", "colour block", "plain"), (3, 2, 1.4, 1.6))
    return shape.pick(
        "body",
        ("plain", "princess", "bust seam", "ruched", "wrap", "side panels", "colour block", "belt"),
        (3.0, 1.6, 2.2, 1.8, 0.8 if cut in ("v-neck", "halter") else 0.0, 0.7, 0.8, 0.8),
    )


def _side_panels(drawing: Drawing, figure: Figure, upper: Upper, panel: Panel) -> None:
    top, low = last(upper.edge)[1], leg_height(figure.shape)
    waist = figure.shape.between("panel waist", 5.2, 8.0)
    inner = spline((figure.x(top) - 2.4, top - 2.5), (waist + 2.6, 30), (waist, 40), (waist + 2.2, 50),
                   (figure.x(low) - 1.0, low + 3.0))  # fmt: skip
    outline = join(inner, line((40, low + 3.0), (40, top - 2.5)))
    for side in (outline, mirror(outline)):
        drawing.inlay(side, panel.outline, Fill.CONTRAST)
    details.seams(drawing, inner, panel.outline)


def _waist_block(drawing: Drawing, figure: Figure, panel: Panel) -> None:
    low = figure.shape.between("block", 32, 44)
    rise = figure.shape.between("block rise", -3, 5)
    edge = curve((-30, low), (-10, low - rise), (10, low - rise), (30, low))
    drawing.inlay(join(edge, line((30, 90), (-30, 90))), panel.outline, Fill.CONTRAST)
    details.seam(drawing, edge, panel.outline)


def _bust_seam(drawing: Drawing, figure: Figure, panel: Panel) -> None:
    low = figure.shape.between("bust seam", 30.0, 32.5)
    under = curve((0.0, low - 1.6), (4.5, low + 2.6), (12.0, low + 1.4), (figure.x(low - 3) + 0.2, low - 3.5))
    details.seams(drawing, under, panel.outline)
    if figure.shape.chance("cup dart", 0.5):
        dart = curve((7.6, low + 0.9), (7.9, low - 3), (8.0, low - 5), (8.0, low - 7))
        drawing.lines(dart, Kind.SEAM, panel.outline)
    if figure.shape.chance("bust gathers", 0.45):
        details.gathers(drawing, part(under[::-1], 0.3, 0.92), 4.5, 8, figure.shape, within=panel.outline)
        details.gathers(
            drawing, part(mirror(under)[::-1], 0.08, 0.7), 4.5, 8, figure.shape, within=panel.outline
        )


def _wrap(drawing: Drawing, figure: Figure, upper: Upper, panel: Panel) -> None:
    depth = upper.depth
    edge = curve((0.0, depth), (-3.0, depth + 6), (-8.0, 37), (-figure.x(42), 42.0))
    drawing.line(edge, Kind.EDGE, panel.outline)
    drawing.line(inset(edge, -0.7), Kind.STITCH, panel.outline)
    for i in range(6):
        start = along(upper.neck, [0.05 + 0.12 * i])[0]
        y = 42 + i * 2.2
        path = curve((start[0], start[1]), (start[0] * 0.6, start[1] + 9), (-7, y - 4), (-figure.x(y), y))
        drawing.line(part(path, 0.7 - 0.03 * i, 1.0, 10), Kind.GATHER, panel.outline)
        drawing.fold(path, 1.6, 0.35)


def _belt(drawing: Drawing, figure: Figure, *, back: bool) -> None:
    y = figure.shape.between("belt", 37, 40.5)
    path = curve((-figure.x(y), y), (-5, y + 1.1), (5, y + 1.1), (figure.x(y), y))
    drawing.piece(ribbon(path, figure.shape.between("belt width", 2.2, 3.6)), Fill.TRIM, edge=0.8, lift=0.8)
    if not back:
        if figure.shape.chance("round buckle", 0.5):
            details.ring(drawing, (0, y + 0.8), 2.4, 0.6)
        else:
            details.bow(drawing, (0, y + 0.8), 5.0, 1.2, Fill.TRIM)


def _drag_folds(drawing: Drawing, figure: Figure, *, back: bool) -> None:
    shape = figure.shape
    for i in range(3):
        y = 37 + 3.2 * i + 2 * shape.unit(f"drag{i}")
        path = curve(
            (figure.x(y), y), (figure.x(y) - 4, y + 0.6), (figure.x(y) - 7, y + 2), (figure.x(y) - 10, y + 4)
        )
        drawing.fold_pair(path, 1.3, 0.28)
    for i in range(2):
        y = figure.crotch - 3 - 5 * i
        drawing.fold_pair(
            curve((2.2, y), (4, y - 4), (7, y - 7), (11, y - 9)), 1.2, 0.25 if not back else 0.15
        )


def _finish_edges(drawing: Drawing, figure: Figure, upper: Upper, panel: Panel) -> None:
    style = figure.shape.pick("finish", details.FINISHES, (3, 1.2, 1.6, 1.8, 1.2))
    edges = [join(mirror(upper.neck), upper.neck), join(panel.leg, mirror(panel.leg))]
    if upper.armhole is not None:
        edges += [upper.armhole, mirror(upper.armhole)]
    for edge in edges:
        details.finish(drawing, edge, style, panel.outline)


def _trim_kind(shape: Shape, cut: str) -> str:
    options = {
        "none": 3.0,
        "zip": 1.8 if cut in ("high-neck", "racerback") else 0.0,
        "ring": 1.0 if cut in ("bandeau", "v-neck") else 0.0,
        "bow": 0.8 if cut in ("scoop", "bandeau") else 0.0,
        "ruffle": 1.6 if cut in ("scoop", "v-neck", "bandeau") else 0.0,
        "lace-up": 0.7 if cut == "v-neck" else 0.0,
        "hip ruffle": 0.5 if _waistline(shape, cut) == "plain" else 0.0,
        "buttons": 0.6 if cut in ("scoop", "v-neck") else 0.0,
    }
    return shape.pick("trim", tuple(options), tuple(options.values()))


def _front_trim(drawing: Drawing, figure: Figure, cut: str, upper: Upper) -> None:
    """Add what catches the eye at the front: zip, ring, bow, ruffle, tie, buttons."""
    shape = figure.shape
    depth = upper.depth
    trim = _trim_kind(shape, cut)
    if trim == "zip":
        low = depth + shape.between("zip", 12, 24)
        details.zip_fastener(drawing, line((0, depth), (0, (depth + low) / 2), (0, low)))
    elif trim == "ring":
        details.ring(drawing, (0, depth + 1.2), shape.between("ring", 1.6, 2.4))
        details.gathers(
            drawing, line((-1.4, depth + 2.6), (1.4, depth + 2.6)), 7.0, 5, shape, within=_everywhere()
        )
    elif trim == "bow":
        details.ribbon_bow(drawing, (0, depth + 1.0), shape.between("bow", 3.0, 5.0), Fill.TRIM)
    elif trim == "ruffle":
        edge = join(mirror(upper.neck), upper.neck)
        details.ruffle(
            drawing, edge, shape.between("ruffle", 3.5, 7.0), shape, tapered=upper.armhole is not None
        )
    elif trim == "lace-up":
        _lacing(drawing, upper)
    elif trim == "hip ruffle":
        y = shape.between("peplum", 41, 45)
        edge = curve((-figure.x(y), y), (-6, y + 1.4), (6, y + 1.4), (figure.x(y), y))
        details.ruffle(drawing, edge, shape.between("peplum depth", 6, 9), shape)
    elif trim == "buttons":
        for i in range(4):
            details.button(drawing, (0, depth + 2.2 + 3.0 * i), 0.6)


def _everywhere() -> Points:
    return line((-60, -30), (60, -30), (60, 120), (-60, 120))


def _lacing(drawing: Drawing, upper: Upper) -> None:
    """Lace the two sides of a V together."""
    places = along(upper.neck, np.linspace(0.12, 0.52, 4))
    for (x0, y0), (x1, y1) in pairwise(places):
        for side in (-1.0, 1.0):
            path = line((-side * x0, y0), (side * (x1 + x0) * 0.25, (y0 + y1) / 2), (side * x1, y1))
            drawing.piece(ribbon(path, 0.5), Fill.TRIM, edge=0.6)


def _one_shoulder(drawing: Drawing, figure: Figure, *, back: bool) -> None:
    """Draw the one cut that is not the same on both sides; the strap is on the wearer's left."""
    shape = figure.shape
    waist = _waistline(shape, "one-shoulder")
    flip = np.array([-1.0 if back else 1.0, 1.0])
    panels = []
    for rear in (not back, back):
        upper = _one_shoulder_edge(figure, lift=-1.2 if rear else 0.0)
        low, leg = figure.underarm, leg_height(shape)
        coverage = shape.between("seat", 0.30, 0.75) if rear else shape.between("front cut", 0.0, 0.14)
        side = figure.side(low, leg) if waist == "plain" else _cut_out_side(figure, low, leg, back=rear)
        leg_line = figure.leg(leg, coverage)
        right = join(upper, side, leg_line)
        left = mirror(join(figure.side(low, leg), leg_line))
        outline = join(right, left)
        panels.append((outline if flip[0] > 0 else (outline * flip)[::-1], upper, leg_line))
    (far, _, _), (near, upper, leg_line) = panels
    drawing.piece(far, Fill.INSIDE, edge=0.7)
    drawing.piece(near)
    _one_shoulder_details(drawing, figure, near, upper * flip if flip[0] < 0 else upper, leg_line, back=back)


def _one_shoulder_edge(figure: Figure, lift: float) -> Points:
    """Return the upper edge from the far underarm over the shoulder to the near underarm."""
    shape = figure.shape
    width = shape.between("strap width", 2.4, 6.0)
    inner, outer = figure.shoulder - width / 2, figure.shoulder + width / 2
    low = figure.underarm
    start = (-figure.x(low), low)
    dip = shape.between("slope", 0.0, 3.0)
    slope = curve(
        start, (start[0] + 6.0, low - 4.0 + dip + lift), (inner - 4.2, 12.0 + dip + lift), (inner, 0.0)
    )
    armhole = curve((outer, 1.0), (outer - 0.6, 10), (figure.x(low) - 3.2, low - 0.9), (figure.x(low), low))
    return join(slope, line((inner, 0.0), (outer, 1.0)), armhole)


def _one_shoulder_details(
    drawing: Drawing, figure: Figure, outline: Points, upper: Points, leg: Points, *, back: bool
) -> None:
    shape = figure.shape
    style = shape.pick("body", ("plain", "ruched", "belt", "bust seam"), (3, 2, 1, 1))
    if style == "ruched" and not back:
        left = figure.side(26, leg_height(shape) - 1.5)
        details.ruching(drawing, left * np.array([-1.0, 1.0]), left, 11, shape, sag=2.0)
    elif style == "belt":
        _belt(drawing, figure, back=back)
    finish = shape.pick("finish", details.FINISHES, (3, 1.2, 1.6, 1.8, 1.2))
    clockwise = upper[::-1] if back else upper
    for edge in (clockwise, leg, mirror(leg)):
        details.finish(drawing, edge, finish, outline)
    _drag_folds(drawing, figure, back=back)
    if not back and shape.chance("shoulder ruffle", 0.45):
        details.ruffle(
            drawing, part(upper, 0.0, 0.56, 40), shape.between("ruffle", 4.0, 7.5), shape, tapered=True
        )
    elif not back and shape.chance("shoulder bow", 0.25):
        details.bow(drawing, (figure.shoulder, 0.8), 4.5, 1.2)
