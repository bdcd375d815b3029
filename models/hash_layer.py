"""The hash layer: z = tanh(E·W + b), eq. 5 relaxed for training."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.parted_layer import PartedLayer, T


@dataclass(frozen=True)
class HashLayer(PartedLayer):
    """A linear layer under tanh."""

    @staticmethod
    def _activated(outputs: NDArray[T]) -> NDArray[T]:
        activated: NDArray[T] = np.tanh(outputs)
        return activated
