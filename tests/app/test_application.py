"""The process: started like a user starts it, ended like a user ends it."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.app.conftest import LONG_MS
from tests.conftest import DEMO

MAIN = Path(__file__).resolve().parents[2] / "main.py"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="windows are looked for by xdotool")


def begin(data: Path, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, str(MAIN), "--data-dir", str(data), *arguments]
    environment = os.environ | {"LANG": "zh_CN.UTF-8", "LANGUAGE": "zh_CN"}
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def wait_window(process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + LONG_MS / 1000
    search = ["xdotool", "search", "--onlyvisible", "--pid", str(process.pid), "--name", "."]
    while subprocess.run(search, capture_output=True, check=False).returncode:
        assert process.poll() is None, process.communicate()[0]
        assert time.monotonic() < deadline
        time.sleep(0.1)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_ends_the_program_in_the_middle_of_reading(tmp_path: Path, number: signal.Signals) -> None:
    process = begin(tmp_path / "data")
    wait_window(process)
    time.sleep(1)
    process.send_signal(number)
    output = process.communicate(timeout=30)[0]
    assert process.returncode == 0
    assert output == ""
    settings = (tmp_path / "data" / "settings.ini").read_text(encoding="utf-8")
    assert "language=zh_CN" in settings


def test_a_second_start_ends_at_once(data: Path) -> None:
    first = begin(data)
    wait_window(first)
    second = begin(data, "--picture", str(next((DEMO / "men").glob("*.*g"))))
    assert second.wait(30) == 0
    assert first.poll() is None
    first.send_signal(signal.SIGTERM)
    assert first.communicate(timeout=30)[0] == ""


def test_a_data_folder_that_cannot_be_made_is_told_in_a_box(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    process = begin(tmp_path / "file" / "data")
    wait_window(process)
    subprocess.run(["xdotool", "key", "--clearmodifiers", "Escape"], check=True)
    time.sleep(0.3)
    if process.poll() is None:
        process.kill()
    process.wait(10)


@pytest.mark.skipif(shutil.which("xdotool") is None, reason="needs xdotool")
def test_the_window_process_imports_no_torch(data: Path) -> None:
    code = (
        "import sys; from app import application, program, main_window\n"
        "heavy = {'torch', 'onnxruntime', 'numpy', 'index.engine'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=MAIN.parent, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
