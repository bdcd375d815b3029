"""Small charts: bars and curves over two labelled axes, in the colours of the theme."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise

from PyQt5.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt
from PyQt5.QtGui import QColor, QFont, QFontMetricsF, QHelpEvent, QPainter, QPaintEvent, QPalette, QPen
from PyQt5.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.drawing import mixed

GAP = 6.0
SWATCH = 22.0
POINT = 3.0
SMALLEST = QSize(140, 170)
PREFERRED = QSize(220, 200)
TICKS = 4
_STEPS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True)
class Tick:
    """A place on an axis and what stands beside it."""

    at: float
    text: str


@dataclass(frozen=True)
class Bar:
    """A bar from one place on the x axis to another; the tip is shown under the mouse."""

    start: float
    end: float
    height: float
    tip: str = ""


class Stroke(Enum):
    """How a curve is drawn, so that it is told apart without its colour."""

    LINE = auto()
    POINTS = auto()
    DASHES = auto()


@dataclass(frozen=True)
class Curve:
    """Points joined by a line; the name stands in the legend, unless it is empty."""

    name: str
    points: tuple[tuple[float, float], ...]
    stroke: Stroke = Stroke.LINE


@dataclass(frozen=True)
class Plot:
    """What a chart shows.

    Attributes:
        summary: the same in words, for those who do not see it.
        x_range, y_most: what the axes span; y begins at 0.
        mark, level: an upright and a level dashed line with its text.
        spot: a point that stands out, with its text.
    """

    title: str
    summary: str
    x_label: str
    y_label: str
    x_range: tuple[float, float]
    x_ticks: tuple[Tick, ...]
    y_most: float
    y_ticks: tuple[Tick, ...]
    bars: tuple[Bar, ...] = ()
    curves: tuple[Curve, ...] = ()
    mark: Tick | None = None
    level: Tick | None = None
    spot: tuple[float, Tick] | None = None


def even_ticks(most: float, text: Callable[[float], str], *, whole: bool = False) -> tuple[Tick, ...]:
    """Ticks at round places, or only at whole numbers, from 0 to the first that is not below `most`."""
    rough = max(most, 1e-9) / TICKS
    power = 10.0 ** math.floor(math.log10(rough))
    steps = (power * step for step in _STEPS if power * step >= rough * (1 - 1e-9))
    step = next((step for step in steps if not whole or step.is_integer()), 1.0)
    return tuple(
        Tick(step * number, text(step * number))
        for number in range(max(math.ceil(most / step - 1e-9), 1) + 1)
    )


class Chart(QWidget):
    """Draws a `Plot`; empty until it is given one."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._plot: Plot | None = None

    @property
    def plot(self) -> Plot | None:
        """What is shown."""
        return self._plot

    def show_plot(self, plot: Plot) -> None:
        """Show another plot."""
        self._plot = plot
        self.setAccessibleName(plot.title)
        self.setAccessibleDescription(plot.summary)
        self.update()

    def _box(self, plot: Plot) -> QRectF:
        """Where bars and curves lie, inside title, labels and ticks."""
        line = QFontMetricsF(self.font()).height()
        left = max(self._small_metrics().horizontalAdvance(tick.text) for tick in plot.y_ticks) + GAP
        last = self._small_metrics().horizontalAdvance(plot.x_ticks[-1].text) / 2 if plot.x_ticks else 0.0
        top = 2 * line + 2 * GAP
        return QRectF(self.rect()).adjusted(left, top, -max(last, GAP), -2 * line - GAP)

    def _small_font(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.9)
        return font

    def _small_metrics(self) -> QFontMetricsF:
        return QFontMetricsF(self._small_font())

    # Qt overrides

    def sizeHint(self) -> QSize:
        """Room for the plot above its words."""
        return PREFERRED

    def minimumSizeHint(self) -> QSize:
        """Narrower, ticks would overlap."""
        return SMALLEST

    def event(self, event: QEvent) -> bool:
        """Tell a bar's numbers under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._tell(event.pos(), event.globalPos())
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw title, axes, bars, curves and marks."""
        if self._plot is not None:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            _Drawing(painter, self._plot, self._box(self._plot), self.palette(), self._small_font()).draw(
                QRectF(self.rect()), self.font()
            )
            painter.end()

    def _tell(self, at: QPoint, on_screen: QPoint) -> None:
        plot = self._plot
        if plot is None:
            return
        box = self._box(plot)
        first, last = plot.x_range
        x = first + (at.x() - box.left()) / max(box.width(), 1.0) * (last - first)
        tips = (bar.tip for bar in plot.bars if bar.start <= x < bar.end)
        QToolTip.showText(on_screen, next(tips, ""), self)


class _Drawing:
    """One painting of a plot into a box."""

    def __init__(self, painter: QPainter, plot: Plot, box: QRectF, palette: QPalette, small: QFont) -> None:
        self._painter, self._plot, self._box = painter, plot, box
        self._small, self._metrics = small, QFontMetricsF(small)
        self._text = palette.color(QPalette.WindowText)
        self._quiet = palette.color(QPalette.PlaceholderText)
        self._grid = palette.color(QPalette.Shadow)
        self._accent = palette.color(QPalette.Highlight)
        self._ground = palette.color(QPalette.Window)
        self._line = self._metrics.height()

    def draw(self, whole: QRectF, font: QFont) -> None:
        unused = self._draw_words(whole, font)
        self._draw_grid()
        self._draw_bars()
        self._draw_marks(unused)
        for curve in self._plot.curves:
            self._draw_curve(curve)
        self._draw_spot()

    def _draw_words(self, whole: QRectF, font: QFont) -> QRectF:
        """Title and labels; returns what of the row above the box lies between the axis's label and the legend."""
        bold = QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)
        metrics = QFontMetricsF(bold)
        self._painter.setFont(bold)
        self._painter.setPen(self._text)
        title = metrics.elidedText(self._plot.title, Qt.TextElideMode.ElideRight, whole.width())
        self._painter.drawText(whole, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop), title)
        below = whole.adjusted(0, metrics.height() + GAP / 2, 0, 0)
        right = self._draw_legend(below)
        label_end = below.left() + self._metrics.horizontalAdvance(self._plot.y_label)
        if label_end <= right:
            self._say(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, self._plot.y_label)
        label = self._metrics.elidedText(self._plot.x_label, Qt.TextElideMode.ElideRight, whole.width())
        fits = self._metrics.horizontalAdvance(label) <= self._box.width()
        foot = QRectF(self._box.left(), whole.top(), self._box.width(), whole.height()) if fits else whole
        self._say(foot, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, label)
        return QRectF(QPointF(label_end, below.top()), QPointF(right, self._box.top()))

    def _draw_legend(self, row: QRectF) -> float:
        """From the right: sample and name of each curve; returns where they begin.

        Those for which the row is too short stand above it, beside the title.
        """
        right, top = row.right(), row.top()
        for curve in reversed([curve for curve in self._plot.curves if curve.name]):
            width = self._metrics.horizontalAdvance(curve.name)
            if right - width - SWATCH - GAP < row.left() and top == row.top():
                right, top = row.right(), 0.0
            place = QRectF(right - width, top, width, self._line)
            self._say(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, curve.name)
            y = place.center().y()
            left = place.left() - SWATCH - GAP
            self._stroke([QPointF(left, y), QPointF(left + SWATCH, y)], curve.stroke)
            if curve.stroke is Stroke.POINTS:
                self._points([QPointF(left + SWATCH / 2, y)])
            right = left - 2 * GAP
        return right if top == row.top() else row.left()

    def _draw_grid(self) -> None:
        box = self._box
        for tick in self._plot.y_ticks:
            y = self._y(tick.at)
            self._painter.setPen(QPen(self._grid, 1))
            self._painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
            place = QRectF(0, y - self._line, box.left() - GAP, 2 * self._line)
            self._say(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, tick.text)
        free_from = -math.inf
        for tick in self._plot.x_ticks:
            width = self._metrics.horizontalAdvance(tick.text)
            place = QRectF(self._x(tick.at) - width / 2, box.bottom() + GAP / 2, width, self._line)
            if place.left() >= free_from:
                self._say(place, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, tick.text)
                free_from = place.right() + GAP

    def _draw_bars(self) -> None:
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(mixed(self._accent, self._ground, 0.75))
        for bar in self._plot.bars:
            left, right, top = self._x(bar.start), self._x(bar.end), self._y(bar.height)
            self._painter.drawRect(QRectF(left + 0.75, top, right - left - 1.5, self._box.bottom() - top))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)

    def _draw_marks(self, unused: QRectF) -> None:
        box, pen = self._box, QPen(self._text, 1.2, Qt.PenStyle.DashLine)
        if (mark := self._plot.mark) is not None:
            x = self._x(mark.at)
            self._painter.setPen(pen)
            self._painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))
            width = self._metrics.horizontalAdvance(mark.text)
            above = QRectF(x - width / 2, unused.top(), width, self._line)
            if unused.contains(above.adjusted(-GAP, 0, GAP, 0)):
                self._say(
                    above, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, mark.text, self._text
                )
            else:
                self._beside(QPointF(x, box.top()), mark.text)
        if (level := self._plot.level) is not None and level.at <= self._plot.y_most:
            y = self._y(level.at)
            self._painter.setPen(pen)
            self._painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
            place = box.adjusted(0, 0, -GAP, 0)
            place.setBottom(y - 1)
            self._say(
                place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, level.text, self._text
            )

    def _draw_curve(self, curve: Curve) -> None:
        points = [QPointF(self._x(x), self._y(y)) for x, y in curve.points]
        self._stroke(points, curve.stroke)
        if curve.stroke is Stroke.POINTS:
            self._points(points)

    def _draw_spot(self) -> None:
        if self._plot.spot is None:
            return
        x, tick = self._plot.spot
        at = QPointF(self._x(x), self._y(tick.at))
        self._painter.setPen(QPen(self._ground, 1.5))
        self._painter.setBrush(self._accent)
        self._painter.drawEllipse(at, 1.8 * POINT, 1.8 * POINT)
        above = at.y() - self._line - GAP
        level = self._plot.level
        crossed = level is not None and above < self._y(level.at) < above + self._line
        self._beside(QPointF(at.x(), at.y() + GAP if crossed else above), tick.text)

    def _beside(self, at: QPointF, text: str) -> None:
        """Text right of a place, or left of it where there is more room."""
        width = self._metrics.horizontalAdvance(text)
        left = at.x() + GAP
        if left + width > self._box.right():
            left = at.x() - GAP - width
        place = QRectF(left, max(at.y(), self._box.top()), width, self._line)
        self._painter.fillRect(place, _see_through(self._ground))
        self._say(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, text, self._text)

    def _stroke(self, points: Sequence[QPointF], stroke: Stroke) -> None:
        colour, width, style = {
            Stroke.LINE: (self._quiet, 2.0, Qt.PenStyle.SolidLine),
            Stroke.POINTS: (self._accent, 1.6, Qt.PenStyle.SolidLine),
            Stroke.DASHES: (self._accent, 1.8, Qt.PenStyle.DashLine),
        }[stroke]
        self._painter.setPen(QPen(colour, width, style))
        for start, end in pairwise(points):
            self._painter.drawLine(start, end)

    def _points(self, points: Sequence[QPointF]) -> None:
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(self._accent)
        for point in points:
            self._painter.drawEllipse(point, POINT, POINT)

    def _say(
        self,
        place: QRectF,
        alignment: Qt.AlignmentFlag | Qt.Alignment,
        text: str,
        colour: QColor | None = None,
    ) -> None:
        self._painter.setFont(self._small)
        self._painter.setPen(colour or self._quiet)
        self._painter.drawText(place, int(alignment), text)

    def _x(self, value: float) -> float:
        first, last = self._plot.x_range
        return self._box.left() + (value - first) / (last - first) * self._box.width()

    def _y(self, value: float) -> float:
        return self._box.bottom() - value / self._plot.y_most * self._box.height()


def _see_through(colour: QColor) -> QColor:
    soft = QColor(colour)
    soft.setAlphaF(0.7)
    return soft
