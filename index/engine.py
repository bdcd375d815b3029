"""The search engine: one object that holds the network, the codebook and the tables over one catalogue."""

import os
import threading
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from pathlib import Path
from types import TracebackType

from index import code_file
from index.adapt import adapt
from index.adapted import AdaptedEncoders
from index.arrangement import GROWN, SETTLED, arranged, facet_words, is_due, load, save
from index.control import Control, Precedence
from index.diagnosis import diagnose
from index.diagnosis_records import DiagnosisProgress
from index.reader import Reader, content_hash, vector_rows
from index.records import (
    AdaptPhase,
    AdaptProgress,
    Failure,
    Folder,
    IndexProgress,
    Phase,
    Query,
    SearchBatch,
    Status,
)
from index.rescan import rescan
from index.rows import FolderRow, ItemRow
from index.scan import is_folder, is_reachable
from index.search import Search
from index.serving import Served, Serving
from index.snapshot import Snapshot
from index.store import Store
from index.thumbnails import ThumbnailCache
from models.decode import decode, read_bytes
from models.network import NETWORK_DIR
from models.problems import EnvironmentProblem, PictureError, Problem

DATABASE = "catalogue.sqlite3"
CODES = "codes"
RECODED_AT_ONCE = 1000


class SearchEngine:
    """Everything the window and the headless commands can ask for. Its methods may be called from any thread.

    Searching never waits for indexing: a search works on the snapshot that indexing replaces batch by batch.

    Args:
        data_dir: folder of the catalogue, made if missing; never on a network share.
        network_dir: the network that came with the program. When its id is new, `index` re-reads the catalogue
            for it, and searches go on with the old network and vectors until that is done.

    Raises:
        EnvironmentProblem: the data folder cannot be written, the database is locked, damaged or newer.
    """

    def __init__(self, data_dir: Path, network_dir: Path = NETWORK_DIR) -> None:
        try:
            data_dir.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise EnvironmentProblem(Problem.DATA_FOLDER, str(data_dir)) from error
        self._store = Store(data_dir / DATABASE)
        self._thumbnails = ThumbnailCache(data_dir / "thumbnails")
        self._shipped = network_dir
        self._copies = data_dir / "networks"
        self._codes = data_dir / CODES
        self._encoders = AdaptedEncoders(self._store, data_dir / "adapted")
        self._search = Search(self._store)
        self._serving: Serving | None = None
        self._loading = threading.Lock()
        self._indexing = threading.Lock()
        self._swapping = threading.Lock()
        self._precedence = Precedence()

    def __enter__(self) -> "SearchEngine":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Release the database. Idempotent."""
        self._store.close()

    def load(self) -> None:
        """Read network, codebook and codes now rather than at the first search.

        Raises:
            EnvironmentProblem: the network is damaged or the database cannot be read.
        """
        self._loaded().active.network.warm_up()

    def folders(self) -> list[Folder]:
        """The catalogue's folders in the order they were added; looks whether each can be reached."""
        folders = []
        for row in self._store.folder_rows(self._chosen().active.id):
            online = is_reachable(row.path) or (row.pictures == 0 and is_folder(row.path))
            if online != row.online:
                self._store.set_online(row.id, online=online)
            folders.append(
                Folder(row.id, row.name, row.path, online, row.pictures, row.searchable, row.failed)
            )
        return folders

    def add_folder(self, path: Path) -> Folder:
        """Add a root folder; nothing is read yet.

        Raises:
            EnvironmentProblem: FOLDER_NOT_FOUND, FOLDER_KNOWN or FOLDER_INSIDE.
        """
        root = _absolute(path)
        if not is_folder(root):
            raise EnvironmentProblem(Problem.FOLDER_NOT_FOUND, str(root))
        for row in self._store.folder_rows():
            is_inside, is_around = _holds(row.path, root), _holds(root, row.path)
            if is_inside and is_around:
                raise EnvironmentProblem(Problem.FOLDER_KNOWN, str(root))
            if is_inside or is_around:
                raise EnvironmentProblem(Problem.FOLDER_INSIDE, f"{root} – {row.path}")
        folder_id = self._store.add_folder(root, root.name or str(root))
        return next(folder for folder in self.folders() if folder.id == folder_id)

    def folder_of(self, path: Path) -> Folder | None:
        """The folder of the catalogue that is, or holds, the folder at this path, however it is spelt."""
        return next((folder for folder in self.folders() if _holds(folder.path, _absolute(path))), None)

    def remove_folder(self, folder_id: int) -> None:
        """Forget a folder and its items; the pictures themselves stay untouched.

        Raises:
            EnvironmentProblem: FOLDER_UNKNOWN.
        """
        if folder_id not in {row.id for row in self._store.folder_rows()}:
            raise EnvironmentProblem(Problem.FOLDER_UNKNOWN, str(folder_id))
        self._store.remove_folder(folder_id)
        self._search.leave_out(folder_ids=[folder_id])

    def status(self) -> Status:
        """Counts for the status line; does not look at the folders."""
        serving = self._chosen()
        counts = self._store.counts(serving.active.id)
        return Status(
            counts.searchable,
            counts.pending,
            counts.failed,
            counts.folders,
            counts.offline,
            serving.active.id,
            serving.next.id if serving.next else None,
            serving.active.adaptation,
        )

    def failures(self) -> list[Failure]:
        """Pictures that could not be read, each with its reason."""
        return [
            Failure(row.id, row.path, row.folder, row.problem, row.detail)
            for row in self._store.failure_rows()
        ]

    def retry(self, item_ids: Iterable[int] | None = None) -> int:
        """Mark failed pictures (all, or these) to be read again by the next `index`; returns how many."""
        return self._store.retry(None if item_ids is None else list(item_ids))

    def index(self, control: Control, folder_ids: Collection[int] | None = None) -> Iterator[IndexProgress]:
        """Scan the folders (all, or these) for changes, then read what is new.

        Every yield is a point where the caller may show progress; the generator ends when all is searchable.
        A second caller waits for the first.

        Raises:
            Cancelled: at a checkpoint after `control.cancel()`; what was done is kept.
            EnvironmentProblem: the catalogue cannot be written or the network is damaged.
        """
        serving = self._chosen()
        with self._indexing:
            serving.keep_copy()
            yield from rescan(self._store, self._wanted(folder_ids), control)
            self._serve(serving)
            yield from self._reader(serving, lambda: serving.active, control).read(
                control, Phase.READ, folder_ids
            )
            if newer := serving.next:
                yield from self._reader(serving, lambda: newer, control).read(control, Phase.UPDATE)
                self._finish_update(serving)
            if self._store.sweep_vectors():
                self._thumbnails.sweep(self._store.live_hashes())
            with self._swapping:
                self._arrange(serving.active, SETTLED, control)

    def search(self, query: Query, control: Control | None = None) -> Iterator[SearchBatch]:
        """Rank the catalogue against the query; the first batch is small and comes as soon as the ranks are known.

        An empty catalogue gives one batch without matches.

        Raises:
            PictureError: the query picture cannot be used.
            Cancelled: at a checkpoint after `control.cancel()`.
            EnvironmentProblem: the database or the network cannot be read.
        """
        self._loaded()
        return self._ahead_of_reading(self._search.run(query, control or Control()))

    def diagnose(self, control: Control) -> Iterator[DiagnosisProgress]:
        """Look at how good bits, buckets and their recall are; the last step brings the diagnosis.

        Of what is searchable when it begins; reading and searching go on, and searching goes first.

        Raises:
            Cancelled: at a checkpoint after `control.cancel()`.
            EnvironmentProblem: the database or the network cannot be read.
        """
        self._loaded()
        served, snapshot = self._search.current()
        for step in diagnose(self._store, served, snapshot, control):
            yield step
            self._precedence.give()

    def adapt(self, control: Control) -> Iterator[AdaptProgress]:
        """Fit hash layer, codebooks and LSH functions to this catalogue and answer with them from then on.

        In one step, once all is learnt and found no worse; `undo_adaptation` takes it back. Made to be run in a
        process of its own: it takes a core for a while, and a kill at any time leaves the catalogue whole. An
        engine that is open meanwhile takes the change over by `adopt`.

        Raises:
            Cancelled: at a checkpoint after `control.cancel()`. Nothing has changed, unless it was in the phase
                ENCODE already: then the codes that are left are made by whoever opens the catalogue next.
            EnvironmentProblem: NETWORK_CHANGES while the catalogue is read for a newer network, and see
                `index.adapt.adapt`.
        """
        serving = self._chosen()
        if serving.next:
            raise EnvironmentProblem(Problem.NETWORK_CHANGES)
        yield from adapt(self._store, serving.own, self._encoders, control)
        yield from self.adopt(control)

    def undo_adaptation(self, control: Control) -> Iterator[AdaptProgress]:
        """Answer with the network's own encoder again.

        Raises:
            Cancelled: it is undone; the codes that are left are made by whoever opens the catalogue next.
            EnvironmentProblem: the catalogue cannot be written.
        """
        self._encoders.forget()
        yield from self.adopt(control)

    def adopt(self, control: Control) -> Iterator[AdaptProgress]:
        """Answer with the encoder that the catalogue names now, also if another process swapped it in.

        Searches go on with the one of before until the codes are there, and reading waits for that.

        Raises:
            Cancelled: at a checkpoint; searches go on as before.
            EnvironmentProblem: the catalogue cannot be read or written.
        """
        serving = self._chosen()
        with self._swapping:
            serving.choose_encoder()
            yield from self._recode(serving.active, control)
            if self._search.is_ready:
                self._show(serving.active)

    def thumbnail(self, item_id: int) -> bytes | None:
        """The item's thumbnail as JPEG bytes (long side up to 320 px), or None if there is none.

        One that was lost is made again, if the picture is still there as it was read.
        """
        item = self._store.items([item_id]).get(item_id)
        if item is None or item.content_hash is None:
            return None
        return self._thumbnails.get(item.content_hash) or self._remade_thumbnail(item)

    def _ahead_of_reading(self, batches: Iterator[SearchBatch]) -> Iterator[SearchBatch]:
        with self._precedence.taken():
            first = next(batches)
        yield first
        yield from batches

    def _remade_thumbnail(self, item: ItemRow) -> bytes | None:
        try:
            data = read_bytes(item.path)
            if item.content_hash != content_hash(data):
                return None
            self._thumbnails.put(item.content_hash, decode(data).image)
        except (PictureError, EnvironmentProblem):
            return None
        return self._thumbnails.get(item.content_hash)

    def _wanted(self, folder_ids: Collection[int] | None) -> list[FolderRow]:
        rows = self._store.folder_rows()
        return rows if folder_ids is None else [row for row in rows if row.id in folder_ids]

    def _chosen(self) -> Serving:
        """Which network answers; codes are not read for that."""
        with self._loading:
            if self._serving is None:
                self._serving = Serving(self._store, self._encoders, self._copies, self._shipped)
            return self._serving

    def _loaded(self) -> Serving:
        """Which network answers, ready to search."""
        serving = self._chosen()
        with self._loading:
            if not self._search.is_ready:
                self._serve(serving)
        return serving

    def _serve(self, serving: Serving) -> None:
        """Search from what the database holds for the network and the encoder that are to answer."""
        with self._swapping:
            serving.choose_encoder()
            for _ in self._recode(serving.active, Control()):
                pass
            if not self._catch_up(serving.active):
                self._show(serving.active)

    def _show(self, served: Served) -> None:
        """Search from the file of codes and what has changed since, or from the database alone."""
        encoder = served.encoder
        name = self._store.codes_file()
        kept = None if name is None else load(self._codes, name, encoder.codebook_id)
        if kept is not None:
            self._search.serve(served, kept)
            if self._catch_up(served):
                return
        revision = self._store.revision()
        rows = self._store.searchable(served.id, encoder.codebook_id)
        codes = rows.codes.reshape(len(rows.item_ids), encoder.words)
        keys = rows.keys.reshape(len(rows.item_ids), encoder.tables)
        self._search.serve(served, Snapshot.of(rows.item_ids, rows.folder_ids, codes, keys, revision))

    def _catch_up(self, served: Served) -> bool:
        """Take in what has changed in the database since; False if that cannot be told, or another encoder answers."""
        snapshot = self._search.snapshot(served)
        changes = None if snapshot is None else self._store.changes(served.id, snapshot.revision)
        if changes is None:
            return False
        if changes.item_ids:
            rows = self._store.searchable(served.id, served.encoder.codebook_id, changes.item_ids)
            self._search.change(served, changes.item_ids, rows, changes.revision)
        return True

    def _arrange(self, served: Served, changed: float, control: Control) -> None:
        """Take the codes into the graphs where so large a share of them is not in there, and keep both in a file.

        Where that cannot be written, searches go on as they are.
        """
        snapshot = self._search.snapshot(served)
        if snapshot is None or not is_due(snapshot, changed):
            return

        def checkpoint() -> None:
            control.checkpoint()
            self._precedence.give()

        made = arranged(snapshot, facet_words(served.encoder), checkpoint)
        try:
            name = save(self._codes, made, served.encoder.codebook_id)
        except OSError:
            return
        kept = load(self._codes, name, served.encoder.codebook_id)
        if kept is not None:
            self._search.serve(served, kept)
            self._catch_up(served)
            self._store.set_codes_file(name, kept.revision)
            code_file.remove_others(self._codes, name)

    def _recode(self, served: Served, control: Control) -> Iterator[AdaptProgress]:
        """Make codes anew, from the stored features, that another codebook made."""
        codebook_id = served.encoder.codebook_id
        total, done = self._store.count_uncoded(served.id, codebook_id), 0
        while (stale := self._store.uncoded(served.id, codebook_id, RECODED_AT_ONCE))[0]:
            yield AdaptProgress(AdaptPhase.ENCODE, done, max(total, done))
            control.checkpoint()
            self._store.save_codes(vector_rows(served, *stale))
            done += len(stale[0])
        if done:
            yield AdaptProgress(AdaptPhase.ENCODE, done, done)

    def _reader(self, serving: Serving, served: Callable[[], Served], control: Control) -> Reader:
        return Reader(
            self._store, self._thumbnails, served, partial(self._take_in, serving, control), self._precedence
        )

    def _take_in(self, serving: Serving, control: Control, read_for: Served, read: list[int]) -> None:
        """Let a batch just read be found. Where another encoder came to answer meanwhile, it gets its codes first."""
        with self._swapping:
            active = serving.active
            if read_for is not active and read_for.id == active.id:
                stale = self._store.uncoded(active.id, active.encoder.codebook_id, len(read), read)
                self._store.save_codes(vector_rows(active, *stale) if stale[0] else [])
            if not self._catch_up(active):
                self._show(active)
            self._arrange(active, GROWN, control)

    def _finish_update(self, serving: Serving) -> None:
        """Change to the next network once it knows every picture the active one knows, offline ones included."""
        if (
            serving.next
            and self._store.counts(serving.next.id).searchable
            >= self._store.counts(serving.active.id).searchable
        ):
            serving.finish_update()
            self._serve(serving)


def _absolute(path: Path) -> Path:
    """The path from the root; links stay as they are named, unless the path climbs back out of one."""
    return Path(os.path.realpath(path)) if ".." in path.parts else path.absolute()


def _holds(folder: Path, path: Path) -> bool:
    """Whether the path is the folder or lies in it, as spelt or as the links on the way lead."""
    return path.is_relative_to(folder) or Path(os.path.realpath(path)).is_relative_to(
        os.path.realpath(folder)
    )
