"""Thumbnails on the local disk, named by the content they show, so that copies and moved files share one."""

import contextlib
import io
import tempfile
import time
from collections.abc import Container, Iterator
from pathlib import Path

from PIL import Image

from index.scan import CACHE_TAG
from models.problems import EnvironmentProblem, Problem, is_disk_full

SIDE = 320
QUALITY = 85
MAX_BYTES = 2**20
_PARTIAL = ".part"
_TAG = b"Signature: 8a477f597d28d172789f06886806bc55\n# Previews that Swimwear Finder makes again when they are gone.\n"
_ABANDONED_SECONDS = 3600
_JPEG_START, _JPEG_END = b"\xff\xd8", b"\xff\xd9"


class ThumbnailCache:
    """A folder of JPEG files in two levels of subfolders, 256 each. Thread-safe, also between processes.

    The folder is tagged as a cache, so that neither a scan nor a backup takes its files for pictures of the user.

    Args:
        root: the folder, made with the first thumbnail.
    """

    def __init__(self, root: Path) -> None:
        self._root = root

    def put(self, content_hash: str, image: Image.Image) -> None:
        """Store a thumbnail of an RGB picture, in place of an older one; a reader sees the old or the new file.

        Raises:
            EnvironmentProblem: DISK_FULL or NO_THUMBNAIL_SPACE.
        """
        data = _jpeg(image)
        target = self._path(content_hash)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            if not (self._root / CACHE_TAG).exists():
                (self._root / CACHE_TAG).write_bytes(_TAG)
            _replace(target, data)
        except OSError as error:
            problem = Problem.DISK_FULL if is_disk_full(error) else Problem.NO_THUMBNAIL_SPACE
            raise EnvironmentProblem(problem, str(target)) from error

    def get(self, content_hash: str) -> bytes | None:
        """The thumbnail's JPEG bytes; None if there is none, or no readable whole one of a believable size."""
        try:
            with self._path(content_hash).open("rb") as file:
                data = file.read(MAX_BYTES + 1)
        except OSError:
            return None
        whole = data.startswith(_JPEG_START) and data.endswith(_JPEG_END) and len(data) <= MAX_BYTES
        return data if whole else None

    def sweep(self, keep: Container[str]) -> int:
        """Delete thumbnails whose content hash is not to be kept, and what killed writers left.

        Files that cannot be deleted now stay for the next sweep.

        Returns:
            How many thumbnails were deleted.
        """
        swept = 0
        for path in self._files():
            with contextlib.suppress(OSError):
                if path.suffix == _PARTIAL:
                    if time.time() - path.stat().st_mtime > _ABANDONED_SECONDS:
                        path.unlink()
                elif path.stem not in keep:
                    path.unlink()
                    swept += 1
        return swept

    def _path(self, content_hash: str) -> Path:
        return self._root / content_hash[:2] / content_hash[2:4] / f"{content_hash}.jpg"

    def _files(self) -> Iterator[Path]:
        return (path for path in self._root.glob("??/??/*") if path.is_file())


def _jpeg(image: Image.Image) -> bytes:
    small = image.copy()
    small.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS, reducing_gap=1.0)
    buffer = io.BytesIO()
    small.save(buffer, "JPEG", quality=QUALITY)
    return buffer.getvalue()


def _replace(target: Path, data: bytes) -> None:
    """Write beside the target, then rename over it."""
    with tempfile.NamedTemporaryFile(dir=target.parent, suffix=_PARTIAL, delete=False) as file:
        partial = Path(file.name)
        try:
            file.write(data)
            file.close()
            partial.replace(target)
        except PermissionError:
            # Windows refuses while another thread reads the target: the same thumbnail, already there.
            partial.unlink(missing_ok=True)
            if not target.is_file():
                raise
        except BaseException:
            file.close()
            partial.unlink(missing_ok=True)
            raise
