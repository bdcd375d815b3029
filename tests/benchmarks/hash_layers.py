"""How the hash layer is best made: `python -m tests.benchmarks.hash_layers --photos FOLDER [--steps N]`.

Hash layers of several sizes, in closed form and trained by eq. 4 from there, all fitted here on the same pictures: what
their outputs give as they are, and as spherical codes of 1,024 bits, in the columns of `tests/benchmarks/choices.py`.
"""

import argparse
from collections.abc import Sequence

from index.fit import FitOptions, fit_hash_layer
from index.references import LabelledFeatures
from models.hash_layer import HashLayer
from models.network import Network, NetworkInfo
from tests.benchmarks.choices import (
    CODES,
    Choices,
    add_choice_options,
    print_table,
    training_features,
)

DIMENSIONS = (16, 32, 48, 64, 96, 128)
BITS = 1024


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add_choice_options(parser)
    parser.add_argument("--steps", type=int, default=300, help="steps of the trained layers (300)")
    given = parser.parse_args(arguments)
    network = Network(given.network)
    known = training_features(given, network)
    spaces = {
        f"{name} {dimensions}": _layer(known, network.info, dimensions, steps).parts
        for name, steps in (("closed form", 0), ("trained", given.steps))
        for dimensions in DIMENSIONS
    }
    choices = Choices(spaces, {"spherical": CODES["spherical"]}, (BITS,))
    print_table(given, network, known.features, choices)


def _layer(known: LabelledFeatures, info: NetworkInfo, dimensions: int, steps: int) -> HashLayer:
    options = FitOptions().with_hash(dimensions=dimensions, steps=steps)
    return fit_hash_layer(known, info.cut, info.print, options)


if __name__ == "__main__":
    main()
