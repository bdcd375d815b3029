"""`main.py evaluate`: the experiment from a terminal, or beside the window."""

import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Never

from tqdm import tqdm

from index.control import Cancelled, Control
from index.evaluation.evaluation import EvaluationProgress, evaluate
from index.evaluation.labels import LabelledPictures, LabelsError, read_labels
from index.evaluation.methods import METHODS
from index.evaluation.report import RESULT, write_markdown, write_report
from index.evaluation.results import Evaluation, MethodResult, Relevance
from index.evaluation.words import ReportLanguage
from index.terminal import (
    INTERRUPTED,
    OK,
    SOME_FAILED,
    USAGE,
    error_json,
    interrupts_cancel,
    print_json,
    print_line,
    say,
    step_back,
)
from models.network import RESOURCES
from models.problems import EnvironmentProblem

DEMO = RESOURCES / "demo"
FOLDER = "evaluation"
"""Of the report, beside the catalogue, where no other is named."""


def run(args: Namespace) -> int:
    """Evaluate, write the report, and tell the outcome in short; returns the exit status.

    Raises:
        EnvironmentProblem: MODEL_DAMAGED, or the report cannot be written.
    """
    if (args.folder is None) is not (args.labels is None):
        say("A folder needs --labels FILE, and labels need their folder.")
        return USAGE
    methods = args.methods.split(",") if args.methods else list(METHODS)
    if unknown := [method for method in methods if method not in METHODS]:
        say(f"There is no method {', '.join(unknown)}. The methods are: {', '.join(METHODS)}.")
        return USAGE
    step_back()
    control = Control()
    try:
        catalogue = _catalogue(args)
        with interrupts_cancel(control), _told(as_json=args.json) as report:
            found = evaluate(
                catalogue,
                methods=methods,
                pictures=args.pictures,
                queries=args.queries,
                report=report,
                control=control,
            )
        page = _write(found, args)
    except LabelsError as error:
        if args.json:
            print_json({"error": {**error_json(error.problem), "detail": str(error)}})
        say(str(error))
        return USAGE
    except EnvironmentProblem as problem:
        if args.json:
            print_json({"error": {**error_json(problem.problem), "detail": problem.detail}})
        raise
    except Cancelled:
        say("Stopped. Nothing was written.")
        return INTERRUPTED
    _print_outcome(found, page, as_json=args.json)
    failed = [method for method in found.methods if method.failure]
    for each in found.unread:
        say(f"{each.picture}: {each.reason}")
    for method in failed:
        say(f"{method.method} failed: {method.failure}")
    return SOME_FAILED if failed or found.unread else OK


def _write(found: Evaluation, args: Namespace) -> Path:
    """Write the report, and as Markdown too where that is wanted; returns the page."""
    language = ReportLanguage(args.language)
    page = write_report(found, (args.out or args.data_dir / FOLDER).absolute(), language)
    if args.markdown:
        write_markdown(found, args.markdown, language)
    return page


def _catalogue(args: Namespace) -> LabelledPictures:
    if args.folder is None:
        demo = read_labels(DEMO, DEMO / "labels.csv", ignored=args.ignore, apart=args.apart)
        return replace(demo, name="")
    return read_labels(args.folder, args.labels, ignored=args.ignore, apart=args.apart)


@contextmanager
def _told(*, as_json: bool) -> Iterator[Callable[[EvaluationProgress], None]]:
    """Tell progress, as JSON on stdout or as a bar on stderr."""
    if as_json:
        yield lambda progress: print_json(asdict(progress))
        return
    bar: tqdm[Never] = tqdm(desc="Evaluating", unit=" steps", file=sys.stderr)

    def show(progress: EvaluationProgress) -> None:
        bar.total = progress.total
        bar.set_postfix_str(progress.method, refresh=False)
        bar.update(progress.done - bar.n)

    try:
        yield show
    finally:
        bar.close()


def _print_outcome(found: Evaluation, page: Path, *, as_json: bool) -> None:
    if as_json:
        print_json({"report": str(page), "results": str(page.with_name(RESULT))})
        return
    print_line(f"{found.queries} queries among {found.pictures} pictures; milliseconds, then mAP")
    print_line("            feature  search  " + "".join(f"{each.value:>8}" for each in found.relevances))
    for method in found.methods:
        if method.feature and method.retrieval:
            times = f"{method.feature.median:9.1f}{method.retrieval.median:8.2f}"
            print_line(f"{method.method:12}{times}  {_averages(method, found.relevances)}")
    print_line(f"The report is {page}")


def _averages(method: MethodResult, relevances: tuple[Relevance, ...]) -> str:
    scores = [method.scores.get(relevance) for relevance in relevances]
    return "".join(f"{each.mean_ap.value:8.3f}" if each else f"{'–':>8}" for each in scores)
