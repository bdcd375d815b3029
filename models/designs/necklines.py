"""Upper edges of women's one-pieces and tankinis: neckline, shoulder and armhole, front and back."""

from collections.abc import Callable
from dataclasses import dataclass

from models.designs.figure import Figure
from models.designs.geometry import Point, Points, curve, first, join, last, line, spline
from models.designs.shape import Shape


@dataclass(frozen=True, slots=True)
class Upper:
    """The right half of an upper edge, clockwise: from the centre front to the underarm.

    `shoulder` is the cloth's end towards the shoulder, or where a strap leaves from; a bandeau has none.
    """

    neck: Points
    shoulder: Points | None
    armhole: Points | None

    @property
    def edge(self) -> Points:
        """Return the whole upper edge."""
        return join(*(part for part in (self.neck, self.shoulder, self.armhole) if part is not None))

    @property
    def apex(self) -> Point:
        """Return where the neckline ends."""
        return last(self.neck)

    @property
    def strap_foot(self) -> Point:
        """Return where the middle of a strap meets the cloth."""
        x, y = self.apex if self.shoulder is None else self.shoulder.mean(axis=0).tolist()
        return x, y

    @property
    def depth(self) -> float:
        """Return the height of the neckline at the centre."""
        return first(self.neck)[1]


def strap_kind(shape: Shape, cut: str) -> str:
    """Return how a neckline is held up: by the cloth itself ('tank') or a kind of strap."""
    if cut in ("scoop", "v-neck"):
        return shape.pick("straps", ("tank", "thin", "double", "wide", "tie"), (3.0, 3.0, 1.2, 1.6, 1.2))
    if cut == "bandeau":
        return shape.pick("straps", ("none", "thin", "halter string"), (3.0, 1.2, 1.0))
    return {"halter": "neck", "high-neck": "tank", "racerback": "tank"}.get(cut, "tank")


def strap_width(shape: Shape, kind: str) -> float:
    """Return the width of one strap in cm; a double strap is two of these."""
    return {"wide": shape.between("strap", 2.2, 3.6), "double": 0.65}.get(
        kind, shape.between("strap", 0.7, 1.5)
    )


def front_upper(figure: Figure, cut: str) -> Upper:
    """Return the front upper edge of a cut that is the same on both sides."""
    return _FRONTS[cut](figure)


def back_upper(figure: Figure, cut: str) -> Upper:
    """Return the back upper edge that belongs to a cut's front."""
    shape = figure.shape
    kind = strap_kind(shape, cut)
    if cut == "racerback":
        return _racer_back(figure)
    if cut == "high-neck":
        style = shape.pick("back", ("racer", "keyhole", "low"))
        return _racer_back(figure) if style == "racer" else _tank(figure, _high_back_depth(shape, style), 0.9)
    if kind == "tank":
        style = shape.pick("back", ("scoop", "v", "low"), (2.0, 1.4, 1.6))
        return _tank(
            figure, shape.between("back depth", 14, 26) + (10 if style == "low" else 0), _SQUARE[style]
        )
    if cut == "halter":
        return _straight_back(figure, shape.between("back depth", 30, 43))
    if cut == "bandeau":
        return _straight_back(figure, shape.between("back depth", 21.5, 26))
    return _straight_back(figure, shape.between("back depth", 25, 40))


_SQUARE = {"scoop": 0.75, "v": 0.12, "low": 0.9}


def _high_back_depth(shape: Shape, style: str) -> float:
    return (
        shape.between("back depth", 3.5, 5.5) if style == "keyhole" else shape.between("back depth", 20, 32)
    )


def _tank(figure: Figure, depth: float, square: float) -> Upper:
    """Return a tank edge; `square` runs from 0 (a V) to 1 (nearly square)."""
    shape = figure.shape
    width = shape.between("strap width", 2.4, 5.2)
    inner, outer = figure.shoulder - width / 2, figure.shoulder + width / 2
    neck = curve((0, depth), (inner * (0.25 + 0.72 * square), depth - (1 - square) * depth * 0.30),
                 (inner + 0.3 - 0.4 * (1 - square), depth * (0.32 + 0.30 * square)), (inner, 0.0))  # fmt: skip
    armhole = _armhole(figure, (outer, 1.0))
    return Upper(neck, line((inner, 0.0), (outer, 1.0)), armhole)


def _armhole(figure: Figure, top: Point) -> Points:
    low = figure.underarm
    side = figure.x(low)
    cut_in = figure.shape.between("armhole", -1.2, 0.6)
    sweep = (side - top[0]) * 0.62
    return curve(top, (top[0] + cut_in - 0.4, low * 0.5), (side - max(sweep, 1.2), low - 1.0), (side, low))


def _cami(figure: Figure, depth: float, v_shape: bool) -> Upper:
    """Return a camisole edge whose straps leave from a point above each bust."""
    shape = figure.shape
    apex = (figure.shoulder + shape.between("apex", -0.6, 1.0), shape.between("apex height", 10.5, 14.5))
    kind = strap_kind(shape, "scoop")
    half = 1.2 if kind == "double" else strap_width(shape, kind) / 2
    outer, apex = (apex[0] + half, apex[1]), (apex[0] - half, apex[1])
    drop = depth - apex[1]
    if v_shape:
        neck = curve(
            (0, depth), (apex[0] * 0.33, depth - drop * 0.38), (apex[0] * 0.75, apex[1] + drop * 0.22), apex
        )
    else:
        neck = curve((0, depth), (apex[0] * 0.55, depth), (apex[0] * 0.88, apex[1] + drop * 0.55), apex)
    side = (figure.x(figure.underarm), figure.underarm)
    armhole = curve(outer, (outer[0] + 0.8, apex[1] + 3.6), (side[0] - 2.6, side[1] - 0.6), side)
    return Upper(neck, line(apex, outer), armhole)


def _scoop_front(figure: Figure) -> Upper:
    shape = figure.shape
    if strap_kind(shape, "scoop") == "tank":
        return _tank(figure, shape.between("neck depth", 10, 20), shape.between("square", 0.55, 1.0))
    return _cami(figure, shape.between("neck depth", 17, 22), v_shape=False)


def _v_front(figure: Figure) -> Upper:
    shape = figure.shape
    if strap_kind(shape, "v-neck") == "tank":
        return _tank(figure, shape.between("neck depth", 18, 31), shape.between("square", 0.0, 0.12))
    return _cami(figure, shape.between("neck depth", 21, 31), v_shape=True)


def _halter_front(figure: Figure) -> Upper:
    shape = figure.shape
    inner, width = shape.between("halter neck", 3.4, 4.8), shape.between("halter width", 1.4, 3.4)
    depth = shape.between("neck depth", 13, 29)
    round_neck = shape.chance("round halter", 0.35)
    pull = 0.8 if round_neck else 0.22
    neck = curve((0, depth), (inner * pull, depth - (0.5 if round_neck else depth * 0.25)),
                 (inner * 1.12, depth * 0.42), (inner, 0.2))  # fmt: skip
    outer = (inner + width, 1.4)
    low, side = figure.underarm + 1.5, figure.x(figure.underarm + 1.5)
    armhole = curve(outer, (outer[0] + 0.6, 9.0), (side - 5.4, low - 4.4), (side, low))
    return Upper(neck, line((inner, 0.2), outer), armhole)


def _bandeau_front(figure: Figure) -> Upper:
    shape = figure.shape
    top = shape.between("neck depth", 16.0, 18.5)
    side = (figure.x(19.5), 19.5)
    style = shape.pick("bandeau", ("straight", "sweetheart", "dip"))
    if style == "sweetheart":
        crest = (shape.between("crest", 5.6, 7.4), top - 2.2)
        neck = join(curve((0, top + 2.4), (1.2, top - 0.6), (3.2, top - 2.2), crest, 12),
                    curve(crest, (crest[0] + 3.0, top - 2.2), (side[0] - 2.5, side[1] - 1.8), side, 12))  # fmt: skip
    elif style == "dip":
        neck = curve((0, top + 3.2), (1.0, top - 0.2), (side[0] * 0.5, top - 1.2), side)
    else:
        neck = curve((0, top), (side[0] * 0.4, top - 0.2), (side[0] * 0.75, top + 0.3), side)
    return Upper(neck, None, None)


def _high_front(figure: Figure) -> Upper:
    shape = figure.shape
    inner = shape.between("neck width", 5.2, 6.8)
    depth = shape.between("neck depth", 2.8, 5.4)
    width = shape.between("strap width", 2.0, 4.8)
    outer = (inner + width, 0.9)
    neck = curve((0, depth), (inner * 0.6, depth), (inner - 0.3, depth * 0.55), (inner, 0.0))
    return Upper(neck, line((inner, 0.0), outer), _armhole(figure, outer))


def _racer_front(figure: Figure) -> Upper:
    shape = figure.shape
    return _tank(figure, shape.between("neck depth", 8, 15), shape.between("square", 0.55, 0.85))


def _racer_back(figure: Figure) -> Upper:
    shape = figure.shape
    width = shape.between("strap width", 2.4, 5.2)
    inner, outer = figure.shoulder - width / 2, (figure.shoulder + width / 2, 1.0)
    depth, waist = shape.between("racer depth", 6.0, 11.0), shape.between("racer", 2.6, 4.6)
    neck = curve((0, depth), (inner * 0.5, depth), (inner * 0.92, depth * 0.55), (inner, 0.0))
    low = figure.underarm + 2.5
    armhole = spline(outer, (outer[0] - 2.2, 7.0), (waist + 1.0, depth + 6.0), (waist + 0.6, depth + 9.5),
                     (waist + 4.2, low - 1.0), (figure.x(low), low))  # fmt: skip
    return Upper(neck, line((inner, 0.0), outer), armhole)


def _straight_back(figure: Figure, height: float) -> Upper:
    side_y = min(height - 1.0, figure.underarm + (2.0 if height > 28 else 0.5))
    side = (figure.x(side_y), side_y)
    drop = height - side_y
    edge = curve((0, height), (side[0] * 0.45, height), (side[0] * 0.80, side_y + drop * 0.25), side)
    return Upper(edge, None, None)


_FRONTS: dict[str, Callable[[Figure], Upper]] = {
    "scoop": _scoop_front,
    "v-neck": _v_front,
    "halter": _halter_front,
    "bandeau": _bandeau_front,
    "high-neck": _high_front,
    "racerback": _racer_front,
}
