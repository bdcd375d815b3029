"""Words for similarity, fitted on pairs of pictures whose likeness is known.

Codes of unrelated pictures have about a third of their bits in common, and how far that varies differs between facets
and networks. So a word is fitted by how seldom strangers earn it: its threshold is the similarity that a stated share
of them reaches. Being thresholds, the words never contradict the order of the results.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.codes import CodeRows
from index.encoder import Encoder
from index.exact import Scale, exact_likeness
from index.ranking import jaccard
from index.records import Facet, Likeness
from index.references import References
from models.problems import EnvironmentProblem, Problem
from models.similarity import NONE

FILE = "calibration.json"
SCALE = "scale"
STRANGERS = {
    Likeness.SAME: 1 / 10_000,
    Likeness.VERY_SIMILAR: 1 / 1000,
    Likeness.SIMILAR: 1 / 100,
    Likeness.LOOSELY_RELATED: 1 / 20,
}
"""The share of strangers that may reach each word; below the last one nothing is called similar."""
STEPS = 10_000
"""Thresholds are whole fractions of it."""

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
Labels = NDArray[np.int64]


@dataclass(frozen=True)
class Calibration:
    """The similarity from which on each word holds.

    Attributes:
        thresholds: for each facet four similarities in (0, 1], strictly descending, for the words of `STRANGERS`.
        scales: for each facet, what an exact likeness is shown as.

    Raises:
        ValueError: a facet is missing or its thresholds are not such.
    """

    thresholds: Mapping[Facet, tuple[float, ...]]
    scales: Mapping[Facet, Scale]

    def __post_init__(self) -> None:
        for facet in Facet:
            found = self.thresholds.get(facet, ()) if facet in self.scales else ()
            falling = all(higher > lower for higher, lower in pairwise((*found, 0.0)))
            if len(found) != len(STRANGERS) or found[0] > 1 or not falling:
                raise ValueError(f"{found} are no thresholds for {facet}")

    @classmethod
    def read(cls, folder: Path) -> "Calibration":
        """The calibration of a network folder.

        Raises:
            EnvironmentProblem: MODEL_DAMAGED.
        """
        path = folder / FILE
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            return cls(
                {facet: tuple(float(data[facet][word]) for word in STRANGERS) for facet in Facet},
                {facet: Scale(*map(tuple, data[facet][SCALE])) for facet in Facet},
            )
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise EnvironmentProblem(Problem.MODEL_DAMAGED, str(path)) from error

    def write(self, folder: Path) -> None:
        """Write `calibration.json` into a network folder."""
        data = {
            facet: {
                **dict(zip(STRANGERS, self.thresholds[facet], strict=True)),
                SCALE: [self.scales[facet].likeness, self.scales[facet].similarity],
            }
            for facet in Facet
        }
        (folder / FILE).write_text(json.dumps(data) + "\n", encoding="utf-8")

    def shown(self, facet: Facet, likeness: Floats) -> Floats:
        """The similarities to show for exact likenesses (see `index.exact`)."""
        return self.scales[facet](likeness)

    def likeness(self, facet: Facet, similarity: Floats) -> list[Likeness]:
        """The words for similarities (n,)."""
        words = list(Likeness)
        return [words[k] for k in np.searchsorted(-np.array(self.thresholds[facet]), -similarity)]


class Kind(StrEnum):
    """What is known of two pictures. A pair may be of several kinds, or of none where labels are unknown.

    By cut, the design is the shape whatever its print; by print, it is the print whatever it is printed on.
    """

    OTHER = "another design"
    UNLIKE = "unlike"
    PHOTO = "photo of it"
    FAMILY = "its family"
    CUT = "same cut"
    PRINT = "same print"


@dataclass(frozen=True)
class Pairs:
    """Queries beside designs, by one facet.

    Attributes:
        similarity: as shown, float64 (queries, designs).
        scale: what it is shown on.
        kinds: which pairs are of each kind, bool (queries, designs).
    """

    similarity: Floats
    scale: Scale
    kinds: Mapping[Kind, Mask]

    def of(self, kind: Kind) -> Floats:
        """The similarities of one kind of pair."""
        return self.similarity[self.kinds[kind]]


def fit_calibration(encoder: Encoder, references: References) -> Calibration:
    """Fit the thresholds so that strangers reach each word as seldom as `STRANGERS` says.

    To be called the same is wrong of every other design, and so those are the strangers to that word. To the others,
    they are the designs of another class: of cut, of print, or for `overall` of both.

    Raises:
        ValueError: there are too few strangers to tell how seldom they reach a word.
    """
    pairs = labelled_pairs(encoder, references)
    return Calibration(
        {facet: _thresholds(each) for facet, each in pairs.items()},
        {facet: each.scale for facet, each in pairs.items()},
    )


def labelled_pairs(
    encoder: Encoder, references: References, scales: Mapping[Facet, Scale] | None = None
) -> dict[Facet, Pairs]:
    """Compare every reference with every other that is no photo, by each facet.

    Their similarity is the exact one, as of the first matches of a search.

    Args:
        scales: what it is shown on; fitted to these very pairs if None.
    """
    features = references.known.features
    codes = encoder.codes(features)
    designs = np.flatnonzero(~references.is_photo)
    catalogue = CodeRows(codes[designs])
    apart: Mask = np.arange(len(features))[:, None] != designs
    found = {}
    for facet in Facet:
        words = encoder.facet_words(facet)
        rough = np.array([jaccard(*catalogue.and_or_counts(code, words)) for code in codes])
        exact = exact_likeness(encoder, facet, features, features[designs])
        scale = scales[facet] if scales else Scale.fit(exact[apart], rough[apart])
        found[facet] = Pairs(scale(exact), scale, _kinds(facet, references, designs, apart))
    return found


def table(calibration: Calibration, pairs: Mapping[Facet, Pairs]) -> Iterator[str]:
    """Yield lines that tell which share of each kind of pair reaches each word, under the number of pairs."""
    yield f"{'reached by':38}" + "".join(f"{kind:>16}" for kind in Kind)
    for facet, each in pairs.items():
        yield f"{facet:38}" + "".join(f"{np.count_nonzero(each.kinds[kind]):16,}" for kind in Kind)
        for word, threshold in zip(STRANGERS, calibration.thresholds[facet], strict=True):
            shares = (np.mean(each.of(kind) >= threshold) for kind in Kind)
            yield f"  {word:16} from {threshold:.4f}         " + "".join(f"{share:16.4f}" for share in shares)


def _kinds(facet: Facet, references: References, designs: NDArray[np.int64], apart: Mask) -> dict[Kind, Mask]:
    """Which references are of each kind beside the designs at these rows; `apart` from themselves."""
    known = references.known

    def both(labels: Labels) -> Mask:
        known_to_both: Mask = np.logical_and.outer(labels != NONE, labels[designs] != NONE)
        return known_to_both & apart

    def same(labels: Labels) -> Mask:
        return np.equal.outer(labels, labels[designs]) & both(labels)

    def differ(labels: Labels) -> Mask:
        return ~np.equal.outer(labels, labels[designs]) & both(labels)

    shape, print_ = (known.shape, known.cut_class), (known.print, known.print_class)
    compared = {Facet.OVERALL: (shape, print_), Facet.CUT: (shape,), Facet.PRINT: (print_,)}[facet]
    family = same(compared[0][0])
    own = np.logical_and.reduce([same(instances) for instances, _ in compared])
    other = np.logical_or.reduce([differ(instances) for instances, _ in compared]) & ~family
    return {
        Kind.OTHER: other & both(known.cut_class),  # photos of garments may show one garment twice
        Kind.UNLIKE: np.logical_and.reduce([differ(classes) for _, classes in compared]),
        Kind.PHOTO: own & references.is_photo[:, None],
        Kind.FAMILY: family,
        Kind.CUT: same(known.cut_class),
        Kind.PRINT: same(known.print_class),
    }


def _thresholds(pairs: Pairs) -> tuple[float, ...]:
    """The lowest similarities that strangers reach as seldom as they may, forced apart where codes are degenerate."""
    steps = []
    for word, share in STRANGERS.items():
        strangers = pairs.of(Kind.OTHER if word is Likeness.SAME else Kind.UNLIKE)
        allowed = int(share * len(strangers))
        if allowed < 1:
            raise ValueError(
                f"{len(strangers)} strangers are too few to find the nearest in {1 / share:,.0f}"
            )
        nearest_refused = np.sort(strangers)[-1 - allowed]
        steps.append(int(nearest_refused * STEPS + 1e-6) + 1)
    for k in reversed(range(len(steps) - 1)):
        steps[k] = max(steps[k], steps[k + 1] + 1)
    return tuple(min(step, STEPS - k) / STEPS for k, step in enumerate(steps))
