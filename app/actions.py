"""The menus and their actions."""

from collections.abc import Sequence

from PyQt5.QtCore import QObject
from PyQt5.QtGui import QKeySequence
from PyQt5.QtWidgets import QAction, QActionGroup, QMainWindow, QMenu

from app.language import Language
from app.theme import ThemeChoice
from index.records import Facet


class Actions(QObject):
    """Builds the menu bar of a window; connect to the actions' `triggered`.

    Attributes:
        facets, languages, themes: checkable actions by what they choose.
    """

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        keys = QKeySequence.StandardKey
        self.open_picture = self._action("actionOpenPicture", QKeySequence(keys.Open))
        self.paste_picture = self._action("actionPastePicture", QKeySequence(keys.Paste))
        self.search_again = self._action("actionSearchAgain", QKeySequence("Ctrl+R"))
        self.add_folder = self._action("actionAddFolder", QKeySequence("Ctrl+Shift+O"))
        self.rescan = self._action("actionRescan", QKeySequence("F5"))
        self.manage_folders = self._action("actionManageFolders", QKeySequence("Ctrl+Shift+M"))
        self.quit = self._action("actionQuit", QKeySequence("Ctrl+Q"))
        self.quit.setMenuRole(QAction.MenuRole.QuitRole)
        self.failures = self._action("actionFailures")
        self.adapt = self._action("actionAdapt")
        self.undo_adaptation = self._action("actionUndoAdaptation")
        self.undo_adaptation.setEnabled(False)
        self.diagnosis = self._action("actionDiagnosis")
        self.evaluate = self._action("actionEvaluate")
        self.about = self._action("actionAbout")
        self.about.setMenuRole(QAction.MenuRole.AboutRole)
        self.facets = {
            facet: self._action(f"actionFacet{facet.value.capitalize()}", QKeySequence(f"Ctrl+{number}"))
            for number, facet in enumerate(Facet, 1)
        }
        self.languages = {each: self._action(f"actionLanguage{each.value}") for each in Language}
        self.themes = {each: self._action(f"actionTheme{each.value.capitalize()}") for each in ThemeChoice}
        for actions in (self.facets, self.languages, self.themes):
            self._exclusive(list(actions.values()))
        self._build()
        self.retranslate_ui()

    def retranslate_ui(self) -> None:
        """Say everything in the language of now."""
        self._file.setTitle(self.tr("&File"))
        self._view.setTitle(self.tr("&View"))
        self._tools.setTitle(self.tr("&Tools"))
        self._help.setTitle(self.tr("&Help"))
        self._facet_menu.setTitle(self.tr("&Compare by"))
        self._language_menu.setTitle(self.tr("&Language"))
        self._theme_menu.setTitle(self.tr("&Theme"))
        self.open_picture.setText(self.tr("&Open picture…"))
        self.paste_picture.setText(self.tr("&Paste picture"))
        self.search_again.setText(self.tr("&Search again"))
        self.add_folder.setText(self.tr("&Add catalogue folder…"))
        self.rescan.setText(self.tr("&Rescan folders"))
        self.manage_folders.setText(self.tr("&Manage folders…"))
        self.quit.setText(self.tr("&Quit"))
        self.failures.setText(self.tr("Pictures that could not be &read…"))
        self.adapt.setText(self.tr("&Adapt to this catalogue…"))
        self.undo_adaptation.setText(self.tr("&Undo adaptation"))
        self.diagnosis.setText(self.tr("Index &diagnosis…"))
        self.evaluate.setText(self.tr("&Evaluate catalogue…"))
        self.about.setText(self.tr("&About"))
        self.facets[Facet.OVERALL].setText(self.tr("&Overall"))
        self.facets[Facet.CUT].setText(self.tr("&Cut"))
        self.facets[Facet.PRINT].setText(self.tr("&Print"))
        self.themes[ThemeChoice.SYSTEM].setText(self.tr("As the &system"))
        self.themes[ThemeChoice.LIGHT].setText(self.tr("&Light"))
        self.themes[ThemeChoice.DARK].setText(self.tr("&Dark"))
        for language, action in self.languages.items():
            action.setText(language.own_name)

    def _action(self, name: str, shortcut: QKeySequence | None = None) -> QAction:
        action = QAction(self._window)
        action.setObjectName(name)
        if shortcut is not None:
            action.setShortcut(shortcut)
        return action

    def _exclusive(self, actions: Sequence[QAction]) -> None:
        group = QActionGroup(self)
        for action in actions:
            action.setCheckable(True)
            group.addAction(action)

    def _menu(self, name: str) -> QMenu:
        menu = QMenu(self._window)
        menu.setObjectName(name)
        return menu

    def _build(self) -> None:
        self._file, self._view = self._menu("menuFile"), self._menu("menuView")
        self._tools, self._help = self._menu("menuTools"), self._menu("menuHelp")
        self._facet_menu, self._language_menu = self._menu("menuFacet"), self._menu("menuLanguage")
        self._theme_menu = self._menu("menuTheme")
        self._file.addActions([self.open_picture, self.paste_picture, self.search_again])
        self._file.addSeparator()
        self._file.addActions([self.add_folder, self.rescan, self.manage_folders])
        self._file.addSeparator()
        self._file.addAction(self.quit)
        self._facet_menu.addActions(list(self.facets.values()))
        self._language_menu.addActions(list(self.languages.values()))
        self._theme_menu.addActions(list(self.themes.values()))
        self._view.addMenu(self._facet_menu)
        self._view.addSeparator()
        self._view.addMenu(self._language_menu)
        self._view.addMenu(self._theme_menu)
        self._tools.addAction(self.failures)
        self._tools.addSeparator()
        self._tools.addActions([self.adapt, self.undo_adaptation])
        self._tools.addSeparator()
        self._tools.addActions([self.diagnosis, self.evaluate])
        self._help.addAction(self.about)
        bar = self._window.menuBar()
        assert bar is not None
        for menu in (self._file, self._view, self._tools, self._help):
            bar.addMenu(menu)
