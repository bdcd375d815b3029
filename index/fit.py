"""Fits what stands on the features: `python -m index.fit resources/network --photos FOLDER`.

That is the hash layer, in closed form from generated designs and photos, the default codebooks on its outputs, and the
LSH functions.
"""

import argparse
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.codes import popcount
from index.encoder import Encoder
from index.lsh import make_functions
from index.spherical import fit_codebook
from models.discriminant import fit_discriminant
from models.hash_layer import HashLayer
from models.network import Network

if TYPE_CHECKING:  # it draws designs, with a package that the program itself does not need
    from models.samples import Sample


@dataclass(frozen=True)
class PartOptions:
    """How one part of E becomes bits.

    Attributes:
        dimensions: outputs of the hash layer; bits: of the spherical code, a multiple of 64.
        class_weight, ridge: see `models.discriminant`.
        gain: root mean square of the hash layer's outputs before tanh.
    """

    dimensions: int
    bits: int
    class_weight: float
    ridge: float
    gain: float = 0.2


@dataclass(frozen=True)
class FitOptions:
    """Sizes of what is fitted; `tables` counts those of both parts, `key_bits` the bits of one key."""

    cut: PartOptions = PartOptions(dimensions=48, bits=512, class_weight=0.7, ridge=0.2)
    print: PartOptions = PartOptions(dimensions=48, bits=512, class_weight=0.5, ridge=0.1)
    tables: int = 32
    key_bits: int = 12
    seed: int = 0


@dataclass(frozen=True)
class LabelledFeatures:
    """Features of samples, float32 (m, 2048), beside their labels, int64 (m,) each (see `models.samples`)."""

    features: NDArray[np.float32]
    shape: NDArray[np.int64]
    print: NDArray[np.int64]
    cut_class: NDArray[np.int64]
    print_class: NDArray[np.int64]

    @classmethod
    def of(cls, network: Network, samples: "Iterable[Sample]") -> "LabelledFeatures":
        """Run the network over samples, one at a time, keeping only features."""
        rows = [
            (network.features([each.image])[0], each.shape, each.print, each.cut_class, each.print_class)
            for each in samples
        ]
        features, *labels = zip(*rows, strict=True)
        return cls(np.stack(features), *(np.array(column, np.int64) for column in labels))


def fit_encoder(known: LabelledFeatures, cut: slice, print_: slice, options: FitOptions) -> Encoder:
    """Fit an encoder on labelled features whose parts lie at `cut` and `print_`."""
    layer = _hash_layer(known, cut, print_, options)
    z = layer.embed(known.features)
    cut_codebook = fit_codebook(z[:, : layer.cut], options.cut.bits, seed=options.seed)
    print_codebook = fit_codebook(z[:, layer.cut :], options.print.bits, seed=options.seed + 1)
    lsh = make_functions(
        known.features.mean(0),
        tables=options.tables,
        bits=options.key_bits,
        seed=options.seed,
        parts=(cut, print_),
    )
    encoder = Encoder(layer, cut_codebook, print_codebook, lsh, (0, options.cut.bits + options.print.bits))
    counts = popcount(encoder.codes(known.features))
    return replace(encoder, familiar=(int(counts.min()), int(counts.max())))


def _hash_layer(known: LabelledFeatures, cut: slice, print_: slice, options: FitOptions) -> HashLayer:
    """Join the discriminants of both parts into one layer."""
    total = options.cut.dimensions + options.print.dimensions
    weight = np.zeros((known.features.shape[1], total), np.float32)
    bias = np.zeros(total, np.float32)
    parts = (
        (cut, slice(0, options.cut.dimensions), options.cut, known.shape, known.cut_class),
        (print_, slice(options.cut.dimensions, total), options.print, known.print, known.print_class),
    )
    for values, outputs, part, instances, classes in parts:
        found = fit_discriminant(
            known.features[:, values],
            instances,
            classes,
            part.dimensions,
            class_weight=part.class_weight,
            ridge=part.ridge,
        )
        weight[values, outputs] = part.gain * found.weight
        bias[outputs] = part.gain * found.bias
    return HashLayer(weight, bias, options.cut.dimensions)


def main() -> None:
    """Fit the encoder of a network folder that holds `backbone.onnx` and `network.json`."""
    from models.samples import design_samples, photo_samples

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="the network folder")
    parser.add_argument(
        "--designs", type=int, default=1200, help="designs to fit on (1200), 7 pictures of each"
    )
    parser.add_argument(
        "--photos", type=Path, help="a folder of photos to fit on as well, 3 pictures of each"
    )
    parser.add_argument("--most-photos", type=int, default=600, help="photos to take at most (600)")
    parser.add_argument("--seed", type=int, default=1_000_000, help="first design; the demo's are far below")
    args = parser.parse_args()
    network = Network(args.folder)
    photos = sorted(args.photos.glob("*.jpg"))[: args.most_photos] if args.photos else []
    samples = chain(design_samples(args.designs, args.seed), photo_samples(photos, args.designs, args.seed))
    known = LabelledFeatures.of(network, samples)
    encoder = fit_encoder(known, network.info.cut, network.info.print, FitOptions())
    encoder.save(args.folder)
    print(f"{len(known.features)} pictures of {args.designs} designs and {len(photos)} photos")
    for name, codebook in (("cut", encoder.cut), ("print", encoder.print)):
        print(
            f"{name}: {len(codebook.radii)} bits on {codebook.sample} features, {codebook.iterations} moves, "
            f"overlap error {codebook.mean_overlap_error:.3f}, spread {codebook.std_overlap:.3f}"
        )
    print(f"codes have {encoder.familiar[0]} to {encoder.familiar[1]} bits set")


if __name__ == "__main__":
    main()
