"""What dialogs have in common."""

from collections.abc import Callable

from PyQt5.QtCore import QEvent, Qt
from PyQt5.QtWidgets import QDialog, QLabel, QPushButton, QWidget


class Dialog(QDialog):
    """A dialog that follows the language; derived classes say everything in `retranslate_ui`."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, False)

    def retranslate_ui(self) -> None:
        """Say everything in the language of now."""
        raise NotImplementedError  # Qt's metaclass leaves no room for ABC's

    def _button(self, name: str, clicked: Callable[[], object] | None = None) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(name)
        button.setAutoDefault(False)
        if clicked is not None:
            button.clicked.connect(lambda _checked: clicked())
        return button

    def _label(self, name: str, role: str = "") -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setProperty("role", role)
        label.setWordWrap(True)
        return label

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate_ui()
