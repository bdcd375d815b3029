"""Reading and decoding picture files of every kind, sound and unsound."""

import itertools
import json
import os
import struct
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from models import decode as decoding
from models.decode import MAX_PIXELS, WORKING_SIDE, decode, read_bytes
from models.problems import PictureError, Problem
from tests import pictures
from tests.permissions import ROOT, run_without_privilege
from tests.pictures import AWKWARD_NAMES, BLUE, GREEN, RED, YELLOW, cloth, encode, exif, quarters

# pytest sets the warning filters back that importing models.decode has set; see test_no_warning_leaks.
pytestmark = pytest.mark.filterwarnings(
    r"ignore::UserWarning:PIL\..*", "ignore::PIL.Image.DecompressionBombWarning"
)

PINNED = Path(__file__).parent / "pinned"
EXACT: dict[str, tuple[str, dict[str, Any]]] = {
    "png": ("PNG", {}),
    "bmp": ("BMP", {}),
    "webp lossless": ("WEBP", {"lossless": True}),
    "tiff": ("TIFF", {}),
    "tiff lzw": ("TIFF", {"compression": "tiff_lzw"}),
    "tiff deflate": ("TIFF", {"compression": "tiff_adobe_deflate"}),
}
LOSSY: dict[str, tuple[str, dict[str, Any]]] = {
    "jpeg": ("JPEG", {"quality": 95, "subsampling": 0}),
    "jpeg progressive": ("JPEG", {"quality": 95, "subsampling": 0, "progressive": True}),
    "webp": ("WEBP", {"quality": 95}),
    "gif": ("GIF", {}),
    "tiff jpeg": ("TIFF", {"compression": "jpeg", "quality": 95}),
    "heic": ("HEIF", {"quality": 95}),
    "avif": ("AVIF", {"quality": 95}),
}
ALL = EXACT | LOSSY
STORED_TURN = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
"""How a camera held each way stores what is upright; the viewer undoes it."""


def pixels(data: bytes) -> NDArray[np.int16]:
    return np.asarray(decode(data).image).astype(np.int16)


def corners(data: bytes) -> list[tuple[int, ...]]:
    image = pixels(data)
    height, width, _ = image.shape
    places = itertools.product((height // 4, 3 * height // 4), (width // 4, 3 * width // 4))
    return [tuple(image[place].tolist()) for place in places]


def assert_upright(data: bytes, tolerance: int) -> None:
    for found, expected in zip(corners(data), (RED, GREEN, BLUE, YELLOW), strict=True):
        assert found == pytest.approx(expected, abs=tolerance)


def problem_of(data: bytes) -> Problem:
    with pytest.raises(PictureError) as raised:
        decode(data)
    return raised.value.problem


class TestFormats:
    @pytest.mark.parametrize("name", EXACT)
    def test_a_lossless_format_gives_the_very_pixels(self, name: str) -> None:
        format_, options = EXACT[name]
        np.testing.assert_array_equal(pixels(encode(quarters(), format_, **options)), np.asarray(quarters()))

    @pytest.mark.parametrize("name", LOSSY)
    def test_a_lossy_format_gives_nearly_the_pixels(self, name: str) -> None:
        format_, options = LOSSY[name]
        picture = decode(encode(quarters(), format_, **options))
        assert (picture.width, picture.height, picture.image.mode) == (60, 40, "RGB")
        assert_upright(encode(quarters(), format_, **options), tolerance=8)

    @pytest.mark.parametrize("name", ALL)
    def test_one_pixel_is_a_picture(self, name: str) -> None:
        format_, options = ALL[name]
        picture = decode(encode(Image.new("RGB", (1, 1), RED), format_, **options))
        assert (picture.width, picture.height, picture.image.size) == (1, 1, (1, 1))

    @pytest.mark.parametrize("format_", ["GIF", "TIFF", "WEBP", "PNG", "AVIF", "HEIF", "MPO"])
    def test_the_first_frame_or_page_is_the_picture(self, format_: str) -> None:
        others = [Image.new("RGB", (60, 40), "black"), Image.new("RGB", (60, 40), "white")]
        assert_upright(encode(quarters(), format_, save_all=True, append_images=others), tolerance=10)

    def test_the_metadata_stays_behind(self) -> None:
        data = encode(
            quarters(), "JPEG", exif=exif(6), icc_profile=pictures.swapped_profile(), comment=b"private"
        )
        assert decode(data).image.info == {}


class TestSize:
    @pytest.mark.parametrize(("format_", "reduced"), [("PNG", (534, 400)), ("JPEG", (800, 600))])
    def test_a_large_picture_is_reduced_and_its_full_size_told(
        self, format_: str, reduced: tuple[int, int]
    ) -> None:
        picture = decode(encode(cloth(1600, 1200), format_))
        assert (picture.width, picture.height) == (1600, 1200)
        assert picture.image.size == reduced

    @pytest.mark.parametrize("format_", ["PNG", "JPEG"])
    @pytest.mark.parametrize("long", [447, 448, 895, 896, 897, 3583, 8191])
    def test_no_more_is_lost_than_the_network_can_spare(self, long: int, format_: str) -> None:
        side = max(decode(encode(Image.new("L", (40, long)), format_)).image.size)
        assert min(long, WORKING_SIDE) <= side < 2 * WORKING_SIDE

    def test_a_small_picture_is_not_enlarged(self) -> None:
        assert decode(encode(cloth(300, 200), "PNG")).image.size == (300, 200)

    @pytest.mark.parametrize("format_", ["PNG", "JPEG"])
    @pytest.mark.parametrize("size", [(9000, 1), (1, 9000)])
    def test_a_thread_of_a_picture_keeps_at_least_one_pixel(
        self, size: tuple[int, int], format_: str
    ) -> None:
        picture = decode(encode(Image.new("RGB", size, RED), format_))
        assert (picture.width, picture.height) == size
        assert sorted(picture.image.size) == [1, 450]
        assert picture.image.getpixel((0, 0)) == pytest.approx(RED, abs=3)

    @pytest.mark.parametrize("size", [(4000, 3000), (2999, 4001), (1281, 900)])
    def test_a_jpeg_decoded_at_reduced_scale_looks_like_one_decoded_in_full(
        self, size: tuple[int, int]
    ) -> None:
        picture = cloth(*size)
        reduced = decode(encode(picture, "JPEG", quality=95))
        assert (reduced.width, reduced.height) == size
        whole = decode(encode(picture, "BMP")).image.resize(reduced.image.size)
        difference = np.abs(np.asarray(reduced.image).astype(int) - np.asarray(whole))
        assert difference.mean() < 2

    def test_a_sideways_photo_tells_its_upright_size_at_full_scale(self) -> None:
        picture = decode(encode(cloth(2000, 1500), "JPEG", exif=exif(6)))
        assert (picture.width, picture.height, picture.image.size) == (1500, 2000, (375, 500))


class TestOrientation:
    @pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF", "HEIF"])
    @pytest.mark.parametrize("orientation", range(1, 9))
    def test_a_picture_is_turned_upright_once(self, orientation: int, format_: str) -> None:
        turn = STORED_TURN.get(orientation)
        stored = quarters() if turn is None else quarters().transpose(turn)
        data = encode(stored, format_, exif=exif(orientation), quality=95)
        picture = decode(data)
        assert (picture.width, picture.height) == picture.image.size == (60, 40)
        assert_upright(data, tolerance=8)

    def test_a_compressed_tiff_is_turned_once(self) -> None:
        stored = quarters().transpose(STORED_TURN[6])
        assert_upright(encode(stored, "TIFF", exif=exif(6), compression="tiff_lzw"), tolerance=0)

    @pytest.mark.parametrize("block", [b"Exif\0\0", b"Exif\0\0II*\0\xff\xff\xff\xff", b"Exif\0\0garbage" * 9])
    def test_a_damaged_exif_block_does_not_spoil_the_picture(self, block: bytes) -> None:
        assert_upright(encode(quarters(), "JPEG", exif=block, quality=95), tolerance=8)

    def test_an_orientation_that_does_not_exist_is_none(self) -> None:
        assert_upright(encode(quarters(), "JPEG", exif=exif(9), quality=95), tolerance=8)


class TestTransparency:
    def translucent(self) -> Image.Image:
        """Half covered red on the left, nothing (over hidden black) on the right."""
        image = Image.new("RGBA", (40, 20), (200, 0, 0, 128))
        image.paste((0, 0, 0, 0), (20, 0, 40, 20))
        return image

    @pytest.mark.parametrize("format_", ["PNG", "TIFF", "WEBP", "AVIF", "HEIF"])
    def test_alpha_lies_on_white(self, format_: str) -> None:
        found = pixels(encode(self.translucent(), format_, lossless=True, quality=100))
        assert found[10, 5] == pytest.approx((227, 127, 127), abs=4)
        assert found[10, 35] == pytest.approx((255, 255, 255), abs=2)

    def test_grey_with_alpha_lies_on_white(self) -> None:
        image = Image.new("LA", (4, 4), (100, 128))
        assert pixels(encode(image, "PNG"))[0, 0] == pytest.approx((177, 177, 177), abs=1)

    def test_hidden_colours_do_not_bleed_into_a_shrunk_picture(self) -> None:
        image = Image.new("RGBA", (2000, 2000), (0, 0, 0, 0))
        image.paste((255, 255, 255, 255), (0, 0, 1001, 2000))
        assert pixels(encode(image, "PNG")).min() >= 254

    def test_a_palette_with_alpha_lies_on_white(self) -> None:
        image = Image.new("P", (2, 1))
        image.putpalette([*RED, *BLUE])
        image.putdata([0, 1])
        assert pixels(encode(image, "PNG", transparency=b"\xff\x00")).tolist() == [
            [list(RED), [255, 255, 255]]
        ]

    def test_a_transparent_palette_colour_is_white(self) -> None:
        image = Image.new("P", (2, 1))
        image.putpalette([*RED, *BLUE])
        image.putdata([0, 1])
        for format_ in ("GIF", "PNG"):
            assert pixels(encode(image, format_, transparency=1)).tolist() == [[list(RED), [255, 255, 255]]]

    @pytest.mark.parametrize(("mode", "colour"), [("RGB", (9, 8, 7)), ("L", 7), ("1", 0)])
    def test_a_colour_declared_transparent_is_white(self, mode: str, colour: int | tuple[int, ...]) -> None:
        assert pixels(encode(Image.new(mode, (3, 3), colour), "PNG", transparency=colour)).min() == 255


class TestDepth:
    def test_sixteen_bits_of_grey_keep_their_upper_byte(self) -> None:
        values = np.array([[[0], [0x1234], [0x80FF], [0xFFFF]]], np.uint16)
        expected = [[[value] * 3 for value in (0, 0x12, 0x80, 0xFF)]]
        assert pixels(pictures.deep_png(values)).tolist() == expected
        for image in (Image.fromarray(values[..., 0]), Image.fromarray(values[..., 0].astype(">u2"))):
            assert pixels(encode(image, "TIFF")).tolist() == expected

    def test_sixteen_bits_of_colour_keep_their_upper_byte(self) -> None:
        values = np.array([[[0x1234, 0x80FF, 0xFFFF]]], np.uint16)
        assert pixels(pictures.deep_png(values)).tolist() == [[[0x12, 0x80, 0xFF]]]

    def test_sixteen_bits_of_grey_with_alpha_lie_on_white(self) -> None:
        values = np.array([[[0x2000, 0xFFFF], [0x2000, 0]]], np.uint16)
        assert pixels(pictures.deep_png(values)).tolist() == [[[32] * 3, [255] * 3]]

    @pytest.mark.parametrize("white", [1.0, 255.0, 65535.0])
    def test_floats_are_scaled_by_their_white(self, white: float) -> None:
        values = np.array([[0, 0.5, 1]], np.float32) * white
        assert pixels(encode(Image.fromarray(values), "TIFF"))[0, :, 0].tolist() == [0, 127, 255]

    def test_floats_that_are_no_numbers_or_out_of_range_do_not_spoil_the_rest(self) -> None:
        values = np.array([[np.nan, -3, 0.5, 1]], np.float32)
        assert pixels(encode(Image.fromarray(values), "TIFF"))[0, :, 0].tolist() == [0, 0, 127, 255]

    def test_wide_integers_are_scaled_by_their_white(self) -> None:
        values = np.array([[0, 0x8000, 0xFFFF]], np.int32)
        assert pixels(encode(Image.fromarray(values), "TIFF"))[0, :, 0].tolist() == [0, 127, 255]

    @pytest.mark.parametrize(
        ("format_", "options"), [("PNG", {}), ("TIFF", {"compression": "group4"}), ("BMP", {})]
    )
    def test_one_bit_is_black_and_white(self, format_: str, options: dict[str, str]) -> None:
        image = Image.fromarray(np.array([[True, False] * 8]))
        assert pixels(encode(image, format_, **options))[0, :, 0].tolist() == [255, 0] * 8


class TestColour:
    INKS = (0, 200, 180, 20)

    def test_adobe_cmyk_is_not_inverted(self) -> None:
        data = encode(Image.new("CMYK", (16, 16), self.INKS), "JPEG", quality=100, subsampling=0)
        assert pixels(data)[8, 8] == pytest.approx((235, 51, 69), abs=4)

    def test_cmyk_without_adobes_mark_is_stored_upright(self) -> None:
        inverted = Image.new("CMYK", (16, 16), tuple(255 - ink for ink in self.INKS))
        data = pictures.without_adobe_mark(encode(inverted, "JPEG", quality=100, subsampling=0))
        assert pixels(data)[8, 8] == pytest.approx((235, 51, 69), abs=4)

    def test_cmyk_tiff(self) -> None:
        assert pixels(encode(Image.new("CMYK", (16, 16), self.INKS), "TIFF"))[8, 8] == pytest.approx(
            (235, 51, 69), abs=2
        )

    @pytest.mark.parametrize("format_", ["JPEG", "PNG", "TIFF", "WEBP", "AVIF", "HEIF"])
    def test_an_embedded_profile_is_followed(self, format_: str) -> None:
        image = Image.new("RGB", (40, 40), (200, 30, 30))
        found = pixels(encode(image, format_, icc_profile=pictures.swapped_profile(), quality=95))
        assert found[20, 20] == pytest.approx((30, 200, 30), abs=10)

    def test_a_cmyk_profile_is_followed(self) -> None:
        image = Image.new("CMYK", (16, 16), (255, 0, 0, 0))
        red, green, blue = pixels(encode(image, "TIFF", icc_profile=pictures.blue_cyan_profile()))[
            8, 8
        ].tolist()
        assert blue > 150
        assert max(red, green) < 80

    @pytest.mark.parametrize("profile", [b"", b"not a profile", pictures.swapped_profile()[:200]])
    def test_a_damaged_profile_is_left_out(self, profile: bytes) -> None:
        assert_upright(encode(quarters(), "PNG", icc_profile=profile), tolerance=0)

    @pytest.mark.parametrize("mode", ["L", "CMYK"])
    def test_a_profile_for_another_kind_of_picture_is_left_out(self, mode: str) -> None:
        image = quarters().convert(mode)
        plain = pixels(encode(image, "TIFF"))
        np.testing.assert_array_equal(
            pixels(encode(image, "TIFF", icc_profile=pictures.swapped_profile())), plain
        )

    def test_lab_is_converted(self) -> None:
        image = Image.merge("LAB", [Image.new("L", (8, 8), level) for level in (255, 128, 128)])
        assert pixels(encode(image, "TIFF")).min() > 245


class TestRefusals:
    def test_no_bytes(self) -> None:
        assert problem_of(b"") is Problem.EMPTY_FILE

    @pytest.mark.parametrize(
        "data",
        [
            b"x",
            "一封信，不是图片。".encode(),
            b"BMW, blue, 3 pieces: not a bitmap",
            b"<html><img src='a.jpg'></html>",
            b"%PDF-1.7\n",
            b"PK\x03\x04" + bytes(40),
            b"\0\0\0\x18ftypmp42" + bytes(40),
            b"RIFF\0\0\0\0WAVEfmt ",
            bytes(1000),
        ],
    )
    def test_what_is_no_picture(self, data: bytes) -> None:
        assert problem_of(data) is Problem.NOT_A_PICTURE

    @pytest.mark.parametrize("name", ALL)
    @pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
    def test_a_truncated_file(self, name: str, share: float) -> None:
        format_, options = ALL[name]
        data = encode(cloth(200, 150), format_, **options)
        assert problem_of(data[: int(len(data) * share)]) is Problem.DAMAGED

    @pytest.mark.parametrize("name", ["png", "webp", "heic", "avif", "tiff lzw"])
    def test_a_corrupt_file(self, name: str) -> None:
        format_, options = ALL[name]
        data = bytearray(encode(cloth(200, 150), format_, **options))
        middle = slice(len(data) // 3, 2 * len(data) // 3)
        data[middle] = bytes(byte ^ 0x5A for byte in data[middle])
        try:
            decode(bytes(data))
        except PictureError as error:
            assert error.problem is Problem.DAMAGED

    def test_a_damaged_file_says_what_the_library_said(self) -> None:
        with pytest.raises(PictureError) as raised:
            decode(encode(cloth(200, 150), "JPEG")[:-500])
        assert "truncated" in raised.value.detail

    @pytest.mark.parametrize("format_", pictures.bombs())
    def test_too_many_pixels_are_refused_by_the_header(self, format_: str) -> None:
        side = 16_000 if format_ == "WEBP" else 30_000
        assert problem_of(pictures.bombs(side)[format_]) is Problem.TOO_LARGE

    def test_the_bound_holds_without_pillows_own(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", None)
        with pytest.raises(PictureError) as raised:
            decode(pictures.bombs()["PNG"])
        assert (raised.value.problem, raised.value.detail) == (Problem.TOO_LARGE, "30000 × 30000")

    def test_the_bound_is_where_it_is_said_to_be(self) -> None:
        assert problem_of(pictures.png((MAX_PIXELS // 10_000, 10_001, 8, 0), b"")) is Problem.TOO_LARGE
        assert problem_of(pictures.png((MAX_PIXELS // 10_000, 10_000, 8, 0), b"")) is Problem.DAMAGED

    @pytest.mark.skipif(os.name == "nt", reason="measures with the resource module")
    def test_refusing_a_bomb_takes_no_memory(self) -> None:
        script = """
import resource
from models.decode import decode
from models.problems import PictureError
from tests.pictures import bombs, encode, quarters
for format_ in bombs():
    decode(encode(quarters(), format_))
files = bombs(16_000)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for data in files.values():
    try:
        decode(data)
    except PictureError:
        pass
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""
        done = subprocess.run(
            [sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=True, timeout=60
        )
        assert int(done.stdout) < 20_000  # KiB

    def test_a_lack_of_memory_is_named(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(_image: Image.Image) -> None:
            raise MemoryError

        monkeypatch.setattr("PIL.PngImagePlugin.PngImageFile.load", fail)
        assert problem_of(encode(quarters(), "PNG")) is Problem.OUT_OF_MEMORY


class TestManyHands:
    def test_threads_get_what_one_gets_alone(self) -> None:
        files = [encode(cloth(700, 500), format_, **options) for format_, options in ALL.values()]
        files.append(encode(cloth(700, 500), "JPEG", icc_profile=pictures.swapped_profile()))
        alone = [decode(data).image.tobytes() for data in files]
        with ThreadPoolExecutor(8) as pool:
            together = list(pool.map(lambda data: decode(data).image.tobytes(), files * 3))
        assert together == alone * 3

    def test_no_warning_leaks(self, tmp_path: Path) -> None:
        strange_tiff = bytearray(encode(quarters(), "TIFF"))
        strange_tiff[strange_tiff.index(struct.pack("<HH", 256, 4)) + 4] = 7
        (tmp_path / "1").write_bytes(pictures.png((12_000, 9_000, 1, 0), b""))
        (tmp_path / "2").write_bytes(encode(quarters(), "JPEG", exif=b"Exif\0\0II*\0\xff\xff\xff\xff"))
        (tmp_path / "3").write_bytes(strange_tiff)
        script = """
import sys
from pathlib import Path
from models.decode import decode
from models.problems import PictureError
for path in Path(sys.argv[1]).iterdir():
    try:
        decode(path.read_bytes())
    except PictureError:
        pass
"""
        done = subprocess.run(
            [sys.executable, "-c", script, tmp_path],
            cwd=ROOT,
            capture_output=True,
            check=True,
            timeout=60,
            text=True,
        )
        assert done.stdout + done.stderr == ""


SEEDS = [encode(quarters(), format_, **options) for format_, options in ALL.values()] + [
    encode(quarters().convert("P"), "PNG", transparency=b"\x00\x7f"),
    encode(quarters().convert("CMYK"), "JPEG", icc_profile=pictures.blue_cyan_profile()),
    encode(quarters(), "JPEG", exif=exif(6), icc_profile=pictures.swapped_profile()),
    encode(quarters(), "GIF", save_all=True, append_images=[cloth(60, 40)]),
    encode(Image.new("F", (20, 20), 0.5), "TIFF"),
    encode(quarters().convert("1"), "TIFF", compression="group4"),
    pictures.deep_png(np.full((5, 5, 4), 0x1234, np.uint16)),
    *pictures.bombs().values(),
]


@settings(max_examples=600, deadline=None)
@given(st.data())
def test_strangers_bytes_cause_a_picture_or_a_picture_error(data: st.DataObject) -> None:
    file = bytearray(data.draw(st.sampled_from(SEEDS), "file"))
    for _ in range(data.draw(st.integers(0, 6), "mutations")):
        # Headers and tables stand at the ends of a file; half of the mutations go there.
        at = data.draw(st.integers(0, len(file)) | st.integers(0, min(200, len(file))), "at")
        cut = data.draw(st.sampled_from([0, 1, 2, 4, 60]), "cut")
        file[at : at + cut] = data.draw(
            st.binary(max_size=8) | st.sampled_from([b"\xff" * 4, bytes(4)]), "put"
        )
    if data.draw(st.booleans(), "truncate"):
        del file[data.draw(st.integers(0, len(file)), "length") :]
    try:
        picture = decode(bytes(file))
    except PictureError:
        return
    assert picture.image.mode == "RGB"
    assert max(picture.image.size) < 2 * WORKING_SIDE
    assert picture.width * picture.height <= MAX_PIXELS


def thumbnail_of_thumbnails(data: bytes) -> list[list[list[int]]]:
    """Mean colours of 4 × 4 fields."""
    fields: list[list[list[int]]] = np.asarray(
        decode(data).image.resize((4, 4), Image.Resampling.BOX)
    ).tolist()
    return fields


@pytest.mark.parametrize("name", json.loads((PINNED / "expected.json").read_text(encoding="utf-8")))
def test_known_files_give_known_pictures(name: str) -> None:
    """Every index rests on this: a change here needs another PREPROCESSING_VERSION.

    Builds of the decoders differ by a level in a pixel, which the mean of a field all but levels out; a step
    left out or done twice moves some field by ten levels or more. Hence a tolerance of two.
    """
    expected = json.loads((PINNED / "expected.json").read_text(encoding="utf-8"))[name]
    data = (PINNED / name).read_bytes()
    picture = decode(data)
    assert [picture.width, picture.height, *picture.image.size] == expected["size"]
    difference = np.subtract(thumbnail_of_thumbnails(data), expected["fields"])
    assert np.abs(difference).max() <= 2


class TestReadBytes:
    @pytest.mark.parametrize("name", AWKWARD_NAMES)
    def test_any_name_can_be_read(self, name: str, tmp_path: Path) -> None:
        (tmp_path / name).write_bytes(b"data")
        assert read_bytes(tmp_path / name) == b"data"

    def test_a_path_of_240_characters_can_be_read(self, tmp_path: Path) -> None:
        folder = tmp_path / ("泳" * 60)
        folder.mkdir()
        path = folder / ("x" * (240 - len(str(folder)) - 5) + ".jpg")
        assert len(str(path)) == 240
        path.write_bytes(b"data")
        assert read_bytes(path) == b"data"

    @pytest.mark.parametrize(
        ("make", "problem"),
        [
            (lambda path: None, Problem.NOT_FOUND),
            (lambda path: path.touch(), Problem.EMPTY_FILE),
            (lambda path: path.mkdir(), Problem.NOT_A_PICTURE),
        ],
    )
    def test_what_cannot_be_read_is_named(
        self, make: Callable[[Path], None], problem: Problem, tmp_path: Path
    ) -> None:
        make(tmp_path / "a.jpg")
        with pytest.raises(PictureError) as raised:
            read_bytes(tmp_path / "a.jpg")
        assert raised.value.problem is problem

    def test_a_path_through_a_file_or_with_a_nul_is_not_found(self, tmp_path: Path) -> None:
        (tmp_path / "a.jpg").write_bytes(b"data")
        for path in (tmp_path / "a.jpg" / "b.jpg", tmp_path / "a\0.jpg"):
            with pytest.raises(PictureError) as raised:
                read_bytes(path)
            assert raised.value.problem is Problem.NOT_FOUND

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in the file system")
    def test_a_pipe_is_refused_at_once(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "a.jpg")
        refused = threading.Event()

        def read() -> None:
            with pytest.raises(PictureError):
                read_bytes(tmp_path / "a.jpg")
            refused.set()

        threading.Thread(target=read, daemon=True).start()
        assert refused.wait(5)

    def test_an_absurdly_large_file_is_refused(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(decoding, "MAX_BYTES", 100)
        (tmp_path / "a.jpg").write_bytes(bytes(100))
        assert len(read_bytes(tmp_path / "a.jpg")) == 100
        (tmp_path / "a.jpg").write_bytes(bytes(101))
        with pytest.raises(PictureError) as raised:
            read_bytes(tmp_path / "a.jpg")
        assert raised.value.problem is Problem.TOO_LARGE

    def test_a_file_one_may_not_read_is_named(self, tmp_path: Path) -> None:
        path = tmp_path / "秘密.jpg"
        path.write_bytes(b"data")
        path.chmod(0)
        script = """
import sys
from pathlib import Path
from models.decode import read_bytes
from models.problems import PictureError
try:
    read_bytes(Path(sys.argv[1]))
except PictureError as error:
    print(error.problem)
"""
        assert run_without_privilege(script, path).strip() == Problem.NO_PERMISSION
