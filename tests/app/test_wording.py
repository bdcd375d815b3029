"""Words that must fit."""

import pytest

from app.wording import shortened


@pytest.mark.parametrize("name", ["泳装 2025", "a" * 36])
def test_a_name_that_fits_stays_as_it_is(name: str) -> None:
    assert shortened(name) == name


def test_a_long_name_keeps_its_beginning_and_its_end() -> None:
    assert shortened("夏" * 30 + "第二批" * 10) == "夏" * 18 + "…" + "第二批" * 6
