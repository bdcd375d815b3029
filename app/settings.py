"""What the program remembers between starts, typed, in an INI file."""

from pathlib import Path

from PyQt5.QtCore import QByteArray, QSettings

from app.language import Language
from app.theme import ThemeChoice


class Settings:
    """The user's settings.

    Args:
        file: the INI file, made at the first change.
    """

    def __init__(self, file: Path) -> None:
        self._store = QSettings(str(file), QSettings.Format.IniFormat)
        self._store.setIniCodec("UTF-8")

    @property
    def language(self) -> Language | None:
        """The chosen language; None before the first choice."""
        value = self._text("language")
        return Language(value) if value in set(Language) else None

    @language.setter
    def language(self, language: Language) -> None:
        self._store.setValue("language", language.value)

    @property
    def theme(self) -> ThemeChoice:
        """The chosen theme."""
        value = self._text("theme")
        return ThemeChoice(value) if value in set(ThemeChoice) else ThemeChoice.SYSTEM

    @theme.setter
    def theme(self, theme: ThemeChoice) -> None:
        self._store.setValue("theme", theme.value)

    @property
    def had_folders(self) -> bool:
        """Whether the catalogue ever had a folder: the demo is offered only before."""
        return self._text("catalogue/had_folders") == "true"

    @had_folders.setter
    def had_folders(self, had: bool) -> None:
        self._store.setValue("catalogue/had_folders", had)

    @property
    def thumbnail_size(self) -> int | None:
        """Size of the result pictures; None before the first choice."""
        value = self._text("results/thumbnail_size")
        return int(value) if value.isdecimal() else None

    @thumbnail_size.setter
    def thumbnail_size(self, size: int) -> None:
        self._store.setValue("results/thumbnail_size", size)

    @property
    def picture_folder(self) -> str:
        """Where the last query picture was opened; empty before the first."""
        return self._text("query/folder")

    @picture_folder.setter
    def picture_folder(self, folder: str) -> None:
        self._store.setValue("query/folder", folder)

    @property
    def catalogue_parent(self) -> str:
        """Where the last catalogue folder was chosen; empty before the first."""
        return self._text("catalogue/parent")

    @catalogue_parent.setter
    def catalogue_parent(self, folder: str) -> None:
        self._store.setValue("catalogue/parent", folder)

    def layout(self, part: str) -> QByteArray:
        """Geometry of a window or state of a splitter; empty before the first time."""
        value = self._store.value(f"layout/{part}", QByteArray())
        return value if isinstance(value, QByteArray) else QByteArray()

    def set_layout(self, part: str, state: QByteArray) -> None:
        """Remember a geometry or a state."""
        self._store.setValue(f"layout/{part}", state)

    def sync(self) -> None:
        """Write what changed now."""
        self._store.sync()

    def _text(self, key: str) -> str:
        value = self._store.value(key, "")
        return value if isinstance(value, str) else str(value).lower()
