"""The words of the report in the languages it speaks, from `resources/report`."""

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

TEXTS = Path(__file__).resolve().parent.parent.parent / "resources" / "report"

Words = Mapping[str, Any]
"""Texts by name, some in groups of their own."""


class ReportLanguage(StrEnum):
    """The languages of the report; the value names the file of its words."""

    ENGLISH = "en"
    CHINESE = "zh_CN"


@cache
def words_of(language: ReportLanguage) -> Words:
    """All words of a language."""
    return tomllib.loads((TEXTS / f"{language}.toml").read_text(encoding="utf-8"))


def method_name(words: Words, method: str) -> str:
    """The name of a method for readers."""
    return str(words["method"][method]["name"])


def joined(words: Words, parts: list[str]) -> str:
    """An enumeration in a sentence."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{words['comma'].join(parts[:-1])}{words['and']}{parts[-1]}"


def milliseconds(value: float) -> str:
    """Three digits at most that say something; whole ones from 10 on."""
    return f"{value:,.0f}" if value >= 9.95 else f"{value:.1f}" if value >= 0.95 else f"{value:.2g}"


def percent(words: Words, share: float) -> str:
    """A share with one decimal."""
    return str(words["percent"]).format(value=f"{100 * share:.1f}")
