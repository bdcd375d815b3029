"""The body beneath women's swimwear: side line, leg openings and the rounding that shading needs."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from models.designs.garment import Bump, Drawing
from models.designs.geometry import Points, curve, join, line, spline, symmetric
from models.designs.shape import Shape

_SIDE = (
    (12, 13.2),
    (20, 14.0),
    (25, 14.5),
    (32, 13.0),
    (39, 11.7),
    (47, 13.3),
    (54, 15.0),
    (60, 15.5),
    (67, 15.0),
)


@dataclass(frozen=True)
class Figure:
    """A woman's torso, flat, from the top of the shoulder (y = 0) to the crotch (y = `crotch`)."""

    shape: Shape

    @cached_property
    def crotch(self) -> float:
        """Return the height of the crotch seam."""
        return self.shape.around("crotch", 68.5, 1.5)

    @cached_property
    def gusset(self) -> float:
        """Return half the width of the crotch seam."""
        return self.shape.between("gusset", 2.5, 3.3)

    @cached_property
    def shoulder(self) -> float:
        """Return how far from the centre a strap crosses the shoulder."""
        return self.shape.between("shoulder", 7.2, 8.8)

    @cached_property
    def underarm(self) -> float:
        """Return the height where an armhole meets the side."""
        return self.shape.between("underarm", 19.5, 22.5)

    @cached_property
    def _side(self) -> Points:
        bust, waist, hip = (
            self.shape.around(n, 1.0, s) for n, s in (("bust", 0.05), ("waist", 0.08), ("hip", 0.05))
        )
        scale = (bust, bust, bust, (bust + waist) / 2, waist, (waist + hip) / 2, hip, hip, hip)
        return spline(*((x * k, y) for (y, x), k in zip(_SIDE, scale, strict=True)), steps=8)

    def x(self, y: float) -> float:
        """Return half the body's width at height `y`."""
        return float(np.interp(y, self._side[:, 1], self._side[:, 0]))

    def side(self, top: float, bottom: float, ease: float = 0.0) -> Points:
        """Return the right side line between two heights, `ease` cm away from the body."""
        y = np.linspace(top, bottom, 18)
        return np.stack([np.interp(y, self._side[:, 1], self._side[:, 0]) + ease, y], axis=1)

    def leg(self, top: float, coverage: float) -> Points:
        """Return the leg opening from the side at height `top` to the crotch's centre.

        `coverage` runs from 0 (a front, cut in) to 1 (a full back).
        """
        sx, cx, cy = self.x(top), self.gusset, self.crotch
        dx, dy = sx - cx, cy - top
        start = (sx - (0.45 - 0.20 * coverage) * dx, top + (0.12 + 0.38 * coverage) * dy)
        end = (cx + (0.14 + 0.36 * coverage) * dx, cy - (0.46 - 0.36 * coverage) * dy)
        return join(
            curve((sx, top), start, end, (cx, cy)), line((cx, cy), (cx * 0.5, cy + 0.35), (0, cy + 0.45))
        )

    def relief(self, drawing: Drawing, *, back: bool) -> None:
        """Add the rounding of torso, bust or seat to a drawing."""
        neck = line((0, -6), (11, -2), (14.0, 4))
        thigh = line((self.x(66), 66), (self.x(66) - 0.5, 86), (1.0, 86), (0, 74))
        drawing.form.append(symmetric(join(neck, self.side(12, 66), thigh)))
        if back:
            drawing.bump_pair(Bump(6.8, 60, 6.6, 8.0, 6.0, 2.6))
            drawing.fold(line((0, 22), (0, 30), (0, 38), (0, 46)), 3.0, -0.5)
        else:
            drawing.bump_pair(Bump(6.9, 25.5, 5.8, 8.0, 5.0, self.shape.between("cup", 2.0, 3.0)))
            drawing.bumps.append(Bump(0, 50, 8.0, 8.0, 9.0, 0.8))
