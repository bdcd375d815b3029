"""The page of a diagnosis: a heading, a sentence and charts for each thing looked at."""

from collections.abc import Sequence

from PyQt5.QtCore import Qt
from PyQt5.QtGui import QWheelEvent
from PyQt5.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from app import diagnosis_plots
from app.chart import Chart
from app.diagnosis_plots import percent
from app.diagnosis_text import FindingWords
from app.wording import file_size, number
from index.diagnosis_records import FAR_DEGREES, NEAR_DEGREES, WANTED_RECALL, Diagnosis, FacetTables
from index.records import Facet

BLOCKS = 4
FACETS = (Facet.CUT, Facet.PRINT)
LEAST_RECALL, MOST_RECALL = 50, 99
SECTION_GAP = 14
MARGIN = 18


class _PercentBox(QSpinBox):
    """A percentage that the wheel changes only where the user has gone to it, and not while the page scrolls by."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setRange(LEAST_RECALL, MOST_RECALL)
        self.setSuffix(" %")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    # Qt overrides

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class DiagnosisPage(QWidget):
    """Shows one diagnosis, and which tables the recall takes that the user wants."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("diagnosisPage")
        self._diagnosis: Diagnosis | None = None
        self._catalogue, self._scope = self._label("catalogueAbout"), self._label("scopeAbout", "quiet")
        self._body = QWidget(self)
        names = ("bits", "pairs", "buckets", "recall", "tables")
        self._headings = {name: self._label(f"{name}Heading", "heading") for name in names}
        self._of_bits, self._of_pairs = self._label("bitsAbout"), self._label("pairsAbout")
        self._of_tables = self._label("tablesAbout")
        self._balance = [Chart(f"balance{at}", self._body) for at in range(BLOCKS)]
        self._overlap = [Chart(f"overlap{at}", self._body) for at in range(BLOCKS)]
        self._occupancy, self._recall, self._work = (
            [Chart(f"{name}_{facet}", self._body) for facet in FACETS]
            for name in ("occupancy", "recall", "work")
        )
        self._of_buckets, self._of_recall, self._suggested, self._now = (
            [self._label(f"{name}_{facet}", role) for facet in FACETS]
            for name, role in (("bucketsAbout", ""), ("recallAbout", ""), ("suggested", ""), ("now", "quiet"))
        )
        self._wanted_label = QLabel(self._body)
        self._wanted = _PercentBox(self._body)
        self._wanted.setObjectName("wantedRecall")
        self._wanted.setValue(round(100 * WANTED_RECALL))
        self._wanted.valueChanged.connect(self._suggest)
        self._wanted_label.setBuddy(self._wanted)
        self._lay_out()
        self.retranslate_ui()

    def show_diagnosis(self, diagnosis: Diagnosis) -> None:
        """Show another diagnosis."""
        self._diagnosis = diagnosis
        self._fill()

    def retranslate_ui(self) -> None:
        """Say everything in the language of now."""
        for name, text in (
            ("bits", self.tr("Bits: is each one set in about half of the pictures?")),
            ("pairs", self.tr("Pairs of bits: does each bit tell something of its own?")),
            ("buckets", self.tr("Buckets: are they small?")),
            ("recall", self.tr("Recall: do the buckets hold what is near?")),
            ("tables", self.tr("Tables that would find more")),
        ):
            self._headings[name].setText(text)
        self._wanted_label.setText(self.tr("&Wanted recall"))
        self._wanted.setAccessibleName(self.tr("Wanted recall"))
        self._fill()

    def _fill(self) -> None:
        """What judges a diagnosis is loaded with the engine, and not before it."""
        diagnosis = self._diagnosis
        self._body.setVisible(diagnosis is not None and bool(diagnosis.blocks))
        if diagnosis is None:
            return
        from index import findings
        from index.sensitivity import found_by_degree

        words = FindingWords()
        self._catalogue.setText(words.sentence(findings.of_catalogue(diagnosis)))
        self._scope.setText(
            self.tr("Looked at {sample} of {pictures} pictures, {queries} of them as queries.").format(
                sample=number(diagnosis.sample),
                pictures=number(diagnosis.pictures),
                queries=number(diagnosis.queries),
            )
        )
        self._scope.setVisible(bool(diagnosis.blocks))
        if not diagnosis.blocks:
            return
        self._of_bits.setText(words.sentence(findings.of_balance(diagnosis)))
        self._of_pairs.setText(words.sentence(findings.of_overlap(diagnosis)))
        for block, balance, overlap in zip(diagnosis.blocks, self._balance, self._overlap, strict=True):
            balance.show_plot(diagnosis_plots.balance(block))
            overlap.show_plot(diagnosis_plots.overlap(block))
        for at, tables in enumerate(diagnosis.facets):
            expected = found_by_degree(tables.bits, tables.tables)
            self._occupancy[at].show_plot(diagnosis_plots.occupancy(tables))
            self._of_buckets[at].setText(words.sentence(findings.of_buckets(tables)))
            self._recall[at].show_plot(diagnosis_plots.recall(tables, expected))
            self._of_recall[at].setText(words.sentence(findings.of_recall(tables)))
        self._suggest()

    def _suggest(self) -> None:
        if self._diagnosis is None or not self._diagnosis.blocks:
            return
        from index.sensitivity import far_agreement, near_agreement

        self._of_tables.setText(
            self.tr(
                "Two pictures {near}° apart agree in one hash function with probability P1 = {p1}, two pictures"
                " {far}° apart with P2 = {p2} (eq. 7). From these, eq. 8 tells for K bits a table how many tables"
                " (L) find a picture {near}° from the query as surely as wanted. Suggested is the pair that makes"
                " a query the least work."
            ).format(
                near=NEAR_DEGREES, far=FAR_DEGREES, p1=f"{near_agreement():.2f}", p2=f"{far_agreement():.2f}"
            )
        )
        for at, tables in enumerate(self._diagnosis.facets):
            self._suggest_for(at, tables, self._diagnosis.pictures)

    def _suggest_for(self, at: int, tables: FacetTables, pictures: int) -> None:
        from index.sensitivity import choice, choices

        tried = choices(tables.pairs, pictures, self._wanted.value() / 100)
        best = min(tried, key=lambda each: each.work)
        now = choice(tables.pairs, pictures, tables.bits, tables.tables)
        self._work[at].show_plot(
            diagnosis_plots.work(
                tables.facet,
                pictures,
                [(each.bits, each.work) for each in tried],
                (best.bits, best.tables, best.work),
            )
        )
        suggested = self.tr(
            "Suggested: {tables} tables of {bits} bits. They find {recall} of what is {near}° away, look at {looked_at}"
            " of the catalogue, and take {memory} of memory."
        )
        present = self.tr(
            "Now: {tables} tables of {bits} bits. They find {recall} of what is {near}° away, look at {looked_at}"
            " of the catalogue, and take {memory} of memory."
        )
        for label, text, which in (
            (self._suggested[at], suggested, best),
            (self._now[at], present, now),
        ):
            label.setText(
                text.format(
                    tables=number(which.tables),
                    bits=number(which.bits),
                    recall=percent(which.recall),
                    near=NEAR_DEGREES,
                    looked_at=percent(which.looked_at, 1),
                    memory=file_size(which.memory),
                )
            )

    def _lay_out(self) -> None:
        wanted = QHBoxLayout()
        wanted.setSpacing(8)
        wanted.addWidget(self._wanted_label)
        wanted.addWidget(self._wanted)
        wanted.addStretch(1)
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(8)
        self._add_section(body, "bits", [self._of_bits], [self._balance])
        self._add_section(body, "pairs", [self._of_pairs], [self._overlap])
        self._add_section(body, "buckets", [], [self._occupancy, self._of_buckets])
        self._add_section(body, "recall", [], [self._recall, self._of_recall])
        self._add_section(body, "tables", [self._of_tables], [])
        body.addLayout(wanted)
        body.addLayout(_columns([self._work, self._suggested, self._now]))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(6)
        layout.addWidget(self._catalogue)
        layout.addWidget(self._scope)
        layout.addWidget(self._body)
        self.setMinimumWidth(self._body.minimumSizeHint().width() + 2 * MARGIN)
        layout.addStretch(1)

    def _add_section(
        self,
        body: QVBoxLayout,
        name: str,
        words: Sequence[QLabel],
        rows: Sequence[Sequence[QWidget]],
    ) -> None:
        body.addSpacing(SECTION_GAP)
        body.addWidget(self._headings[name])
        for label in words:
            body.addWidget(label)
        if rows:
            body.addLayout(_columns(rows))

    def _label(self, name: str, role: str = "") -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setProperty("role", role)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label


def _columns(rows: Sequence[Sequence[QWidget]]) -> QGridLayout:
    """Widgets in rows, all columns equally wide."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(8)
    for row, widgets in enumerate(rows):
        for column, widget in enumerate(widgets):
            grid.addWidget(widget, row, column, Qt.Alignment())
            grid.setColumnStretch(column, 1)
    return grid
