"""Whether catalogues mixed from real designs are like real ones: a tenth, mixed to as many, beside them all."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from index.codes import CodeRows
from index.graph import Graph
from index.ranking import jaccard
from index.records import Facet
from tests.benchmarks.mixing import Designs

NEAREST = 10
"""Of this many nearest of each picture it is counted how often a picture is among them."""

BUCKETS = {"1": (1, 2), "2-9": (2, 10), "10-99": (10, 100), "100-": (100, np.inf)}
"""Sizes of buckets, from and below."""

_ASKED = 100
_PLACES = {"1st": 1, "10th": 10, "50th": 50}


def resemblance(real: Designs) -> str:
    """Two tables: how near pictures are to one another and how often among the nearest, and how full buckets are."""
    random = np.random.default_rng(1)
    count = len(real.features)
    tenth = replace(real, features=real.features[random.permutation(count)[: count // 10]])
    between = tenth.between(np.arange(count - len(tenth.features)) % len(tenth.features), random)
    mixed = replace(real, features=np.concatenate([tenth.features, between]))
    sides = {"real": real, "a tenth of them": tenth, "the tenth, mixed": mixed}
    return "\n".join(
        [
            _line("", [*_PLACES, "median", "bits set", "most", "none"]),
            *(_line(name, _nearness(side, random)) for name, side in sides.items()),
            "",
            _line("", BUCKETS),
            *(_line(name, _bucket_shares(side)) for name, side in sides.items()),
        ]
    )


def _line(name: str, cells: Iterable[str]) -> str:
    return f"{name:18}" + "".join(f"{cell:>10}" for cell in cells)


def _nearness(designs: Designs, random: np.random.Generator) -> list[str]:
    """Similarities and set bits in the mean, and how often a picture is among another's nearest: at most, and never."""
    codes = CodeRows(designs.codes)
    asked = designs.codes[random.permutation(len(codes))[:_ASKED]]
    similarity = np.stack([np.sort(jaccard(*codes.and_or_counts(code)))[::-1] for code in asked])
    means = similarity[:, [*_PLACES.values(), len(codes) // 2]].mean(axis=0)
    among = np.bincount(_nearest(designs).ravel(), minlength=len(codes))
    bits = np.bitwise_count(designs.codes).sum(axis=1).mean()
    return [*(f"{mean:.3f}" for mean in means), f"{bits:.0f}", str(among.max()), f"{(among == 0).mean():.3f}"]


def _nearest(designs: Designs) -> NDArray[np.int64]:
    """For each picture the rows of the others most like it by their codes, (pictures, NEAREST)."""
    words = designs.encoder.facet_words(Facet.OVERALL)
    graph = Graph.over(CodeRows(designs.codes), words, lambda: None)
    found = (graph.nearest(code[words], NEAREST + 1)[0] for code in designs.codes)
    return np.stack([rows[rows != row][:NEAREST] for row, rows in enumerate(found)])


def _bucket_shares(designs: Designs) -> list[str]:
    """Shares of pictures in buckets of these sizes, over all tables."""
    sizes = np.concatenate([np.unique(column, return_counts=True)[1] for column in designs.keys.T])
    shares = (sizes[(sizes >= low) & (sizes < end)].sum() / sizes.sum() for low, end in BUCKETS.values())
    return [f"{share:.3f}" for share in shares]
