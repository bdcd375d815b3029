"""Adapting the encoder to the user's own catalogue: hash layer and codebooks fitted anew, the LSH functions kept.

Learnt from are the stored features of the catalogue, so no picture is opened, and the references that come with the
network: designs and photos of them whose labels are known. The references are what keeps the hash layer from
forgetting photos, of which a catalogue has none; some of them are held back to check what was learnt.
"""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from index.adapted import AdaptedEncoders
from index.calibration import fit_calibration
from index.codes import CodeRows
from index.control import Control
from index.encoder import Encoder
from index.fit import FitOptions, fit_encoder, with_codebooks
from index.records import Adaptation, AdaptPhase, AdaptProgress, Facet
from index.references import LabelledFeatures, References
from index.serving import Served
from index.store import Store
from models.problems import EnvironmentProblem, Problem
from models.similarity import NONE

Features = NDArray[np.float32]

LEAST = 200
"""Different pictures below which there is nothing to learn."""
MOST = 10_000
"""Pictures learnt from, drawn from larger catalogues. With the references that is as many as spherical hashing is
published with."""
TOLERANCE = 0.05
"""How much smaller the share of photos that find their design may become: about what chance makes of it."""
HELD_BACK = 0.2
"""Share of the references' designs that nothing is learnt from."""
SEED = 0
OPTIONS = FitOptions()
"""Without descent: from as few labels as the references have, it would unlearn photos."""
_AT_ONCE = 1000
_PHOTOS_AT_ONCE = 50


def adapt(
    store: Store, served: Served, encoders: AdaptedEncoders, control: Control
) -> Iterator[AdaptProgress]:
    """Fit an encoder to the catalogue and let it answer from then on; its codes are still to be made.

    Args:
        served: the network that answers, with its own encoder.

    Raises:
        Cancelled: at a checkpoint; nothing has changed then.
        EnvironmentProblem: TOO_FEW_PICTURES; NOT_BETTER if the photos of the references would find their designs
            less often; MODEL_DAMAGED, or what the store raises. Nothing has changed then.
    """
    sample = yield from _collect(store, served, control)
    references = References.read(served.network.folder)
    learnt, held_back = _split(references)
    fitted = yield from _learn(served, sample.features, learnt.known, control)
    before, *after = yield from _check((served.encoder, *fitted), held_back, sample.features, control)
    best = int(np.argmax(after))
    if after[best] < before - TOLERANCE:
        raise EnvironmentProblem(Problem.NOT_BETTER, f"{before:.3f} > {after[best]:.3f}")
    calibration = fit_calibration(fitted[best], references)
    adaptation = Adaptation(
        network=served.id,
        at=datetime.now(UTC).isoformat(timespec="seconds"),
        pictures=sample.pictures,
        sample=len(sample.features),
        seed=SEED,
        found_before=before,
        found_after=after[best],
    )
    control.checkpoint()
    encoders.swap_in(fitted[best], calibration, adaptation)


@dataclass(frozen=True)
class _Sample:
    """Features float32 (m, 2048) of different pictures, drawn from those of the whole catalogue."""

    features: Features
    pictures: int


def _collect(store: Store, served: Served, control: Control) -> Generator[AdaptProgress, None, _Sample]:
    rows = store.feature_rows(served.id, len(served.encoder.hash_layer.weight))
    if len(rows) < LEAST:
        raise EnvironmentProblem(Problem.TOO_FEW_PICTURES, str(len(rows)))
    pictures = len(rows)
    if pictures > MOST:
        rows = np.random.default_rng(SEED).choice(rows, MOST, replace=False)
    features = []
    for start in range(0, len(rows), _AT_ONCE):
        yield AdaptProgress(AdaptPhase.COLLECT, start, len(rows))
        control.checkpoint()
        features.append(store.features(rows[start : start + _AT_ONCE]))
    yield AdaptProgress(AdaptPhase.COLLECT, len(rows), len(rows))
    return _Sample(np.concatenate(features), pictures)


def _split(references: References) -> tuple[References, References]:
    """Those to learn from and those held back, with all pictures of a design on one side."""
    known = references.known
    design = np.where(known.shape != NONE, known.shape, known.print)
    designs = np.unique(design)
    chosen = np.random.default_rng(SEED).choice(designs, round(HELD_BACK * len(designs)), replace=False)
    held_back = np.isin(design, chosen)
    return _at(references, ~held_back), _at(references, held_back)


def _at(references: References, rows: NDArray[np.bool_]) -> References:
    known = references.known
    labels = (known.shape, known.print, known.cut_class, known.print_class)
    features = LabelledFeatures(known.features[rows], *(each[rows] for each in labels))
    return References(features, references.is_photo[rows])


def _photos_with_designs(references: References) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Rows of the photos whose very design, in shape and print, is among the references, and that design's row."""
    labels = np.stack([references.known.shape, references.known.print], axis=1)
    known = (labels != NONE).all(1)
    designs = {tuple(labels[row]): row for row in np.flatnonzero(known & ~references.is_photo)[::-1]}
    photos = [row for row in np.flatnonzero(known & references.is_photo) if tuple(labels[row]) in designs]
    return np.array(photos), np.array([designs[tuple(labels[row])] for row in photos])


def _learn(
    served: Served, catalogue: Features, references: LabelledFeatures, control: Control
) -> Generator[AdaptProgress, None, tuple[Encoder, ...]]:
    """Fit to the catalogue, of which no label is known, and to the references, which weigh as much.

    Both ways that promise something: codebooks alone, on the outputs of the network's own hash layer, which has seen
    more designs and photos than the references hold; and that layer fitted anew as well. Its outputs for kinds stay,
    since the catalogue has no labels to learn them from.
    """
    own, info = served.encoder, served.network.info
    unknown = np.full(len(catalogue), NONE)
    times = max(1, round(len(catalogue) / len(references.features)))
    labels = (references.shape, references.print, references.cut_class, references.print_class)
    known = LabelledFeatures(
        np.concatenate([catalogue, np.tile(references.features, (times, 1))]),
        *(np.concatenate([unknown, np.tile(each, times)]) for each in labels),
    )
    yield AdaptProgress(AdaptPhase.LEARN, 0, 2)
    control.checkpoint()
    familiarity = own.familiarity.widened(catalogue)
    by_codebooks = with_codebooks(
        own.hash_layer, own.kinds, own.lsh, known.features, OPTIONS, familiarity=familiarity
    )
    yield AdaptProgress(AdaptPhase.LEARN, 1, 2)
    by_all = fit_encoder(
        known,
        info.cut,
        info.print,
        OPTIONS,
        lambda _step: control.checkpoint(),
        kinds=own.kinds,
        familiarity=familiarity,
    )
    yield AdaptProgress(AdaptPhase.LEARN, 2, 2)
    control.checkpoint()
    return by_codebooks, replace(by_all, lsh=own.lsh)


def _check(
    encoders: Sequence[Encoder], references: References, catalogue: Features, control: Control
) -> Generator[AdaptProgress, None, list[float]]:
    """For each encoder, the share of photos that find their design first among all designs and the catalogue."""
    features = references.known.features
    photos, designs = _photos_with_designs(references)
    gallery, own_rows = np.unique(designs, return_inverse=True)
    shares: list[float] = []
    total = len(encoders) * len(photos)
    for number, encoder in enumerate(encoders):
        codes = CodeRows(encoder.codes(np.concatenate([features[gallery], catalogue])))
        queries = encoder.codes(features[photos])
        found = 0
        for photo, (query, own) in enumerate(zip(queries, own_rows, strict=True)):
            if photo % _PHOTOS_AT_ONCE == 0:
                yield AdaptProgress(AdaptPhase.CHECK, number * len(photos) + photo, total)
                control.checkpoint()
            shared, joined = codes.and_or_counts(query, encoder.facet_words(Facet.OVERALL))
            found += bool((shared / joined).argmax() == own)
        shares.append(found / len(photos))
    yield AdaptProgress(AdaptPhase.CHECK, total, total)
    return shares
