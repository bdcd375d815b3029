"""Whether catalogues mixed from real pictures are like real ones: a tenth, mixed to as many, beside them all."""

from collections.abc import Iterable

import numpy as np

from index.codes import CodeRows
from index.encoder import Encoder
from index.ranking import jaccard
from tests.benchmarks.mixing import Known

NEAREST = 10
"""Of this many nearest of each picture it is counted how often a picture is among them."""

BUCKETS = {"1": (1, 2), "2-9": (2, 10), "10-99": (10, 100), "100-": (100, np.inf)}
"""Sizes of buckets, from and below."""

_ASKED = 100
_PLACES = {"1st": 1, "10th": 10, "50th": 50}
_AT_ONCE = 5000


def resemblance(known: Known, encoder: Encoder) -> str:
    """Two tables: how near pictures are to one another and how often among the nearest, and how full buckets are."""
    random = np.random.default_rng(1)
    count = len(known.codes)
    tenth = Known.of(encoder, known.features[np.sort(random.permutation(count)[: count // 10])])
    rows = np.arange(count - len(tenth.codes)) % len(tenth.codes)
    mixed = np.concatenate([tenth.features, tenth.between(rows, random).astype(np.float16)])
    sides = {"real": known, "a tenth of them": tenth, "the tenth, mixed": Known.of(encoder, mixed)}
    return "\n".join(
        [
            _line("", [*_PLACES, "median", "bits set", "most", "none"]),
            *(_line(name, _nearness(side, random)) for name, side in sides.items()),
            "",
            _line("", BUCKETS),
            *(_line(name, _bucket_shares(side, encoder)) for name, side in sides.items()),
        ]
    )


def _line(name: str, cells: Iterable[str]) -> str:
    return f"{name:18}" + "".join(f"{cell:>10}" for cell in cells)


def _nearness(known: Known, random: np.random.Generator) -> list[str]:
    """Similarities and set bits in the mean, and how often a picture is among another's nearest: at most, and never."""
    whole = CodeRows(known.codes)
    asked = random.permutation(len(whole))[:_ASKED]
    similarity = np.stack([np.sort(jaccard(*whole.and_or_counts(known.codes[row])))[::-1] for row in asked])
    means = similarity[:, [*_PLACES.values(), len(whole) // 2]].mean(axis=0)
    among = np.bincount(known.alike[:, :NEAREST].ravel(), minlength=len(whole))
    bits = np.bitwise_count(known.codes).sum(axis=1).mean()
    return [*(f"{mean:.3f}" for mean in means), f"{bits:.0f}", str(among.max()), f"{(among == 0).mean():.3f}"]


def _bucket_shares(known: Known, encoder: Encoder) -> list[str]:
    """Shares of pictures in buckets of these sizes, over all tables."""
    blocks = (known.features[start : start + _AT_ONCE] for start in range(0, len(known.features), _AT_ONCE))
    keys = np.concatenate([encoder.lsh.keys(block.astype(np.float32)) for block in blocks])
    sizes = np.concatenate([np.unique(column, return_counts=True)[1] for column in keys.T])
    shares = (sizes[(sizes >= low) & (sizes < end)].sum() / sizes.sum() for low, end in BUCKETS.values())
    return [f"{share:.3f}" for share in shares]
