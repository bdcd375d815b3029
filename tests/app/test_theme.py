"""Light and dark: readable, complete, and changed at run time."""

from dataclasses import asdict

import pytest
from PyQt5.QtGui import QColor, QPalette
from PyQt5.QtWidgets import QAction, QApplication

from app.program import Program
from app.theme import DARK, LIGHT, Colours, Theme, ThemeChoice, palette_of

THEMES = [pytest.param(LIGHT, id="light"), pytest.param(DARK, id="dark")]


def luminance(name: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    colour = QColor(name)
    red, green, blue = (linear(part) for part in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", THEMES)
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        *(
            (text, ground)
            for text in ("text", "quiet", "danger", "accent")
            for ground in ("window", "panel", "base")
        ),
        ("text", "raised"),
        ("text", "hover"),
        ("text", "pressed"),
        ("text", "soft"),
        ("quiet", "track"),
        ("accent", "raised"),
        ("on_accent", "accent"),
        ("on_accent", "accent_hover"),
    ],
)
def test_words_are_readable(colours: Colours, text: str, ground: str) -> None:
    values = asdict(colours)
    assert contrast(values[text], values[ground]) >= 4.5


def choose(program: Program, choice: ThemeChoice) -> None:
    action = program.window.findChild(QAction, f"actionTheme{choice.value.capitalize()}")
    assert action is not None
    action.trigger()
    assert action.isChecked()


def test_the_theme_changes_at_run_time_and_is_remembered(program: Program) -> None:
    choose(program, ThemeChoice.DARK)
    assert program.window.palette().color(QPalette.Window) == QColor(DARK.window)
    assert program.settings.theme is ThemeChoice.DARK
    assert program.window.grab().toImage().pixelColor(2, 2).lightness() < 80
    choose(program, ThemeChoice.LIGHT)
    assert program.window.palette().color(QPalette.Window) == QColor(LIGHT.window)
    assert program.window.grab().toImage().pixelColor(2, 2).lightness() > 200


def test_the_system_theme_is_followed(qapp: QApplication) -> None:
    qapp.setStyleSheet("")
    qapp.setPalette(palette_of(DARK))
    theme = Theme(qapp)
    theme.choose(ThemeChoice.LIGHT)
    theme.choose(ThemeChoice.SYSTEM)
    assert theme.colours is DARK
    theme.choose(ThemeChoice.LIGHT)
