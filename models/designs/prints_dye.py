"""Tie-dye: spirals, crumples, shibori bands and tied rings."""

import numpy as np
from numpy.typing import NDArray

from models.designs.prints_kit import UNITS, Cloth, mix, shade
from models.designs.prints_noise import Floats, colour_by, noise, ramp, soft


def _dye_table(cloth: Cloth, rounds: int = 1) -> NDArray[np.uint32]:
    """The palette run through as bleeding dyes, back to the ground at the end."""
    colours = [cloth.inks[1 + i % (len(cloth.inks) - 1)] for i in range(max(2, len(cloth.inks) - 1) * rounds)]
    stops: list[tuple[float, int]] = [(0.0, cloth.ground)]
    share = 1 / len(colours)
    for number, colour in enumerate(colours):
        tone = colour if number % 2 == 0 or len(cloth.inks) > 2 else mix(cloth.ground, colour, 0.55)
        stops += [((number + 0.22) * share, tone), ((number + 0.7) * share, tone)]
    return ramp([*stops, (1.0, cloth.ground)])


SWIRL_GRAIN = 176


def spiral(cloth: Cloth) -> None:
    """Dyes wound out from a point near the middle."""
    x, y = _plane(cloth, SWIRL_GRAIN)
    x -= cloth.between(-0.18, 0.18)
    y -= cloth.between(-0.2, 0.2)
    radius = np.hypot(x, y) + 1e-4
    arms = 1 + cloth.pick(3)
    twist = cloth.between(0.9, 1.7) * (1 if cloth.chance(0.5) else -1)
    turn = np.arctan2(y, x) / (2 * np.pi)
    wind = turn * arms + twist * np.log(radius + 0.06) / cloth.scale**0.5
    bleed = _streaks(cloth, turn, radius) * 0.045 + noise(cloth.rng, x.shape, soft(9.0)) * 0.035
    cloth.stretch(colour_by((wind + bleed) % 1.0, _dye_table(cloth)))


def _streaks(cloth: Cloth, turn: Floats, radius: Floats) -> Floats:
    """Fine creases that run out from a centre, where the cloth was pleated."""
    pleats = noise(cloth.rng, (64, 128), _pleated)
    around = (turn * 128).astype(np.intp) % 128
    outwards = (radius * 40).astype(np.intp) % 64
    streaks: Floats = pleats[outwards, around]
    return streaks


def _pleated(down: Floats, across: Floats) -> Floats:
    return np.exp(-((down / 5) ** 2) - ((np.abs(across) - 14) / 8) ** 2)


def _plane(cloth: Cloth, grain: int) -> tuple[Floats, Floats]:
    """Coordinates over the cloth, from -1 to 1 along its longer side."""
    columns = max(16, round(grain * cloth.width / UNITS))
    rows = max(16, round(grain * cloth.height / UNITS))
    across = ((np.arange(columns, dtype=np.float32) + 0.5) / columns * 2 - 1) * np.float32(
        cloth.width / UNITS
    )
    down = ((np.arange(rows, dtype=np.float32) + 0.5) / rows * 2 - 1) * np.float32(cloth.height / UNITS)
    x, y = np.broadcast_to(across, (rows, columns)), np.broadcast_to(down[:, None], (rows, columns))
    return x.astype(np.float32), y.astype(np.float32)


def crumple(cloth: Cloth) -> None:
    """Cloth bunched at random: clouds of dye broken by pale creases."""
    tile = cloth.between(85, 110)
    size = (SWIRL_GRAIN, SWIRL_GRAIN)
    clouds = noise(cloth.rng, size, soft(5.0))
    folds = np.abs(noise(cloth.rng, size, soft(8.0))) + 0.6 * np.abs(noise(cloth.rng, size, soft(16.0)))
    dye = 0.42 + clouds * 0.16 + (folds - 1.0) * 0.16
    palette = (
        list(cloth.inks[1:])
        if len(cloth.inks) > 2
        else [mix(cloth.ground, cloth.inks[1], 0.45), cloth.inks[1]]
    )
    stops = [(0.3 + 0.5 * number / (len(palette) - 1), colour) for number, colour in enumerate(palette)]
    cloth.texture(
        colour_by(dye, ramp([(0, cloth.ground), (0.1, cloth.ground), *stops, (1, palette[-1])])), tile, tile
    )


def shibori(cloth: Cloth) -> None:
    """Bands of dye with bleeding edges, from cloth folded and bound."""
    tile = cloth.between(44, 64)
    bands = 3 + cloth.pick(3)
    down = (np.arange(SWIRL_GRAIN, dtype=np.float32)[:, None] + 0.5) / SWIRL_GRAIN
    wander = noise(cloth.rng, (SWIRL_GRAIN, SWIRL_GRAIN), soft(4.0)) * 0.06
    bleed = noise(cloth.rng, (SWIRL_GRAIN, SWIRL_GRAIN), soft(20.0)) * 0.1
    wave = 0.5 + 0.5 * np.cos(2 * np.pi * (down + wander / bands) * bands + bleed)
    colours = [cloth.inks[1], cloth.inks[-1]]
    table = ramp(
        [
            (0, cloth.ground),
            (0.3, cloth.ground),
            (0.52, mix(cloth.ground, colours[0], 0.75)),
            (0.7, colours[0]),
            (1, colours[1]),
        ]
    )
    cloth.texture(colour_by(wave + bleed * 0.6, table), tile, tile, 90 if cloth.chance(0.3) else 0)


def bullseye(cloth: Cloth) -> None:
    """Rings of dye around points where the cloth was tied."""
    x, y = _plane(cloth, SWIRL_GRAIN)
    rings, turn = np.full_like(x, 9), np.zeros_like(x)
    for _ in range(1 + cloth.pick(4)):
        across = x - cloth.between(-0.75, 0.75) * cloth.width / UNITS
        down = y - cloth.between(-0.85, 0.85) * cloth.height / UNITS
        distance = np.hypot(across, down)
        turn = np.where(distance < rings, np.arctan2(down, across) / (2 * np.pi), turn)
        rings = np.minimum(rings, distance)
    bleed = _streaks(cloth, turn, rings) * 0.014 + noise(cloth.rng, x.shape, soft(8.0)) * 0.02
    width = cloth.between(0.34, 0.55) * cloth.scale
    cloth.stretch(colour_by(((rings + bleed) / width) % 1.0, _dye_table(cloth)))


def tied_dots(cloth: Cloth) -> None:
    """Small resist rings in rows, each with a dyed heart."""
    pitch = cloth.between(13, 19)
    grain = 128
    at = (np.arange(grain, dtype=np.float32) + 0.5) / grain * 2
    x, y = np.meshgrid(at, at)
    wobble = noise(cloth.rng, (grain, grain), soft(7.0)) * 0.03
    shift = np.floor(y) % 2 * 0.5
    distance = np.hypot((x + shift) % 1 - 0.5, y % 1 - 0.5) + wobble
    dye, heart = cloth.ink(1), cloth.inks[-1]
    table = ramp(
        [
            (0, heart),
            (0.09, heart),
            (0.17, cloth.ground),
            (0.27, cloth.ground),
            (0.38, dye),
            (0.75, shade(dye, -0.12)),
            (1, dye),
        ]
    )
    cloth.texture(colour_by(distance, table), 2 * pitch, 2 * pitch)


TIE_DYE = (spiral, crumple, shibori, bullseye, tied_dots)
