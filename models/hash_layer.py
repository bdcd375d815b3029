"""The hash layer: z = tanh(E·W + b), eq. 5 relaxed for training."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class HashLayer:
    """A linear layer under tanh whose first `cut` outputs look at cut and whose others look at print.

    Attributes:
        weight: float32 (2048, d), zero where a part of E does not speak for an output.
        bias: float32 (d,).
        cut: number of outputs for cut.
    """

    weight: NDArray[np.float32]
    bias: NDArray[np.float32]
    cut: int

    def __post_init__(self) -> None:
        if self.weight.ndim != 2 or self.bias.shape != self.weight.shape[1:]:
            raise ValueError(f"weight {self.weight.shape} and bias {self.bias.shape} do not fit together")
        if not 0 < self.cut < len(self.bias):
            raise ValueError(f"{self.cut} of {len(self.bias)} outputs for cut leaves a part without any")

    def embed(self, features: NDArray[np.float32]) -> NDArray[np.float32]:
        """Map features (n, 2048) to float32 (n, d) in (−1, 1).

        In double precision, so that a picture gets the same code alone as in a batch.
        """
        return np.tanh(features.astype(np.float64) @ self.weight + self.bias).astype(np.float32)

    def parts(self, features: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """What `embed` gives, the outputs for cut and those for print apart."""
        z = self.embed(features)
        return z[:, : self.cut], z[:, self.cut :]

    def part(self, features: NDArray[np.float32], *, cut: bool) -> NDArray[np.float32]:
        """The outputs for cut or those for print alone, in single precision, which is faster."""
        outputs, values = self._outputs(cut=cut), self.looks_at(cut=cut)
        z: NDArray[np.float32] = features[:, values] @ self.weight[values, outputs] + self.bias[outputs]
        return np.tanh(z, out=z)

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
    def from_arrays(cls, arrays: Mapping[str, NDArray[np.generic]]) -> "HashLayer":
        """Rebuild a layer from `arrays`.

        Raises:
            ValueError: an array is missing or has the wrong shape.
        """
        try:
            weight, bias, cut = arrays["weight"], arrays["bias"], arrays["cut"]
        except KeyError as error:
            raise ValueError(f"the hash layer has no array {error}") from error
        return cls(weight.astype(np.float32), bias.astype(np.float32), int(cut.item()))
