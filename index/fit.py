"""Fits what stands on the features: `python -m index.fit resources/network --photos FOLDER`.

That is the hash layer by eq. 4, in closed form and with `--steps` trained from there, on generated designs and photos;
the kinds of cut and print, on more designs and on photos by their labels; the default codebooks on what these give;
the LSH functions; and on other designs and photos the words for similarity.
"""

import argparse
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from index.calibration import fit_calibration, labelled_pairs, table
from index.encoder import BLOCKS, Encoder, coded_outputs
from index.familiarity import Familiarity
from index.lsh import LshFunctions, make_functions
from index.references import PHOTOS, LabelledFeatures, References, reference_samples
from index.spherical import fit_codebook
from models.hash_layer import HashLayer
from models.hash_training import HashOptions, TrainingStep, train_outputs
from models.kinds import KindOptions, Kinds, fit_kinds
from models.network import Network

if TYPE_CHECKING:
    from models.samples import Sample

Fitted = TypeVar("Fitted")

_KIND_DESIGNS = 100_000
"""How far the designs that kinds are learnt from lie behind the first."""
_AT_ONCE = 100
_PHOTO_SIDE = 480
"""Of the photos fitted on: enough for the network's input where the picture fills a half of them."""


@dataclass(frozen=True)
class PartOptions:
    """How one part of E becomes bits: by the hash layer's outputs, and by how many bits of a spherical code.

    Attributes:
        bits, kind_bits: of the block for the very cut or print and of that for its kind, multiples of 64.
    """

    bits: int
    kind_bits: int
    hash: HashOptions


@dataclass(frozen=True)
class FitOptions:
    """Sizes of what is fitted; `tables` counts those of both parts, `key_bits` the bits of one key."""

    cut: PartOptions = PartOptions(320, 192, HashOptions(96, class_weight=0.7, ridge=0.3, steps=0))
    print: PartOptions = PartOptions(320, 192, HashOptions(96, class_weight=0.5, ridge=0.3, steps=0, seed=1))
    kinds: KindOptions = field(default_factory=KindOptions)
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
    *,
    kinds: Kinds | None = None,
    familiarity: Familiarity | None = None,
) -> Encoder:
    """Fit an encoder on features, labelled or not, whose parts lie at `cut` and `print_`.

    Args:
        kinds, familiarity: those to keep, where they have seen more than these features and their labels.
        report: is told how far the training of the hash layer is, some 40 times; what it raises ends the fit.
    """
    layer = _finished(_hash_layer(known, cut, print_, options), report)
    lsh = make_functions(
        known.features.mean(0),
        tables=options.tables,
        bits=options.key_bits,
        seed=options.seed,
        parts=(cut, print_),
    )
    kinds = kinds or fit_both_kinds(known, cut, print_, options.kinds)
    familiarity = familiarity or Familiarity.fit(known.features)
    return with_codebooks(layer, kinds, lsh, known.features, options, familiarity=familiarity)


def fit_hash_layer(known: LabelledFeatures, cut: slice, print_: slice, options: FitOptions) -> HashLayer:
    """Fit only the hash layer, see `fit_encoder`."""
    return _finished(_hash_layer(known, cut, print_, options), lambda step: None)


def with_codebooks(
    layer: HashLayer,
    kinds: Kinds,
    lsh: LshFunctions,
    features: NDArray[np.float32],
    options: FitOptions,
    *,
    familiarity: Familiarity,
) -> Encoder:
    """Fit codebooks on what a hash layer and kinds make of features (m, 2048), and make an encoder of all these."""
    bits = options.cut.bits, options.cut.kind_bits, options.print.kind_bits, options.print.bits
    blocks = zip(coded_outputs(layer, kinds, features), bits, strict=True)
    codebooks = tuple(
        fit_codebook(outputs, length, seed=options.seed + number)
        for number, (outputs, length) in enumerate(blocks)
    )
    return Encoder(layer, kinds, codebooks, lsh, familiarity)


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


def fit_both_kinds(known: LabelledFeatures, cut: slice, print_: slice, options: KindOptions) -> Kinds:
    """Fit the kinds of cut and those of print on features whose parts lie at `cut` and `print_`."""
    of_cut = fit_kinds(known.features[:, cut], known.cut_class, options)
    of_print = fit_kinds(known.features[:, print_], known.print_class, options)
    split = len(of_cut.bias)
    weight = np.zeros((known.features.shape[1], split + len(of_print.bias)), np.float32)
    weight[cut, :split], weight[print_, split:] = of_cut.weight, of_print.weight
    return Kinds(weight, np.concatenate([of_cut.bias, of_print.bias]), split)


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
    # It draws designs, with a package that the program itself, which adapts encoders, does not need.
    from models.samples import photos_to_learn_from

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="the network folder")
    parser.add_argument(
        "--designs", type=int, default=1200, help="designs to fit on (1200), 7 pictures of each"
    )
    parser.add_argument(
        "--kind-designs", type=int, default=12_000, help="designs to learn kinds from (12,000)"
    )
    parser.add_argument(
        "--photos",
        type=Path,
        help="a folder of photos of garments to fit on as well; the last 300 by name are left out",
    )
    parser.add_argument(
        "--labels",
        type=Path,
        help="a CSV file with the columns image and label: their categories, as kinds of cut",
    )
    parser.add_argument(
        "--most-photos",
        type=int,
        default=600,
        help="photos to fit the hash layer on (600), 3 pictures of each",
    )
    parser.add_argument("--seed", type=int, default=1_000_000, help="first design; the demo's are far below")
    parser.add_argument(
        "--steps", type=int, default=0, help="steps of training the hash layer from its closed form on (0)"
    )
    args = parser.parse_args()
    garments = photos_to_learn_from(args.photos, args.labels) if args.photos else []
    photos, spare = garments[: args.most_photos], garments[args.most_photos :]
    paths, unfitted = [path for path, _ in photos], [path for path, _ in spare[:PHOTOS]]
    network = Network(args.folder)
    with ProcessPoolExecutor(initializer=_load, initargs=(args.folder,)) as pool:
        making = _MakesFeatures(pool, args.seed)
        shown = making.of_kinds(args.kind_designs, [*photos, *spare[PHOTOS:]])
        known = making.of_variants(args.designs, paths)
    print(f"{len(shown.features)} pictures of {args.kind_designs} designs and of garments for kinds")
    print(f"{len(known.features)} pictures of {args.designs} designs and {len(paths)} photos")
    options = FitOptions().with_hash(steps=args.steps)
    kinds = fit_both_kinds(shown, network.info.cut, network.info.print, options.kinds)
    encoder = fit_encoder(
        known,
        network.info.cut,
        network.info.print,
        options,
        _print_step,
        kinds=kinds,
        familiarity=Familiarity.fit(np.concatenate([known.features, shown.features])),
    )
    encoder.save(args.folder)
    for block, codebook in zip(BLOCKS, encoder.codebooks, strict=True):
        print(
            f"{block}: {len(codebook.radii)} bits on {codebook.sample} features, {codebook.iterations} moves, "
            f"overlap error {codebook.mean_overlap_error:.3f}, spread {codebook.std_overlap:.3f}"
        )
    print(f"familiar: up to {encoder.familiarity.most:.3f} outside the main directions")
    references = References.of(network, reference_samples(unfitted, args.seed))
    references.write(args.folder)
    calibration = fit_calibration(encoder, references)
    calibration.write(args.folder)
    print(*table(calibration, labelled_pairs(encoder, references)), sep="\n")


@dataclass(frozen=True)
class _MakesFeatures:
    """Draws pictures in the processes of a pool, photographs them, and keeps their features; the same for one seed."""

    pool: ProcessPoolExecutor
    seed: int

    def of_kinds(self, designs: int, photos: Sequence[tuple[Path, int]]) -> LabelledFeatures:
        """Of pictures whose kinds are known."""
        from models.samples import garment_samples, kind_samples

        seed = self.seed + _KIND_DESIGNS
        drawn = self._made(designs, lambda some: (kind_samples, some, seed))
        taken = self._made(
            len(photos), lambda some: (garment_samples, photos[some.start : some.stop], seed + some.start)
        )
        return LabelledFeatures.joined([each.result() for each in drawn + taken])

    def of_variants(self, designs: int, photos: Sequence[Path]) -> LabelledFeatures:
        """Of designs and photos in several pictures each."""
        from models.samples import design_samples, photo_samples

        drawn = self._made(designs, lambda some: (design_samples, some, self.seed))
        taken = self._made(
            len(photos),
            lambda some: (photo_samples, photos[some.start : some.stop], designs + some.start, self.seed),
        )
        return LabelledFeatures.joined([each.result() for each in drawn + taken])

    def _made(self, count: int, asked: Callable[[range], tuple[Any, ...]]) -> list[Future[LabelledFeatures]]:
        chunks = [range(first, min(first + _AT_ONCE, count)) for first in range(0, count, _AT_ONCE)]
        return [self.pool.submit(_features, *asked(chunk)) for chunk in chunks]


_drawing: list[Network] = []
"""In a process that draws: its network."""


def _load(folder: Path) -> None:
    _drawing.append(Network(folder, threads=1))


def _features(samples: Callable[..., "Iterator[Sample]"], *asked: Any) -> LabelledFeatures:
    return LabelledFeatures.of(_drawing[0], samples(*asked, photo_side=_PHOTO_SIDE), asked=True)


def _print_step(at: TrainingStep) -> None:
    losses = "  ".join(f"{name} {value:.4f}" for name, value in vars(at.losses).items())
    print(f"{at.part:5} {at.step:4}/{at.steps}  {losses}", flush=True)


if __name__ == "__main__":
    main()
