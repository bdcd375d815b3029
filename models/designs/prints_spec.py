"""What a print is made of: its kind, its colours and the seed of its motif."""

import math
import re
from dataclasses import dataclass

PRINTS: tuple[str, ...] = (
    "plain",
    "stripes",
    "dots",
    "gingham",
    "floral",
    "tropical",
    "animal",
    "geometric",
    "chevron",
    "camouflage",
    "tie-dye",
    "ombre",
    "colour-block",
    "border",
)

MAX_COLOURS = 5
SMALLEST_SCALE, LARGEST_SCALE = 0.2, 5.0

_HEX = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True)
class PrintSpec:
    """One print, complete: the same spec always paints the same picture.

    Attributes:
        name: one of `PRINTS`.
        colours: '#rrggbb' values; the first is the ground. Plain has one, every other print two to five.
        seed: chooses the variant of the print and lays out its motif; colours never change the layout.
        scale: motif size, 1 being usual for the print; it may lie between 0.2 and 5.
        angle: turn of the whole print, in degrees clockwise.
    """

    name: str
    colours: tuple[str, ...]
    seed: int
    scale: float = 1.0
    angle: float = 0.0

    def __post_init__(self) -> None:
        if self.name not in PRINTS:
            raise ValueError(f"There is no print called {self.name!r}; choose one of {', '.join(PRINTS)}.")
        self._check_colours()
        if self.seed < 0:
            raise ValueError(f"The seed of a print must not be negative, and {self.seed} is.")
        if not SMALLEST_SCALE <= self.scale <= LARGEST_SCALE:
            raise ValueError(
                f"The scale of a print must lie between {SMALLEST_SCALE} and {LARGEST_SCALE}, "
                f"and {self.scale} does not."
            )
        if not math.isfinite(self.angle):
            raise ValueError(f"The angle of a print must be a number of degrees, and {self.angle} is not.")

    def _check_colours(self) -> None:
        for colour in self.colours:
            if not _HEX.fullmatch(colour):
                raise ValueError(f"A colour is written '#rrggbb', and {colour!r} is not.")
        least, most = (1, 1) if self.name == "plain" else (2, MAX_COLOURS)
        if not least <= len(self.colours) <= most:
            wanted = "exactly one colour" if most == 1 else f"{least} to {most} colours"
            raise ValueError(f"A {self.name} print takes {wanted}, and {len(self.colours)} were given.")
