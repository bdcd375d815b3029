"""The engine behind the window: its workers, their threads and the processes beside them, ended together."""

from pathlib import Path

from PyQt5.QtCore import QObject, QThread

from app.adapt_process import AdaptProcess
from app.catalogue_worker import CatalogueWorker
from app.diagnosis_worker import DiagnosisWorker
from app.engine_door import EngineDoor
from app.evaluate_process import EvaluateProcess
from app.index_worker import IndexWorker
from app.search_worker import SearchWorker

STOP_MS = 15_000


class Backend(QObject):
    """Owns the engine's workers, each on its own QThread.

    Attributes:
        search, indexing, catalogue, diagnosis: the workers; connect to their signals before `start`.
        adapting, evaluating: adapt the catalogue and evaluate one, each in a process of its own.
    """

    def __init__(self, data_dir: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._door = EngineDoor(data_dir)
        self.search = SearchWorker(self._door)
        self.indexing = IndexWorker(self._door)
        self.catalogue = CatalogueWorker(self._door)
        self.diagnosis = DiagnosisWorker(self._door)
        self.adapting = AdaptProcess(data_dir, self)
        self.evaluating = EvaluateProcess(data_dir, self)
        self._threads = [
            self._thread("search", self.search),
            self._thread("indexing", self.indexing),
            self._thread("catalogue", self.catalogue),
            self._thread("diagnosis", self.diagnosis),
        ]

    def start(self) -> None:
        """Start the threads and open the engine."""
        for thread in self._threads:
            thread.start()
        self.search.open()

    def thumbnail(self, item_id: int) -> bytes | None:
        """The item's thumbnail; called from the thumbnail loader's threads."""
        return self._door.thumbnail(item_id)

    def stop(self) -> bool:
        """Cancel all work and end the threads; False if one hangs, in a dead network share for instance."""
        self.search.cancel()
        self.indexing.cancel()
        self.catalogue.cancel()
        self.diagnosis.cancel()
        self.adapting.stop()
        self.evaluating.stop()
        self._door.shut()
        for thread in self._threads:
            thread.quit()
        if not all(thread.wait(STOP_MS) for thread in self._threads):
            return False
        self._door.close()
        return True

    def _thread(self, name: str, worker: QObject) -> QThread:
        thread = QThread(self)
        thread.setObjectName(name)
        worker.moveToThread(thread)
        return thread
