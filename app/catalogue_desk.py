"""Between the catalogue's workers and what the window shows of the catalogue."""

from collections.abc import Sequence
from pathlib import Path

from PyQt5.QtCore import QObject, QTimer, pyqtSignal
from PyQt5.QtWidgets import QWidget

from app import problem_text
from app.about import AboutDialog
from app.backend import Backend
from app.failures_dialog import FailuresDialog
from app.folders_dialog import FoldersDialog
from app.settings import Settings
from app.status_line import Run, StatusLine
from app.wording import counted
from index.records import Folder, Status
from models.problems import Problem

LOOK_MS = 60_000
FOLDERS_MS = 2_000


class CatalogueDesk(QObject):
    """Adds, removes, rescans and retries, and keeps the status line and the dialogs true.

    Args:
        demo: folders to begin with when the catalogue never had one.

    Signals:
        folders_changed(list of Folder), status_changed(Status): the catalogue is another now.
        add_wanted(): the user asks in a dialog for another folder.
    """

    folders_changed = pyqtSignal(object)
    status_changed = pyqtSignal(object)
    add_wanted = pyqtSignal()

    def __init__(
        self, backend: Backend, line: StatusLine, settings: Settings, demo: Sequence[Path], window: QWidget
    ) -> None:
        super().__init__(window)
        self._backend = backend
        self._line = line
        self._settings = settings
        self._demo = demo
        self._window = window
        self._ready = False
        self._begun = False
        self._status: Status | None = None
        self._folders_dialog = FoldersDialog(window)
        self._failures_dialog = FailuresDialog(window)
        self._look_timer = QTimer(self)
        self._look_timer.setInterval(LOOK_MS)
        self._look_timer.timeout.connect(self._look)
        self._folders_timer = QTimer(self)
        self._folders_timer.setSingleShot(True)
        self._folders_timer.setInterval(FOLDERS_MS)
        self._folders_timer.timeout.connect(self._look)
        self._connect_workers()
        self._connect_widgets()

    def add(self, paths: Sequence[Path]) -> None:
        """Add folders and read their pictures."""
        self._backend.catalogue.add(paths)

    def rescan(self, folder_ids: Sequence[int] | None = None) -> None:
        """Look for changes in these folders, or all."""
        self._backend.indexing.request(folder_ids)
        self._line.show_message(self.tr("Looking for new and changed pictures…"))

    def show_folders(self) -> None:
        """Open the dialog of the folders."""
        self._backend.catalogue.refresh()
        _to_front(self._folders_dialog)

    def show_failures(self) -> None:
        """Open the dialog of the pictures that could not be read."""
        self._backend.catalogue.list_failures()
        _to_front(self._failures_dialog)

    def show_about(self) -> None:
        """Open the about dialog."""
        AboutDialog(self._status.model_id if self._status else "", self._window).open()

    def _connect_workers(self) -> None:
        search, indexing, catalogue = self._backend.search, self._backend.indexing, self._backend.catalogue
        search.ready.connect(self._begin)
        search.failed.connect(self._line.set_problem)
        indexing.started.connect(self._index_started)
        indexing.progress.connect(self._line.set_progress)
        indexing.status.connect(self._index_counts)
        indexing.problem.connect(self._line.set_problem)
        indexing.stopped.connect(self._index_stopped)
        indexing.paused.connect(self._index_paused)
        indexing.waits.connect(self._index_waits)
        catalogue.folders.connect(self._set_folders)
        catalogue.status.connect(self._set_status)
        catalogue.added.connect(self._added)
        catalogue.removed.connect(self._removed)
        catalogue.refused.connect(self._refused)
        catalogue.retried.connect(self._retried)
        catalogue.failures.connect(self._failures_dialog.set_failures)
        catalogue.problem.connect(self._line.set_problem)

    def _connect_widgets(self) -> None:
        line = self._line
        line.pause_wanted.connect(self._pause)
        line.resume_wanted.connect(self._resume)
        line.cancel_wanted.connect(self._cancel)
        line.continue_wanted.connect(self._go_on)
        line.failures_wanted.connect(self.show_failures)
        line.folders_wanted.connect(self.show_folders)
        self._folders_dialog.add_wanted.connect(self.add_wanted)
        self._folders_dialog.remove_wanted.connect(self._remove)
        self._folders_dialog.rescan_wanted.connect(self.rescan)
        self._failures_dialog.retry_wanted.connect(self._retry)

    def _pause(self) -> None:
        self._backend.indexing.pause()

    def _resume(self) -> None:
        self._backend.indexing.resume()

    def _cancel(self) -> None:
        self._line.set_run(Run.STOPPING)
        self._backend.indexing.cancel()

    def _look(self) -> None:
        self._backend.catalogue.refresh()

    def _remove(self, folder_id: int) -> None:
        self._backend.catalogue.remove(folder_id)

    def _retry(self, item_ids: Sequence[int] | None) -> None:
        self._backend.catalogue.retry(item_ids)

    def _begin(self) -> None:
        self._ready = True
        self._line.set_problem(None)
        self._backend.catalogue.refresh()
        self._look_timer.start()

    def _go_on(self) -> None:
        self._line.set_problem(None)
        if self._ready:
            self._backend.indexing.request()
        else:
            self._backend.search.open()

    def _set_folders(self, folders: list[Folder]) -> None:
        self._folders_dialog.set_folders(folders)
        self.folders_changed.emit(folders)
        if folders:
            self._settings.had_folders = True
        if self._begun:
            return
        self._begun = True
        if folders:
            self._backend.indexing.request()
        elif not self._settings.had_folders:
            self._backend.catalogue.add_if_there(self._demo)

    def _set_status(self, status: Status) -> None:
        self._status = status
        self._line.set_status(status)
        self.status_changed.emit(status)

    def _added(self, folders: list[Folder]) -> None:
        self._backend.indexing.request([folder.id for folder in folders])

    def _removed(self) -> None:
        """A run may be reading pictures of the folder that is gone."""
        self._backend.indexing.begin_anew()

    def _refused(self, path: Path, problem: Problem, _detail: str) -> None:
        self._line.show_message(f"{path.name or path}: {problem_text.sentence(problem)}")

    def _retried(self, count: int) -> None:
        self._line.show_message(
            counted(count, self.tr("1 picture is read again"), self.tr("{count} pictures are read again"))
        )
        self._backend.catalogue.list_failures()
        self._backend.indexing.request()

    def _index_started(self) -> None:
        self._line.set_run(Run.PAUSING if self._backend.indexing.is_paused else Run.RUNNING)

    def _index_counts(self, status: Status) -> None:
        """The counts of the folders follow more slowly, as asking for them touches each folder's disk."""
        self._set_status(status)
        if not self._folders_timer.isActive():
            self._folders_timer.start()

    def _index_paused(self, paused: bool) -> None:
        if self._line.run() not in {Run.IDLE, Run.STOPPING}:
            self._line.set_run(Run.PAUSING if paused else Run.RUNNING)

    def _index_waits(self) -> None:
        if self._line.run() is Run.PAUSING:
            self._line.set_run(Run.PAUSED)

    def _index_stopped(self, _cancelled: bool) -> None:
        self._line.set_run(Run.IDLE)
        self._backend.catalogue.refresh()
        if self._failures_dialog.isVisible():
            self._backend.catalogue.list_failures()


def _to_front(dialog: QWidget) -> None:
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()
