"""The headless commands as a user or a script would run them: a process, its output, its exit status."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import DEMO, demo_pictures

MAIN = Path(__file__).resolve().parent.parent / "main.py"


def run(*arguments: str | Path, data: Path, **options: Any) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(MAIN), *map(str, arguments), "--data-dir", str(data)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, **options)


def json_lines(done: subprocess.CompletedProcess[str]) -> list[Any]:
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture
def data(tmp_path: Path, folder: Path) -> Path:
    data = tmp_path / "数据"
    assert run("index", folder, data=data).returncode == 0
    return data


def test_index_reports_what_is_searchable_and_shows_progress_on_stderr(folder: Path, tmp_path: Path) -> None:
    done = run("index", folder, "--json", data=tmp_path / "data")
    assert done.returncode == 0
    (report,) = json_lines(done)
    assert (report["searchable"], report["failed"], report["failures"]) == (12, 0, [])
    assert "Reading pictures: 100%" in done.stderr


def test_index_again_adds_nothing_and_finds_changes(data: Path, folder: Path) -> None:
    shutil.copy(demo_pictures(20)[19], folder)
    (report,) = json_lines(run("index", folder, "--json", data=data))
    assert (report["searchable"], report["folders"]) == (13, 1)
    (report,) = json_lines(run("index", folder / "old", "--json", data=data))
    assert (report["searchable"], report["folders"]) == (13, 1)


def test_index_goes_on_past_bad_pictures_and_missing_folders(folder: Path, tmp_path: Path) -> None:
    (folder / "空.jpg").touch()
    done = run("index", folder, tmp_path / "nowhere", "--json", data=tmp_path / "data")
    assert done.returncode == 1
    (report,) = json_lines(done)
    assert report["searchable"] == 12
    assert report["failures"] == [
        {
            "path": str(folder / "空.jpg"),
            "folder": folder.name,
            "kind": "empty-file",
            "message": "The file is empty (0 bytes).",
        }
    ]
    assert "nowhere" in done.stderr


def test_search_prints_one_json_object_a_query_in_rank_order(data: Path, folder: Path) -> None:
    pictures = sorted(folder.glob("*.*"))[:3]
    done = run("search", *pictures, "--top", "5", "--json", data=data)
    assert done.returncode == 0
    answers = json_lines(done)
    assert [answer["query"] for answer in answers] == list(map(str, pictures))
    for answer, picture in zip(answers, pictures, strict=True):
        assert len(answer["matches"]) == 5
        assert answer["matches"][0] == {
            "path": str(picture),
            "folder": folder.name,
            "similarity": 1.0,
            "distance": 0.0,
            "collisions": answer["matches"][0]["collisions"],
        }
        similarities = [match["similarity"] for match in answer["matches"]]
        assert similarities == sorted(similarities, reverse=True)
        assert set(answer["ms"]) == {"decode", "feature", "lookup", "rank", "total"}
        assert (answer["candidates"], answer["indexed"], answer["strategy"]) == (12, 12, "scan")


def test_a_query_that_fails_does_not_stop_the_others(data: Path, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n half")
    good = demo_pictures(1)[0]
    done = run("search", tmp_path / "broken.png", tmp_path / "missing.jpg", good, "--json", data=data)
    assert done.returncode == 1
    broken, missing, found = json_lines(done)
    assert set(broken) == {"query", "error"}
    assert missing["error"]["kind"] == "not-found"
    assert found["matches"]
    assert "Traceback" not in done.stderr


def test_search_looks_only_in_the_folder_named(data: Path, folder: Path) -> None:
    (answer,) = json_lines(run("search", demo_pictures(1)[0], "--folder", folder.name, "--json", data=data))
    assert {match["folder"] for match in answer["matches"]} == {folder.name}
    unknown = run("search", demo_pictures(1)[0], "--folder", "winter", data=data)
    assert unknown.returncode == 2
    assert folder.name in unknown.stderr


def test_status_lists_folders_and_failures(data: Path, folder: Path) -> None:
    (status,) = json_lines(run("status", "--json", data=data))
    assert (status["searchable"], status["pending"], status["failed"]) == (12, 0, 0)
    assert [each["path"] for each in status["folders"]] == [str(folder)]
    assert "12 searchable" in run("status", data=data).stdout


@pytest.mark.parametrize(
    "arguments", [["frobnicate"], ["search"], ["search", "x.jpg", "--top", "0"], ["index"]]
)
def test_wrong_arguments_are_a_usage_error(arguments: list[str], tmp_path: Path) -> None:
    done = run(*arguments, data=tmp_path)
    assert done.returncode == 2
    assert "usage" in done.stderr


def test_a_locked_database_is_told_in_one_sentence(data: Path, folder: Path) -> None:
    lock = sqlite3.connect(data / "catalogue.sqlite3")
    lock.execute("BEGIN EXCLUSIVE")
    try:
        shutil.copy(demo_pictures(20)[19], folder)
        done = run("index", folder, data=data)
    finally:
        lock.close()
    assert done.returncode == 3
    assert "in use by another program" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_damaged_database_is_told_in_one_sentence(data: Path) -> None:
    for file in data.glob("catalogue.sqlite3*"):
        file.write_bytes(b"\x00garbage\xff" * 1000)
    done = run("status", data=data)
    assert done.returncode == 3
    assert "damaged" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_data_folder_that_cannot_be_made_is_told_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = run("status", data=tmp_path / "file" / "data")
    assert done.returncode == 3
    assert "data folder" in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_told_in_one_sentence(folder: Path, tmp_path: Path) -> None:
    limited = ["bash", "-c", 'ulimit -f 2000; trap "" XFSZ; exec "$@"', "-"]
    command = [
        *limited,
        sys.executable,
        str(MAIN),
        "index",
        str(folder),
        "--data-dir",
        str(tmp_path / "data"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for one process")
def test_ctrl_c_keeps_what_was_done(tmp_path: Path) -> None:
    data = tmp_path / "data"
    command = [sys.executable, str(MAIN), "index", str(DEMO / "men"), "--data-dir", str(data)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    while "Reading pictures" not in process.stderr.read(40):
        time.sleep(0.01)
    time.sleep(1)
    process.send_signal(signal.SIGINT)
    rest = process.stderr.read()
    process.wait()
    assert "Traceback" not in rest
    (status,) = json_lines(run("status", "--json", data=data))
    if process.returncode == 130:
        assert "What was done is kept" in rest
        assert 0 < status["searchable"] < 93
    else:
        assert status["searchable"] == 93


def test_headless_commands_import_no_qt_and_no_torch(data: Path, tmp_path: Path) -> None:
    code = (
        "import sys, main\n"
        f"status = main.main(['status', '--data-dir', {str(data)!r}])\n"
        "assert not {'PyQt5', 'torch'} & set(sys.modules), sys.modules.keys()\n"
        "sys.exit(status)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=MAIN.parent, check=False).returncode == 0
