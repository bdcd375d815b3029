"""Smooth noise that repeats without a seam, and the tables that colour it."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]
Band = Callable[[Floats, Floats], Floats]

FINEST_WAVE = 24


def noise(rng: np.random.Generator, size: tuple[int, int], band: Band) -> Floats:
    """Smooth noise that repeats without a seam; mean 0, deviation 1, and the same at every size.

    Args:
        rng: the source of chance; always used the same number of times.
        size: rows and columns of the result.
        band: strength of the waves with so many periods down and across the tile.
    """
    n = FINEST_WAVE
    down = np.concatenate([np.arange(n), np.arange(-n, 0)]).astype(np.float32)[:, None]
    across = np.arange(n, dtype=np.float32)[None, :]
    waves = rng.standard_normal((2, 2 * n, n), dtype=np.float32)
    strength = band(down, across)
    strength[0, 0] = 0
    kept = (waves[0] + 1j * waves[1]) * strength
    rows, columns = size
    most_down, most_across = min(n, rows // 2), min(n, columns // 2)
    spectrum = np.zeros((rows, columns // 2 + 1), dtype=np.complex64)
    spectrum[:most_down, :most_across] = kept[:most_down, :most_across]
    spectrum[-most_down:, :most_across] = kept[-most_down:, :most_across]
    field: Floats = np.fft.irfft2(spectrum, s=size)
    field /= max(float(field.std()), 1e-9)
    return field


def soft(period: float) -> Band:
    """Broad waves that fade towards the fine ones: clouds and blots."""

    def band(down: Floats, across: Floats) -> Floats:
        strength: Floats = np.exp(-((np.hypot(down, across) / np.float32(period)) ** 2))
        return strength

    return band


def ramp(stops: list[tuple[float, int]], length: int = 1024) -> NDArray[np.uint32]:
    """A table of colours running smoothly through the stops, whose positions rise from 0 to 1."""
    at = np.linspace(0, 1, length)
    positions = [position for position, _ in stops]
    table = np.full(length, 0xFF, dtype=np.uint32) << np.uint32(24)
    for shift in (16, 8, 0):
        channel = np.interp(at, positions, [(colour >> shift) & 255 for _, colour in stops])
        table |= np.rint(channel).astype(np.uint32) << np.uint32(shift)
    return table


def colour_by(field: Floats, table: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Look the field's values, from 0 to 1, up in a table of colours."""
    last = len(table) - 1
    return table[np.clip(field * last, 0, last).astype(np.intp)]


def cover(field: Floats, edge: float) -> Floats:
    """How much of each pixel lies where the field exceeds the edge: 0 or 1 but for pixels on the border."""
    down, across = np.roll(field, -1, axis=0) - field, np.roll(field, -1, axis=1) - field
    return np.clip((field - edge) / (np.abs(down) + np.abs(across) + 1e-6) + 0.5, 0, 1)
