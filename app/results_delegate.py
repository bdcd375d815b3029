"""How one match looks in the grid."""

from dataclasses import dataclass

from PyQt5.QtCore import QModelIndex, QObject, QPointF, QRect, QRectF, QSize, Qt
from PyQt5.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPalette, QPen, QPixmap
from PyQt5.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.drawing import mixed
from app.results_model import Role, similarity_text
from app.thumbnails import ThumbnailLoader
from index.records import Likeness, Match

GUTTER = 6
PADDING = 8
INSET = 6
RADIUS = 6.0
LINE_GAP = 3
BAR_HEIGHT = 4
MAX_ENLARGEMENT = 2.0
MAT = QColor(Qt.GlobalColor.white)


@dataclass(frozen=True)
class _Colours:
    """The card's colours, all of them mixed from the palette."""

    text: QColor
    quiet: QColor
    accent: QColor
    accent_text: QColor
    track: QColor
    border: QColor
    hover: QColor
    selected: QColor
    empty: QColor
    glyph: QColor
    tag: QColor
    tag_text: QColor

    @classmethod
    def of(cls, palette: QPalette) -> "_Colours":
        base, text = palette.color(QPalette.Base), palette.color(QPalette.Text)
        accent = palette.color(QPalette.Highlight)
        dark, light = sorted((base, text), key=QColor.lightness)
        return cls(
            text=text,
            quiet=mixed(text, base, 0.66),
            accent=accent,
            accent_text=palette.color(QPalette.HighlightedText),
            track=mixed(text, base, 0.14),
            border=mixed(text, base, 0.16),
            hover=mixed(text, base, 0.07),
            selected=mixed(accent, base, 0.24),
            empty=mixed(text, base, 0.06),
            glyph=mixed(text, base, 0.38),
            tag=mixed(dark, light, 0.82),
            tag_text=light,
        )


@dataclass(frozen=True)
class _Places:
    """Where the parts of a card lie."""

    card: QRect
    mat: QRect
    score: QRect
    name: QRect
    folder: QRect


class ResultDelegate(QStyledItemDelegate):
    """Paints a match as a card: picture on a white mat, similarity as number, word and bar, file name, folder.

    Asks the loader for thumbnails while it paints, so that only what is on screen is read.
    """

    def __init__(self, thumbnails: ThumbnailLoader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._cell = QSize(1, 1)
        self._palette_key = -1
        self._colours = _Colours.of(QPalette())

    def set_cell_width(self, width: int, font: QFont) -> QSize:
        """Lay cards out for cells so wide; returns the size of a cell."""
        line = QFontMetrics(font).height()
        side = width - 2 * (GUTTER + PADDING)
        text = self._score_height(line) + 2 * line + 2 * LINE_GAP + PADDING
        self._cell = QSize(width, side + text + 2 * (GUTTER + PADDING))
        return self._cell

    @staticmethod
    def picture_edge(cell_width: int) -> int:
        """Longest side a picture can have in a cell so wide."""
        return cell_width - 2 * (GUTTER + PADDING + INSET)

    @staticmethod
    def cell_width(picture_edge: int) -> int:
        """How wide a cell must be for pictures of that longest side."""
        return picture_edge + 2 * (GUTTER + PADDING + INSET)

    @staticmethod
    def _score_height(line: int) -> int:
        return line + LINE_GAP + BAR_HEIGHT + 2

    def _places(self, cell: QRect, line: int) -> _Places:
        card = cell.adjusted(GUTTER, GUTTER, -GUTTER, -GUTTER)
        inner = card.adjusted(PADDING, PADDING, -PADDING, -PADDING)
        mat = QRect(inner.topLeft(), QSize(inner.width(), inner.width()))
        score = QRect(inner.left(), mat.bottom() + 1 + PADDING, inner.width(), self._score_height(line))
        name = QRect(inner.left(), score.bottom() + 1 + LINE_GAP, inner.width(), line)
        folder = QRect(inner.left(), name.bottom() + 1 + LINE_GAP, inner.width(), line)
        return _Places(card, mat, score, name, folder)

    def _paint_card(self, painter: QPainter, card: QRect, state: int) -> None:
        colours = self._colours
        selected = bool(state & QStyle.StateFlag.State_Selected)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        if selected:
            fill = colours.selected
        elif hovered:
            fill = colours.hover
        else:
            fill = None
        if fill is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(fill)
            painter.drawRoundedRect(QRectF(card), RADIUS, RADIUS)
        if selected or focused:
            pen = QPen(colours.accent if selected else colours.quiet, 2.0 if focused else 1.0)
            inset = pen.widthF() / 2
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(card).adjusted(inset, inset, -inset, -inset), RADIUS, RADIUS)

    def _paint_picture(self, painter: QPainter, mat: QRect, match: Match) -> None:
        pixmap = self._thumbnails.request(match.item_id)
        colours = self._colours
        painter.setPen(QPen(colours.border, 1.0))
        painter.setBrush(colours.empty if pixmap is None else MAT)
        painter.drawRoundedRect(QRectF(mat).adjusted(0.5, 0.5, -0.5, -0.5), 3.0, 3.0)
        if pixmap is None:
            box = QRectF(mat)
            if not match.online:
                box.setBottom(box.bottom() - painter.fontMetrics().height() - 8)
            self._paint_glyph(painter, box, failed=self._thumbnails.failed(match.item_id))
            return
        if not match.online:
            painter.setOpacity(0.4)
        self._paint_pixmap(painter, mat.adjusted(INSET, INSET, -INSET, -INSET), pixmap)
        painter.setOpacity(1.0)

    def _paint_pixmap(self, painter: QPainter, box: QRect, pixmap: QPixmap) -> None:
        """Fit the picture into its box: unscaled if decoded for it, enlarged to twice its size at most."""
        device = painter.device()
        ratio = device.devicePixelRatioF() if device is not None else 1.0
        scale = min(box.width() * ratio / max(pixmap.width(), pixmap.height()), MAX_ENLARGEMENT)
        exact = abs(scale - 1.0) < 0.01
        if exact:
            scale = 1.0
        width, height = pixmap.width() * scale / ratio, pixmap.height() * scale / ratio
        left = round((box.left() + (box.width() - width) / 2) * ratio) / ratio
        top = round((box.top() + (box.height() - height) / 2) * ratio) / ratio
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not exact)
        painter.drawPixmap(QRectF(left, top, width, height), pixmap, QRectF(pixmap.rect()))

    def _paint_glyph(self, painter: QPainter, mat: QRectF, *, failed: bool) -> None:
        """A small framed landscape while the picture is awaited; struck through, with words, if none came."""
        size = min(36.0, mat.width() * 0.3)
        frame = QRectF(0.0, 0.0, size, size * 0.78)
        frame.moveCenter(mat.center())
        if failed:
            frame.translate(0.0, -painter.fontMetrics().height() * 0.5)
        painter.setPen(QPen(self._colours.glyph, 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(frame, 2.5, 2.5)
        hills = QPainterPath(QPointF(frame.left() + size * 0.1, frame.bottom() - size * 0.12))
        hills.lineTo(frame.left() + size * 0.36, frame.top() + size * 0.32)
        hills.lineTo(frame.left() + size * 0.56, frame.bottom() - size * 0.24)
        hills.lineTo(frame.left() + size * 0.68, frame.bottom() - size * 0.36)
        hills.lineTo(frame.right() - size * 0.1, frame.bottom() - size * 0.12)
        painter.drawPath(hills)
        if not failed:
            return
        painter.drawLine(frame.bottomLeft() + QPointF(-3.0, 3.0), frame.topRight() + QPointF(3.0, -3.0))
        words = QRectF(mat.left(), frame.bottom() + 6.0, mat.width(), painter.fontMetrics().height() + 2.0)
        painter.setPen(self._colours.quiet)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignCenter), self.tr("No preview"))

    def _paint_tag(self, painter: QPainter, mat: QRect, text: str, *, accent: bool) -> None:
        """A word on the mat: at its top for what is special about the picture, at its bottom a warning."""
        metrics = painter.fontMetrics()
        width = min(metrics.horizontalAdvance(text) + 14, mat.width() - 8)
        tag = QRect(mat.left() + 4, mat.top() + 4, width, metrics.height() + 4)
        if not accent:
            tag.moveBottom(mat.bottom() - 4)
        colours = self._colours
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.accent if accent else colours.tag)
        painter.drawRoundedRect(QRectF(tag), tag.height() / 2, tag.height() / 2)
        painter.setPen(colours.accent_text if accent else colours.tag_text)
        elided = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width - 10)
        painter.drawText(tag, int(Qt.AlignmentFlag.AlignCenter), elided)

    def _paint_score(self, painter: QPainter, row: QRect, match: Match, word: str, font: QFont) -> None:
        """Number and word over a bar; the bar of what is less similar has no colour of its own."""
        line = QRect(row.left(), row.top(), row.width(), painter.fontMetrics().height())
        left_middle = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        bold = QFont(font)
        bold.setBold(True)
        painter.setFont(bold)
        painter.setPen(self._colours.text)
        painter.drawText(line, left_middle, similarity_text(match.similarity))
        line.setLeft(line.left() + painter.fontMetrics().horizontalAdvance("0.00") + 6)
        painter.setFont(font)
        coloured = match.online and match.likeness is not Likeness.LESS_SIMILAR
        painter.setPen(self._colours.text if coloured else self._colours.quiet)
        elided = painter.fontMetrics().elidedText(word, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, left_middle, elided)
        track = QRectF(row.left(), row.bottom() - BAR_HEIGHT, row.width(), BAR_HEIGHT)
        filled = QRectF(track)
        filled.setWidth(track.width() * min(1.0, max(0.0, match.similarity)))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colours.track)
        painter.drawRoundedRect(track, BAR_HEIGHT / 2, BAR_HEIGHT / 2)
        painter.setBrush(self._colours.accent if coloured else self._colours.glyph)
        painter.drawRoundedRect(filled, BAR_HEIGHT / 2, BAR_HEIGHT / 2)

    def _paint_texts(self, painter: QPainter, places: _Places, match: Match) -> None:
        metrics = painter.fontMetrics()
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
        middle = Qt.TextElideMode.ElideMiddle
        painter.setPen(self._colours.text if match.online else self._colours.quiet)
        painter.drawText(places.name, flags, metrics.elidedText(match.path.name, middle, places.name.width()))
        painter.setPen(self._colours.quiet)
        painter.drawText(
            places.folder, flags, metrics.elidedText(match.folder, middle, places.folder.width())
        )

    # Qt overrides

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        """Every cell has the same size."""
        return self._cell

    def paint(self, painter: QPainter | None, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        """Paint one card."""
        match = index.data(Role.MATCH)
        if painter is None or not isinstance(match, Match):
            return
        key = option.palette.cacheKey()
        if key != self._palette_key:
            self._palette_key = key
            self._colours = _Colours.of(option.palette)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(option.font)
        places = self._places(option.rect, option.fontMetrics.height())
        self._paint_card(painter, places.card, int(option.state))
        self._paint_picture(painter, places.mat, match)
        if match.same_file:
            self._paint_tag(painter, places.mat, self.tr("Same picture"), accent=True)
        if not match.online:
            self._paint_tag(painter, places.mat, self.tr("Offline"), accent=False)
        self._paint_score(painter, places.score, match, index.data(Role.LIKENESS_TEXT), option.font)
        self._paint_texts(painter, places, match)
        painter.restore()
