"""The grid of matches."""

from PyQt5.QtCore import QEvent, QItemSelectionModel, QPoint, Qt, QTimer, pyqtSignal
from PyQt5.QtGui import QContextMenuEvent, QDrag, QResizeEvent, QShowEvent, QWheelEvent
from PyQt5.QtWidgets import QAbstractItemView, QFrame, QListView, QStyle, QWidget

from app.drag_picture import DRAG_EDGE, drag_picture
from app.results_delegate import ResultDelegate
from app.results_model import ResultsModel
from app.thumbnails import ThumbnailLoader
from index.records import Match

DEFAULT_SIZE = 160
SETTLE_MS = 120


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

    def begin_at_first(self) -> None:
        """Let the keyboard begin at the best match, where it stands nowhere yet."""
        selection = self.selectionModel()
        if selection is not None and not self.currentIndex().isValid():
            selection.setCurrentIndex(self._results().index(0), QItemSelectionModel.SelectionFlag.NoUpdate)

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

    # Qt overrides

    def startDrag(self, supportedActions: Qt.DropActions | Qt.DropAction) -> None:  # noqa: N803
        """Drag the selected pictures out as files, to be copied."""
        data = self._results().mimeData(self.selectedIndexes())
        if not data.urls():
            return
        drag = QDrag(self)
        drag.setMimeData(data)
        thumbnail = self._thumbnails.request(self.selected_matches()[0].item_id)
        drag.setPixmap(drag_picture(self, thumbnail, len(data.urls())))
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
