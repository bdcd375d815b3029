"""From feature E to what the index stores: the spherical code and the LSH keys.

A code has four blocks of bits, each of a codebook of its own and filling whole words: for the very cut, for the kind of
cut, for the kind of print and for the very print. LSH tables for cut come before those for print. So a facet is a range
of words and a range of tables.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.codes import WORD_BITS, pack_bits
from index.familiarity import Familiarity
from index.lsh import LshFunctions
from index.records import Facet
from index.spherical import SphericalCodebook
from models.hash_layer import HashLayer
from models.kinds import Kinds
from models.network import Network, read_arrays
from models.problems import EnvironmentProblem, Problem

Arrays = dict[str, NDArray[np.generic]]

_FORMAT = b"2"
"""Changes when the same arrays give other codes than before."""

BLOCKS = ("cut", "cut_kinds", "print_kinds", "print")
"""The blocks of a code, in their order."""


@dataclass(frozen=True)
class Encoder:
    """Hash layer, posteriors of kinds, a spherical codebook for each block of a code, LSH functions, what is familiar.

    Attributes:
        codebooks: as `BLOCKS` names them.
    """

    hash_layer: HashLayer
    kinds: Kinds
    codebooks: tuple[SphericalCodebook, ...]
    lsh: LshFunctions
    familiarity: Familiarity

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
        layer, kinds, arrays, lsh, familiarity = (
            read_arrays(folder / f"{name}.npz")
            for name in ("hash_layer", "kinds", "codebook", "lsh", "familiarity")
        )
        try:
            return cls(
                HashLayer.from_arrays(layer),
                Kinds.from_arrays(kinds),
                tuple(SphericalCodebook.from_arrays(_block(arrays, block)) for block in BLOCKS),
                LshFunctions.from_arrays(lsh),
                Familiarity.from_arrays(familiarity),
            )
        except (KeyError, ValueError) as error:
            raise EnvironmentProblem(Problem.MODEL_DAMAGED, str(folder)) from error

    def save(self, folder: Path) -> None:
        """Write the encoder's files into a folder."""
        parts: dict[str, dict[str, Any]] = {
            "hash_layer": self.hash_layer.arrays(),
            "kinds": self.kinds.arrays(),
            "codebook": self.codebook_arrays(),
            "lsh": self.lsh.arrays(),
            "familiarity": self.familiarity.arrays(),
        }
        for name, arrays in parts.items():
            np.savez_compressed(folder / f"{name}.npz", **arrays)

    def codebook_arrays(self) -> Arrays:
        """The codebooks as arrays for `codebook.npz`."""
        return {
            f"{block}.{name}": array
            for block, codebook in zip(BLOCKS, self.codebooks, strict=True)
            for name, array in codebook.arrays().items()
        }

    @cached_property
    def codebook_id(self) -> str:
        """Names hash layer, codebooks and tables together; codes of different ids are never compared."""
        digest = hashlib.blake2b(_FORMAT, digest_size=8)
        layers = self.hash_layer.arrays(), self.kinds.arrays()
        for arrays in (*layers, self.codebook_arrays(), self.lsh.arrays()):
            for name in sorted(arrays):
                digest.update(name.encode())
                digest.update(np.ascontiguousarray(arrays[name]).tobytes())
        return digest.hexdigest()

    @property
    def words(self) -> int:
        """Number of 64-bit words of a code."""
        return self._words_of(self.codebooks)

    @property
    def tables(self) -> int:
        """Number of LSH tables."""
        return len(self.lsh.projections)

    def facet_words(self, facet: Facet) -> slice:
        """The words of a code that a facet compares."""
        return _facet_range(facet, self._words_of(self.codebooks[:2]), self.words)

    def facet_tables(self, facet: Facet) -> slice:
        """The LSH tables that a facet looks into."""
        return _facet_range(facet, self.tables // 2, self.tables)

    def codes(self, features: NDArray[np.float32]) -> NDArray[np.uint64]:
        """Spherical codes (eq. 1) of features (n, 2048) as uint64 (n, words)."""
        blocks = zip(self.codebooks, coded_outputs(self.hash_layer, self.kinds, features), strict=True)
        return np.hstack([pack_bits(codebook.encode(outputs)) for codebook, outputs in blocks])

    @staticmethod
    def _words_of(codebooks: Sequence[SphericalCodebook]) -> int:
        return sum(len(codebook.radii) for codebook in codebooks) // WORD_BITS


def coded_outputs(
    hash_layer: HashLayer, kinds: Kinds, features: NDArray[np.float32]
) -> tuple[NDArray[np.float32], ...]:
    """What each block's codebook encodes, (n, outputs of that block)."""
    (cut, print_), (cut_kinds, print_kinds) = hash_layer.parts(features), kinds.parts(features)
    return cut, cut_kinds, print_kinds, print_


def _block(arrays: Arrays, name: str) -> Arrays:
    prefix = f"{name}."
    return {key.removeprefix(prefix): array for key, array in arrays.items() if key.startswith(prefix)}


def _facet_range(facet: Facet, split: int, end: int) -> slice:
    return {Facet.OVERALL: slice(0, end), Facet.CUT: slice(0, split), Facet.PRINT: slice(split, end)}[facet]
