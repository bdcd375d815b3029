"""What is made of pixels without a network: perceptual hashes, and SIFT gathered by VLAD."""

import numpy as np
import pytest
from PIL import Image, ImageEnhance

from models.baselines.perceptual import PERCEPTUAL_HASHES, perceptual_hash
from models.baselines.sift import Vlad, rooted, sift_descriptors
from models.decode import decode, read_bytes
from tests.conftest import demo_pictures


@pytest.fixture(scope="module")
def images() -> list[Image.Image]:
    return [decode(read_bytes(path)).image for path in demo_pictures(10)]


@pytest.mark.parametrize("name", PERCEPTUAL_HASHES)
def test_a_smaller_brighter_copy_has_nearly_the_bits_of_its_picture(
    name: str, images: list[Image.Image]
) -> None:
    image = images[0]
    copy = ImageEnhance.Brightness(image.resize((image.width // 2, image.height // 2))).enhance(1.05)
    bits = perceptual_hash(name, image)
    assert bits.dtype == bool
    assert bits.ndim == 1
    assert len(bits) == (42 if name == "colorhash" else 64)
    assert np.mean(bits == perceptual_hash(name, copy)) > 0.9


def test_descriptors_are_roots_of_shares() -> None:
    (path,) = demo_pictures(1)
    found = sift_descriptors(decode(read_bytes(path)).image)
    assert found.shape[1] == 128
    assert 50 < len(found) <= 501
    assert np.square(rooted(found)).sum(1) == pytest.approx(np.ones(len(found)), abs=1e-4)
    assert sift_descriptors(Image.new("RGB", (300, 300), "white")).shape == (0, 128)


def test_a_picture_is_found_by_a_turned_and_cropped_copy(images: list[Image.Image]) -> None:
    described = [sift_descriptors(image) for image in images]
    vlad = Vlad.fit(described)
    vectors = np.stack([vlad(each) for each in described])
    assert vectors.shape == (10, 64 * 128)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(10), abs=1e-5)
    copies = [image.rotate(4, fillcolor="white").crop((10, 10, *image.size)) for image in images]
    found = np.stack([vlad(sift_descriptors(copy)) for copy in copies]) @ vectors.T
    assert np.mean(found.argmax(1) == np.arange(10)) >= 0.8
    assert not vlad(np.empty((0, 128), np.uint8)).any()


def test_a_vocabulary_needs_points_and_is_the_same_again(images: list[Image.Image]) -> None:
    described = [sift_descriptors(image) for image in images[:4]]
    assert np.array_equal(Vlad.fit(described).words, Vlad.fit(described).words)
    with pytest.raises(ValueError, match="0 points are too few"):
        Vlad.fit([])
