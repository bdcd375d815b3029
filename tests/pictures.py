"""Makers of small picture files, sound and unsound, for the tests."""

import io
import struct
import zlib
from typing import Any

import numpy as np
import pillow_heif
from numpy.typing import NDArray
from PIL import Image

pillow_heif.register_heif_opener()

RED, GREEN, BLUE, YELLOW = (200, 30, 40), (20, 160, 60), (30, 50, 190), (230, 200, 40)

AWKWARD_NAMES = (
    "款式图 连体泳衣.jpg",
    "👙🏖️ summer.jpg",
    "  two  spaces .jpg",
    "100% new%20.jpg",
    "set [1] (copy).jpg",
    "it's #1 & «best»;.jpg",
    "e\u0301t\u00e9.jpg",
    "UPPER.JPG",
)


def quarters(width: int = 60, height: int = 40) -> Image.Image:
    """Red, green / blue, yellow: no turn and no flip leaves it as it is."""
    pixels = np.empty((height, width, 3), np.uint8)
    pixels[: height // 2, : width // 2] = RED
    pixels[: height // 2, width // 2 :] = GREEN
    pixels[height // 2 :, : width // 2] = BLUE
    pixels[height // 2 :, width // 2 :] = YELLOW
    return Image.fromarray(pixels)


def cloth(width: int, height: int, seed: int = 0) -> Image.Image:
    """A soft many-coloured print."""
    dots = np.random.default_rng(seed).integers(0, 256, (height // 50 + 2, width // 50 + 2, 3), np.uint8)
    return Image.fromarray(dots).resize((width, height), Image.Resampling.BICUBIC)


def encode(image: Image.Image, format_: str, **options: Any) -> bytes:
    """The picture as the bytes of a file."""
    buffer = io.BytesIO()
    image.save(buffer, format_, **options)
    return buffer.getvalue()


def jpeg(seed: int = 0) -> bytes:
    """A small JPEG, another for each seed."""
    return encode(cloth(120, 90, seed), "JPEG")


def exif(orientation: int) -> bytes:
    """An EXIF block with an orientation."""
    block = Image.Exif()
    block[0x0112] = orientation
    return block.tobytes()


def png(header: tuple[int, int, int, int], scanlines: bytes) -> bytes:
    """A PNG file.

    Args:
        header: width, height, bits a channel, colour type (0 grey, 2 RGB, 4 grey and alpha, 6 RGBA).
        scanlines: raw rows, each behind a filter byte.
    """
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", struct.pack(">IIBBBBB", *header, 0, 0, 0))
        + _chunk(b"IDAT", zlib.compress(scanlines))
        + _chunk(b"IEND", b"")
    )


def deep_png(values: NDArray[np.uint16]) -> bytes:
    """A 16-bit PNG of values (height, width, channels)."""
    height, width, channels = values.shape
    rows = b"".join(b"\0" + row.astype(">u2").tobytes() for row in values)
    return png((width, height, 16, {1: 0, 2: 4, 3: 2, 4: 6}[channels]), rows)


def without_adobe_mark(data: bytes) -> bytes:
    """A JPEG file less its APP14 segment."""
    at = data.index(b"\xff\xee")
    return data[:at] + data[at + 2 + int.from_bytes(data[at + 2 : at + 4], "big") :]


def bombs(side: int = 30_000) -> dict[str, bytes]:
    """Small files that announce side × side pixels, by format."""
    dib = struct.pack("<IiiHHIIiiII", 40, side, side, 1, 24, 0, 0, 0, 0, 0, 0)
    start_of_frame = encode(quarters(), "JPEG")
    at = start_of_frame.index(b"\xff\xc0") + 5
    heif = encode(quarters(80, 80), "HEIF")
    extent = heif.index(b"ispe") + 8
    canvas = b"WEBPVP8X" + struct.pack("<I", 10) + bytes(4) + 2 * (side - 1).to_bytes(3, "little")
    return {
        "PNG": png((side, side, 8, 2), bytes(1000)),
        "JPEG": start_of_frame[:at] + struct.pack(">HH", side, side) + start_of_frame[at + 4 :],
        "BMP": b"BM" + struct.pack("<IHHI", 0, 0, 0, 54) + dib,
        "GIF": b"GIF89a"
        + struct.pack("<HHBBB", side, side, 0, 0, 0)
        + b","
        + struct.pack("<HHHHB", 0, 0, 1, 1, 0)
        + b"\2\0;",
        "WEBP": b"RIFF" + struct.pack("<I", len(canvas)) + canvas,
        "TIFF": _tiff_header(side),
        "HEIF": heif[:extent] + struct.pack(">II", side, side) + heif[extent + 8 :],
    }


def swapped_profile() -> bytes:
    """An ICC profile of an RGB screen whose red channel shines green, and whose green one shines red."""
    red, green, blue = (0.4361, 0.2225, 0.0139), (0.3851, 0.7169, 0.0971), (0.1431, 0.0606, 0.7141)
    curve = b"curv" + struct.pack(">IIH", 0, 1, int(2.2 * 256))
    return _profile(
        b"mntrRGB XYZ ",
        {
            b"rXYZ": _xyz(green),
            b"gXYZ": _xyz(red),
            b"bXYZ": _xyz(blue),
            b"rTRC": curve,
            b"gTRC": curve,
            b"bTRC": curve,
        },
    )


def blue_cyan_profile() -> bytes:
    """An ICC profile of a CMYK press whose inks all print black, save cyan, which prints a deep blue."""
    lab = np.tile(np.array([0, 128, 128], np.uint8), (16, 1))
    lab[0b0000] = 255, 128, 128
    lab[0b1000] = 80, 178, 28
    straight = bytes(range(256))
    matrix = struct.pack(">9i", *(65536 * (k % 4 == 0) for k in range(9)))
    table = b"mft1" + bytes(4) + bytes([4, 3, 2, 0]) + matrix + 4 * straight + lab.tobytes()
    return _profile(b"prtrCMYKLab ", {b"A2B0": table + 3 * straight})


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _tiff_header(side: int) -> bytes:
    tags = {256: side, 257: side, 258: 8, 259: 1, 262: 1, 273: 8, 277: 1, 278: side, 279: 1000}
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags.items())
    return b"II*\0" + struct.pack("<IH", 8, len(tags)) + entries + bytes(4)


def _xyz(values: tuple[float, float, float]) -> bytes:
    return b"XYZ " + struct.pack(">I3i", 0, *(round(value * 65536) for value in values))


def _profile(kind: bytes, tags: dict[bytes, bytes]) -> bytes:
    """An ICC v2 profile: kind is class, colour space and connection space."""
    name = b"desc" + struct.pack(">II", 0, 5) + b"test\0" + bytes(78)
    tags = {b"desc": name, b"cprt": b"text\0\0\0\0none\0", b"wtpt": _xyz((0.9642, 1.0, 0.8249)), **tags}
    at = 132 + 12 * len(tags)
    table, body = b"", b""
    for tag, data in tags.items():
        table += tag + struct.pack(">II", at + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    size = at + len(body)
    header = struct.pack(">I4sI", size, b"none", 0x02100000) + kind + bytes(12) + b"acsp" + bytes(28)
    header += struct.pack(">3i", round(0.9642 * 65536), 65536, round(0.8249 * 65536)) + bytes(48)
    return header + struct.pack(">I", len(tags)) + table + body
