"""Opening files of ONNX Runtime."""

import subprocess
import sys
from pathlib import Path

import pytest

from models.locator import FILE
from models.network import BACKBONE, NETWORK_DIR
from models.problems import EnvironmentProblem, Problem
from models.runtime import open_session

FILES = NETWORK_DIR / BACKBONE, NETWORK_DIR / FILE
TOOK = """
import sys
from pathlib import Path

import environment

environment.share_heap()

from models.runtime import open_session
from tests.benchmarks.start_once import resident_mb

before = resident_mb()
sessions = [open_session(Path(each)) for each in sys.argv[1:]]
print(resident_mb() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux for the memory in use")
def test_opening_networks_keeps_neither_their_files_nor_what_it_took_for_a_while() -> None:
    done = subprocess.run(
        [sys.executable, "-c", TOOK, *map(str, FILES)], capture_output=True, text=True, check=True
    )
    in_use = 2  # bytes for each byte stored, as weights are stored in half precision
    weights = in_use * sum(path.stat().st_size for path in FILES) / 2**20
    assert float(done.stdout) < 1.6 * weights


def test_what_is_no_network_is_told_with_its_path(tmp_path: Path) -> None:
    path = tmp_path / "网络.onnx"
    path.write_bytes(b"no network")
    with pytest.raises(EnvironmentProblem) as told:
        open_session(path)
    assert (told.value.problem, told.value.detail) == (Problem.MODEL_DAMAGED, str(path))
