"""What times are measured on."""

import os
import platform
from pathlib import Path

import psutil

from index.evaluation.results import Machine


def this_machine() -> Machine:
    """The machine that this runs on."""
    return Machine(processor(), os.cpu_count() or 1, round(psutil.virtual_memory().total / 2**30, 1))


def processor() -> str:
    """The processor's name, as the system tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")),
        platform.machine(),
    )
