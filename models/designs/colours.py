"""Colours of the trade: palettes for prints, recolouring, and the words for colours."""

import math
from collections.abc import Sequence
from typing import TypeVar

import numpy as np

from models.designs.prints_dyes import DYES, PALETTES, WORDS
from models.designs.prints_spec import PRINTS, PrintSpec

T = TypeVar("T")

Lab = tuple[float, float, float]

DISTINCT = 0.24
_LEAST_CONTRAST = {"camouflage": 0.06, "animal": 0.1, "ombre": 0.16, "tie-dye": 0.16, "tropical": 0.12}
_COMPOSED = {
    "stripes": 4, "dots": 3, "geometric": 4, "chevron": 4,
    "ombre": 2, "colour-block": 3, "border": 3, "floral": 4,
}  # fmt: skip
_BRIGHT_GROUNDS = (
    "white",
    "white",
    "black",
    "navy",
    "coral",
    "turquoise",
    "red",
    "royal",
    "mint",
    "lemon",
    "sky",
    "lilac",
    "hot pink",
    "cobalt",
)
_EARTHY_GROUNDS = ("ivory", "sand", "blush", "forest", "burgundy", "teal", "chocolate", "peach", "terracotta")
_EARTHS = frozenset(
    (
        "ivory",
        "sand",
        "blush",
        "sage",
        "forest",
        "olive",
        "khaki",
        "burgundy",
        "terracotta",
        "rust",
        "brown",
        "chocolate",
        "camel",
        "tan",
        "bark",
        "mustard",
        "peach",
        "teal",
        "petrol",
        "rose",
        "navy",
        "charcoal",
        "denim",
        "coral",
    )
)
_MUDDY = frozenset(
    (
        "bark",
        "khaki",
        "brown",
        "chocolate",
        "olive",
        "rust",
        "camel",
        "tan",
        "grey",
        "charcoal",
        "sage",
        "denim",
        "sand",
    )
)
_GREENS = ("leaf", "palm", "sage", "forest", "emerald", "mint")
_CLEARLY_OTHER = 0.2


def sample_colours(rng: np.random.Generator, print_name: str) -> tuple[str, ...]:
    """Colours in which the trade would offer this print: one for plain, else two to five, the ground first.

    Raises:
        ValueError: there is no print of that name.
    """
    if print_name not in PRINTS:
        raise ValueError(f"There is no print called {print_name!r}; choose one of {', '.join(PRINTS)}.")
    if print_name == "plain":
        return (_vary(rng, DYES[_choose(rng, tuple(DYES))]),)
    accents = _COMPOSED.get(print_name, 0)
    if accents and rng.random() < 0.3:
        chosen = _compose(rng, 1 + int(rng.integers(accents)), _least_contrast(print_name))
        if print_name == "floral" and len(chosen) > 2:
            chosen = (*chosen[:2], _leaf_green(rng, chosen[0]), *chosen[3:])
    else:
        chosen = tuple(DYES[name] for name in _choose(rng, PALETTES[print_name]))
    return _varied_palette(rng, chosen, _least_contrast(print_name))


def recolour(spec: PrintSpec, rng: np.random.Generator) -> PrintSpec:
    """The same motif in clearly different colours: as many of them, each far from the one it replaces."""
    best, widest = spec.colours, -1.0
    for _ in range(60):
        drawn = sample_colours(rng, spec.name)
        if len(drawn) != len(spec.colours):
            continue
        gap = min(contrast(old, new) for old, new in zip(spec.colours, drawn, strict=True))
        if gap > widest:
            best, widest = drawn, gap
        if gap > _CLEARLY_OTHER:
            break
    if widest <= _CLEARLY_OTHER / 2:
        best = _turned_round(spec.colours)
    return PrintSpec(spec.name, best, spec.seed, spec.scale, spec.angle)


def colour_name(colour: str) -> str:
    """The everyday word for a colour, such as 'navy' or 'coral'."""
    return min(WORDS, key=lambda word: min(contrast(colour, DYES[dye]) for dye in WORDS[word]))


def contrast(first: str, second: str) -> float:
    """How different two colours look: 0 for the same, about 1 for black and white (distance in OKLab)."""
    return math.dist(_lab(first), _lab(second))


def _least_contrast(print_name: str) -> float:
    return _LEAST_CONTRAST.get(print_name, DISTINCT)


def _choose(rng: np.random.Generator, options: Sequence[T]) -> T:
    return options[int(rng.integers(len(options)))]


def _compose(rng: np.random.Generator, accents: int, least: float) -> tuple[str, ...]:
    """A palette put together afresh: earth tones keep to themselves, and so do the brights."""
    earthy = rng.random() < 0.35
    grounds = _EARTHY_GROUNDS if earthy else _BRIGHT_GROUNDS
    names = tuple(name for name in DYES if (name in _EARTHS if earthy else name not in _MUDDY))
    chosen = [DYES[_choose(rng, grounds)]]
    candidates = [DYES[names[i]] for i in rng.permutation(len(names))]
    for colour in candidates:
        apart = min(contrast(colour, other) for other in chosen)
        if apart > 0.15 and contrast(colour, chosen[0]) > least + 0.1:
            chosen.append(colour)
        if len(chosen) > accents:
            break
    return tuple(chosen)


def _leaf_green(rng: np.random.Generator, ground: str) -> str:
    candidates = [DYES[_GREENS[i]] for i in rng.permutation(len(_GREENS))]
    return next(green for green in candidates if contrast(green, ground) > DISTINCT)


def _varied_palette(rng: np.random.Generator, colours: tuple[str, ...], least: float) -> tuple[str, ...]:
    varied = tuple(_vary(rng, colour) for colour in colours)
    if all(contrast(varied[0], other) >= least for other in varied[1:]):
        return varied
    return colours


def _vary(rng: np.random.Generator, colour: str) -> str:
    """The same dye from another bath: a little lighter or darker, warmer or cooler."""
    light, a, b = _lab(colour)
    turn = math.radians(float(rng.normal(0, 4)))
    strength = float(rng.uniform(0.88, 1.08))
    a, b = (
        (a * math.cos(turn) - b * math.sin(turn)) * strength,
        (a * math.sin(turn) + b * math.cos(turn)) * strength,
    )
    return _hex((light + float(rng.normal(0, 0.012)), a, b))


def _turned_round(colours: tuple[str, ...]) -> tuple[str, ...]:
    turned = []
    for colour in colours:
        light, a, b = _lab(colour)
        turned.append(_hex((min(max(1.15 - light, 0.2), 0.95), -a - 0.05, -b + 0.05)))
    return tuple(turned)


def _lab(colour: str) -> Lab:
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    l_ = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    m_ = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    s_ = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return (
        0.2104542553 * l_ + 0.7936177850 * m_ - 0.0040720468 * s_,
        1.9779984951 * l_ - 2.4285922050 * m_ + 0.4505937099 * s_,
        0.0259040371 * l_ + 0.7827717662 * m_ - 0.8086757660 * s_,
    )


def _hex(lab: Lab) -> str:
    light, a, b = lab
    l_ = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    m_ = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    s_ = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    channels = (
        4.0767416621 * l_ - 3.3077115913 * m_ + 0.2309699292 * s_,
        -1.2684380046 * l_ + 2.6097574011 * m_ - 0.3413193965 * s_,
        -0.0041960863 * l_ - 0.7034186147 * m_ + 1.7076147010 * s_,
    )
    return "#" + "".join(f"{round(255 * _gamma(channel)):02x}" for channel in channels)


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _gamma(value: float) -> float:
    value = min(max(value, 0.0), 1.0)
    return value * 12.92 if value <= 0.0031308 else float(1.055 * value ** (1 / 2.4) - 0.055)
