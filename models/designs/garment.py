"""What a garment is made of once it is drawn: pieces of cloth, lines on them, and the form beneath.

Nothing here knows about pixels or styles; `render` paints the same drawing as line flat, coloured flat or
shaded fabric.
"""

from dataclasses import dataclass, field, replace
from enum import Enum, auto

import numpy as np

from models.designs.geometry import Points, mirror


class Fill(Enum):
    """What a piece is made of."""

    PRINT = auto()
    CONTRAST = auto()
    TRIM = auto()
    INSIDE = auto()
    METAL = auto()


class Kind(Enum):
    """What a line stands for; each has its own weight and dash."""

    SEAM = auto()
    STITCH = auto()
    GATHER = auto()
    EDGE = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of cloth or metal.

    `edge` is its outline's weight relative to the main outline (0 for none), `lift` how far it stands off
    what lies under it (for its soft shadow), `grain` the turn of its print in degrees. A piece with `within` is
    let into that larger piece: only what they share is seen. `section` counts the separate garments of a set.
    """

    outline: Points
    fill: Fill = Fill.PRINT
    holes: tuple[Points, ...] = ()
    edge: float = 1.0
    lift: float = 0.5
    grain: float = 0.0
    within: Points | None = None
    section: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A line on the cloth, clipped to the outline `within` when there is one."""

    points: Points
    kind: Kind
    within: Points | None = None


@dataclass(frozen=True, slots=True)
class Fold:
    """A soft ridge (height > 0) or valley (height < 0) of cloth, `width` cm across at its middle."""

    points: Points
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Bump:
    """A rounding of the body beneath the cloth: centre, radii (up and down may differ) and height in cm."""

    x: float
    y: float
    rx: float
    ry_up: float
    ry_down: float
    height: float


@dataclass(slots=True)
class Drawing:
    """One view of a garment: items from back to front, and the relief that shading needs.

    `form` is the body beneath, rounded broadly; `tubes` are slender parts such as sleeves, rounded by themselves.
    """

    items: list[Piece | Line] = field(default_factory=list)
    form: list[Points] = field(default_factory=list)
    tubes: list[Points] = field(default_factory=list)
    folds: list[Fold] = field(default_factory=list)
    bumps: list[Bump] = field(default_factory=list)

    def piece(
        self,
        outline: Points,
        fill: Fill = Fill.PRINT,
        *,
        holes: tuple[Points, ...] = (),
        edge: float = 1.0,
        lift: float = 0.5,
        grain: float = 0.0,
    ) -> None:
        """Lay a piece on top of what is there."""
        self.items.append(Piece(outline, fill, holes, edge, lift, grain))

    def inlay(self, outline: Points, within: Points, fill: Fill) -> None:
        """Let a panel into the piece `within`; its edges are the seams that the caller draws."""
        self.items.append(Piece(outline, fill, edge=0.0, lift=0.0, within=within))

    def pair(
        self,
        outline: Points,
        fill: Fill = Fill.PRINT,
        *,
        edge: float = 1.0,
        lift: float = 0.5,
        grain: float = 0.0,
    ) -> None:
        """Lay a piece and its mirror image."""
        self.piece(outline, fill, edge=edge, lift=lift, grain=grain)
        self.piece(mirror(outline), fill, edge=edge, lift=lift, grain=-grain)

    def line(self, points: Points, kind: Kind = Kind.SEAM, within: Points | None = None) -> None:
        """Draw a line on top of what is there."""
        self.items.append(Line(points, kind, within))

    def lines(self, points: Points, kind: Kind = Kind.SEAM, within: Points | None = None) -> None:
        """Draw a line and its mirror image; the one-sided outline `within` is mirrored with it."""
        self.line(points, kind, within)
        one_sided = within is not None and abs(float(within[:, 0].mean())) > 1.0
        self.line(mirror(points), kind, mirror(within) if within is not None and one_sided else within)

    def fold(self, points: Points, width: float, height: float) -> None:
        """Add a fold."""
        self.folds.append(Fold(points, width, height))

    def fold_pair(self, points: Points, width: float, height: float) -> None:
        """Add a fold and its mirror image."""
        self.fold(points, width, height)
        self.fold(mirror(points), width, height)

    def bump_pair(self, bump: Bump) -> None:
        """Add a rounding and its mirror image."""
        self.bumps.append(bump)
        self.bumps.append(Bump(-bump.x, bump.y, bump.rx, bump.ry_up, bump.ry_down, bump.height))

    def shift(self, dy: float) -> None:
        """Move the whole drawing down by `dy` cm."""
        move = np.array([0.0, dy])
        self.items = [_moved(item, move) for item in self.items]
        self.form = [points + move for points in self.form]
        self.tubes = [points + move for points in self.tubes]
        self.folds = [Fold(f.points + move, f.width, f.height) for f in self.folds]
        self.bumps = [Bump(b.x, b.y + dy, b.rx, b.ry_up, b.ry_down, b.height) for b in self.bumps]

    def add(self, other: "Drawing") -> None:
        """Lay another garment of the set beside or on top of this one."""
        section = self.sections
        self.items += [
            replace(item, section=section) if isinstance(item, Piece) else item for item in other.items
        ]
        self.form += other.form
        self.tubes += other.tubes
        self.folds += other.folds
        self.bumps += other.bumps

    @property
    def sections(self) -> int:
        """Return of how many separate garments the set consists."""
        return 1 + max((item.section for item in self.items if isinstance(item, Piece)), default=-1)

    def bounds(self, section: int | None = None) -> tuple[float, float, float, float]:
        """Return left, top, right and bottom of all pieces or those of one section, in cm."""
        pieces = [item for item in self.items if isinstance(item, Piece) and item.within is None]
        points = np.vstack([item.outline for item in pieces if section in (None, item.section)])
        (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
        return float(left), float(top), float(right), float(bottom)


def _moved(item: Piece | Line, move: Points) -> Piece | Line:
    within = None if item.within is None else item.within + move
    if isinstance(item, Piece):
        holes = tuple(hole + move for hole in item.holes)
        return replace(item, outline=item.outline + move, holes=holes, within=within)
    return Line(item.points + move, item.kind, within)
