"""Which language comes first, and what changes with another."""

from itertools import chain

import pytest
from PyQt5.QtCore import QLocale
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QAbstractButton, QAction, QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.language import Language, Translators, choose
from app.program import Program
from app.wording import counted, file_size, time_left
from tests.app.conftest import find, wait_results
from tests.conftest import demo_pictures

UNTRANSLATED = {"English", "简体中文", ""}


@pytest.mark.parametrize(
    ("languages", "wanted"),
    [
        (["zh_CN"], Language.CHINESE),
        (["zh-CN", "en-US"], Language.CHINESE),
        (["zh_TW"], Language.CHINESE),
        (["zh_Hans_CN"], Language.CHINESE),
        (["zh-Hans-CN", "zh-CN", "zh"], Language.CHINESE),
        (["zh"], Language.CHINESE),
        (["ZH-hant-HK"], Language.CHINESE),
        (["en-GB", "zh-CN"], Language.ENGLISH),
        (["de-DE", "zh-CN"], Language.CHINESE),
        (["de-DE"], Language.ENGLISH),
        (["C"], Language.ENGLISH),
        ([], Language.ENGLISH),
    ],
)
def test_every_kind_of_chinese_is_chinese(languages: list[str], wanted: Language) -> None:
    assert choose(languages) is wanted


def texts(window: QWidget) -> dict[str, str]:
    """Everything a person can read or hear in the window, by where it is."""
    said: dict[str, str] = {"title": window.windowTitle()}
    for number, widget in enumerate(window.findChildren(QWidget)):
        if isinstance(widget, QLabel | QAbstractButton) and widget.isVisible():
            said[f"{number} {widget.objectName()} text"] = widget.text()
        if widget.isVisible():
            said[f"{number} {widget.objectName()} name"] = widget.accessibleName()
            said[f"{number} {widget.objectName()} tip"] = widget.toolTip()
    for number, each in enumerate(window.findChildren(QAction)):
        said[f"{number} {each.objectName()}"] = each.text()
    return said


def switch(program: Program, language: Language) -> None:
    action = program.window.findChild(QAction, f"actionLanguage{language.value}")
    assert action is not None
    action.trigger()
    QTest.qWait(50)


def is_chinese(text: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in text)


def test_switching_changes_every_visible_text_at_once_and_back(program: Program, qtbot: QtBot) -> None:
    sample = demo_pictures(1)[0]
    english = texts(program.window)
    switch(program, Language.CHINESE)
    chinese = texts(program.window)
    assert program.settings.language is Language.CHINESE
    left = {
        where: text
        for where, text in chinese.items()
        if text not in UNTRANSLATED and any(letter.isalpha() for letter in text) and not is_chinese(text)
    }
    assert left == {}
    switch(program, Language.ENGLISH)
    assert texts(program.window) == english
    program.window.open_picture(sample)
    wait_results(qtbot, program)
    switch(program, Language.CHINESE)
    assert is_chinese(find(program.window, QLabel, "resultsHeader").accessibleName())


def test_the_menu_shows_which_language_is_spoken(program: Program) -> None:
    for language in Language:
        switch(program, language)
        action = program.window.findChild(QAction, f"actionLanguage{language.value}")
        assert action is not None
        assert action.isChecked()


def test_qts_own_words_are_translated_too(qapp: QApplication) -> None:
    translators = Translators(qapp)
    translators.use(Language.CHINESE)
    assert QApplication.translate("QPlatformTheme", "Cancel") == "取消"
    translators.use(Language.ENGLISH)
    assert QApplication.translate("QPlatformTheme", "Cancel") == "Cancel"


def test_numbers_and_plurals_follow_the_language(qapp: QApplication) -> None:
    translators = Translators(qapp)
    translators.use(Language.ENGLISH)
    assert counted(1, "1 picture", "{count} pictures") == "1 picture"
    assert counted(1234567, "1 picture", "{count} pictures") == "1,234,567 pictures"
    assert counted(0, "1 picture", "{count} pictures") == "0 pictures"
    assert (file_size(900), file_size(20_480), file_size(3_250_586)) == ("900 bytes", "20 KB", "3.1 MB")
    assert time_left(3) == "about 5 s left"
    assert time_left(42) == "about 40 s left"
    assert time_left(59) == "about 60 s left"
    assert time_left(61) == "about 1 min left"
    assert time_left(3_599) == "about 60 min left"
    assert time_left(7_300) == "about 2 h 2 min left"
    translators.use(Language.CHINESE)
    assert time_left(7_300) == "约剩 2 小时 2 分钟"
    assert QLocale().language() == QLocale.Language.Chinese
    translators.use(Language.ENGLISH)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", ["actionAdapt", "actionEvaluate", "actionAbout"])
def test_no_sentence_of_a_dialog_is_cut_off(
    program: Program, qtbot: QtBot, name: str, language: Language
) -> None:
    def sentences() -> list[QLabel]:
        labels = (dialog.findChildren(QLabel) for dialog in program.window.findChildren(QDialog))
        return [label for label in chain(*labels) if label.isVisible() and label.wordWrap()]

    switch(program, language)
    action = program.window.findChild(QAction, name)
    assert action is not None
    action.trigger()
    qtbot.waitUntil(lambda: bool(sentences()))
    for label in sentences():
        assert label.height() >= label.heightForWidth(label.width()), label.text()
