"""What the window shows while a picture is dragged over it."""

from PyQt5.QtCore import QEvent, QRectF, Qt
from PyQt5.QtGui import QColor, QFont, QPainter, QPaintEvent, QPalette, QPen
from PyQt5.QtWidgets import QWidget

MARGIN = 14
RADIUS = 14.0


class DropOverlay(QWidget):
    """A sheet with a word over the results; the mouse goes through it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("dropOverlay")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def cover(self, widget: QWidget) -> None:
        """Lie over this widget, a sibling or a child of one."""
        parent = self.parentWidget()
        assert parent is not None
        self.setGeometry(widget.rect().translated(widget.mapTo(parent, widget.rect().topLeft())))
        self.raise_()
        self.show()

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint sheet, outline and words."""
        palette = self.palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), palette.color(QPalette.Base))
        accent = palette.color(QPalette.Highlight)
        tint = QColor(accent)
        tint.setAlpha(26)
        pen = QPen(accent, 2.0)
        pen.setDashPattern([5, 4])
        painter.setPen(pen)
        painter.setBrush(tint)
        frame = QRectF(self.rect()).adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        painter.drawRoundedRect(frame, RADIUS, RADIUS)
        large = QFont(self.font())
        large.setPointSizeF(large.pointSizeF() * 1.5)
        painter.setFont(large)
        painter.setPen(palette.color(QPalette.Text))
        line = painter.fontMetrics().height()
        words = QRectF(frame.left(), frame.center().y() - line * 1.3, frame.width(), line * 1.3)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignCenter), self.tr("Drop to find similar designs"))
        painter.setFont(self.font())
        painter.setPen(palette.color(QPalette.PlaceholderText))
        words.translate(0, line * 1.5)
        painter.drawText(
            words, int(Qt.AlignmentFlag.AlignCenter), self.tr("Drop a folder to add it to the catalogue")
        )
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.update()
