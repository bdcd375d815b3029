"""Light and dark: two palettes on Fusion and one small style sheet, changed at run time."""

import sys
from dataclasses import asdict, dataclass
from enum import StrEnum

from PyQt5.QtCore import QObject, QSettings, Qt, pyqtSignal
from PyQt5.QtGui import QColor, QFont, QFontDatabase, QPalette
from PyQt5.QtWidgets import QApplication

from app.language import Language

WINDOWS_THEME = r"HKEY_CURRENT_USER\Software\Microsoft\Windows\CurrentVersion\Themes\Personalize"
MIDDLE_LIGHTNESS = 128
CHINESE_FONTS = ("Microsoft YaHei UI", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei")


class ThemeChoice(StrEnum):
    """What the user asked for."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True)
class Colours:
    """The colours of a theme, as #rrggbb.

    Attributes:
        window: behind everything; panel: the query pane and the bars; base: lists and pictures' ground.
        raised: buttons; hover, pressed: buttons and menu entries under the mouse.
        text, quiet: words, and words of less weight; both readable on window, panel and base.
        border: hairlines; strong_border: outlines of what can be acted on.
        accent, on_accent, accent_hover, soft: the one colour, words on it, under the mouse, its tint.
        track: what a segment or a slider lies in.
        danger: words about what went wrong.
    """

    window: str
    panel: str
    base: str
    raised: str
    hover: str
    pressed: str
    text: str
    quiet: str
    disabled: str
    border: str
    strong_border: str
    accent: str
    on_accent: str
    accent_hover: str
    soft: str
    track: str
    danger: str


LIGHT = Colours(
    window="#f4f6f8",
    panel="#f9fafb",
    base="#ffffff",
    raised="#ffffff",
    hover="#edf1f4",
    pressed="#e1e7eb",
    text="#1c2329",
    quiet="#566270",
    disabled="#9aa4ae",
    border="#dfe4e9",
    strong_border="#c3ccd4",
    accent="#0b6e83",
    on_accent="#ffffff",
    accent_hover="#095a6c",
    soft="#e2f0f3",
    track="#e4e9ed",
    danger="#b3261e",
)

DARK = Colours(
    window="#1a1e23",
    panel="#20252b",
    base="#15181c",
    raised="#2a3037",
    hover="#323941",
    pressed="#3a424b",
    text="#e7eaee",
    quiet="#a3adb8",
    disabled="#69737e",
    border="#2e353d",
    strong_border="#47515b",
    accent="#56b9ce",
    on_accent="#08181c",
    accent_hover="#77cadb",
    soft="#1f3b43",
    track="#14171b",
    danger="#ff9d94",
)

_STYLE = """
QWidget#queryPane {{ background: {panel}; }}
QWidget#statusLine {{ background: {panel}; border-top: 1px solid {border}; }}
QMenuBar {{ background: {panel}; border-bottom: 1px solid {border}; padding: 2px 6px; }}
QMenuBar::item {{ padding: 5px 10px; border-radius: 4px; background: transparent; }}
QMenuBar::item:selected {{ background: {hover}; }}
QMenu {{ background: {raised}; border: 1px solid {strong_border}; padding: 5px; }}
QMenu::item {{ padding: 6px 28px 6px 26px; border-radius: 4px; }}
QMenu::item:selected {{ background: {soft}; color: {text}; }}
QMenu::item:disabled {{ color: {disabled}; }}
QMenu::separator {{ height: 1px; background: {border}; margin: 5px 8px; }}
QMenu::indicator {{ width: 14px; height: 14px; left: 7px; }}

QPushButton {{
    background: {raised}; border: 1px solid {strong_border}; border-radius: 6px;
    padding: 6px 14px; min-height: 18px;
}}
QPushButton:hover {{ background: {hover}; }}
QPushButton:pressed {{ background: {pressed}; }}
QPushButton:focus {{ border-color: {accent}; }}
QPushButton:disabled {{ color: {disabled}; border-color: {border}; }}
QPushButton:default {{ background: {accent}; border-color: {accent}; color: {on_accent}; }}
QPushButton:default:hover {{ background: {accent_hover}; }}
QPushButton:default:disabled {{ background: {pressed}; border-color: {pressed}; color: {disabled}; }}
QPushButton[role="drop-down"] {{ text-align: left; padding: 6px 26px 6px 12px; }}
QPushButton[role="small"] {{ padding: 3px 10px; min-height: 16px; border-radius: 5px; }}
QPushButton[role="link"] {{
    background: transparent; border: 1px solid transparent; border-radius: 4px; color: {accent};
    padding: 2px 4px; min-height: 16px; text-decoration: underline;
}}
QPushButton[role="link"]:hover {{ color: {accent_hover}; background: {hover}; }}
QPushButton[role="link"]:focus {{ border-color: {accent}; }}
QPushButton[role="fold"] {{
    background: {panel}; border: 1px solid transparent; border-top-color: {border}; border-radius: 0;
    text-align: left; padding: 8px 12px 8px 34px;
}}
QPushButton[role="fold"]:hover {{ background: {hover}; }}
QPushButton[role="fold"]:focus {{ border-color: {accent}; }}

QFrame#facets {{ background: {track}; border-radius: 7px; }}
QPushButton[role="segment"] {{
    background: transparent; border: 1px solid transparent; border-radius: 6px;
    padding: 5px 6px; color: {quiet};
}}
QPushButton[role="segment"]:hover {{ color: {text}; }}
QPushButton[role="segment"]:checked {{
    background: {raised}; border-color: {strong_border}; color: {accent}; font-weight: 600;
}}
QPushButton[role="segment"]:focus {{ border-color: {accent}; }}

QLabel[role="quiet"] {{ color: {quiet}; }}
QLabel[role="caption"] {{ color: {quiet}; }}
QLabel[role="heading"] {{ font-weight: 600; }}
QLabel[role="danger"] {{ color: {danger}; }}

QRadioButton {{ spacing: 8px; }}
QRadioButton::indicator {{
    width: 14px; height: 14px; border: 1px solid {strong_border}; border-radius: 8px; background: {raised};
}}
QRadioButton::indicator:hover, QRadioButton::indicator:focus {{ border-color: {accent}; }}
QRadioButton::indicator:checked {{ width: 6px; height: 6px; border: 5px solid {accent}; background: {on_accent}; }}
QRadioButton::indicator:disabled {{ border-color: {border}; }}
QRadioButton:disabled {{ color: {disabled}; }}

QCheckBox {{ spacing: 7px; }}
QCheckBox::indicator {{
    width: 12px; height: 12px; border: 1px solid {strong_border}; border-radius: 3px; background: {base};
}}
QCheckBox::indicator:hover, QCheckBox::indicator:focus {{ border-color: {accent}; }}
QCheckBox::indicator:checked {{ width: 6px; height: 6px; border: 4px solid {accent}; background: {on_accent}; }}

QProgressBar {{ background: {pressed}; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }}
QProgressBar::chunk {{ background: {accent}; border-radius: 3px; }}

QTableView {{
    background: {base}; border: 1px solid {border}; border-radius: 6px; gridline-color: transparent;
    selection-background-color: {soft}; selection-color: {text}; outline: 0;
}}
QTableView::item {{ padding: 5px 8px; border: none; }}
QHeaderView {{ background: {base}; }}
QHeaderView::section {{
    background: {base}; color: {quiet}; border: none; border-bottom: 1px solid {border}; padding: 7px 11px;
}}
QPlainTextEdit, QTextBrowser {{
    background: {base}; border: 1px solid {border}; border-radius: 6px; padding: 6px;
    selection-background-color: {accent}; selection-color: {on_accent};
}}

QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {strong_border}; border-radius: 4px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::handle:hover {{ background: {disabled}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}

QSlider::groove:horizontal {{ height: 4px; border-radius: 2px; background: {pressed}; }}
QSlider::sub-page:horizontal {{ height: 4px; border-radius: 2px; background: {accent}; }}
QSlider::handle:horizontal {{
    width: 12px; height: 12px; margin: -5px 0; border-radius: 7px;
    background: {raised}; border: 1px solid {strong_border};
}}
QSlider::handle:horizontal:hover, QSlider::handle:horizontal:focus {{ border-color: {accent}; }}
QSplitter::handle {{ background: {border}; }}
QLabel#qt_msgbox_label, QLabel#qt_msgbox_informativelabel {{ min-width: 340px; padding: 4px 8px 0 0; }}
QDialogButtonBox, QMessageBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QToolTip {{ background: {raised}; color: {text}; border: 1px solid {strong_border}; padding: 4px 6px; }}
"""


def palette_of(colours: Colours) -> QPalette:
    """The Qt palette of a theme."""
    palette = QPalette()
    roles = {
        QPalette.Window: colours.window,
        QPalette.WindowText: colours.text,
        QPalette.Base: colours.base,
        QPalette.AlternateBase: colours.panel,
        QPalette.Text: colours.text,
        QPalette.Button: colours.raised,
        QPalette.ButtonText: colours.text,
        QPalette.BrightText: colours.danger,
        QPalette.Highlight: colours.accent,
        QPalette.HighlightedText: colours.on_accent,
        QPalette.Link: colours.accent,
        QPalette.LinkVisited: colours.accent,
        QPalette.ToolTipBase: colours.raised,
        QPalette.ToolTipText: colours.text,
        QPalette.PlaceholderText: colours.quiet,
        QPalette.Light: colours.raised,
        QPalette.Midlight: colours.hover,
        QPalette.Mid: colours.strong_border,
        QPalette.Dark: colours.strong_border,
        QPalette.Shadow: colours.border,
    }
    for role, name in roles.items():
        palette.setColor(role, QColor(name))
    for role in (QPalette.WindowText, QPalette.Text, QPalette.ButtonText):
        palette.setColor(QPalette.Disabled, role, QColor(colours.disabled))
    palette.setColor(QPalette.Disabled, QPalette.Highlight, QColor(colours.strong_border))
    return palette


def style_sheet(colours: Colours) -> str:
    """The style sheet of a theme."""
    return _STYLE.format(**asdict(colours))


class Theme(QObject):
    """Dresses the application in light or dark, and follows the system where that is known.

    Signals:
        changed(): the colours are others now.
    """

    changed = pyqtSignal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._desktop_is_dark = app.palette().color(QPalette.Window).lightness() < MIDDLE_LIGHTNESS
        self._choice = ThemeChoice.SYSTEM
        self._colours: Colours | None = None
        app.setStyle("Fusion")
        app.applicationStateChanged.connect(self._look_again)

    @property
    def choice(self) -> ThemeChoice:
        """What the user asked for."""
        return self._choice

    @property
    def colours(self) -> Colours:
        """The colours of now."""
        return self._colours or LIGHT

    def choose(self, choice: ThemeChoice) -> None:
        """Dress the application so."""
        self._choice = choice
        dark = self._system_is_dark() if choice is ThemeChoice.SYSTEM else choice is ThemeChoice.DARK
        colours = DARK if dark else LIGHT
        if colours is not self._colours:
            self._colours = colours
            self._app.setPalette(palette_of(colours))
            self._app.setStyleSheet(style_sheet(colours))
            self.changed.emit()

    def _system_is_dark(self) -> bool:
        if sys.platform == "win32":
            registry = QSettings(WINDOWS_THEME, QSettings.Format.NativeFormat)
            return str(registry.value("AppsUseLightTheme", 1)) == "0"
        return self._desktop_is_dark

    def _look_again(self, state: Qt.ApplicationState) -> None:
        """The system's theme may have changed while the user was elsewhere."""
        if state == Qt.ApplicationState.ApplicationActive and self._choice is ThemeChoice.SYSTEM:
            self.choose(ThemeChoice.SYSTEM)


def program_font(language: Language, of_system: QFont) -> QFont:
    """The font of the windows, with a Chinese one that fits beside it.

    Left to itself, Qt 5 takes a font of the last century on Windows, and fills Chinese in from whatever
    weight it meets first on Linux.
    """
    latin = ["Segoe UI"] if sys.platform == "win32" else [of_system.family()]
    installed = set(QFontDatabase().families())
    chinese = [family for family in CHINESE_FONTS if family in installed][:1]
    font = QFont(of_system)
    font.setFamilies(chinese + latin if language is Language.CHINESE else latin + chinese)
    if sys.platform == "win32":
        font.setPointSizeF(9.0)
    return font
