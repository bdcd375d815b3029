"""Looking for changes in 100,000 files that have none, beside a bare walk.

python -m tests.benchmarks.looking CACHE
"""

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from index.control import Control
from index.engine import DATABASE, SearchEngine
from index.rescan import rescan
from index.store import Store
from tests.benchmarks import catalogues
from tests.benchmarks.performance_page import Bar, Section

ROUNDS = 7
SECONDS, RATIO = 5.0, 3.0


def main() -> None:
    """Print the section."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cache", type=Path)
    print(section(parser.parse_args().cache))


def section(cache: Path) -> Section:
    """A rescan of the real catalogue's folder."""
    data, folder = catalogues.real(cache), catalogues.pictures(cache)
    opened = _Opened(folder)
    store = Store(data / DATABASE)
    with SearchEngine(data) as engine:
        engine.load()
        walks, scans, folders = [], [], store.folder_rows()
        for _ in range(ROUNDS):  # in turn, so that both meet the same weather
            walks.append(_seconds(lambda: walk(folder)))
            scans.append(_seconds(lambda: list(rescan(store, folders, Control()))))
        whole = _seconds(lambda: list(engine.index(Control())))
    store.close()
    bare, scan = statistics.median(walks), statistics.median(scans)
    ratio = statistics.median(s / w for s, w in zip(scans, walks, strict=True))
    return Section(
        "Looking for changes",
        [
            Bar(
                f"Rescan of {catalogues.REAL:,} unchanged files",
                f"≤ {SECONDS:g} s, no file opened, ≤ {RATIO:g} × a bare walk",
                f"{whole:.2f} s with all that follows, {opened.count} files opened; the rescan alone {ratio:.1f} ×",
                f"a bare `os.scandir` walk with stat: {bare:.2f} s",
                whole <= SECONDS and not opened.count and ratio <= RATIO,
            )
        ],
        f"Medians of {ROUNDS} rounds in turn. The rescan reads from the database what was known and walks the folder: "
        f"{scan:.2f} s. The whole call of `index`, which then makes ready to search, looks for pictures to read and "
        f"for what nothing shows any more, takes {whole:.2f} s.\n",
    )


def walk(folder: Path | str) -> int:
    """Number of files below a folder, each with its stat."""
    files = 0
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                files += walk(entry.path)
            else:
                entry.stat()
                files += 1
    return files


class _Opened:
    """Counts the files below a folder that this process opens from now on, by Python's audit events."""

    def __init__(self, folder: Path) -> None:
        self.count = 0
        self._folder = str(folder)
        sys.addaudithook(self._note)

    def _note(self, event: str, arguments: tuple[object, ...]) -> None:
        if event == "open" and str(arguments[0]).startswith(self._folder):
            self.count += 1


def _seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
