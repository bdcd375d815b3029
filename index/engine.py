"""The search engine: one object that holds the network, the codebook and the tables over one catalogue."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType

from index.control import Control
from index.records import Failure, Folder, IndexProgress, Query, SearchBatch, Status


class SearchEngine:
    """Everything the window and the headless commands can ask for. Its methods may be called from any thread.

    Searching never waits for indexing: a search works on the snapshot that indexing replaces batch by batch.
    """

    def __init__(self, data_dir: Path, model_dir: Path | None = None) -> None: ...

    def __enter__(self) -> "SearchEngine": ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None: ...

    def close(self) -> None:
        """Release the database and the network. Idempotent."""

    def load(self) -> None:
        """Read network, codebook and codes now rather than at the first search (about half a second)."""

    def folders(self) -> list[Folder]:
        """The catalogue's folders in the order they were added; looks whether each can be reached (disk access)."""

    def add_folder(self, path: Path) -> Folder:
        """Add a root folder; nothing is read yet. Raises EnvironmentProblem FOLDER_NOT_FOUND/_KNOWN/_INSIDE."""

    def remove_folder(self, folder_id: int) -> None:
        """Forget a folder and its items; the pictures themselves stay untouched. Raises FOLDER_UNKNOWN."""

    def status(self) -> Status:
        """Counts for the status line (no disk access to the folders)."""

    def failures(self) -> list[Failure]:
        """Pictures that could not be read, each with its reason."""

    def retry(self, item_ids: Iterable[int] | None = None) -> int:
        """Mark failed pictures (all, or these) to be read again by the next `index`; returns how many."""

    def index(self, control: Control, folder_ids: Iterable[int] | None = None) -> Iterator[IndexProgress]:
        """Scan the folders (all, or these) for changes, then read what is new.

        Every yield is a point where the caller may show progress; the generator ends when all is searchable.
        Raises Cancelled at a checkpoint after control.cancel() (what was done is kept), EnvironmentProblem.
        """

    def search(self, query: Query, control: Control | None = None) -> Iterator[SearchBatch]:
        """Rank the catalogue against the query; the first batch is small and comes as soon as the ranks are known.

        An empty catalogue gives one batch without matches. Raises PictureError, Cancelled, EnvironmentProblem.
        """

    def thumbnail(self, item_id: int) -> bytes | None:
        """The item's thumbnail as JPEG bytes (long side up to 320 px), or None if there is none."""
