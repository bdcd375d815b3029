"""Writes the demo catalogue: the pictures of a small swimwear maker, and what each of them shows.

    python -m models.designs.demo [--out DIR] [--seed N]

Two folders (`women`, `men`) and `labels.csv`. The same seed always writes the same catalogue.
"""

import argparse
import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image

from models.designs.colours import contrast
from models.designs.design import Design, Gender, recoloured, reprinted, sample_design
from models.designs.men import MENS_CUTS
from models.designs.prints import PRINTS, PrintSpec
from models.designs.render import Style, View, render
from models.designs.women import WOMENS_CUTS

COUNTS: dict[Gender, int] = {"women": 236, "men": 93}
LABELS = ("file", "gender", "cut", "print", "colours", "family", "style", "view")

_CODES = {
    "one-piece": "1P", "bikini": "BK", "tankini": "TK", "rash-guard": "RG",
    "trunks": "TR", "board-shorts": "BS", "briefs": "BR", "jammers": "JM",
}  # fmt: skip
_SEEDS = 2**31
_CLEARLY_OTHER = 0.15


@dataclass(frozen=True, slots=True)
class Entry:
    """One picture of the catalogue: what it shows, how it is drawn, and its name without an ending."""

    design: Design
    style: Style
    view: View
    size: tuple[int, int]
    name: str


def plan(seed: int) -> list[Entry]:
    """Return the whole catalogue in order, undrawn: families of two to four colourways or prints."""
    rng = np.random.default_rng(seed)
    return [*_department(rng, "women", WOMENS_CUTS), *_department(rng, "men", MENS_CUTS)]


def write(out: Path, seed: int) -> int:
    """Write the catalogue into a folder and return the bytes of its pictures.

    Pictures that an earlier `labels.csv` in the folder names are replaced.

    Raises:
        OSError: the folder cannot be written to.
    """
    _remove_earlier(out)
    total = 0
    with _labels_file(out).open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(LABELS)
        for entry in plan(seed):
            design = entry.design
            data, ending = _encoded(
                render(design, style=entry.style, view=entry.view, size=entry.size), entry.style
            )
            path = f"{design.gender}/{entry.name}.{ending}"
            (out / path).write_bytes(data)
            total += len(data)
            colours = " ".join(design.print.colours)
            table.writerow(
                [
                    path,
                    design.gender,
                    design.cut,
                    design.print.name,
                    colours,
                    design.family,
                    entry.style,
                    entry.view,
                ]
            )
    return total


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the demo catalogue and say how large it is."""
    parser = argparse.ArgumentParser(description="Write the demo catalogue.")
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[2] / "resources" / "demo")
    parser.add_argument("--seed", type=int, default=2022)
    given = parser.parse_args(arguments)
    total = write(given.out, given.seed)
    print(f"{sum(COUNTS.values())} pictures, {total / 1e6:.1f} MB, in {given.out}")


def _department(rng: np.random.Generator, gender: Gender, cuts: Sequence[str]) -> Iterator[Entry]:
    left = COUNTS[gender]
    numbers: set[int] = set()
    round_cuts: list[str] = []
    round_prints: list[str] = []
    while left:
        round_cuts = round_cuts or [str(cut) for cut in rng.permutation(cuts)]
        round_prints = round_prints or [str(name) for name in rng.permutation(PRINTS)]
        size = int(rng.choice((2, 3, 4), p=(0.35, 0.40, 0.25)))
        size = left if left <= 4 else min(size, left - 2)
        family = _family(rng, round_cuts.pop(), round_prints.pop(), size)
        number = family[0].style_number
        while number in numbers:
            number += 1
        numbers.add(number)
        yield from _entries(rng, family, number)
        left -= size


def _family(rng: np.random.Generator, cut: str, print_name: str, size: int) -> list[Design]:
    designs = [sample_design(int(rng.integers(_SEEDS)), cut=cut, print_name=print_name)]
    while len(designs) < size:
        seed = int(rng.integers(_SEEDS))
        make = recoloured if rng.random() < 0.6 else reprinted
        candidate = make(designs[0], seed)
        if all(_told_apart(candidate.print, design.print) for design in designs):
            designs.append(candidate)
    return designs


def _told_apart(one: PrintSpec, other: PrintSpec) -> bool:
    """Return whether a buyer would see two prints of one family as two."""
    if one.name != other.name:
        return True
    return max(contrast(a, b) for a, b in zip(one.colours, other.colours, strict=False)) > _CLEARLY_OTHER


def _entries(rng: np.random.Generator, family: Sequence[Design], number: int) -> Iterator[Entry]:
    """Yield a family's pictures, mostly in one manner; one at most is a line flat, where colourways look alike."""
    style, view, size = _style(rng), _view(rng), int(rng.integers(800, 920))
    worded, drawn_in_line = rng.random() < 0.45, False
    for i, design in enumerate(family):
        own_style = style if rng.random() < 0.7 else _style(rng)
        if own_style == "line" and drawn_in_line:
            own_style = "flat" if rng.random() < 0.45 else "shaded"
        drawn_in_line = drawn_in_line or own_style == "line"
        own_view = view if rng.random() < 0.7 else _view(rng)
        yield Entry(
            design, own_style, own_view, _format(rng, own_view, size), _name(design, number, i, worded=worded)
        )


def _style(rng: np.random.Generator) -> Style:
    styles: tuple[Style, ...] = ("line", "flat", "shaded")
    return styles[int(rng.choice(3, p=(0.36, 0.29, 0.35)))]


def _view(rng: np.random.Generator) -> View:
    return "sheet" if rng.random() < 0.45 else "front"


def _format(rng: np.random.Generator, view: View, longer: int) -> tuple[int, int]:
    if rng.random() < 0.4:
        return longer, longer
    shorter = round(longer * float(rng.choice((0.75, 0.8))))
    return (longer, shorter) if view == "sheet" else (shorter, longer)


def _name(design: Design, number: int, colourway: int, *, worded: bool) -> str:
    kind, _, detail = design.cut.partition("/")
    code = f"{'W' if design.gender == 'women' else 'M'}-{_CODES[kind]}-{number}{'ABCD'[colourway]}"
    words = f"{(detail or kind).replace('+', ' ')} {design.print.name}"
    return f"{code} {words}" if worded else code


def _encoded(picture: Image.Image, style: Style) -> tuple[bytes, str]:
    """Return a picture's file and its ending: few-coloured drawings as PNG where that is the smaller file."""
    jpeg, png = BytesIO(), BytesIO()
    picture.save(jpeg, "JPEG", quality=82, optimize=True, subsampling=2 if style == "shaded" else 0)
    if style == "shaded":
        return jpeg.getvalue(), "jpg"
    colours = 24 if style == "line" else 128
    picture.quantize(colours, dither=Image.Dither.NONE).save(png, "PNG", optimize=True)
    if len(png.getvalue()) <= len(jpeg.getvalue()):
        return png.getvalue(), "png"
    return jpeg.getvalue(), "jpg"


def _labels_file(out: Path) -> Path:
    for gender in COUNTS:
        (out / gender).mkdir(parents=True, exist_ok=True)
    return out / "labels.csv"


def _remove_earlier(out: Path) -> None:
    labels = _labels_file(out)
    if not labels.exists():
        return
    with labels.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            (out / row["file"]).unlink(missing_ok=True)


if __name__ == "__main__":
    main()
