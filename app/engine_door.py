"""Where the workers meet the engine: searching, indexing and housekeeping, each on a QThread of its own.

Public methods are called from the window's thread and return at once. They hand the work over with a private
signal whose slot runs in the worker's thread, and the answers come back by public signals. PyQt decides by the
receiver where a slot runs, hence three rules:

- private slots carry `pyqtSlot`, or they would run in the thread in which they were connected;
- public signals are connected to methods of QObjects of the window, or they would run in the worker's thread;
- public methods are called, not connected to, or they would wait until the worker is free.

The engine is opened in the search worker's thread; the others wait for it in theirs.
"""

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from index.control import Cancelled
from models.problems import EnvironmentProblem

if TYPE_CHECKING:
    from index.engine import SearchEngine


class EngineDoor:
    """One worker opens the engine, the others wait until it is open.

    Args:
        data_dir: folder of the catalogue.
    """

    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir
        self._changed = threading.Condition()
        self._engine: SearchEngine | None = None
        self._shut = False

    def open(self) -> None:
        """Open the catalogue and load the network.

        Raises:
            EnvironmentProblem: see `SearchEngine`.
        """
        from index.engine import SearchEngine

        engine = SearchEngine(self._data_dir)
        try:
            engine.load()
        except EnvironmentProblem:
            engine.close()
            raise
        with self._changed:
            self._engine = engine
            self._changed.notify_all()

    @property
    def is_open(self) -> bool:
        """Whether the engine is there."""
        return self._engine is not None

    def engine(self) -> "SearchEngine":
        """The engine, awaited if need be.

        Raises:
            Cancelled: the program ends.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._engine is not None or self._shut)
            if self._engine is None or self._shut:
                raise Cancelled
            return self._engine

    def thumbnail(self, item_id: int) -> bytes | None:
        """The item's thumbnail, for threads other than the workers'."""
        with self._changed:
            engine = None if self._shut else self._engine
        return engine.thumbnail(item_id) if engine else None

    def shut(self) -> None:
        """Let nobody in any more and wake those who wait."""
        with self._changed:
            self._shut = True
            self._changed.notify_all()

    def close(self) -> None:
        """Release the catalogue, and the network with it; after the workers have ended."""
        self.shut()
        engine, self._engine = self._engine, None
        if engine is not None:
            engine.close()
