"""The bar below the results that unfolds what is less similar."""

from PyQt5.QtCore import QEvent, QPointF, Qt
from PyQt5.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PyQt5.QtWidgets import QPushButton, QSizePolicy, QWidget

from app.wording import number


class FoldBar(QPushButton):
    """Tells how many designs are less similar; down while they are shown. Hidden where there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("resultsFold")
        self.setProperty("role", "fold")
        self.setCheckable(True)
        self.setAutoDefault(True)  # so that Return works as the space bar does
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._count = 0
        self.toggled.connect(lambda _unfolded: self.retranslate_ui())
        self.set_count(0)

    def set_count(self, count: int) -> None:
        """So many designs are less similar."""
        self._count = count
        self.setVisible(count > 0)
        self.retranslate_ui()

    def retranslate_ui(self) -> None:
        """Say everything in the language of now."""
        text = self.tr("Less similar ({count})").format(count=number(self._count))
        self.setText(text)
        self.setAccessibleName(text)
        self.setToolTip(
            self.tr("Hide the designs that are not really similar")
            if self.isChecked()
            else self.tr("Show the designs that are not really similar, too")
        )
        self.setAccessibleDescription(self.toolTip())

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        """A button with a chevron at its left that points down while it is open."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self.palette().color(QPalette.ButtonText), 1.5)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.translate(20.0, self.height() / 2)
        if self.isChecked():
            painter.rotate(90)
        painter.drawPolyline(QPointF(-2, -4), QPointF(2, 0), QPointF(-2, 4))
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate_ui()
