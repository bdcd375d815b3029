"""Fits what stands on the features: `python -m index.fit resources/network --photos FOLDER`.

That is a hash layer to start with, the default codebooks and the LSH functions.

The hash layer of this module is the closed-form start that training replaces: each part of E, centred, turned to its
principal directions and scaled for tanh.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from index.codes import popcount
from index.encoder import Encoder
from index.lsh import make_functions
from index.spherical import fit_codebook
from models.decode import decode, read_bytes
from models.designs.design import sample_design
from models.designs.render import STYLES, VIEWS, render
from models.hash_layer import HashLayer
from models.network import Network

Features = NDArray[np.float32]


@dataclass(frozen=True)
class FitOptions:
    """Sizes of what is fitted.

    Attributes:
        dimensions: outputs of the hash layer for each part.
        cut_bits, print_bits: bits of the spherical code for each part, multiples of 64. Print has fewer because
            its bits tell pictures apart more strongly and would otherwise drown cut in the overall likeness.
        tables, key_bits: number of LSH tables (both parts together) and bits of a key.
        gain: standard deviation of the hash layer's outputs before tanh.
        whitening: 0 keeps the spread of the principal directions, 1 makes them all alike.
    """

    dimensions: int = 64
    cut_bits: int = 512
    print_bits: int = 256
    tables: int = 32
    key_bits: int = 12
    gain: float = 0.2
    whitening: float = 0.25
    seed: int = 0


def fit_encoder(features: Features, cut: slice, print_: slice, options: FitOptions) -> Encoder:
    """Fit an encoder on features (m, 2048) whose parts lie at `cut` and `print_`."""
    layer = principal_layer(features, (cut, print_), options)
    z = layer.embed(features)
    cut_codebook = fit_codebook(z[:, : layer.cut], options.cut_bits, seed=options.seed)
    print_codebook = fit_codebook(z[:, layer.cut :], options.print_bits, seed=options.seed + 1)
    lsh = make_functions(
        features.mean(0),
        tables=options.tables,
        bits=options.key_bits,
        seed=options.seed,
        parts=(cut, print_),
    )
    encoder = Encoder(layer, cut_codebook, print_codebook, lsh, (0, options.cut_bits + options.print_bits))
    counts = popcount(encoder.codes(features))
    return replace(encoder, familiar=(int(counts.min()), int(counts.max())))


def principal_layer(features: Features, parts: tuple[slice, slice], options: FitOptions) -> HashLayer:
    """A hash layer that turns each part of E to its principal directions, without labels or training."""
    dimensions = options.dimensions
    weight = np.zeros((features.shape[1], len(parts) * dimensions), np.float32)
    bias = np.zeros(len(parts) * dimensions, np.float32)
    for number, part in enumerate(parts):
        mean = features[:, part].mean(0)
        _, spread, directions = np.linalg.svd(features[:, part] - mean, full_matrices=False)
        spread = spread[:dimensions] / len(features) ** 0.5
        scaled = directions[:dimensions].T / spread**options.whitening
        scaled *= options.gain / np.sqrt(np.mean(spread ** (2 - 2 * options.whitening)))
        columns = slice(number * dimensions, (number + 1) * dimensions)
        weight[part, columns] = scaled
        bias[columns] = -mean @ scaled
    return HashLayer(weight, bias, dimensions)


def training_features(network: Network, designs: int, photos: Sequence[Path], seed: int) -> Features:
    """Features (designs + photos, 2048) of generated designs in every style and of photos."""
    return np.concatenate(
        [
            network.features([image])
            for image in chain(_designs(designs, seed), (decode(read_bytes(path)).image for path in photos))
        ]
    )


def _designs(count: int, seed: int) -> Iterator[Image.Image]:
    for number in range(count):
        style, view = STYLES[number % len(STYLES)], VIEWS[number % len(VIEWS)]
        yield render(sample_design(seed + number), style=style, view=view, size=256)


def main() -> None:
    """Fit the encoder of a network folder that holds `backbone.onnx` and `network.json`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="the network folder")
    parser.add_argument("--designs", type=int, default=3000, help="generated designs to fit on (3000)")
    parser.add_argument("--photos", type=Path, help="a folder of photos to fit on as well")
    parser.add_argument("--most-photos", type=int, default=1000, help="photos to take at most (1000)")
    parser.add_argument("--seed", type=int, default=1_000_000, help="first design; the demo's are far below")
    args = parser.parse_args()
    network = Network(args.folder)
    photos = sorted(args.photos.glob("*.jpg"))[: args.most_photos] if args.photos else []
    features = training_features(network, args.designs, photos, args.seed)
    encoder = fit_encoder(features, network.info.cut, network.info.print, FitOptions())
    encoder.save(args.folder)
    for name, codebook in (("cut", encoder.cut), ("print", encoder.print)):
        print(
            f"{name}: {len(codebook.radii)} bits on {codebook.sample} features, {codebook.iterations} moves, "
            f"overlap error {codebook.mean_overlap_error:.3f}, spread {codebook.std_overlap:.3f}"
        )
    print(f"codes have {encoder.familiar[0]} to {encoder.familiar[1]} bits set")


if __name__ == "__main__":
    main()
