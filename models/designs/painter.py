"""Paints a drawing on a canvas whose unit is the centimetre, as line flat, coloured flat or shaded fabric."""

from dataclasses import dataclass

import skia

from models.designs.garment import Drawing, Fill, Kind, Line, Piece
from models.designs.palette import Palette, Rgb, mix
from models.designs.paths import Paths, path_of
from models.designs.shading import Light, shade

LINE_WEIGHTS = {Kind.SEAM: 0.55, Kind.STITCH: 0.40, Kind.GATHER: 0.38, Kind.EDGE: 0.75}


@dataclass(frozen=True, slots=True)
class Manner:
    """How a picture is drawn.

    `weight` is the outline's width in cm, `outline` and `lines` the opacity of the two; `light` shades the cloth
    when there is one, `cast` is the opacity of the shadow on the paper.
    """

    palette: Palette
    weight: float
    outline: float
    lines: float
    light: Light | None
    cast: float


class Cloth:
    """The print of one design as cloth to cut from, painted once and used for every piece."""

    def __init__(
        self,
        images: list[tuple[skia.Image, float, float]],
        scale: float,
        opacity: float,
        plain: int | None = None,
    ) -> None:
        self._images = images
        self._scale = scale
        self.opacity = opacity
        self._plain = plain

    def shader(self, piece: Piece) -> skia.Shader | None:
        """Return the print as it falls on a piece, or None when its section is cut from plain cloth."""
        if not self._images or piece.section == self._plain:
            return None
        image, left, top = self._images[min(piece.section, len(self._images) - 1)]
        matrix = skia.Matrix()
        if piece.grain:
            x, y = piece.outline.mean(axis=0)
            matrix.preRotate(piece.grain, float(x), float(y))
        matrix.preTranslate(left, top)
        matrix.preScale(1 / self._scale, 1 / self._scale)
        tile = skia.TileMode.kMirror
        return image.makeShader(tile, tile, skia.SamplingOptions(skia.FilterMode.kLinear), matrix)


def paint(canvas: skia.Canvas, drawing: Drawing, manner: Manner, cloth: Cloth, scale: float) -> None:
    """Paint a drawing; `scale` is the canvas's resolution in pixels per cm."""
    left, top, right, bottom = drawing.bounds()
    if manner.light is None:
        _items(canvas, drawing, manner, cloth)
        return
    edge = 1.5
    box = (left - edge, top - edge, right + edge, bottom + edge)
    _cast_shadow(canvas, drawing, manner)
    canvas.saveLayer(skia.Rect(*box))
    _items(canvas, drawing, manner, cloth)
    relief = shade(drawing, box, scale, manner.light)
    on_cloth = skia.Paint(BlendMode=skia.BlendMode.kSrcATop)
    canvas.drawImageRect(relief, skia.Rect(*box), skia.SamplingOptions(skia.FilterMode.kLinear), on_cloth)
    canvas.restore()


def _cast_shadow(canvas: skia.Canvas, drawing: Drawing, manner: Manner) -> None:
    """Lay the shadow of the whole garment on the paper."""
    assert manner.light is not None
    silhouette = skia.Path()
    for item in drawing.items:
        if isinstance(item, Piece) and item.within is None:
            silhouette.addPath(path_of(item.outline, holes=item.holes))
    shadow = skia.Paint(AntiAlias=True, Color=argb((0.1, 0.1, 0.14), manner.cast))
    shadow.setMaskFilter(skia.MaskFilter.MakeBlur(skia.BlurStyle.kNormal_BlurStyle, 0.9))
    canvas.save()
    canvas.translate(0.5 if manner.light.left > 0 else -0.5, 0.9)
    canvas.drawPath(silhouette, shadow)
    canvas.restore()


def argb(colour: Rgb, alpha: float = 1.0) -> int:
    """Return a colour as the integer that skia's filters take."""
    r, g, b = (round(255 * max(0.0, min(1.0, part))) for part in colour)
    return int(skia.ColorSetARGB(round(255 * alpha), r, g, b))


def _items(canvas: skia.Canvas, drawing: Drawing, manner: Manner, cloth: Cloth) -> None:
    paths = Paths()
    for item in drawing.items:
        if item.within is not None:
            canvas.save()
            canvas.clipPath(paths.outline(item.within), skia.ClipOp.kIntersect, True)
        if isinstance(item, Piece):
            _piece(canvas, item, manner, cloth, paths)
        else:
            _line(canvas, item, manner)
        if item.within is not None:
            canvas.restore()


def _piece(canvas: skia.Canvas, piece: Piece, manner: Manner, cloth: Cloth, paths: Paths) -> None:
    path = path_of(piece.outline, holes=piece.holes) if piece.holes else paths.outline(piece.outline)
    if manner.light is not None and piece.lift >= 0.5:
        _contact_shadow(canvas, path, piece.lift, manner.light)
    fill = skia.Paint(AntiAlias=True, Color=argb(manner.palette.solid[piece.fill]))
    canvas.drawPath(path, fill)
    if piece.fill is Fill.PRINT:
        shader = cloth.shader(piece)
        if shader is not None:
            canvas.drawPath(path, skia.Paint(AntiAlias=True, Shader=shader, Alpha=round(255 * cloth.opacity)))
    if piece.edge:
        _outline(canvas, path, piece, manner)


def _outline(canvas: skia.Canvas, path: skia.Path, piece: Piece, manner: Manner) -> None:
    ink = manner.palette.outline
    if manner.light is not None:
        ink = mix(manner.palette.solid[piece.fill], (0.03, 0.03, 0.05), 0.72)
    canvas.drawPath(path, _stroke(ink, manner.outline, manner.weight * piece.edge))


def _contact_shadow(canvas: skia.Canvas, path: skia.Path, lift: float, light: Light) -> None:
    shadow = skia.Paint(AntiAlias=True, Color=argb((0.05, 0.04, 0.07), min(0.42 * lift, 0.5)))
    shadow.setMaskFilter(skia.MaskFilter.MakeBlur(skia.BlurStyle.kNormal_BlurStyle, 0.30 + 0.25 * lift))
    canvas.save()
    canvas.translate(0.22 if light.left > 0 else -0.22, 0.35)
    canvas.drawPath(path, shadow)
    canvas.restore()


def _line(canvas: skia.Canvas, line: Line, manner: Manner) -> None:
    palette = manner.palette
    pen = _stroke(palette.seam, palette.seam_alpha * manner.lines, manner.weight * LINE_WEIGHTS[line.kind])
    if line.kind is Kind.STITCH:
        dash = max(0.45, manner.weight * 1.7)
        pen.setPathEffect(skia.DashPathEffect.Make([dash, dash * 0.75], 0))
        pen.setStrokeCap(skia.Paint.kButt_Cap)
    canvas.drawPath(path_of(line.points, closed=False), pen)


def _stroke(ink: Rgb, alpha: float, width: float) -> skia.Paint:
    return skia.Paint(
        AntiAlias=True,
        Color=argb(ink, min(1.0, alpha)),
        Style=skia.Paint.kStroke_Style,
        StrokeWidth=width,
        StrokeCap=skia.Paint.kRound_Cap,
        StrokeJoin=skia.Paint.kRound_Join,
    )
