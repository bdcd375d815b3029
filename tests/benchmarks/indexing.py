"""Pictures a second that are read into a catalogue: `python -m tests.benchmarks.indexing FOLDER`."""

import argparse
import json
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.control import Control
from index.engine import SearchEngine
from index.reader import THREADS, content_hash
from index.thumbnails import ThumbnailCache
from models.decode import decode
from models.letterbox import letterbox
from models.network import Network
from tests.benchmarks import catalogues, floor
from tests.benchmarks.performance_page import Bar, Section
from tests.benchmarks.query import copy_each
from tests.benchmarks.start_once import resident_mb

ROOT = Path(__file__).resolve().parents[2]
COPIES = 5
PROFILED = 60
BAR, CNN_RATIO, HASH_RATIO = 45, 2.0, 0.5
FLAT_MB = 40
"""What the codes, keys and ids of 90,000 pictures take in memory; what grows by less does not hold them all."""


@dataclass(frozen=True)
class Reading:
    """How one folder was read.

    Attributes:
        rate: pictures a second; busy: cores in use on average; resident: (pictures read, megabytes in use).
    """

    rate: float
    busy: float
    resident: list[tuple[int, float]]


def main() -> None:
    """Read a folder into a catalogue that is thrown away."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    found = read(parser.parse_args().folder)
    print(f"{found.rate:.1f} pictures a second, {found.busy:.2f} cores busy, memory {found.resident}")


def section(cache: Path, peer: Path | None) -> Section:
    """Reading 1,600 × 1,200 JPEGs, beside imagededup if there is a Python that has it."""
    photos = catalogues.large_photos(cache)
    with tempfile.TemporaryDirectory(dir=cache) as name:
        copy_each(photos, Path(name) / "photos", COPIES)
        own = read(Path(name) / "photos")
        theirs = _imagededup(peer, Path(name) / "photos")
    log = np.loadtxt(catalogues.real(cache) / catalogues.MEMORY, delimiter=",")
    grown = log[-1, 1] - log[len(log) // 10, 1]
    return Section(
        "Reading pictures",
        [
            Bar(
                "Indexing 1,600 × 1,200 JPEGs from local disk",
                f"≥ {BAR} pictures a second, both cores busy",
                f"{own.rate:.0f} a second, {own.busy:.2f} cores of {THREADS} busy",
                "–",
                own.rate >= BAR and own.busy > 0.85 * THREADS,
            ),
            Bar(
                "Memory while 100,000 pictures are read",
                f"flat: less than {FLAT_MB} MB more",
                f"{grown:+.0f} MB from the {int(log[len(log) // 10, 0]):,}th to the {int(log[-1, 0]):,}th picture",
                "–",
                bool(grown < FLAT_MB),
            ),
            *_beside(own, theirs),
        ],
        _text(own, theirs, log, photos),
    )


def read(folder: Path) -> Reading:
    """Read a folder into a catalogue that is thrown away, with the network already loaded."""
    with tempfile.TemporaryDirectory() as data, SearchEngine(Path(data)) as engine:
        engine.load()
        engine.add_folder(folder)
        started, spent = time.perf_counter(), time.process_time()
        noted = [(progress.done, resident_mb()) for progress in engine.index(Control())]
        seconds = time.perf_counter() - started
        return Reading(
            engine.status().searchable / seconds, (time.process_time() - spent) / seconds, noted[20::20]
        )


def _beside(own: Reading, theirs: dict[str, float | str]) -> list[Bar]:
    bars = []
    for name, ratio in (("CNN", CNN_RATIO), ("PHash", HASH_RATIO)):
        rate = theirs.get(name)
        versions = theirs.get("versions", "")
        bars.append(
            Bar(
                f"The same beside imagededup's {name} encoder",
                f"≥ {ratio:g} × as fast",
                f"{own.rate / rate:.2f} ×" if isinstance(rate, float) else "not measured",
                f"{rate:.0f} a second ({versions})" if isinstance(rate, float) else str(theirs["problem"]),
                isinstance(rate, float) and own.rate >= ratio * rate,
            )
        )
    return bars


def _imagededup(python: Path | None, folder: Path) -> dict[str, float | str]:
    if python is None:
        return {"problem": "imagededup was not at hand; `--peer` names a Python that has it"}
    command = [str(python), "-m", "tests.benchmarks.imagededup_peer", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        return {"problem": done.stderr.strip().splitlines()[-1]}
    found: dict[str, float | str] = json.loads(done.stdout.splitlines()[-1])
    return found


def _text(own: Reading, theirs: dict[str, float | str], log: np.ndarray, photos: Path) -> str:
    spread = ", ".join(f"{megabytes:.0f} MB after {done:,}" for done, megabytes in own.resident)
    marks = log[:: max(1, len(log) // 6)]
    long = ", ".join(f"{row[1]:.0f} MB after {int(row[0]):,}" for row in marks)
    peer = (
        f"The peer is {theirs['versions']}; its CNN encoder runs the network of this project in torch, so that the "
        "network is the same on both sides.\n"
        if "versions" in theirs
        else ""
    )
    return f"""\
Memory in use: {spread}, in the process of this benchmark, which holds more than the program does. While the small
pictures of the large catalogue were read, from an empty catalogue on: {long}; at its highest {log[-1, 2]:.0f} MB. What
grows is what searching holds of the pictures read since their codes were last put in order. The files lie in the
system's cache.
{peer}

Where one second of reading goes, on one core, by the steps of a picture:

```
{profile(photos)}
```

{floor.of_reading(own.rate, THREADS)}"""


def profile(photos: Path) -> str:
    """Milliseconds of each step of a picture on one core."""
    network = Network(threads=1)
    network.warm_up()
    spent: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        thumbnails = ThumbnailCache(Path(folder))
        for path in sorted(photos.glob("*.jpg"))[:PROFILED]:
            watch = _Watch(spent)
            data = path.read_bytes()
            name = content_hash(data)
            watch.note("bytes and their hash")
            picture = decode(data)
            watch.note("decode")
            thumbnails.put(name, picture.image)
            watch.note("thumbnail")
            square = letterbox(picture.image, network.info.side)
            watch.note("letterbox")
            network.feature(square)
            watch.note("network")
    whole = sum(spent.values())
    lines = [f"{name:22}{1000 * s / PROFILED:7.2f} ms{s / whole:7.0%}" for name, s in spent.items()]
    return "\n".join([*lines, f"{'in all':22}{1000 * whole / PROFILED:7.2f} ms"])


class _Watch:
    def __init__(self, spent: dict[str, float]) -> None:
        self._spent = spent
        self._since = time.thread_time()

    def note(self, step: str) -> None:
        now = time.thread_time()
        self._spent[step] = self._spent.get(step, 0.0) + now - self._since
        self._since = now


if __name__ == "__main__":
    main()
