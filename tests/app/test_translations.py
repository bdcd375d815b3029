"""The translation files: complete, in step with the sources, and compiled."""

import re
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PyQt5.QtCore import QCoreApplication, QTranslator

from app.resources import TRANSLATIONS
from app.translations import sources, update

FILES = sorted(TRANSLATIONS.glob("*.ts"))
PLACEHOLDER = re.compile(r"\{\w*\}")

Messages = dict[tuple[str, str], str]


def messages(file: Path) -> Messages:
    """Translations by context and source."""
    found = {}
    for context in ElementTree.parse(file).getroot().iter("context"):
        name = context.findtext("name", "")
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            assert translation.get("type") is None, f"unfinished: {message.findtext('source')}"
            found[name, message.findtext("source", "")] = translation.text or ""
    return found


@pytest.fixture(params=FILES, ids=lambda file: file.stem)
def file(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


def test_there_is_a_chinese_translation() -> None:
    assert [file.name for file in FILES] == ["swimwear_zh_CN.ts"]


def test_every_message_is_finished(file: Path) -> None:
    assert [key for key, translation in messages(file).items() if not translation.strip()] == []


def test_placeholders_match(file: Path) -> None:
    wrong = {
        source: translation
        for (_, source), translation in messages(file).items()
        if "1" not in source
        and sorted(PLACEHOLDER.findall(source)) != sorted(PLACEHOLDER.findall(translation))
    }
    assert wrong == {}


def test_menu_entries_keep_a_mnemonic(file: Path) -> None:
    for (context, source), translation in messages(file).items():
        assert ("&" in source) == ("&" in translation), (context, source)


def test_the_compiled_file_says_the_same(qapp: QCoreApplication, file: Path) -> None:
    translator = QTranslator()
    assert translator.load(str(file.with_suffix(".qm")))
    QCoreApplication.installTranslator(translator)
    compiled = {key: QCoreApplication.translate(*key) for key in messages(file)}
    QCoreApplication.removeTranslator(translator)
    assert compiled == messages(file)


def test_no_message_of_the_sources_is_missing(file: Path, tmp_path: Path) -> None:
    fresh = tmp_path / file.name
    shutil.copy(file, fresh)
    update(fresh)
    assert messages(fresh) == messages(file)


def test_every_call_to_tr_is_seen_by_the_collector(file: Path) -> None:
    """pylupdate5 reads literal strings only, and only in calls it knows."""
    known = {source for _, source in messages(file)}
    call = re.compile(r"\.tr\(\s*((?:\"(?:[^\"\\]|\\.)*\"\s*)+|[^\s\")])", re.MULTILINE)
    for path in sources():
        for match in call.finditer(path.read_text(encoding="utf-8")):
            literal = match.group(1).strip()
            assert literal.startswith('"'), f"{path.name}: tr() needs a literal: {match.group(0)}"
            text = "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', literal))
            assert text in known, f"{path.name}: {text}"
