"""The headless commands as a user or a script would run them: a process, its output, its exit status."""

import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any
from unittest.mock import ANY

import numpy as np
import pytest
from PIL import Image

from tests.conftest import DEMO, demo_pictures, make_catalogue
from tests.permissions import run_without_privilege
from tests.pictures import AWKWARD_NAMES, RED, bombs, cloth, deep_png, encode, exif, jpeg

MAIN = Path(__file__).resolve().parent.parent / "main.py"


def run(*arguments: str | Path, data: Path, **options: Any) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(MAIN), "--data-dir", str(data), *map(str, arguments)]
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


@pytest.fixture
def odd_pictures(tmp_path: Path) -> Path:
    """A folder with every kind of bad and odd picture, each named after what it is."""
    folder = tmp_path / "odd 奇怪"
    long_name = "x" * (240 - len(str(folder)) - 5) + ".jpg"
    photo = encode(cloth(300, 200), "JPEG")
    paletted = cloth(60, 40, 3).quantize(16)
    odd = {
        "corrupt.png": encode(cloth(80, 60), "PNG")[:60] + b"rubbish" * 20,
        "truncated.jpg": photo[: len(photo) // 2],
        "zero.jpg": b"",
        "text.jpg": b"see you on Monday",
        "bomb.png": bombs()["PNG"],
        "single.png": encode(Image.new("RGB", (1, 1), RED), "PNG"),
        "cmyk.jpg": encode(cloth(60, 40, 1).convert("CMYK"), "JPEG"),
        "deep.png": deep_png(np.arange(60 * 40 * 3, dtype=np.uint16).reshape(40, 60, 3) * 9),
        "palette.png": encode(paletted, "PNG", transparency=bytes(range(0, 160, 10))),
        "rotated.jpg": encode(cloth(60, 40, 2), "JPEG", exif=exif(6)),
        "pages.tiff": encode(cloth(60, 40, 4), "TIFF", save_all=True, append_images=[cloth(60, 40, 5)]),
        "moving.gif": encode(cloth(60, 40, 6), "GIF", save_all=True, append_images=[cloth(60, 40, 7)]),
        "phone.heic": encode(cloth(80, 64, 8), "HEIF"),
        "web.avif": encode(cloth(80, 64, 9), "AVIF"),
        "web.webp": encode(cloth(60, 40, 10), "WEBP"),
        "paint.bmp": encode(cloth(60, 40, 11), "BMP"),
        "a png.jpg": encode(cloth(60, 40, 12), "PNG"),
        "-top.jpg": jpeg(13),
        long_name: jpeg(14),
        **{name: jpeg(20 + number) for number, name in enumerate(AWKWARD_NAMES)},
    }
    folder.mkdir()
    for name, data in odd.items():
        (folder / name).write_bytes(data)
    return folder


def test_index_and_search_tell_of_every_bad_or_odd_picture_by_its_kind(
    odd_pictures: Path, tmp_path: Path
) -> None:
    bad = {
        "corrupt.png": "damaged",
        "truncated.jpg": "damaged",
        "zero.jpg": "empty-file",
        "text.jpg": "not-a-picture",
        "bomb.png": "too-large",
    }
    pictures = sorted(odd_pictures.iterdir())
    done = run("index", odd_pictures, "--json", data=tmp_path / "data")
    (report,) = json_lines(done)
    assert {Path(each["path"]).name: each["kind"] for each in report["failures"]} == bad
    assert (report["searchable"], report["failed"], report["pending"]) == (len(pictures) - 5, 5, 0)
    assert report["problems"] == []
    searched = run("search", "--json", "--top", "1000", "--", *pictures, data=tmp_path / "data")
    answers = {Path(answer["query"]).name: answer for answer in json_lines(searched)}
    assert {name: answer["error"]["kind"] for name, answer in answers.items() if "error" in answer} == bad
    for name, answer in answers.items():
        if name not in bad:
            assert Path(answer["matches"][0]["path"]).name == name
            assert len(answer["matches"]) == report["searchable"]
    assert (done.returncode, searched.returncode) == (1, 1)
    assert "Traceback" not in done.stderr + searched.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="the file system refuses such names")
def test_names_that_are_no_text_are_read_and_printed_as_valid_json(tmp_path: Path) -> None:
    folder = tmp_path / "names"
    folder.mkdir()
    names = [b"caf\xe9 \xff.jpg", b"two\nlines.jpg", b'quo"te\\.jpg']
    for number, name in enumerate(names):
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_bytes(jpeg(number))
    environment = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    assert run("index", folder, data=tmp_path / "data", env=environment).returncode == 0
    done = run("search", *folder.iterdir(), "--json", data=tmp_path / "data", env=environment)
    assert done.returncode == 0
    answers = json_lines(done)
    assert sorted(os.fsencode(Path(answer["query"]).name) for answer in answers) == sorted(names)
    assert all(answer["matches"][0]["path"] == answer["query"] for answer in answers)


def test_a_picture_one_may_not_read_is_told_by_index_and_by_search(folder: Path, tmp_path: Path) -> None:
    secret = folder / "secret.jpg"
    secret.write_bytes(jpeg())
    secret.chmod(0)
    script = "import sys, main; sys.exit(main.main(sys.argv[1:]) - 1)"
    data = ["--data-dir", str(tmp_path / "data"), "--json"]
    (report,) = map(json.loads, run_without_privilege(script, "index", folder, *data).splitlines())
    assert [each["kind"] for each in report["failures"]] == ["no-permission"]
    assert report["searchable"] == 12
    (answer,) = map(json.loads, run_without_privilege(script, "search", secret, *data).splitlines())
    assert answer["error"]["kind"] == "no-permission"


def test_a_folder_given_twice_nested_or_by_another_way_is_there_once(folder: Path, tmp_path: Path) -> None:
    ways = [folder, folder, folder / "old", folder / "old" / "..", folder.relative_to(tmp_path)]
    done = run("index", *ways, "--json", data=tmp_path / "data", cwd=tmp_path)
    (report,) = json_lines(done)
    assert (done.returncode, report["folders"], report["searchable"]) == (0, 1, 12)


def test_what_is_no_folder_is_told_and_the_others_are_read(folder: Path, tmp_path: Path) -> None:
    refused = [tmp_path / "nowhere", folder / "nowhere", next(folder.glob("*.*")), tmp_path / ("x" * 300)]
    done = run("index", folder, *refused, "--json", data=tmp_path / "data")
    (report,) = json_lines(done)
    assert (done.returncode, report["searchable"]) == (1, 12)
    assert [(each["folder"], each["kind"]) for each in report["problems"]] == [
        (str(path), "folder-not-found") for path in refused
    ]


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")
class TestStreams:
    """Outputs that are closed, full or left by their reader."""

    @staticmethod
    def shell(line: str, data: Path) -> subprocess.CompletedProcess[str]:
        program = f'{sys.executable} {MAIN} "$@" --data-dir "{data}"'
        script = f"set -o pipefail; program() {{ {program}; }}; {line}"
        return subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False)

    def test_a_reader_that_has_enough_ends_the_command_without_a_word(self, data: Path) -> None:
        done = self.shell(f"program search {DEMO}/men/*.png --json | head -c 9", data)
        assert (done.returncode, done.stdout, done.stderr) == (3, '{"query":', "")

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
    def test_output_onto_a_full_disk_is_told_in_one_sentence(self, data: Path) -> None:
        done = self.shell("program status > /dev/full", data)
        assert (done.returncode, done.stderr.count("\n")) == (3, 1)
        assert "disk is full" in done.stderr

    @pytest.mark.parametrize("where", ["2>&-", "2> >(head -c 1 > /dev/null)"], ids=["closed", "left"])
    def test_the_work_goes_on_where_nobody_reads_the_progress(self, where: str, tmp_path: Path) -> None:
        done = self.shell(f"program index {DEMO}/men --json {where}", tmp_path / "data")
        assert done.returncode == 0
        assert json.loads(done.stdout)["searchable"] == 93

    def test_a_closed_output_does_not_matter(self, data: Path) -> None:
        assert self.shell("program status >&-", data).returncode == 0


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
            "likeness": "same",
            "distance": 0.0,
            "collisions": answer["matches"][0]["collisions"],
        }
        similarities = [match["similarity"] for match in answer["matches"]]
        assert similarities == sorted(similarities, reverse=True)
        assert set(answer["ms"]) == {"decode", "feature", "lookup", "rank", "total"}
        assert (answer["candidates"], answer["indexed"], answer["strategy"]) == (12, 12, "scan")
        assert answer["alike"] >= sum(match["likeness"] != "less similar" for match in answer["matches"]) > 0


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
    (status,) = json_lines(run("status", "--json", "--data-dir", data, data=Path("elsewhere")))
    assert (status["searchable"], status["pending"], status["failed"]) == (12, 0, 0)
    assert [each["path"] for each in status["folders"]] == [str(folder)]
    assert "12 searchable" in run("status", data=data).stdout


def test_adapt_shows_its_steps_and_is_undone(tmp_path: Path) -> None:
    data = tmp_path / "数据"
    make_catalogue(data, 240)
    done = run("adapt", data=data)
    assert done.returncode == 0
    assert done.stdout.startswith("Adapted to 240 pictures of this catalogue")
    assert "Learning: 100%" in done.stderr
    (status,) = json_lines(run("status", "--json", data=data))
    assert status["adaptation"]["pictures"] == 240
    assert "Adapted to 240 pictures" in run("status", data=data).stdout
    *steps, outcome = json_lines(run("adapt", "--undo", "--json", data=data))
    assert steps[-1] == {"phase": "encode", "done": 240, "total": 240}
    assert outcome["adaptation"] is None
    (status,) = json_lines(run("status", "--json", data=data))
    assert status["adaptation"] is None


def test_adapt_refuses_a_small_catalogue_in_one_sentence(data: Path) -> None:
    done = run("adapt", data=data)
    assert (done.returncode, done.stdout) == (1, "")
    assert "too few different pictures" in done.stderr
    (answer,) = json_lines(run("adapt", "--json", data=data))
    assert answer["error"]["kind"] == "too-few-pictures"


def test_diagnose_tells_how_good_the_index_is_and_suggests_tables(data: Path, tmp_path: Path) -> None:
    done = run("diagnose", "--recall", "0.9", data=data)
    assert done.returncode == 0
    assert done.stdout.startswith("12 pictures; looked at 12, 12 of them as queries.")
    assert "Tables for a recall of 0.9" in done.stdout
    assert "Opening buckets: 100%" in done.stderr
    (told,) = json_lines(run("diagnose", "--json", data=data))
    assert (told["pictures"], told["recall"]) == (12, 0.95)
    assert told["tables"]["cut"]["suggested"]["recall"] >= 0.95
    (empty,) = json_lines(run("diagnose", "--json", data=tmp_path / "empty"))
    assert (empty["pictures"], empty["findings"]["catalogue"]["kind"]) == (0, "nothing")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for one process")
def test_ctrl_c_while_adapting_changes_nothing(tmp_path: Path) -> None:
    make_catalogue(tmp_path / "data", 240)
    command = [sys.executable, str(MAIN), "adapt", "--json", "--data-dir", str(tmp_path / "data")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    while '"learn"' not in process.stdout.readline():
        pass
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate()
    assert (process.returncode, errors) == (130, "Stopped. Nothing was changed.\n")
    assert not (tmp_path / "data" / "adapted").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["frobnicate"],
        ["search"],
        ["search", "x.jpg", "--top", "0"],
        ["index"],
        ["index", ""],
        ["diagnose", "--recall", "1"],
    ],
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
    command = [sys.executable, str(MAIN), "index", str(DEMO), "--data-dir", str(data)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    told = ""
    while not re.search(r" [1-9]\d*/\d+ ", told):  # some pictures are read
        character = process.stderr.read(1)
        assert character, told
        told += character
    process.send_signal(signal.SIGINT)
    rest = process.stderr.read()
    process.wait()
    assert "Traceback" not in rest
    assert process.returncode == 130
    assert "What was done is kept" in rest
    (status,) = json_lines(run("status", "--json", data=data))
    assert 0 < status["searchable"] < 329


def test_headless_commands_import_no_qt_and_no_torch(data: Path, tmp_path: Path) -> None:
    code = (
        "import sys, main\n"
        f"status = main.main(['status', '--data-dir', {str(data)!r}])\n"
        "assert not {'PyQt5', 'torch'} & set(sys.modules), sys.modules.keys()\n"
        "sys.exit(status)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=MAIN.parent, check=False).returncode == 0


@pytest.fixture
def labelled(tmp_path: Path) -> tuple[Path, Path]:
    """Twelve pictures of the demo catalogue, one that is empty, and the table of their labels."""
    folder = tmp_path / "款式 labelled"
    folder.mkdir()
    rows = ["image,label,by"]
    for number, picture in enumerate(demo_pictures(12)):
        shutil.copy(picture, folder / f"{number}{picture.suffix}")
        rows.append(f"{number}{picture.suffix},{'一' if number % 3 else '二'},{number % 4}")
    (folder / "12.jpg").touch()
    (tmp_path / "labels.csv").write_text("\n".join([*rows, "12.jpg,一,1"]), encoding="utf-8")
    return folder, tmp_path / "labels.csv"


def test_evaluate_writes_a_report_and_names_what_was_left_out(
    labelled: tuple[Path, Path], tmp_path: Path
) -> None:
    folder, labels = labelled
    options: list[str | Path] = [
        "--methods",
        "codes,dhash,density",
        "--apart",
        "by",
        "--out",
        tmp_path / "报告",
        "--language",
        "zh_CN",
    ]
    done = run("evaluate", folder, "--labels", labels, *options, "--json", data=tmp_path / "data")
    assert done.returncode == 1
    *steps, outcome = json_lines(done)
    assert steps[-1]["done"] == steps[-1]["total"] == 2 * 13 + 3 * 12
    assert Path(outcome["report"]) == tmp_path / "报告" / "report.html"
    results = json.loads(Path(outcome["results"]).read_text(encoding="utf-8"))
    assert [method["method"] for method in results["methods"]] == ["codes", "dhash", "density"]
    assert results["apart"] == "by"
    assert "12.jpg: The file is empty" in done.stderr
    assert "density failed: 12 points have" in done.stderr
    done = run(
        "evaluate", folder, "--labels", labels, "--methods", "dhash", "--queries", "5", data=tmp_path / "data"
    )
    assert "5 queries among 12 pictures" in done.stdout
    assert (tmp_path / "data" / "evaluation" / "report.html").exists()
    assert "Evaluating: 100%" in done.stderr


def test_evaluate_refuses_labels_it_cannot_use_in_one_sentence(
    labelled: tuple[Path, Path], tmp_path: Path
) -> None:
    folder, labels = labelled
    (tmp_path / "other.csv").write_text("name\na.jpg\n", encoding="utf-8")
    refused: list[tuple[list[str | Path], str]] = [
        (["--labels", tmp_path / "other.csv"], "must have a column image"),
        (["--labels", labels, "--apart", "shop"], "no column shop; its columns are image, label, by"),
        (["--labels", tmp_path / "nowhere.csv"], "cannot be read"),
        (["--labels", labels, "--ignore", "一", "--ignore", "二"], "names no picture"),
        (["--labels", labels, "--methods", "dhash,magic"], "no method magic"),
        ([], "needs --labels"),
    ]
    for arguments, said in refused:
        done = run("evaluate", folder, *arguments, data=tmp_path / "data")
        assert (done.returncode, said in done.stderr, "Traceback" in done.stderr) == (2, True, False)
    done = run("evaluate", folder, "--labels", tmp_path / "other.csv", "--json", data=tmp_path / "data")
    assert json_lines(done) == [{"error": {"kind": "labels-columns", "message": ANY, "detail": ANY}}]


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C needs a console there")
def test_evaluate_stops_by_ctrl_c_and_writes_nothing(tmp_path: Path) -> None:
    command = [sys.executable, str(MAIN), "--data-dir", str(tmp_path / "data"), "evaluate", "--json"]
    with subprocess.Popen(
        [*command, "--methods", "dhash"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert said == "Stopped. Nothing was written.\n"
    assert not (tmp_path / "data" / "evaluation").exists()
