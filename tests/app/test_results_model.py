"""The matches as a Qt model."""

from pathlib import Path

import pytest
from PyQt5.QtCore import QModelIndex, Qt
from PyQt5.QtTest import QAbstractItemModelTester
from PyQt5.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.results_model import ResultsModel, Role, similarity_text
from index.records import Facet, Likeness, Match


def match(item_id: int, **changes: object) -> Match:
    fields: dict[str, object] = {
        "item_id": item_id,
        "path": Path(f"/目录/泳衣 {item_id} & <b>.jpg"),
        "folder": "目录",
        "similarity": 0.5,
        "distance": 1.0,
        "collisions": 4,
        "width": 1200,
        "height": 900,
        "likeness": Likeness.SIMILAR,
    }
    fields.update(changes)
    return Match(**fields)  # type: ignore[arg-type]


@pytest.fixture
def model(qapp: QApplication) -> ResultsModel:
    return ResultsModel()


def test_keeps_qts_contract_while_it_grows_and_empties(model: ResultsModel) -> None:
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    for start in range(0, 30, 10):
        model.append([match(number) for number in range(start, start + 10)])
    model.clear()
    model.append([match(1)])
    assert tester.model() is model


def test_appends_batches_in_order_and_says_so(qtbot: QtBot, model: ResultsModel) -> None:
    model.append([match(7), match(8)])
    with qtbot.waitSignal(model.rowsInserted) as inserted:
        model.append([match(9)])
    assert inserted.args[1:] == [2, 2]
    assert [model.match_at(row).item_id for row in range(model.rowCount())] == [7, 8, 9]
    assert model.index_of(9).row() == 2
    assert not model.index_of(1).isValid()


def test_only_as_many_matches_as_the_limit_are_rows(qtbot: QtBot, model: ResultsModel) -> None:
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.set_limit(3)
    model.append([match(1), match(2)])
    model.append([match(3), match(4)])
    assert (model.rowCount(), model.match_count()) == (3, 4)
    assert not model.index_of(4).isValid()
    with qtbot.waitSignal(model.rowsInserted) as inserted:
        model.set_limit(None)
    assert inserted.args[1:] == [3, 3]
    assert model.index_of(4).row() == 3
    with qtbot.waitSignal(model.rowsRemoved) as removed:
        model.set_limit(0)
    assert removed.args[1:] == [0, 3]
    model.clear()
    assert (model.rowCount(), model.match_count()) == (0, 0)
    assert tester.model() is model


def test_an_empty_batch_changes_nothing(qtbot: QtBot, model: ResultsModel) -> None:
    with qtbot.assertNotEmitted(model.rowsInserted):
        model.append([])


@pytest.mark.parametrize(
    ("role", "value"),
    [
        (Role.ITEM_ID, 3),
        (Role.FOLDER, "目录"),
        (Role.SIMILARITY, 0.5),
        (Role.DISTANCE, 1.0),
        (Role.COLLISIONS, 4),
        (Role.SAME_FILE, False),
        (Role.ONLINE, True),
        (Role.WIDTH, 1200),
        (Role.HEIGHT, 900),
        (Role.LIKENESS, Likeness.SIMILAR),
        (Role.LIKENESS_TEXT, "Similar"),
        (Role.PATH, str(match(3).path)),
        (Role.MATCH, match(3)),
        (Qt.ItemDataRole.DisplayRole, match(3).path.name),
        (Qt.ItemDataRole.DecorationRole, None),
    ],
)
def test_tells_each_field_by_its_role(model: ResultsModel, role: int, value: object) -> None:
    model.append([match(3)])
    assert model.data(model.index(0), role) == value


def test_every_role_has_a_name(model: ResultsModel) -> None:
    names = {bytes(name).decode() for name in model.roleNames().values()}
    assert {role.name.lower() for role in Role} <= names


def test_the_tool_tip_says_everything_and_takes_names_literally(model: ResultsModel) -> None:
    model.append([match(3, distance=0.25, similarity=0.8, online=False, same_file=True)])
    tip = model.data(model.index(0), Qt.ItemDataRole.ToolTipRole)
    assert "泳衣 3 &amp; &lt;b&gt;.jpg" in tip
    for words in ("1,200 × 900", "0.80", "0.250", "buckets 4", "Offline", "same file"):
        assert words in tip


def test_words_suit_the_facet_compared_by(model: ResultsModel) -> None:
    model.clear(Facet.CUT)
    model.append([match(3, likeness=Likeness.SAME)])
    assert model.data(model.index(0), Role.LIKENESS_TEXT) == "Same cut"
    assert "Same cut: similarity 0.50" in model.data(model.index(0), Qt.ItemDataRole.ToolTipRole)
    assert "Same cut, similarity 0.50" in model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole)


def test_the_tool_tip_of_an_infinitely_far_match_of_unknown_size(model: ResultsModel) -> None:
    model.append([match(3, distance=None, similarity=0.0, width=0, height=0)])
    tip = model.data(model.index(0), Qt.ItemDataRole.ToolTipRole)
    assert "∞" in tip
    assert "pixels" not in tip


def test_a_screen_reader_hears_rank_name_and_state(model: ResultsModel) -> None:
    model.append([match(3), match(4, online=False, same_file=True, similarity=0.876)])
    text = model.data(model.index(1), Qt.ItemDataRole.AccessibleTextRole)
    assert text.startswith("Number 2, 泳衣 4")
    for words in ("similarity 0.87", "folder 目录", "same picture", "offline"):
        assert words in text


def test_drags_out_the_files_that_can_be_reached_best_first(model: ResultsModel) -> None:
    model.append([match(1), match(2, online=False), match(3)])
    data = model.mimeData([model.index(2), model.index(1), model.index(0)])
    assert [url.toLocalFile() for url in data.urls()] == [str(match(1).path), str(match(3).path)]
    assert int(model.supportedDragActions()) == int(Qt.DropAction.CopyAction)
    assert model.flags(model.index(0)) & Qt.ItemFlag.ItemIsDragEnabled
    assert not model.flags(QModelIndex()) & Qt.ItemFlag.ItemIsDragEnabled


@pytest.mark.parametrize(
    ("similarity", "text"),
    [(1.0, "1.00"), (0.9999, "0.99"), (0.29, "0.29"), (0.876, "0.87"), (0.004, "0.00"), (0.0, "0.00")],
)
def test_only_a_perfect_match_reads_one(similarity: float, text: str) -> None:
    assert similarity_text(similarity) == text


def test_shown_numbers_never_contradict_the_order() -> None:
    shown = [similarity_text(number / 997) for number in range(998)]
    assert shown == sorted(shown)
