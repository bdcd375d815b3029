import json
from pathlib import Path

import pytest

from index.evaluation.results import (
    RECALL_LEVELS,
    Estimate,
    Evaluation,
    Machine,
    MethodResult,
    Relevance,
    Scores,
    Sheet,
    Shown,
    Spread,
    Unread,
)


def found() -> Evaluation:
    scores = Scores(Estimate(0.5, 0.25, 0.75), Estimate(1, 1, 1), Estimate(0.6, 0.5, 0.7), (1.0,) * 101, 4)
    sheet = Sheet(
        Path("款式/a.jpg"), (Shown(Path("款式/b.jpg"), True, 0.75), Shown(Path("c.jpg"), False, 0.5))
    )
    fine = MethodResult(
        "program", Spread(12.5, 20), Spread(1.5, 2), Spread(14, 22), {Relevance.CUT: scores}, (sheet,)
    )
    return Evaluation(
        catalogue="款式",
        pictures=5,
        of_pictures=9,
        queries=4,
        apart="photographer",
        relevances=(Relevance.CUT,),
        sheets_by=Relevance.CUT,
        network="lite0/p2",
        machine=Machine("a processor", 4, 16.0),
        date="2026-01-31T12:00:00+00:00",
        methods=(fine, MethodResult("sift", failure="No picture has anything to match.")),
        unread=(Unread(Path("d.jpg"), "The file is empty (0 bytes)."),),
    )


def test_an_evaluation_is_the_same_after_a_round_through_json() -> None:
    text = found().to_json()
    assert Evaluation.from_json(text) == found()
    assert json.loads(text)["methods"][0]["scores"]["cut"]["r1"]["value"] == 0.5


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"catalogue": 3}', "not JSON"])
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(ValueError):
        Evaluation.from_json(text)


def test_recall_levels_go_from_0_to_1_in_hundredths() -> None:
    assert (len(RECALL_LEVELS), RECALL_LEVELS[0], RECALL_LEVELS[50], RECALL_LEVELS[-1]) == (101, 0, 0.5, 1)
