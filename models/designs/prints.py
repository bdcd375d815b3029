"""Prints for swimwear: fourteen kinds, each in several variants, painted from a seed."""

from collections.abc import Callable
from types import MappingProxyType

import numpy as np
import skia

from models.designs import (
    prints_animal,
    prints_border,
    prints_camouflage,
    prints_dots,
    prints_dye,
    prints_garden,
    prints_geometric,
    prints_lines,
    prints_placed,
)
from models.designs.prints_kit import UNITS, Cloth, argb
from models.designs.prints_spec import PRINTS, PrintSpec

__all__ = ["PRINTS", "VARIANTS", "PrintSpec", "paint_print"]

Variant = Callable[[Cloth], None]

VARIANTS: MappingProxyType[str, tuple[Variant, ...]] = MappingProxyType(
    {
        "plain": prints_placed.PLAIN,
        "stripes": prints_lines.STRIPES,
        "dots": prints_dots.DOTS,
        "gingham": prints_lines.GINGHAM,
        "floral": prints_garden.FLORAL,
        "tropical": prints_garden.TROPICAL,
        "animal": prints_animal.ANIMAL,
        "geometric": prints_geometric.GEOMETRIC,
        "chevron": prints_lines.CHEVRON,
        "camouflage": prints_camouflage.CAMOUFLAGE,
        "tie-dye": prints_dye.TIE_DYE,
        "ombre": prints_placed.OMBRE,
        "colour-block": prints_placed.COLOUR_BLOCK,
        "border": prints_border.BORDER,
    }
)


def paint_print(canvas: skia.Canvas, bounds: skia.Rect, spec: PrintSpec) -> None:
    """Paint a print over the whole of a rectangle; the caller sets clip and transform.

    Motifs are sized by the longer side of `bounds`, so the same design looks alike at every resolution.
    Placed prints (ombre, border, colour blocks, spirals) sit relative to `bounds`.

    Raises:
        ValueError: the rectangle has no area.
    """
    longer = max(bounds.width(), bounds.height())
    if min(bounds.width(), bounds.height()) <= 0:
        raise ValueError("A print needs a rectangle with an area to be painted on.")
    unit = longer / UNITS
    rng = np.random.default_rng((PRINTS.index(spec.name), spec.seed))
    variants = VARIANTS[spec.name]
    variant = variants[int(rng.integers(len(variants)))]
    canvas.save()
    canvas.clipRect(bounds)
    canvas.translate(bounds.left(), bounds.top())
    canvas.scale(unit, unit)
    cloth = Cloth(
        canvas=canvas,
        width=bounds.width() / unit,
        height=bounds.height() / unit,
        inks=tuple(argb(colour) for colour in spec.colours),
        rng=rng,
        scale=spec.scale,
        angle=spec.angle,
        density=_density(canvas),
    )
    variant(cloth)
    canvas.restore()


def _density(canvas: skia.Canvas) -> float:
    return float(canvas.getTotalMatrix().mapRadius(1.0))
