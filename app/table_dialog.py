"""What the dialogs around one table have in common."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from PyQt5 import sip
from PyQt5.QtCore import QEvent, QSize, Qt
from PyQt5.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app import file_actions
from app.dialog import Dialog
from app.elided_label import ElidedLabel
from app.geometry import fitted
from app.obstacle import Obstacle, reason

ROW_HEIGHT = 32


class TableDialog(Dialog):
    """Words above a table, buttons below it, and beside them how the last action went."""

    def __init__(self, name: str, size: QSize, parent: QWidget | None) -> None:
        super().__init__(name, parent)
        self._told = ElidedLabel(parent=self)
        self._told.setObjectName("told")
        self._told.setProperty("role", "danger")
        self.resize(fitted(size))

    def _lay_out(
        self, words: QLabel, table: QTableView, buttons: Iterable[QPushButton], close: QPushButton
    ) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in buttons:
            row.addWidget(button)
        row.addWidget(self._told, 1)
        row.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 16)
        layout.setSpacing(12)
        layout.addWidget(words)
        layout.addWidget(table, 1)
        layout.addLayout(row)

    def _open(self, action: file_actions.Action, path: Path) -> None:
        """Open a file or a folder, and tell what stands in the way."""
        self._told.set_line("")
        action(path, partial(self._tell_obstacle, path))

    def _tell_obstacle(self, path: Path, obstacle: Obstacle | None) -> None:
        if obstacle is not None and not sip.isdeleted(self):
            self._told.set_line(reason(obstacle), str(path))

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Take back what was told in the language of before."""
        if event.type() == QEvent.Type.LanguageChange:
            self._told.set_line("")
        super().changeEvent(event)


def dress(table: QTableView) -> None:
    """Let whole rows be selected and nothing be edited."""
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    rows, columns = table.verticalHeader(), table.horizontalHeader()
    assert rows is not None
    assert columns is not None
    rows.hide()
    rows.setDefaultSectionSize(ROW_HEIGHT)
    columns.setHighlightSections(False)
    columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
