"""What several widgets draw alike: mixed colours and line signs."""

from enum import Enum, auto

from PyQt5.QtCore import QPointF, QRectF, Qt
from PyQt5.QtGui import QColor, QPainter, QPainterPath, QPen

SQUARE = 52.0


class Sign(Enum):
    """A sign drawn in lines."""

    PICTURE = auto()
    DROP = auto()
    WARNING = auto()


def mixed(front: QColor, back: QColor, share: float) -> QColor:
    """A colour with so much of the front in it, from 0 to 1."""
    rest = 1.0 - share
    return QColor(
        round(front.red() * share + back.red() * rest),
        round(front.green() * share + back.green() * rest),
        round(front.blue() * share + back.blue() * rest),
    )


def draw_sign(painter: QPainter, sign: Sign, box: QRectF, colour: QColor) -> None:
    """Draw a sign into a square."""
    pen = QPen(colour, 2.1)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.save()
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.translate(box.topLeft())
    painter.scale(box.width() / SQUARE, box.height() / SQUARE)
    painter.drawPath(_PATHS[sign]())
    painter.restore()


def _picture() -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(5, 9, 42, 34), 3.5, 3.5)
    path.addEllipse(QPointF(16.5, 19.5), 3.3, 3.3)
    _lines(path, (8, 39), (20.5, 27.5), (27, 34), (35, 24.5), (44, 34))
    return path


def _drop() -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(7, 4, 38, 30), 4, 4)
    path.addEllipse(QPointF(17, 13), 3.2, 3.2)
    _lines(path, (9, 30), (20, 21), (27, 27), (34, 18), (44, 28))
    _lines(path, (26, 39), (26, 49))
    _lines(path, (21, 44.5), (26, 49), (31, 44.5))
    return path


def _warning() -> QPainterPath:
    path = QPainterPath()
    _lines(path, (26, 6), (48, 45), (4, 45))
    path.closeSubpath()
    _lines(path, (26, 20), (26, 31))
    _lines(path, (26, 37.4), (26, 37.6))
    return path


def _lines(path: QPainterPath, first: tuple[float, float], *others: tuple[float, float]) -> None:
    path.moveTo(*first)
    for point in others:
        path.lineTo(*point)


_PATHS = {Sign.PICTURE: _picture, Sign.DROP: _drop, Sign.WARNING: _warning}
