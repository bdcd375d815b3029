"""The page that stands in the grid's place: what to do next, or what went wrong."""

from collections.abc import Callable
from dataclasses import dataclass

from PyQt5.QtCore import QEvent, QRectF, Qt
from PyQt5.QtGui import QPainter, QPalette, QPixmap
from PyQt5.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.drawing import Sign, draw_sign, mixed

SIGN_EDGE = 64
TEXT_WIDTH = 520


@dataclass(frozen=True)
class Offer:
    """A button that does what the page advises."""

    text: str
    act: Callable[[], None]


class MessagePage(QWidget):
    """Sign, title, text and perhaps a button, in the middle.

    Args:
        name: object name of the page; those of its parts begin with it.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._kind = Sign.PICTURE
        self._offer: Offer | None = None
        self._sign = QLabel(self)
        self._sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title = self._label(f"{name}Title")
        self._text = self._label(f"{name}Text")
        self._button = QPushButton(self)
        self._button.setObjectName(f"{name}Button")
        self._button.hide()
        self._button.clicked.connect(self._take_offer)
        self._lay_out()
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.Base)
        self._dress()

    def say(self, title: str, text: str, *, problem: bool, offer: Offer | None = None) -> None:
        """Show a title and a text; a problem gets a warning sign, anything else a picture frame."""
        self._kind = Sign.WARNING if problem else Sign.PICTURE
        self._title.setText(title)
        self._text.setText(text)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self._offer = offer
        self._button.setVisible(offer is not None)
        if offer is not None:
            self._button.setText(offer.text)
            self._button.setAccessibleName(offer.text)
        self._dress()

    def _label(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setMaximumWidth(TEXT_WIDTH)
        label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        return label

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(8)
        layout.addStretch(2)
        layout.addWidget(self._sign)
        layout.addSpacing(8)
        for label in (self._title, self._text):
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(label, 1000)
            row.addStretch(1)
            layout.addLayout(row)
        layout.addSpacing(8)
        layout.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    def _take_offer(self) -> None:
        if self._offer is not None:
            self._offer.act()

    def _dress(self) -> None:
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 1.5)
        self._title.setFont(font)
        palette = self.palette()
        base, ink = palette.color(QPalette.Base), palette.color(QPalette.Text)
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(round(SIGN_EDGE * ratio), round(SIGN_EDGE * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_sign(painter, self._kind, QRectF(0, 0, SIGN_EDGE, SIGN_EDGE), mixed(ink, base, 0.45))
        painter.end()
        self._sign.setPixmap(pixmap)
        palette.setColor(QPalette.Text, mixed(ink, base, 0.7))
        self._text.setPalette(palette)

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Follow palette and font."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self._dress()
