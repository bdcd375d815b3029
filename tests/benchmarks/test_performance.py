"""The page on performance."""

import subprocess
import sys
from pathlib import Path

import pytest

from models.network import NETWORK_DIR, NetworkInfo
from tests.benchmarks import performance
from tests.benchmarks.performance_page import Bar, Plot, Section

ROOT = Path(__file__).resolve().parents[2]
MET = Bar("Reading", "≥ 45 a second", "95 a second", "–", met=True)
MISSED = Bar("Memory, searching 10^5 / 10^6 pictures", "≤ 350 MB", "400 MB", "–", met=False)


def test_a_missed_bar_says_by_how_much_and_why() -> None:
    page = performance._page([Section("Reading", [MET], "Text."), Section("Memory", [MISSED], "More.")])
    assert "| Reading | ≥ 45 a second | 95 a second | – | yes |" in page
    assert "| ≤ 350 MB | 400 MB | – | **no** |" in page
    assert f"is missed: 400 MB. {performance.WHY['Memory, searching']}" in page
    assert page.index("## Reading\n\nText.") < page.index("## Memory\n\nMore.")


def test_numpy_is_not_imported_before_its_threads_are_counted() -> None:
    check = "import sys, tests.benchmarks.performance; sys.exit('numpy' in sys.modules)"
    subprocess.run([sys.executable, "-c", check], cwd=ROOT, check=True)


def test_a_section_names_the_network_it_was_measured_with(tmp_path: Path) -> None:
    section = performance._run("reading", lambda _cache: Section("Reading", [MET], "Text."), tmp_path)
    network = NetworkInfo.read(NETWORK_DIR).id
    assert f"## Reading\n\nNetwork: {network}.\n\nText." in performance._page([section])


def test_a_section_that_fails_says_why_and_leaves_the_others_be(tmp_path: Path) -> None:
    def fail(_cache: Path) -> Section:
        raise OSError("the disk is full")

    section = performance._run("start", fail, tmp_path)
    assert section.rows == []
    assert "OSError: the disk is full" in section.text


def test_a_section_is_kept_for_pages_that_measure_others(tmp_path: Path) -> None:
    plot = Plot("lookup", "codes", "milliseconds", {"scan": ([1e4, 1e5], [0.1, 1.0])})
    section = Section("Retrieval", [MET, MISSED], "Text: ≤ 5 ms.", [plot])
    performance._keep(tmp_path, "retrieval", section)
    kept = performance._kept(tmp_path, "retrieval")
    assert kept is not None
    assert performance._page([kept]) == performance._page([section])
    assert performance._kept(tmp_path, "query") is None


def test_plots_are_drawn_beside_the_page_and_old_ones_go(tmp_path: Path) -> None:
    old = tmp_path / "performance" / "old.svg"
    old.parent.mkdir()
    old.touch()
    plot = Plot("lookup", "codes", "milliseconds", {"scan": ([1e4, 1e5], [0.1, 1.0])})
    page = performance._page([Section("Retrieval", [], "Text.", [plot])])
    performance._write(tmp_path / "performance.md", page, [plot])
    assert "(performance/lookup.svg)" in (tmp_path / "performance.md").read_text(encoding="utf-8")
    assert [path.name for path in old.parent.iterdir()] == ["lookup.svg"]


def test_a_section_that_does_not_exist_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["performance", "--cache", str(tmp_path), "--only", "nothing"])
    with pytest.raises(SystemExit):
        performance.main()
    assert "no section is called nothing" in capsys.readouterr().err
