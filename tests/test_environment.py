"""Set-up on a bare Python; the real installation is what a first start does, these are its edges."""

import platform
import subprocess
import sys
from pathlib import Path

import pytest

import environment
from environment import SetUp, SetUpError, prepare

NOTHING = SetUp("nothing", "requirements.txt", ())


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "requirements.txt").write_text("# nothing\n", encoding="ascii")
    return tmp_path


def test_a_second_start_does_nothing_and_says_nothing(root: Path, capfd: pytest.CaptureFixture[str]) -> None:
    python, is_new = prepare(root / ".venv", NOTHING)
    assert is_new
    assert "first time" in capfd.readouterr().err
    assert prepare(root / ".venv", NOTHING) == (python, False)
    assert capfd.readouterr() == ("", "")
    assert subprocess.run([python, "-c", "import pip"], check=False).returncode == 0


def test_changed_requirements_are_installed_at_the_next_start(root: Path) -> None:
    prepare(root / ".venv", NOTHING)
    (root / "requirements.txt").write_text("# still nothing\n", encoding="ascii")
    assert prepare(root / ".venv", NOTHING)[1]


def test_a_package_that_cannot_be_installed_is_named_with_what_to_do(root: Path) -> None:
    (root / "requirements.txt").write_text(
        f"nothing @ file://{root}/nothing-1.0-py3-none-any.whl\n", encoding="ascii"
    )
    with pytest.raises(SetUpError, match=r"(?s)nothing-1\.0.*start again"):
        prepare(root / ".venv", NOTHING)
    assert not (root / ".venv" / "nothing.ready").exists()


def test_an_old_python_is_refused_with_the_version_needed(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "OLDEST_PYTHON", (99, 0))
    with pytest.raises(SetUpError, match="Python 99"):
        prepare(root / ".venv", NOTHING)


def test_a_folder_that_cannot_hold_the_environment_is_named(root: Path) -> None:
    (root / ".venv").write_text("in the way", encoding="ascii")
    with pytest.raises(SetUpError, match="virtual environment"):
        prepare(root / ".venv", NOTHING)


def test_the_environment_that_runs_the_tests_has_all_packages() -> None:
    assert environment.has_packages(Path(environment.__file__).with_name("requirements-train.txt"))


@pytest.mark.parametrize("line", ["numpy==0.0.1", "no-such-package==1.0", "-r more.txt"])
def test_a_package_that_is_missing_or_of_another_version_is_noticed(root: Path, line: str) -> None:
    (root / "more.txt").write_text("no-such-package==1.0\n", encoding="ascii")
    (root / "requirements.txt").write_text(f"# a list\n{line}\n", encoding="ascii")
    assert not environment.has_packages(root / "requirements.txt")


ALLOCATE = """
import ctypes, sys, threading
if sys.argv[1:]:
    import environment
    environment.share_heap()
libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
everybody = threading.Barrier(4)

def allocate():
    everybody.wait()
    assert libc.malloc(100_000)
    everybody.wait()

threads = [threading.Thread(target=allocate) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
libc.malloc_stats()
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc gives each thread a heap")
def test_all_threads_allocate_from_one_heap() -> None:
    def heaps(*arguments: str) -> int:
        done = subprocess.run(
            [sys.executable, "-c", ALLOCATE, *arguments], capture_output=True, text=True, check=True
        )
        return done.stderr.count("Arena ")

    assert heaps("shared") == 1 < heaps()
