"""Words for similarity: what they promise, and the references they are fitted on."""

import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.calibration import FILE, STRANGERS, Calibration, Kind, fit_calibration, labelled_pairs, table
from index.encoder import Encoder
from index.exact import Scale
from index.fit import FitOptions, PartOptions, fit_encoder
from index.records import Facet, Likeness
from index.references import FILE as REFERENCES
from index.references import LabelledFeatures, References
from models.hash_training import HashOptions
from models.network import NETWORK_DIR, Network
from models.problems import EnvironmentProblem, Problem
from models.similarity import NONE

CUT, PRINT = slice(0, 24), slice(24, 40)
PART = PartOptions(64, 64, HashOptions(8, directions=8, class_weight=0.5, runs=1, steps=0))
PICTURES = 6
STRAIGHT = Scale((0.0, 1.0), (0.0, 1.0))


@pytest.fixture(scope="module")
def references() -> References:
    """80 designs of 8 cuts and 5 prints in 6 pictures each, of which every other one is a photo."""
    random = np.random.default_rng(0)
    design = np.repeat(np.arange(80), PICTURES)
    features = random.normal(size=(len(design), 40)) * 0.15
    features[:, CUT] += (random.normal(size=(80, 24)) + 2 * random.normal(size=(8, 24))[np.arange(80) % 8])[
        design
    ]
    features[:, PRINT] += (random.normal(size=(80, 16)) + 2 * random.normal(size=(5, 16))[np.arange(80) % 5])[
        design
    ]
    features /= np.linalg.norm(features, axis=1, keepdims=True)
    known = LabelledFeatures(features.astype(np.float32), design, design, design % 8, design % 5)
    return References(known, np.arange(len(design)) % 2 == 1)


@pytest.fixture(scope="module")
def encoder(references: References) -> Encoder:
    return fit_encoder(references.known, CUT, PRINT, FitOptions(cut=PART, print=PART, tables=4, key_bits=6))


@pytest.fixture(scope="module")
def calibration(encoder: Encoder, references: References) -> Calibration:
    return fit_calibration(encoder, references)


def some(*thresholds: float) -> Calibration:
    return Calibration(dict.fromkeys(Facet, thresholds), dict.fromkeys(Facet, STRAIGHT))


class TestWords:
    def test_a_word_holds_from_its_threshold_on(self) -> None:
        similarity = np.array([1.0, 0.8, 0.7999, 0.6, 0.5, 0.4, 0.3999, 0.0])
        assert some(0.8, 0.6, 0.5, 0.4).likeness(Facet.CUT, similarity) == [
            Likeness.SAME,
            Likeness.SAME,
            Likeness.VERY_SIMILAR,
            Likeness.VERY_SIMILAR,
            Likeness.SIMILAR,
            Likeness.LOOSELY_RELATED,
            Likeness.LESS_SIMILAR,
            Likeness.LESS_SIMILAR,
        ]

    @given(
        st.lists(st.floats(0.01, 1), min_size=4, max_size=4, unique=True),
        st.lists(st.floats(0, 1), max_size=30),
    )
    def test_words_never_contradict_the_order(self, thresholds: list[float], values: list[float]) -> None:
        falling = np.array(sorted(values, reverse=True))
        words = some(*sorted(thresholds, reverse=True)).likeness(Facet.OVERALL, falling)
        ranks = [list(Likeness).index(word) for word in words]
        assert ranks == sorted(ranks)

    @pytest.mark.parametrize(
        "thresholds",
        [
            (0.8, 0.6, 0.5),
            (0.8, 0.6, 0.6, 0.4),
            (0.4, 0.5, 0.6, 0.8),
            (1.1, 0.6, 0.5, 0.4),
            (0.8, 0.6, 0.5, 0.0),
        ],
    )
    def test_thresholds_fall_strictly_within_nought_and_one(self, thresholds: tuple[float, ...]) -> None:
        with pytest.raises(ValueError, match="thresholds"):
            some(*thresholds)

    def test_no_facet_may_be_missing(self) -> None:
        with pytest.raises(ValueError, match="print"):
            Calibration(
                dict.fromkeys((Facet.OVERALL, Facet.CUT), (0.8, 0.6, 0.5, 0.4)),
                dict.fromkeys(Facet, STRAIGHT),
            )


class TestFile:
    def test_what_is_written_is_read(self, calibration: Calibration, tmp_path: Path) -> None:
        calibration.write(tmp_path)
        assert Calibration.read(tmp_path) == calibration

    @pytest.mark.parametrize(
        "change",
        [
            lambda data: data.pop("cut"),
            lambda data: data["cut"].pop("same"),
            lambda data: data["cut"].update(same="much"),
            lambda data: data["cut"].update(same=None),
            lambda data: data["cut"].update(same=0.1),
            lambda data: data["cut"].update(same=float("nan")),
            lambda data: data["cut"].pop("scale"),
            lambda data: data["cut"].update(scale=[[0.5, 0.2, 1.0], [0.1, 0.2, 1.0]]),
            lambda data: data["cut"].update(scale=[[0.2, 0.5, 1.0], [0.1, 0.2]]),
        ],
    )
    def test_a_damaged_file_is_named(self, calibration: Calibration, tmp_path: Path, change: Any) -> None:
        calibration.write(tmp_path)
        data = json.loads((tmp_path / FILE).read_text(encoding="utf-8"))
        change(data)
        (tmp_path / FILE).write_text(json.dumps(data), encoding="utf-8")
        with pytest.raises(EnvironmentProblem) as raised:
            Calibration.read(tmp_path)
        assert raised.value.problem is Problem.MODEL_DAMAGED
        assert FILE in raised.value.detail

    @pytest.mark.parametrize("content", [None, b"", b"[]", b"\xff\xfe"])
    def test_a_missing_file_or_one_that_is_no_json_is_named(
        self, tmp_path: Path, content: bytes | None
    ) -> None:
        if content is not None:
            (tmp_path / FILE).write_bytes(content)
        with pytest.raises(EnvironmentProblem) as raised:
            Calibration.read(tmp_path)
        assert raised.value.problem is Problem.MODEL_DAMAGED


class TestFit:
    def test_strangers_reach_each_word_as_seldom_as_promised(
        self, encoder: Encoder, references: References, calibration: Calibration
    ) -> None:
        for facet, pairs in labelled_pairs(encoder, references).items():
            thresholds = dict(zip(STRANGERS, calibration.thresholds[facet], strict=True))
            for word, share in STRANGERS.items():
                strangers = pairs.of(Kind.OTHER if word is Likeness.SAME else Kind.UNLIKE)
                reached = np.mean(strangers >= thresholds[word])
                assert reached <= share
                assert np.mean(strangers >= thresholds[word] - 0.02) >= share * 0.9

    def test_photos_earn_the_words_far_more_often_than_strangers(
        self, encoder: Encoder, references: References, calibration: Calibration
    ) -> None:
        for facet, pairs in labelled_pairs(encoder, references).items():
            same, *_, loosely = calibration.thresholds[facet]
            assert np.mean(pairs.of(Kind.PHOTO) >= same) > 0.2
            assert np.mean(pairs.of(Kind.PHOTO) >= loosely) > 0.9

    def test_kinds_of_pairs_are_what_they_are_named_after(
        self, encoder: Encoder, references: References
    ) -> None:
        kinds = labelled_pairs(encoder, references)[Facet.OVERALL].kinds
        counts = {kind: np.count_nonzero(kinds[kind]) for kind in Kind}
        designs, queries, photos = 3, 6, 3
        assert counts[Kind.PHOTO] == 80 * photos * designs
        assert counts[Kind.FAMILY] == 80 * (queries * designs - designs)
        assert counts[Kind.OTHER] == 80 * 79 * queries * designs
        assert counts[Kind.UNLIKE] == 80 * (7 * 4 * 80 // 40) * queries * designs
        assert not (kinds[Kind.OTHER] & kinds[Kind.FAMILY]).any()
        assert not (kinds[Kind.UNLIKE] & (kinds[Kind.CUT] | kinds[Kind.PRINT])).any()

    def test_pairs_of_unknown_class_count_as_neither_like_nor_unlike(
        self, encoder: Encoder, references: References
    ) -> None:
        unknown = np.full_like(references.known.cut_class, NONE)
        known = replace(references.known, cut_class=unknown)
        kinds = labelled_pairs(encoder, replace(references, known=known))[Facet.OVERALL].kinds
        assert not any(kinds[kind].any() for kind in (Kind.OTHER, Kind.UNLIKE, Kind.CUT))
        with pytest.raises(ValueError, match="too few"):
            fit_calibration(encoder, replace(references, known=known))

    def test_too_few_references_are_refused(self, encoder: Encoder, references: References) -> None:
        known = references.known
        few = LabelledFeatures(
            known.features[:60],
            known.shape[:60],
            known.print[:60],
            known.cut_class[:60],
            known.print_class[:60],
        )
        with pytest.raises(ValueError, match="too few"):
            fit_calibration(encoder, References(few, references.is_photo[:60]))

    def test_codes_that_are_all_the_same_still_give_words_in_order(
        self, encoder: Encoder, references: References
    ) -> None:
        known = replace(references.known, features=np.ones_like(references.known.features))
        fitted = fit_calibration(encoder, replace(references, known=known))
        for thresholds in fitted.thresholds.values():
            assert thresholds[0] == 1.0
            assert all(higher > lower for higher, lower in pairwise(thresholds))

    def test_the_table_tells_each_word_of_each_facet(
        self, encoder: Encoder, references: References, calibration: Calibration
    ) -> None:
        lines = list(table(calibration, labelled_pairs(encoder, references)))
        assert len(lines) == 1 + len(Facet) * (1 + len(STRANGERS))
        assert f"{calibration.thresholds[Facet.OVERALL][0]:.4f}" in lines[2]


class TestReferences:
    def test_what_is_written_is_read(self, references: References, tmp_path: Path) -> None:
        references.write(tmp_path)
        read = References.read(tmp_path)
        assert np.allclose(read.known.features, references.known.features, atol=1e-3)
        assert np.array_equal(read.is_photo, references.is_photo)
        for name in ("shape", "print", "cut_class", "print_class"):
            assert np.array_equal(getattr(read.known, name), getattr(references.known, name))

    @pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04 half a file"])
    def test_a_missing_or_damaged_file_is_named(self, tmp_path: Path, content: bytes | None) -> None:
        if content is not None:
            (tmp_path / REFERENCES).write_bytes(content)
        with pytest.raises(EnvironmentProblem) as raised:
            References.read(tmp_path)
        assert raised.value.problem is Problem.MODEL_DAMAGED

    def test_a_file_without_labels_is_named(self, tmp_path: Path) -> None:
        np.savez(tmp_path / REFERENCES, features=np.zeros((2, 4), np.float16))
        with pytest.raises(EnvironmentProblem) as raised:
            References.read(tmp_path)
        assert raised.value.problem is Problem.MODEL_DAMAGED

    def test_those_that_ship_are_small_and_give_the_words_that_ship(self) -> None:
        assert (NETWORK_DIR / REFERENCES).stat().st_size <= 4.5e6
        assert sum(file.stat().st_size for file in NETWORK_DIR.iterdir()) <= 30e6
        fitted = fit_calibration(Encoder.of(Network()), References.read(NETWORK_DIR))
        shipped = Calibration.read(NETWORK_DIR)
        for facet in Facet:
            assert fitted.thresholds[facet] == pytest.approx(shipped.thresholds[facet], abs=0.01)
