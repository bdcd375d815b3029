"""The large catalogues that speed is measured on, made once and kept in a cache folder.

    pictures/         100,000 JPEG files: drawings of the generator, each in several variants
    real/             the data folder of a catalogue that has read them
    million/          the data folder of a catalogue of 10^6, its designs mixed from those of the real one
    photos/           JPEGs of 1,600 × 1,200 for indexing, and simulated phone photos to search with

Drawing and reading take about half an hour the first time.
"""

import io
import shutil
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from itertools import permutations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from index.control import Control
from index.encoder import Encoder
from index.engine import DATABASE, SearchEngine
from index.reader import content_hash, vector_rows
from index.records import Phase
from index.rows import ReadRow
from index.scan import FileStamp
from index.serving import Served
from index.store import Store
from models.designs.design import sample_design
from models.designs.render import STYLES, render
from models.network import NETWORK_DIR, NetworkInfo
from models.photos import simulate_photo
from tests.benchmarks.mixing import Designs, flat
from tests.benchmarks.start_once import resident_mb

REAL, MILLION = 100_000, 1_000_000
VARIANTS = 17
SIDE = 256
LARGE, LARGE_SIZE = 300, (1600, 1200)
QUERIES, QUERY_SIDE = 120, 1280
MEMORY = "memory.csv"
_FIRST_SEED = 5_000_000
_CHANNELS = list(permutations(range(3)))
_A_FOLDER = 1000
_AT_ONCE = 5000
_DONE = "complete"


def pictures(cache: Path) -> Path:
    """A folder of `REAL` small pictures in subfolders, no two alike.

    Each drawing gives `VARIANTS` files: mirrored or not, its colour channels in another order, cropped by some
    pixels. They are other files with other features, and alike in cut as the designs of a house are.
    """
    folder = cache / "pictures"
    if not (folder / _DONE).exists():
        for number in range(-(-REAL // _A_FOLDER)):
            (folder / f"{number:03}").mkdir(parents=True, exist_ok=True)
        with ProcessPoolExecutor() as pool:
            drawings = range(-(-REAL // VARIANTS))
            for _ in pool.map(_draw, [folder] * len(drawings), drawings, chunksize=20):
                pass
        (folder / _DONE).touch()
    return folder


def real(cache: Path) -> Path:
    """The data folder of a catalogue that has read all of `pictures`."""
    data = cache / "real"
    with SearchEngine(data) as engine:
        if engine.status().searchable < REAL:
            if not engine.folders():
                engine.add_folder(pictures(cache))
            _read(engine, data / MEMORY)
        _settle(engine)
    return data


def _read(engine: SearchEngine, log: Path) -> None:
    """Read what is new, noting the memory in use on the way: pictures read, megabytes now and at most until then."""
    noted = -_A_FOLDER
    with log.open("a", encoding="ascii") as lines:
        for progress in engine.index(Control()):
            if progress.phase is Phase.READ and progress.done - noted >= _A_FOLDER:
                noted = progress.done
                lines.write(f"{progress.done},{resident_mb():.1f},{resident_mb('VmHWM'):.1f}\n")


def _settle(engine: SearchEngine) -> None:
    """Make what is derived from the catalogue, for this version of the program."""
    for _ in engine.index(Control(), []):
        pass


def designs(cache: Path, encoder: Encoder) -> Designs:
    """The drawings of the real catalogue that have all their variants, as others are mixed from them."""
    with closing(sqlite3.connect(real(cache) / DATABASE)) as connection:
        found = connection.execute(
            "SELECT feature FROM vector JOIN picture USING (content_hash) WHERE model_id = ? ORDER BY rel_path",
            (NetworkInfo.read(NETWORK_DIR).id,),
        )
        features = np.frombuffer(b"".join(feature for (feature,) in found), np.float16).reshape(REAL, -1)
    whole = REAL // VARIANTS
    return Designs(encoder, features[: whole * VARIANTS].reshape(whole, VARIANTS, -1))


def million(cache: Path) -> Path:
    """The data folder of a catalogue of 10^6 pictures on a drive that is not there.

    They are of designs between those of the real catalogue (see `mixing`); codes and keys are computed from their
    features as for any picture.
    """
    data = cache / "million"
    network, done = NetworkInfo.read(NETWORK_DIR).id, data / _DONE
    if not (done.exists() and done.read_text(encoding="utf-8") == network):
        shutil.rmtree(data, ignore_errors=True)
        with SearchEngine(data) as engine:
            served = Served.open(NETWORK_DIR)
            engine.status()
        source = designs(cache, served.encoder)
        store = Store(data / DATABASE)
        folder = store.add_folder(data / "unplugged", "unplugged")
        random = np.random.default_rng(0)
        for block, first in enumerate(range(0, MILLION, _AT_ONCE)):
            chosen = np.arange(first, first + _AT_ONCE, VARIANTS) // VARIANTS % len(source.features)
            features = flat(source.between(chosen, random))
            _add_block(store, folder, served, block, features[:_AT_ONCE])
        store.set_online(folder, online=False)
        store.close()
        with sqlite3.connect(data / DATABASE) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        done.write_text(network, encoding="utf-8")
    with SearchEngine(data) as engine:
        _settle(engine)
    return data


def large_photos(cache: Path) -> Path:
    """A folder of `LARGE` JPEGs of 1,600 × 1,200 pixels, as cameras and scanners give them."""
    folder = cache / "photos" / "large"
    if not (folder / _DONE).exists():
        folder.mkdir(parents=True, exist_ok=True)
        with ProcessPoolExecutor() as pool:
            list(pool.map(_draw_large, [folder] * LARGE, range(LARGE)))
        (folder / _DONE).touch()
    return folder


def query_photos(cache: Path) -> list[Path]:
    """Simulated phone photos of designs that no catalogue here holds, 1,280 pixels long."""
    folder = cache / "photos" / "queries"
    if not (folder / _DONE).exists():
        folder.mkdir(parents=True, exist_ok=True)
        with ProcessPoolExecutor() as pool:
            list(pool.map(_photograph, [folder] * QUERIES, range(QUERIES)))
        (folder / _DONE).touch()
    return sorted(folder.glob("*.jpg"))


def _draw(folder: Path, number: int) -> None:
    design = sample_design(_FIRST_SEED + number)
    drawing = np.asarray(render(design, style=STYLES[number % len(STYLES)], view="front", size=SIDE))
    for variant in range(min(VARIANTS, REAL - number * VARIANTS)):
        file = number * VARIANTS + variant
        path = folder / f"{file // _A_FOLDER:03}" / f"{number:05}-{variant:02}.jpg"
        if not path.exists():
            path.write_bytes(_jpeg(Image.fromarray(_variant(drawing, variant)), 85))


def _variant(drawing: NDArray[np.uint8], variant: int) -> NDArray[np.uint8]:
    sides = drawing[variant : SIDE - variant // 2, variant // 3 :]
    mirrored = sides[:, ::-1] if variant % 2 else sides
    return np.ascontiguousarray(mirrored[..., _CHANNELS[variant // 2 % len(_CHANNELS)]])


def _draw_large(folder: Path, number: int) -> None:
    design = sample_design(_FIRST_SEED - 1 - number)
    drawing = render(design, style=STYLES[number % len(STYLES)], view="sheet", size=LARGE_SIZE)
    grain = np.random.default_rng(number).normal(0, 4, (*LARGE_SIZE[::-1], 3))
    taken = (np.asarray(drawing) + grain).clip(0, 255).astype(np.uint8)
    (folder / f"{number:04}.jpg").write_bytes(_jpeg(Image.fromarray(taken), 90))


def _photograph(folder: Path, number: int) -> None:
    design = sample_design(_FIRST_SEED - 10_000 - number)
    drawing = render(design, style="shaded", view="front", size=1024)
    (folder / f"{number:04}.jpg").write_bytes(_jpeg(simulate_photo(drawing, number, size=QUERY_SIDE), 90))


def _jpeg(image: Image.Image, quality: int) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()


def _add_block(store: Store, folder: int, served: Served, block: int, features: NDArray[np.float32]) -> None:
    names = list(_names(block, len(features)))
    store.apply_changes(folder, [(f"{block:04}/{name}.jpg", FileStamp(1, 1)) for name in names], [], [])
    first = block * _AT_ONCE + 1
    store.save_batch(
        [ReadRow(first + place, name, *LARGE_SIZE) for place, name in enumerate(names)],
        [],
        vector_rows(served, names, features),
    )


def _names(block: int, count: int) -> Iterator[str]:
    return (content_hash(f"{block} {place}".encode()) for place in range(count))
