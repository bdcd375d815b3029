"""What goes into the catalogue's database and comes out of it."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.scan import FileStamp
from models.problems import Problem


@dataclass(frozen=True)
class FolderRow:
    """A root folder. `searchable` counts as `Counts.searchable` does."""

    id: int
    name: str
    path: Path
    online: bool
    pictures: int
    searchable: int
    failed: int


@dataclass(frozen=True)
class UnreadRow:
    """A picture to be read.

    Attributes:
        folder: name of its folder; root, path: that folder and itself, absolute.
        content_hash: of what was read before the file changed; None if it was never read.
        stamp: the file as the last scan saw it.
    """

    id: int
    folder_id: int
    folder: str
    root: Path
    path: Path
    content_hash: str | None
    stamp: FileStamp


@dataclass(frozen=True)
class ReadRow:
    """A picture that was read.

    Attributes:
        width, height: pixels, upright.
        stamp: `UnreadRow.stamp`; if given, a picture that a scan has since seen change stays unread.
    """

    picture_id: int
    content_hash: str
    width: int
    height: int
    stamp: FileStamp | None = None


@dataclass(frozen=True)
class FailedRow:
    """A picture that could not be read, and why; `stamp` as in `ReadRow`."""

    picture_id: int
    problem: Problem
    detail: str = ""
    stamp: FileStamp | None = None


@dataclass(frozen=True)
class VectorRow:
    """What one network and codebook make of one content.

    Attributes:
        feature: float16, unit length.
        code: uint64 words of the spherical code; keys: uint32, one for each LSH table.
    """

    content_hash: str
    model_id: str
    feature: bytes
    code: bytes
    keys: bytes
    codebook_id: str


@dataclass(frozen=True)
class SearchableRows:
    """What a search looks through, as parallel arrays over n items in the order of their ids.

    Attributes:
        item_ids, folder_ids: int64 (n,).
        codes: uint64 (n, words); keys: uint32 (n, tables). Both are (0, 0) where there is no item.
    """

    item_ids: NDArray[np.int64]
    folder_ids: NDArray[np.int64]
    codes: NDArray[np.uint64]
    keys: NDArray[np.uint32]


@dataclass(frozen=True)
class Changes:
    """Items that came, changed or went since some revision.

    Attributes:
        item_ids: of them, each once.
        revision: the state of the database they lead to.
    """

    item_ids: list[int]
    revision: int


@dataclass(frozen=True)
class ItemRow:
    """A picture as a search result shows it; width and height are 0 while unknown."""

    id: int
    folder_id: int
    folder: str
    path: Path
    width: int
    height: int
    content_hash: str | None
    online: bool


@dataclass(frozen=True)
class FailureRow:
    """A picture that could not be read."""

    id: int
    folder_id: int
    folder: str
    path: Path
    problem: Problem
    detail: str


@dataclass(frozen=True)
class Counts:
    """The catalogue in numbers, for one network.

    Attributes:
        searchable: pictures with a vector; one that changed keeps its old vector until it is read anew.
        pending: pictures to be read, in offline folders too; a changed one counts here and as searchable.
        failed: pictures that could not be read.
        folders: root folders; `offline` of them cannot be reached.
    """

    searchable: int
    pending: int
    failed: int
    folders: int
    offline: int
