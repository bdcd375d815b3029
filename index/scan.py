"""What changed in a folder of pictures since the catalogue last looked, told from names, sizes and times alone."""

import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from index.control import Control
from models.problems import EnvironmentProblem, Problem, reading_problem

PICTURE_SUFFIXES = frozenset(
    {
        ".avif",
        ".bmp",
        ".dib",
        ".gif",
        ".heic",
        ".heif",
        ".jfif",
        ".jpe",
        ".jpeg",
        ".jpg",
        ".png",
        ".tif",
        ".tiff",
        ".webp",
    }
)

CACHE_TAG = "CACHEDIR.TAG"
"""A file of this name marks a folder as a cache (bford.info/cachedir), such as this program's own thumbnails: it is
left out with all below it."""

_JUNK = frozenset({"@eadir", "$recycle.bin", "#recycle", "system volume information", "lost+found"})
"""Folders of NAS boxes and recycle bins, in lower case; names with a leading dot are left out as well."""

_LATEST = 2**63 - 1


class FileStamp(NamedTuple):
    """What tells that a file is still the same without opening it: size in bytes and time of last change."""

    size: int
    mtime_ns: int

    @classmethod
    def of(cls, found: os.stat_result) -> "FileStamp":
        """The stamp of a file; a time beyond 64 bits, as of a file dated 1601, becomes the nearest within."""
        changed = found.st_mtime_ns
        if not -_LATEST <= changed <= _LATEST:
            changed = _LATEST if changed > 0 else -_LATEST
        return cls(found.st_size, changed)


@dataclass(frozen=True)
class Added:
    """A picture that is not known yet."""

    rel_path: str
    stamp: FileStamp


@dataclass(frozen=True)
class Changed:
    """A known picture with another stamp."""

    rel_path: str
    stamp: FileStamp


@dataclass(frozen=True)
class Vanished:
    """Known pictures that are no longer there."""

    rel_paths: tuple[str, ...]


@dataclass(frozen=True)
class Unreadable:
    """A subfolder that could not be listed, or a link that leads nowhere for another reason than a missing target.

    The known pictures behind it do not count as vanished.
    """

    rel_path: str
    problem: Problem


Change = Added | Changed | Vanished | Unreadable
_Found = tuple[str, os.stat_result]
"""Relative path of a picture and what the file system tells of it."""


def is_folder(path: Path) -> bool:
    """Whether there is a folder at the path, as far as can be told: none where one may not look."""
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except OSError:
        return False


def is_reachable(root: Path) -> bool:
    """Whether a root folder can be listed and holds anything; an empty one may be a drive that is not mounted."""
    try:
        with os.scandir(root) as entries:
            return next(entries, None) is not None
    except OSError:
        return False


def scan_folder(root: Path, known: Mapping[str, tuple[int, int]], control: Control) -> Iterator[Change]:
    """Walk the folder and tell what differs from the known pictures. Opens no file.

    Nearly all files of nearly all scans are as they were, so a file costs little more than its entry and its stat:
    stamps are compared as plain tuples, and made only of what differs.

    Relative paths have "/" between their parts, which are spelt as the file system spells them: names are not
    normalised, and a name that is no valid Unicode keeps its surrogates. Linked folders are entered after all
    others and no folder is entered twice, so links can neither loop nor hide where a picture really lies.

    Yields:
        Added and Changed pictures and Unreadable subfolders as they are met, at the end one Vanished if any is.

    Raises:
        Cancelled: at a checkpoint.
        EnvironmentProblem: FOLDER_NOT_FOUND if the root is missing or was lost on the way, or if it is bare
            although pictures are known: a mount point without its drive.
    """
    walk = _Walk(root, control)
    seen = set()
    for found in walk.folders():
        if isinstance(found, Unreadable):
            yield found
            continue
        for rel_path, status in found:
            seen.add(rel_path)
            before = known.get(rel_path)
            if before != (status.st_size, status.st_mtime_ns) and before != (stamp := FileStamp.of(status)):
                yield Added(rel_path, stamp) if before is None else Changed(rel_path, stamp)
    if known and (walk.bare or not is_folder(root)):
        raise EnvironmentProblem(Problem.FOLDER_NOT_FOUND, str(root))
    vanished = tuple(path for path in known if path not in seen and not walk.hides(path))
    if vanished:
        yield Vanished(vanished)


class _Walk:
    """One walk over a folder.

    Attributes:
        bare: whether the root turned out to hold nothing at all.
    """

    def __init__(self, root: Path, control: Control) -> None:
        self.bare = False
        self._root = root
        self._control = control
        self._folders = [""]
        self._links: list[str] = []
        self._entered: set[tuple[int, int] | str] = set()
        self._unreadable: set[str] = set()
        self._refused: list[Unreadable] = []

    def folders(self) -> Iterator[list[_Found] | Unreadable]:
        """The pictures of one folder after the other, in the order of their names."""
        while self._folders or self._links:
            folder = (self._folders or self._links).pop()
            self._control.checkpoint()
            try:
                found = self._sort_out(folder, self._list(folder))
            except OSError as error:
                if not folder:
                    raise EnvironmentProblem(Problem.FOLDER_NOT_FOUND, str(self._root)) from error
                yield self._refuse(folder, error)
                continue
            yield from self._refused
            self._refused.clear()
            yield found

    def hides(self, rel_path: str) -> bool:
        """Whether the path is, or lies behind, what could not be read."""
        if not self._unreadable:
            return False
        parts = rel_path.split("/")
        return any("/".join(parts[:depth]) in self._unreadable for depth in range(1, len(parts) + 1))

    def _refuse(self, rel_path: str, error: OSError) -> Unreadable:
        self._unreadable.add(rel_path)
        return Unreadable(rel_path, reading_problem(error))

    def _list(self, folder: str) -> list[os.DirEntry[str]]:
        path = self._root / folder
        identity = _identity(path)
        if identity in self._entered:
            return []
        self._entered.add(identity)
        with os.scandir(path) as entries:
            listed = sorted(entries, key=attrgetter("name"))
        if not folder:
            self.bare = not listed
        return [] if CACHE_TAG in map(attrgetter("name"), listed) else listed

    def _sort_out(self, folder: str, entries: list[os.DirEntry[str]]) -> list[_Found]:
        """Pictures with their status; subfolders are put on the list of what to walk next, broken links are noted."""
        pictures: list[_Found] = []
        folders: list[str] = []
        links: list[str] = []
        start = f"{folder}/" if folder else ""
        for entry in entries:
            name = entry.name
            if name[0] == ".":
                continue
            self._control.checkpoint()
            try:
                if entry.is_dir():
                    if name.lower() not in _JUNK:
                        (links if _is_link(entry) else folders).append(start + name)
                elif name[name.rfind(".") :].lower() in PICTURE_SUFFIXES and entry.is_file():
                    pictures.append((start + name, entry.stat()))
            except FileNotFoundError:  # deleted since the folder was listed
                continue
            except OSError as error:
                if not entry.is_symlink():
                    raise
                self._refused.append(self._refuse(start + name, error))
        self._folders.extend(reversed(folders))
        self._links.extend(links)
        return pictures


def _identity(folder: Path) -> tuple[int, int] | str:
    """What two paths to one folder have in common. Some network shares number no files; there, the real path."""
    found = folder.stat()
    return (found.st_dev, found.st_ino) if found.st_ino else os.path.realpath(folder)


def _is_link(entry: os.DirEntry[str]) -> bool:
    """Whether the folder is a symbolic link or a Windows junction."""
    attributes: int = getattr(entry.stat(follow_symlinks=False), "st_file_attributes", 0)
    return entry.is_symlink() or bool(attributes & stat.FILE_ATTRIBUTE_REPARSE_POINT)
