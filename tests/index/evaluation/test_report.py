import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from index.evaluation.report import html, markdown, write_markdown, write_report
from index.evaluation.results import Evaluation, Sheet
from index.evaluation.words import ReportLanguage, words_of
from models.problems import EnvironmentProblem, Problem
from tests.index.evaluation.samples import sample_evaluation

VOID = {"meta", "img", "source", "br", "link", "input", "hr"}


class Page(HTMLParser):
    """What a page refers to and says; it fails on tags that do not nest."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.references: list[str] = []
        self.texts: list[str] = []
        self.tags: list[str] = []
        self._open: list[str] = []
        self.feed(page)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.references += [value or "" for name, value in attrs if name in {"src", "srcset", "href", "data"}]
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append(" ".join(data.split()))


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    return sample_evaluation()


@pytest.fixture(scope="module", params=ReportLanguage)
def language(request: pytest.FixtureRequest) -> ReportLanguage:
    chosen: ReportLanguage = request.param
    return chosen


@pytest.fixture(scope="module")
def page(evaluation: Evaluation, language: ReportLanguage) -> str:
    return html(evaluation, language)


def test_the_page_needs_nothing_beside_itself(page: str) -> None:
    found = Page(page)
    assert found.references
    assert all(reference.startswith("data:image/") for reference in found.references)
    assert not {"script", "link", "iframe", "object"} & set(found.tags)
    assert re.search(r"https?://|//\w+\.\w+|url\(|@import", page) is None


def test_the_page_speaks_its_language(page: str, language: ReportLanguage) -> None:
    words, texts = words_of(language), Page(page).texts
    assert f'lang="{language.replace("_", "-")}"' in page
    for group in ("summary", "speed", "scores", "figure", "sheets", "methods", "notes"):
        assert words[group]["heading"] in texts


def test_names_from_outside_are_escaped(page: str) -> None:
    assert "泳装 &lt;2025&gt;" in page
    assert "<2025>" not in page


def test_table_2_has_the_papers_own_numbers_beside(page: str) -> None:
    texts = Page(page).texts
    for total, parts in (("682", "463 + 219"), ("1,035", "733 + 302"), ("802", "437 + 365")):
        assert parts in texts
        assert total in texts


def test_matches_are_marked_by_words_and_signs(page: str, language: ReportLanguage) -> None:
    sheets = words_of(language)["sheets"]
    assert f"✓\N{NO-BREAK SPACE}{sheets['right']}" in page.replace("&nbsp;", "\N{NO-BREAK SPACE}")
    assert f"✗\N{NO-BREAK SPACE}{sheets['wrong']}" in page.replace("&nbsp;", "\N{NO-BREAK SPACE}")


def test_stand_ins_are_called_so(page: str, language: ReportLanguage) -> None:
    assert Page(page).texts.count(words_of(language)["methods"]["stand_in"]) == 2


def test_a_picture_that_is_gone_is_said_to_be(evaluation: Evaluation, tmp_path: Path) -> None:
    gone = replace(evaluation.methods[0], sheets=(Sheet(tmp_path / "gone.jpg", ()),))
    texts = Page(html(replace(evaluation, methods=(gone,)), ReportLanguage.ENGLISH)).texts
    assert "The picture could not be read." in texts


def test_a_report_of_methods_that_all_failed_is_still_one(evaluation: Evaluation) -> None:
    failed = next(each for each in evaluation.methods if each.failure)
    texts = Page(html(replace(evaluation, methods=(failed,)), ReportLanguage.ENGLISH)).texts
    assert "Without a result: SIFT with VLAD (No picture has anything to match.)." in texts


def test_the_folder_holds_report_figures_and_results(evaluation: Evaluation, tmp_path: Path) -> None:
    folder = tmp_path / "报告" / "new"
    folder.mkdir(parents=True)
    (folder / "figure-8-family.png").write_bytes(b"of an earlier report")
    report = write_report(evaluation, folder, ReportLanguage.CHINESE)
    assert report == folder / "report.html"
    assert {file.name for file in folder.iterdir()} == {
        "report.html",
        "evaluation.json",
        *(f"figure-8-{name}.{kind}" for name in ("cut", "print") for kind in ("png", "svg")),
    }
    assert Evaluation.from_json((folder / "evaluation.json").read_text(encoding="utf-8")) == evaluation


def test_a_folder_that_cannot_be_made_is_a_problem_with_a_name(
    evaluation: Evaluation, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(EnvironmentProblem) as raised:
        write_report(evaluation, tmp_path / "file", ReportLanguage.ENGLISH)
    assert raised.value.problem is Problem.DATA_FOLDER


def test_markdown_shows_pictures_that_lie_beside_it(evaluation: Evaluation, tmp_path: Path) -> None:
    file = tmp_path / "docs" / "experiment.md"
    write_markdown(evaluation, file)
    text = file.read_text(encoding="utf-8")
    pictures = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", text)
    assert pictures == ["experiment-cut.png", "experiment-print.png", "experiment-matches.png"]
    assert all((file.parent / name).is_file() for name in pictures)


def test_tables_of_the_markdown_are_whole(evaluation: Evaluation, language: ReportLanguage) -> None:
    text = markdown(evaluation, language, "experiment")
    assert "\n\n\n" not in text
    tables = [block.splitlines() for block in text.split("\n\n") if block.startswith("|")]
    assert len(tables) == 4
    for rows in tables:
        assert re.fullmatch(r"(\| -+:? )+\|", rows[1])
        assert len({row.count("|") for row in rows}) == 1
