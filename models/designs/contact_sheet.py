"""Draws many designs small on one sheet, to judge the generator by eye.

python -m models.designs.contact_sheet --seed 7 --count 48 --out FILE
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from models.designs.design import CUTS, sample_design
from models.designs.prints import PRINTS
from models.designs.render import STYLES, VIEWS, render


def contact_sheet(
    seed: int,
    count: int,
    *,
    columns: int = 8,
    cell: int = 256,
    cut: str | None = None,
    print_name: str | None = None,
    style: str | None = None,
    view: str | None = None,
) -> Image.Image:
    """Return one picture with `count` designs; what is not given goes through all its values in turn."""
    rows = -(-count // columns)
    sheet = Image.new("RGB", (columns * cell, rows * cell), "#d0d0d0")
    cuts = [name for name in CUTS if cut is None or name.startswith(cut)]
    for i in range(count):
        design = sample_design(seed * 10_000 + i, cut=cuts[i % len(cuts)], print_name=print_name)
        chosen_style = next((s for s in STYLES if s == style), STYLES[i % len(STYLES)])
        chosen_view = next((v for v in VIEWS if v == view), VIEWS[(i // 3) % len(VIEWS)])
        picture = render(design, style=chosen_style, view=chosen_view, size=cell - 4)
        sheet.paste(picture, ((i % columns) * cell + 2, (i // columns) * cell + 2))
    return sheet


def main(arguments: Sequence[str] | None = None) -> None:
    """Write a contact sheet to a file."""
    parser = argparse.ArgumentParser(description="Draw many designs small on one sheet.")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--count", type=int, default=48)
    parser.add_argument("--columns", type=int, default=8)
    parser.add_argument("--cell", type=int, default=256, help="pixels of one design")
    parser.add_argument("--cut", help="only cuts whose name starts with this")
    parser.add_argument("--print", dest="print_name", choices=PRINTS)
    parser.add_argument("--style", choices=STYLES)
    parser.add_argument("--view", choices=VIEWS)
    parser.add_argument("--out", type=Path, required=True)
    given = vars(parser.parse_args(arguments))
    out: Path = given.pop("out")
    seed, count = given.pop("seed"), given.pop("count")
    contact_sheet(seed, count, **given).save(out)


if __name__ == "__main__":
    main()
