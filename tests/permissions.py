"""Running a script for which file permissions count: root, as tests often run, may read everything."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
_DROP = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"]


def run_without_privilege(script: str, *arguments: str | Path) -> str:
    """What the Python script prints, run as a user whom permissions bind."""
    if os.name == "nt":
        pytest.skip("permission bits do not bind on Windows")
    command = [sys.executable, "-c", script, *map(str, arguments)]
    if os.geteuid() == 0:
        if (
            not shutil.which("setpriv")
            or subprocess.run([*_DROP, "true"], check=False, capture_output=True).returncode
        ):
            pytest.skip("needs setpriv, and the right to use it, to give up root's privilege")
        command = [*_DROP, *command]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        command, cwd=ROOT, check=True, capture_output=True, encoding="utf-8", env=environment, timeout=60
    ).stdout
