"""Milliseconds of a whole query, file to ranked list: `python -m tests.benchmarks.query DATA_DIR`.

The catalogue is one that was indexed before (`main.py index FOLDER --data-dir DATA_DIR`). The queries are simulated
photos of demo designs, 1,280 pixels long, which no catalogue holds; the paper's own time stands beside.
"""

import argparse
import tempfile
from dataclasses import fields
from pathlib import Path

import numpy as np

from index.engine import SearchEngine
from index.records import Query, Timings
from models.decode import decode, read_bytes
from models.photos import simulate_photo
from tests.conftest import demo_pictures

PHOTOS = 60
SIDE = 1280
PAPER_MS = 463 + 219


def main() -> None:
    """Print median and 95th percentile of each step."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data_dir", type=Path, metavar="DATA_DIR")
    with tempfile.TemporaryDirectory() as folder, SearchEngine(parser.parse_args().data_dir) as engine:
        engine.load()
        times = [_asked(engine, photo) for photo in _photos(Path(folder))][1:]
        print(f"{engine.status().searchable:,} pictures, {len(times)} photos of {SIDE} px; milliseconds")
    print(f"{'':9}{'median':>9}{'95 %':>9}")
    for field in fields(Timings):
        spent = [getattr(each, field.name) for each in times]
        print(f"{field.name:9}{np.median(spent):9.1f}{np.quantile(spent, 0.95):9.1f}")
    print(f"the paper, 329 pictures, its features and its retrieval: {PAPER_MS}")


def _photos(folder: Path) -> list[Path]:
    paths = []
    for number, path in enumerate(demo_pictures(PHOTOS)):
        photo = folder / f"{number}.jpg"
        simulate_photo(decode(read_bytes(path)).image, number, size=SIDE).save(photo, quality=90)
        paths.append(photo)
    return paths


def _asked(engine: SearchEngine, photo: Path) -> Timings:
    batches = list(engine.search(Query(photo)))
    return batches[0].report.ms


if __name__ == "__main__":
    main()
