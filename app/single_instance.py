"""One program for each data folder: a second start hands its picture to the first and ends."""

import hashlib
import json
import sys
from pathlib import Path

from PyQt5.QtCore import QObject, pyqtSignal
from PyQt5.QtNetwork import QLocalServer, QLocalSocket

CONNECT_MS = 500
ANSWER_MS = 5_000
WELCOME = b"welcome\n"


class InstanceHangs(Exception):  # noqa: N818 - what the first start does, not an error of this one
    """A first start is there but does not answer."""


def server_name(data_dir: Path) -> str:
    """Name of the local server of a data folder."""
    digest = hashlib.sha256(str(data_dir.resolve()).casefold().encode("utf-8", "surrogatepass"))
    return f"swimwear-finder-{digest.hexdigest()[:24]}"


class SingleInstance(QObject):
    """Makes the first start the only one.

    Signals:
        raised(picture): another start asks for the window; picture is a path, or empty.
    """

    raised = pyqtSignal(str)

    def __init__(self, data_dir: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = server_name(data_dir)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._welcome)

    def begin(self, picture: Path | None) -> bool:
        """Be the first start, or give the picture to the one that is; True if this is the first.

        Raises:
            InstanceHangs: the first start does not answer.
        """
        if self._hand_over(picture):
            return False
        if self._server.listen(self._name):
            return True
        if self._hand_over(picture):
            return False
        QLocalServer.removeServer(self._name)  # left behind by a start that was killed
        self._server.listen(self._name)
        return True

    def close(self) -> None:
        """Let another start be the first."""
        self._server.close()

    def _hand_over(self, picture: Path | None) -> bool:
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(CONNECT_MS):
            return False
        _let_others_come_to_front()
        message = {"picture": str(picture.absolute()) if picture else ""}
        socket.write(json.dumps(message).encode() + b"\n")
        if not socket.waitForReadyRead(ANSWER_MS):
            raise InstanceHangs
        socket.disconnectFromServer()
        return True

    def _welcome(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(self._read)
            socket.disconnected.connect(socket.deleteLater)

    def _read(self) -> None:
        socket = self.sender()
        assert isinstance(socket, QLocalSocket)
        if not socket.canReadLine():
            return
        line = bytes(socket.readLine())
        socket.write(WELCOME)
        socket.flush()
        try:
            picture = json.loads(line)["picture"]
        except (ValueError, KeyError, TypeError):
            return
        self.raised.emit(str(picture))


def _let_others_come_to_front() -> None:
    """Windows lets a program come to the front only if the one in front allows it."""
    if sys.platform == "win32":
        import ctypes

        any_process = -1
        ctypes.windll.user32.AllowSetForegroundWindow(any_process)
