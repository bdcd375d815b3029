"""An evaluation as one HTML file that needs nothing beside it, and as markdown with its pictures."""

from collections.abc import Callable
from datetime import datetime
from functools import cache, partial
from itertools import product
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from index.evaluation import charts
from index.evaluation.charts import DARK, LIGHT, ImageFormat
from index.evaluation.pictures import data_uri, jpeg_uri, small
from index.evaluation.published import BESIDE
from index.evaluation.results import Evaluation, MethodResult, Relevance, Spread
from index.evaluation.summary import MEASURES, PROGRAM, measure_text, ranked, summary
from index.evaluation.words import TEXTS, ReportLanguage, Words, joined, method_name, milliseconds, words_of
from models.problems import EnvironmentProblem, writing_problem

REPORT = "report.html"
RESULT = "evaluation.json"
THUMBNAIL = 168
SHEETS_OF_OTHERS = 3
HEAD = 400
SVG_TYPE = "image/svg+xml"


def write_report(evaluation: Evaluation, folder: Path, language: ReportLanguage) -> Path:
    """Write the report, figure 8 for each relevance as PNG and SVG, and, last of all, the results as JSON.

    What an earlier report left there is replaced, its figures for other relevances included.

    Returns:
        The HTML file.

    Raises:
        EnvironmentProblem: DISK_FULL or DATA_FOLDER.
    """
    for relevance, image in product(Relevance, ImageFormat):
        if relevance not in evaluation.relevances:
            _remove(folder / _figure_name(relevance, image))
    for relevance in evaluation.relevances:
        figure = charts.precision_recall(evaluation, relevance, language)
        for image in ImageFormat:
            _write(folder / _figure_name(relevance, image), charts.drawn(figure, image))
    report = folder / REPORT
    _write(report, html(evaluation, language).encode())
    _write(folder / RESULT, evaluation.to_json().encode())
    return report


def write_markdown(
    evaluation: Evaluation, file: Path, language: ReportLanguage = ReportLanguage.ENGLISH
) -> None:
    """Write the report as markdown, its pictures as PNG files beside it, named after it.

    Raises:
        EnvironmentProblem: DISK_FULL or DATA_FOLDER.
    """
    for relevance in evaluation.relevances:
        figure = charts.precision_recall(evaluation, relevance, language)
        _write(file.with_name(f"{file.stem}-{relevance}.png"), charts.drawn(figure, ImageFormat.PNG))
    own = _own(evaluation)
    if own is not None and own.sheets:
        figure = charts.contact_sheet(own.sheets, language)
        _write(file.with_name(f"{file.stem}-matches.png"), charts.drawn(figure, ImageFormat.PNG))
    _write(file, markdown(evaluation, language, file.stem).encode())


def speaks(report: Path, language: ReportLanguage) -> bool:
    """Whether there is a report in that language."""
    try:
        with report.open(encoding="utf-8") as file:
            return f'<html lang="{_tag(language)}">' in file.read(HEAD)
    except OSError:
        return False


def html(evaluation: Evaluation, language: ReportLanguage) -> str:
    """The report as one HTML page, pictures and style inside, without scripts."""
    view = _view(evaluation, language)
    return (
        _templates()
        .get_template("report.html.jinja")
        .render(**view, figure=partial(_figure, evaluation, language))
    )


def markdown(evaluation: Evaluation, language: ReportLanguage, pictures: str) -> str:
    """The report as markdown; names of its pictures begin with `pictures`."""
    view = _view(evaluation, language)
    return _templates().get_template("report.md.jinja").render(**view, pictures=pictures)


def _view(evaluation: Evaluation, language: ReportLanguage) -> dict[str, Any]:
    words = words_of(language)
    moment = datetime.fromisoformat(evaluation.date)
    return {
        "evaluation": evaluation,
        "language": _tag(language),
        "w": words,
        "summary": summary(evaluation, words),
        "notes": _notes(evaluation, words, f"{moment:%Y-%m-%d %H:%M}"),
        "own": _own(evaluation),
        "program": PROGRAM,
        "measures": MEASURES,
        "published": BESIDE,
        "others": SHEETS_OF_OTHERS,
        "ranked": partial(ranked, evaluation),
        "best": partial(_best, evaluation),
        "name": partial(method_name, words),
        "ms": milliseconds,
        "value": partial(measure_text, words),
        "times": _times,
        "picture": _picture_once(),
    }


def _tag(language: ReportLanguage) -> str:
    """The language as HTML names it."""
    return language.replace("_", "-")


def _notes(evaluation: Evaluation, words: Words, date: str) -> list[str]:
    texts = words["notes"]
    names = [words["relevance_in_a_sentence"][each] for each in evaluation.relevances]
    machine = evaluation.machine
    notes = [
        texts["relevance"].format(relevances=joined(words, names)),
        texts["itself"] if evaluation.apart is None else texts["apart"].format(apart=evaluation.apart),
        texts["ties"],
        texts["interpolated"],
        texts["intervals"],
        texts["times"],
        texts["machine"].format(cpu=machine.cpu, cores=machine.cores, memory=f"{machine.memory_gb:.0f}"),
        texts["network"].format(network=evaluation.network),
        texts["date"].format(date=date),
    ]
    if evaluation.unread:
        notes.append(texts["unread"].format(count=len(evaluation.unread)))
    return notes


def _own(evaluation: Evaluation) -> MethodResult | None:
    return next((each for each in evaluation.methods if each.method == PROGRAM), None)


def _best(evaluation: Evaluation, relevance: Relevance, measure: str) -> float:
    """The highest value of a measure that any method reaches."""
    scores = (each.scores[relevance] for each in evaluation.methods if relevance in each.scores)
    return max(float(getattr(score, measure).value) for score in scores)


def _times(method: MethodResult) -> tuple[Spread | None, Spread | None, Spread | None]:
    return method.feature, method.retrieval, method.total


def _figure(evaluation: Evaluation, language: ReportLanguage, relevance: Relevance, *, dark: bool) -> str:
    figure = charts.precision_recall(evaluation, relevance, language, DARK if dark else LIGHT)
    return data_uri(charts.drawn(figure, ImageFormat.SVG), SVG_TYPE)


def _picture_once() -> Callable[[Path], str]:
    """Data URIs of small pictures, each read once; empty for one that cannot be read."""

    @cache
    def picture(path: Path) -> str:
        image = small(path, THUMBNAIL)
        return jpeg_uri(image) if image is not None else ""

    return picture


def _figure_name(relevance: Relevance, image: ImageFormat) -> str:
    return f"figure-8-{relevance}.{image}"


def _remove(file: Path) -> None:
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        raise EnvironmentProblem(writing_problem(error), str(file)) from error


def _write(target: Path, data: bytes) -> None:
    """Write beside the target, then rename over it: a process that is killed leaves no half of a report."""
    partial_file = target.with_name(f"{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        partial_file.write_bytes(data)
        partial_file.replace(target)
    except OSError as error:
        raise EnvironmentProblem(writing_problem(error), str(target)) from error


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEXTS),
        autoescape=select_autoescape(("html.jinja",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
