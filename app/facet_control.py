"""The choice of likeness as a segmented control."""

from PyQt5.QtCore import QEvent, pyqtSignal
from PyQt5.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QWidget

from index.records import Facet


class FacetControl(QFrame):
    """Three buttons of which one is down: overall, cut, print.

    Signals:
        chosen(Facet): the user chose another facet.
    """

    chosen = pyqtSignal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("facets")
        self._group = QButtonGroup(self)
        self._buttons: dict[Facet, QPushButton] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(3, 3, 3, 3)
        layout.setSpacing(2)
        for facet in Facet:
            button = QPushButton(self)
            button.setObjectName(f"facet{facet.value.capitalize()}")
            button.setProperty("role", "segment")
            button.setCheckable(True)
            self._group.addButton(button)
            self._buttons[facet] = button
            layout.addWidget(button, 1)
        self._facet = Facet.OVERALL
        self._buttons[self._facet].setChecked(True)
        self._group.buttonClicked.connect(self._clicked)
        self.retranslate_ui()

    def facet(self) -> Facet:
        """The facet that is chosen."""
        return self._facet

    def set_facet(self, facet: Facet) -> None:
        """Choose a facet as if it had been clicked."""
        self._buttons[facet].setChecked(True)
        self._clicked()

    def retranslate_ui(self) -> None:
        """Say everything in the language of now."""
        texts = {
            Facet.OVERALL: (self.tr("Overall"), self.tr("Cut and print together (Ctrl+1)")),
            Facet.CUT: (
                self.tr("Cut"),
                self.tr("Neckline, straps, leg line, one-piece or bikini (Ctrl+2)"),
            ),
            Facet.PRINT: (self.tr("Print"), self.tr("Colours and pattern (Ctrl+3)")),
        }
        self.setAccessibleName(self.tr("Compare by"))
        for facet, (text, tip) in texts.items():
            self._buttons[facet].setText(text)
            self._buttons[facet].setToolTip(tip)
            self._buttons[facet].setAccessibleName(text)
            self._buttons[facet].setAccessibleDescription(tip)

    def _clicked(self) -> None:
        facet = next(facet for facet, button in self._buttons.items() if button.isChecked())
        if facet is not self._facet:
            self._facet = facet
            self.chosen.emit(facet)

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate_ui()
