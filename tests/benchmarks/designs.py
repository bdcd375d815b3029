"""Measures how many design pictures a second one core draws at 256 pixels.

python -m tests.benchmarks.designs
"""

from time import process_time

from models.designs.design import sample_design
from models.designs.render import STYLES, VIEWS, render

COUNT = 66


def main() -> None:
    designs = [sample_design(seed) for seed in range(COUNT)]
    spent = 0.0
    for style in STYLES:
        for view in VIEWS:
            start = process_time()
            for design in designs:
                render(design, style=style, view=view, size=256)
            taken = process_time() - start
            spent += taken
            print(f"{style:7}{view:7}{COUNT / taken:7.1f} pictures/s")
    print(f"all    {COUNT * len(STYLES) * len(VIEWS) / spent:14.1f} pictures/s")


if __name__ == "__main__":
    main()
