"""Seamless grey tiles of the surfaces that things lie on."""

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import skia
from numpy.typing import NDArray

from models.designs.prints_noise import noise, soft
from models.photos.conditions import GROUNDS, Ground

Floats = NDArray[np.floating[Any]]

SIDE = 256
VARIANTS = 4


@cache
def tile(ground: Ground, variant: int) -> skia.Image:
    """Return one of `VARIANTS` tiles of a surface, grey from 0, its darkest, to 1."""
    grey = _PAINTERS[ground](np.random.default_rng([variant, GROUNDS.index(ground)]))
    pixels = np.full((SIDE, SIDE, 4), 255, np.uint8)
    pixels[:, :, :3] = (255 * np.clip(grey, 0, 1))[:, :, None]
    return skia.Image.fromarray(pixels, colorType=skia.kRGBA_8888_ColorType).withDefaultMipmaps()


def _clouds(rng: np.random.Generator, period: float) -> Floats:
    return noise(rng, (SIDE, SIDE), soft(period))


def _grain(rng: np.random.Generator) -> Floats:
    return rng.standard_normal((SIDE, SIDE), dtype=np.float32)


def _desk(rng: np.random.Generator) -> Floats:
    return 0.75 + 0.12 * _clouds(rng, 3) + 0.04 * _grain(rng)


def _speckle(rng: np.random.Generator) -> Floats:
    flakes = _clouds(rng, 30)
    grey: Floats = (
        0.65 + 0.12 * _clouds(rng, 6) + 0.35 * (flakes > 1.3) - 0.4 * (flakes < -1.4) + 0.05 * _grain(rng)
    )
    return grey


def _wood(rng: np.random.Generator) -> Floats:
    """Return planks with a grain along them."""
    stretched = noise(
        rng, (SIDE, SIDE), lambda down, across: np.exp(-((down / 14) ** 2 + (across / 1.2) ** 2))
    )
    fibres = np.repeat(rng.standard_normal((SIDE, SIDE // 16), dtype=np.float32), 16, axis=1)
    planks = int(rng.choice([1, 2, 3, 4]))
    plank = np.arange(SIDE) * planks // SIDE
    tone = rng.normal(0, 0.09, planks)[plank][:, None]
    waves = 0.13 * np.sin(3 * stretched + 2 * plank[:, None])
    rows: Floats = 0.55 + tone + waves + 0.12 * stretched + 0.02 * fibres
    seams = (np.diff(plank, prepend=plank[-1]) != 0) & (planks > 1)
    rows[seams] -= 0.5
    return rows


def _cloth(rng: np.random.Generator) -> Floats:
    """Return a weave, plain or striped."""
    across, down = np.meshgrid(np.arange(SIDE), np.arange(SIDE))
    threads = int(rng.choice([32, 64]))
    turn = 2 * np.pi * threads / SIDE
    weave = 0.10 * np.sin(turn * across) * np.sin(turn * down)
    pairs = int(rng.integers(3, 9)) if rng.random() < 0.4 else 0
    stripes = 0.18 * np.sign(np.sin(2 * np.pi * pairs * across / SIDE))
    grey: Floats = 0.7 + weave + stripes + 0.07 * _clouds(rng, 3) + 0.05 * _grain(rng)
    return grey


def _tiles(rng: np.random.Generator) -> Floats:
    """Return tiles with joints between them."""
    count = int(rng.choice([1, 2]))
    place = np.arange(SIDE) % (SIDE // count)
    joint = (place < 4)[:, None] | (place < 4)[None, :]
    marble = 0.82 + 0.1 * np.tanh(_clouds(rng, 5)) + 0.03 * _grain(rng)
    grey: Floats = np.where(joint, 0.25, marble)
    return grey


def _mat(rng: np.random.Generator) -> Floats:
    """Return a cutting mat with its grid, a strong line every fifth."""
    place = np.arange(SIDE)
    fine, strong = place % 16 == 0, place % 80 == 0
    lines = 0.35 * (fine[:, None] | fine[None, :]) + 0.4 * (strong[:, None] | strong[None, :])
    grey: Floats = 0.12 + lines + 0.03 * _clouds(rng, 4) + 0.02 * _grain(rng)
    return grey


def _folds(rng: np.random.Generator) -> Floats:
    """Return a bed sheet or a bag with soft folds."""
    ridges = 1 - np.abs(np.tanh(0.9 * _clouds(rng, 3.5)))
    grey: Floats = 0.35 + 0.5 * ridges + 0.12 * _clouds(rng, 6) + 0.02 * _grain(rng)
    return grey


_PAINTERS: dict[Ground, Callable[[np.random.Generator], Floats]] = {
    "desk": _desk,
    "wood": _wood,
    "cloth": _cloth,
    "speckle": _speckle,
    "tiles": _tiles,
    "mat": _mat,
    "folds": _folds,
    "lid": _desk,
}
