"""Seconds from the start of the process to the window and to the first search, and the memory that searching takes."""

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from tests.benchmarks import catalogues
from tests.benchmarks.performance_page import Bar, Section
from tests.benchmarks.start_once import BEGUN, Measured

ROOT = Path(__file__).resolve().parents[2]
STARTS = 5
SEARCHES = 20
VISIBLE_S, READY_S, READY_MILLION_S = 0.7, 1.5, 3.0
MEMORY_MB, MEMORY_MILLION_MB = 350, 700


def section(cache: Path) -> Section:
    """Starts over 10^5 and 10^6 pictures, beside a bare window, and memory after searching."""
    photos = catalogues.query_photos(cache)[:SEARCHES]
    real, million = catalogues.real(cache), catalogues.million(cache)
    bare = _median([_start("--bare") for _ in range(STARTS)])
    small = _median([_start(real, photos) for _ in range(STARTS)])
    large = _median([_start(million, photos) for _ in range(STARTS)])
    beside = f"bare PyQt5 window: {bare['visible']:.2f} s"
    return Section(
        "Start and memory",
        [
            Bar(
                "Window visible / ready to search, 10^5 pictures, warm disk",
                f"≤ {VISIBLE_S} s / ≤ {READY_S} s",
                f"{small['visible']:.2f} s / {small['ready']:.2f} s",
                beside,
                small["visible"] <= VISIBLE_S and small["ready"] <= READY_S,
            ),
            Bar(
                "Ready to search, 10^6 pictures",
                f"≤ {READY_MILLION_S:g} s",
                f"{large['ready']:.2f} s (window {large['visible']:.2f} s)",
                beside,
                large["ready"] <= READY_MILLION_S,
            ),
            Bar(
                "Memory, searching 10^5 / 10^6 pictures",
                f"≤ {MEMORY_MB} MB / ≤ {MEMORY_MILLION_MB} MB resident",
                f"{small['resident']:.0f} MB / {large['resident']:.0f} MB",
                f"bare PyQt5 window: {bare['resident']:.0f} MB",
                small["resident"] <= MEMORY_MB and large["resident"] <= MEMORY_MILLION_MB,
            ),
        ],
        _text(small, large),
    )


def _text(small: Measured, large: Measured) -> str:
    return f"""\
Medians of {STARTS} starts, from before the process is made until the window's first paint and until the engine says
that it is ready. Memory is what the process holds after {SEARCHES} searches by photos, the window open (`VmRSS`, which
counts the touched pages of mapped files); at its highest it was {small["highest"]:.0f} MB over 10^5 pictures and
{large["highest"]:.0f} MB over 10^6. The million is of designs mixed from those of the real 10^5 as for
retrieval; codes and keys follow as for any picture.
"""


def _start(where: Path | str, photos: list[Path] | None = None) -> Measured:
    command = [sys.executable, "-m", "tests.benchmarks.start_once", str(where)]
    if photos:
        command += ["--photos", *map(str, photos)]
    environment = {**os.environ, BEGUN: repr(time.time())}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True, timeout=120
    )
    measured: Measured = json.loads(done.stdout.splitlines()[-1])
    return measured


def _median(found: list[Measured]) -> Measured:
    return {name: statistics.median(each[name] for each in found) for name in found[0]}
