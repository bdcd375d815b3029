"""Fits what stands on the features: `python -m index.fit resources/network --photos FOLDER`.

That is the hash layer by eq. 4, in closed form and with `--steps` trained from there, on generated designs and photos;
the default codebooks on its outputs; the LSH functions; and on other designs and photos the words for similarity.
"""

import argparse
from collections.abc import Callable, Generator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from index.calibration import fit_calibration, labelled_pairs, table
from index.codes import popcount
from index.encoder import Encoder
from index.lsh import LshFunctions, make_functions
from index.references import LabelledFeatures, References, reference_samples
from index.spherical import fit_codebook
from models.hash_layer import HashLayer
from models.hash_training import HashOptions, TrainingStep, train_outputs
from models.network import Network

Fitted = TypeVar("Fitted")


@dataclass(frozen=True)
class PartOptions:
    """How one part of E becomes bits: by the hash layer's outputs, and by how many bits of a spherical code.

    Attributes:
        bits: a multiple of 64.
    """

    bits: int
    hash: HashOptions


@dataclass(frozen=True)
class FitOptions:
    """Sizes of what is fitted; `tables` counts those of both parts, `key_bits` the bits of one key."""

    cut: PartOptions = PartOptions(512, HashOptions(48, class_weight=0.7, ridge=0.2, steps=0))
    print: PartOptions = PartOptions(512, HashOptions(48, class_weight=0.5, ridge=0.1, steps=0, seed=1))
    tables: int = 32
    key_bits: int = 12
    seed: int = 0

    def with_hash(self, **changes: Any) -> "FitOptions":
        """Other `HashOptions` for both parts."""
        cut, print_ = (replace(part, hash=replace(part.hash, **changes)) for part in (self.cut, self.print))
        return replace(self, cut=cut, print=print_)


def fit_encoder(
    known: LabelledFeatures,
    cut: slice,
    print_: slice,
    options: FitOptions,
    report: Callable[[TrainingStep], None] = lambda step: None,
) -> Encoder:
    """Fit an encoder on features, labelled or not, whose parts lie at `cut` and `print_`.

    Args:
        report: is told how far the training of the hash layer is, some 40 times; what it raises ends the fit.
    """
    return _finished(encoder_fitting(known, cut, print_, options), report)


def fit_hash_layer(known: LabelledFeatures, cut: slice, print_: slice, options: FitOptions) -> HashLayer:
    """Fit only the hash layer, see `fit_encoder`."""
    return _finished(_hash_layer(known, cut, print_, options), lambda step: None)


def encoder_fitting(
    known: LabelledFeatures, cut: slice, print_: slice, options: FitOptions
) -> Generator[TrainingStep, None, Encoder]:
    """As `fit_encoder`, for callers that are generators themselves: yields what that reports."""
    layer = yield from _hash_layer(known, cut, print_, options)
    lsh = make_functions(
        known.features.mean(0),
        tables=options.tables,
        bits=options.key_bits,
        seed=options.seed,
        parts=(cut, print_),
    )
    return with_codebooks(layer, lsh, known.features, options)


def with_codebooks(
    layer: HashLayer, lsh: LshFunctions, features: NDArray[np.float32], options: FitOptions
) -> Encoder:
    """Fit codebooks on what a hash layer makes of features (m, 2048), and make them and LSH functions an encoder."""
    z = layer.embed(features)
    cut_codebook = fit_codebook(z[:, : layer.cut], options.cut.bits, seed=options.seed)
    print_codebook = fit_codebook(z[:, layer.cut :], options.print.bits, seed=options.seed + 1)
    encoder = Encoder(layer, cut_codebook, print_codebook, lsh, (0, options.cut.bits + options.print.bits))
    counts = popcount(encoder.codes(features))
    return replace(encoder, familiar=(int(counts.min()), int(counts.max())))


def _hash_layer(
    known: LabelledFeatures, cut: slice, print_: slice, options: FitOptions
) -> Generator[TrainingStep, None, HashLayer]:
    """Train the outputs for both parts and join them into one layer."""
    dimensions = options.cut.hash.dimensions, options.print.hash.dimensions
    weight = np.zeros((known.features.shape[1], sum(dimensions)), np.float32)
    bias = np.zeros(sum(dimensions), np.float32)
    parts = (
        ("cut", cut, slice(0, dimensions[0]), known.shape, known.cut_class, options.cut.hash),
        ("print", print_, slice(dimensions[0], None), known.print, known.print_class, options.print.hash),
    )
    for name, values, outputs, instances, classes, how in parts:
        found = yield from train_outputs(known.features[:, values], instances, classes, how, part=name)
        weight[values, outputs] = found.weight
        bias[outputs] = found.bias
    return HashLayer(weight, bias, dimensions[0])


def _finished(
    fitting: Generator[TrainingStep, None, Fitted], report: Callable[[TrainingStep], None]
) -> Fitted:
    while True:
        try:
            report(next(fitting))
        except StopIteration as finished:
            fitted: Fitted = finished.value
            return fitted


def main() -> None:
    """Fit the encoder of a network folder that holds `backbone.onnx` and `network.json`."""
    # They draw designs, with a package that the program itself, which adapts encoders, does not need.
    from models.samples import VALIDATION_PHOTOS, design_samples, photo_samples

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="the network folder")
    parser.add_argument(
        "--designs", type=int, default=1200, help="designs to fit on (1200), 7 pictures of each"
    )
    parser.add_argument(
        "--photos",
        type=Path,
        help="a folder of photos to fit on as well, 3 pictures of each; the last 300 by name are left out",
    )
    parser.add_argument("--most-photos", type=int, default=600, help="photos to take at most (600)")
    parser.add_argument("--seed", type=int, default=1_000_000, help="first design; the demo's are far below")
    parser.add_argument(
        "--steps", type=int, default=0, help="steps of training the hash layer from its closed form on (0)"
    )
    args = parser.parse_args()
    network = Network(args.folder)
    paths = sorted(args.photos.glob("*.jpg"))[:-VALIDATION_PHOTOS] if args.photos else []
    photos, spare = paths[: args.most_photos], paths[args.most_photos :]
    samples = chain(design_samples(args.designs, args.seed), photo_samples(photos, args.designs, args.seed))
    known = LabelledFeatures.of(network, samples)
    print(f"{len(known.features)} pictures of {args.designs} designs and {len(photos)} photos")
    options = FitOptions().with_hash(steps=args.steps)
    encoder = fit_encoder(known, network.info.cut, network.info.print, options, _print_step)
    encoder.save(args.folder)
    for name, codebook in (("cut", encoder.cut), ("print", encoder.print)):
        print(
            f"{name}: {len(codebook.radii)} bits on {codebook.sample} features, {codebook.iterations} moves, "
            f"overlap error {codebook.mean_overlap_error:.3f}, spread {codebook.std_overlap:.3f}"
        )
    print(f"codes have {encoder.familiar[0]} to {encoder.familiar[1]} bits set")
    references = References.of(network, reference_samples(spare, args.seed))
    references.write(args.folder)
    calibration = fit_calibration(encoder, references)
    calibration.write(args.folder)
    print(*table(calibration, labelled_pairs(encoder, references)), sep="\n")


def _print_step(at: TrainingStep) -> None:
    losses = "  ".join(f"{name} {value:.4f}" for name, value in vars(at.losses).items())
    print(f"{at.part:5} {at.step:4}/{at.steps}  {losses}", flush=True)


if __name__ == "__main__":
    main()
