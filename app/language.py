"""The languages of the window and how the first one is chosen."""

from collections.abc import Iterable
from enum import StrEnum

from PyQt5.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator, pyqtSignal

from app.resources import TRANSLATIONS


class Language(StrEnum):
    """The languages the program speaks; the value names its translation files."""

    ENGLISH = "en"
    CHINESE = "zh_CN"

    @property
    def own_name(self) -> str:
        """The language's name in itself, never translated."""
        return _OWN_NAMES[self]


_OWN_NAMES = {Language.ENGLISH: "English", Language.CHINESE: "简体中文"}
_LOCALES = {
    Language.ENGLISH: QLocale(QLocale.Language.English, QLocale.Country.UnitedStates),
    Language.CHINESE: QLocale(QLocale.Language.Chinese, QLocale.Country.China),
}


def choose(ui_languages: Iterable[str]) -> Language:
    """The first of the user's languages that the program speaks; every kind of Chinese counts as Chinese."""
    for name in ui_languages:
        primary = name.replace("_", "-").split("-")[0].lower()
        if primary == "zh":
            return Language.CHINESE
        if primary == "en":
            return Language.ENGLISH
    return Language.ENGLISH


class Translators(QObject):
    """Keeps the application's translators: ours and Qt's own. Widgets hear of a change by LanguageChange.

    Signals:
        changed(Language): another language is spoken.
    """

    changed = pyqtSignal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._installed: list[QTranslator] = []
        self._language = Language.ENGLISH

    @property
    def language(self) -> Language:
        """The language of now."""
        return self._language

    def use(self, language: Language) -> None:
        """Speak this language from now on."""
        self._language = language
        QLocale.setDefault(_LOCALES[language])
        for translator in self._installed:
            QCoreApplication.removeTranslator(translator)
        self._installed.clear()
        if language is not Language.ENGLISH:
            qt_folder = QLibraryInfo.location(QLibraryInfo.LibraryLocation.TranslationsPath)
            self._install(f"qtbase_{language}", qt_folder)
            self._install(f"swimwear_{language}", str(TRANSLATIONS))
        self.changed.emit(language)

    def _install(self, name: str, folder: str) -> None:
        translator = QTranslator(self)
        if translator.load(name, folder):
            QCoreApplication.installTranslator(translator)
            self._installed.append(translator)
