"""Between the query pane, the search worker and the results: what is searched for and what is shown of it."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PyQt5.QtCore import QObject, pyqtSignal

from app import problem_text
from app.message_page import Offer
from app.query_pane import QueryPane
from app.results_view import ResultsView
from app.sample import Sample
from app.search_worker import SearchWorker
from app.wording import counted
from index.records import Folder, Query, SearchBatch, Status
from models.problems import Problem

TOP = 200


class SearchDesk(QObject):
    """Searches for the sample in hand whenever it, the facet or the folders change, and fills the results.

    While there is nothing to show it says why and what to do next, in the language of now.

    Signals:
        add_wanted(): the user wants to add a folder to the empty catalogue.
    """

    add_wanted = pyqtSignal()

    def __init__(self, worker: SearchWorker, pane: QueryPane, results: ResultsView, parent: QObject) -> None:
        super().__init__(parent)
        self._worker = worker
        self._pane = pane
        self._results = results
        self._status: Status | None = None
        self._folders: Sequence[Folder] = ()
        self._running = False
        self._number = -1
        self._looked_through = 0
        self._say: Callable[[], None] = self._say_idle
        worker.ready.connect(self._ready)
        worker.failed.connect(self._opening_failed)
        worker.batch.connect(self._append)
        worker.problem.connect(self._show_problem)
        worker.ended.connect(self._end)
        pane.facets.chosen.connect(lambda _facet: self.search_again())
        pane.scope.chosen.connect(lambda _folders: self.search_again())
        pane.whole_chosen.connect(self.search_again)
        results.search_with.connect(self._search_item)
        results.search_again_wanted.connect(self.search_again)
        self._say()

    def search(self, sample: Sample) -> None:
        """Search for another sample."""
        self._pane.show_sample(sample)
        self.search_again()

    def search_again(self) -> None:
        """Search for the sample in hand, if there is one."""
        sample = self._pane.sample()
        if sample is None:
            return
        facet = self._pane.facets.facet()
        self._results.start(self._pane.sample_name(), facet)
        self._say = self._say_nothing
        self._running = True
        query = Query(
            sample.picture, facet, self._pane.scope.folders(), TOP, whole=self._pane.is_whole_wanted()
        )
        self._number = self._worker.search(query)

    def set_status(self, status: Status) -> None:
        """The catalogue grew or shrank: say so."""
        self._status = status
        if self._say == self._say_idle:
            self._say()
        self._follow_catalogue()

    def set_folders(self, folders: Sequence[Folder]) -> None:
        """Other folders, or other counts: what is shown of a folder that is gone goes with it."""
        ids = {folder.id for folder in folders}
        some_gone = any(folder.id not in ids for folder in self._folders)
        self._folders = folders
        if some_gone and self._results.count():
            self.search_again()
        self._follow_catalogue()

    def retranslate_ui(self) -> None:
        """Say everything in the language of now."""
        self._say()

    def _ready(self) -> None:
        if self._pane.sample() is None:
            self._say = self._say_idle
            self._say()

    def _opening_failed(self, problem: Problem, detail: str) -> None:
        self._worker.cancel()
        self._running = False
        self._show(lambda: self._say_problem(problem, detail))

    def _append(self, number: int, batch: SearchBatch) -> None:
        if number == self._number:
            self._looked_through = batch.report.indexed
            self._pane.show_place(batch.report.place)
            self._results.append(batch)

    def _show_problem(self, number: int, problem: Problem, _detail: str) -> None:
        if number != self._number:
            return
        self._running = False
        self._pane.show_problem(problem)
        self._show(lambda: self._say_problem(problem, ""))

    def _end(self, number: int) -> None:
        if number != self._number or not self._running:
            return
        self._running = False
        self._results.finish()
        if self._results.count():
            self._looked_through = max(self._looked_through, self._searchable())
        else:
            self._show(self._say_no_match)

    def _search_item(self, item_id: int, path: str) -> None:
        self.search(Sample(item_id, Path(path), item_id))

    def _searchable(self) -> int:
        """How many pictures are searchable where the query looks, as far as is known."""
        scope = self._pane.scope.folders()
        if scope is not None:
            return sum(folder.searchable for folder in self._folders if folder.id in scope)
        return self._status.searchable if self._status else 0

    def _follow_catalogue(self) -> None:
        """Answer a query that found nothing; other results stay under the user's hand, with an offer."""
        new = self._searchable() - self._looked_through
        if self._say == self._say_no_match and new > 0:
            self.search_again()
        elif not self._running and self._results.count():
            self._results.show_news(max(0, new))

    def _show(self, say: Callable[[], None]) -> None:
        self._say = say
        say()

    def _say_nothing(self) -> None:
        """The results speak for themselves."""

    def _say_problem(self, problem: Problem, detail: str) -> None:
        text = problem_text.sentence(problem)
        self._results.show_problem(problem_text.title(problem), f"{text}\n{detail}" if detail else text)

    def _say_idle(self) -> None:
        status = self._status
        if status is None:
            self._results.show_empty(self.tr("One moment…"), self.tr("The catalogue is being opened."))
        elif not status.folders:
            self._results.show_empty(
                self.tr("The catalogue is empty"),
                self.tr("Add the folder that holds your design pictures, or drop it on this window."),
                Offer(self.tr("Add catalogue folder…"), self.add_wanted.emit),
            )
        elif not status.searchable:
            self._results.show_empty(
                self.tr("Nothing is searchable yet"),
                self.tr(
                    "Pictures are read folder by folder; the first can be found as soon as they are read."
                ),
            )
        else:
            self._results.show_empty(
                self.tr("Which designs look like your sample?"),
                counted(
                    status.searchable,
                    self.tr("Drop a sample picture anywhere on this window. It is compared with 1 design."),
                    self.tr(
                        "Drop a sample picture anywhere on this window. It is compared with {count} designs."
                    ),
                ),
            )

    def _say_no_match(self) -> None:
        if self._pane.scope.folders() is not None:
            self._results.show_empty(
                self.tr("Nothing to compare with in these folders"),
                self.tr("Choose other folders under “Look in”, or all of them."),
                Offer(self.tr("Look in all folders"), self._pane.scope.choose_all),
            )
        else:
            self._results.show_empty(
                self.tr("Nothing to compare with yet"),
                self.tr("The search starts by itself as soon as pictures of the catalogue are read."),
            )
