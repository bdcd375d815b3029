"""What hangs at the mouse while pictures are dragged out."""

from PyQt5.QtCore import QRect, Qt
from PyQt5.QtGui import QPainter, QPalette, QPixmap
from PyQt5.QtWidgets import QWidget

from app.drawing import mixed
from app.wording import number

DRAG_EDGE = 96


def drag_picture(widget: QWidget, thumbnail: QPixmap | None, count: int) -> QPixmap:
    """The thumbnail, or a grey square instead, with a number if more than one picture is dragged."""
    ratio = widget.devicePixelRatioF()
    side = round(DRAG_EDGE * ratio)
    palette = widget.palette()
    if thumbnail is None:
        pixmap = QPixmap(side, side)
        pixmap.fill(mixed(palette.color(QPalette.Text), palette.color(QPalette.Base), 0.1))
    else:
        aspect, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        pixmap = thumbnail.scaled(side, side, aspect, smooth)
    pixmap.setDevicePixelRatio(ratio)
    if count > 1:
        metrics, text = widget.fontMetrics(), number(count)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = metrics.height() + 4
        width = max(height, metrics.horizontalAdvance(text) + 12)
        badge = QRect(round(pixmap.width() / ratio) - width, 0, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.color(QPalette.Highlight))
        painter.drawRoundedRect(badge, height / 2, height / 2)
        painter.setPen(palette.color(QPalette.HighlightedText))
        painter.drawText(badge, int(Qt.AlignmentFlag.AlignCenter), text)
        painter.end()
    return pixmap
