"""One start of the program, measured from within: a process that holds nothing but what the program holds.

python -m tests.benchmarks.start_once DATA_DIR [--photos FILE...]
python -m tests.benchmarks.start_once --bare       a window with nothing in it
"""

import argparse
import json
import os
import time
from pathlib import Path

from PyQt5.QtCore import QEvent, QObject, QTimer
from PyQt5.QtWidgets import QApplication, QMainWindow

import environment

BEGUN = "SWIMWEAR_FINDER_BENCHMARK_BEGUN"
"""Names the variable that holds when the process was asked for, in seconds since 1970."""

Measured = dict[str, float]


def main() -> None:
    """Start once and print what was measured, as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data_dir", type=Path, nargs="?")
    parser.add_argument("--bare", action="store_true")
    parser.add_argument("--photos", type=Path, nargs="*", default=[])
    args = parser.parse_args()
    environment.share_cores()
    environment.share_heap()
    begun = float(os.environ.get(BEGUN, time.time()))
    print(json.dumps(_bare(begun) if args.bare else _program(begun, args.data_dir, args.photos)))


def resident_mb(what: str = "VmRSS") -> float:
    """Memory of this process that is in use now, or (VmHWM) was at most; Linux tells."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split(f"{what}:")[1].split()[0]) / 1024


class _FirstPaint(QObject):
    """Notes when a window is painted for the first time."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self.at = 0.0
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject | None, event: QEvent | None) -> bool:  # noqa: N802
        if not self.at and event is not None and event.type() == QEvent.Type.Paint:
            self.at = time.time()
        return False


def _bare(begun: float) -> Measured:
    app = QApplication([])
    window = QMainWindow()
    paint = _FirstPaint(window)
    window.resize(1240, 800)
    window.show()
    while not paint.at:
        app.processEvents()
    return {"visible": paint.at - begun, "resident": resident_mb()}


def _program(begun: float, data_dir: Path, photos: list[Path]) -> Measured:
    from app.application import _application
    from app.program import Program
    from index.records import Query

    app = _application()
    program = Program(app, data_dir, demo=())
    measured: Measured = {}
    left = list(photos)
    paint = _FirstPaint(program.window)

    class Searches(QObject):
        """Searches for one photo after the other once the engine is ready."""

        def ready(self) -> None:
            measured["ready"] = time.time() - begun
            QTimer.singleShot(500, self.next)

        def next(self, *_answer: object) -> None:
            if left:
                program.backend.search.search(Query(left.pop()))
            else:
                QTimer.singleShot(200, app.quit)

    searches = Searches()
    program.backend.search.ready.connect(searches.ready)
    program.backend.search.ended.connect(searches.next)
    program.start()
    app.exec_()
    measured |= {
        "visible": paint.at - begun,
        "resident": resident_mb(),
        "highest": resident_mb("VmHWM"),
    }
    program.stop()
    return measured


if __name__ == "__main__":
    main()
