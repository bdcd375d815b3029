"""Sizes and places of windows on the screens that are there."""

from PyQt5.QtCore import QRect, QSize
from PyQt5.QtGui import QGuiApplication
from PyQt5.QtWidgets import QWidget

MARGIN = 40
GRIP = QSize(80, 40)


def fitted(size: QSize) -> QSize:
    """The size, made smaller where the screen is."""
    return size.boundedTo(_room().size() - QSize(MARGIN, 2 * MARGIN))


def centred(size: QSize) -> QRect:
    """A window of that size in the middle of the screen, made smaller where the screen is."""
    frame = QRect(_room().topLeft(), fitted(size))
    frame.moveCenter(_room().center())
    return frame


def is_within_reach(window: QWidget) -> bool:
    """Whether enough of the window's upper edge lies on a screen that is there now."""
    top = QRect(window.geometry())
    top.setHeight(2 * GRIP.height())
    seen = (screen.availableGeometry().intersected(top) for screen in QGuiApplication.screens())
    return any(part.width() >= GRIP.width() and part.height() >= GRIP.height() for part in seen)


def _room() -> QRect:
    screen = QGuiApplication.primaryScreen()
    assert screen is not None
    return screen.availableGeometry()


def size_at(widget: QWidget, width: int) -> QSize:
    """As high as all texts of a widget need at this width; `adjustSize` cuts wrapped ones off."""
    layout = widget.layout()
    assert layout is not None
    layout.activate()
    return QSize(width, layout.totalHeightForWidth(width))
