"""The ways of comparing pictures that the benchmarks set side by side."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.calibration import Calibration
from index.codes import CodeRows
from index.encoder import Encoder
from index.exact import RERANKED, exact_likeness
from index.ranking import rerank
from index.records import Facet
from models.network import Network, NetworkInfo
from models.vectors import cosines
from tests.benchmarks.described import HASHES, Described
from tests.benchmarks.measures import Scores

_STEP = 1e-9
"""What matches of one shown similarity are set apart by, so that they count in the order they are shown in."""

Method = Callable[[Described, Described], Scores]
"""Takes queries and what is searched."""


def methods(networks: Sequence[Path]) -> dict[str, Method]:
    """Return codes and features of networks by facet, and the hashes of imagehash, by name.

    Codes are ranked by eq. 6, and `program` as the program ranks: the first of them again by exact likeness. A network
    whose folder has no codebook gives features only.
    """
    found: dict[str, Method] = {}
    for folder in networks:
        found |= dict(_of_network(folder, NetworkInfo.read(folder).id))
    return found | {f"imagehash {name}": _hashes(name) for name in HASHES}


def facet_parts(info: NetworkInfo) -> dict[Facet, slice]:
    """Which part of E each facet compares."""
    return {Facet.OVERALL: slice(None), Facet.CUT: info.cut, Facet.PRINT: info.print}


def centred_cosines(queries: NDArray[np.float32], known: NDArray[np.float32]) -> Scores:
    """Cosines of features, less the mean of those searched: they crowd in a narrow cone."""
    mean = known.mean(0)
    return cosines(queries - mean, known - mean)


def _of_network(folder: Path, name: str) -> Iterator[tuple[str, Method]]:
    if (folder / "codebook.npz").exists():
        encoder = Encoder.of(Network(folder))
        for facet in Facet:
            codes = _codes(encoder, str(folder), facet)
            yield f"{name} program, {facet}", _reranked(encoder, folder, facet, codes)
            yield f"{name} codes, {facet}", codes
    for facet, part in facet_parts(NetworkInfo.read(folder)).items():
        yield f"{name} features, {facet}", _floats(str(folder), part)


def _codes(encoder: Encoder, network: str, facet: Facet) -> Method:
    def likeness(queries: Described, known: Described) -> Scores:
        columns = CodeRows(encoder.codes(known[network]))
        counts = (
            columns.and_or_counts(code, encoder.facet_words(facet))
            for code in encoder.codes(queries[network])
        )
        return np.array([shared / np.maximum(joined, 1) for shared, joined in counts])

    return likeness


def _reranked(encoder: Encoder, network: Path, facet: Facet, codes: Method) -> Method:
    calibration = Calibration.read(network)

    def likeness(queries: Described, known: Described) -> Scores:
        scores = codes(queries, known)
        exact = exact_likeness(encoder, facet, queries[str(network)], known[str(network)])
        for row, shown in zip(scores, calibration.shown(facet, exact), strict=True):
            by_code = np.argsort(-row, kind="stable")
            order, similarity = rerank(row[by_code], shown[by_code[:RERANKED]])
            row[by_code[order]] = similarity - _STEP * np.arange(len(row))
        return scores

    return likeness


def _floats(network: str, part: slice) -> Method:
    return lambda queries, known: centred_cosines(queries[network][:, part], known[network][:, part])


def _hashes(name: str) -> Method:
    def likeness(queries: Described, known: Described) -> Scores:
        asked, others = queries[name], known[name]
        apart: Scores = asked @ (1 - others).T + (1 - asked) @ others.T
        return -apart

    return likeness
