"""What the dialogs share that begin, show and end something that takes its time."""

from PyQt5.QtWidgets import QLabel, QProgressBar, QWidget

from app.dialog import Dialog

STEPS = 1000


class TaskDialog(Dialog):
    """A dialog with a progress bar.

    Args:
        task: begins the names of the dialog and of its bar.
    """

    def __init__(self, task: str, parent: QWidget | None = None) -> None:
        super().__init__(f"{task}Dialog", parent)
        self._bar = QProgressBar(self)
        self._bar.setObjectName(f"{task}Progress")
        self._bar.setTextVisible(False)

    def _move_bar(self, share: float | None) -> None:
        """Show how much is done, from 0 to 1; None where nobody knows."""
        self._bar.setRange(0, 0 if share is None else STEPS)
        if share is not None:
            self._bar.setValue(round(STEPS * share))


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
