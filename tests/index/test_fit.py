"""Fitting an encoder on features whose structure is known."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.codes import unpack_bits
from index.encoder import Encoder
from index.fit import FitOptions, PartOptions, fit_encoder
from index.records import Facet
from index.references import LabelledFeatures
from models.hash_training import HashOptions
from models.network import NETWORK_DIR, Network
from models.similarity import NONE

CUT, PRINT = slice(0, 24), slice(24, 40)
PART = PartOptions(192, 64, HashOptions(8, directions=16, runs=3, clusters=(5, 60), steps=60))
OPTIONS = FitOptions(cut=PART, print=PART, tables=4, key_bits=6)
PICTURES = 6


@pytest.fixture(scope="module")
def known() -> LabelledFeatures:
    """60 shapes of 6 cuts in 6 pictures each; prints are dealt out anew to every picture."""
    random = np.random.default_rng(0)
    shape = np.repeat(np.arange(60), PICTURES)
    print_ = random.permutation(shape)
    features = random.normal(size=(len(shape), 40)) * 0.3
    features[:, CUT] += (random.normal(size=(60, 24)) + 2 * random.normal(size=(6, 24))[np.arange(60) % 6])[
        shape
    ]
    features[:, PRINT] += random.normal(size=(60, 16))[print_]
    features /= np.linalg.norm(features, axis=1, keepdims=True)
    return LabelledFeatures(features.astype(np.float32), shape, print_, shape % 6, print_ % 5)


@pytest.fixture(scope="module")
def encoder(known: LabelledFeatures) -> Encoder:
    return fit_encoder(known, CUT, PRINT, OPTIONS)


def similarity(encoder: Encoder, known: LabelledFeatures, facet: Facet) -> NDArray[np.float32]:
    words = encoder.codes(known.features)[:, encoder.facet_words(facet)]
    bits = unpack_bits(words, 64 * words.shape[1]).astype(np.float32)
    shared = bits @ bits.T
    joined = bits.sum(1)[:, None] + bits.sum(1) - shared
    alike: NDArray[np.float32] = shared / joined
    return alike


def test_each_facet_finds_what_it_is_named_after_and_not_the_other(
    encoder: Encoder, known: LabelledFeatures
) -> None:
    for facet, own, other in ((Facet.CUT, known.shape, known.print), (Facet.PRINT, known.print, known.shape)):
        alike = similarity(encoder, known, facet)
        np.fill_diagonal(alike, -1)
        nearest = alike.argmax(1)
        assert np.mean(own[nearest] == own) > 0.9
        assert np.mean(other[nearest] == other) < 0.2


def test_bits_are_balanced_and_what_was_seen_is_familiar(encoder: Encoder, known: LabelledFeatures) -> None:
    codes = encoder.codes(known.features)
    cut, kinds, print_ = np.split(unpack_bits(codes, 512).mean(0), [192, 320])
    assert np.allclose([cut, print_], 0.5, atol=0.02)
    assert np.allclose(kinds, 0.5, atol=0.1), "pictures of one kind lie near the border together"
    assert np.mean([encoder.familiarity.knows(feature) for feature in known.features]) > 0.99


def test_the_block_for_kinds_puts_all_cuts_of_a_class_together(
    encoder: Encoder, known: LabelledFeatures
) -> None:
    kinds = encoder.codes(known.features)[:, 3]
    alike = np.bitwise_count(kinds[:, None] & kinds) / np.bitwise_count(kinds[:, None] | kinds)
    same = known.cut_class[:, None] == known.cut_class
    assert alike[same].mean() > alike[~same].mean() + 0.15


def test_kinds_known_from_more_labels_are_kept(encoder: Encoder, known: LabelledFeatures) -> None:
    unlabelled = replace(known, cut_class=np.full_like(known.cut_class, NONE))
    assert fit_encoder(unlabelled, CUT, PRINT, OPTIONS, kinds=encoder.kinds).kinds is encoder.kinds
    with pytest.raises(ValueError, match="class is known"):
        fit_encoder(unlabelled, CUT, PRINT, OPTIONS)


def test_a_saved_encoder_gives_the_same_codes_and_id(
    encoder: Encoder, known: LabelledFeatures, tmp_path: Path
) -> None:
    encoder.save(tmp_path)
    for name in ("network.json", "backbone.onnx"):
        (tmp_path / name).symlink_to(NETWORK_DIR / name)
    loaded = Encoder.of(Network(tmp_path))
    assert loaded.codebook_id == encoder.codebook_id
    assert np.array_equal(loaded.codes(known.features), encoder.codes(known.features))


def test_fitting_again_gives_the_same_encoder(encoder: Encoder, known: LabelledFeatures) -> None:
    assert fit_encoder(known, CUT, PRINT, OPTIONS).codebook_id == encoder.codebook_id
