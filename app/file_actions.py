"""What a user does with a picture's file: open it, show it in its folder, copy it.

Files may lie on a share that answers late or never, so they are looked at and read on a daemon thread of
each action's own; what needs the window's thread (clipboard, desktop services) comes back to it. Every action
ends by calling `report` in the window's thread, with None or with what stood in the way.
"""

import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import ClassVar

from PyQt5.QtCore import (
    QBuffer,
    QByteArray,
    QIODevice,
    QMetaType,
    QMimeData,
    QObject,
    QSize,
    QUrl,
    pyqtSignal,
)
from PyQt5.QtDBus import QDBus, QDBusArgument, QDBusConnection, QDBusMessage
from PyQt5.QtGui import QDesktopServices, QGuiApplication, QImage, QImageReader

from app.obstacle import NoProgram, Obstacle
from models.problems import Problem

Report = Callable[[Obstacle | None], None]
Action = Callable[[Path, Report], None]

MAX_BITMAP_BYTES = 64 * 1024 * 1024
MAX_BITMAP_PIXELS = 64_000_000
LAUNCH_SECONDS = 5.0
FILE_MANAGER = "org.freedesktop.FileManager1"


def ignore(obstacle: Obstacle | None) -> None:
    """The report of a caller that does not ask how an action went."""


def open_file(path: Path, report: Report = ignore) -> None:
    """Open the picture in the program the system has for it."""

    def finish(answer: object) -> None:
        if answer is None and not QDesktopServices.openUrl(_url(path)):
            answer = NoProgram.TO_OPEN
        report(_obstacle(answer))

    _Errand.start(lambda: problem_of(path), finish)


def open_folder(path: Path, report: Report = ignore) -> None:
    """Open a folder in the file manager."""

    def finish(answer: object) -> None:
        if answer is None and not QDesktopServices.openUrl(_url(path)):
            answer = NoProgram.TO_SHOW_FOLDERS
        report(_obstacle(answer))

    _Errand.start(lambda: None if _is_folder(path) else Problem.FOLDER_NOT_FOUND, finish)


def show_in_folder(path: Path, report: Report = ignore) -> None:
    """Show the picture's folder in the file manager, the picture selected where the system can do that."""

    def work() -> object:
        return problem_of(path) or _select_in_file_manager(path)

    def finish(answer: object) -> None:
        if answer is False and not QDesktopServices.openUrl(_url(path.parent)):
            answer = NoProgram.TO_SHOW_FOLDERS
        report(_obstacle(answer))

    _Errand.start(work, finish)


def copy_picture(path: Path, report: Report = ignore) -> None:
    """Put the picture on the clipboard, both as a bitmap and as a file."""
    copy_pictures([path], report)


def copy_pictures(paths: Sequence[Path], report: Report = ignore) -> None:
    """Put pictures on the clipboard as files, a single one as a bitmap as well.

    Those that are there are copied even if others are missing; the report then names the first problem.
    """

    def finish(answer: object) -> None:
        assert isinstance(answer, _Copy)
        if answer.paths:
            data = QMimeData()
            data.setUrls([_url(path) for path in answer.paths])
            if answer.bitmap is not None:
                data.setImageData(answer.bitmap)
            _set_clipboard(data)
        report(answer.problem)

    _Errand.start(lambda: _read_copy(paths), finish)


def copy_path(path: Path, report: Report = ignore) -> None:
    """Put the picture's full path on the clipboard as text."""
    copy_paths([path], report)


def copy_paths(paths: Sequence[Path], report: Report = ignore) -> None:
    """Put full paths on the clipboard as text, one a line. The files are not touched: this cannot fail."""
    data = QMimeData()
    data.setText("\n".join(str(path) for path in paths))
    _set_clipboard(data)
    report(None)


def problem_of(path: Path) -> Problem | None:
    """What keeps a file from being used, if anything. Touches the disk: not for the window's thread."""
    try:
        path.stat()
    except FileNotFoundError:
        return Problem.NOT_FOUND if _is_folder(path.parent) else Problem.FOLDER_NOT_FOUND
    except PermissionError:
        return Problem.NO_PERMISSION
    except OSError:
        return Problem.UNREADABLE
    return None


def explorer_command(path: PurePath) -> str:
    """The one string that makes the Windows Explorer select a file; a list of words would break on spaces."""
    return f'explorer /select,"{path}"'


class _Errand(QObject):
    """Runs `work` on a thread of its own, then `finish` with its answer in the thread that started it.

    Signals:
        done(answer): emitted by the thread; its connection carries the answer over.
    """

    done = pyqtSignal(object)
    _under_way: ClassVar[set["_Errand"]] = set()

    def __init__(self, work: Callable[[], object], finish: Callable[[object], None]) -> None:
        super().__init__()
        self._work = work
        self._finish = finish
        self.done.connect(self._end)

    @classmethod
    def start(cls, work: Callable[[], object], finish: Callable[[object], None]) -> None:
        errand = cls(work, finish)
        cls._under_way.add(errand)
        threading.Thread(target=errand._run, name="file action", daemon=True).start()

    def _run(self) -> None:
        self.done.emit(self._work())

    def _end(self, answer: object) -> None:
        self._under_way.discard(self)
        self._finish(answer)


@dataclass(frozen=True)
class _Copy:
    """What goes on the clipboard, and what stood in the way of the rest."""

    paths: tuple[Path, ...]
    bitmap: QImage | None
    problem: Problem | None


def _read_copy(paths: Sequence[Path]) -> _Copy:
    problems = {path: problem_of(path) for path in paths}
    present = tuple(path for path in paths if problems[path] is None)
    problem = next((problem for problem in problems.values() if problem is not None), None)
    if len(paths) > 1 or not present:
        return _Copy(present, None, problem)
    try:
        return _Copy(present, _read_bitmap(present[0]), None)
    except PermissionError:
        return _Copy((), None, Problem.NO_PERMISSION)
    except OSError:
        return _Copy((), None, Problem.UNREADABLE)


def _read_bitmap(path: Path) -> QImage | None:
    """The upright picture; None if it is too large for a clipboard or in a format that Qt does not read."""
    if path.stat().st_size > MAX_BITMAP_BYTES:
        return None
    buffer = QBuffer()
    buffer.setData(QByteArray(path.read_bytes()))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size: QSize = reader.size()
    if size.isValid() and size.width() * size.height() > MAX_BITMAP_PIXELS:
        return None
    image = reader.read()
    return None if image.isNull() else image


def _select_in_file_manager(path: Path) -> bool:
    """Ask the system's file manager to select the file; False if there is none that can."""
    if sys.platform == "win32":
        return _launch(explorer_command(path))
    if sys.platform == "darwin":
        return _launch(["open", "-R", str(path)])
    return _show_items(path)


def _launch(command: str | list[str]) -> bool:
    """Start a program that goes on without us; the wait only lets one that ends at once leave no trace."""
    try:
        process = subprocess.Popen(command)
    except OSError:
        return False
    with suppress(subprocess.TimeoutExpired):
        process.wait(LAUNCH_SECONDS)
    return True


def _show_items(path: Path) -> bool:
    bus = QDBusConnection.sessionBus()
    if not bus.isConnected():
        return False
    urls = QDBusArgument()
    urls.add([bytes(_url(path).toEncoded()).decode("ascii")], QMetaType.Type.QStringList)
    call = QDBusMessage.createMethodCall(
        FILE_MANAGER, "/org/freedesktop/FileManager1", FILE_MANAGER, "ShowItems"
    )
    call.setArguments([urls, ""])
    answer = bus.call(call, QDBus.CallMode.Block, int(LAUNCH_SECONDS * 1000))
    return answer.type() == QDBusMessage.MessageType.ReplyMessage


def _set_clipboard(data: QMimeData) -> None:
    clipboard = QGuiApplication.clipboard()
    assert clipboard is not None
    clipboard.setMimeData(data)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _obstacle(answer: object) -> Obstacle | None:
    return answer if isinstance(answer, Problem | NoProgram) else None


def _url(path: Path) -> QUrl:
    return QUrl.fromLocalFile(str(path))
