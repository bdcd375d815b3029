"""Catalogue pictures made small for the report."""

import base64
import io
from pathlib import Path

from PIL import Image

from models.decode import decode, read_bytes
from models.problems import PictureError

QUALITY = 80


def small(path: Path, side: int) -> Image.Image | None:
    """The picture with this long side at most; None if it cannot be read."""
    try:
        image = decode(read_bytes(path)).image
    except PictureError:
        return None
    image.thumbnail((side, side), Image.Resampling.LANCZOS)
    return image


def jpeg_uri(image: Image.Image) -> str:
    """The picture as a data URI."""
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=QUALITY)
    return data_uri(buffer.getvalue(), "image/jpeg")


def data_uri(data: bytes, media_type: str) -> str:
    """Bytes as an address that holds them itself."""
    return f"data:{media_type};base64,{base64.b64encode(data).decode('ascii')}"
