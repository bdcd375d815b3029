"""The headless commands: the search engine from a terminal, without Qt."""

import sys
import time
from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Never, TypeVar

from tqdm import tqdm

from index.control import Cancelled, Control
from index.diagnosis_records import WANTED_RECALL, DiagnosisPhase, DiagnosisProgress
from index.diagnosis_text import as_json, as_text
from index.engine import SearchEngine
from index.records import (
    Adaptation,
    AdaptPhase,
    AdaptProgress,
    Facet,
    Failure,
    Folder,
    IndexProgress,
    Match,
    Phase,
    Query,
    SearchReport,
)
from index.terminal import (
    ENVIRONMENT,
    INTERRUPTED,
    OK,
    SOME_FAILED,
    USAGE,
    discard_output,
    error_json,
    interrupts_cancel,
    prepare_streams,
    print_json,
    print_line,
    say,
    step_back,
)
from models.problems import EnvironmentProblem, PictureError, Problem

_REFUSALS = frozenset({Problem.FOLDER_NOT_FOUND, Problem.FOLDER_KNOWN, Problem.FOLDER_INSIDE})
_NOT_ADAPTED = frozenset({Problem.TOO_FEW_PICTURES, Problem.NETWORK_CHANGES, Problem.NOT_BETTER})
_PHASES: dict[Phase | AdaptPhase | DiagnosisPhase, str] = {
    Phase.SCAN: "Looking for changes",
    Phase.READ: "Reading pictures",
    Phase.UPDATE: "Updating",
    AdaptPhase.COLLECT: "Collecting",
    AdaptPhase.LEARN: "Learning",
    AdaptPhase.CHECK: "Checking",
    AdaptPhase.ENCODE: "Encoding",
    DiagnosisPhase.FEATURES: "Reading features",
    DiagnosisPhase.BITS: "Counting bits",
    DiagnosisPhase.BUCKETS: "Opening buckets",
}
_UNITS: dict[Phase | AdaptPhase | DiagnosisPhase, str] = {
    DiagnosisPhase.BITS: " blocks",
    DiagnosisPhase.BUCKETS: " queries",
}

Progress = TypeVar("Progress", IndexProgress, AdaptProgress, DiagnosisProgress)


def run(args: Namespace) -> int:
    """Run the command that the arguments name; returns the exit status.

    What the machine did wrong is told in one sentence on stderr. A reader that has closed the output, as `head`
    does, ends the command without a word.
    """
    prepare_streams()
    command = {
        "index": index,
        "search": search,
        "status": status,
        "adapt": adapt,
        "diagnose": diagnose,
        "evaluate": evaluate,
    }[args.command]
    try:
        return command(args)
    except EnvironmentProblem as problem:
        say(str(problem))
    except BrokenPipeError:
        discard_output()
    return ENVIRONMENT


def index(args: Namespace) -> int:
    """`main.py index`: add the folders and read their pictures until all is searchable."""
    started = time.perf_counter()
    with SearchEngine(args.data_dir) as engine:
        folders, problems = _add_folders(engine, args.folders)
        control = Control()
        try:
            with interrupts_cancel(control):
                for progress in _with_bar(engine.index(control, folders.keys())):
                    problems.update(progress.problems)
        except Cancelled:
            say("Stopped. What was done is kept; the same command goes on with the rest.")
            return INTERRUPTED
        failures = [each for each in engine.failures() if each.folder in folders.values()]
        status = engine.status()
    if args.json:
        print_json(
            {
                **asdict(status),
                "failures": [_failure(each) for each in failures],
                "problems": [{"folder": name, **error_json(problem)} for name, problem in problems.items()],
                "seconds": round(time.perf_counter() - started, 3),
            }
        )
    else:
        print_line(f"{status.searchable} pictures are searchable.")
        for each in failures:
            say(f"{each.path}: {each.problem.sentence}")
    for name, problem in problems.items():
        say(f"{name}: {problem.sentence}")
    return SOME_FAILED if failures or problems else OK


def search(args: Namespace) -> int:
    """`main.py search`: rank the catalogue against each picture; a picture that fails does not stop the others."""
    failed = False
    with SearchEngine(args.data_dir) as engine:
        folders = _named_folders(engine.folders(), args.folder)
        if folders is not None and not folders:
            return USAGE
        for picture in args.pictures:
            query = Query(picture, Facet(args.facet), folders, args.top, whole=args.whole)
            try:
                batches = list(engine.search(query))
            except PictureError as error:
                failed = True
                _print_failed_query(picture, error, as_json=args.json)
                continue
            matches = [match for batch in batches for match in batch.matches]
            _print_matches(picture, matches, batches[0].report, as_json=args.json)
    return SOME_FAILED if failed else OK


def status(args: Namespace) -> int:
    """`main.py status`: what is in the catalogue."""
    with SearchEngine(args.data_dir) as engine:
        now, folders, failures = engine.status(), engine.folders(), engine.failures()
    if args.json:
        print_json(
            {
                **asdict(now),
                "folders": [{**asdict(folder), "path": str(folder.path)} for folder in folders],
                "failures": [_failure(each) for each in failures],
            }
        )
    else:
        print_line(f"{now.searchable} searchable, {now.pending} not read yet, {now.failed} could not be read")
        if now.adaptation:
            print_line(_adapted(now.adaptation))
        for folder in folders:
            state = "" if folder.online else " (cannot be reached)"
            print_line(f"  {folder.name}: {folder.searchable} of {folder.pictures}{state} – {folder.path}")
        for each in failures:
            print_line(f"  {each.path}: {each.problem.sentence}")
    return OK


def adapt(args: Namespace) -> int:
    """`main.py adapt`: fit what pictures are compared by to this catalogue, or take that back."""
    started = time.perf_counter()
    step_back()
    control, phase = Control(), None
    with SearchEngine(args.data_dir) as engine:
        steps = engine.undo_adaptation(control) if args.undo else engine.adapt(control)
        try:
            with interrupts_cancel(control):
                for step in _printed(steps) if args.json else _with_bar(steps):
                    phase = step.phase
        except Cancelled:
            say(
                "Stopped. It is done but for codes, which the next start makes."
                if phase is AdaptPhase.ENCODE
                else "Stopped. Nothing was changed."
            )
            return INTERRUPTED
        except EnvironmentProblem as problem:
            if args.json:
                print_json({"error": error_json(problem.problem)})
            if problem.problem not in _NOT_ADAPTED:
                raise
            say(problem.problem.sentence)
            return SOME_FAILED
        adaptation = engine.status().adaptation
    if args.json:
        print_json(
            {
                "adaptation": asdict(adaptation) if adaptation else None,
                "seconds": round(time.perf_counter() - started, 3),
            }
        )
    else:
        print_line(
            _adapted(adaptation) if adaptation else "The comparison that came with the program is in use."
        )
    return OK


def diagnose(args: Namespace) -> int:
    """`main.py diagnose`: how good the index is, and which tables would find more."""
    control, found = Control(), None
    with SearchEngine(args.data_dir) as engine:
        try:
            with interrupts_cancel(control):
                for step in _with_bar(engine.diagnose(control)):
                    found = step.diagnosis
        except Cancelled:
            say("Stopped.")
            return INTERRUPTED
    assert found is not None
    recall = args.recall or WANTED_RECALL
    if args.json:
        print_json(as_json(found, recall))
    else:
        for line in as_text(found, recall):
            print_line(line)
    return OK


def evaluate(args: Namespace) -> int:
    """`main.py evaluate`: the paper's experiment on a labelled catalogue."""
    from index.evaluation import (
        command,  # what it needs, drawing and OpenCV above all, takes a second to import
    )

    return command.run(args)


def _adapted(adaptation: Adaptation) -> str:
    return f"Adapted to {adaptation.pictures} pictures of this catalogue, {adaptation.at}"


def _printed(steps: Iterator[AdaptProgress]) -> Iterator[AdaptProgress]:
    """Pass progress on, printing it as JSON."""
    for step in steps:
        print_json(asdict(step))
        yield step


def _add_folders(engine: SearchEngine, paths: Sequence[Path]) -> tuple[dict[int, str], dict[str, Problem]]:
    """Names by id of the folders that are, or hold, the paths, added where new; and what was refused, with why."""
    folders: dict[int, str] = {}
    refused: dict[str, Problem] = {}
    for path in paths:
        try:
            folder = engine.add_folder(path)
        except EnvironmentProblem as problem:
            if problem.problem not in _REFUSALS:
                raise
            holder = engine.folder_of(path)
            if holder is None or (holder.online and problem.problem is Problem.FOLDER_NOT_FOUND):
                refused[str(path)] = problem.problem
                continue
            folder = holder
        folders[folder.id] = folder.name
    return folders, refused


def _named_folders(folders: Sequence[Folder], names: Sequence[str] | None) -> frozenset[int] | None:
    """Ids of the folders with these names; None without names, empty (after saying so) for an unknown one."""
    if not names:
        return None
    ids = {folder.name: folder.id for folder in folders}
    for name in names:
        if name not in ids:
            say(f"There is no folder {name!r} in the catalogue. Its folders are: {', '.join(ids) or 'none'}.")
            return frozenset()
    return frozenset(ids[name] for name in names)


def _with_bar(steps: Iterator[Progress]) -> Iterator[Progress]:
    """Pass progress on, showing it as a bar on stderr."""
    bar: tqdm[Never] | None = None
    phase: Phase | AdaptPhase | DiagnosisPhase | None = None
    try:
        for step in steps:
            if step.phase is not phase:
                if bar is not None:
                    bar.close()
                phase = step.phase
                bar = tqdm(
                    desc=_PHASES[phase],
                    unit=_UNITS.get(phase, " pictures"),
                    file=sys.stderr,
                    leave=phase is not Phase.SCAN,
                )
            assert bar is not None
            bar.total = step.total or None
            bar.update(step.done - bar.n)
            yield step
    finally:
        if bar is not None:
            bar.close()


def _print_matches(picture: Path, matches: Sequence[Match], report: SearchReport, *, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "query": str(picture),
                "matches": [
                    {
                        "path": str(match.path),
                        "folder": match.folder,
                        "similarity": match.similarity,
                        "likeness": match.likeness,
                        "distance": match.distance,
                        "collisions": match.collisions,
                    }
                    for match in matches
                ],
                "ms": {step: round(ms, 3) for step, ms in asdict(report.ms).items()},
                "candidates": report.candidates,
                "indexed": report.indexed,
                "strategy": report.strategy,
                "reason": report.reason,
                "familiar": report.familiar,
                "alike": report.alike,
                "place": report.place,
            }
        )
        return
    print_line(
        f"{picture}: {report.alike} alike among the nearest {report.total} of {report.indexed} designs, "
        f"{report.ms.total:.0f} ms"
    )
    for match in matches:
        print_line(f"  {match.similarity:.3f}  {match.likeness:15}  {match.path}")


def _print_failed_query(picture: Path, error: PictureError, *, as_json: bool) -> None:
    if as_json:
        print_json({"query": str(picture), "error": error_json(error.problem)})
    else:
        say(f"{picture}: {error.problem.sentence}")


def _failure(failure: Failure) -> dict[str, Any]:
    return {"path": str(failure.path), "folder": failure.folder, **error_json(failure.problem)}
