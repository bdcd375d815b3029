"""The pictures that could not be read, and why."""

from collections.abc import Sequence
from typing import Any

from PyQt5.QtCore import QAbstractTableModel, QModelIndex, QObject, QSize, Qt, pyqtSignal
from PyQt5.QtGui import QGuiApplication
from PyQt5.QtWidgets import QHeaderView, QLabel, QTableView, QWidget

from app import file_actions, problem_text
from app.table_dialog import TableDialog, dress
from app.wording import counted
from index.records import Failure

COLUMNS = 3
FILE, FOLDER, REASON = range(COLUMNS)


class FailuresModel(QAbstractTableModel):
    """One row for each picture: file, folder, reason."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._failures: Sequence[Failure] = ()

    def set_failures(self, failures: Sequence[Failure]) -> None:
        """Show these."""
        self.beginResetModel()
        self._failures = failures
        self.endResetModel()

    def failures(self) -> Sequence[Failure]:
        """All rows."""
        return self._failures

    def retranslate_ui(self) -> None:
        """Say everything in the language of now."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, COLUMNS - 1)
        if self._failures:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._failures) - 1, COLUMNS - 1))

    # Qt overrides

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Number of pictures."""
        return 0 if parent.isValid() else len(self._failures)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """File, folder, reason."""
        return 0 if parent.isValid() else COLUMNS

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Texts; the tooltip has the full path and what the system said."""
        if not index.isValid():
            return None
        failure = self._failures[index.row()]
        reason = problem_text.sentence(failure.problem)
        if role == Qt.ItemDataRole.DisplayRole:
            return {FILE: failure.path.name, FOLDER: failure.folder, REASON: reason}[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            lines = [str(failure.path), reason, failure.detail]
            return "\n".join(line for line in lines if line)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Names of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return {FILE: self.tr("File"), FOLDER: self.tr("Folder"), REASON: self.tr("Reason")}[section]
        return None


class FailuresDialog(TableDialog):
    """A table of failures with what can be done about them.

    Signals:
        retry_wanted(list of item ids or None): read these again, or all.
    """

    retry_wanted = pyqtSignal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("failuresDialog", QSize(920, 460), parent)
        self._summary = QLabel(self)
        self._summary.setObjectName("failuresSummary")
        self._summary.setWordWrap(True)
        self._model = FailuresModel(self)
        self._table = self._make_table()
        self._retry_selected = self._button("retrySelected")
        self._retry_all = self._button("retryAll")
        self._show = self._button("showFailure")
        self._copy = self._button("copyFailures")
        self._close = self._button("closeFailures")
        self._close.setDefault(True)
        self._lay_out(
            self._summary,
            self._table,
            (self._retry_all, self._retry_selected, self._show, self._copy),
            self._close,
        )
        self._retry_selected.clicked.connect(self._ask_selected)
        self._retry_all.clicked.connect(lambda: self.retry_wanted.emit(None))
        self._show.clicked.connect(self._show_selected)
        self._copy.clicked.connect(self._copy_list)
        self._close.clicked.connect(self.close)
        self._table.selectionModel().selectionChanged.connect(self._enable)
        self._table.doubleClicked.connect(lambda _index: self._show_selected())
        self.retranslate_ui()

    def set_failures(self, failures: Sequence[Failure]) -> None:
        """Show these."""
        if list(failures) != list(self._model.failures()):
            self._model.set_failures(failures)
        self._enable()
        self._tell()

    def retranslate_ui(self) -> None:
        """Say everything in the language of now."""
        self.setWindowTitle(self.tr("Pictures that could not be read"))
        self._table.setAccessibleName(self.tr("Pictures that could not be read"))
        texts = {
            self._retry_selected: self.tr("Try selected again"),
            self._retry_all: self.tr("Try all again"),
            self._show: self.tr("Show in folder"),
            self._copy: self.tr("Copy list"),
            self._close: self.tr("Close"),
        }
        for button, text in texts.items():
            button.setText(text)
            button.setAccessibleName(text)
        self._model.retranslate_ui()
        self._tell()

    def _make_table(self) -> QTableView:
        table = QTableView(self)
        table.setObjectName("failuresTable")
        table.setModel(self._model)
        dress(table)
        header = table.horizontalHeader()
        header.resizeSection(FILE, 240)
        header.resizeSection(FOLDER, 140)
        header.setSectionResizeMode(REASON, QHeaderView.ResizeMode.Stretch)
        return table

    def _tell(self) -> None:
        self._copy.setText(self.tr("Copy list"))
        count = self._model.rowCount()
        if not count:
            self._summary.setText(self.tr("Every picture of the catalogue could be read."))
            return
        self._summary.setText(
            counted(
                count,
                self.tr(
                    "1 picture could not be read. Searches leave it out; everything else works as usual."
                ),
                self.tr(
                    "{count} pictures could not be read. Searches leave them out; everything else works as usual."
                ),
            )
        )

    def _enable(self) -> None:
        selected = len(self._selected())
        any_rows = self._model.rowCount() > 0
        self._retry_all.setEnabled(any_rows)
        self._copy.setEnabled(any_rows)
        self._retry_selected.setEnabled(selected > 0)
        self._show.setEnabled(selected == 1)

    def _selected(self) -> list[Failure]:
        rows = self._table.selectionModel().selectedRows()
        return [self._model.failures()[index.row()] for index in rows]

    def _ask_selected(self) -> None:
        self.retry_wanted.emit([failure.item_id for failure in self._selected()])

    def _show_selected(self) -> None:
        for failure in self._selected()[:1]:
            self._open(file_actions.show_in_folder, failure.path)

    def _copy_list(self) -> None:
        clipboard = QGuiApplication.clipboard()
        assert clipboard is not None
        rows = [f"{f.path}\t{problem_text.sentence(f.problem)}" for f in self._model.failures()]
        clipboard.setText("\n".join(rows))
        self._copy.setText(self.tr("Copied"))
