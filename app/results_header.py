"""The bar over the results: how the search went, what is new since, and the thumbnails' size."""

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QHBoxLayout, QPushButton, QSlider, QWidget

from app.elided_label import ElidedLabel
from app.results_list import DEFAULT_SIZE
from app.wording import counted, number
from index.records import Reason, SearchReport, Strategy

SMALLEST, LARGEST, STEP = 96, 288, 16


class ResultsHeader(QWidget):
    """One line; nothing below it moves when its parts come and go.

    Signals:
        search_again_wanted(): the user wants the new pictures compared too.
        size_chosen(size): thumbnails shall be about so many pixels large.
    """

    search_again_wanted = pyqtSignal()
    size_chosen = pyqtSignal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = ""
        self._report: SearchReport | None = None
        self._count = 0
        self._searching = False
        self._news = 0
        self._line = ElidedLabel(parent=self)
        self._line.setObjectName("resultsHeader")
        self._again = QPushButton(self)
        self._again.setObjectName("resultsSearchAgain")
        self._again.setProperty("role", "link")
        self._again.clicked.connect(self.search_again_wanted)
        self._slider = self._make_slider()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 4, 12, 4)
        layout.setSpacing(12)
        layout.addWidget(self._line, 4)
        layout.addWidget(self._again)
        layout.addWidget(self._slider, 1)
        self.retranslate_ui()
        self.setMinimumHeight(self._again.sizeHint().height() + 8)

    def set_result(self, label: str, report: SearchReport | None, count: int, *, searching: bool) -> None:
        """How the search for a sample of that label stands and how many matches there are."""
        self._label, self._report, self._count, self._searching = label, report, count, searching
        self._news = 0
        self._tell()

    def set_news(self, count: int) -> None:
        """So many pictures have been read since the search."""
        self._news = count
        self._tell_news()

    def size_step(self) -> int:
        """Where the slider stands."""
        return self._slider.value()

    def set_size_step(self, step: int) -> None:
        """Move the slider."""
        self._slider.setValue(step)

    def set_size(self, size: int) -> None:
        """Move the slider to a size in pixels."""
        self._slider.setValue(round((min(LARGEST, max(SMALLEST, size)) - SMALLEST) / STEP))

    def retranslate_ui(self) -> None:
        """Say everything in the language of now."""
        self._slider.setAccessibleName(self.tr("Thumbnail size"))
        self._slider.setToolTip(self.tr("Thumbnail size (Ctrl and mouse wheel)"))
        self._again.setToolTip(
            self.tr("These pictures were read after the search. Compare them too (Ctrl+R).")
        )
        self._tell()

    def _make_slider(self) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal, self)
        slider.setObjectName("thumbnailSize")
        slider.setRange(0, (LARGEST - SMALLEST) // STEP)
        slider.setPageStep(2)
        slider.setMinimumWidth(72)
        slider.setMaximumWidth(120)
        slider.setValue((DEFAULT_SIZE - SMALLEST) // STEP)
        slider.valueChanged.connect(lambda step: self.size_chosen.emit(SMALLEST + step * STEP))
        return slider

    def _tell(self) -> None:
        self._line.set_line(self._headline(), "" if self._report is None else self._how(self._report))
        self._tell_news()

    def _tell_news(self) -> None:
        text = counted(
            self._news,
            self.tr("1 new picture – search again"),
            self.tr("{count} new pictures – search again"),
        )
        self._again.setText(text)
        self._again.setAccessibleName(text)
        self._again.setVisible(self._news > 0)

    def _headline(self) -> str:
        report, count = self._report, self._count
        if report is None:
            searching = self.tr("Searching for designs like {query} …").format(query=self._label)
            return searching if self._searching else ""
        if self._searching and count < report.total:
            designs = self.tr("{count} of {total} designs").format(
                count=number(count), total=number(report.total)
            )
        elif report.total > 0 and report.alike == 0:
            designs = self.tr("None of {indexed} designs is related").format(indexed=number(report.indexed))
        elif report.alike < report.total:
            many = self.tr("{count} related designs of {indexed}")
            designs = (self.tr("1 related design of {indexed}") if report.alike == 1 else many).format(
                count=number(report.alike), indexed=number(report.indexed)
            )
        elif count == 1:
            designs = self.tr("1 design")
        elif count < report.indexed:
            designs = self.tr("The {count} most similar of {indexed} designs").format(
                count=number(count), indexed=number(report.indexed)
            )
        else:
            designs = self.tr("{count} designs, most similar first").format(count=number(count))
        took = self.tr("{ms} ms").format(ms=number(round(report.ms.total)))
        return " · ".join(part for part in (designs, self._label, took) if part)

    def _how(self, report: SearchReport) -> str:
        lines = [
            self._way(report),
            self.tr("{candidates} of {indexed} pictures ranked").format(
                candidates=number(report.candidates), indexed=number(report.indexed)
            ),
        ]
        steps = {
            self.tr("Read picture"): report.ms.decode,
            self.tr("Compute feature"): report.ms.feature,
            self.tr("Find candidates"): report.ms.lookup,
            self.tr("Rank"): report.ms.rank,
            self.tr("Total"): report.ms.total,
        }
        lines += [self.tr("{step}: {ms} ms").format(step=step, ms=f"{ms:.1f}") for step, ms in steps.items()]
        return "\n".join(lines)

    def _way(self, report: SearchReport) -> str:
        if report.strategy is Strategy.LSH:
            return self.tr("Hash tables proposed the pictures that were compared")
        if report.strategy is Strategy.GRAPH:
            return self.tr("A graph of the catalogue led to the pictures that were compared")
        if report.reason is Reason.TOO_FEW_FOUND:
            return self.tr("Every picture was compared, as too few were found otherwise")
        return self.tr("Every picture was compared")
