"""What a user does with selected matches, by menu, key and double click."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PyQt5 import sip
from PyQt5.QtCore import QObject, QPoint, Qt, pyqtSignal
from PyQt5.QtGui import QKeySequence
from PyQt5.QtWidgets import QAction, QMenu, QWidget

from app import file_actions
from app.obstacle import Obstacle, reason
from app.results_list import ResultsList
from app.wording import number, shortened
from index.records import Match

OPEN_LIMIT = 12


class ResultActions(QObject):
    """Open, show in folder, copy, and search with the matches selected in the list.

    Signals:
        search_with(item_id, path): look for designs like this match.
        told(text): how an action went.
    """

    search_with = pyqtSignal(int, str)
    told = pyqtSignal(str)

    def __init__(self, results: ResultsList, window: QWidget) -> None:
        super().__init__(window)
        self._list = results
        self._menu = QMenu(window)
        self._menu.setObjectName("resultsMenu")
        self._open = self._action("resultOpen", self.open_selected, "Return", "Enter")
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

    def retranslate_ui(self) -> None:
        """Say everything in the language of now."""
        self._open.setText(self.tr("Open"))
        self._show.setText(self.tr("Show in folder"))
        self._copy.setText(self.tr("Copy picture"))
        self._copy_path.setText(self.tr("Copy path"))
        self._search.setText(self.tr("Search with this"))

    def show_menu(self, position: QPoint) -> None:
        """Show the context menu; what needs one match is off for several."""
        single = len(self._list.selected_matches()) == 1
        self._show.setEnabled(single)
        self._search.setEnabled(single)
        self._menu.popup(position)

    def open_selected(self) -> None:
        """Open the selected pictures in the system's program for them."""
        matches = self._list.selected_matches()
        if len(matches) > OPEN_LIMIT:
            words = self.tr("Select {limit} designs or fewer to open them")
            self.told.emit(words.format(limit=number(OPEN_LIMIT)))
            return
        for match in matches:
            self.open_match(match)

    def open_match(self, match: Match) -> None:
        """Open one picture."""
        failed = self.tr("{name} could not be opened. {reason}")
        file_actions.open_file(match.path, partial(self._report, match.path, "", failed))

    def _action(self, name: str, slot: Callable[[], None], *shortcuts: str) -> QAction:
        action = QAction(self._list)
        action.setObjectName(name)
        action.setShortcuts([QKeySequence(shortcut) for shortcut in shortcuts])
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda _checked: slot())
        self._list.addAction(action)
        return action

    def _show_selected(self) -> None:
        for match in self._list.selected_matches()[:1]:
            failed = self.tr("{name} could not be shown in its folder. {reason}")
            file_actions.show_in_folder(match.path, partial(self._report, match.path, "", failed))

    def _copy_selected(self) -> None:
        paths = [match.path for match in self._list.selected_matches()]
        if not paths:
            return
        if len(paths) == 1:
            done = self.tr("Picture copied")
        else:
            done = self.tr("{count} pictures copied").format(count=number(len(paths)))
        failed = self.tr("{name} could not be copied. {reason}")
        file_actions.copy_pictures(paths, partial(self._report, paths[0], done, failed))

    def _copy_selected_paths(self) -> None:
        paths = [match.path for match in self._list.selected_matches()]
        if paths:
            file_actions.copy_paths(paths)
            self.told.emit(self.tr("Path copied"))

    def _search_selected(self) -> None:
        matches = self._list.selected_matches()
        if len(matches) == 1:
            self.search_with.emit(matches[0].item_id, str(matches[0].path))

    def _report(self, path: Path, done: str, failed: str, obstacle: Obstacle | None) -> None:
        """Tell how an action went, unless the window was closed meanwhile."""
        if sip.isdeleted(self):
            return
        if obstacle is not None:
            self.told.emit(failed.format(name=shortened(path.name), reason=reason(obstacle)))
        elif done:
            self.told.emit(done)
