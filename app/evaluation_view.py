"""What an evaluation found, in the window: who is best, table 2 with the scores, and figure 8."""

from collections.abc import Iterator

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.background import Background
from app.chart_view import ChartView
from app.language import Language
from app.table_dialog import dress
from index.evaluation.published import BESIDE
from index.evaluation.results import Estimate, Evaluation, MethodResult, Relevance
from index.evaluation.summary import MEASURES, PROGRAM, measure_text, ranked, span_text, summary
from index.evaluation.words import ReportLanguage, Words, method_name, milliseconds, words_of

TIMES = ("feature", "retrieval", "total")
COLUMNS = 1 + len(TIMES) + 1 + len(MEASURES)
ROW_HEIGHT = 26
HEADER_HEIGHT = 36
ABOVE = "▲ "
NOTHING = "–"


class EvaluationView(QScrollArea):
    """Shows one evaluation, by one relevance at a time; it scrolls where there is little room."""

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._evaluation: Evaluation | None = None
        self._language = Language.ENGLISH
        self._relevance: Relevance | None = None
        self._said = QLabel(self)
        self._said.setObjectName("evaluationSaid")
        self._said.setWordWrap(True)
        self._legend = QLabel(self)
        self._legend.setProperty("role", "quiet")
        self._legend.setWordWrap(True)
        self._segments = QFrame(self)
        self._segments.setObjectName("facets")
        self._group = QButtonGroup(self)
        self._buttons: dict[Relevance, QPushButton] = {}
        self._table = self._make_table()
        self._chart = ChartView(background, self)
        self._lay_out()

    def set_evaluation(self, evaluation: Evaluation, language: Language) -> None:
        """Show this, in this language."""
        if evaluation is not self._evaluation:
            self._evaluation = evaluation
            self._offer([each for each in evaluation.relevances if ranked(evaluation, each)])
        self._language = language
        self._fill()

    def _offer(self, relevances: list[Relevance]) -> None:
        for button in self._buttons.values():
            self._group.removeButton(button)
            button.deleteLater()
        self._buttons = {}
        layout = self._segments.layout()
        assert layout is not None
        for relevance in relevances:
            button = QPushButton(self._segments)
            button.setObjectName(f"relevance{relevance.value.capitalize()}")
            button.setProperty("role", "segment")
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked, relevance=relevance: self._choose(relevance))
            self._group.addButton(button)
            self._buttons[relevance] = button
            layout.addWidget(button)
        self._relevance = relevances[0] if relevances else None
        if self._relevance is not None:
            self._buttons[self._relevance].setChecked(True)
        self._segments.setVisible(len(relevances) > 1)

    def _choose(self, relevance: Relevance) -> None:
        self._relevance = relevance
        self._fill()

    def _fill(self) -> None:
        evaluation, relevance = self._evaluation, self._relevance
        if evaluation is None:
            return
        words = words_of(ReportLanguage(self._language))
        said = summary(evaluation, words)
        best = [said.best[relevance]] if relevance is not None and relevance in said.best else []
        self._said.setText("\n".join([*said.asked[:1], *best, *said.times[:1], *said.closing]))
        for each, button in self._buttons.items():
            button.setText(words["relevance"][each])
            button.setAccessibleName(button.text())
        self._legend.setText(words["scores"]["legend"])
        self._table.setAccessibleName(words["scores"]["heading"])
        self._fill_table(evaluation, relevance, words)
        self._chart.setVisible(relevance is not None)
        if relevance is not None:
            self._chart.set_chart(evaluation, relevance, self._language)
            caption = words["figure"]["caption"].format(relevance=words["relevance"][relevance])
            self._chart.setAccessibleName(caption)

    def _fill_table(self, evaluation: Evaluation, relevance: Relevance | None, words: Words) -> None:
        times = [f"{words['speed'][each]}{words['brackets'].format(text='ms')}" for each in TIMES]
        headers = [words["speed"]["method"], *times, words["speed"]["paper"]]
        self._table.setHorizontalHeaderLabels([*headers, *(words["measures"][each] for each in MEASURES)])
        first = self._table.horizontalHeaderItem(0)
        assert first is not None
        first.setTextAlignment(int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter))
        scored = ranked(evaluation, relevance) if relevance is not None else []
        others = [each for each in evaluation.methods if each not in scored]
        own = next((each for each in scored if each.method == PROGRAM), None)
        self._table.setRowCount(len(scored) + len(others))
        for row, method in enumerate([*scored, *others]):
            cells = [
                method_name(words, method.method),
                *_times(method),
                *_scores(method, own, relevance, words),
            ]
            tip = method.failure or words["method"][method.method]["line"]
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setToolTip(tip)
                if column:
                    item.setTextAlignment(int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter))
                if method.method == PROGRAM:
                    font = item.font()
                    font.setBold(True)
                    item.setFont(font)
                self._table.setItem(row, column, item)
        self._table.setFixedHeight(HEADER_HEIGHT + ROW_HEIGHT * self._table.rowCount())
        self._table.setMinimumWidth(self._width_of_columns())

    def _width_of_columns(self) -> int:
        columns = self._table.horizontalHeader()
        assert columns is not None
        widths = (
            max(columns.sectionSizeHint(column), self._table.sizeHintForColumn(column))
            for column in range(COLUMNS)
        )
        return sum(widths) + 2 * self._table.frameWidth()

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(0, COLUMNS, self)
        table.setObjectName("evaluationTable")
        dress(table)
        rows, columns = table.verticalHeader(), table.horizontalHeader()
        assert rows is not None
        assert columns is not None
        rows.setDefaultSectionSize(ROW_HEIGHT)
        columns.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        columns.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        columns.setFixedHeight(HEADER_HEIGHT - 2)
        table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return table

    def _lay_out(self) -> None:
        segments = QHBoxLayout(self._segments)
        segments.setContentsMargins(3, 3, 3, 3)
        segments.setSpacing(2)
        top = QHBoxLayout()
        top.addWidget(self._segments)
        top.addStretch(1)
        page = QWidget(self)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 12, 0)
        layout.setSpacing(10)
        layout.addWidget(self._said)
        layout.addLayout(top)
        layout.addWidget(self._table)
        layout.addWidget(self._legend)
        layout.addWidget(self._chart, 1)
        self.setWidget(page)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)


def _times(method: MethodResult) -> Iterator[str]:
    for name in TIMES:
        spread = getattr(method, name)
        yield NOTHING if spread is None else f"{milliseconds(spread.median)} ({milliseconds(spread.p95)})"
    paper = BESIDE.get(method.method)
    yield f"{paper.feature} + {paper.retrieval} = {milliseconds(paper.total)}" if paper else ""


def _scores(
    method: MethodResult, own: MethodResult | None, relevance: Relevance | None, words: Words
) -> Iterator[str]:
    for measure in MEASURES:
        if relevance is None or relevance not in method.scores:
            yield NOTHING
            continue
        it: Estimate = getattr(method.scores[relevance], measure)
        is_above = own is not None and it.value > getattr(own.scores[relevance], measure).value
        value, span = measure_text(words, measure, it.value), span_text(measure, it)
        yield f"{ABOVE if is_above else ''}{value} ({span})"
