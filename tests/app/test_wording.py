"""Words that must fit."""

import pytest

from app.wording import likeness_text, shortened
from index.records import Facet, Likeness


@pytest.mark.parametrize("name", ["泳装 2025", "a" * 36])
def test_a_name_that_fits_stays_as_it_is(name: str) -> None:
    assert shortened(name) == name


def test_a_long_name_keeps_its_beginning_and_its_end() -> None:
    assert shortened("夏" * 30 + "第二批" * 10) == "夏" * 18 + "…" + "第二批" * 6


def test_the_same_is_named_after_the_facet_and_every_other_word_is_one_for_all() -> None:
    assert [likeness_text(Likeness.SAME, facet) for facet in Facet] == [
        "Same design",
        "Same cut",
        "Same print",
    ]
    words = [{likeness_text(likeness, facet) for facet in Facet} for likeness in list(Likeness)[1:]]
    assert words == [{"Very similar"}, {"Similar"}, {"Loosely related"}, {"Less similar"}]
