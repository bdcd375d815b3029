"""What the dialogs share that begin, show and end something that takes its time."""

from collections.abc import Callable

from PyQt5.QtCore import QEvent, Qt
from PyQt5.QtWidgets import QDialog, QLabel, QProgressBar, QPushButton, QWidget

STEPS = 1000


class TaskDialog(QDialog):
    """A dialog with a progress bar, that follows the language.

    Args:
        task: begins the names of the dialog and of its bar.
    """

    def __init__(self, task: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{task}Dialog")
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, False)
        self._bar = QProgressBar(self)
        self._bar.setObjectName(f"{task}Progress")
        self._bar.setTextVisible(False)

    def retranslate_ui(self) -> None:
        """Say everything in the language of now."""
        raise NotImplementedError

    def _move_bar(self, share: float | None) -> None:
        """Show how much is done, from 0 to 1; None where nobody knows."""
        self._bar.setRange(0, 0 if share is None else STEPS)
        if share is not None:
            self._bar.setValue(round(STEPS * share))

    def _button(self, name: str, clicked: Callable[[], object]) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(name)
        button.setAutoDefault(False)
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


def share_done(part: tuple[float, float], done: int, total: int) -> float:
    """How much of all is done when so much is of a part that goes from one share of all to another."""
    first, last = part
    return first + (last - first) * (done / total if total else 0.0)


def set_role(label: QLabel, role: str) -> None:
    """Let a label look as its role does in the theme."""
    if role != label.property("role"):
        label.setProperty("role", role)
        style = label.style()
        assert style is not None
        style.polish(label)
