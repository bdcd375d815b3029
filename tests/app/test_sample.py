"""What a drop or a paste is taken for."""

from pathlib import Path

import pytest
from PyQt5.QtCore import QMimeData, QUrl
from PyQt5.QtGui import QColor, QImage

from app.preview import on_white, png_of, preview_of_bytes, preview_of_file
from app.sample import arrival_of, may_hold_picture, sort_paths
from models.problems import Problem


def text(words: str) -> QMimeData:
    data = QMimeData()
    data.setText(words)
    return data


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("/home/李/样图.jpg", "/home/李/样图.jpg"),
        ('"/a b/c.jpg"', "/a b/c.jpg"),
        ("'/a/b.jpg'\n", "/a/b.jpg"),
        ("file:///a%20b/c.jpg", "/a b/c.jpg"),
        (r"C:\样图\a.jpg", r"C:\样图\a.jpg"),
        (r'"C:\Users\李 雷\a.jpg"', r"C:\Users\李 雷\a.jpg"),
        ("D:/a.jpg", "D:/a.jpg"),
        (r"\\server\share\a.jpg", r"\\server\share\a.jpg"),
    ],
)
def test_text_that_is_a_path_is_one(words: str, path: str) -> None:
    assert arrival_of(text(words)).paths == (Path(path),)


def test_several_lines_are_several_paths() -> None:
    assert arrival_of(text("/a.jpg\n/b.jpg\n")).paths == (Path("/a.jpg"), Path("/b.jpg"))


@pytest.mark.parametrize("words", ["https://example.com/a.jpg", "http://a/b.png"])
def test_a_web_address_as_text_is_remote(words: str) -> None:
    assert arrival_of(text(words)).remote == words


def test_a_picture_beside_a_web_address_is_taken() -> None:
    data = QMimeData()
    data.setUrls([QUrl("https://example.com/a.jpg")])
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    data.setImageData(image)
    assert arrival_of(data).bitmap == image


def test_nothing_is_nothing() -> None:
    assert not arrival_of(None)
    assert not arrival_of(QMimeData())
    assert not may_hold_picture(None)
    assert not may_hold_picture(QMimeData())


def test_the_disk_is_asked_what_paths_are(tmp_path: Path) -> None:
    file = tmp_path / "a.jpg"
    file.touch()
    sorted_ = sort_paths([tmp_path, file, tmp_path / "nowhere", Path("/" + "x" * 5000)])
    assert sorted_.folders == (tmp_path,)
    assert sorted_.files == (file,)
    assert len(sorted_.missing) == 2


def test_a_preview_is_scaled_down_and_keeps_the_true_size() -> None:
    image = QImage(800, 400, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    preview = preview_of_bytes(png_of(image), 200)
    assert preview.image is not None
    assert preview.size is not None
    assert (preview.image.width(), preview.image.height()) == (200, 100)
    assert (preview.size.width(), preview.size.height()) == (800, 400)


def test_transparency_is_shown_on_white() -> None:
    image = QImage(8, 8, QImage.Format.Format_ARGB32)
    image.fill(0)
    assert on_white(image).pixelColor(3, 3) == QColor("white")
    assert preview_of_bytes(png_of(image), 100).image == on_white(image)


def test_a_missing_file_is_shown_by_its_thumbnail(tmp_path: Path) -> None:
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(QColor("navy"))
    assert preview_of_file(tmp_path / "gone.jpg", 100).problem is Problem.NOT_FOUND
    instead = preview_of_file(tmp_path / "gone.jpg", 100, lambda: png_of(image))
    assert instead.problem is None
    assert instead.image is not None
