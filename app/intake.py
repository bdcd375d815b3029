"""What is dropped, pasted or opened is looked at here: a sample to search for, folders to add, or neither."""

from pathlib import Path

from PyQt5.QtCore import QObject, Qt, pyqtSignal
from PyQt5.QtGui import QGuiApplication, QImage
from PyQt5.QtWidgets import QMessageBox, QWidget

from app.background import Background
from app.preview import png_of
from app.sample import Arrival, Sample, Sorted, arrival_of, sort_paths
from app.wording import number, shortened


class Intake(QObject):
    """Asks the disk what came, beside the window's thread; only the newest arrival counts.

    Signals:
        sample_arrived(Sample): a picture to search for.
        folders_confirmed(tuple of Path): folders the user wants in the catalogue.
        told(text): why nothing, or not everything, was taken.
    """

    sample_arrived = pyqtSignal(object)
    folders_confirmed = pyqtSignal(object)
    told = pyqtSignal(str)

    def __init__(self, background: Background, window: QWidget) -> None:
        super().__init__(window)
        self._background = background
        self._window = window
        self._newest = 0

    def take(self, arrival: Arrival) -> None:
        """Do what was meant with what was dropped or opened."""
        self._newest += 1
        turn = self._newest
        if arrival.paths:
            self._background.run(
                lambda: sort_paths(arrival.paths), lambda paths: self._take_sorted(turn, paths)
            )
        elif arrival.bitmap is not None:
            self._take_bitmap(turn, arrival.bitmap)
        elif arrival.remote:
            self.told.emit(
                self.tr("That is a web address. Save the picture first, or copy the picture itself.")
            )
        elif arrival.text:
            self.told.emit(self.tr("The text is not the path of a picture."))
        else:
            self.told.emit(self.tr("There is no picture in what was dropped."))

    def paste(self) -> None:
        """Take what is on the clipboard."""
        clipboard = QGuiApplication.clipboard()
        assert clipboard is not None
        arrival = arrival_of(clipboard.mimeData())
        if arrival:
            self.take(arrival)
        else:
            self.told.emit(self.tr("There is no picture on the clipboard."))

    def _take_sorted(self, turn: int, paths: Sorted) -> None:
        if turn != self._newest:
            return
        if paths.files:
            first = paths.files[0]
            self.sample_arrived.emit(Sample(first, first))
            count = len(paths.files) + len(paths.folders)
            if count > 1:
                words = self.tr("Searching for the first of {count}: {name}")
                self.told.emit(words.format(count=number(count), name=shortened(first.name)))
        elif paths.folders:
            self._offer_folders(paths.folders)
        elif paths.missing:
            self.told.emit(self.tr("{path} cannot be found.").format(path=paths.missing[0]))

    def _take_bitmap(self, turn: int, bitmap: QImage) -> None:
        def search(data: bytes) -> None:
            if turn == self._newest:
                self.sample_arrived.emit(Sample(data))

        self._background.run(lambda: png_of(bitmap), search)

    def _offer_folders(self, folders: tuple[Path, ...]) -> None:
        box = QMessageBox(self._window)
        box.setObjectName("offerFolder")
        box.setWindowTitle(self.tr("Add catalogue folder"))
        if len(folders) == 1:
            name = shortened(folders[0].name or str(folders[0]))
            box.setText(self.tr("Add “{name}” to the catalogue?").format(name=name))
        else:
            box.setText(self.tr("Add {count} folders to the catalogue?").format(count=number(len(folders))))
        box.setInformativeText(
            self.tr("Its pictures become searchable. They are read where they lie and are not changed.")
        )
        add = box.addButton(self.tr("Add folder"), QMessageBox.ButtonRole.AcceptRole)
        add.setObjectName("confirm")
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(add)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        add.clicked.connect(lambda _checked: self.folders_confirmed.emit(folders))
        box.open()
