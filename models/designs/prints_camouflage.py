"""Camouflage: four tones in patches, rounded, brushed or in pixels."""

import math

import numpy as np
from numpy.typing import NDArray

from models.designs.prints_kit import Cloth
from models.designs.prints_noise import Floats, colour_by, noise, ramp


def woodland(cloth: Cloth) -> None:
    """Camouflage of four tones in rounded, interlocking patches."""
    tile = cloth.between(70, 95)
    _camouflage(cloth, tile, cloth.grain(tile), 5.0)


def brushstroke(cloth: Cloth) -> None:
    """Camouflage drawn out level, like strokes of a brush."""
    tile = cloth.between(70, 90)
    _camouflage(cloth, tile, cloth.grain(tile), 5.0, stretched=2.6)


def pixel_camouflage(cloth: Cloth) -> None:
    """Camouflage in small squares."""
    tile = cloth.between(60, 80)
    cells = 40 + 8 * cloth.pick(3)
    fields = [_patches(cloth, cells, 5.0, 1.0) for _ in range(3)]
    picture = _layered(cloth, fields, 1e-3)
    blocks = max(1, math.ceil(cloth.grain(tile) / cells))
    cloth.texture(np.repeat(np.repeat(picture, blocks, axis=0), blocks, axis=1), tile, tile)


def _camouflage(cloth: Cloth, tile: float, grain: int, period: float, stretched: float = 1.0) -> None:
    fields = [_patches(cloth, grain, period, stretched) for _ in range(3)]
    cloth.texture(_layered(cloth, fields, 14 / grain), tile, tile)


def _patches(cloth: Cloth, grain: int, period: float, stretched: float) -> Floats:
    def band(down: Floats, across: Floats) -> Floats:
        longer = np.float32(stretched**0.5)
        wave = np.hypot(down / longer, across * longer) / np.float32(period)
        strength: Floats = np.exp(-(wave**2)) + np.float32(0.1) * np.exp(-((wave / 2.4) ** 2))
        return strength

    return noise(cloth.rng, (grain, grain), band)


def _layered(cloth: Cloth, fields: list[Floats], softness: float) -> NDArray[np.uint32]:
    """Patches of the second to the fourth ink, laid one over another on the ground."""
    tones = [cloth.ink(number) for number in range(4)]
    level = np.zeros_like(fields[0])
    for number, (field, edge) in enumerate(zip(fields, (0.15, 0.55, 0.95), strict=True), start=1):
        cover = np.clip((field - edge) / softness + 0.5, 0, 1)
        level += (number - level) * cover
    return colour_by(level / 3, ramp([(i / 3, tone) for i, tone in enumerate(tones)]))


CAMOUFLAGE = (woodland, brushstroke, pixel_camouflage)
