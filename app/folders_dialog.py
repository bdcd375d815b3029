"""Manage folders: what the catalogue is made of."""

from collections.abc import Sequence

from PyQt5.QtCore import QItemSelectionModel, QSize, Qt, pyqtSignal
from PyQt5.QtGui import QKeySequence
from PyQt5.QtWidgets import (
    QHeaderView,
    QLabel,
    QMessageBox,
    QShortcut,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from app import file_actions
from app.table_dialog import TableDialog, dress
from app.wording import counted, number, shortened
from index.records import Folder

ID_ROLE = Qt.ItemDataRole.UserRole
NAME, LOCATION = range(2)
NAME_WIDTH = 260


class FoldersDialog(TableDialog):
    """A table of the catalogue's folders with what can be done with them.

    Signals:
        add_wanted(): another folder is to be added.
        remove_wanted(folder id): confirmed by the user.
        rescan_wanted(list of folder ids): look for changes in these.
    """

    add_wanted = pyqtSignal()
    remove_wanted = pyqtSignal(int)
    rescan_wanted = pyqtSignal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("foldersDialog", QSize(860, 420), parent)
        self._folders: Sequence[Folder] = ()
        self._hint = QLabel(self)
        self._hint.setProperty("role", "quiet")
        self._hint.setWordWrap(True)
        self._table = self._make_table()
        self._add = self._button("addFolder")
        self._remove = self._button("removeFolder")
        self._rescan = self._button("rescanFolder")
        self._show = self._button("showFolder")
        self._close = self._button("closeFolders")
        self._close.setDefault(True)
        self._lay_out(
            self._hint, self._table, (self._add, self._rescan, self._show, self._remove), self._close
        )
        self._add.clicked.connect(self.add_wanted)
        self._remove.clicked.connect(self._confirm_remove)
        self._rescan.clicked.connect(lambda: self.rescan_wanted.emit([f.id for f in self._selected()]))
        self._show.clicked.connect(self._show_selected)
        self._close.clicked.connect(self.close)
        self._table.itemSelectionChanged.connect(self._enable)
        self._table.itemDoubleClicked.connect(lambda _item: self._show_selected())
        QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self._table, self._confirm_remove)
        self.retranslate_ui()

    def set_folders(self, folders: Sequence[Folder]) -> None:
        """Show these folders; the selection stays."""
        if list(folders) != list(self._folders):
            self._folders = folders
            self._fill()

    def retranslate_ui(self) -> None:
        """Say everything in the language of now."""
        self.setWindowTitle(self.tr("Catalogue folders"))
        self._hint.setText(
            self.tr("Pictures are read where they lie; nothing in these folders is moved, changed or copied.")
        )
        self._table.setAccessibleName(self.tr("Catalogue folders"))
        self._table.setHorizontalHeaderLabels(
            [
                self.tr("Name"),
                self.tr("Location"),
                self.tr("Pictures"),
                self.tr("Searchable"),
                self.tr("Not readable"),
                self.tr("State"),
            ]
        )
        texts = {
            self._add: self.tr("Add folder…"),
            self._remove: self.tr("Remove…"),
            self._rescan: self.tr("Rescan"),
            self._show: self.tr("Open folder"),
            self._close: self.tr("Close"),
        }
        for button, text in texts.items():
            button.setText(text)
            button.setAccessibleName(text)
        self._fill()

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(0, 6, self)
        table.setObjectName("foldersTable")
        dress(table)
        table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(LOCATION, QHeaderView.ResizeMode.Stretch)
        return table

    def _fill(self) -> None:
        selected = {folder.id for folder in self._selected()}
        table = self._table
        table.blockSignals(True)
        table.setRowCount(len(self._folders))
        for row, folder in enumerate(self._folders):
            texts = [folder.name, str(folder.path)]
            texts += [number(count) for count in (folder.pictures, folder.searchable, folder.failed)]
            for column, text in enumerate([*texts, self._state(folder)]):
                item = QTableWidgetItem(text)
                item.setData(ID_ROLE, folder.id)
                item.setToolTip(text)
                if 2 <= column <= 4:
                    item.setTextAlignment(int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter))
                table.setItem(row, column, item)
        table.setColumnWidth(NAME, min(table.sizeHintForColumn(NAME) + 16, NAME_WIDTH))
        table.clearSelection()
        rows = [row for row, folder in enumerate(self._folders) if folder.id in selected]
        for row in rows:
            flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
            table.selectionModel().select(table.model().index(row, 0), flags)
        table.blockSignals(False)
        self._enable()

    def _state(self, folder: Folder) -> str:
        unread = folder.pictures - folder.searchable - folder.failed
        if not folder.online:
            return self.tr("Offline")
        if unread > 0:
            return counted(unread, self.tr("1 not read yet"), self.tr("{count} not read yet"))
        return self.tr("Ready") if folder.pictures else self.tr("No pictures yet")

    def _selected(self) -> list[Folder]:
        ids = {item.data(ID_ROLE) for item in self._table.selectedItems()}
        return [folder for folder in self._folders if folder.id in ids]

    def _enable(self) -> None:
        selected = self._selected()
        self._remove.setEnabled(len(selected) == 1)
        self._rescan.setEnabled(bool(selected))
        self._show.setEnabled(len(selected) == 1)

    def _confirm_remove(self) -> None:
        selected = self._selected()
        if len(selected) != 1:
            return
        folder = selected[0]
        box = QMessageBox(self)
        box.setObjectName("confirmRemove")
        box.setWindowTitle(self.tr("Remove folder"))
        box.setText(self.tr("Remove “{name}” from the catalogue?").format(name=shortened(folder.name)))
        box.setInformativeText(
            self.tr("Its pictures stay where they are, untouched. Only the catalogue forgets them.")
        )
        remove = box.addButton(self.tr("Remove"), QMessageBox.ButtonRole.AcceptRole)
        remove.setObjectName("confirm")
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(QMessageBox.StandardButton.Cancel)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        remove.clicked.connect(lambda: self.remove_wanted.emit(folder.id))
        box.open()

    def _show_selected(self) -> None:
        for folder in self._selected()[:1]:
            self._open(file_actions.open_folder, folder.path)
