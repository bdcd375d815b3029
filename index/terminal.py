"""What the headless commands share: their streams, what they print, their exit statuses, and Ctrl-C."""

import io
import json
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TextIO, cast

from index.control import Control
from models.problems import EnvironmentProblem, Problem, is_disk_full

OK, SOME_FAILED, USAGE, ENVIRONMENT, INTERRUPTED = 0, 1, 2, 3, 130


def step_back() -> None:
    """Leave the processor to whatever else wants it, the window above all."""
    if sys.platform == "win32":
        import ctypes

        below_normal = 0x4000
        kernel = ctypes.windll.kernel32
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), below_normal)
    else:
        os.nice(10)


@contextmanager
def interrupts_cancel(control: Control) -> Iterator[None]:
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


def error_json(problem: Problem) -> dict[str, str]:
    """A problem for a program that reads the output."""
    return {"kind": problem.value, "message": problem.sentence}


def print_json(value: dict[str, Any]) -> None:
    """Print an object on a line of stdout."""
    print_line(json.dumps(value, ensure_ascii=False))


def print_line(line: str) -> None:
    """Print a line on stdout.

    Raises:
        EnvironmentProblem: DISK_FULL.
        OSError: nobody takes it, or the like.
    """
    try:
        print(line, flush=True)
    except OSError as error:
        discard_output()
        if is_disk_full(error):
            raise EnvironmentProblem(Problem.DISK_FULL) from error
        raise


def say(sentence: str) -> None:
    """Print a sentence on stderr."""
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


def prepare_streams() -> None:
    """Let stdout and stderr take any name as UTF-8; one that is closed swallows what is written."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w"))  # noqa: SIM115 - kept to the end
        stream = getattr(sys, name)
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.stderr = cast(TextIO, _Unminded(sys.stderr))


def discard_output() -> None:
    """Send what is still unwritten nowhere, or Python would try again at its end and complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
