"""From the bytes of a picture file to upright RGB pixels: one way for catalogue, query and thumbnail alike.

What this module does to a picture is frozen under `PREPROCESSING_VERSION`: features of two versions cannot be
compared. The steps, in their order:

    format by content │ size bound from the header │ pixels (JPEG at reduced scale) │ 8 bits a channel │ reduce
    │ alpha on white │ colour profile to sRGB │ orientation

Importing it bounds Pillow's own decoders (some reserve memory before they hand the size out) and silences
their warnings for the whole process: Python's per-call warning filters are not thread-safe.
"""

import io
import stat
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pillow_heif
from numpy.typing import NDArray
from PIL import ExifTags, Image, ImageChops, ImageCms, UnidentifiedImageError

from models.problems import PictureError, Problem, reading_problem

PREPROCESSING_VERSION = 2

WORKING_SIDE = 448
"""Twice the network's side. Larger pictures are divided by the largest whole number that leaves a long side of this,
as JPEG can be while it is decoded, and the mean of whole pixels is many times faster than a filter of fine size."""

MAX_PIXELS = 150_000_000
"""More than twice an A3 scan at 600 dpi."""

MAX_BYTES = 2**30

_SIGNATURES = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"II+\0", "TIFF"),
    (b"MM\0+", "TIFF"),
)
_BMP_HEADER_SIZES = frozenset({12, 40, 52, 56, 64, 108, 124})
_AVIF_BRANDS = frozenset({b"avif", b"avis"})
_HEIF_BRANDS = frozenset(
    {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"}
)
_DEEP_MODES = frozenset({"I", "F", "I;16", "I;16L", "I;16B", "I;16N"})
_DEEP_WHITES = (1, 2**8 - 1, 2**16 - 1, 2**32 - 1)
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_SIDEWAYS = frozenset({5, 6, 7, 8})
_SRGB = ImageCms.createProfile("sRGB")

pillow_heif.register_heif_opener()
Image.MAX_IMAGE_PIXELS = MAX_PIXELS // 2  # Pillow refuses at twice this
for _category in (UserWarning, Image.DecompressionBombWarning):
    warnings.filterwarnings("ignore", category=_category, module=r"PIL\.")


@dataclass(frozen=True)
class Picture:
    """A decoded picture.

    Attributes:
        image: upright RGB without metadata, long side from `WORKING_SIDE` to less than twice that where the picture
            has as much, never enlarged.
        width, height: pixels of the upright picture at full size.
    """

    image: Image.Image
    width: int
    height: int


def read_bytes(path: Path) -> bytes:
    """Read a whole file; native libraries get its bytes, since several of them cannot open a Chinese path.

    Raises:
        PictureError: NOT_FOUND, NO_PERMISSION, UNREADABLE, EMPTY_FILE, TOO_LARGE (over `MAX_BYTES`),
            OUT_OF_MEMORY, or NOT_A_PICTURE for a folder or a device.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # before opening: a pipe would wait for ever
            raise PictureError(Problem.NOT_A_PICTURE)
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise PictureError(reading_problem(error), error.strerror or "") from error
    except ValueError as error:  # a NUL in a pasted path
        raise PictureError(Problem.NOT_FOUND, str(error)) from error
    except MemoryError as error:
        raise PictureError(Problem.OUT_OF_MEMORY) from error
    if not data:
        raise PictureError(Problem.EMPTY_FILE)
    if len(data) > MAX_BYTES:
        raise PictureError(Problem.TOO_LARGE, f"> {MAX_BYTES} bytes")
    return data


def decode(data: bytes) -> Picture:
    """Decode the first frame or page of a picture file. Thread-safe and deterministic.

    Raises:
        PictureError: EMPTY_FILE, NOT_A_PICTURE, DAMAGED, TOO_LARGE (over `MAX_PIXELS`, found before any pixel
            is decoded) or OUT_OF_MEMORY. Nothing else, whatever the bytes.
    """
    with _decoder_errors():
        image = _open(data)
        width, height = image.size
        _load(image)
        orientation = _orientation(image)
        if image.format == "TIFF":  # Pillow turns TIFF, and only TIFF, while it loads
            width, height = image.size
        profile = image.info.get("icc_profile")
        upright = _to_srgb(_on_white(_reduced(_plain(image))), profile)
    if orientation in _TURNS:
        upright = upright.transpose(_TURNS[orientation])
    if orientation in _SIDEWAYS:
        width, height = height, width
    upright.info = {}
    return Picture(upright, width, height)


@contextmanager
def _decoder_errors() -> Iterator[None]:
    """Name whatever the decoders raise.

    `Exception` on purpose: on damaged files Pillow and the libraries under it raise nearly every built-in
    exception there is, and one file must not end the reading of a catalogue. The detail keeps the type.
    """
    try:
        yield
    except PictureError:
        raise
    except MemoryError as error:
        raise PictureError(Problem.OUT_OF_MEMORY) from error
    except Image.DecompressionBombError as error:
        raise PictureError(Problem.TOO_LARGE, f"> {MAX_PIXELS} pixels") from error
    except UnidentifiedImageError as error:
        raise PictureError(Problem.DAMAGED, "unreadable header") from error
    except Exception as error:
        raise PictureError(Problem.DAMAGED, f"{type(error).__name__}: {error}") from error


def _open(data: bytes) -> Image.Image:
    """Read the header only."""
    if not data:
        raise PictureError(Problem.EMPTY_FILE)
    format_ = _format_of(data)
    if format_ is None:
        raise PictureError(Problem.NOT_A_PICTURE)
    image = Image.open(io.BytesIO(data), formats=[format_])
    if image.width * image.height > MAX_PIXELS:
        raise PictureError(Problem.TOO_LARGE, f"{image.width} × {image.height}")
    return image


def _format_of(data: bytes) -> str | None:
    """Pillow's name for the format that the first bytes announce."""
    for signature, format_ in _SIGNATURES:
        if data.startswith(signature):
            return format_
    if data[:2] == b"BM" and int.from_bytes(data[14:18], "little") in _BMP_HEADER_SIZES:
        return "BMP"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    if data[4:8] == b"ftyp":
        return _format_of_brands(data)
    return None


def _format_of_brands(data: bytes) -> str | None:
    """HEIC and AVIF share a container; its first box lists the brands a reader must know one of."""
    end = min(int.from_bytes(data[:4], "big"), 256)
    brands = {data[at : at + 4] for at in range(8, end, 4)}
    if brands & _AVIF_BRANDS:
        return "AVIF"
    return "HEIF" if brands & _HEIF_BRANDS else None


def _load(image: Image.Image) -> None:
    if image.format in {"JPEG", "MPO"}:
        factor = max(1, max(image.size) // WORKING_SIDE)
        image.draft(None, (max(1, image.width // factor), max(1, image.height // factor)))
    image.load()


def _orientation(image: Image.Image) -> int:
    """The EXIF orientation from 1 to 8; a damaged EXIF block counts as none."""
    try:
        value = image.getexif().get(ExifTags.Base.Orientation)
    except Exception:  # as free with exceptions as the decoders, see _decoder_errors
        return 1
    return value if isinstance(value, int) and value in _TURNS else 1


def _plain(image: Image.Image) -> Image.Image:
    """The picture in one of the modes L, LA, RGB, RGBA, CMYK."""
    if image.mode in _DEEP_MODES:
        return _eight_bits(image)
    if image.has_transparency_data:
        return image.convert("LA" if image.mode in {"1", "L", "LA", "La"} else "RGBA")
    if image.mode == "CMYK":
        # Adobe stores inks inverted and says so; Pillow takes every JPEG for Adobe's.
        foreign = image.format in {"JPEG", "MPO"} and "adobe" not in image.info
        return ImageChops.invert(image) if foreign else image
    if image.mode == "1":
        return image.convert("L")
    return image if image.mode in {"L", "RGB"} else image.convert("RGB")


def _eight_bits(image: Image.Image) -> Image.Image:
    """Grey of 16 or 32 bits or floats as L.

    16 bits keep their upper byte, as Pillow does for 16-bit colour. Wider numbers do not say where their white
    is; it is taken to be the lowest of 1, 255, 65535 and 2**32 - 1 that no value exceeds.
    """
    values = np.asarray(image)
    if image.mode.startswith("I;16"):
        return Image.fromarray((values >> 8).astype(np.uint8))
    finite: NDArray[Any] = np.nan_to_num(values)
    brightest = finite.max()
    white = next((white for white in _DEEP_WHITES if brightest <= white), brightest)
    return Image.fromarray((np.clip(finite / white, 0, 1) * 255).astype(np.uint8))


def _reduced(image: Image.Image) -> Image.Image:
    factor = max(image.size) // WORKING_SIDE
    return image.reduce(factor) if factor > 1 else image


def _on_white(image: Image.Image) -> Image.Image:
    """LA and RGBA laid on white as L and RGB; other modes as they are."""
    if image.mode not in {"LA", "RGBA"}:
        return image
    flat = Image.new(image.mode[:-1], image.size, "white")
    flat.paste(image.convert(flat.mode), mask=image.getchannel("A"))
    return flat


def _to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """L, RGB or CMYK as RGB in sRGB; a profile that is damaged or of another kind of picture is left out."""
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(image, source, _SRGB, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            converted = None
        if converted is not None:
            return converted
    return image.convert("RGB")
