"""Figure 8 in the window, drawn beside its thread in the colours and the language of now."""

from dataclasses import replace

from PyQt5.QtCore import QEvent, QPointF, QSize, Qt
from PyQt5.QtGui import QPainter, QPaintEvent, QPalette, QPixmap
from PyQt5.QtWidgets import QSizePolicy, QWidget

from app.background import Background
from app.language import Language
from app.theme import MIDDLE_LIGHTNESS
from index.evaluation.results import Evaluation, Relevance
from index.evaluation.words import ReportLanguage

DOTS_PER_INCH = 200


class ChartView(QWidget):
    """Shows the curves of one relevance, as large as there is room."""

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("evaluationChart")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._background = background
        self._wanted: tuple[Evaluation, Relevance, Language] | None = None
        self._drawn = QPixmap()
        self._scaled = QPixmap()

    def is_drawn(self) -> bool:
        """Whether the curves are on show."""
        return not self._drawn.isNull()

    def set_chart(self, evaluation: Evaluation, relevance: Relevance, language: Language) -> None:
        """Show these curves."""
        self._wanted = (evaluation, relevance, language)
        self._draw()

    def _draw(self) -> None:
        wanted = self._wanted
        if wanted is None:
            return
        ground = self.palette().color(QPalette.Base)
        self._background.run(
            lambda: _png(*wanted, ground.name(), dark=ground.lightness() < MIDDLE_LIGHTNESS),
            lambda data: self._show(data) if wanted == self._wanted else None,
        )

    def _show(self, data: bytes) -> None:
        self._drawn.loadFromData(data)
        self._scaled = QPixmap()
        self.update()

    # Qt overrides

    def sizeHint(self) -> QSize:
        """The shape of the figure."""
        return QSize(820, 420)

    def minimumSizeHint(self) -> QSize:
        """Large enough to read."""
        return QSize(600, 380)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the figure in the middle."""
        if self._drawn.isNull():
            return
        ratio = self.devicePixelRatioF()
        target = self._drawn.size().scaled(self.size() * ratio, Qt.AspectRatioMode.KeepAspectRatio)
        if self._scaled.size() != target:
            self._scaled = self._drawn.scaled(
                target, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            self._scaled.setDevicePixelRatio(ratio)
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().color(QPalette.Base))
        left = (self.width() - target.width() / ratio) / 2
        painter.drawPixmap(QPointF(round(left), 0), self._scaled)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()


def _png(
    evaluation: Evaluation, relevance: Relevance, language: Language, ground: str, *, dark: bool
) -> bytes:
    from index.evaluation import charts  # matplotlib takes its time to import

    colours = replace(charts.DARK if dark else charts.LIGHT, ground=ground)
    figure = charts.precision_recall(evaluation, relevance, ReportLanguage(language), colours)
    return charts.drawn(figure, charts.ImageFormat.PNG, DOTS_PER_INCH)
