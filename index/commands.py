"""The headless commands: the search engine from a terminal, without Qt."""

import io
import json
import os
import signal
import sys
import time
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any, Never, TextIO, TypeVar, cast

from tqdm import tqdm

from index.control import Cancelled, Control
from index.diagnosis_records import DiagnosisPhase, DiagnosisProgress
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
from models.problems import EnvironmentProblem, PictureError, Problem, is_disk_full

OK, SOME_FAILED, USAGE, ENVIRONMENT, INTERRUPTED = 0, 1, 2, 3, 130
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
    _prepare_streams()
    command = {"index": index, "search": search, "status": status, "adapt": adapt, "diagnose": diagnose}[
        args.command
    ]
    try:
        return command(args)
    except EnvironmentProblem as problem:
        _say(str(problem))
    except BrokenPipeError:
        _discard_output()
    return ENVIRONMENT


def index(args: Namespace) -> int:
    """`main.py index`: add the folders and read their pictures until all is searchable."""
    started = time.perf_counter()
    with SearchEngine(args.data_dir) as engine:
        folders, problems = _add_folders(engine, args.folders)
        control = Control()
        try:
            with _interrupts_cancel(control):
                for progress in _with_bar(engine.index(control, folders.keys())):
                    problems.update(progress.problems)
        except Cancelled:
            _say("Stopped. What was done is kept; the same command goes on with the rest.")
            return INTERRUPTED
        failures = [each for each in engine.failures() if each.folder in folders.values()]
        status = engine.status()
    if args.json:
        _print_json(
            {
                **asdict(status),
                "failures": [_failure(each) for each in failures],
                "problems": [{"folder": name, **_error(problem)} for name, problem in problems.items()],
                "seconds": round(time.perf_counter() - started, 3),
            }
        )
    else:
        _print(f"{status.searchable} pictures are searchable.")
        for each in failures:
            _say(f"{each.path}: {each.problem.sentence}")
    for name, problem in problems.items():
        _say(f"{name}: {problem.sentence}")
    return SOME_FAILED if failures or problems else OK


def search(args: Namespace) -> int:
    """`main.py search`: rank the catalogue against each picture; a picture that fails does not stop the others."""
    failed = False
    with SearchEngine(args.data_dir) as engine:
        folders = _named_folders(engine.folders(), args.folder)
        if folders is not None and not folders:
            return USAGE
        for picture in args.pictures:
            query = Query(picture, Facet(args.facet), folders, args.top)
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
        _print_json(
            {
                **asdict(now),
                "folders": [{**asdict(folder), "path": str(folder.path)} for folder in folders],
                "failures": [_failure(each) for each in failures],
            }
        )
    else:
        _print(f"{now.searchable} searchable, {now.pending} not read yet, {now.failed} could not be read")
        if now.adaptation:
            _print(_adapted(now.adaptation))
        for folder in folders:
            state = "" if folder.online else " (cannot be reached)"
            _print(f"  {folder.name}: {folder.searchable} of {folder.pictures}{state} – {folder.path}")
        for each in failures:
            _print(f"  {each.path}: {each.problem.sentence}")
    return OK


def adapt(args: Namespace) -> int:
    """`main.py adapt`: fit what pictures are compared by to this catalogue, or take that back."""
    started = time.perf_counter()
    _step_back()
    control, phase = Control(), None
    with SearchEngine(args.data_dir) as engine:
        steps = engine.undo_adaptation(control) if args.undo else engine.adapt(control)
        try:
            with _interrupts_cancel(control):
                for step in _printed(steps) if args.json else _with_bar(steps):
                    phase = step.phase
        except Cancelled:
            _say(
                "Stopped. It is done but for codes, which the next start makes."
                if phase is AdaptPhase.ENCODE
                else "Stopped. Nothing was changed."
            )
            return INTERRUPTED
        except EnvironmentProblem as problem:
            if args.json:
                _print_json({"error": _error(problem.problem)})
            if problem.problem not in _NOT_ADAPTED:
                raise
            _say(problem.problem.sentence)
            return SOME_FAILED
        adaptation = engine.status().adaptation
    if args.json:
        _print_json(
            {
                "adaptation": asdict(adaptation) if adaptation else None,
                "seconds": round(time.perf_counter() - started, 3),
            }
        )
    else:
        _print(_adapted(adaptation) if adaptation else "The comparison that came with the program is in use.")
    return OK


def diagnose(args: Namespace) -> int:
    """`main.py diagnose`: how good the index is, and which tables would find more."""
    control, found = Control(), None
    with SearchEngine(args.data_dir) as engine:
        try:
            with _interrupts_cancel(control):
                for step in _with_bar(engine.diagnose(control)):
                    found = step.diagnosis
        except Cancelled:
            _say("Stopped.")
            return INTERRUPTED
    assert found is not None
    if args.json:
        _print_json(as_json(found, args.recall))
    else:
        for line in as_text(found, args.recall):
            _print(line)
    return OK


def _adapted(adaptation: Adaptation) -> str:
    return f"Adapted to {adaptation.pictures} pictures of this catalogue, {adaptation.at}"


def _printed(steps: Iterator[AdaptProgress]) -> Iterator[AdaptProgress]:
    """Pass progress on, printing it as JSON."""
    for step in steps:
        _print_json(asdict(step))
        yield step


def _step_back() -> None:
    """Leave the processor to whatever else wants it, the window above all."""
    if sys.platform == "win32":
        import ctypes

        below_normal = 0x4000
        kernel = ctypes.windll.kernel32
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), below_normal)
    else:
        os.nice(10)


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
            _say(
                f"There is no folder {name!r} in the catalogue. Its folders are: {', '.join(ids) or 'none'}."
            )
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


@contextmanager
def _interrupts_cancel(control: Control) -> Iterator[None]:
    """Let Ctrl-C stop the work at its next checkpoint; a second Ctrl-C stops at once."""

    before = signal.getsignal(signal.SIGINT)
    if before is signal.SIG_IGN:  # as the caller wishes
        yield
        return

    def cancel(_signal: int, _frame: object) -> None:
        control.cancel()
        signal.signal(signal.SIGINT, before)

    signal.signal(signal.SIGINT, cancel)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _print_matches(picture: Path, matches: Sequence[Match], report: SearchReport, *, as_json: bool) -> None:
    if as_json:
        _print_json(
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
            }
        )
        return
    _print(
        f"{picture}: {report.alike} alike among the nearest {report.total} of {report.indexed} designs, "
        f"{report.ms.total:.0f} ms"
    )
    for match in matches:
        _print(f"  {match.similarity:.3f}  {match.likeness:15}  {match.path}")


def _print_failed_query(picture: Path, error: PictureError, *, as_json: bool) -> None:
    if as_json:
        _print_json({"query": str(picture), "error": _error(error.problem)})
    else:
        _say(f"{picture}: {error.problem.sentence}")


def _failure(failure: Failure) -> dict[str, Any]:
    return {"path": str(failure.path), "folder": failure.folder, **_error(failure.problem)}


def _error(problem: Problem) -> dict[str, str]:
    return {"kind": problem.value, "message": problem.sentence}


def _print_json(value: dict[str, Any]) -> None:
    _print(json.dumps(value, ensure_ascii=False))


def _print(line: str) -> None:
    try:
        print(line, flush=True)
    except OSError as error:
        _discard_output()
        if is_disk_full(error):
            raise EnvironmentProblem(Problem.DISK_FULL) from error
        raise


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr)


class _Unminded:
    """A stream that work does not stop for when nobody takes what is written."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        with suppress(OSError):
            self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        with suppress(OSError):
            self._stream.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def _prepare_streams() -> None:
    """Let stdout and stderr take any name as UTF-8; one that is closed swallows what is written."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w"))  # noqa: SIM115 - kept to the end
        stream = getattr(sys, name)
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.stderr = cast(TextIO, _Unminded(sys.stderr))


def _discard_output() -> None:
    """Send what is still unwritten nowhere, or Python would try again at its end and complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
