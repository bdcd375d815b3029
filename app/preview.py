"""The sample picture made ready to be shown, beside the window's thread."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PyQt5.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PyQt5.QtGui import QImage, QImageReader, QPainter

from models.problems import PictureError, Problem

MAX_BYTES = 256 * 1024 * 1024


@dataclass(frozen=True)
class Preview:
    """What can be shown of a picture.

    Attributes:
        image: upright and scaled down; None if it cannot be shown.
        size: pixels of the whole picture, upright; bytes: size of its file.
        problem: why the file cannot be read.
    """

    image: QImage | None = None
    size: QSize | None = None
    bytes: int = 0
    problem: Problem | None = None


def preview_of_file(path: Path, edge: int, instead: Callable[[], bytes | None] | None = None) -> Preview:
    """Read a file and decode it to at most `edge` pixels; `instead` gives bytes if the file cannot be read."""
    problem = None
    try:
        if path.stat().st_size > MAX_BYTES:
            return Preview(bytes=path.stat().st_size, problem=Problem.TOO_LARGE)
        data = path.read_bytes()
    except FileNotFoundError:
        problem = Problem.NOT_FOUND
    except PermissionError:
        problem = Problem.NO_PERMISSION
    except OSError:
        problem = Problem.UNREADABLE
    if problem is None:
        return preview_of_bytes(data, edge)
    thumbnail = instead() if instead else None
    if thumbnail is None:
        return Preview(problem=problem)
    return Preview(image=preview_of_bytes(thumbnail, edge).image)


def preview_of_bytes(data: bytes, edge: int) -> Preview:
    """Decode the bytes of a picture file to at most `edge` pixels, upright."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > edge:
        reader.setScaledSize(size.scaled(edge, edge, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        return _preview_by_engine(data)
    turned = image.width() > image.height()
    if size.isValid() and turned != (size.width() > size.height()):
        size.transpose()
    return Preview(on_white(image), size if size.isValid() else image.size(), len(data))


def _preview_by_engine(data: bytes) -> Preview:
    """Formats that Qt does not read, HEIC photos above all, as the engine sees them."""
    from models.decode import decode

    try:
        picture = decode(data)
    except PictureError:
        return Preview(bytes=len(data))
    rgb = picture.image
    image = QImage(rgb.tobytes(), rgb.width, rgb.height, 3 * rgb.width, QImage.Format.Format_RGB888).copy()
    return Preview(image, QSize(picture.width, picture.height), len(data))


def png_of(image: QImage) -> bytes:
    """The bitmap as the bytes of a PNG file; fast rather than small."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG", 80)
    return bytes(buffer.data())


def on_white(image: QImage) -> QImage:
    """The picture without transparency, as the engine sees it."""
    if not image.hasAlphaChannel():
        return image
    ground = QImage(image.size(), QImage.Format.Format_RGB32)
    ground.fill(Qt.GlobalColor.white)
    painter = QPainter(ground)
    painter.drawImage(0, 0, image)
    painter.end()
    return ground
