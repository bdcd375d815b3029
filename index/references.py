"""The labelled features that ship with a network: designs, photos of them, and photos of other garments.

No hash layer of the network was fitted on them. They calibrate the words for similarity (`index/calibration.py`) and
keep photos in mind when an encoder is adapted to a catalogue, which has few.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray

from models.network import Network, read_arrays
from models.problems import EnvironmentProblem, Problem

if TYPE_CHECKING:  # it draws designs, with a package that the program itself does not need
    from models.samples import Sample

FILE = "references.npz"
DESIGNS = 132
PHOTOS = 60
_OTHER_DESIGNS = 1_000_000


@dataclass(frozen=True)
class LabelledFeatures:
    """Features of samples, float32 (m, 2048), beside their labels, int64 (m,) each (see `models.samples`)."""

    features: NDArray[np.float32]
    shape: NDArray[np.int64]
    print: NDArray[np.int64]
    cut_class: NDArray[np.int64]
    print_class: NDArray[np.int64]

    @classmethod
    def of(cls, network: Network, samples: "Iterable[Sample]", *, asked: bool = False) -> Self:
        """Run the network over samples, one at a time, keeping only features.

        Args:
            asked: whether photos are looked at as those that are searched for; without, as those of a catalogue.
        """
        rows = [
            (_feature(network, each, asked=asked), each.shape, each.print, each.cut_class, each.print_class)
            for each in samples
        ]
        features, *labels = zip(*rows, strict=True)
        return cls(np.stack(features), *(np.array(column, np.int64) for column in labels))

    @classmethod
    def joined(cls, parts: Sequence[Self]) -> Self:
        """All of these, one behind the other."""
        return cls(
            *(np.concatenate(rows) for rows in zip(*(vars(each).values() for each in parts), strict=True))
        )


def _feature(network: Network, sample: "Sample", *, asked: bool) -> NDArray[np.float32]:
    if asked and sample.is_photo:
        return network.look(sample.image).feature
    feature: NDArray[np.float32] = network.features([sample.image])[0]
    return feature


def reference_samples(photos: Sequence[Path], seed: int) -> "Iterator[Sample]":
    """Samples of designs that no fit with the same seed sees, and of the first of these photos."""
    from models.samples import PHOTO_SIDE, design_samples, photo_samples

    first = seed + _OTHER_DESIGNS
    designs = design_samples(range(DESIGNS), first, photo_side=PHOTO_SIDE)
    return chain(designs, photo_samples(photos[:PHOTOS], DESIGNS, first, photo_side=PHOTO_SIDE))


@dataclass(frozen=True)
class References:
    """Labelled features, some of them of photos.

    Attributes:
        known: the features with their labels; float16 is all they need.
        is_photo: bool (m,).
    """

    known: LabelledFeatures
    is_photo: NDArray[np.bool_]

    @classmethod
    def of(cls, network: Network, samples: "Iterable[Sample]") -> "References":
        """Run the network over samples; photos are looked at as those that are searched for."""
        photos: list[bool] = []

        def noted() -> "Iterator[Sample]":
            for sample in samples:
                photos.append(sample.is_photo)
                yield sample

        return cls(LabelledFeatures.of(network, noted(), asked=True), np.array(photos))

    @classmethod
    def read(cls, folder: Path) -> "References":
        """The references of a network folder.

        Raises:
            EnvironmentProblem: MODEL_DAMAGED.
        """
        arrays = read_arrays(folder / FILE)
        try:
            labels = (
                arrays[name].astype(np.int64) for name in ("shape", "print", "cut_class", "print_class")
            )
            known = LabelledFeatures(arrays["features"].astype(np.float32), *labels)
            return cls(known, arrays["is_photo"].astype(bool))
        except (KeyError, ValueError) as error:
            raise EnvironmentProblem(Problem.MODEL_DAMAGED, str(folder / FILE)) from error

    def write(self, folder: Path) -> None:
        """Write `references.npz` into a network folder."""
        known = self.known
        np.savez_compressed(
            folder / FILE,
            features=known.features.astype(np.float16),
            shape=known.shape.astype(np.int32),
            print=known.print.astype(np.int32),
            cut_class=known.cut_class.astype(np.int32),
            print_class=known.print_class.astype(np.int32),
            is_photo=self.is_photo,
        )
