"""A linear layer on the feature E whose first outputs look at its part for cut alone, the others at that for print."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Self, TypeVar

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.float32]
T = TypeVar("T", np.float32, np.float64)


@dataclass(frozen=True)
class PartedLayer(ABC):
    """E·W + b, and what becomes of the outputs of either part.

    Attributes:
        weight: float32 (2048, d), zero where a part of E does not speak for an output.
        bias: float32 (d,).
        cut: number of outputs for cut, which come first.

    Raises:
        ValueError: they do not fit together.
    """

    weight: NDArray[np.float32]
    bias: NDArray[np.float32]
    cut: int

    def __post_init__(self) -> None:
        if self.weight.ndim != 2 or self.bias.shape != self.weight.shape[1:]:
            raise ValueError(f"weight {self.weight.shape} and bias {self.bias.shape} do not fit together")
        if not 0 < self.cut < len(self.bias):
            raise ValueError(f"{self.cut} of {len(self.bias)} outputs for cut leaves a part without any")

    @staticmethod
    @abstractmethod
    def _activated(outputs: NDArray[T]) -> NDArray[T]:
        """What becomes of one part's outputs (n, k)."""

    def parts(self, features: Rows) -> tuple[Rows, Rows]:
        """Map features (n, 2048) to what they say of cut and of print, float32 (n, k) each.

        In double precision, so that a picture gets the same code alone as in a batch.
        """
        outputs = features.astype(np.float64) @ self.weight + self.bias
        cut, print_ = outputs[:, : self.cut], outputs[:, self.cut :]
        return self._activated(cut).astype(np.float32), self._activated(print_).astype(np.float32)

    def part(self, features: Rows, *, cut: bool) -> Rows:
        """What they say of cut or of print alone, in single precision, which is faster."""
        outputs, values = self._outputs(cut=cut), self.looks_at(cut=cut)
        found: Rows = self._activated(features[:, values] @ self.weight[values, outputs] + self.bias[outputs])
        return found

    def looks_at(self, *, cut: bool) -> slice:
        """The part of E that speaks for the outputs for cut, or for those for print."""
        return self._parts_of_feature[0 if cut else 1]

    def _outputs(self, *, cut: bool) -> slice:
        return slice(0, self.cut) if cut else slice(self.cut, None)

    @cached_property
    def _parts_of_feature(self) -> tuple[slice, slice]:
        cut, print_ = (
            np.flatnonzero(self.weight[:, self._outputs(cut=cut)].any(axis=1)) for cut in (True, False)
        )
        return slice(cut[0], cut[-1] + 1), slice(print_[0], print_[-1] + 1)

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """The layer as arrays for an .npz file."""
        return {"weight": self.weight, "bias": self.bias, "cut": np.asarray(self.cut)}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[np.generic]]) -> Self:
        """Rebuild a layer from `arrays`.

        Raises:
            ValueError: an array is missing or has the wrong shape.
        """
        try:
            weight, bias, cut = arrays["weight"], arrays["bias"], arrays["cut"]
        except KeyError as error:
            raise ValueError(f"a {cls.__name__} has no array {error}") from error
        return cls(weight.astype(np.float32), bias.astype(np.float32), int(cut.item()))
