"""The sample picture in hand, and what a drop or a paste brings."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from PyQt5.QtCore import QMimeData, QUrl
from PyQt5.QtGui import QImage

MAX_TEXT = 32_768


@dataclass(frozen=True)
class Sample:
    """The query picture.

    Attributes:
        picture: what the engine is asked: a file, the bytes of one, or the id of an item.
        path: the file, if there is one.
        item_id: the item of the catalogue, if it is one.
    """

    picture: Path | bytes | int
    path: Path | None = None
    item_id: int | None = None


@dataclass(frozen=True)
class Arrival:
    """What came with a drop or a paste, before the disk was asked.

    Attributes:
        paths: local files or folders.
        bitmap: a picture without a file.
        remote: an address that is no local file.
        text: text that may be a path.
    """

    paths: tuple[Path, ...] = ()
    bitmap: QImage | None = None
    remote: str = ""
    text: str = ""

    def __bool__(self) -> bool:
        return bool(self.paths or self.bitmap is not None or self.remote or self.text)


@dataclass(frozen=True)
class Sorted:
    """Paths after the disk was asked: which are files, folders, or not there."""

    files: tuple[Path, ...] = ()
    folders: tuple[Path, ...] = ()
    missing: tuple[Path, ...] = field(default=())


def may_hold_picture(data: QMimeData | None) -> bool:
    """Whether a drag can be dropped at all."""
    return data is not None and (data.hasUrls() or data.hasImage() or data.hasText())


def arrival_of(data: QMimeData | None) -> Arrival:
    """What the data holds: local files first, then a bitmap, then an address or text."""
    if data is None:
        return Arrival()
    urls = data.urls() if data.hasUrls() else []
    paths = tuple(Path(url.toLocalFile()) for url in urls if url.isLocalFile())
    if paths:
        return Arrival(paths=paths)
    if data.hasImage():
        image = QImage(data.imageData())
        if not image.isNull():
            return Arrival(bitmap=image)
    if urls:
        return Arrival(remote=urls[0].toDisplayString())
    return _arrival_of_text(data.text()) if data.hasText() else Arrival()


def sort_paths(paths: Iterable[Path]) -> Sorted:
    """Ask the disk what the paths are: not for the window's thread."""
    files: list[Path] = []
    folders: list[Path] = []
    missing: list[Path] = []
    for path in paths:
        try:
            kind = folders if path.is_dir() else files if path.exists() else missing
        except OSError:
            kind = missing
        kind.append(path)
    return Sorted(tuple(files), tuple(folders), tuple(missing))


def _arrival_of_text(text: str) -> Arrival:
    """Text as copied from a terminal, an Explorer's address bar or a chat: a path a line, maybe in quotes."""
    lines = [line.strip().strip("\"'") for line in text[:MAX_TEXT].splitlines() if line.strip()]
    paths = []
    for line in lines:
        url = QUrl(line)
        if url.isLocalFile():
            paths.append(Path(url.toLocalFile()))
        elif url.scheme() in {"http", "https", "ftp"}:
            return Arrival(remote=line)
        elif _looks_like_path(line):
            paths.append(Path(line).expanduser())
    return Arrival(paths=tuple(paths)) if paths else Arrival(text=text.strip())


def _looks_like_path(line: str) -> bool:
    drive = len(line) > 2 and line[0].isalpha() and line[1] == ":" and line[2] in "\\/"
    return drive or line.startswith(("/", "\\\\", "~/"))
