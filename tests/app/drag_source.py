"""A stranger's window from which a file can be dragged: python drag_source.py X Y FILE..."""

import sys

from PyQt5.QtCore import QMimeData, Qt, QUrl
from PyQt5.QtGui import QDrag, QMouseEvent
from PyQt5.QtWidgets import QApplication, QLabel


class Source(QLabel):
    """Starts a drag as soon as the mouse moves with its button down.

    It stays until it is killed: the target fetches the data after the drop.
    """

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(path) for path in sys.argv[3:]])
        drag = QDrag(self)
        drag.setMimeData(data)
        action = drag.exec_(Qt.DropActions(Qt.DropAction.CopyAction), Qt.DropAction.CopyAction)
        print("dropped" if action == Qt.DropAction.CopyAction else "refused", flush=True)


app = QApplication(sys.argv[:1])
source = Source("drag me")
source.setWindowFlags(Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint)
source.setGeometry(int(sys.argv[1]), int(sys.argv[2]), 120, 80)
source.show()
print("ready", flush=True)
sys.exit(app.exec_())
