"""The matches of one search as a Qt model."""

import math
from collections.abc import Iterable, Sequence
from enum import IntEnum
from html import escape
from typing import Any

from PyQt5.QtCore import QAbstractListModel, QByteArray, QMimeData, QModelIndex, QObject, Qt, QUrl

from app.wording import likeness_text, number
from index.records import Facet, Match


class Role(IntEnum):
    """What the model tells about a match besides the roles every Qt view knows."""

    MATCH = Qt.ItemDataRole.UserRole + 1
    ITEM_ID = Qt.ItemDataRole.UserRole + 2
    PATH = Qt.ItemDataRole.UserRole + 3
    FOLDER = Qt.ItemDataRole.UserRole + 4
    SIMILARITY = Qt.ItemDataRole.UserRole + 5
    DISTANCE = Qt.ItemDataRole.UserRole + 6
    COLLISIONS = Qt.ItemDataRole.UserRole + 7
    SAME_FILE = Qt.ItemDataRole.UserRole + 8
    ONLINE = Qt.ItemDataRole.UserRole + 9
    WIDTH = Qt.ItemDataRole.UserRole + 10
    HEIGHT = Qt.ItemDataRole.UserRole + 11
    LIKENESS = Qt.ItemDataRole.UserRole + 12
    LIKENESS_TEXT = Qt.ItemDataRole.UserRole + 13


_FIELDS = {
    Role.ITEM_ID: "item_id",
    Role.FOLDER: "folder",
    Role.SIMILARITY: "similarity",
    Role.DISTANCE: "distance",
    Role.COLLISIONS: "collisions",
    Role.SAME_FILE: "same_file",
    Role.ONLINE: "online",
    Role.WIDTH: "width",
    Role.HEIGHT: "height",
    Role.LIKENESS: "likeness",
}


def similarity_text(similarity: float) -> str:
    """The similarity with two decimals, cut rather than rounded: 1.00 stands for nothing less than 1."""
    return f"{math.floor(similarity * 100 + 1e-9) / 100:.2f}"


class ResultsModel(QAbstractListModel):
    """Matches in rank order, appended batch by batch. Rows can be dragged out as files and never change.

    Only so many of the matches are rows as `set_limit` says; the others are folded away.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._facet = Facet.OVERALL
        self._matches: list[Match] = []
        self._row_of: dict[int, int] = {}
        self._limit: int | None = None
        self._rows = 0

    def append(self, matches: Sequence[Match]) -> None:
        """Add the next matches in rank order."""
        self._row_of.update((match.item_id, row) for row, match in enumerate(matches, len(self._matches)))
        self._matches.extend(matches)
        self._keep_to_limit()

    def set_limit(self, limit: int | None) -> None:
        """Have so many of the matches as rows, the first ones; None for all."""
        self._limit = limit
        self._keep_to_limit()

    def clear(self, facet: Facet = Facet.OVERALL) -> None:
        """Remove every match; the next ones are compared by that facet."""
        self.beginResetModel()
        self._facet = facet
        self._matches.clear()
        self._row_of.clear()
        self._limit = None
        self._rows = 0
        self.endResetModel()

    def match_count(self) -> int:
        """Number of matches, folded away or not."""
        return len(self._matches)

    def match_at(self, row: int) -> Match:
        """The match of a row."""
        return self._matches[row]

    def index_of(self, item_id: int) -> QModelIndex:
        """Where an item of the catalogue stands; an invalid index if it is not among the matches."""
        row = self._row_of.get(item_id)
        return QModelIndex() if row is None else self.index(row)

    def _keep_to_limit(self) -> None:
        count = len(self._matches)
        wanted = count if self._limit is None else min(count, self._limit)
        if wanted > self._rows:
            self.beginInsertRows(QModelIndex(), self._rows, wanted - 1)
            self._rows = wanted
            self.endInsertRows()
        elif wanted < self._rows:
            self.beginRemoveRows(QModelIndex(), wanted, self._rows - 1)
            self._rows = wanted
            self.endRemoveRows()

    def _tool_tip(self, match: Match) -> str:
        lines = [str(match.path)]
        if match.width and match.height:
            lines.append(
                self.tr("{width} × {height} pixels").format(
                    width=number(match.width), height=number(match.height)
                )
            )
        lines.append(
            self.tr("{likeness}: similarity {similarity} (1.00 is the highest)").format(
                likeness=likeness_text(match.likeness, self._facet),
                similarity=similarity_text(match.similarity),
            )
        )
        distance = "∞" if match.distance is None else f"{match.distance:.3f}"
        if match.same_file:
            lines.append(self.tr("The very same file as the query picture"))
        if not match.online:
            lines.append(self.tr("Offline: its folder cannot be reached now"))
        lines.append(
            self.tr("Technical: code distance {distance}, shared hash buckets {collisions}").format(
                distance=distance, collisions=number(match.collisions)
            )
        )
        return "<p style='white-space:pre'>" + "<br>".join(escape(line) for line in lines) + "</p>"

    def _accessible_text(self, row: int) -> str:
        match = self._matches[row]
        parts = [
            self.tr("Number {rank}").format(rank=row + 1),
            match.path.name,
            likeness_text(match.likeness, self._facet),
            self.tr("similarity {similarity}").format(similarity=similarity_text(match.similarity)),
            self.tr("folder {folder}").format(folder=match.folder),
        ]
        if match.same_file:
            parts.append(self.tr("same picture"))
        if not match.online:
            parts.append(self.tr("offline"))
        return ", ".join(parts)

    # Qt overrides

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Number of matches that are not folded away."""
        return 0 if parent.isValid() else self._rows

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: PLR0911
        """The match of a row, a field of it, or a text about it."""
        if not index.isValid():
            return None
        match = self._matches[index.row()]
        if role == Role.MATCH:
            return match
        if role == Qt.ItemDataRole.DisplayRole:
            return match.path.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tool_tip(match)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._accessible_text(index.row())
        if role == Role.LIKENESS_TEXT:
            return likeness_text(match.likeness, self._facet)
        if role in {Role.PATH, Qt.ItemDataRole.AccessibleDescriptionRole}:
            return str(match.path)
        field = _FIELDS.get(role)  # type: ignore[call-overload]
        return None if field is None else getattr(match, field)

    def flags(self, index: QModelIndex) -> Qt.ItemFlags:
        """Matches can be selected and dragged out."""
        if not index.isValid():
            return Qt.ItemFlags(Qt.ItemFlag.NoItemFlags)
        return (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsDragEnabled
            | Qt.ItemFlag.ItemNeverHasChildren
        )

    def mimeTypes(self) -> list[str]:
        """Files, as every file manager and chat program takes them."""
        return ["text/uri-list"]

    def mimeData(self, indexes: Iterable[QModelIndex]) -> QMimeData:
        """The files of the matches that can be reached, best first."""
        rows = sorted({index.row() for index in indexes if index.isValid()})
        data = QMimeData()
        data.setUrls(
            [QUrl.fromLocalFile(str(self._matches[row].path)) for row in rows if self._matches[row].online]
        )
        return data

    def supportedDragActions(self) -> Qt.DropActions:
        """Pictures are copied out, never moved."""
        return Qt.DropActions(Qt.DropAction.CopyAction)

    def roleNames(self) -> dict[int, QByteArray]:
        """Qt's own names and one for each role of ours."""
        names = super().roleNames()
        names.update({int(role): QByteArray(role.name.lower().encode()) for role in Role})
        return names
