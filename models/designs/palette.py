"""Which colour each part of a garment takes, from its print and the manner of the drawing."""

from dataclasses import dataclass

from models.designs.garment import Fill
from models.designs.prints import PrintSpec
from models.designs.shape import Shape

Rgb = tuple[float, float, float]

_NEUTRALS = ("#ffffff", "#141416", "#1b2540", "#f3ead8")


@dataclass(frozen=True, slots=True)
class Palette:
    """Solid colours by kind of piece, and the inks of outline and seams, as r, g, b in 0 to 1."""

    solid: dict[Fill, Rgb]
    outline: Rgb
    seam: Rgb
    seam_alpha: float

    @property
    def solid_ground(self) -> Rgb:
        """Return the colour of the main cloth."""
        return self.solid[Fill.PRINT]


def rgb(colour: str) -> Rgb:
    """Return '#rrggbb' as three numbers from 0 to 1."""
    return int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255


def mix(one: Rgb, other: Rgb, share: float) -> Rgb:
    """Return the colour `share` of the way from one to another."""
    r, g, b = (a + (c - a) * share for a, c in zip(one, other, strict=True))
    return r, g, b


def luminance(colour: Rgb) -> float:
    """Return how light a colour looks, 0 to 1."""
    return 0.3 * colour[0] + 0.59 * colour[1] + 0.11 * colour[2]


def coloured(spec: PrintSpec, look: Shape) -> Palette:
    """Return the palette of a coloured or shaded picture."""
    ground = rgb(spec.colours[0])
    others = [rgb(colour) for colour in spec.colours[1:]]
    contrast = others[0] if others else _companion(ground, spec.seed)
    trim = (
        others[-1] if others and look.chance("trim from print", 0.75) else _companion(ground, spec.seed + 1)
    )
    dark = luminance(ground) < 0.28
    return Palette(
        {
            Fill.PRINT: ground,
            Fill.CONTRAST: contrast,
            Fill.TRIM: trim,
            Fill.INSIDE: _lining(ground, look),
            Fill.METAL: rgb(look.pick("metal", ("#d9b25f", "#c9ccd1", "#e7c7a8", "#3a3a3d"), (3, 3, 1, 1))),
        },
        outline=(0.08, 0.08, 0.09),
        seam=(1.0, 1.0, 1.0) if dark else mix(ground, (0.0, 0.0, 0.0), 0.78),
        seam_alpha=0.55 if dark else 0.85,
    )


def _lining(ground: Rgb, look: Shape) -> Rgb:
    if look.chance("self lined", 0.6):
        return mix(ground, (0.12, 0.12, 0.15), 0.32)
    return rgb(look.pick("lining", ("#d8cbbb", "#cfcfd2", "#e3dccf")))


def _companion(ground: Rgb, seed: int) -> Rgb:
    """Return a colour to set beside a plain one: a neutral, or the same hue darker or lighter."""
    shade = (
        mix(ground, (0.0, 0.0, 0.0), 0.4) if luminance(ground) > 0.45 else mix(ground, (1.0, 1.0, 1.0), 0.55)
    )
    options = [*(rgb(colour) for colour in _NEUTRALS), shade, shade]
    far = [option for option in options if abs(luminance(option) - luminance(ground)) > 0.22]
    return far[seed % len(far)] if far else (1.0, 1.0, 1.0)


def drawn(look: Shape) -> Palette:
    """Return the palette of a line flat: white cloth, a grey inside, trims white, grey or black."""
    ink_value = look.between("ink", 0.04, 0.20)
    ink = (ink_value, ink_value, ink_value)
    tone = float(look.pick("line trims", ("1.0", "0.88", "0.30"), (3.0, 1.5, 0.8)))
    contrast = 1.0 if look.chance("white contrast", 0.55) else 0.86
    inside = float(look.pick("line inside", ("0.94", "0.86", "1.0"), (2, 1, 1)))
    solid = {
        Fill.PRINT: (1.0, 1.0, 1.0),
        Fill.CONTRAST: (contrast, contrast, contrast),
        Fill.TRIM: (tone, tone, tone),
        Fill.INSIDE: (inside, inside, inside),
        Fill.METAL: (1.0, 1.0, 1.0),
    }
    return Palette(solid, outline=ink, seam=ink, seam_alpha=1.0)
