"""One swimwear design: its cut, its proportions and its print, and how to make and vary it."""

from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Literal

import numpy as np

from models.designs.colours import recolour, sample_colours
from models.designs.garment import Drawing
from models.designs.men import MENS_CUTS, draw_men
from models.designs.prints import PRINTS, PrintSpec
from models.designs.shape import Shape
from models.designs.women import WOMENS_CUTS, draw_women

Gender = Literal["women", "men"]

CUTS: tuple[str, ...] = (*WOMENS_CUTS, *MENS_CUTS)

_SEEDS = 2**31


@dataclass(frozen=True)
class Design:
    """One design of a catalogue.

    Attributes:
        cut: one of `CUTS`.
        gender: who it is made for.
        shape: the proportions of the cut.
        print: what it is printed with.
        look: seed of the picture's own manner: paper, light, line weight, furniture of the sheet.
    """

    cut: str
    gender: Gender
    shape: Shape
    print: PrintSpec
    look: int

    @property
    def family(self) -> str:
        """Return the id shared by all designs of the same cut and proportions, whatever their print."""
        return blake2b(f"{self.cut}:{self.shape.seed}".encode(), digest_size=5).hexdigest()

    @property
    def style_number(self) -> int:
        """Return the four-digit number a maker would give the family."""
        return 1000 + int(self.family, 16) % 9000

    def drawing(self, *, back: bool = False) -> Drawing:
        """Return the garment's front or back, free of print and style."""
        draw = draw_women if self.gender == "women" else draw_men
        return draw(self.shape, self.cut, back=back)


def sample_design(seed: int, *, cut: str | None = None, print_name: str | None = None) -> Design:
    """Return the design of a seed; a given cut or print is kept, the rest follows from the seed.

    Raises:
        ValueError: there is no cut or no print of that name.
    """
    rng = np.random.default_rng(seed)
    drawn_cut, drawn_print = str(rng.choice(CUTS)), str(rng.choice(PRINTS))
    shape, look = Shape(int(rng.integers(_SEEDS))), int(rng.integers(_SEEDS))
    chosen = drawn_cut if cut is None else cut
    if chosen not in CUTS:
        raise ValueError(f"There is no cut called {chosen!r}; choose one of {', '.join(CUTS)}.")
    gender: Gender = "men" if chosen in MENS_CUTS else "women"
    return Design(chosen, gender, shape, _sample_print(rng, print_name or drawn_print), look)


def recoloured(design: Design, seed: int) -> Design:
    """Return the same design with the same print in other colours: another colourway of its family."""
    rng = np.random.default_rng(seed)
    return replace(design, print=recolour(design.print, rng), look=int(rng.integers(_SEEDS)))


def reprinted(design: Design, seed: int, print_name: str | None = None) -> Design:
    """Return the same cut and proportions in another print (a given one, or any other kind).

    Raises:
        ValueError: there is no print of that name.
    """
    rng = np.random.default_rng(seed)
    name = print_name or str(rng.choice([other for other in PRINTS if other != design.print.name]))
    return replace(design, print=_sample_print(rng, name), look=int(rng.integers(_SEEDS)))


def _sample_print(rng: np.random.Generator, name: str) -> PrintSpec:
    colours = sample_colours(rng, name)
    angle = float(rng.normal(0.0, 4.0)) if rng.random() < 0.7 else float(rng.choice([45.0, -45.0, 90.0]))
    placed = name in ("ombre", "border", "colour-block", "plain")
    scale = float(np.exp(rng.normal(0.0, 0.28)))
    return PrintSpec(
        name, colours, int(rng.integers(_SEEDS)), min(max(scale, 0.5), 2.0), 0.0 if placed else angle
    )
