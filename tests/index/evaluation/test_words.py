import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from index.evaluation.methods import METHODS
from index.evaluation.results import Relevance
from index.evaluation.summary import MEASURES
from index.evaluation.words import ReportLanguage, joined, milliseconds, words_of

FIELD = re.compile(r"\{\w+\}")


def texts(words: Mapping[str, Any], group: str = "") -> Iterator[tuple[str, str]]:
    for name, value in words.items():
        if isinstance(value, Mapping):
            yield from texts(value, f"{group}{name}.")
        else:
            yield f"{group}{name}", str(value)


def test_every_language_has_every_text_with_the_same_fields() -> None:
    fields = [
        {name: sorted(FIELD.findall(text)) for name, text in texts(words_of(language))}
        for language in ReportLanguage
    ]
    assert fields[0] == fields[1]
    assert len(fields[0]) > 80


@pytest.mark.parametrize("language", ReportLanguage)
def test_no_text_is_empty(language: ReportLanguage) -> None:
    assert [name for name, text in texts(words_of(language)) if not text] == []


def test_chinese_texts_are_chinese() -> None:
    english, chinese = (dict(texts(words_of(language))) for language in ReportLanguage)
    alike = {name for name, text in chinese.items() if text == english[name]}
    assert {name.rpartition(".")[0] for name in alike} <= {"measures", "method.regions", "method.weak"} | {
        f"method.{name}" for name in METHODS
    }


@pytest.mark.parametrize("language", ReportLanguage)
def test_every_relevance_method_and_measure_has_a_name(language: ReportLanguage) -> None:
    words = words_of(language)
    for relevance in Relevance:
        assert words["relevance"][relevance]
        assert words["relevance_in_a_sentence"][relevance]
    for measure in MEASURES:
        assert words["measures"][measure]
        assert words["scores"][measure]
    for method in METHODS:
        assert set(words["method"][method]) - {"stand_in"} == {"name", "line", "source"}


def test_what_the_paper_compares_itself_with_is_called_a_stand_in() -> None:
    for language in ReportLanguage:
        methods = words_of(language)["method"]
        assert {name for name in methods if "stand_in" in methods[name]} == {"regions", "weak"}


def test_enumerations_read_as_sentences_do() -> None:
    words = words_of(ReportLanguage.ENGLISH)
    assert [joined(words, list("abc")[:count]) for count in range(4)] == ["", "a", "a and b", "a, b and c"]


@pytest.mark.parametrize(
    ("value", "text"), [(1035, "1,035"), (682.4, "682"), (9.96, "10"), (3.21, "3.2"), (0.043, "0.043")]
)
def test_milliseconds_show_what_says_something(value: float, text: str) -> None:
    assert milliseconds(value) == text
