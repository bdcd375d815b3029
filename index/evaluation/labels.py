"""What is known of a catalogue's pictures, from a table of labels (CSV, UTF-8 or as Excel writes Chinese)."""

import csv
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.evaluation.results import Relevance
from models.problems import Problem

PICTURE_COLUMNS = ("image", "file")
LABEL_COLUMNS = (Relevance.LABEL, Relevance.CUT, Relevance.PRINT, Relevance.FAMILY)
_ENCODINGS = ("utf-8-sig", "gb18030")


class LabelsError(Exception):
    """The table of labels cannot be used; the message is one plain sentence.

    Attributes:
        problem: the kind of failure.
    """

    def __init__(self, problem: Problem, sentence: str) -> None:
        super().__init__(sentence)
        self.problem = problem


@dataclass(frozen=True)
class LabelledPictures:
    """Pictures and what is known of each.

    Attributes:
        name: of the catalogue.
        paths: where the pictures are.
        labels: by relevance, one for each picture; pictures of equal labels are relevant to each other. An empty one is
            like no other.
        apart: one for each picture; those that share it are never compared. None compares all.
        apart_by: what `apart` is called.
    """

    name: str
    paths: tuple[Path, ...]
    labels: Mapping[Relevance, tuple[str, ...]]
    apart: tuple[str, ...] | None = None
    apart_by: str | None = None

    def sample(self, count: int, *, seed: int = 0) -> "LabelledPictures":
        """So many of the pictures, drawn at random, in their order; all if there are no more."""
        if len(self.paths) <= count:
            return self
        rows = np.sort(np.random.default_rng(seed).choice(len(self.paths), count, replace=False))
        return self.at(rows.tolist())

    def at(self, rows: Collection[int]) -> "LabelledPictures":
        """Only the pictures of these numbers."""

        def kept(values: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(values[row] for row in rows)

        return LabelledPictures(
            self.name,
            tuple(self.paths[row] for row in rows),
            {relevance: kept(values) for relevance, values in self.labels.items()},
            None if self.apart is None else kept(self.apart),
            self.apart_by,
        )


def read_labels(
    folder: Path, table: Path, *, ignored: Collection[str] = (), apart: str | None = None
) -> LabelledPictures:
    """Read a table with a column `image` (or `file`), the path within the folder, and one or more of `label`, `cut`,
    `print` and `family`.

    Where there are cuts and prints, having both in common is a relevance of its own.

    Args:
        ignored: pictures with one of these labels are left out, as those without any.
        apart: name of a column; pictures with the same value in it are never compared.

    Raises:
        LabelsError: the table cannot be read, lacks a column, or names no picture.
    """
    rows = _rows(table)
    if not rows:
        raise LabelsError(Problem.LABELS_COLUMNS, f"{table} has no rows.")
    columns = rows[0].keys()
    picture = next((name for name in PICTURE_COLUMNS if name in columns), None)
    known = [relevance for relevance in LABEL_COLUMNS if relevance in columns]
    if picture is None or not known:
        raise LabelsError(
            Problem.LABELS_COLUMNS,
            f"{table} must have a column image, and one or more of {', '.join(LABEL_COLUMNS)}; "
            f"its columns are {', '.join(columns)}.",
        )
    if apart is not None and apart not in columns:
        raise LabelsError(
            Problem.LABELS_COLUMNS, f"{table} has no column {apart}; its columns are {', '.join(columns)}."
        )
    unwanted = frozenset(ignored)
    kept = [
        row
        for row in rows
        if row[picture] and any(row[name] for name in known) and not unwanted & {row[name] for name in known}
    ]
    if not kept:
        raise LabelsError(
            Problem.LABELS_NO_PICTURES, f"{table} names no picture with a label that is not ignored."
        )
    labels = {relevance: tuple(row[relevance] for row in kept) for relevance in known}
    if Relevance.CUT in labels and Relevance.PRINT in labels:
        pairs = zip(labels[Relevance.CUT], labels[Relevance.PRINT], strict=True)
        labels[Relevance.BOTH] = tuple(f"{cut} | {print_}" if cut and print_ else "" for cut, print_ in pairs)
    return LabelledPictures(
        folder.resolve().name,
        tuple(folder / row[picture] for row in kept),
        {relevance: labels[relevance] for relevance in Relevance if relevance in labels},
        None if apart is None else tuple(row[apart] for row in kept),
        apart,
    )


def _rows(table: Path) -> list[dict[str, str]]:
    for encoding in _ENCODINGS:
        try:
            with table.open(encoding=encoding, newline="") as file:
                return [
                    {str(name): str(value or "").strip() for name, value in row.items() if name}
                    for row in csv.DictReader(file)
                ]
        except UnicodeDecodeError:
            continue
        except OSError as error:
            raise LabelsError(
                Problem.LABELS_UNREADABLE, f"{table} cannot be read: {error.strerror}."
            ) from error
        except csv.Error as error:
            raise LabelsError(
                Problem.LABELS_UNREADABLE, f"{table} is not a table of comma-separated values: {error}."
            ) from error
    raise LabelsError(Problem.LABELS_UNREADABLE, f"{table} is not a text in UTF-8 or GB 18030.")
