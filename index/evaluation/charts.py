"""The report's pictures, drawn by matplotlib: figure 8, and contact sheets as in figures 6 and 7.

Everything is drawn on figures of its own and with fonts named at each text, so that nothing depends on matplotlib's
global state and threads may draw at the same time.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, fontManager
from matplotlib.ticker import PercentFormatter
from PIL import Image, ImageOps

from index.evaluation.pictures import small
from index.evaluation.results import RECALL_LEVELS, Evaluation, Relevance, Sheet
from index.evaluation.summary import PROGRAM, ranked
from index.evaluation.words import ReportLanguage, Words, method_name, words_of

DOTS_PER_INCH = 150
SIZE = (9.6, 4.9)
LATIN = "DejaVu Sans"
CHINESE = (
    "Microsoft YaHei",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "SimHei",
)
CELL_INCHES = 1.25
CELL_PIXELS = 190
PAPER = "white"


class ImageFormat(StrEnum):
    """The formats pictures are saved in."""

    PNG = "png"
    SVG = "svg"


@dataclass(frozen=True)
class Colours:
    """What a figure is drawn with; `series` is the palette of Okabe and Ito, told apart by the colour-blind."""

    ink: str
    quiet: str
    grid: str
    ground: str
    own: str
    series: tuple[str, ...]


LIGHT = Colours(
    ink="#1c2329",
    quiet="#6b7680",
    grid="#dfe4e9",
    ground="#ffffff",
    own="#0b6e83",
    series=("#d55e00", "#e69f00", "#cc79a7", "#0072b2", "#009e73", "#56b4e9"),
)
DARK = Colours(
    ink="#e7eaee",
    quiet="#a3adb8",
    grid="#343c45",
    ground="#20252b",
    own="#56d3ee",
    series=("#ff8a3d", "#f0c04a", "#e49cc4", "#6fa8ff", "#3ecf9f", "#9fd3f5"),
)

_INK, _OWN, _QUIET = "ink", "own", "quiet"


@dataclass(frozen=True)
class _Line:
    colour: int | str
    dash: str | tuple[int, tuple[int, ...]] = "-"
    marker: str = ""
    width: float = 1.4


_LINES = {
    PROGRAM: _Line(_OWN, width=3.4),
    "codes": _Line(_OWN, dash=(0, (2, 1)), width=1.8),
    "letter": _Line(0, marker="o", width=1.8),
    "regions": _Line(1, marker="s", width=1.8),
    "weak": _Line(2, marker="^", width=1.8),
    "exact": _Line(_INK, dash=":", width=1.8),
    "hyperplane": _Line(3, dash="--"),
    "density": _Line(3, dash="-."),
    "itq": _Line(3, marker="D"),
    "sift": _Line(4, marker="v"),
    "phash": _Line(_QUIET, marker="P"),
    "dhash": _Line(_QUIET, dash="--"),
    "whash": _Line(_QUIET, dash=":"),
    "colorhash": _Line(5, marker="X"),
}
"""How each method is drawn: colour by kind, and dash or marker within it."""


def precision_recall(
    evaluation: Evaluation, relevance: Relevance, language: ReportLanguage, colours: Colours = LIGHT
) -> Figure:
    """Figure 8: interpolated precision at each recall, a line a method, the program's thickest and on top.

    Where no Chinese font is installed the words are English.
    """
    words = words_of(language if _chinese_fonts() else ReportLanguage.ENGLISH)
    figure = Figure(figsize=SIZE, layout="constrained", facecolor=colours.ground)
    axes = figure.add_subplot()
    for place, result in enumerate(ranked(evaluation, relevance)):
        line = _LINES.get(result.method, _Line(_QUIET))
        scores = result.scores[relevance]
        colour = _colour(line, colours)
        axes.plot(
            RECALL_LEVELS,
            scores.precision,
            color=colour,
            linewidth=line.width,
            linestyle=line.dash,
            marker=line.marker,
            markersize=4.5,
            markevery=(place % 10, 10),
            zorder=20 if result.method == PROGRAM else 10 - place / 10,
            label=f"{method_name(words, result.method)}  {scores.mean_ap.value:.3f}",
        )
    _dress(axes, words, words["relevance"][relevance], colours)
    return figure


def contact_sheet(sheets: Sequence[Sheet], language: ReportLanguage, colours: Colours = LIGHT) -> Figure:
    """Queries, each with its first matches: similarity, and a tick and a full frame where the match is right."""
    words = words_of(language if _chinese_fonts() else ReportLanguage.ENGLISH)
    columns = 1 + max((len(sheet.matches) for sheet in sheets), default=0)
    size = (columns * CELL_INCHES, max(len(sheets), 1) * (CELL_INCHES + 0.3))
    figure = Figure(figsize=size, layout="constrained", facecolor=colours.ground)
    grid = figure.subplots(max(len(sheets), 1), columns, squeeze=False)
    for axes in grid.flat:
        axes.set_axis_off()
    for row, sheet in zip(grid, sheets, strict=False):
        _show(row[0], sheet.query)
        row[0].set_title(words["sheets"]["query"], fontproperties=_font(9, bold=True), color=colours.ink)
        for axes, match in zip(row[1:], sheet.matches, strict=False):
            colour = colours.own if match.relevant else colours.quiet
            mark = "✓" if match.relevant else "✗"
            _show(axes, match.picture)
            axes.set_title(
                f"{mark} {match.similarity:.3f}", fontproperties=_font(9, bold=match.relevant), color=colour
            )
            axes.set_axis_on()
            axes.set_xticks([])
            axes.set_yticks([])
            for spine in axes.spines.values():
                spine.set(color=colour, linewidth=2.5 if match.relevant else 0.8)
                spine.set_linestyle("-" if match.relevant else ":")
    return figure


def drawn(figure: Figure, image: ImageFormat, dots_per_inch: float = DOTS_PER_INCH) -> bytes:
    """The figure as the bytes of a file, the same each time."""
    FigureCanvasAgg(figure)
    buffer = io.BytesIO()
    metadata = {"Software": None} if image is ImageFormat.PNG else {"Date": None, "Creator": None}
    figure.savefig(
        buffer, format=image, dpi=dots_per_inch, facecolor=figure.get_facecolor(), metadata=metadata
    )
    return buffer.getvalue()


def _dress(axes: Axes, words: Words, title: str, colours: Colours) -> None:
    texts = words["figure"]
    axes.set_title(title, loc="left", fontproperties=_font(12, bold=True), color=colours.ink)
    axes.set_xlabel(texts["recall"], fontproperties=_font(10), color=colours.ink)
    axes.set_ylabel(texts["precision"], fontproperties=_font(10), color=colours.ink)
    axes.set(xlim=(0, 1), ylim=(0, 1.005), facecolor=colours.ground)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(PercentFormatter(1, decimals=0))
        axis.set_tick_params(colors=colours.quiet, length=0)
        for label in axis.get_ticklabels():
            label.set_fontproperties(_font(9))
    axes.grid(color=colours.grid, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(colours.grid)
    legend = axes.legend(
        title=texts["legend"],
        loc="upper left",
        bbox_to_anchor=(1.01, 1.0),
        borderaxespad=0,
        frameon=False,
        prop=_font(9.5),
        title_fontproperties=_font(9.5, bold=True),
        labelcolor=colours.ink,
        handlelength=3,
        alignment="left",
    )
    legend.get_title().set_color(colours.ink)
    own = method_name(words, PROGRAM)
    for text in legend.get_texts():
        if text.get_text().startswith(own + "  "):
            text.set_fontproperties(_font(9.5, bold=True))


def _show(axes: Axes, path: Path) -> None:
    """An empty field stands for a picture that is gone."""
    edge = (CELL_PIXELS, CELL_PIXELS)
    picture = small(path, CELL_PIXELS)
    axes.imshow(ImageOps.pad(picture, edge, color=PAPER) if picture else Image.new("RGB", edge, PAPER))


def _colour(line: _Line, colours: Colours) -> str:
    return colours.series[line.colour] if isinstance(line.colour, int) else str(getattr(colours, line.colour))


@cache
def _chinese_fonts() -> tuple[str, ...]:
    installed = set(fontManager.get_font_names())
    return tuple(name for name in CHINESE if name in installed)[:1]


def _font(size: float, *, bold: bool = False) -> FontProperties:
    return FontProperties(family=[LATIN, *_chinese_fonts()], size=size, weight="bold" if bold else "normal")
