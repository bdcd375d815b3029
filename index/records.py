"""What the search engine takes and gives: plain frozen records, shared with the window and the commands."""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from models.problems import Problem


class Facet(StrEnum):
    """Which kind of likeness is asked for."""

    OVERALL = "overall"
    CUT = "cut"
    PRINT = "print"


class Likeness(StrEnum):
    """How alike two pictures are in words, nearest first; what `SAME` means depends on the facet."""

    SAME = "same"
    VERY_SIMILAR = "very similar"
    SIMILAR = "similar"
    LOOSELY_RELATED = "loosely related"
    LESS_SIMILAR = "less similar"


class Strategy(StrEnum):
    """How candidates are found: eq. 6 ranks what buckets propose, what the way through a graph meets, or every code."""

    LSH = "lsh"
    GRAPH = "graph"
    SCAN = "scan"


class Reason(StrEnum):
    """Why candidates were found the way they were."""

    ASKED_FOR = "asked for"
    FEW_CODES = "comparing every code takes no longer than following a graph of them, and misses nothing"
    MANY_CODES = "following a graph of the codes is faster than comparing every one"
    TOO_FEW_FOUND = "fewer matches than were wanted were found so"


@dataclass(frozen=True)
class Folder:
    """One root folder of the catalogue.

    Attributes:
        name: the folder's last path component, made unique among the folders with a number.
        online: whether the folder could be reached at the last look.
        pictures, searchable, failed: counts of its items.
    """

    id: int
    name: str
    path: Path
    online: bool
    pictures: int
    searchable: int
    failed: int


@dataclass(frozen=True)
class Adaptation:
    """How the encoder came to fit this catalogue.

    Attributes:
        network: id of the network whose features it was learnt from.
        at: when, ISO 8601 with the offset from UTC.
        pictures: different pictures of the catalogue then; sample: how many of them were learnt from.
        seed: draws the same sample again.
        found_before, found_after: share of reference photos that find their design first among the references
            and the sample, with the network's own encoder and with the adapted one.
    """

    network: str
    at: str
    pictures: int
    sample: int
    seed: int
    found_before: float
    found_after: float


@dataclass(frozen=True)
class Status:
    """What is in the catalogue now.

    Attributes:
        searchable: pictures that a search looks through.
        pending: pictures known but not read yet.
        failed: pictures that could not be read.
        folders: number of root folders; `offline` of them cannot be reached.
        model_id: the network the searchable vectors were made with.
        updating_to: id of the newer network the catalogue is being re-read for, else None.
        adaptation: how the encoder was adapted to the catalogue; None while the network's own answers.
    """

    searchable: int
    pending: int
    failed: int
    folders: int
    offline: int
    model_id: str
    updating_to: str | None = None
    adaptation: Adaptation | None = None


@dataclass(frozen=True)
class Failure:
    """A picture of the catalogue that could not be read, and why."""

    item_id: int
    path: Path
    folder: str
    problem: Problem
    detail: str = ""


Corners = tuple[tuple[float, float], ...]
"""Four corners clockwise, as shares of a picture's width and height; outside 0 to 1 where they lie outside of it."""


@dataclass(frozen=True)
class Query:
    """What to look for.

    Attributes:
        picture: a file, the bytes of a picture file, or the id of an item of the catalogue.
        facet: the likeness asked for.
        folders: ids of the folders to look in; None for all.
        top: how many matches at most; None for all.
        strategy: insist on one way of finding candidates; None lets the engine choose.
        exact: whether the first matches are ranked again by their features; without, eq. 6 alone ranks.
        whole: whether all of the picture counts, instead of what it is a photo of.
    """

    picture: Path | bytes | int
    facet: Facet = Facet.OVERALL
    folders: frozenset[int] | None = None
    top: int | None = 50
    strategy: Strategy | None = None
    exact: bool = True
    whole: bool = False


@dataclass(frozen=True)
class Match:
    """One item of the catalogue beside the query.

    Attributes:
        path: absolute path of the picture; folder: name of its root folder.
        similarity: 1 / (1 + distance), from 0 to 1; 1 for the picture itself.
        distance: spherical Hamming distance (eq. 6), for the first matches as their features tell it, on the scale
            of the codes; None where it is infinite.
        collisions: in how many hash tables item and query share a bucket.
        same_file: whether item and query hold the very same bytes.
        online: whether the item's folder can be reached.
        width, height: pixels, after rotation; 0 if unknown.
        likeness: the similarity in words; `SAME` for the very same file.
    """

    item_id: int
    path: Path
    folder: str
    similarity: float
    distance: float | None
    collisions: int
    same_file: bool = False
    online: bool = True
    width: int = 0
    height: int = 0
    likeness: Likeness = Likeness.LESS_SIMILAR


@dataclass(frozen=True)
class Timings:
    """Milliseconds each step of one query took."""

    decode: float = 0.0
    feature: float = 0.0
    lookup: float = 0.0
    rank: float = 0.0
    total: float = 0.0


@dataclass(frozen=True)
class SearchReport:
    """How one search went.

    Attributes:
        candidates: items whose codes were compared; indexed: items in scope.
        strategy: how candidates were found; reason: why.
        total: how many matches the search gives in all.
        familiar: False if the query is unlike all that the encoder was fitted on (`index.familiarity`), so that
            nothing in the catalogue can be called similar.
        alike: how many of all matches, the first ones, are called more than less similar.
        place: where in the picture lies what alone was compared, from its own top left; None for all of the picture.
    """

    ms: Timings
    candidates: int
    indexed: int
    strategy: Strategy
    reason: Reason
    total: int
    familiar: bool = True
    alike: int = 0
    place: Corners | None = None


@dataclass(frozen=True)
class SearchBatch:
    """The next matches in rank order, the first of which has rank `first` (from 0)."""

    first: int
    matches: tuple[Match, ...]
    report: SearchReport


class Phase(StrEnum):
    """What indexing is doing."""

    SCAN = "scan"
    READ = "read"
    UPDATE = "update"


@dataclass(frozen=True)
class IndexProgress:
    """Where indexing stands.

    Attributes:
        phase: looking for changes, reading new pictures, or re-reading the catalogue for a newer network.
        done, total: pictures of this phase (total grows during SCAN); failed: of those done.
        folder: name of the folder at work, may be empty.
        seconds_left: estimate for this phase, None while unknown.
        problems: folders that could not be scanned, or went away since, as (name, problem).
    """

    phase: Phase
    done: int
    total: int
    failed: int = 0
    folder: str = ""
    seconds_left: float | None = None
    problems: tuple[tuple[str, Problem], ...] = field(default=())


class AdaptPhase(StrEnum):
    """What adapting to the catalogue is doing."""

    COLLECT = "collect"
    LEARN = "learn"
    CHECK = "check"
    ENCODE = "encode"


@dataclass(frozen=True)
class AdaptProgress:
    """Where adapting stands.

    Attributes:
        phase: collecting features, learning from them, checking what was learnt, or, once that is swapped in,
            making the catalogue's codes anew.
        done, total: steps of this phase.
    """

    phase: AdaptPhase
    done: int
    total: int
