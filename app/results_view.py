"""The right side of the window: the matches as a grid, or a page that says why there are none."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PyQt5 import sip
from PyQt5.QtCore import (
    QEvent,
    QModelIndex,
    QPoint,
    QRect,
    Qt,
    QTimer,
    pyqtSignal,
)
from PyQt5.QtGui import (
    QColor,
    QContextMenuEvent,
    QDrag,
    QKeySequence,
    QPainter,
    QPainterPath,
    QPalette,
    QPen,
    QPixmap,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PyQt5.QtWidgets import (
    QAbstractItemView,
    QAction,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QMenu,
    QSizePolicy,
    QSlider,
    QStackedWidget,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from app import file_actions
from app.problem_text import sentence
from app.results_delegate import ResultDelegate, mixed
from app.results_model import ResultsModel
from app.thumbnails import ThumbnailLoader
from app.wording import number
from index.records import Match, SearchBatch, SearchReport, Strategy
from models.problems import Problem

SMALLEST, LARGEST, STEP = 96, 288, 16
DEFAULT_SIZE = 160
SETTLE_MS = 120
OPEN_LIMIT = 12
DRAG_EDGE = 96
HOLD_FROM = 2000


class ResultsList(QListView):
    """The grid: as many columns as fit, cells stretched so that they fill the width.

    Signals:
        menu_wanted(global position): the context menu was asked for, with the mouse or the keyboard.
        size_stepped(steps): Ctrl and the wheel asked for larger or smaller thumbnails.
    """

    menu_wanted = pyqtSignal(QPoint)
    size_stepped = pyqtSignal(int)

    def __init__(self, thumbnails: ThumbnailLoader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._size = DEFAULT_SIZE
        self._cards = ResultDelegate(thumbnails, self)
        self.setItemDelegate(self._cards)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setUniformItemSizes(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self._settled = QTimer(self)
        self._settled.setInterval(SETTLE_MS)
        self._settled.setSingleShot(True)
        self._settled.timeout.connect(self._decode_for_size)
        thumbnails.ready.connect(self._repaint_item)

    def picture_size(self) -> int:
        """Longest side of a picture, before cells are stretched to fill the width."""
        return self._size

    def set_picture_size(self, size: int) -> None:
        """Make pictures about this large."""
        if size != self._size:
            self._size = size
            self.lay_out()

    def selected_matches(self) -> list[Match]:
        """The selected matches in rank order; without a selection the current one."""
        rows = sorted(index.row() for index in self.selectedIndexes())
        if not rows and self.currentIndex().isValid():
            rows = [self.currentIndex().row()]
        model = self._results()
        return [model.match_at(row) for row in rows]

    def lay_out(self) -> None:
        """Fit the cells to width, size and font; what was at the top stays there."""
        bar = self.verticalScrollBar()
        extent = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent, None, bar)
        width = max(1, self.contentsRect().width() - max(extent, bar.sizeHint().width()) - 1)
        columns = max(1, round(width / ResultDelegate.cell_width(self._size)))
        cell = self._cards.set_cell_width(width // columns, self.font())
        if cell != self.gridSize():
            top = self.indexAt(QPoint(cell.width() // 2, cell.height() // 2))
            self.setGridSize(cell)
            if top.row() > 0:
                self.executeDelayedItemsLayout()
                self.scrollTo(top, QAbstractItemView.ScrollHint.PositionAtTop)
        self._settled.start()

    def _decode_for_size(self) -> None:
        edge = ResultDelegate.picture_edge(self.gridSize().width())
        pixels = round(edge * self.devicePixelRatioF())
        if pixels != self._thumbnails.edge:
            self._thumbnails.set_edge(pixels)
            self.viewport().update()

    def _repaint_item(self, item_id: int) -> None:
        index = self._results().index_of(item_id)
        if index.isValid():
            self.update(index)

    def _results(self) -> ResultsModel:
        model = self.model()
        assert isinstance(model, ResultsModel)
        return model

    def _drag_picture(self, match: Match, count: int) -> QPixmap:
        """The first picture's thumbnail, with a number if more are dragged."""
        ratio = self.devicePixelRatioF()
        side = round(DRAG_EDGE * ratio)
        thumbnail = self._thumbnails.request(match.item_id)
        if thumbnail is None:
            pixmap = QPixmap(side, side)
            pixmap.fill(mixed(self.palette().color(QPalette.Text), self.palette().color(QPalette.Base), 0.1))
        else:
            aspect, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            pixmap = thumbnail.scaled(side, side, aspect, smooth)
        pixmap.setDevicePixelRatio(ratio)
        if count > 1:
            painter = QPainter(pixmap)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            height = self.fontMetrics().height() + 4
            width = max(height, self.fontMetrics().horizontalAdvance(str(count)) + 12)
            badge = QRect(round(pixmap.width() / ratio) - width, 0, width, height)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.palette().color(QPalette.Highlight))
            painter.drawRoundedRect(badge, height / 2, height / 2)
            painter.setPen(self.palette().color(QPalette.HighlightedText))
            painter.drawText(badge, int(Qt.AlignmentFlag.AlignCenter), str(count))
            painter.end()
        return pixmap

    # Qt overrides

    def startDrag(self, supportedActions: Qt.DropActions | Qt.DropAction) -> None:  # noqa: N803
        """Drag the selected pictures out as files, to be copied."""
        data = self._results().mimeData(self.selectedIndexes())
        if not data.urls():
            return
        drag = QDrag(self)
        drag.setMimeData(data)
        drag.setPixmap(self._drag_picture(self.selected_matches()[0], len(data.urls())))
        drag.setHotSpot(QPoint(DRAG_EDGE // 4, DRAG_EDGE // 4))
        drag.exec_(Qt.DropActions(Qt.DropAction.CopyAction), Qt.DropAction.CopyAction)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu where the mouse is, or at the current match if the keyboard asked."""
        index = self.indexAt(event.pos())
        position = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            index = self.currentIndex()
            position = self.viewport().mapToGlobal(self.visualRect(index).center())
        if index.isValid():
            self.menu_wanted.emit(position)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl and the wheel change the thumbnails' size."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            turned = event.angleDelta().y()
            self.size_stepped.emit((turned > 0) - (turned < 0))
            event.accept()
        else:
            super().wheelEvent(event)

    def updateGeometries(self) -> None:
        """Let one notch of the wheel move less than a row."""
        super().updateGeometries()
        self.verticalScrollBar().setSingleStep(max(1, self.gridSize().height() // 4))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the cells to the new width."""
        super().resizeEvent(event)
        self.lay_out()

    def showEvent(self, event: QShowEvent) -> None:
        """Fit the cells to the screen the window came up on."""
        super().showEvent(event)
        self.lay_out()
        self._decode_for_size()

    def changeEvent(self, event: QEvent) -> None:
        """Fit the cells to a new font or style."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self.lay_out()


class Headline(QLabel):
    """One line of text that is cut with an ellipsis where it does not fit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def line(self) -> str:
        """The whole line."""
        return self._line

    def set_line(self, line: str) -> None:
        """Show another line."""
        self._line = line
        self.setAccessibleName(line)
        self._cut()

    def _cut(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._line, Qt.TextElideMode.ElideRight, self.width()))

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut for the new width."""
        super().resizeEvent(event)
        self._cut()


class MessagePage(QWidget):
    """A page instead of the grid: icon, title and text in the middle."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("resultsMessage")
        self._problem = False
        self._icon = QLabel(self)
        self._icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title = QLabel(self)
        self._title.setObjectName("resultsMessageTitle")
        self._text = QLabel(self)
        self._text.setObjectName("resultsMessageText")
        for label in (self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setMaximumWidth(520)
            label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(8)
        layout.addStretch(2)
        layout.addWidget(self._icon)
        layout.addSpacing(8)
        for label in (self._title, self._text):
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(label, 1000)
            row.addStretch(1)
            layout.addLayout(row)
        layout.addStretch(3)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.Base)
        self._dress()

    def say(self, title: str, text: str, *, problem: bool) -> None:
        """Show a title and a text; a problem gets a warning sign, anything else a picture frame."""
        self._problem = problem
        self._title.setText(title)
        self._text.setText(text)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self._dress()

    def _dress(self) -> None:
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 1.5)
        self._title.setFont(font)
        palette = self.palette()
        base, ink = palette.color(QPalette.Base), palette.color(QPalette.Text)
        palette.setColor(QPalette.Text, mixed(ink, base, 0.7))
        self._text.setPalette(palette)
        self._icon.setPixmap(self._sign(mixed(ink, base, 0.45)))

    def _sign(self, colour: QColor) -> QPixmap:
        edge, ratio = 64, self.devicePixelRatioF()
        pixmap = QPixmap(round(edge * ratio), round(edge * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(colour, 2.5)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        path = QPainterPath()
        if self._problem:
            path.moveTo(32, 9)
            path.lineTo(58, 54)
            path.lineTo(6, 54)
            path.closeSubpath()
            path.moveTo(32, 26)
            path.lineTo(32, 39)
            path.moveTo(32, 46.4)
            path.lineTo(32, 46.6)
        else:
            path.addRoundedRect(6, 11, 52, 42, 4, 4)
            path.addEllipse(16, 20, 8, 8)
            path.moveTo(10, 48)
            path.lineTo(25, 34)
            path.lineTo(33, 42)
            path.lineTo(43, 30)
            path.lineTo(54, 42)
        painter.drawPath(path)
        painter.end()
        return pixmap

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Follow palette and font."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self._dress()


class ResultsView(QWidget):
    """The matches of the search in hand, best first, and what can be done with them.

    Calls come in this order: `start`, `append` for each batch, `finish`; or `show_problem` / `show_empty` at
    any time. Titles and texts of those pages are the caller's, who says them again in another language.

    Signals:
        search_with(item_id, path): look for designs like this match.
        status_message(text): something to tell in the status line.
        thumbnail_size_changed(size): the user chose another thumbnail size.
    """

    search_with = pyqtSignal(int, str)
    status_message = pyqtSignal(str)
    thumbnail_size_changed = pyqtSignal(int)

    def __init__(self, thumbnails: ThumbnailLoader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("resultsView")
        self._label = ""
        self._report: SearchReport | None = None
        self._searching = False
        self._held: list[Match] = []
        self._model = ResultsModel(self)
        self._list = ResultsList(thumbnails, self)
        self._list.setObjectName("results")
        self._list.setModel(self._model)
        self._header = Headline(self)
        self._header.setObjectName("resultsHeader")
        self._note = QLabel(self)
        self._note.setObjectName("resultsNote")
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        self._note.setWordWrap(True)
        self._slider = self._make_slider()
        self._message = MessagePage(self)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._message)
        self._pages.addWidget(self._make_results_page())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)
        self._menu = QMenu(self)
        self._menu.setObjectName("resultsMenu")
        self._make_actions()
        self._list.doubleClicked.connect(self._open_index)
        self._list.menu_wanted.connect(self._show_menu)
        self._list.size_stepped.connect(lambda steps: self._slider.setValue(self._slider.value() + steps))
        self.setFocusProxy(self._list)
        self.retranslate_ui()

    def start(self, query_label: str) -> None:
        """Begin a new search: the old matches go."""
        self._label = query_label
        self._report = None
        self._searching = True
        self._remove_matches()
        self._list.scrollToTop()
        self._pages.setCurrentIndex(1)
        self._tell()

    def append(self, batch: SearchBatch) -> None:
        """Add the next matches. A long list is added to rarely: each time all of it is laid out again."""
        self._report = batch.report
        self._held.extend(batch.matches)
        if self.count() < HOLD_FROM or len(self._held) >= self.count() // 2:
            self._let_go()
        self._tell()

    def finish(self) -> None:
        """All matches are there."""
        self._searching = False
        self._let_go()
        self._tell()

    def show_problem(self, title: str, text: str) -> None:
        """Say what went wrong instead of showing matches."""
        self._show_message(title, text, problem=True)

    def show_empty(self, title: str, text: str) -> None:
        """Say what to do next where there is nothing to show."""
        self._show_message(title, text, problem=False)

    def clear(self) -> None:
        """Remove the matches; the page stays."""
        self._searching = False
        self._report = None
        self._label = ""
        self._remove_matches()
        self._tell()

    def count(self) -> int:
        """How many matches are shown."""
        return self._model.rowCount()

    def thumbnail_size(self) -> int:
        """Thumbnail size in pixels, for the caller to remember."""
        return self._list.picture_size()

    def set_thumbnail_size(self, size: int) -> None:
        """Use a remembered thumbnail size."""
        self._slider.setValue(round((min(LARGEST, max(SMALLEST, size)) - SMALLEST) / STEP))

    def retranslate_ui(self) -> None:
        """Say everything in the language of now."""
        self._list.setAccessibleName(self.tr("Similar designs"))
        self._list.setAccessibleDescription(self.tr("Designs of the catalogue, the most similar first"))
        self._slider.setAccessibleName(self.tr("Thumbnail size"))
        self._slider.setToolTip(self.tr("Thumbnail size (Ctrl and mouse wheel)"))
        self._open.setText(self.tr("Open"))
        self._show.setText(self.tr("Show in folder"))
        self._copy.setText(self.tr("Copy picture"))
        self._copy_path.setText(self.tr("Copy path"))
        self._search.setText(self.tr("Search with this"))
        self._note.setText(self.tr("Nothing in the catalogue is really similar; these designs come closest."))
        self._list.viewport().update()
        self._tell()

    def _make_slider(self) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal, self)
        slider.setObjectName("thumbnailSize")
        slider.setRange(0, (LARGEST - SMALLEST) // STEP)
        slider.setPageStep(2)
        slider.setMinimumWidth(72)
        slider.setMaximumWidth(120)
        slider.setValue((DEFAULT_SIZE - SMALLEST) // STEP)
        slider.valueChanged.connect(self._resize_thumbnails)
        return slider

    def _make_results_page(self) -> QWidget:
        page = QWidget(self)
        page.setObjectName("resultsPage")
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 6, 12, 6)
        bar.setSpacing(12)
        bar.addWidget(self._header, 4)
        bar.addWidget(self._slider, 1)
        self._note.setContentsMargins(12, 0, 12, 8)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(self._note)
        layout.addWidget(self._list, 1)
        return page

    def _make_actions(self) -> None:
        self._open = self._action("resultOpen", self._open_selected, "Return", "Enter")
        self._show = self._action("resultShowInFolder", self._show_selected)
        self._copy = self._action("resultCopyPicture", self._copy_selected, "Ctrl+C")
        self._copy_path = self._action("resultCopyPath", self._copy_selected_paths, "Ctrl+Shift+C")
        self._search = self._action("resultSearchWith", self._search_selected, "Ctrl+Return", "Ctrl+Enter")
        self._menu.addActions([self._open, self._show])
        self._menu.addSeparator()
        self._menu.addActions([self._copy, self._copy_path])
        self._menu.addSeparator()
        self._menu.addAction(self._search)
        self._menu.setDefaultAction(self._open)

    def _action(self, name: str, slot: Callable[[], None], *shortcuts: str) -> QAction:
        action = QAction(self._list)
        action.setObjectName(name)
        action.setShortcuts([QKeySequence(shortcut) for shortcut in shortcuts])
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda _checked: slot())
        self._list.addAction(action)
        return action

    def _show_message(self, title: str, text: str, *, problem: bool) -> None:
        self.clear()
        self._message.say(title, text, problem=problem)
        self._pages.setCurrentIndex(0)

    def _let_go(self) -> None:
        self._model.append(self._held)
        self._held.clear()

    def _remove_matches(self) -> None:
        self._held.clear()
        self._model.clear()

    def _tell(self) -> None:
        """Say in the header how the search stands, and in its tooltip how it was done."""
        report = self._report
        self._note.setVisible(report is not None and not report.familiar and self.count() > 0)
        self._header.set_line(self._headline())
        self._header.setToolTip("" if report is None else self._how(report))

    def _headline(self) -> str:
        report, count = self._report, self.count()
        if report is None:
            return (
                self.tr("Searching for designs like {query} …").format(query=self._label)
                if self._searching
                else ""
            )
        if self._searching and count < report.total:
            designs = self.tr("{count} of {total} designs").format(
                count=number(count), total=number(report.total)
            )
        elif count == 1:
            designs = self.tr("1 design")
        else:
            designs = self.tr("{count} designs, most similar first").format(count=number(count))
        took = self.tr("{ms} ms").format(ms=number(round(report.ms.total)))
        return f"{designs} · {self._label} · {took}" if self._label else f"{designs} · {took}"

    def _how(self, report: SearchReport) -> str:
        ways = {
            Strategy.LSH: self.tr("Hash tables proposed the candidates"),
            Strategy.SCAN: self.tr("Every picture was compared"),
        }
        way = ways[report.strategy]
        lines = [
            f"{way} ({report.reason})" if report.reason else way,
            self.tr("{candidates} of {indexed} pictures ranked").format(
                candidates=number(report.candidates), indexed=number(report.indexed)
            ),
        ]
        steps = {
            self.tr("Read picture"): report.ms.decode,
            self.tr("Compute feature"): report.ms.feature,
            self.tr("Find candidates"): report.ms.lookup,
            self.tr("Rank"): report.ms.rank,
            self.tr("Total"): report.ms.total,
        }
        lines += [self.tr("{step}: {ms} ms").format(step=step, ms=f"{ms:.1f}") for step, ms in steps.items()]
        return "\n".join(lines)

    def _resize_thumbnails(self, step: int) -> None:
        self._list.set_picture_size(SMALLEST + step * STEP)
        self.thumbnail_size_changed.emit(self.thumbnail_size())

    def _show_menu(self, position: QPoint) -> None:
        single = len(self._list.selected_matches()) == 1
        self._show.setEnabled(single)
        self._search.setEnabled(single)
        self._menu.popup(position)

    def _open_index(self, index: QModelIndex) -> None:
        self._open_match(self._model.match_at(index.row()))

    def _open_selected(self) -> None:
        matches = self._list.selected_matches()
        if len(matches) > OPEN_LIMIT:
            self.status_message.emit(
                self.tr("Select {limit} designs or fewer to open them").format(limit=OPEN_LIMIT)
            )
            return
        for match in matches:
            self._open_match(match)

    def _open_match(self, match: Match) -> None:
        failed = self.tr("{name} could not be opened. {reason}")
        file_actions.open_file(match.path, partial(self._report_action, match.path, "", failed))

    def _show_selected(self) -> None:
        for match in self._list.selected_matches()[:1]:
            failed = self.tr("{name} could not be shown in its folder. {reason}")
            file_actions.show_in_folder(match.path, partial(self._report_action, match.path, "", failed))

    def _copy_selected(self) -> None:
        paths = [match.path for match in self._list.selected_matches()]
        if not paths:
            return
        if len(paths) == 1:
            done = self.tr("Picture copied")
        else:
            done = self.tr("{count} pictures copied").format(count=number(len(paths)))
        failed = self.tr("{name} could not be copied. {reason}")
        file_actions.copy_pictures(paths, partial(self._report_action, paths[0], done, failed))

    def _copy_selected_paths(self) -> None:
        paths = [match.path for match in self._list.selected_matches()]
        if paths:
            file_actions.copy_paths(paths)
            self.status_message.emit(self.tr("Path copied"))

    def _search_selected(self) -> None:
        matches = self._list.selected_matches()
        if len(matches) == 1:
            self.search_with.emit(matches[0].item_id, str(matches[0].path))

    def _report_action(self, path: Path, done: str, failed: str, problem: Problem | None) -> None:
        """Tell how an action went, unless the window was closed meanwhile."""
        if sip.isdeleted(self):
            return
        if problem is not None:
            reason = sentence(problem)
            self.status_message.emit(failed.format(name=path.name, reason=reason))
        elif done:
            self.status_message.emit(done)

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate_ui()
