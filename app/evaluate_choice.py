"""What is to be evaluated: the demo catalogue, or a folder with a table of labels."""

from collections.abc import Sequence
from pathlib import Path

from PyQt5.QtCore import QEvent, Qt, pyqtSignal
from PyQt5.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFileDialog,
    QGridLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QWidget,
)

from app.background import Background
from app.elided_label import ElidedLabel
from app.evaluate_process import Labelled
from app.sample import Sorted, sort_paths
from index.records import Folder

TABLE = "labels.csv"
TABLE_SUFFIX = ".csv"
INDENT = 26


class EvaluateChoice(QWidget):
    """Two radio buttons; below the second, which folder and which table.

    Signals:
        changed(): something else is chosen.
        told(text): why what was dropped was not taken; empty when all is well.
    """

    changed = pyqtSignal()
    told = pyqtSignal(str)

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._table: Path | None = None
        self._is_guess = True
        self._demo = self._radio("evaluateDemo")
        self._own = self._radio("evaluateOwn")
        self._demo.setChecked(True)
        group = QButtonGroup(self)
        group.addButton(self._demo)
        group.addButton(self._own)
        self._folder_label, self._table_label = QLabel(self), QLabel(self)
        self._folders = QComboBox(self)
        self._folders.setObjectName("evaluateFolder")
        self._folders.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._table_line = ElidedLabel(Qt.TextElideMode.ElideMiddle, self)
        self._table_line.setObjectName("evaluateTable")
        self._table_hint = QLabel(self)
        self._table_hint.setProperty("role", "quiet")
        self._table_hint.setWordWrap(True)
        self._browse_folder = self._button("browseFolder")
        self._browse_table = self._button("browseTable")
        self._lay_out()
        self._demo.toggled.connect(lambda _checked: self._look_for_table())
        self._folders.activated.connect(lambda _index: self._look_for_table())
        self._browse_folder.clicked.connect(self._ask_folder)
        self._browse_table.clicked.connect(self._ask_table)
        self.retranslate_ui()
        self._enable()

    def chosen(self) -> Labelled | None:
        """The labelled pictures; None for the demo catalogue. Only where `is_complete`."""
        folder = self._folder()
        if self._demo.isChecked() or folder is None or self._table is None:
            return None
        return Labelled(folder, self._table)

    def is_complete(self) -> bool:
        """Whether all is chosen that must be."""
        return self._demo.isChecked() or (self._folder() is not None and self._table is not None)

    def set_folders(self, folders: Sequence[Folder]) -> None:
        """The folders of the catalogue, to choose from beside any other."""
        for folder in folders:
            if self._folders.findData(str(folder.path)) < 0:
                self._folders.addItem(str(folder.path), str(folder.path))
                self._folders.setItemData(
                    self._folders.count() - 1, str(folder.path), Qt.ItemDataRole.ToolTipRole
                )
        self._enable()

    def take(self, paths: Sequence[Path]) -> None:
        """Choose what was dropped: a folder, a table, or both."""
        self._background.run(lambda: sort_paths(paths), self._take_sorted)

    def retranslate_ui(self) -> None:
        """Say everything in the language of now."""
        self._demo.setText(self.tr("The demo catalogue that comes with the program"))
        self._own.setText(self.tr("A folder of pictures with a table that tells which belong together"))
        self._folder_label.setText(self.tr("Folder"))
        self._folders.setAccessibleName(self.tr("Folder"))
        self._table_label.setText(self.tr("Table of labels"))
        self._table_hint.setText(
            self.tr(
                "The table is a CSV file with a column image (the path of the picture in the folder) and one or more of"
                " label, cut, print and family. You can drop folder and table here."
            )
        )
        for button, name in (
            (self._browse_folder, self.tr("Browse for the folder")),
            (self._browse_table, self.tr("Browse for the table")),
        ):
            button.setText(self.tr("Browse…"))
            button.setAccessibleName(name)
        self._tell_table()

    def _take_sorted(self, paths: Sorted) -> None:
        tables = [path for path in paths.files if path.suffix.lower() == TABLE_SUFFIX]
        if not paths.folders and not tables:
            self.told.emit(self.tr("Drop a folder of pictures or a CSV table here."))
            return
        self.told.emit("")
        self._own.setChecked(True)
        if tables:
            self._set_table(tables[0])
        if paths.folders:
            self._set_folder(paths.folders[0])

    def _folder(self) -> Path | None:
        data = self._folders.currentData()
        return Path(data) if data else None

    def _set_folder(self, folder: Path) -> None:
        index = self._folders.findData(str(folder))
        if index < 0:
            self._folders.insertItem(0, str(folder), str(folder))
            index = 0
        self._folders.setCurrentIndex(index)
        self._look_for_table()

    def _look_for_table(self) -> None:
        """Most tables lie in the folder of their pictures, or beside it; the user's own choice stays."""
        self._enable()
        folder = self._folder()
        if folder is None or self._demo.isChecked() or not self._is_guess:
            return

        def found(tables: Sorted) -> None:
            if self._is_guess and self._folder() == folder:
                self._show_table(tables.files[0] if tables.files else None)

        self._background.run(lambda: sort_paths([folder / TABLE, folder.parent / TABLE]), found)

    def _set_table(self, table: Path) -> None:
        self._is_guess = False
        self._show_table(table)

    def _show_table(self, table: Path | None) -> None:
        self._table = table
        self._tell_table()
        self._enable()

    def _tell_table(self) -> None:
        self._table_line.set_line(str(self._table) if self._table else self.tr("None chosen yet"))

    def _ask_folder(self) -> None:
        dialog = QFileDialog(self, self.tr("A folder of labelled pictures"), str(self._folder() or ""))
        dialog.setObjectName("evaluateFolderDialog")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self._set_folder(Path(path)))
        dialog.open()

    def _ask_table(self) -> None:
        start = self._table.parent if self._table else self._folder()
        dialog = QFileDialog(self, self.tr("A table of labels"), str(start or ""))
        dialog.setObjectName("evaluateTableDialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(
            [self.tr("Tables of labels") + f" (*{TABLE_SUFFIX})", self.tr("All files") + " (*)"]
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self._set_table(Path(path)))
        dialog.open()

    def _enable(self) -> None:
        own = self._own.isChecked()
        for widget in (
            self._folder_label,
            self._folders,
            self._browse_folder,
            self._table_label,
            self._table_line,
            self._browse_table,
            self._table_hint,
        ):
            widget.setEnabled(own)
        self._folders.setEnabled(own and self._folders.count() > 0)
        self.changed.emit()

    def _radio(self, name: str) -> QRadioButton:
        button = QRadioButton(self)
        button.setObjectName(name)
        return button

    def _button(self, name: str) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(name)
        button.setProperty("role", "small")
        button.setAutoDefault(False)
        return button

    def _lay_out(self) -> None:
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(10)
        layout.setVerticalSpacing(8)
        layout.setColumnMinimumWidth(0, INDENT - 10)
        layout.setColumnStretch(2, 1)
        layout.addWidget(self._demo, 0, 0, 1, 4)
        layout.addWidget(self._own, 1, 0, 1, 4)
        rows = (
            (self._folder_label, self._folders, self._browse_folder),
            (self._table_label, self._table_line, self._browse_table),
        )
        for row, widgets in enumerate(rows, 2):
            for column, widget in enumerate(widgets, 1):
                layout.addWidget(widget, row, column)
        layout.addWidget(self._table_hint, 4, 1, 1, 3)

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate_ui()
