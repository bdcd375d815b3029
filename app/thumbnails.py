"""Thumbnails for the window: fetched and decoded beside the window's thread, kept in a bounded memory."""

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass

from PyQt5.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Qt, QTimer, pyqtSignal
from PyQt5.QtGui import QImage, QImageReader, QPixmap

from models.problems import EnvironmentProblem, PictureError

Fetch = Callable[[int], bytes | None]

WORKERS = 2
PENDING_LIMIT = 512
CACHE_BYTES = 128 * 1024 * 1024
DEFAULT_EDGE = 320
RETRY_SECONDS = 20.0
TURN_SECONDS = 0.006
JOIN_SECONDS = 2.0


@dataclass(frozen=True)
class _Order:
    """One thumbnail to read: `generation` tells whether the answer is still wanted when it comes."""

    item_id: int
    edge: int
    generation: int


@dataclass(frozen=True)
class _Held:
    """A pixmap in memory and the edge it was decoded for."""

    pixmap: QPixmap
    edge: int

    @property
    def cost(self) -> int:
        return self.pixmap.width() * self.pixmap.height() * self.pixmap.depth() // 8


class _Queue:
    """Orders waiting for a worker: the newest burst of requests first, in reading order within a burst.

    A burst is what was asked for in one turn of the event loop, usually one repaint. Beyond the limit the
    oldest order is dropped: it belongs to cells that have long been scrolled away.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._bursts: list[OrderedDict[int, _Order]] = []
        self._burst_of: dict[int, OrderedDict[int, _Order]] = {}
        self._open = False

    def __len__(self) -> int:
        return len(self._burst_of)

    def put(self, order: _Order) -> None:
        self.discard(order.item_id)
        if not self._open:
            self._bursts.append(OrderedDict())
            self._open = True
        self._bursts[-1][order.item_id] = order
        self._burst_of[order.item_id] = self._bursts[-1]
        if len(self) > self._limit:
            self._drop_empty()
            self.discard(next(iter(self._bursts[0])))

    def close_burst(self) -> None:
        self._open = False

    def take(self) -> _Order | None:
        while self._bursts:
            if self._bursts[-1]:
                item_id, order = self._bursts[-1].popitem(last=False)
                del self._burst_of[item_id]
                return order
            self._bursts.pop()
            self._open = False
        return None

    def discard(self, item_id: int) -> None:
        burst = self._burst_of.pop(item_id, None)
        if burst is not None:
            del burst[item_id]

    def clear(self) -> None:
        self._bursts.clear()
        self._burst_of.clear()
        self._open = False

    def _drop_empty(self) -> None:
        self._bursts = [burst for burst in self._bursts if burst]


class ThumbnailLoader(QObject):
    """Gives pixmaps of catalogue items without making the window wait.

    `fetch` runs on a few threads of the loader's own, which also decode; pixmaps are made in the window's
    thread, a few milliseconds' worth in each turn of the event loop. What was asked for last is read first.
    The threads are daemons: one that hangs in a dead network share keeps neither `shutdown` nor the program
    from ending.

    Signals:
        ready(item_id): `request` now gives the pixmap, or `failed` tells that there is none.
    """

    ready = pyqtSignal(int)
    _arrived = pyqtSignal()

    def __init__(
        self,
        fetch: Fetch,
        parent: QObject | None = None,
        *,
        workers: int = WORKERS,
        pending_limit: int = PENDING_LIMIT,
        cache_bytes: int = CACHE_BYTES,
    ) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._workers = workers
        self._cache_bytes = cache_bytes
        self._edge = DEFAULT_EDGE
        self._held: OrderedDict[int, _Held] = OrderedDict()
        self._held_bytes = 0
        self._failed_at: dict[int, float] = {}
        # Shared with the workers, guarded by the condition's lock.
        self._changed = threading.Condition()
        self._queue = _Queue(pending_limit)
        self._busy: dict[int, _Order] = {}
        self._results: deque[tuple[_Order, QImage | None]] = deque()
        self._generation = 0
        self._closed = False
        self._threads: list[threading.Thread] = []
        self._burst_timer = QTimer(self)
        self._burst_timer.setSingleShot(True)
        self._burst_timer.timeout.connect(self._end_burst)
        self._arrived.connect(self._take_results)

    @property
    def edge(self) -> int:
        """Longest side, in device pixels, that thumbnails are decoded for."""
        return self._edge

    def set_edge(self, pixels: int) -> None:
        """Decode for another size from now on; pixmaps of the old size serve until the new ones are there."""
        self._edge = max(16, pixels)

    @property
    def held_bytes(self) -> int:
        """Memory taken by the pixmaps."""
        return self._held_bytes

    @property
    def pending(self) -> int:
        """How many requests wait for a thread."""
        with self._changed:
            return len(self._queue)

    def request(self, item_id: int) -> QPixmap | None:
        """The item's pixmap if it is in memory; if not it is read, and `ready` tells when to ask again."""
        held = self._held.get(item_id)
        if held is not None:
            self._held.move_to_end(item_id)
        if (held is None or held.edge != self._edge) and not self.failed(item_id):
            self._enqueue(item_id)
        return held.pixmap if held is not None else None

    def failed(self, item_id: int) -> bool:
        """Whether the last attempt gave no picture; forgotten after a while, so that requests try again."""
        at = self._failed_at.get(item_id)
        if at is None:
            return False
        if time.monotonic() - at < RETRY_SECONDS:
            return True
        del self._failed_at[item_id]
        return False

    def retry(self, item_id: int | None = None) -> None:
        """Let the next request of this item, or of every item that failed, read again."""
        if item_id is None:
            self._failed_at.clear()
        else:
            self._failed_at.pop(item_id, None)

    def clear(self) -> None:
        """Forget all pixmaps, failures and requests; answers still on their way are thrown away."""
        with self._changed:
            self._generation += 1
            self._queue.clear()
            self._busy.clear()
            self._results.clear()
        self._held.clear()
        self._held_bytes = 0
        self._failed_at.clear()

    def shutdown(self) -> None:
        """End the threads, waiting two seconds at most for one that is reading. Idempotent."""
        with self._changed:
            self._closed = True
            self._queue.clear()
            self._results.clear()
            self._changed.notify_all()
        self._burst_timer.stop()
        deadline = time.monotonic() + JOIN_SECONDS
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        self._threads.clear()

    def _enqueue(self, item_id: int) -> None:
        with self._changed:
            busy = self._busy.get(item_id)
            if self._closed or (busy is not None and busy.edge == self._edge):
                return
            self._queue.put(_Order(item_id, self._edge, self._generation))
        if not self._burst_timer.isActive():
            self._burst_timer.start()

    def _end_burst(self) -> None:
        """Let the workers start once a whole burst is known, so that they read it in reading order."""
        self._threads = [thread for thread in self._threads if thread.is_alive()]
        with self._changed:
            self._queue.close_burst()
            missing = min(self._workers - len(self._threads), len(self._queue))
            self._changed.notify_all()
        for _ in range(missing):
            thread = threading.Thread(target=self._work, name="thumbnails", daemon=True)
            self._threads.append(thread)
            thread.start()

    def _work(self) -> None:
        while (order := self._next_order()) is not None:
            image: QImage | None = None
            try:
                image = self._read(order)
            finally:
                self._deliver(order, image)

    def _next_order(self) -> _Order | None:
        with self._changed:
            while not self._closed:
                order = self._queue.take()
                if order is not None:
                    self._busy[order.item_id] = order
                    return order
                self._changed.wait()
            return None

    def _read(self, order: _Order) -> QImage | None:
        try:
            data = self._fetch(order.item_id)
        except (EnvironmentProblem, PictureError, OSError):
            return None
        return decode(data, order.edge) if data else None

    def _deliver(self, order: _Order, image: QImage | None) -> None:
        with self._changed:
            if self._closed or order.generation != self._generation:
                return
            self._results.append((order, image))
            if len(self._results) == 1:
                self._arrived.emit()

    def _take_results(self) -> None:
        """Turn images into pixmaps for a few milliseconds; the rest waits for the event loop's next turn."""
        deadline = time.monotonic() + TURN_SECONDS
        while time.monotonic() < deadline:
            with self._changed:
                if not self._results:
                    return
                order, image = self._results.popleft()
                if self._busy.get(order.item_id) is order:
                    del self._busy[order.item_id]
            self._keep(order, image)
            self.ready.emit(order.item_id)
        QTimer.singleShot(0, self._take_results)

    def _keep(self, order: _Order, image: QImage | None) -> None:
        if image is None:
            self._failed_at[order.item_id] = time.monotonic()
            return
        self._failed_at.pop(order.item_id, None)
        self._release(order.item_id)
        held = _Held(QPixmap.fromImage(image), order.edge)
        self._held[order.item_id] = held
        self._held_bytes += held.cost
        while self._held_bytes > self._cache_bytes and len(self._held) > 1:
            self._release(next(iter(self._held)))

    def _release(self, item_id: int) -> None:
        held = self._held.pop(item_id, None)
        if held is not None:
            self._held_bytes -= held.cost


def decode(data: bytes, edge: int) -> QImage | None:
    """Decode picture bytes so that the long side is at most `edge` pixels; None if they are no picture."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > edge:
        fitted = size.scaled(edge, edge, Qt.AspectRatioMode.KeepAspectRatio)
        reader.setScaledSize(fitted.expandedTo(QSize(1, 1)))
    image = reader.read()
    if image.isNull():
        return None
    if image.hasAlphaChannel():
        return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
    return image.convertToFormat(QImage.Format.Format_RGB32)
