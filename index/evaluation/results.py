"""What an evaluation found: plain frozen records that go to JSON and back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Self

from cattrs.errors import BaseValidationError
from cattrs.preconf.json import JsonConverter, make_converter

RECALL_LEVELS = tuple(level / 100 for level in range(101))
"""Where precision is interpolated."""


class Relevance(StrEnum):
    """What a query should find: what shares its cut, its print, both of them, its design family, or its label."""

    CUT = "cut"
    PRINT = "print"
    BOTH = "both"
    FAMILY = "family"
    LABEL = "label"


@dataclass(frozen=True)
class Estimate:
    """A mean over queries with its 95 % confidence interval, by bootstrap over queries."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Spread:
    """Milliseconds a query: the median, and what 95 of 100 queries do not exceed."""

    median: float
    p95: float


@dataclass(frozen=True)
class Scores:
    """How well one method finds what is relevant in one sense. Ties count by their expected value in random order.

    Attributes:
        r1, r10: share of queries with something relevant first, and among the first ten.
        mean_ap: mean average precision.
        precision: interpolated precision at each of `RECALL_LEVELS`, the mean over queries.
        queries: how many had anything to find; the others are left out.
    """

    r1: Estimate
    r10: Estimate
    mean_ap: Estimate
    precision: tuple[float, ...]
    queries: int


@dataclass(frozen=True)
class Shown:
    """One match on a contact sheet.

    Attributes:
        relevant: whether it should be found, by the relevance that the sheets of the evaluation go by.
        similarity: as the method gives it; comparable within the method only.
    """

    picture: Path
    relevant: bool
    similarity: float


@dataclass(frozen=True)
class Sheet:
    """A query and its first matches, best first."""

    query: Path
    matches: tuple[Shown, ...]


@dataclass(frozen=True)
class MethodResult:
    """How one method did.

    Attributes:
        method: its id.
        feature: from the bytes of the query's file to what is compared; retrieval: from there to the first matches;
            total: both. None for a method that failed.
        scores: by relevance; empty for a method that failed.
        failure: why it gave nothing, as one sentence; None if it did not fail.
    """

    method: str
    feature: Spread | None = None
    retrieval: Spread | None = None
    total: Spread | None = None
    scores: Mapping[Relevance, Scores] = field(default_factory=dict)
    sheets: tuple[Sheet, ...] = ()
    failure: str | None = None


@dataclass(frozen=True)
class Machine:
    """What the times were measured on."""

    cpu: str
    cores: int
    memory_gb: float


@dataclass(frozen=True)
class Unread:
    """A picture that was left out, and why, as one sentence."""

    picture: Path
    reason: str


@dataclass(frozen=True)
class Evaluation:
    """All methods over one catalogue.

    Attributes:
        catalogue: its name; empty for the demo, whose name is another in each language.
        pictures: how many were searched; queries: how many of them were asked. A query is never among its own results.
        of_pictures: how many the catalogue has, where only a sample of it was taken.
        apart: name of the label that a query must not share with a picture to be compared with it, or None.
        relevances: in which senses the methods were scored; the sheets go by `sheets_by`.
        network: id of the network that E comes from.
        date: when, ISO 8601 with the offset from UTC.
        unread: pictures left out.
    """

    catalogue: str
    pictures: int
    of_pictures: int
    queries: int
    apart: str | None
    relevances: tuple[Relevance, ...]
    sheets_by: Relevance
    network: str
    machine: Machine
    date: str
    methods: tuple[MethodResult, ...]
    unread: tuple[Unread, ...] = ()

    def to_json(self) -> str:
        """All of it as one JSON object."""
        return _converter().dumps(self)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Undo `to_json`.

        Raises:
            ValueError: the text is not what `to_json` gives.
        """
        try:
            return _converter().loads(text, cls)
        except BaseValidationError as error:
            raise ValueError("this is not the result of an evaluation") from error


@cache
def _converter() -> JsonConverter:
    return make_converter()
