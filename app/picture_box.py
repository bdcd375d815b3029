"""The drop zone: empty it invites, filled it shows the sample picture large."""

from enum import Enum, auto

from PyQt5.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PyQt5.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QImage,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPalette,
    QPen,
    QPixmap,
    QPolygonF,
)
from PyQt5.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from app.drawing import Sign, draw_sign, mixed
from index.records import Corners

DIMMING = QColor(255, 255, 255, 120)
RADIUS = 10.0
MARGIN = 10
GLYPH = 52
KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class Face(Enum):
    """What the box shows."""

    EMPTY = auto()
    LOADING = auto()
    PICTURE = auto()
    NO_PREVIEW = auto()
    PROBLEM = auto()


class PictureBox(QAbstractButton):
    """Shows the sample picture, an invitation, or what is wrong with it; a click asks for another picture."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dropZone")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._face = Face.EMPTY
        self._image: QImage | None = None
        self._pixmap: QPixmap | None = None
        self._place: Corners | None = None
        self._problem = ("", "")
        self._dragged_over = False
        self._focus_is_shown = False
        self.retranslate_ui()

    def face(self) -> Face:
        """What is shown."""
        return self._face

    def show_picture(self, image: QImage) -> None:
        """Show a picture."""
        self._turn(Face.PICTURE, image)

    def show_place(self, place: Corners | None) -> None:
        """Outline a part of the picture."""
        self._place = place
        self.update()

    def show_face(self, face: Face) -> None:
        """Show something that needs no picture."""
        self._turn(face, None)

    def show_problem(self, title: str, text: str) -> None:
        """Say what is wrong with the picture, over the picture if it could be shown."""
        self._problem = (title, text)
        self._turn(Face.PROBLEM, None)

    def set_dragged_over(self, over: bool) -> None:
        """Show that a drop here would be taken."""
        if over != self._dragged_over:
            self._dragged_over = over
            self.update()

    def retranslate_ui(self) -> None:
        """Say everything in the language of now."""
        self._tell()
        self.update()

    def _turn(self, face: Face, image: QImage | None) -> None:
        self._face = face
        self._image = image
        self._pixmap = None
        self._tell()
        self.update()

    def _tell(self) -> None:
        title, text = self._words()
        self.setAccessibleName(title if title else self.tr("Sample picture"))
        self.setAccessibleDescription(text if text else self.tr("Opens another sample picture"))
        self.setToolTip(self.tr("Click to open another picture") if self._face is Face.PICTURE else "")

    def _words(self) -> tuple[str, str]:
        if self._face is Face.EMPTY:
            return (
                self.tr("Drop a sample picture here"),
                self.tr("or click to choose one, or copy a picture and press Ctrl+V"),
            )
        if self._face is Face.NO_PREVIEW:
            return self.tr("No preview"), self.tr("This format can be searched with, but not shown here.")
        if self._face is Face.PROBLEM:
            return self._problem
        return "", ""

    def _paint_frame(self, painter: QPainter) -> None:
        palette = self.palette()
        accent = palette.color(QPalette.Highlight)
        active = self._dragged_over or (self.hasFocus() and self._focus_is_shown)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        ground = palette.color(QPalette.Base)
        if self._dragged_over or (self.underMouse() and self._face is not Face.PICTURE):
            ground = mixed(accent, ground, 0.14 if self._dragged_over else 0.05)
        if self._face is Face.PICTURE:
            ground = QColor(Qt.GlobalColor.white)
        pen = QPen(accent if active else palette.color(QPalette.Mid), 2.0 if self._dragged_over else 1.2)
        if self._face is Face.EMPTY and not self._dragged_over:
            pen.setStyle(Qt.PenStyle.CustomDashLine)
            pen.setDashPattern([5, 4])
        painter.setPen(pen)
        painter.setBrush(ground)
        painter.drawRoundedRect(frame, RADIUS, RADIUS)

    def _paint_picture(self, painter: QPainter) -> None:
        if self._image is None:
            return
        ratio = self.devicePixelRatioF()
        room = self.rect().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        target = self._image.size().scaled(room.size() * ratio, Qt.AspectRatioMode.KeepAspectRatio)
        if max(target.width(), target.height()) > 2 * max(self._image.width(), self._image.height()):
            target = self._image.size() * 2
        if self._pixmap is None or self._pixmap.size() != target:
            scaled = self._image.scaled(
                target, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            scaled.setDevicePixelRatio(ratio)
            self._pixmap = QPixmap.fromImage(scaled)
        size = QSize(round(target.width() / ratio), round(target.height() / ratio))
        left = room.left() + (room.width() - size.width()) / 2
        top = room.top() + (room.height() - size.height()) / 2
        painter.drawPixmap(QPointF(round(left), round(top)), self._pixmap)
        if self._place is not None:
            self._paint_place(
                painter, QRectF(round(left), round(top), size.width(), size.height()), self._place
            )
        if self._dragged_over:
            veil = QColor(self.palette().color(QPalette.Highlight))
            veil.setAlpha(60)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(veil)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), RADIUS, RADIUS)

    def _paint_place(self, painter: QPainter, shown: QRectF, place: Corners) -> None:
        """Outline the place, and dim what lies around it."""
        outline = QPainterPath()
        outline.addPolygon(
            QPolygonF(
                QPointF(shown.left() + x * shown.width(), shown.top() + y * shown.height()) for x, y in place
            )
        )
        outline.closeSubpath()
        around = QPainterPath()
        around.addRect(shown)
        painter.save()
        painter.setClipRect(shown)
        painter.fillPath(around.subtracted(outline), DIMMING)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for width, colour in (
            (4.0, QColor(255, 255, 255, 200)),
            (2.0, self.palette().color(QPalette.Highlight)),
        ):
            painter.setPen(QPen(colour, width))
            painter.drawPath(outline)
        painter.restore()

    def _paint_words(self, painter: QPainter) -> None:
        title, text = self._words()
        bold = QFont(self.font())
        bold.setPointSizeF(bold.pointSizeF() * 1.15)
        bold.setWeight(QFont.Weight.DemiBold)
        room = self.rect().adjusted(MARGIN + 8, MARGIN, -MARGIN - 8, -MARGIN)
        flags = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
        painter.setFont(bold)
        title_box = painter.fontMetrics().boundingRect(room, flags, title)
        painter.setFont(self.font())
        text_box = painter.fontMetrics().boundingRect(room, flags, text)
        has_glyph = room.height() > GLYPH + 20 + title_box.height() + text_box.height()
        glyph = GLYPH + 14 if has_glyph else 0
        top = room.top() + max(0, (room.height() - glyph - title_box.height() - 8 - text_box.height()) // 2)
        is_problem = self._face is Face.PROBLEM
        palette = self.palette()
        quiet = palette.color(QPalette.PlaceholderText)
        if has_glyph:
            sign = Sign.WARNING if is_problem else Sign.DROP
            box = QRectF(room.center().x() - GLYPH / 2, top, GLYPH, GLYPH)
            draw_sign(
                painter, sign, box, palette.color(QPalette.BrightText if is_problem else QPalette.Highlight)
            )
        painter.setFont(bold)
        painter.setPen(palette.color(QPalette.BrightText if is_problem else QPalette.Text))
        painter.drawText(QRect(room.left(), top + glyph, room.width(), title_box.height()), flags, title)
        painter.setFont(self.font())
        painter.setPen(palette.color(QPalette.Text) if is_problem else quiet)
        top += glyph + title_box.height() + 8
        painter.drawText(QRect(room.left(), top, room.width(), room.bottom() - top), flags, text)

    # Qt overrides

    def sizeHint(self) -> QSize:
        """As wide as the pane usually is."""
        return QSize(280, 300)

    def minimumSizeHint(self) -> QSize:
        """Large enough for the invitation."""
        return QSize(200, 150)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame, then picture or words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_frame(painter)
        if self._face is Face.PICTURE:
            self._paint_picture(painter)
        elif self._face is not Face.LOADING:
            self._paint_words(painter)
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus only to those who move it with the keyboard."""
        self._focus_is_shown = event.reason() in KEYBOARD
        super().focusInEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate_ui()
