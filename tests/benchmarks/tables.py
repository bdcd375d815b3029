"""Tables of shares, as text for the terminal and as Markdown for the documents."""

from collections.abc import Sequence
from dataclasses import dataclass, field

Cell = float | None


@dataclass
class Table:
    """Rows of numbers under a title, best shown with three decimals; None is an empty cell.

    Attributes:
        notes: lines below the title.
    """

    title: str
    columns: Sequence[str]
    notes: Sequence[str] = ()
    rows: list[tuple[str, Sequence[Cell]]] = field(default_factory=list)

    def add(self, name: str, cells: Sequence[Cell]) -> None:
        """Add a row."""
        self.rows.append((name, cells))

    def text(self) -> str:
        """The table in columns."""
        first = max((len(name) for name, _ in self.rows), default=0)
        widths = [max(len(column), 5) + 2 for column in self.columns]
        lines = [self.title, *self.notes]
        lines.append(" " * first + "".join(f"{c:>{w}}" for c, w in zip(self.columns, widths, strict=True)))
        for name, cells in self.rows:
            shown = (f"{_shown(cell):>{w}}" for cell, w in zip(cells, widths, strict=True))
            lines.append(f"{name:{first}}" + "".join(shown))
        return "\n".join(lines) + "\n"

    def markdown(self) -> str:
        """The table for a document."""
        lines = [f"**{self.title}**", "", *(line for note in self.notes for line in (note, ""))]
        lines.append("| | " + " | ".join(self.columns) + " |")
        lines.append("|---|" + "---:|" * len(self.columns))
        lines += [f"| {name} | " + " | ".join(map(_shown, cells)) + " |" for name, cells in self.rows]
        return "\n".join(lines) + "\n"


def _shown(cell: Cell) -> str:
    return "–" if cell is None else f"{cell:.3f}"
