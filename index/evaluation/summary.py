"""What an evaluation says, in sentences computed from its numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.evaluation.published import OURS, TABLE_2
from index.evaluation.results import Estimate, Evaluation, MethodResult, Relevance, Scores
from index.evaluation.words import Words, joined, method_name, milliseconds, percent

PROGRAM = "program"
MEASURES = ("r1", "r10", "mean_ap")
NAMED = 3
"""Faster methods that the summary names; the table has all."""


@dataclass(frozen=True)
class Summary:
    """The sentences a reader needs first.

    Attributes:
        asked: what was compared and what counts as right.
        best: who is best by each relevance; times: how long a query takes; empty without a result of the program.
        verdict: whether any method does better than the program; `better`: which and where, a line a method.
        closing: how the paper's own comparison comes out here, and which methods gave nothing.
    """

    asked: tuple[str, ...]
    best: Mapping[Relevance, str]
    times: tuple[str, ...]
    verdict: str
    better: tuple[str, ...]
    closing: tuple[str, ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """What was compared, who is best, how long it takes."""
        return (*self.asked, *self.best.values(), *self.times)


def summary(evaluation: Evaluation, words: Words) -> Summary:
    """Say in words what was found."""
    own = next((each for each in evaluation.methods if each.method == PROGRAM), None)
    told = _Told(evaluation, words)
    closing = (*told.repeated(), *told.repeated_times(), *told.failed())
    if own is None or not own.scores:
        failure = (own.failure if own else None) or ""
        asked = (*told.asked(), words["summary"]["failed"].format(failure=failure))
        return Summary(asked, {}, (), "", (), closing)
    better = told.better(own)
    verdict = words["summary"]["beaten" if better else "unbeaten"]
    return Summary(told.asked(), told.best(own), told.times(own), verdict, better, closing)


def measure_text(words: Words, measure: str, value: float) -> str:
    """A value of one of `MEASURES` for readers: shares in percent, precision as a number."""
    return f"{value:.3f}" if measure == "mean_ap" else percent(words, value)


def span_text(measure: str, estimate: Estimate) -> str:
    """The interval of one of `MEASURES`, without a sign of its unit."""
    scale, digits = (1, 3) if measure == "mean_ap" else (100, 1)
    return f"{scale * estimate.low:.{digits}f}–{scale * estimate.high:.{digits}f}"


def ranked(evaluation: Evaluation, relevance: Relevance) -> list[MethodResult]:
    """The methods scored by that relevance, best mean average precision first."""
    scored = [each for each in evaluation.methods if relevance in each.scores]
    return sorted(scored, key=lambda each: -each.scores[relevance].mean_ap.value)


@dataclass(frozen=True)
class _Told:
    evaluation: Evaluation
    words: Words

    def asked(self) -> tuple[str, ...]:
        evaluation, texts = self.evaluation, self.words["summary"]
        asked = texts["asked"].format(
            methods=len(evaluation.methods),
            pictures=f"{evaluation.pictures:,}",
            catalogue=evaluation.catalogue or self.words["demo"],
            queries=f"{evaluation.queries:,}",
        )
        names = [self.words["relevance_in_a_sentence"][each] for each in evaluation.relevances]
        right = texts["right"].format(relevances=self._alternatives(names))
        if evaluation.of_pictures > evaluation.pictures:
            return asked, texts["sample"].format(pictures=f"{evaluation.of_pictures:,}"), right
        return asked, right

    def best(self, own: MethodResult) -> dict[Relevance, str]:
        return {
            relevance: self._best_by(own, relevance)
            for relevance in self.evaluation.relevances
            if relevance in own.scores
        }

    def times(self, own: MethodResult) -> tuple[str, ...]:
        if own.feature is None or own.retrieval is None or own.total is None:
            return ()
        texts = self.words["summary"]
        time = texts["time"].format(
            total=milliseconds(own.total.median),
            feature=milliseconds(own.feature.median),
            retrieval=milliseconds(own.retrieval.median),
            p95=milliseconds(own.total.p95),
            paper=OURS.total,
        )
        timed = sorted((each.total.median, each.method) for each in self.evaluation.methods if each.total)
        quicker = [(median, method) for median, method in timed if median < own.total.median]
        if not quicker:
            return time, texts["fastest"]
        first = [
            self._with_detail(method, self.words["ms"].format(value=milliseconds(median)))
            for median, method in quicker[:NAMED]
        ]
        key = "faster" if len(quicker) <= NAMED else "faster_first"
        return time, texts[key].format(count=len(quicker), methods=joined(self.words, first))

    def better(self, own: MethodResult) -> tuple[str, ...]:
        lines = []
        for method in self.evaluation.methods:
            parts = [
                self.words["summary"]["above"].format(
                    relevance=self.words["relevance"][relevance], measures=above
                )
                for relevance in self.evaluation.relevances
                if relevance in own.scores and relevance in method.scores
                if (above := self._above(method.scores[relevance], own.scores[relevance]))
            ]
            if parts:
                name = method_name(self.words, method.method)
                lines.append(f"{name} – {self.words['semicolon'].join(parts)}")
        return tuple(lines)

    def repeated(self) -> tuple[str, ...]:
        """The paper has its own method before both others in figure 8; is that so here?"""
        for relevance in self.evaluation.relevances:
            trio = [each for each in ranked(self.evaluation, relevance) if each.method in TABLE_2]
            if len(trio) == len(TABLE_2):
                texts = self.words["summary"]
                values = [
                    self._with_detail(each.method, f"{each.scores[relevance].mean_ap.value:.3f}")
                    for each in trio
                ]
                return (
                    texts["repeated"].format(
                        relevance=self.words["relevance_in_a_sentence"][relevance],
                        values=joined(self.words, values),
                        verdict=texts["holds" if trio[0].method == "letter" else "fails"],
                    ),
                )
        return ()

    def repeated_times(self) -> tuple[str, ...]:
        """The paper's own method is the fastest of the three in table 2; is that so here?"""
        trio = sorted(
            (each.total.median, each.method)
            for each in self.evaluation.methods
            if each.method in TABLE_2 and each.total is not None
        )
        if len(trio) < len(TABLE_2):
            return ()
        texts = self.words["summary"]
        values = [
            self._with_detail(method, self.words["ms"].format(value=milliseconds(median)))
            for median, method in trio
        ]
        verdict = texts["fastest_here" if trio[0][1] == "letter" else "slower_here"]
        return (texts["repeated_times"].format(values=joined(self.words, values), verdict=verdict),)

    def failed(self) -> tuple[str, ...]:
        names = [
            self._with_detail(each.method, each.failure)
            for each in self.evaluation.methods
            if each.failure is not None and each.method != PROGRAM
        ]
        if not names:
            return ()
        return (self.words["summary"]["failed_others"].format(methods=joined(self.words, names)),)

    def _best_by(self, own: MethodResult, relevance: Relevance) -> str:
        texts, order = self.words["summary"], ranked(self.evaluation, relevance)
        ours = own.scores[relevance]
        values = {each.method: each.scores[relevance].mean_ap.value for each in order}
        best = max(values.values())
        named = {
            "relevance": self.words["relevance"][relevance],
            "r1": percent(self.words, ours.r1.value),
            "value": f"{best:.3f}",
        }
        if ours.mean_ap.value < best:
            text = texts["best_other"].format(
                **named,
                best=method_name(self.words, order[0].method),
                ours=f"{ours.mean_ap.value:.3f}",
                place=1 + sum(value > ours.mean_ap.value for value in values.values()),
                count=len(order),
            )
        elif equals := [method for method, value in values.items() if value == best and method != PROGRAM]:
            names = [method_name(self.words, method) for method in equals]
            text = texts["best_shared"].format(**named, others=joined(self.words, names))
        elif len(order) > 1:
            following = order[1].method
            name = method_name(self.words, following)
            text = texts["best_ours"].format(**named, next=name, next_value=f"{values[following]:.3f}")
        else:
            text = texts["alone"].format(**named)
        return str(text)

    def _above(self, theirs: Scores, ours: Scores) -> str:
        """In which measures they are above ours; empty if in none."""
        above = []
        for measure in MEASURES:
            their: Estimate = getattr(theirs, measure)
            our: Estimate = getattr(ours, measure)
            if their.value > our.value:
                text = self.words["summary"]["chance" if their.low <= our.high else "against"]
                above.append(
                    text.format(
                        measure=self.words["measures"][measure],
                        value=measure_text(self.words, measure, their.value),
                        ours=measure_text(self.words, measure, our.value),
                    )
                )
        return joined(self.words, above)

    def _with_detail(self, method: str, detail: str) -> str:
        return f"{method_name(self.words, method)}{self.words['brackets'].format(text=detail)}"

    def _alternatives(self, names: Sequence[str]) -> str:
        if len(names) < 2:
            return "".join(names)
        return f"{self.words['comma'].join(names[:-1])}{self.words['or']}{names[-1]}"
