"""Reading pictures into the catalogue: bytes, decode, feature, code, one transaction a batch.

One thread a core reads and decodes ahead, and runs the network on what is decoded; each run takes one core, as many
runs side by side make more of the cores than one run on all of them. They stand aside while a search is answered. A
stop at any point keeps every finished batch, and starting again goes on with the rest.
"""

import hashlib
import os
import time
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from index.control import Control, Precedence
from index.records import IndexProgress, Phase
from index.rows import FailedRow, ReadRow, UnreadRow, VectorRow
from index.scan import is_reachable
from index.serving import Served
from index.store import Store
from index.thumbnails import ThumbnailCache
from models.decode import decode, read_bytes
from models.letterbox import letterbox
from models.network import Network
from models.problems import PictureError, Problem

BATCH = 16
PAGE = 1000
THREADS = min(4, os.cpu_count() or 1)
_FeaturesOf = Callable[[Iterable[NDArray[np.uint8]]], Iterable[NDArray[np.float32]]]
_MAYBE_OFFLINE = frozenset({Problem.NOT_FOUND, Problem.UNREADABLE, Problem.NO_PERMISSION})


def content_hash(data: bytes) -> str:
    """Names a file by its bytes: 128 bits of BLAKE2b in hexadecimal."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


@dataclass(frozen=True)
class _Decoded:
    row: UnreadRow
    content_hash: str
    width: int
    height: int
    square: NDArray[np.uint8]


@dataclass(frozen=True)
class _Refused:
    row: UnreadRow
    error: PictureError


class Reader:
    """Reads pictures for one network.

    Args:
        served: the network and the encoder of the next batch; only the encoder may change.
        on_batch: called after each transaction with what the batch was read for, and the ids of the items read.
        precedence: given to searches.
    """

    def __init__(
        self,
        store: Store,
        thumbnails: ThumbnailCache,
        served: Callable[[], Served],
        on_batch: Callable[[Served, list[int]], None],
        precedence: Precedence,
    ) -> None:
        self._store = store
        self._thumbnails = thumbnails
        self._served = served
        self._on_batch = on_batch
        self._precedence = precedence

    def read(
        self, control: Control, phase: Phase, folder_ids: Collection[int] | None = None
    ) -> Iterator[IndexProgress]:
        """Read every picture that has no vector of this network yet.

        Raises:
            Cancelled: at a checkpoint; finished batches are kept.
            EnvironmentProblem: the catalogue cannot be written.
        """
        model_id = self._served().id
        total = self._store.count_unread(model_id, folder_ids)
        if not total:
            return
        done = failed = 0
        offline: dict[str, Problem] = {}
        clock = _Clock()
        yield IndexProgress(phase, 0, total)
        network = Network(self._served().network.folder, threads=1)
        with ThreadPoolExecutor(THREADS, thread_name_prefix="reader") as pool:
            work = _Work(network, self._thumbnails, self._precedence)
            ahead = _Ahead(pool, work.open, self._rows(model_id, folder_ids), depth=2 * BATCH)
            try:
                while batch := ahead.take(BATCH):
                    self._precedence.give()
                    failed += self._store_batch(batch, offline, partial(pool.map, work.feature))
                    done += len(batch)
                    yield IndexProgress(
                        phase,
                        done,
                        max(total, done),
                        failed,
                        batch[-1].row.folder,
                        clock.left(done, total),
                        tuple(offline.items()),
                    )
                    paused_at = time.monotonic()
                    control.checkpoint()
                    clock.skip(time.monotonic() - paused_at)
            finally:
                ahead.cancel()

    def _rows(self, model_id: str, folder_ids: Collection[int] | None) -> Iterator[UnreadRow]:
        after = 0
        while page := self._store.unread(model_id, folder_ids, limit=PAGE, after=after):
            yield from page
            after = page[-1].id

    def _store_batch(
        self, batch: list[_Decoded | _Refused], offline: dict[str, Problem], features: _FeaturesOf
    ) -> int:
        """Store what was read and what failed; returns the number of failures and notes folders that went away."""
        decoded = [each for each in batch if isinstance(each, _Decoded)]
        refused = self._really_failed((each for each in batch if isinstance(each, _Refused)), offline)
        served = self._served()
        vectors = self._vectors(served, decoded, features)
        self._store.save_batch(
            [
                ReadRow(each.row.id, each.content_hash, each.width, each.height, each.row.stamp)
                for each in decoded
            ],
            [
                FailedRow(each.row.id, each.error.problem, each.error.detail, each.row.stamp)
                for each in refused
            ],
            vectors,
        )
        self._on_batch(served, [each.row.id for each in decoded])
        return len(refused)

    def _really_failed(self, refused: Iterable[_Refused], offline: dict[str, Problem]) -> list[_Refused]:
        """Leave out pictures whose whole folder went away: they stay unread and the folder is marked offline."""
        failed = []
        for each in refused:
            if each.error.problem in _MAYBE_OFFLINE and not is_reachable(each.row.root):
                self._store.set_online(each.row.folder_id, online=False)
                offline[each.row.folder] = Problem.FOLDER_NOT_FOUND
            else:
                failed.append(each)
        return failed

    def _vectors(self, served: Served, decoded: list[_Decoded], features: _FeaturesOf) -> list[VectorRow]:
        """Vectors for the contents that have none yet; moved files and copies keep theirs."""
        squares = {each.content_hash: each.square for each in decoded}
        for known in self._store.known_hashes(squares, served.id):
            del squares[known]
        if not squares:
            return []
        return vector_rows(served, list(squares), np.array(list(features(squares.values()))))


class _Work:
    """What the threads do. A picture is dropped as soon as its thumbnail and the network's input are made of it."""

    def __init__(self, network: Network, thumbnails: ThumbnailCache, precedence: Precedence) -> None:
        self._network = network
        self._thumbnails = thumbnails
        self._precedence = precedence

    def open(self, row: UnreadRow) -> _Decoded | _Refused:
        self._precedence.give()
        try:
            data = read_bytes(row.path)
            name = content_hash(data)
            picture = decode(data)
        except PictureError as error:
            return _Refused(row, error)
        self._precedence.give()
        self._thumbnails.put(name, picture.image)
        square = letterbox(picture.image, self._network.info.side)
        return _Decoded(row, name, picture.width, picture.height, square)

    def feature(self, square: NDArray[np.uint8]) -> NDArray[np.float32]:
        self._precedence.give()
        return self._network.feature(square)


def vector_rows(served: Served, contents: Sequence[str], features: NDArray[np.float32]) -> list[VectorRow]:
    """Features (n, 2048) of contents with their codes and keys, as the store takes them."""
    encoder = served.encoder
    codes, keys = encoder.codes(features), encoder.lsh.keys(features)
    return [
        VectorRow(
            content,
            served.id,
            feature.astype(np.float16).tobytes(),
            code.tobytes(),
            key.tobytes(),
            encoder.codebook_id,
        )
        for content, feature, code, key in zip(contents, features, codes, keys, strict=True)
    ]


class _Ahead:
    """Runs a function over rows in a pool, a bounded number ahead of the taker, in order."""

    def __init__(
        self,
        pool: ThreadPoolExecutor,
        work: Callable[[UnreadRow], _Decoded | _Refused],
        rows: Iterator[UnreadRow],
        depth: int,
    ) -> None:
        self._pool = pool
        self._work = work
        self._rows = rows
        self._depth = depth
        self._running: deque[Future[_Decoded | _Refused]] = deque()

    def take(self, count: int) -> list[_Decoded | _Refused]:
        self._fill()
        taken: list[_Decoded | _Refused] = []
        while self._running and len(taken) < count:
            taken.append(self._running.popleft().result())
            self._fill()
        return taken

    def cancel(self) -> None:
        for future in self._running:
            future.cancel()

    def _fill(self) -> None:
        for row in islice(self._rows, self._depth - len(self._running)):
            self._running.append(self._pool.submit(self._work, row))


class _Clock:
    """Estimates the time left from the time spent, pauses left out."""

    def __init__(self) -> None:
        self._started = time.monotonic()

    def skip(self, seconds: float) -> None:
        self._started += seconds

    def left(self, done: int, total: int) -> float:
        return (time.monotonic() - self._started) / done * max(total - done, 0)
