"""The labelled features that come with a network: designs and photos of them."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.fit import LabelledFeatures
from models.network import read_arrays
from models.problems import EnvironmentProblem, Problem

FILE = "references.npz"


@dataclass(frozen=True)
class References:
    """Labelled features, some of photos.

    Attributes:
        known: the features with their labels.
        is_photo: bool (m,).
    """

    known: LabelledFeatures
    is_photo: NDArray[np.bool_]

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
