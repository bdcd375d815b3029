from pathlib import Path

import pytest

from index.evaluation.labels import LabelsError, read_labels
from index.evaluation.results import Relevance
from models.problems import Problem
from tests.conftest import DEMO


def table(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "标签.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_the_demo_catalogue_is_known_by_cut_print_both_and_family() -> None:
    demo = read_labels(DEMO, DEMO / "labels.csv")
    assert list(demo.labels) == [Relevance.CUT, Relevance.PRINT, Relevance.BOTH, Relevance.FAMILY]
    assert len(demo.paths) == 329
    assert all(path.exists() for path in demo.paths)
    assert len(set(demo.labels[Relevance.BOTH])) >= len(set(demo.labels[Relevance.CUT]))


def test_labels_that_are_ignored_or_missing_leave_their_picture_out(tmp_path: Path) -> None:
    path = table(tmp_path, "image,label,by\na.jpg,dress,1\nb.jpg,Not sure,1\nc.jpg,,2\nd.jpg,dress,2\n")
    found = read_labels(tmp_path, path, ignored=["Not sure"], apart="by")
    assert [each.name for each in found.paths] == ["a.jpg", "d.jpg"]
    assert found.labels == {Relevance.LABEL: ("dress", "dress")}
    assert (found.apart, found.apart_by, found.name) == (("1", "2"), "by", tmp_path.name)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_table_may_be_written_as_excel_does(tmp_path: Path, encoding: str) -> None:
    found = read_labels(tmp_path, table(tmp_path, "image,label\n款式.jpg,连体\n", encoding))
    assert found.paths == (tmp_path / "款式.jpg",)
    assert found.labels[Relevance.LABEL] == ("连体",)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", Problem.LABELS_COLUMNS),
        ("name,kind\na.jpg,dress\n", Problem.LABELS_COLUMNS),
        ("image,colour\na.jpg,red\n", Problem.LABELS_COLUMNS),
        ("image,label\na.jpg,Skip\n", Problem.LABELS_NO_PICTURES),
        ("image,label\n,dress\n", Problem.LABELS_NO_PICTURES),
    ],
)
def test_a_table_that_cannot_be_used_is_refused_by_name(tmp_path: Path, text: str, problem: Problem) -> None:
    with pytest.raises(LabelsError, match="标签") as raised:
        read_labels(tmp_path, table(tmp_path, text), ignored=["Skip"])
    assert raised.value.problem is problem


def test_a_table_that_is_missing_is_no_text_or_lacks_the_column_asked_for_is_refused(tmp_path: Path) -> None:
    (tmp_path / "picture.csv").write_bytes(bytes(range(255, 127, -1)))
    for name, sentence in (("nowhere.csv", "cannot be read"), ("picture.csv", "not a text")):
        with pytest.raises(LabelsError, match=sentence) as raised:
            read_labels(tmp_path, tmp_path / name)
        assert raised.value.problem is Problem.LABELS_UNREADABLE
    with pytest.raises(LabelsError, match="no column by; its columns are image, label") as raised:
        read_labels(tmp_path, table(tmp_path, "image,label\na.jpg,b\n"), apart="by")
    assert raised.value.problem is Problem.LABELS_COLUMNS


def test_a_sample_keeps_the_order_and_the_labels_of_what_it_draws() -> None:
    demo = read_labels(DEMO, DEMO / "labels.csv", apart="gender")
    sample = demo.sample(50)
    numbers = [demo.paths.index(path) for path in sample.paths]
    assert numbers == sorted(numbers)
    assert len(numbers) == 50
    assert sample.labels[Relevance.CUT] == tuple(demo.labels[Relevance.CUT][number] for number in numbers)
    assert sample.apart == tuple(path.parent.name for path in sample.paths)
    assert demo.sample(50) == sample
    assert demo.sample(500) is demo
