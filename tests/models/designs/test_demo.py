import csv
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from PIL import Image

from models.designs import demo
from models.designs.design import CUTS
from models.designs.prints import PRINTS
from models.designs.render import STYLES, VIEWS

DEMO = Path(__file__).parents[3] / "resources" / "demo"


def _labels() -> list[dict[str, str]]:
    with (DEMO / "labels.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_the_plan_has_the_papers_counts_and_every_cut_and_print() -> None:
    entries = demo.plan(2022)
    assert Counter(entry.design.gender for entry in entries) == {"women": 236, "men": 93}
    assert {entry.design.cut for entry in entries} == set(CUTS)
    assert {entry.design.print.name for entry in entries} == set(PRINTS)
    assert {entry.style for entry in entries} == set(STYLES)
    assert {entry.view for entry in entries} == set(VIEWS)


@pytest.mark.parametrize("seed", [1, 2022])
def test_families_have_two_to_four_members_of_one_cut(seed: int) -> None:
    families = defaultdict(list)
    for entry in demo.plan(seed):
        families[entry.design.family].append(entry.design)
    assert {len(designs) for designs in families.values()} <= {2, 3, 4}
    for designs in families.values():
        assert len({(design.cut, design.shape) for design in designs}) == 1
        assert len({(design.print.name, design.print.colours) for design in designs}) == len(designs)


def test_no_family_has_two_line_flats() -> None:
    lines = Counter(entry.design.family for entry in demo.plan(2022) if entry.style == "line")
    assert len(lines) > 30
    assert set(lines.values()) == {1}


def test_a_seed_always_plans_the_same_catalogue_and_another_seed_another() -> None:
    assert demo.plan(5) == demo.plan(5)
    assert demo.plan(5) != demo.plan(6)


def test_writing_again_replaces_the_earlier_pictures_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo, "COUNTS", {"women": 3, "men": 2})
    demo.write(tmp_path, 1)
    mine = tmp_path / "women" / "my own picture.jpg"
    mine.write_bytes(b"kept")
    demo.write(tmp_path, 2)
    pictures = [path for path in tmp_path.glob("*/*") if path != mine]
    assert len(pictures) == 5
    assert mine.read_bytes() == b"kept"


def test_the_shipped_catalogue_is_what_its_labels_say() -> None:
    rows = _labels()
    files = {path.relative_to(DEMO).as_posix() for path in DEMO.glob("*/*")}
    assert len(rows) == 329
    assert {row["file"] for row in rows} == files
    assert sum((DEMO / name).stat().st_size for name in files) <= 14e6
    assert {Path(name).suffix for name in files} == {".jpg", ".png"}


def test_every_shipped_picture_opens_at_catalogue_size() -> None:
    for row in _labels():
        with Image.open(DEMO / row["file"]) as picture:
            picture.verify()
            assert 800 <= max(picture.size) <= 1000
