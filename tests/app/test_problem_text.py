"""Every problem has words."""

import pytest

from app.problem_text import TEXTS, sentence, title
from models.problems import Problem


@pytest.mark.parametrize("problem", list(Problem))
def test_every_problem_has_a_title_and_the_sentence_the_commands_print(problem: Problem) -> None:
    assert title(problem)
    assert sentence(problem) == problem.sentence


def test_there_are_no_texts_for_problems_that_do_not_exist() -> None:
    assert set(TEXTS) == set(Problem)
