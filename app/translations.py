"""Keeps the translation files in step with the sources.

python -m app.translations update     collects new messages into the .ts files (pylupdate5, comes with PyQt5)
python -m app.translations compile    makes the .qm files from them (lrelease: Debian package qttools5-dev-tools)
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from app.resources import TRANSLATIONS

SOURCES = Path(__file__).resolve().parent
LOCATION = re.compile(r"^ *<location [^>]*/>\n", re.MULTILINE)  # line numbers change with every edit
LRELEASE = ("lrelease", "lrelease-qt5", "/usr/lib/qt5/bin/lrelease", "pyside6-lrelease")


def sources() -> list[Path]:
    """The files that hold messages."""
    return sorted(SOURCES.glob("*.py"))


def update(file: Path) -> None:
    """Collect the messages of the sources into a .ts file; what is translated stays, what is gone goes."""
    program = Path(sys.executable).parent / ("pylupdate5.exe" if sys.platform == "win32" else "pylupdate5")
    subprocess.run([str(program), "-noobsolete", *map(str, sources()), "-ts", str(file)], check=True)
    text = file.read_text(encoding="utf-8")
    file.write_text(LOCATION.sub("", text), encoding="utf-8", newline="\n")


def compile_(file: Path) -> None:
    """Make the .qm file of a .ts file.

    Raises:
        FileNotFoundError: there is no lrelease.
    """
    program = next((found for name in LRELEASE if (found := shutil.which(name))), None)
    if program is None:
        raise FileNotFoundError("lrelease is not installed: on Debian it is in qttools5-dev-tools")
    subprocess.run([program, "-silent", str(file), "-qm", str(file.with_suffix(".qm"))], check=True)


def main(arguments: Sequence[str]) -> int:
    """Run `update` or `compile` over all languages."""
    work = {"update": update, "compile": compile_}.get(arguments[0] if len(arguments) == 1 else "")
    if work is None:
        print(__doc__, file=sys.stderr)
        return 2
    for file in sorted(TRANSLATIONS.glob("*.ts")):
        work(file)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
