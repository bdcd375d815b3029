"""The choice of folders to look in, as a drop-down that stays open while it is used."""

from collections.abc import Sequence

from PyQt5.QtCore import QEvent, QPointF, Qt, pyqtSignal
from PyQt5.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PyQt5.QtWidgets import QAction, QMenu, QPushButton, QSizePolicy, QWidget

from app.wording import counted, number
from index.records import Folder

MAX_NAME = 34


class StayingMenu(QMenu):
    """A menu whose checkable entries can be clicked one after the other."""

    def _toggled(self) -> bool:
        action = self.activeAction()
        if action is None or not action.isCheckable() or not action.isEnabled():
            return False
        action.trigger()
        return True

    # Qt overrides

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a checkable entry leaves the menu open."""
        if not self._toggled():
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """So does the space bar; Return closes."""
        if event.key() != Qt.Key.Key_Space or not self._toggled():
            super().keyPressEvent(event)


class ScopeButton(QPushButton):
    """Tells which folders are searched and lets the user check some of them; with none checked it is all.

    Signals:
        chosen(frozenset of folder ids or None): the user wants to look elsewhere.
    """

    chosen = pyqtSignal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("scope")
        self.setProperty("role", "drop-down")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._folders: Sequence[Folder] = ()
        self._checked: set[int] = set()
        self._menu = StayingMenu(self)
        self._menu.setObjectName("scopeMenu")
        self.clicked.connect(self._open)
        self._all = QAction(self)
        self._all.setObjectName("scopeAll")
        self._all.setCheckable(True)
        self._all.triggered.connect(self.choose_all)
        self._actions: dict[int, QAction] = {}
        self._fill()

    def folders(self) -> frozenset[int] | None:
        """The folders to look in; None for all."""
        return frozenset(self._checked) if self._checked else None

    def choose_all(self) -> None:
        """Look in all folders."""
        self._checked.clear()
        self._changed()

    def set_folders(self, folders: Sequence[Folder]) -> None:
        """Offer these folders; tells `chosen` if a checked one is gone."""
        if list(folders) == list(self._folders):
            return
        self._folders = folders
        gone = self._checked - {folder.id for folder in folders}
        self._checked -= gone
        self._fill()
        if gone:
            self.chosen.emit(self.folders())

    def retranslate_ui(self) -> None:
        """Say everything in the language of now."""
        self.setAccessibleName(self.tr("Look in"))
        self.setEnabled(bool(self._folders))
        self._all.setText(self.tr("All folders"))
        for folder in self._folders:
            self._actions[folder.id].setText(self._entry(folder))
        self._tell()

    def _fill(self) -> None:
        if set(self._actions) != {folder.id for folder in self._folders} or not self._menu.actions():
            self._menu.clear()
            self._menu.addAction(self._all)
            self._menu.addSeparator()
            self._actions = {folder.id: self._action(folder) for folder in self._folders}
            self._menu.addActions(list(self._actions.values()))
        self.retranslate_ui()

    def _action(self, folder: Folder) -> QAction:
        action = QAction(self)
        action.setCheckable(True)
        action.setChecked(folder.id in self._checked)
        action.triggered.connect(lambda checked: self._choose(folder.id, checked))
        return action

    def _entry(self, folder: Folder) -> str:
        name = folder.name if len(folder.name) <= MAX_NAME else f"{folder.name[: MAX_NAME - 1]}…"
        name = name.replace("&", "&&")
        if not folder.online:
            return self.tr("{name} (offline)").format(name=name)
        return self.tr("{name} ({count})").format(name=name, count=number(folder.searchable))

    def _open(self) -> None:
        self._menu.setMinimumWidth(self.width())
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _choose(self, folder_id: int, checked: bool) -> None:
        if checked:
            self._checked.add(folder_id)
        else:
            self._checked.discard(folder_id)
        if len(self._checked) == len(self._folders):
            self._checked.clear()
        self._changed()

    def _changed(self) -> None:
        for folder_id, action in self._actions.items():
            action.setChecked(folder_id in self._checked)
        self._tell()
        self.chosen.emit(self.folders())

    def _tell(self) -> None:
        self._all.setChecked(not self._checked)
        names = [folder.name for folder in self._folders if folder.id in self._checked]
        if not names:
            text = self.tr("All folders")
        elif len(names) == 1:
            text = names[0]
        else:
            text = counted(len(names), "{count}", self.tr("{count} folders"))
        room = self.width() - 46
        shown = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, max(60, room))
        self.setText(shown.replace("&", "&&"))
        self.setAccessibleDescription(", ".join(names) if names else text)
        self.setToolTip("\n".join(names))

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        """A button with a small arrow at its right."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        group = QPalette.Active if self.isEnabled() else QPalette.Disabled
        pen = QPen(self.palette().color(group, QPalette.ButtonText), 1.5)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        x, y = self.width() - 18.0, self.height() / 2
        painter.drawPolyline(QPointF(x - 4, y - 2), QPointF(x, y + 2), QPointF(x + 4, y - 2))
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate_ui()
