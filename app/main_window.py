"""The main window: query pane left, results right, status line below; pictures come in by drop, paste, menu."""

from collections.abc import Sequence
from pathlib import Path

from PyQt5.QtCore import QByteArray, QEvent, QSize, QStandardPaths, Qt
from PyQt5.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeySequence,
)
from PyQt5.QtWidgets import QFileDialog, QMainWindow, QShortcut, QSplitter, QVBoxLayout, QWidget

from app.actions import Actions
from app.adapt_desk import AdaptDesk
from app.backend import Backend
from app.background import Background
from app.catalogue_desk import CatalogueDesk
from app.diagnosis_desk import DiagnosisDesk
from app.drop_overlay import DropOverlay
from app.evaluate_desk import EvaluateDesk
from app.geometry import centred, fitted, is_within_reach
from app.intake import Intake
from app.language import Language, Translators
from app.query_pane import QueryPane
from app.results_view import ResultsView
from app.sample import Arrival, arrival_of, may_hold_picture
from app.search_desk import SearchDesk
from app.settings import Settings
from app.status_line import StatusLine
from app.theme import Theme, ThemeChoice
from app.thumbnails import ThumbnailLoader

SUFFIXES = ("jpg", "jpeg", "png", "webp", "bmp", "gif", "tif", "tiff", "heic", "heif", "avif")
FIRST_SIZE = QSize(1240, 800)
PANE_WIDTH = 312


class MainWindow(QMainWindow):
    """The window; it owns what is seen, the backend owns what works.

    Args:
        background: where the disk is asked short questions.
        demo: folders to begin with when the catalogue never had one.
    """

    def __init__(
        self,
        backend: Backend,
        background: Background,
        thumbnails: ThumbnailLoader,
        *,
        settings: Settings,
        translators: Translators,
        theme: Theme,
        demo: Sequence[Path],
    ) -> None:
        super().__init__()
        self.setObjectName("mainWindow")
        self._settings = settings
        self._translators = translators
        self._theme = theme
        self._pane = QueryPane(background, backend.thumbnail, self)
        self._results = ResultsView(thumbnails, self)
        self._line = StatusLine(self)
        self._lay_out()
        self._overlay = DropOverlay(self)
        self._actions = Actions(self)
        self._intake = Intake(background, self)
        self._search = SearchDesk(backend.search, self._pane, self._results, self)
        self._catalogue = CatalogueDesk(backend, self._line, settings, demo, self)
        self._adapt = AdaptDesk(backend, self._line, self)
        self._diagnosis = DiagnosisDesk(backend, self)
        self._evaluate = EvaluateDesk(backend.evaluating, background, self._line, translators, self)
        self._connect()
        self._restore()
        self.setAcceptDrops(True)
        self.retranslate_ui()

    def open_picture(self, path: Path) -> None:
        """Search for a picture, or offer to add a folder."""
        self._intake.take(Arrival(paths=(path,)))

    def come_to_front(self) -> None:
        """Show the window to a user who started the program again."""
        self.setWindowState(
            (self.windowState() & ~Qt.WindowState.WindowMinimized) | Qt.WindowState.WindowActive
        )
        self.show()
        self.raise_()
        self.activateWindow()

    def retranslate_ui(self) -> None:
        """Say everything in the language of now."""
        self.setWindowTitle(self.tr("Swimwear Finder"))
        self._actions.retranslate_ui()
        self._search.retranslate_ui()

    def _lay_out(self) -> None:
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._splitter.setObjectName("splitter")
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        self._splitter.addWidget(self._pane)
        self._splitter.addWidget(self._results)
        self._splitter.setStretchFactor(0, 0)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes([PANE_WIDTH, FIRST_SIZE.width() - PANE_WIDTH])
        self._pane.setMinimumWidth(240)
        self._results.setMinimumWidth(280)
        centre = QWidget(self)
        layout = QVBoxLayout(centre)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._splitter, 1)
        layout.addWidget(self._line)
        self.setCentralWidget(centre)

    def _connect(self) -> None:
        actions = self._actions
        actions.open_picture.triggered.connect(self._ask_picture)
        actions.paste_picture.triggered.connect(self._intake.paste)
        actions.search_again.triggered.connect(self._search.search_again)
        actions.add_folder.triggered.connect(self._ask_folder)
        actions.rescan.triggered.connect(lambda _checked: self._catalogue.rescan())
        actions.manage_folders.triggered.connect(self._catalogue.show_folders)
        actions.quit.triggered.connect(self.close)
        actions.failures.triggered.connect(self._catalogue.show_failures)
        actions.adapt.triggered.connect(self._adapt.show)
        actions.undo_adaptation.triggered.connect(self._adapt.undo)
        actions.diagnosis.triggered.connect(self._diagnosis.show)
        actions.evaluate.triggered.connect(self._evaluate.show)
        actions.about.triggered.connect(self._catalogue.show_about)
        for facet, action in actions.facets.items():
            action.triggered.connect(lambda _checked, facet=facet: self._pane.facets.set_facet(facet))
        for language, action in actions.languages.items():
            action.triggered.connect(lambda _checked, language=language: self._use_language(language))
        for theme, action in actions.themes.items():
            action.triggered.connect(lambda _checked, theme=theme: self._use_theme(theme))
        self._pane.facets.chosen.connect(lambda facet: actions.facets[facet].setChecked(True))
        self._intake.sample_arrived.connect(self._search.search)
        self._intake.folders_confirmed.connect(self._catalogue.add)
        self._intake.told.connect(self._line.show_message)
        self._pane.open_wanted.connect(self._ask_picture)
        self._pane.paste_wanted.connect(self._intake.paste)
        self._results.status_message.connect(self._line.show_message)
        self._results.thumbnail_size_changed.connect(self._remember_thumbnail_size)
        self._catalogue.folders_changed.connect(self._pane.scope.set_folders)
        self._catalogue.folders_changed.connect(self._search.set_folders)
        self._catalogue.folders_changed.connect(self._evaluate.set_folders)
        self._search.add_wanted.connect(self._ask_folder)
        self._catalogue.status_changed.connect(self._search.set_status)
        self._catalogue.status_changed.connect(self._adapt.set_status)
        self._catalogue.status_changed.connect(self._diagnosis.set_status)
        self._adapt.undo_possible.connect(actions.undo_adaptation.setEnabled)
        self._catalogue.add_wanted.connect(self._ask_folder)
        QShortcut(QKeySequence("Shift+Insert"), self, self._intake.paste)

    def _restore(self) -> None:
        actions = self._actions
        actions.facets[self._pane.facets.facet()].setChecked(True)
        actions.languages[self._translators.language].setChecked(True)
        actions.themes[self._theme.choice].setChecked(True)
        if self._settings.thumbnail_size is not None:
            self._results.set_thumbnail_size(self._settings.thumbnail_size)
        self.resize(fitted(FIRST_SIZE))
        geometry = self._settings.layout("window")
        if geometry.isEmpty() or not self.restoreGeometry(geometry) or not is_within_reach(self):
            self.setGeometry(centred(FIRST_SIZE))
        splitter = self._settings.layout("splitter")
        if not splitter.isEmpty():
            self._splitter.restoreState(splitter)

    def _ask_picture(self) -> None:
        dialog = QFileDialog(
            self, self.tr("Open a sample picture"), self._settings.picture_folder or _pictures()
        )
        dialog.setObjectName("openPictureDialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        patterns = " ".join(f"*.{suffix}" for suffix in SUFFIXES)
        dialog.setNameFilters([self.tr("Pictures") + f" ({patterns})", self.tr("All files") + " (*)"])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._picture_chosen)
        dialog.open()

    def _picture_chosen(self, path: str) -> None:
        self._settings.picture_folder = str(Path(path).parent)
        self.open_picture(Path(path))

    def _ask_folder(self) -> None:
        dialog = QFileDialog(
            self, self.tr("Add a catalogue folder"), self._settings.catalogue_parent or _pictures()
        )
        dialog.setObjectName("addFolderDialog")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._folder_chosen)
        dialog.open()

    def _folder_chosen(self, path: str) -> None:
        self._settings.catalogue_parent = str(Path(path).parent)
        self._catalogue.add([Path(path)])

    def _use_language(self, language: Language) -> None:
        self._settings.language = language
        self._translators.use(language)

    def _use_theme(self, theme: ThemeChoice) -> None:
        self._settings.theme = theme
        self._theme.choose(theme)

    def _remember_thumbnail_size(self, size: int) -> None:
        self._settings.thumbnail_size = size

    def _show_dragged_over(self, over: bool, *, own: bool = False) -> None:
        self._pane.set_dragged_over(over)
        if over and not own:
            self._overlay.cover(self._results)
        else:
            self._overlay.hide()

    def _would_take(self, event: QDropEvent) -> bool:
        """Anything that may hold a picture; what is dragged out of the results only over the query pane."""
        if not may_hold_picture(event.mimeData()):
            return False
        if event.source() is None:
            return True
        return self._pane.rect().contains(self._pane.mapFrom(self, event.pos()))

    # Qt overrides

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Show that pictures may be dropped anywhere."""
        if may_hold_picture(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            if event.source() is None:
                self._show_dragged_over(True)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Tell whether a drop here would be taken."""
        taken = self._would_take(event)
        if event.source() is not None:
            self._show_dragged_over(taken, own=True)
        event.setDropAction(Qt.DropAction.CopyAction)
        event.setAccepted(taken)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """The picture went elsewhere."""
        self._show_dragged_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Search for what was dropped."""
        self._show_dragged_over(False)
        if self._would_take(event):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._intake.take(arrival_of(event.mimeData()))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate_ui()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember where the window was."""
        self._settings.set_layout("window", QByteArray(self.saveGeometry()))
        self._settings.set_layout("splitter", QByteArray(self._splitter.saveState()))
        self._settings.sync()
        super().closeEvent(event)


def _pictures() -> str:
    """Where users keep pictures, as the system says."""
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
