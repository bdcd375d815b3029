"""Sets the program up at its first start: a virtual environment, the pinned packages, the system's libraries.

Runs on a bare Python (standard library only). A later start finds its mark and goes straight on.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

ENVIRONMENT = ".venv"
OLDEST_PYTHON = (3, 11)

QT_LIBRARIES = (
    "libdbus-1-3",
    "libegl1",
    "libfontconfig1",
    "libgl1",
    "libglib2.0-0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-randr0",
    "libxcb-render-util0",
    "libxcb-shape0",
    "libxcb-xinerama0",
    "libxcb-xkb1",
    "libxkbcommon-x11-0",
)
VENV = "python3-venv"
"""Debian's own Python comes without what a virtual environment is made with."""

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8
_HEAP = {_M_ARENA_MAX: 1, _M_MMAP_THRESHOLD: 8 << 20, _M_TRIM_THRESHOLD: 16 << 20}
"""Settings of glibc's `mallopt`: heaps, and bytes."""
TEST_TOOLS = ("fonts-noto-cjk", "xdotool", "xvfb")


class SetUpError(Exception):
    """Set-up cannot go on; the message says what is missing and what to do."""


@dataclass(frozen=True)
class SetUp:
    """What one of the two commands needs.

    Attributes:
        name: of the mark that says it is all there.
        requirements: file of pinned packages.
        system_packages: Debian packages.
    """

    name: str
    requirements: str
    system_packages: tuple[str, ...]


PROGRAM = SetUp("program", "requirements.txt", QT_LIBRARIES)
TESTS = SetUp("tests", "requirements-train.txt", QT_LIBRARIES + TEST_TOOLS)


def enter(root: Path, wanted: SetUp, arguments: Sequence[str], first: Sequence[str] = ()) -> None:
    """Go on in the project's own virtual environment, made and filled if need be.

    Returns only if this Python already is the environment's, a packaged program's, or another that has the pinned
    packages. Otherwise runs `arguments` with the environment's Python and exits with its status; after a set-up,
    `first` runs before them.
    """
    folder = root / ENVIRONMENT
    if getattr(sys, "frozen", False) or Path(sys.prefix).resolve() == folder.resolve():
        return
    if has_packages(root / wanted.requirements):
        return
    try:
        python, is_new = prepare(folder, wanted)
    except SetUpError as error:
        sys.exit(f"Set-up stopped: {error}")
    if is_new and first:
        subprocess.run([str(python), *first], check=False)
    command = [str(python), *arguments]
    if os.name == "nt":
        sys.exit(subprocess.call(command))
    os.execv(command[0], command)  # noqa: S606 - the same program goes on in its own environment


def share_cores() -> None:
    """Keep NumPy to one thread; before it is imported.

    Its products are too small for two, and its threads, which go on looking for work for a while, take the cores
    from the network's: a query's network then runs three times as long.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def share_heap() -> None:
    """Let all threads allocate from one heap, and large blocks go back to the system once they are freed.

    Left alone, glibc gives each thread a heap of its own and soon keeps blocks of up to 32 MB in them, and so a third
    of the memory in use after reading pictures is holes. Other C libraries do as is asked here, or cannot be asked.
    """
    if sys.platform != "linux":
        return
    import ctypes

    adjust = getattr(ctypes.CDLL(None), "mallopt", None)
    if adjust is not None:
        for setting, value in _HEAP.items():
            adjust(setting, value)


def prepare(folder: Path, wanted: SetUp) -> tuple[Path, bool]:
    """Make the environment complete; silent where there is nothing to do.

    Returns:
        the environment's Python, and whether there was anything to do.

    Raises:
        SetUpError: something cannot be installed.
    """
    root = folder.parent
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    mark = folder / f"{wanted.name}.ready"
    fingerprint = _fingerprint(root, wanted)
    if mark.exists() and mark.read_text(encoding="ascii") == fingerprint and python.exists():
        return python, False
    if sys.version_info < OLDEST_PYTHON:
        raise SetUpError(
            f"Python {OLDEST_PYTHON[0]}.{OLDEST_PYTHON[1]} or newer is needed, this is {sys.version}"
        )
    _install_system_packages(
        wanted.system_packages if find_spec("ensurepip") else (*wanted.system_packages, VENV)
    )
    _tell("Setting up for the first time: making the virtual environment .venv")
    _make_environment(folder, python)
    _tell(f"Installing the packages of {wanted.requirements} (a minute or two)")
    _install_packages(python, root / wanted.requirements)
    mark.write_text(fingerprint, encoding="ascii")
    return python, True


def has_packages(requirements: Path) -> bool:
    """Whether this Python has the packages that every platform needs, in their pinned versions."""
    for line in requirements.read_text(encoding="utf-8").splitlines():
        included = line.removeprefix("-r ")
        if included != line and not has_packages(requirements.with_name(included)):
            return False
        name, pinned, version = line.partition("==")
        if pinned and ";" not in version and _installed_version(name) != version.strip():
            return False
    return True


def _installed_version(name: str) -> str | None:
    """The version of a package without the name of its build, as torch has one for each kind of processor."""
    try:
        return metadata.version(name).partition("+")[0]
    except metadata.PackageNotFoundError:
        return None


def _fingerprint(root: Path, wanted: SetUp) -> str:
    digest = hashlib.sha256(repr((sys.version_info[:2], wanted)).encode())
    for path in sorted(root.glob("requirements*.txt")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _make_environment(folder: Path, python: Path) -> None:
    try:
        venv.create(folder, with_pip=True, clear=not python.exists())
    except (subprocess.CalledProcessError, OSError) as error:
        raise SetUpError(
            f"the virtual environment {folder} could not be made ({error}). On Debian or Ubuntu install the "
            f"package python3-venv; elsewhere check that the folder can be written and the disk is not full."
        ) from error


def _install_packages(python: Path, requirements: Path) -> None:
    command = [
        str(python),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "-r",
        str(requirements),
    ]
    done = _run(command)
    if done.returncode:
        errors = [line for line in done.stderr.splitlines() if "ERROR" in line] or done.stderr.splitlines()[
            -3:
        ]
        raise SetUpError(
            "these packages could not be installed:\n  "
            + "\n  ".join(errors)
            + "\nCheck the connection to the internet (behind a proxy, set HTTPS_PROXY) and start again; "
            "what was installed is kept."
        )


def _install_system_packages(packages: Sequence[str]) -> None:
    """Install the Debian packages that are missing, where this is Debian and it is allowed; else say which."""
    if not (sys.platform == "linux" and shutil.which("dpkg-query") and shutil.which("apt-get")):
        return
    missing = [package for package in packages if not _is_installed(package)]
    if not missing:
        return
    command = f"apt-get install -y --no-install-recommends {' '.join(missing)}"
    if os.geteuid() == 0:
        prefix = []
    elif shutil.which("sudo") and not _run(["sudo", "-n", "true"]).returncode:
        prefix = ["sudo", "-n"]
    else:
        _tell(f"These system packages are missing; if the window does not open, run: sudo {command}")
        return
    _tell(f"Installing system packages: {' '.join(missing)}")
    _run([*prefix, "apt-get", "update"])
    done = _run([*prefix, "env", "DEBIAN_FRONTEND=noninteractive", *command.split()])
    if done.returncode:
        raise SetUpError(
            f"system packages could not be installed; run\n  sudo {command}\n{done.stderr.strip()}"
        )


def _is_installed(package: str) -> bool:
    command = ["dpkg-query", "-W", "-f=${db:Status-Abbrev}", package]
    return _run(command).stdout.startswith("ii")


def _run(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)


def _tell(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)
