"""Real pictures and real catalogues for the tests."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from index.control import Control
from index.engine import SearchEngine
from index.references import References
from index.rows import ReadRow, VectorRow
from index.scan import FileStamp
from index.store import Store
from models.decode import decode, read_bytes
from models.network import NETWORK_DIR, NetworkInfo
from models.photos import PhotoConditions, take_photo

DEMO = Path(__file__).resolve().parent.parent / "resources" / "demo"
PICTURES = {".jpg", ".png"}


def demo_pictures(count: int, folder: str = "women") -> list[Path]:
    """The first pictures of a demo folder."""
    return sorted(path for path in (DEMO / folder).iterdir() if path.suffix in PICTURES)[:count]


def photo_of(design: Path) -> Image.Image:
    """A phone photo of a design on a wooden table."""
    conditions = PhotoConditions(tilt=20, roll=6, fill=0.55, aspect=0.75, margin=0.05, ground="wood")
    return take_photo(decode(read_bytes(design)).image, conditions, size=960)


def read_all(engine: SearchEngine) -> None:
    """Index until all is searchable."""
    for _ in engine.index(Control()):
        pass


def make_catalogue(data: Path, pictures: int) -> None:
    """Make a catalogue of pictures on a drive that is not there, with features as designs have them."""
    data.mkdir(parents=True)
    model = NetworkInfo.read(NETWORK_DIR).id
    references = References.read(NETWORK_DIR)
    designs = references.known.features[~references.is_photo]
    random = np.random.default_rng(0)
    features = np.average(designs[random.integers(len(designs), size=(pictures, 2))], 1, weights=(0.75, 0.25))
    features += random.normal(scale=0.005, size=features.shape)
    features /= np.linalg.norm(features, axis=1, keepdims=True)
    names = [f"{number:032x}" for number in range(pictures)]
    store = Store(data / "catalogue.sqlite3")
    folder = store.add_folder(data / "unplugged", "unplugged")
    store.apply_changes(folder, [(f"{name}.jpg", FileStamp(1, 1)) for name in names], [], [])
    rows = store.unread(model)
    store.save_batch(
        [ReadRow(row.id, name, 10, 10) for row, name in zip(rows, names, strict=True)],
        [],
        [
            VectorRow(name, model, feature.astype(np.float16).tobytes(), b"", b"", "none yet")
            for name, feature in zip(names, features, strict=True)
        ],
    )
    store.set_online(folder, online=False)
    store.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with twelve designs, two of them in a subfolder."""
    root = tmp_path / "泳装 2025"
    (root / "old").mkdir(parents=True)
    for number, picture in enumerate(demo_pictures(12)):
        shutil.copy(picture, root / "old" if number < 2 else root)
    return root


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[SearchEngine]:
    """An engine over an empty catalogue."""
    with SearchEngine(tmp_path / "data") as engine:
        yield engine
