from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.codes import popcount
from index.encoder import Encoder
from index.evaluation.indices import Cosines, HammingCodes
from index.evaluation.letter import TABLES, fit_letter
from index.evaluation.shipped import ShippedIndex
from index.exact import exact_likeness
from index.ranking import jaccard
from index.records import Facet
from index.references import References
from models.network import NETWORK_DIR, Network
from models.vectors import unit

Features = NDArray[np.float32]


@pytest.fixture(scope="module")
def features() -> Features:
    """Of 300 drawings."""
    references = References.read(NETWORK_DIR)
    return references.known.features[~references.is_photo][:300]


def test_cosines_compare_the_part_that_a_facet_names(features: Features) -> None:
    index = Cosines(list(features), {Facet.CUT: slice(0, 1280)})
    overall, cut = (index.search(3, features[3], facet).likeness for facet in (Facet.OVERALL, Facet.CUT))
    assert overall[3] == cut[3] == 1.0
    assert overall == pytest.approx(features @ features[3], abs=1e-4)
    parts = features[:, :1280] / np.linalg.norm(features[:, :1280], axis=1, keepdims=True)
    assert cut == pytest.approx(parts @ parts[3], abs=1e-5)
    assert index.search(3, features[3], Facet.PRINT).likeness == pytest.approx(overall)


def test_centred_cosines_leave_out_what_all_have_in_common(features: Features) -> None:
    lopsided = list(unit(features + features.mean(0) + features[7]))
    plain, centred = (
        Cosines(lopsided, centred=each).search(3, lopsided[3], Facet.OVERALL).likeness
        for each in (False, True)
    )
    assert abs(centred.mean()) < 0.1 < plain.mean()


def test_codes_compare_by_the_share_of_equal_bits() -> None:
    codes = np.random.default_rng(0).random((20, 42)) < 0.5
    answer = HammingCodes(list(codes)).search(7, codes[7], Facet.OVERALL)
    assert answer.likeness == pytest.approx((codes == codes[7]).mean(1))


@pytest.mark.parametrize("facet", Facet)
def test_the_engine_ranks_by_eq_6_alone_where_it_is_asked_to(features: Features, facet: Facet) -> None:
    index = ShippedIndex(list(features), network_dir=NETWORK_DIR, exact=False)
    try:
        answer = index.search(5, features[5], facet)
        first = index.search(5, features[5], facet, 10)
    finally:
        index.close()
    encoder = Encoder.of(Network(NETWORK_DIR))
    codes = encoder.codes(features)[:, encoder.facet_words(facet)]
    shared, joined = popcount(codes & codes[5]), popcount(codes | codes[5])
    assert answer.similarity == pytest.approx(jaccard(shared, joined))
    assert np.all(np.diff(answer.similarity[np.argsort(-answer.likeness, kind="stable")]) <= 0)
    assert np.isfinite(first.likeness).sum() == 10
    assert set(np.flatnonzero(np.isfinite(first.likeness))) <= set(np.argsort(-answer.likeness)[:12])


def test_the_engine_as_it_ships_ranks_the_first_by_exact_likeness(features: Features) -> None:
    index = ShippedIndex(list(features), network_dir=NETWORK_DIR, exact=True)
    folder = index._folder
    try:
        answer = index.search(5, features[5], Facet.OVERALL)
    finally:
        index.close()
    exact = exact_likeness(Encoder.of(Network(NETWORK_DIR)), Facet.OVERALL, features[5:6], features)[0]
    first = np.argsort(-answer.likeness, kind="stable")[:20]
    assert np.all(np.diff(exact[first]) <= 1e-6)
    assert not Path(folder).exists()


def test_the_paper_to_the_letter_finds_what_shares_a_bucket_and_nothing_else() -> None:
    random = np.random.default_rng(0)
    middles = random.normal(size=(30, 96))
    points = (middles[np.arange(300) % 30] + random.normal(size=(300, 96)) * 0.3).astype(np.float32)
    points /= np.linalg.norm(points, axis=1, keepdims=True)
    fitted = fit_letter(list(points))
    index = fitted.index([fitted.feature(point) for point in points])
    answers = np.stack([index.search(row, points[row], Facet.OVERALL).likeness for row in range(300)])
    found = np.isfinite(answers)
    alike = np.arange(300)[:, None] % 30 == np.arange(300) % 30
    assert found[alike].mean() > 0.99
    assert 0.02 < found[~alike].mean() < 1 - (1 - 0.5**8) ** TABLES + 0.5
    assert np.all(answers.diagonal() == 1.0)
    shown = np.where(found, answers, 0)
    assert shown[alike].mean() > 2 * shown[~alike & found].mean()
    assert np.array_equal(
        answers, np.stack([index.search(r, points[r], Facet.CUT).likeness for r in range(300)])
    )
