"""A label that is cut with an ellipsis where it does not fit."""

from PyQt5.QtCore import QSize, Qt
from PyQt5.QtGui import QResizeEvent
from PyQt5.QtWidgets import QLabel, QSizePolicy, QWidget


class ElidedLabel(QLabel):
    """One line of plain text; the whole of it is in the tooltip where it does not fit.

    Args:
        shrinks_to: width below which the label does not shrink while it says something; None for never.
    """

    def __init__(
        self,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        parent: QWidget | None = None,
        *,
        shrinks_to: int | None = 24,
    ) -> None:
        super().__init__(parent)
        self._shrinks_to = shrinks_to
        self._line = ""
        self._hint = ""
        self._mode = mode
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def line(self) -> str:
        """The whole line."""
        return self._line

    def set_line(self, line: str, hint: str = "") -> None:
        """Show another line; the hint stands in the tooltip, below the line where that is cut."""
        if (line, hint) == (self._line, self._hint):
            return
        self._line, self._hint = line, hint
        self.setAccessibleName(line)
        self.setAccessibleDescription(hint)
        self.updateGeometry()
        self._cut()

    def _cut(self) -> None:
        shown = self.fontMetrics().elidedText(self._line, self._mode, self.contentsRect().width())
        self.setText(shown)
        told = [self._line] if shown != self._line else []
        self.setToolTip("\n".join([*told, self._hint] if self._hint else told))

    # Qt overrides

    def sizeHint(self) -> QSize:
        """Room for the whole line."""
        margins = self.contentsMargins()
        width = self.fontMetrics().horizontalAdvance(self._line) + margins.left() + margins.right() + 2
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Room for as much as must be readable."""
        whole = self.sizeHint()
        width = whole.width() if self._shrinks_to is None else min(whole.width(), self._shrinks_to)
        return QSize(width if self._line else 0, whole.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut for the new width."""
        super().resizeEvent(event)
        self._cut()
