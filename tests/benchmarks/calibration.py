"""What the words for similarity are worth: `python -m tests.benchmarks.calibration [--photos FOLDER]`.

Generated designs that neither the network nor its words were fitted on, in the variants of `models.samples`, and the
photos of a folder that are kept to measure with. Each is compared with every other that is no photo. A column is a
kind of pair, under the number of such pairs; a row tells which share of them reaches the word.
"""

import argparse
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

from index.calibration import Calibration, labelled_pairs, table
from index.encoder import Encoder
from index.references import References
from models.network import Network
from models.samples import PHOTO_SIDE, VALIDATION_PHOTOS, design_samples, photo_samples

FIRST_SEED = 900_000


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--designs", type=int, default=198, help="designs, 7 pictures of each (198)")
    parser.add_argument("--photos", type=Path, help="a folder of photos (*.jpg) to compare as well")
    options = parser.parse_args(arguments)
    paths = sorted(options.photos.glob("*.jpg"))[-VALIDATION_PHOTOS:] if options.photos else []
    network = Network()
    samples = chain(
        design_samples(range(options.designs), FIRST_SEED, photo_side=PHOTO_SIDE),
        photo_samples(paths, options.designs, FIRST_SEED, photo_side=PHOTO_SIDE),
    )
    calibration = Calibration.read(network.folder)
    pairs = labelled_pairs(Encoder.of(network), References.of(network, samples), calibration.scales)
    print(*table(calibration, pairs), sep="\n")


if __name__ == "__main__":
    main()
