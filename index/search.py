"""One query from picture to ranked matches over the snapshot that is current when it starts."""

import threading
import time
from collections import OrderedDict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from index.candidates import Described, find_candidates
from index.control import Control
from index.exact import RERANKED, exact_likeness
from index.ranking import rank, rerank
from index.reader import content_hash
from index.records import Corners, Facet, Likeness, Match, Query, SearchBatch, SearchReport, Timings
from index.rows import SearchableRows
from index.serving import Served
from index.snapshot import Snapshot
from index.store import Store
from models.decode import decode, read_bytes
from models.network import Network
from models.problems import PictureError, Problem

FIRST_BATCH = 12
BATCH = 48
REMEMBERED_QUERIES = 32

Feature = NDArray[np.float32]


@dataclass(frozen=True)
class _State:
    """What answers a query; replaced as a whole."""

    served: Served
    snapshot: Snapshot


class Search:
    """Answers queries; knows nothing of indexing but the snapshot it is given. Thread-safe."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._state: _State | None = None
        self._replacing = threading.Lock()
        self._remembered = _RecentQueries()

    @property
    def is_ready(self) -> bool:
        """Whether there is something to answer from."""
        return self._state is not None

    def current(self) -> tuple[Served, Snapshot]:
        """What answers now: network and snapshot of one moment."""
        state = self._state
        if state is None:
            raise RuntimeError("serve() comes before current()")
        return state.served, state.snapshot

    def serve(self, served: Served, snapshot: Snapshot) -> None:
        """Answer from this network and snapshot from now on."""
        with self._replacing:
            self._state = _State(served, snapshot)

    def change(self, served: Served, item_ids: Collection[int], rows: SearchableRows, revision: int) -> None:
        """Replace these items by the rows there are of them now; nothing happens while another encoder answers."""
        with self._replacing:
            if self._state is not None and self._state.served is served:
                changed = self._state.snapshot.without(item_ids)
                if len(rows.item_ids):
                    changed = changed.append(rows.item_ids, rows.folder_ids, rows.codes, rows.keys)
                self._state = replace(self._state, snapshot=replace(changed, revision=revision))

    def snapshot(self, served: Served) -> Snapshot | None:
        """What is looked through now; None while another encoder answers, or nothing yet."""
        state = self._state
        return state.snapshot if state is not None and state.served is served else None

    def leave_out(self, *, folder_ids: Collection[int]) -> None:
        """Answer no more with any item of these folders."""
        with self._replacing:
            if self._state is not None:
                kept = self._state.snapshot.without(folder_ids=folder_ids)
                self._state = replace(self._state, snapshot=kept)

    def run(self, query: Query, control: Control) -> Iterator[SearchBatch]:
        """Rank and stream; see `SearchEngine.search`."""
        state = self._state
        if state is None:
            raise RuntimeError("serve() comes before run()")
        encoder = state.served.encoder
        watch = _Watch()
        content, looked = self._look(query, state.served, watch)
        feature = looked.feature
        described = Described.of(encoder, feature)
        control.checkpoint()
        watch.start("lookup")
        own_ids = np.array(list(self._store.items_with_content(content)), np.int64)
        own_rows = state.snapshot.rows_of(own_ids)
        found = find_candidates(
            state.snapshot, encoder, query, described, top=_looked_at(query), own=own_rows
        )
        watch.start("rank")
        item_ids = state.snapshot.item_ids[found.rows]
        own = np.isin(found.rows, own_rows)
        ranking = rank(
            found.and_counts,
            found.or_counts,
            item_ids,
            found.collisions,
            top=_looked_at(query),
            own=own,
        )
        order, similarity = np.arange(len(ranking.rows)), ranking.similarity
        if query.exact:
            exact = self._exact(state, query.facet, feature, ranking.rows[:RERANKED], own_ids)
            order, similarity = rerank(similarity, exact)
        ranking, similarity = ranking.ordered(order[: query.top]), similarity[: query.top]
        familiar = encoder.familiarity.knows(feature)
        likeness = state.served.calibration.likeness(query.facet, similarity)
        if not familiar:
            likeness = _only_own(likeness, int(np.count_nonzero(own)))
        watch.stop()
        report = SearchReport(
            ms=watch.timings(),
            candidates=found.compared,
            indexed=found.indexed,
            strategy=found.strategy,
            reason=found.reason,
            total=len(ranking.rows),
            familiar=familiar,
            alike=len(likeness) - likeness.count(Likeness.LESS_SIMILAR),
            place=looked.place,
        )
        yield from self._stream(
            ranking.collisions,
            similarity,
            ranking.rows,
            likeness=likeness,
            content=content,
            report=report,
            control=control,
        )

    def _look(self, query: Query, served: Served, watch: "_Watch") -> tuple[str, "_Looked"]:
        """The query's content hash, and what is seen in it; a picture of the catalogue has its feature already."""
        watch.start("decode")
        if isinstance(query.picture, int):
            data, content = None, self._store.content_hash(query.picture)
            if content is None:
                raise PictureError(Problem.NOT_FOUND)
        else:
            data = query.picture if isinstance(query.picture, bytes) else read_bytes(query.picture)
            content = content_hash(data)
        key = served.id, content, query.whole
        looked = self._remembered.get(key)
        if looked is None and (known := self._store.feature(content, served.id)) is not None:
            looked = _Looked(known, None)
        if looked is None:
            if data is None:
                raise PictureError(Problem.NOT_FOUND)
            image = decode(data).image
            watch.start("feature")
            looked = _look(served.network, image, whole=query.whole)
        self._remembered.put(key, looked)
        return content, looked

    def _exact(
        self,
        state: _State,
        facet: Facet,
        feature: Feature,
        item_ids: NDArray[np.int64],
        own_ids: NDArray[np.int64],
    ) -> NDArray[np.float64]:
        """The exact similarity of these items (k,); one whose feature is gone meanwhile counts as the least of them."""
        served = state.served
        known, features = self._store.item_features(item_ids.tolist(), served.id)
        if not len(known):
            return np.zeros(0)
        likeness = exact_likeness(served.encoder, facet, feature[None], features)[0]
        found = dict(zip(known.tolist(), served.calibration.shown(facet, likeness).tolist(), strict=True))
        least = min(found.values())
        exact = np.array([found.get(item_id, least) for item_id in item_ids.tolist()])
        exact[np.isin(item_ids, own_ids)] = 1.0
        return exact

    def _stream(
        self,
        collisions: NDArray[np.uint16],
        similarity: NDArray[np.float64],
        item_ids: NDArray[np.int64],
        *,
        likeness: Sequence[Likeness],
        content: str,
        report: SearchReport,
        control: Control,
    ) -> Iterator[SearchBatch]:
        bounds = [0, *range(min(FIRST_BATCH, len(item_ids)), len(item_ids), BATCH), len(item_ids)]
        for start, stop in pairwise(bounds):
            control.checkpoint()
            items = self._store.items(item_ids[start:stop].tolist())
            matches = tuple(
                Match(
                    item_id=item.id,
                    path=item.path,
                    folder=item.folder,
                    similarity=float(similarity[k]),
                    distance=float(1 / similarity[k] - 1) if similarity[k] else None,
                    collisions=int(collisions[k]),
                    same_file=item.content_hash == content,
                    online=item.online,
                    width=item.width,
                    height=item.height,
                    likeness=likeness[k],
                )
                for k in range(start, stop)
                if (item := items.get(int(item_ids[k]))) is not None
            )
            yield SearchBatch(start, matches, report)


def _looked_at(query: Query) -> int | None:
    """How many matches eq. 6 has to give so that the best `top` of them can be told exactly."""
    return max(query.top, RERANKED) if query.exact and query.top is not None else query.top


def _only_own(likeness: Sequence[Likeness], own: int) -> list[Likeness]:
    """Call nothing similar but the very picture asked for, which comes first wherever it is."""
    return [*likeness[:own], *[Likeness.LESS_SIMILAR] * (len(likeness) - own)]


@dataclass(frozen=True)
class _Looked:
    """A query's feature, and the place in the picture that it is of (see `SearchReport`)."""

    feature: Feature
    place: Corners | None


def _look(network: Network, image: Image.Image, *, whole: bool) -> _Looked:
    if whole:
        return _Looked(network.features([image])[0], None)
    looked = network.look(image)
    if looked.place is None:
        return _Looked(looked.feature, None)
    shares = looked.place.corners / image.size
    return _Looked(looked.feature, tuple((float(x), float(y)) for x, y in shares))


_Key = tuple[str, str, bool]
"""Of a query remembered: the network's id, the content, and whether all of the picture counts."""


class _RecentQueries:
    """What was seen in the latest queries, so that another facet or scope needs no second run of the network."""

    def __init__(self) -> None:
        self._looked: OrderedDict[_Key, _Looked] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: _Key) -> _Looked | None:
        with self._lock:
            return self._looked.get(key)

    def put(self, key: _Key, looked: _Looked) -> None:
        with self._lock:
            self._looked[key] = looked
            self._looked.move_to_end(key)
            if len(self._looked) > REMEMBERED_QUERIES:
                self._looked.popitem(last=False)


class _Watch:
    """Measures the steps of a query one after another."""

    def __init__(self) -> None:
        self._ms: dict[str, float] = {}
        self._step = ""
        self._begun = self._started = time.perf_counter()

    def start(self, step: str) -> None:
        self.stop()
        self._step, self._begun = step, time.perf_counter()

    def stop(self) -> None:
        if self._step:
            self._ms[self._step] = (time.perf_counter() - self._begun) * 1000
            self._step = ""

    def timings(self) -> Timings:
        return Timings(**self._ms, total=(time.perf_counter() - self._started) * 1000)
