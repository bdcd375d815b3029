"""Pictures as the benchmarks compare them: features by each network, bits by each hash of imagehash.

A network with a locator looks at photos as at those that are searched for.

Every picture is made once for all of them, in two processes, and may be kept in a folder for later runs.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from models import locator
from models.baselines.perceptual import perceptual_hash
from models.network import Network
from tests.benchmarks.validation_sets import Photo, Picture

PROCESSES = 2
_CHUNK = 64

HASHES = {"pHash": "phash", "dHash": "dhash", "wHash": "whash", "colour hash": "colorhash"}
"""What tables call each of `PERCEPTUAL_HASHES`."""

Described = dict[str, NDArray[np.float32]]
"""Features (n, 2048) by a network's folder, and bits as 0 and 1, (n, bits), by a hash's name."""


@dataclass(frozen=True)
class Describer:
    """Describes pictures by some networks and by every hash.

    Attributes:
        networks: their folders.
        cache: where descriptions are kept; None keeps none.
    """

    networks: tuple[Path, ...]
    cache: Path | None = None

    def __call__(self, pictures: Sequence[Picture]) -> Described:
        """Describe pictures, in their order."""
        wanted = [*map(str, self.networks), *HASHES]
        files = {name: self._file(name, pictures) for name in wanted}
        found = {
            name: np.load(path, allow_pickle=False) for name, path in files.items() if path and path.exists()
        }
        missing = tuple(name for name in wanted if name not in found)
        if missing:
            made = _made(pictures, missing)
            for name, rows in made.items():
                if path := files[name]:
                    path.parent.mkdir(parents=True, exist_ok=True)
                    np.save(path, rows, allow_pickle=False)
            found |= made
        return found

    def _file(self, name: str, pictures: Sequence[Picture]) -> Path | None:
        if self.cache is None:
            return None
        digest = blake2b(digest_size=12)
        for picture in pictures:
            digest.update(repr(picture).encode())
        digest.update((name if name in HASHES else weights_digest(Path(name))).encode())
        return self.cache / f"{digest.hexdigest()}.npy"


@cache
def weights_digest(folder: Path) -> str:
    """What tells a network's features from another's, whatever its id and folder are called."""
    files = (folder / name for name in ("backbone.onnx", locator.FILE))
    return blake2b(b"".join(file.read_bytes() for file in files if file.exists()), digest_size=8).hexdigest()


def _made(pictures: Sequence[Picture], names: tuple[str, ...]) -> Described:
    chunks = [pictures[start : start + _CHUNK] for start in range(0, len(pictures), _CHUNK)]
    with ProcessPoolExecutor(PROCESSES, initializer=_load, initargs=(names,)) as pool:
        parts = list(pool.map(_describe, chunks))
    return {name: np.concatenate([part[name] for part in parts]) for name in names}


_describing: dict[str, Callable[[Picture, Image.Image], NDArray[np.float32]]] = {}
"""In a process of the pool: what is asked of each picture."""


def _load(names: tuple[str, ...]) -> None:
    for name in names:
        _describing[name] = (
            partial(_hash, name) if name in HASHES else partial(_feature, Network(Path(name), threads=1))
        )


def _hash(name: str, _picture: Picture, image: Image.Image) -> NDArray[np.float32]:
    return perceptual_hash(HASHES[name], image).astype(np.float32)


def _feature(network: Network, picture: Picture, image: Image.Image) -> NDArray[np.float32]:
    if isinstance(picture, Photo):
        return network.look(image).feature
    feature: NDArray[np.float32] = network.features([image])[0]
    return feature


def _describe(pictures: Sequence[Picture]) -> Described:
    rows = [
        [describe(picture, image) for describe in _describing.values()]
        for picture, image in ((picture, picture.image()) for picture in pictures)
    ]
    return {name: np.stack(column) for name, column in zip(_describing, zip(*rows, strict=True), strict=True)}
