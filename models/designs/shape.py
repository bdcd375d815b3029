"""The proportions of one design, drawn by name from its seed."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b


@dataclass(frozen=True, slots=True)
class Shape:
    """A repeatable source of named proportions.

    Each proportion depends on the seed and on its own name only, so that a new proportion leaves all others
    as they were, and the front and the back of a garment agree without passing values around.
    """

    seed: int

    def unit(self, name: str) -> float:
        """Return the number in [0, 1) that belongs to `name`."""
        digest = blake2b(f"{self.seed}:{name}".encode(), digest_size=8).digest()
        return int.from_bytes(digest, "big") / 2**64

    def between(self, name: str, low: float, high: float) -> float:
        """Return an even draw from [low, high)."""
        return low + (high - low) * self.unit(name)

    def around(self, name: str, middle: float, spread: float) -> float:
        """Return a draw from middle ± spread that favours the middle."""
        return middle + spread * (self.unit(name) + self.unit(name + "'") - 1)

    def chance(self, name: str, probability: float) -> bool:
        """Return True with the given probability."""
        return self.unit(name) < probability

    def pick(self, name: str, options: Sequence[str], weights: Sequence[float] | None = None) -> str:
        """Return one of the options, by even or given weights."""
        shares = weights or [1.0] * len(options)
        at = self.unit(name) * sum(shares)
        for option, share in zip(options, shares, strict=True):
            at -= share
            if at < 0:
                return option
        return options[-1]
