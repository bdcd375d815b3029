"""Measures the result grid: first paint after an append, and frames while 10,000 rows are scrolled.

Run: python -m tests.benchmarks.grid [--rows N] [--seconds S] [--json]
"""

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from PyQt5.QtCore import QBuffer, QIODevice, Qt
from PyQt5.QtGui import QImage
from PyQt5.QtWidgets import QApplication, QListView

from app.results_list import ResultsList
from app.results_model import ResultsModel
from app.thumbnails import ThumbnailLoader
from index.records import Match
from tests.benchmarks.performance_page import Bar, Section

ROOT = Path(__file__).resolve().parents[2]
PIXELS_A_FRAME = 90
FRAMES, PAINTED_MS = 50, 150


@dataclass(frozen=True)
class Shown:
    """How a view did: milliseconds until the first 20 rows and until all are painted, and of each frame."""

    first: float
    rest: float
    frames: list[float]

    @property
    def frames_a_second(self) -> float:
        """On average over the scrolling."""
        return 1000 / statistics.fmean(self.frames)

    def __str__(self) -> str:
        ordered = sorted(self.frames)
        return (
            f"first 20 rows painted {self.first:6.1f} ms · all rows {self.rest:6.1f} ms · "
            f"{self.frames_a_second:6.0f} frames/s · median {statistics.median(ordered):5.1f} ms · "
            f"99 % {ordered[int(len(ordered) * 0.99)]:5.1f} ms · worst {ordered[-1]:5.1f} ms"
        )


def section(_cache: Path) -> Section:
    """The result grid beside a bare list, in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.grid", "--json"]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    found = json.loads(done.stdout.splitlines()[-1])
    bare, grid = Shown(**found["bare list"]), Shown(**found["result grid"])
    return Section(
        "The grid of results",
        [
            Bar(
                "Grid of 10,000 results",
                f"≥ {FRAMES} frames a second with thumbnails arriving; first screen ≤ {PAINTED_MS} ms after the ranks",
                f"{grid.frames_a_second:.0f} frames a second; {grid.first:.0f} ms",
                f"a bare QListView: {bare.frames_a_second:.0f} frames a second; {bare.first:.0f} ms",
                grid.frames_a_second >= FRAMES and grid.first <= PAINTED_MS,
            )
        ],
        f"```\nbare list    {bare}\nresult grid  {grid}\n```\n\n"
        f"{found['arrived']:,} thumbnails arrived while it was scrolled.\n",
    )


def matches(rows: int) -> list[Match]:
    return [
        Match(
            item_id=row,
            path=Path("/catalogue") / f"春夏新款_连体泳衣_{row:06d}_front.jpg",
            folder="2023 女装",
            similarity=1.0 - row / rows,
            distance=row / rows,
            collisions=row % 20,
            width=762,
            height=1100,
        )
        for row in range(rows)
    ]


def jpeg() -> bytes:
    image = QImage(222, 320, QImage.Format.Format_RGB32)
    for y in range(image.height()):
        for x in range(image.width()):
            image.setPixel(x, y, (x * 7 ^ y * 5) * 0x010204 & 0xFFFFFF)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPG", 85)
    return bytes(buffer.data())


def painted(view: QListView, app: QApplication, change: Callable[[], None]) -> float:
    """Milliseconds from a change until the view has been painted, with all that waited in the event loop."""
    began = time.perf_counter()
    change()
    app.processEvents()
    view.viewport().repaint()
    return (time.perf_counter() - began) * 1000


def scroll(view: QListView, app: QApplication, seconds: float) -> list[float]:
    """Milliseconds of each frame while the view is scrolled down and painted as fast as it can be."""
    bar = view.verticalScrollBar()
    frames = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        began = time.perf_counter()
        bar.setValue((bar.value() + PIXELS_A_FRAME) % bar.maximum())
        app.processEvents()
        frames.append((time.perf_counter() - began) * 1000)
    return frames


def measure(view: QListView, model: ResultsModel, args: argparse.Namespace) -> Shown:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    rows = matches(args.rows)
    view.setModel(model)
    view.resize(1180, 820)
    view.show()
    app.processEvents()
    first = painted(view, app, lambda: model.append(rows[:20]))
    rest = painted(view, app, lambda: model.append(rows[20:]))
    shown = Shown(first, rest, scroll(view, app, args.seconds))
    view.close()
    return shown


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_EnableHighDpiScaling)
    app = QApplication([])
    bare = QListView()
    bare.setViewMode(QListView.ViewMode.IconMode)
    bare.setResizeMode(QListView.ResizeMode.Adjust)
    bare.setUniformItemSizes(True)
    bare.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    found = {"bare list": measure(bare, ResultsModel(), args)}
    picture = jpeg()
    loader = ThumbnailLoader(lambda _item_id: picture)
    arrived: list[int] = []
    loader.ready.connect(arrived.append)
    found["result grid"] = measure(ResultsList(loader), ResultsModel(), args)
    if args.json:
        print(json.dumps({name: asdict(each) for name, each in found.items()} | {"arrived": len(arrived)}))
    else:
        for name, each in found.items():
            print(f"{name:<12} {each}")
        print(f"{len(arrived)} thumbnails arrived meanwhile, {loader.held_bytes >> 20} MiB held")
    loader.shutdown()
    app.quit()


if __name__ == "__main__":
    main()
