"""Real pictures and real catalogues for the tests."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.control import Control
from index.engine import SearchEngine

DEMO = Path(__file__).resolve().parent.parent / "resources" / "demo"
PICTURES = {".jpg", ".png"}


def demo_pictures(count: int, folder: str = "women") -> list[Path]:
    """The first pictures of a demo folder."""
    return sorted(path for path in (DEMO / folder).iterdir() if path.suffix in PICTURES)[:count]


def read_all(engine: SearchEngine) -> None:
    """Index until all is searchable."""
    for _ in engine.index(Control()):
        pass


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
