"""The process of the window: what must be set before Qt begins and cleared after it ends."""

import os
import signal
import socket
import sys
from pathlib import Path
from types import FrameType

from PyQt5.QtCore import QCoreApplication, QLocale, QObject, QSocketNotifier, Qt
from PyQt5.QtGui import QIcon
from PyQt5.QtWidgets import QApplication, QMessageBox
from PyQt5.sip import voidptr

from app import problem_text
from app.crash import CrashReporter
from app.language import Translators, choose
from app.program import Program
from app.resources import ICONS
from app.single_instance import InstanceHangs, SingleInstance
from app.version import PROGRAM, VERSION
from models.problems import Problem

WINDOWS_ID = "SwimwearFinder.Window"
SUCCESS, FAILURE, ENVIRONMENT = 0, 1, 3


def run(data_dir: Path, picture: Path | None = None) -> int:
    """Show the window over the catalogue of a data folder until the user quits; returns the exit status.

    Args:
        picture: searched for as soon as the window is open; a window already open takes it over.
    """
    app = _application()
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        return _cannot_start(app, problem_text.sentence(Problem.DATA_FOLDER), f"{data_dir}\n{error}")
    instance = SingleInstance(data_dir, app)
    try:
        if not instance.begin(picture):
            return SUCCESS
    except InstanceHangs:
        return _cannot_start(app, _hangs(), "")
    reporter = CrashReporter(data_dir, app)
    last_fault = reporter.install()
    _Interrupts(app)
    program = Program(app, data_dir)
    instance.raised.connect(lambda path: _come_to_front(program, path))
    program.start()
    if last_fault:
        reporter.show_last(last_fault)
    if picture is not None:
        program.window.open_picture(picture.absolute())
    status = app.exec_()
    instance.close()
    ended = program.stop()
    reporter.uninstall()
    if not ended:
        # A thread hangs in a dead network share; the catalogue is safe, every batch is a transaction.
        os._exit(status)
    return status


def _application() -> QApplication:
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_EnableHighDpiScaling)
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_UseHighDpiPixmaps)
    QApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    if sys.platform == "linux":
        # Nothing is painted by OpenGL, and its libraries take 50 MB and some of the start.
        os.environ.setdefault("QT_XCB_GL_INTEGRATION", "none")
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(WINDOWS_ID)
    app = QApplication(sys.argv[:1])
    app.setApplicationName(PROGRAM)
    app.setApplicationVersion(VERSION)
    app.setWindowIcon(program_icon())
    return app


def program_icon() -> QIcon:
    """The program's icon in every size it was drawn for."""
    icon = QIcon()
    for path in sorted(ICONS.glob("swimwear-finder-*.png")):
        icon.addFile(str(path))
    return icon


def _come_to_front(program: Program, picture: str) -> None:
    program.window.come_to_front()
    if picture:
        program.window.open_picture(Path(picture))


def _hangs() -> str:
    return QCoreApplication.translate(
        "Application", "The program is already running but does not answer. End it in the task manager first."
    )


def _cannot_start(app: QApplication, text: str, detail: str) -> int:
    translators = Translators(app)
    translators.use(choose(QLocale.system().uiLanguages()))
    box = QMessageBox(QMessageBox.Icon.Critical, PROGRAM, text)
    box.setObjectName("cannotStart")
    box.setInformativeText(detail)
    box.exec_()
    return ENVIRONMENT


class _Interrupts(QObject):
    """Lets Ctrl-C and a polite kill end the program: Qt's event loop alone never gives Python a turn."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._in, self._out = socket.socketpair()
        for end in (self._in, self._out):
            end.setblocking(False)
        signal.set_wakeup_fd(self._out.fileno(), warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(voidptr(self._in.fileno()), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._drain)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._quit)

    def _drain(self) -> None:
        self._in.recv(64)

    @staticmethod
    def _quit(_number: int, _frame: FrameType | None) -> None:
        QApplication.quit()
