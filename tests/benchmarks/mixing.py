"""Features of designs that are not: each lies between two real designs, variant by variant.

So a catalogue grows: by designs, each in a few pictures. What lies between examples is how SMOTE (Chawla et al., 2002)
makes more of them. Noise added to real features won't do: it goes its own way in each of 2,048 directions, so that the
picture in the middle comes nearer to all of its copies than they to one another. Such hubs (Radovanović et al., 2010)
are not found among real pictures, and few of those around them among the nearest of any.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder

LEAST_SHARE = 0.2
"""Of either design. With less, designs are nearer to those they are mixed from than real ones to one another."""

_AT_ONCE = 300


@dataclass(frozen=True)
class Designs:
    """Designs, two at least, each in the same variants.

    Attributes:
        features: float16 (n, variants, 2048).
    """

    encoder: Encoder
    features: NDArray[np.float16]

    @cached_property
    def codes(self) -> NDArray[np.uint64]:
        """Of all pictures, (n * variants, words)."""
        return np.concatenate([self.encoder.codes(block) for block in self._blocks()])

    @cached_property
    def keys(self) -> NDArray[np.uint32]:
        """Of all pictures, (n * variants, tables)."""
        return np.concatenate([self.encoder.lsh.keys(block) for block in self._blocks()])

    def _blocks(self) -> Iterator[NDArray[np.float32]]:
        for start in range(0, len(self.features), _AT_ONCE):
            yield flat(self.features[start : start + _AT_ONCE])

    def between(self, rows: NDArray[np.int64], random: np.random.Generator) -> NDArray[np.float16]:
        """For each of these designs one between it and any other, of unit length, (len(rows), variants, 2048)."""
        others = (rows + random.integers(1, len(self.features), size=len(rows))) % len(self.features)
        shares = random.uniform(LEAST_SHARE, 1 - LEAST_SHARE, (len(rows), 1, 1)).astype(np.float32)
        mixed = self.features[rows].astype(np.float32)
        mixed += shares * (self.features[others] - mixed)
        mixed /= np.linalg.norm(mixed, axis=-1, keepdims=True)
        return mixed.astype(np.float16)


def flat(features: NDArray[np.float16]) -> NDArray[np.float32]:
    """Features of designs as those of pictures, (pictures, 2048), as the encoder takes them."""
    return features.reshape(-1, features.shape[-1]).astype(np.float32)
