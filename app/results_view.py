"""The right side of the window: the matches as a grid, or a page that says why there are none."""

from PyQt5.QtCore import QEvent, QModelIndex, Qt, QTimer, pyqtSignal
from PyQt5.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from app.fold_bar import FoldBar
from app.message_page import MessagePage, Offer
from app.result_actions import ResultActions
from app.results_header import ResultsHeader
from app.results_list import ResultsList
from app.results_model import ResultsModel
from app.thumbnails import ThumbnailLoader
from index.records import Facet, Match, SearchBatch, SearchReport

HOLD_FROM = 2000
LINGER_MS = 250


class ResultsView(QWidget):
    """The matches of the search in hand, best first, and what can be done with them.

    Calls come in this order: `start`, `append` for each batch, `finish`; or `show_problem` / `show_empty` at
    any time. Titles and texts of those pages are the caller's, who says them again in another language.

    Matches of the search before linger a moment, so that an answer that comes at once does not flicker. Matches that
    are less similar are folded away until the user unfolds them; later searches keep it so.

    Signals:
        search_with(item_id, path): look for designs like this match.
        search_again_wanted(): compare the pictures that are new since the search, too.
        status_message(text): something to tell in the status line.
        thumbnail_size_changed(size): the user chose another thumbnail size.
    """

    search_with = pyqtSignal(int, str)
    search_again_wanted = pyqtSignal()
    status_message = pyqtSignal(str)
    thumbnail_size_changed = pyqtSignal(int)

    def __init__(self, thumbnails: ThumbnailLoader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("resultsView")
        self._label = ""
        self._facet = Facet.OVERALL
        self._report: SearchReport | None = None
        self._searching = False
        self._lingering = QTimer(self)
        self._lingering.setSingleShot(True)
        self._lingering.setInterval(LINGER_MS)
        self._lingering.timeout.connect(self._begin)
        self._held: list[Match] = []
        self._model = ResultsModel(self)
        self._list = ResultsList(thumbnails, self)
        self._list.setObjectName("results")
        self._list.setModel(self._model)
        self._actions = ResultActions(self._list, self)
        self._header = ResultsHeader(self)
        self._note = QLabel(self)
        self._note.setObjectName("resultsNote")
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        self._note.setWordWrap(True)
        self._none_alike = MessagePage("noneAlike", self)
        self._fold = FoldBar(self)
        self._fold.toggled.connect(self._unfold)
        self._message = MessagePage("resultsMessage", self)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._message)
        self._pages.addWidget(self._make_results_page())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)
        self._list.doubleClicked.connect(self._open_index)
        self._list.menu_wanted.connect(self._actions.show_menu)
        self._list.size_stepped.connect(self._step_size)
        self._actions.search_with.connect(self.search_with)
        self._actions.told.connect(self.status_message)
        self._header.search_again_wanted.connect(self.search_again_wanted)
        self._header.size_chosen.connect(self._resize_thumbnails)
        self.setFocusProxy(self._list)
        self.setTabOrder(self._list, self._fold)
        self.retranslate_ui()

    def start(self, query_label: str, facet: Facet = Facet.OVERALL) -> None:
        """Begin a new search by that facet: the old matches go when the first new ones come, or a moment later."""
        had_matches = self.count() > 0 or self._lingering.isActive()
        self._label = query_label
        self._facet = facet
        self._report = None
        self._searching = True
        self._held.clear()
        self._header.set_news(0)
        if not had_matches:
            self._begin()
        elif not self._lingering.isActive():
            self._lingering.start()

    def append(self, batch: SearchBatch) -> None:
        """Add the next matches. A long list is added to rarely: each time all of it is laid out again."""
        self._end_lingering()
        self._report = batch.report
        self._held.extend(batch.matches)
        if self.count() < HOLD_FROM or len(self._held) >= self.count() // 2:
            self._let_go()
        self._tell()

    def finish(self) -> None:
        """All matches are there."""
        self._end_lingering()
        self._searching = False
        self._let_go()
        self._tell()

    def show_problem(self, title: str, text: str) -> None:
        """Say what went wrong instead of showing matches."""
        self._show_message()
        self._message.say(title, text, problem=True)

    def show_empty(self, title: str, text: str, offer: Offer | None = None) -> None:
        """Say what to do next where there is nothing to show, perhaps with a button that does it."""
        self._show_message()
        self._message.say(title, text, problem=False, offer=offer)

    def show_news(self, count: int) -> None:
        """Offer to search again, as so many pictures have been read since."""
        self._header.set_news(count)

    def clear(self) -> None:
        """Remove the matches; the page stays."""
        self._searching = False
        self._report = None
        self._label = ""
        self._remove_matches()
        self._tell()

    def count(self) -> int:
        """How many matches the search in hand has, folded away or not."""
        return 0 if self._lingering.isActive() else self._model.match_count()

    def unfold(self) -> None:
        """Show what is less similar, too."""
        self._fold.setChecked(True)

    def thumbnail_size(self) -> int:
        """Thumbnail size in pixels, for the caller to remember."""
        return self._list.picture_size()

    def set_thumbnail_size(self, size: int) -> None:
        """Use a remembered thumbnail size."""
        self._header.set_size(size)

    def retranslate_ui(self) -> None:
        """Say everything in the language of now."""
        self._list.setAccessibleName(self.tr("Similar designs"))
        self._list.setAccessibleDescription(self.tr("Designs of the catalogue, the most similar first"))
        self._note.setText(self.tr("No design looks much like this picture; these come closest."))
        self._actions.retranslate_ui()
        self._header.retranslate_ui()
        self._tell()
        self._list.viewport().update()

    def _make_results_page(self) -> QWidget:
        page = QWidget(self)
        page.setObjectName("resultsPage")
        self._note.setContentsMargins(12, 0, 12, 8)
        self._body = QStackedWidget(page)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._header)
        layout.addWidget(self._note)
        self._body.addWidget(self._list)
        self._body.addWidget(self._none_alike)
        layout.addWidget(self._body, 1)
        layout.addWidget(self._fold)
        return page

    def _begin(self) -> None:
        self._remove_matches()
        self._list.scrollToTop()
        self._pages.setCurrentIndex(1)
        self._tell()

    def _end_lingering(self) -> None:
        if self._lingering.isActive():
            self._begin()

    def _show_message(self) -> None:
        self.clear()
        self._pages.setCurrentIndex(0)

    def _let_go(self) -> None:
        self._keep_folded()
        self._model.append(self._held)
        self._held.clear()
        if self._list.hasFocus():
            self._list.begin_at_first()

    def _remove_matches(self) -> None:
        self._lingering.stop()
        self._held.clear()
        self._model.clear(self._facet)

    def _tell(self) -> None:
        report, unfolded = self._report, self._fold.isChecked()
        less_similar = report.total - report.alike if report else 0
        none_alike = report is not None and report.total == less_similar > 0
        self._fold.set_count(less_similar)
        self._note.setVisible(none_alike and unfolded)
        self._body.setCurrentIndex(int(none_alike and not unfolded))
        if none_alike:
            self._say_none_alike()
        self._header.set_result(self._label, report, self.count(), searching=self._searching)

    def _say_none_alike(self) -> None:
        self._none_alike.say(
            self.tr("No design looks much like this picture"),
            self.tr("Even those that come closest are not really similar."),
            problem=False,
            offer=Offer(self.tr("Show what comes closest"), self._show_closest),
        )

    def _show_closest(self) -> None:
        self.unfold()
        self._list.setFocus()

    def _unfold(self, _unfolded: bool) -> None:
        bar = self._list.verticalScrollBar()
        place = bar.value()
        self._keep_folded()
        self._list.executeDelayedItemsLayout()
        bar.setValue(place)
        self._tell()

    def _keep_folded(self) -> None:
        if self._report is not None:
            self._model.set_limit(None if self._fold.isChecked() else self._report.alike)

    def _resize_thumbnails(self, size: int) -> None:
        self._list.set_picture_size(size)
        self.thumbnail_size_changed.emit(size)

    def _step_size(self, steps: int) -> None:
        self._header.set_size_step(self._header.size_step() + steps)

    def _open_index(self, index: QModelIndex) -> None:
        self._actions.open_match(self._model.match_at(index.row()))

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate_ui()
