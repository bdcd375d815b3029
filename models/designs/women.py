"""Every women's cut, put together from its parts."""

import numpy as np

from models.designs import details
from models.designs.bikini_tops import TOPS, top
from models.designs.bottoms import BOTTOMS, bottom, waist_height
from models.designs.figure import Figure
from models.designs.garment import Drawing, Fill, Kind
from models.designs.geometry import (
    Points,
    curve,
    first,
    inset,
    join,
    last,
    line,
    mirror,
    part,
    ribbon,
    shifted,
    spline,
    symmetric,
)
from models.designs.necklines import back_upper, front_upper
from models.designs.onepiece import ONE_PIECES, one_piece
from models.designs.shape import Shape

WOMENS_CUTS = (
    *(f"one-piece/{neck}" for neck in ONE_PIECES),
    *(f"bikini/{upper}+{lower}" for upper in TOPS for lower in BOTTOMS),
    "tankini",
    "rash-guard",
)


def draw_women(shape: Shape, cut: str, *, back: bool) -> Drawing:
    """Draw one side of a women's design; `cut` is one of WOMENS_CUTS."""
    kind, _, detail = cut.partition("/")
    if kind == "one-piece":
        return one_piece(shape, detail, back=back)
    if kind == "bikini":
        return _bikini(shape, detail, back=back)
    return _tankini(shape, back=back) if kind == "tankini" else _rash_guard(shape, back=back)


def _bikini(shape: Shape, detail: str, *, back: bool) -> Drawing:
    upper, _, lower = detail.partition("+")
    figure = Figure(shape)
    drawing = top(figure, upper, back=back)
    below = bottom(figure, lower, back=back)
    gap = shape.between("gap", 4.0, 8.0)
    below.shift(36.0 + gap - waist_height(figure, lower))
    drawing.add(below)
    return drawing


def _tankini(shape: Shape, *, back: bool) -> Drawing:
    figure = Figure(shape)
    drawing = Drawing()
    hem = shape.between("tankini hem", 50, 57)
    lower = shape.pick("tankini bottom", ("brief", "high-waist", "tie-side"), (4, 1, 1))
    below = bottom(figure, lower, back=back)
    below.shift(hem + 5.0 - waist_height(figure, lower))
    figure.relief(drawing, back=back)
    neck = shape.pick(
        "tankini neck", ("racerback", "high-neck", "halter", "scoop tank", "v tank"), (1, 1, 1.4, 2, 2)
    )
    _tankini_top(drawing, figure, neck, hem, back=back)
    drawing.add(below)
    return drawing


def _tankini_top(drawing: Drawing, figure: Figure, neck: str, hem: float, *, back: bool) -> None:
    shape = figure.shape
    cut = {"scoop tank": "racerback", "v tank": "high-neck"}.get(neck, neck)
    flare = shape.between("flare", 0.0, 3.2)
    front, rear = front_upper(figure, cut), back_upper(figure, cut)
    near, far = (rear, front) if back else (front, rear)
    halves = []
    for upper in (far, near):
        side = figure.side(last(upper.edge)[1], hem)
        side[:, 0] = side[:, 0] + flare * ((side[:, 1] - side[0, 1]) / (hem - side[0, 1])) ** 1.4
        x = float(side[-1, 0])
        lowest = curve((x, hem), (x * 0.6, hem + 1.2), (x * 0.3, hem + 1.4), (0, hem + 1.4))
        halves.append((upper.edge, side, lowest))
    if cut == "halter" and not back:
        loop = _neck_line(front.apex)
        drawing.piece(ribbon(join(loop, mirror(loop)), 2.2), Fill.INSIDE, edge=0.7)
    drawing.piece(symmetric(join(*halves[0])), Fill.INSIDE, edge=0.7)
    outline = symmetric(join(*halves[1]))
    drawing.piece(outline)
    _tankini_body(drawing, figure, hem, outline, back=back)
    lowest = halves[1][2]
    drawing.lines(shifted(lowest, dy=-1.4), Kind.STITCH, outline)
    finish = shape.pick("finish", details.FINISHES)
    for edge in (near.neck, near.armhole):
        if edge is not None:
            details.finish(drawing, edge, finish, outline)
            details.finish(drawing, mirror(edge), finish, outline)
    if cut == "halter" and back:
        _neck_tie(drawing, front.apex)


def _neck_line(apex: tuple[float, float]) -> Points:
    return spline((apex[0] + 1.0, apex[1] + 0.8), (apex[0] * 0.6, -1.0), (0.0, -1.6))


def _neck_tie(drawing: Drawing, apex: tuple[float, float]) -> None:
    path = _neck_line(apex)
    drawing.piece(ribbon(join(path, mirror(path)), 2.0), edge=0.8)
    details.bow(drawing, (0, -1.4), 5.0, 1.2)


def _tankini_body(drawing: Drawing, figure: Figure, hem: float, outline: Points, *, back: bool) -> None:
    shape = figure.shape
    style = shape.pick(
        "tankini body", ("empire", "princess", "ruched", "tiers", "plain", "block"), (2, 1, 1.4, 1, 1, 1)
    )
    if style == "empire":
        seam = curve((-20, 29.5), (-7, 33.5), (7, 33.5), (20, 29.5))
        details.seam(drawing, seam, outline)
        below = line((9, 33.0), (0, 33.4), (-9, 33.0))[::-1]
        details.gathers(drawing, below, 7.0, 12, shape, within=outline)
    elif style == "princess":
        details.seams(
            drawing, spline((figure.shoulder + 1, 12), (8.4, 26), (7.0, 40), (9.0, hem + 1)), outline
        )
    elif style == "ruched" and not back:
        side = figure.side(26, hem - 2)
        details.ruching(drawing, side * np.array([-1.0, 1.0]), side, 10, shape)
    elif style == "tiers":
        for y in (31.0, (31 + hem) / 2):
            edge = curve((-figure.x(y) - 0.4, y), (-6, y + 1), (6, y + 1), (figure.x(y) + 0.4, y))
            details.ruffle(drawing, edge, (hem - 31) / 2 + 1.4, shape)
    elif style == "block":
        edge = curve((-30, 33), (-8, 34), (8, 34), (30, 33))
        drawing.inlay(join(edge, line((30, 90), (-30, 90))), outline, Fill.CONTRAST)
        details.seam(drawing, edge, outline)
    for i in range(4):
        y = 36 + 4 * i
        path = curve(
            (figure.x(y), y), (figure.x(y) - 4, y + 1), (figure.x(y) - 7, y + 3), (figure.x(y) - 9, y + 6)
        )
        drawing.fold_pair(path, 1.4, 0.3)


def _rash_guard(shape: Shape, *, back: bool) -> Drawing:
    figure = Figure(shape)
    drawing = Drawing()
    hem = shape.between("rash hem", 52, 61)
    neck_x = shape.between("neck width", 6.6, 8.0)
    depth = shape.between("neck depth", 3.5, 6.5)
    raglan = shape.chance("raglan", 0.5)
    seam = _raglan_seam(figure, neck_x) if raglan else _armhole_seam(figure)
    near, far = (1.2, depth) if back else (depth, 1.2)
    body = _rash_body(figure, neck_x, near, hem, seam)
    sleeve = _sleeve(shape, figure, neck_x, seam)
    reach = line(
        (float(body[:, 0].max()) - 2, hem - 4),
        (13, hem + 12),
        (-13, hem + 12),
        (2 - float(body[:, 0].max()), hem - 4),
    )
    drawing.form += [_rash_body(figure, neck_x, near, hem, _armhole_seam(figure)), reach]
    arm = _wrist(sleeve)
    drawing.tubes += [sleeve, mirror(sleeve), arm, mirror(arm)]
    drawing.piece(_rash_body(figure, neck_x, far, hem, seam), Fill.INSIDE, edge=0.7)
    drawing.pair(
        sleeve, Fill.CONTRAST if shape.chance("contrast sleeves", 0.5) else Fill.PRINT, lift=0.2, grain=-16
    )
    _cuff(drawing, sleeve)
    drawing.piece(body, lift=0.2)
    if raglan:
        drawing.lines(inset(seam, 0.5), Kind.STITCH, body)
    _rash_details(drawing, figure, body, (neck_x, near), hem, back=back)
    return drawing


def _raglan_seam(figure: Figure, neck_x: float) -> Points:
    pit = _armhole_seam(figure)[-1]
    return spline((neck_x, 0.0), (10.6, 6.5), (13.6, 14.5), (float(pit[0]), float(pit[1])))


def _rash_body(figure: Figure, neck_x: float, depth: float, hem: float, seam: Points) -> Points:
    """Return the body's outline between two sleeves sewn in along `seam`."""
    ease = figure.shape.between("ease", 0.8, 2.4)
    neck = curve((0, depth), (neck_x * 0.6, depth), (neck_x * 0.95, depth * 0.5), (neck_x, 0.0))
    side = figure.side(21, hem, ease)
    side[:, 0] = side[:, 0] * 0.75 + 0.25 * (figure.x(25) + ease)
    low = curve(last(side), (8, hem + 1.0), (4, hem + 1.1), (0, hem + 1.1))
    return symmetric(join(neck, seam, side, low))


def _armhole_seam(figure: Figure) -> Points:
    ease = figure.shape.between("ease", 0.8, 2.4)
    x = figure.x(21) * 0.75 + 0.25 * figure.x(25) + ease
    return curve((16.2, 4.0), (14.6, 9.5), (14.2, 15.5), (x, 21.0))


def _sleeve(shape: Shape, figure: Figure, neck_x: float, seam: Points) -> Points:
    """Return the right sleeve's outline, from the neck or shoulder to the cuff and back to the underarm."""
    end = shape.pick("sleeve", ("long", "short", "elbow"), (3, 1.4, 0.6))
    reach, under = {"long": (1.0, 1.0), "short": (0.36, 0.13), "elbow": (0.58, 0.44)}[end]
    pit = last(seam)
    outer = spline((15.8, 3.8), (19.0, 7.0), (22.6, 18.0), (26.0, 34.0), (29.4, 54.0))
    inner = spline((25.2, 55.0), (20.6, 36.0), (pit[0] + 1.0, pit[1] + 4), pit)
    top = line((neck_x, 0.0), (15.8, 3.8)) if first(seam)[0] < 12 else line((15.0, 4.2), (15.8, 3.8))
    return join(part(outer, 0.0, reach), part(inner, 1.0 - under, 1.0), seam[::-1], top)


def _wrist(sleeve: Points) -> Points:
    """Return the arm's first stretch below the cuff, so that light does not end at the hem."""
    outer, inner = sleeve[21], sleeve[22]
    onward = (outer - sleeve[15]) / np.hypot(*(outer - sleeve[15])) * 7.0
    return np.stack([outer - onward * 0.2, outer + onward, inner + onward, inner - onward * 0.2])


def _cuff(drawing: Drawing, sleeve: Points) -> None:
    start, end = sleeve[21], sleeve[22]
    back_along = (sleeve[18] - start) / np.hypot(*(sleeve[18] - start)) * 1.5
    drawing.lines(np.stack([start + back_along, end + back_along]), Kind.STITCH, sleeve)


def _rash_details(
    drawing: Drawing, figure: Figure, body: Points, neck: tuple[float, float], hem: float, *, back: bool
) -> None:
    shape = figure.shape
    neck_x, depth = neck
    collar = shape.pick("collar", ("mock", "crew"), (3, 1))
    edge = curve((0, depth), (neck_x * 0.6, depth), (neck_x * 0.95, depth * 0.5), (neck_x, 0.0))
    panels = shape.pick("rash panels", ("none", "side", "yoke", "hem"), (1.4, 1.4, 1, 1))
    if panels == "side":
        inner = spline((figure.x(21) - 1.5, 17), (10.5, 30), (9.5, 40), (11.5, hem + 2))
        panel = join(inner, line((40, hem + 2), (40, 17)))
        for side in (panel, mirror(panel)):
            drawing.inlay(side, body, Fill.CONTRAST)
        details.seams(drawing, inner, body)
    elif panels in ("yoke", "hem"):
        y = 17.0 if panels == "yoke" else hem - shape.between("hem block", 9, 16)
        seam = curve((-30, y), (-8, y + 1), (8, y + 1), (30, y))
        far = -10.0 if panels == "yoke" else 90.0
        drawing.inlay(join(seam, line((30, far), (-30, far))), body, Fill.CONTRAST)
        details.seam(drawing, seam, body)
    drawing.line(line((-30, hem - 1.2), (0, hem - 0.2), (30, hem - 1.2)), Kind.STITCH, body)
    _collar(drawing, edge, collar, first(edge))
    if not back and shape.chance("zip", 0.55):
        length = shape.between("zip", 0.35, 1.0)
        start = depth - (3.0 if collar == "mock" else 0.0)
        details.zip_fastener(drawing, line((0, start), (0, start + 8), (0, start + (hem - start) * length)))
    for i in range(4):
        y = 30 + 6 * i
        drawing.fold_pair(curve((figure.x(y) + 1, y), (11, y + 1), (8, y + 3), (5, y + 6)), 1.8, 0.35)


def _collar(drawing: Drawing, edge: Points, kind: str, centre: tuple[float, float]) -> None:
    if kind == "crew":
        whole = join(mirror(edge), edge)
        drawing.piece(ribbon(whole, 1.8), Fill.TRIM, edge=0.7, lift=0.2)
        return
    neck_x = float(edge[-1, 0])
    upper = curve((-neck_x + 0.9, -3.4), (-neck_x * 0.5, centre[1] - 3.6), (neck_x * 0.5, centre[1] - 3.6),
                  (neck_x - 0.9, -3.4))  # fmt: skip
    lower = join(mirror(edge), edge)[::-1]
    drawing.piece(join(upper, lower), Fill.TRIM, edge=0.8, lift=0.3)
    drawing.line(shifted(upper, dy=0.7), Kind.STITCH)
