"""Looking for changes: compare the folders with the catalogue and note what is new, changed or gone."""

import time
from collections.abc import Iterator, Sequence

from index.control import Control
from index.records import IndexProgress, Phase
from index.rows import FolderRow
from index.scan import Added, Changed, FileStamp, Unreadable, Vanished, scan_folder
from index.store import Store
from models.problems import EnvironmentProblem, Problem

BATCH = 1000
REPORT_SECONDS = 0.1


def rescan(store: Store, folders: Sequence[FolderRow], control: Control) -> Iterator[IndexProgress]:
    """Bring the catalogue's list of pictures in step with the folders; opens no picture.

    A folder that cannot be reached keeps its entries and is marked offline. Progress counts the changes found.

    Raises:
        Cancelled: at a checkpoint; changes found so far are kept.
        EnvironmentProblem: the catalogue cannot be written.
    """
    problems: list[tuple[str, Problem]] = []
    found = 0
    for folder in folders:
        yield IndexProgress(Phase.SCAN, found, found, folder=folder.name, problems=tuple(problems))
        changes = _Changes(store, folder.id)
        reported = time.monotonic()
        try:
            for change in scan_folder(folder.path, store.stamps(folder.id), control):
                match change:
                    case Added(path, stamp):
                        changes.added.append((path, stamp))
                    case Changed(path, stamp):
                        changes.changed.append((path, stamp))
                    case Vanished(paths):
                        changes.vanished.extend(paths)
                    case Unreadable(path, problem):
                        problems.append((f"{folder.name}/{path}", problem))
                found += 1
                changes.save(at_least=BATCH)
                if time.monotonic() - reported > REPORT_SECONDS:
                    reported = time.monotonic()
                    yield IndexProgress(
                        Phase.SCAN, found, found, folder=folder.name, problems=tuple(problems)
                    )
        except EnvironmentProblem as error:
            if error.problem is not Problem.FOLDER_NOT_FOUND:
                raise
            store.set_online(folder.id, online=False)
            problems.append((folder.name, error.problem))
        else:
            store.set_online(folder.id, online=True)
        finally:
            changes.save(at_least=1)
    yield IndexProgress(Phase.SCAN, found, found, problems=tuple(problems))


class _Changes:
    """Changes of one folder on their way to the store."""

    def __init__(self, store: Store, folder_id: int) -> None:
        self._store = store
        self._folder_id = folder_id
        self.added: list[tuple[str, FileStamp]] = []
        self.changed: list[tuple[str, FileStamp]] = []
        self.vanished: list[str] = []

    def save(self, at_least: int) -> None:
        if len(self.added) + len(self.changed) + len(self.vanished) >= at_least:
            self._store.apply_changes(self._folder_id, self.added, self.changed, self.vanished)
            self.added, self.changed, self.vanished = [], [], []
