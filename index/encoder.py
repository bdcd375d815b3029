"""From feature E to what the index stores: the spherical code and the LSH keys.

A code is the bits for cut followed by the bits for print, each filling whole words, and the LSH tables come in
the same order; so a facet is a range of words and a range of tables.
"""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.codes import WORD_BITS, pack_bits, popcount
from index.lsh import LshFunctions
from index.records import Facet
from index.spherical import SphericalCodebook
from models.hash_layer import HashLayer
from models.network import Network, read_arrays
from models.problems import EnvironmentProblem, Problem

Arrays = dict[str, NDArray[np.generic]]


@dataclass(frozen=True)
class Encoder:
    """Hash layer, one spherical codebook for cut and one for print, and the LSH functions.

    Attributes:
        familiar: lowest and highest number of set bits seen on the codebooks' own training features; a code
            outside says that its picture is unlike anything the codebook knows.
    """

    hash_layer: HashLayer
    cut: SphericalCodebook
    print: SphericalCodebook
    lsh: LshFunctions
    familiar: tuple[int, int]

    @classmethod
    def of(cls, network: Network) -> "Encoder":
        """The encoder that ships with a network.

        Raises:
            EnvironmentProblem: MODEL_DAMAGED.
        """
        return cls.read(network.folder)

    @classmethod
    def read(cls, folder: Path) -> "Encoder":
        """The encoder that ships in a network folder, or that was adapted and saved in one of its own.

        Raises:
            EnvironmentProblem: MODEL_DAMAGED.
        """
        layer, arrays, lsh = (
            read_arrays(folder / f"{name}.npz") for name in ("hash_layer", "codebook", "lsh")
        )
        try:
            low, high = arrays["familiar"].tolist()
            return cls(
                HashLayer.from_arrays(layer),
                SphericalCodebook.from_arrays(_part(arrays, "cut")),
                SphericalCodebook.from_arrays(_part(arrays, "print")),
                LshFunctions.from_arrays(lsh),
                (low, high),
            )
        except (KeyError, ValueError) as error:
            raise EnvironmentProblem(Problem.MODEL_DAMAGED, str(folder)) from error

    def save(self, folder: Path) -> None:
        """Write the encoder's files into a folder."""
        parts: dict[str, dict[str, Any]] = {
            "hash_layer": self.hash_layer.arrays(),
            "codebook": self.codebook_arrays(),
            "lsh": self.lsh.arrays(),
        }
        for name, arrays in parts.items():
            np.savez_compressed(folder / f"{name}.npz", **arrays)

    def codebook_arrays(self) -> Arrays:
        """The codebooks as arrays for `codebook.npz`."""
        return {
            "familiar": np.asarray(self.familiar),
            **{f"cut_{name}": array for name, array in self.cut.arrays().items()},
            **{f"print_{name}": array for name, array in self.print.arrays().items()},
        }

    @cached_property
    def codebook_id(self) -> str:
        """Names hash layer, codebooks and tables together; codes of different ids are never compared."""
        digest = hashlib.blake2b(digest_size=8)
        for arrays in (self.hash_layer.arrays(), self.codebook_arrays(), self.lsh.arrays()):
            for name in sorted(arrays):
                digest.update(name.encode())
                digest.update(np.ascontiguousarray(arrays[name]).tobytes())
        return digest.hexdigest()

    @property
    def words(self) -> int:
        """Number of 64-bit words of a code."""
        return self._cut_words + len(self.print.radii) // WORD_BITS

    @property
    def tables(self) -> int:
        """Number of LSH tables."""
        return len(self.lsh.projections)

    def facet_words(self, facet: Facet) -> slice:
        """The words of a code that a facet compares."""
        return _facet_range(facet, self._cut_words, self.words)

    def facet_outputs(self, facet: Facet) -> slice:
        """The outputs of the hash layer that speak for a facet."""
        return _facet_range(facet, self.hash_layer.cut, len(self.hash_layer.bias))

    def facet_values(self, facet: Facet) -> slice:
        """The values of E that a facet's outputs look at."""
        return self._facet_values[facet]

    def facet_tables(self, facet: Facet) -> slice:
        """The LSH tables that a facet looks into."""
        return _facet_range(facet, self.tables // 2, self.tables)

    def codes(self, features: NDArray[np.float32]) -> NDArray[np.uint64]:
        """Spherical codes (eq. 1) of features (n, 2048) as uint64 (n, words)."""
        z = self.hash_layer.embed(features)
        split = self.hash_layer.cut
        return np.hstack(
            [pack_bits(self.cut.encode(z[:, :split])), pack_bits(self.print.encode(z[:, split:]))]
        )

    def is_familiar(self, code: NDArray[np.uint64]) -> bool:
        """Whether a code (words,) has as many set bits as codes of known pictures do."""
        low, high = self.familiar
        return low <= int(popcount(code[None])[0]) <= high

    @cached_property
    def _facet_values(self) -> dict[Facet, slice]:
        looked_at = {
            facet: np.flatnonzero((self.hash_layer.weight[:, self.facet_outputs(facet)] != 0).any(axis=1))
            for facet in Facet
        }
        return {facet: slice(values[0], values[-1] + 1) for facet, values in looked_at.items()}

    @property
    def _cut_words(self) -> int:
        return len(self.cut.radii) // WORD_BITS


def _part(arrays: Arrays, name: str) -> Arrays:
    prefix = f"{name}_"
    return {key.removeprefix(prefix): array for key, array in arrays.items() if key.startswith(prefix)}


def _facet_range(facet: Facet, split: int, end: int) -> slice:
    return {Facet.OVERALL: slice(0, end), Facet.CUT: slice(0, split), Facet.PRINT: slice(split, end)}[facet]
