"""The program without the process: settings, language, theme, backend and window, put together and taken apart."""

from collections.abc import Sequence
from pathlib import Path

from PyQt5.QtCore import QLocale
from PyQt5.QtGui import QFont
from PyQt5.QtWidgets import QApplication

from app.backend import Backend
from app.background import Background
from app.language import Language, Translators, choose
from app.main_window import MainWindow
from app.resources import DEMO_FOLDERS
from app.settings import Settings
from app.theme import Theme, program_font
from app.thumbnails import ThumbnailLoader

WAIT_MS = 5_000


class Program:
    """Everything of one data folder, from `start` to `stop`.

    Args:
        demo: folders to begin with when the catalogue never had one.

    Attributes:
        window: the main window.
    """

    def __init__(self, app: QApplication, data_dir: Path, demo: Sequence[Path] = DEMO_FOLDERS) -> None:
        self._app = app
        self.settings = Settings(data_dir / "settings.ini")
        self._font = QFont(app.font())
        self.translators = Translators(app)
        self.translators.changed.connect(lambda language: app.setFont(program_font(language, self._font)))
        self.translators.use(self._first_language())
        self.theme = Theme(app)
        self.theme.choose(self.settings.theme)
        self.backend = Backend(data_dir, app)
        self._background = Background(app)
        self._thumbnails = ThumbnailLoader(self.backend.thumbnail, app)
        self.window = MainWindow(
            self.backend,
            self._background,
            self._thumbnails,
            settings=self.settings,
            translators=self.translators,
            theme=self.theme,
            demo=demo,
        )

    def start(self) -> None:
        """Show the window and open the catalogue."""
        self.window.show()
        self.backend.start()

    def stop(self) -> bool:
        """Cancel all work and end every thread; False if one hangs in a call to the system."""
        self.window.hide()
        self._thumbnails.shutdown()
        ended = self._background.shutdown(WAIT_MS)
        ended = self.backend.stop() and ended
        self.settings.sync()
        self.translators.use(Language.ENGLISH)
        return ended

    def _first_language(self) -> Language:
        """The user's choice; at the first start the system's language, which is then remembered."""
        chosen = self.settings.language
        if chosen is None:
            chosen = choose(QLocale.system().uiLanguages())
            self.settings.language = chosen
        return chosen
