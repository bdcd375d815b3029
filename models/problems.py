"""The kinds of failure a user can meet, each with one plain sentence.

A problem is what the machine or a file did, never a bug of ours: bugs stay ordinary exceptions and go to the
crash report. The window translates by kind; the headless commands print the English sentence.
"""

import errno
from enum import StrEnum


class Problem(StrEnum):
    """Named kinds of failure; the value is stored in the database and printed in JSON."""

    EMPTY_FILE = "empty-file"
    NOT_A_PICTURE = "not-a-picture"
    DAMAGED = "damaged"
    TOO_LARGE = "too-large"
    NOT_FOUND = "not-found"
    NO_PERMISSION = "no-permission"
    UNREADABLE = "unreadable"
    OUT_OF_MEMORY = "out-of-memory"
    FOLDER_NOT_FOUND = "folder-not-found"
    FOLDER_KNOWN = "folder-known"
    FOLDER_INSIDE = "folder-inside"
    FOLDER_UNKNOWN = "folder-unknown"
    NO_THUMBNAIL_SPACE = "no-thumbnail-space"
    DISK_FULL = "disk-full"
    DATABASE_LOCKED = "database-locked"
    DATABASE_DAMAGED = "database-damaged"
    DATABASE_NEWER = "database-newer"
    DATA_FOLDER = "data-folder"
    MODEL_DAMAGED = "model-damaged"
    TOO_FEW_PICTURES = "too-few-pictures"
    NETWORK_CHANGES = "network-changes"
    NOT_BETTER = "not-better"
    LABELS_UNREADABLE = "labels-unreadable"
    LABELS_COLUMNS = "labels-columns"
    LABELS_NO_PICTURES = "labels-no-pictures"
    TOO_FEW_LABELLED = "too-few-labelled"
    NOT_SAVED = "not-saved"

    @property
    def sentence(self) -> str:
        """One English sentence that says what happened and, where it helps, what to do."""
        return _SENTENCES[self]


_SENTENCES = {
    Problem.EMPTY_FILE: "The file is empty (0 bytes).",
    Problem.NOT_A_PICTURE: "This is not a picture in a format that can be read.",
    Problem.DAMAGED: "The picture is damaged or incomplete; copy it again from its source.",
    Problem.TOO_LARGE: "The picture has too many pixels to be opened safely.",
    Problem.NOT_FOUND: "The file is no longer there.",
    Problem.NO_PERMISSION: "You have no permission to read this file.",
    Problem.UNREADABLE: "The file could not be read from its disk or network share.",
    Problem.OUT_OF_MEMORY: "There was not enough memory to open the picture.",
    Problem.FOLDER_NOT_FOUND: "The folder does not exist or cannot be reached.",
    Problem.FOLDER_KNOWN: "The folder is already in the catalogue.",
    Problem.FOLDER_INSIDE: "The folder overlaps one that is already in the catalogue.",
    Problem.FOLDER_UNKNOWN: "There is no such folder in the catalogue.",
    Problem.NO_THUMBNAIL_SPACE: "The preview picture could not be stored.",
    Problem.DISK_FULL: "The disk is full; free some space and try again.",
    Problem.DATABASE_LOCKED: "The catalogue is in use by another program; try again in a moment.",
    Problem.DATABASE_DAMAGED: "The catalogue database is damaged.",
    Problem.DATABASE_NEWER: "The catalogue was made by a newer version of this program; please update.",
    Problem.DATA_FOLDER: "The data folder cannot be written.",
    Problem.MODEL_DAMAGED: "The program's own network files are missing or damaged; install it again.",
    Problem.TOO_FEW_PICTURES: "The catalogue holds too few different pictures to learn from; 200 are needed.",
    Problem.NETWORK_CHANGES: "The catalogue is still being read for the newer network; try again after that.",
    Problem.NOT_BETTER: "The comparison in use serves this catalogue better; nothing was changed.",
    Problem.LABELS_UNREADABLE: "The table of labels cannot be read; save it as CSV in UTF-8 and try again.",
    Problem.LABELS_COLUMNS: "The table of labels needs a column image, and one of label, cut, print or family.",
    Problem.LABELS_NO_PICTURES: "The table of labels names no picture that can be read in this folder.",
    Problem.TOO_FEW_LABELLED: "No two of the labelled pictures belong together, so there is nothing to find.",
    Problem.NOT_SAVED: "The file could not be saved there; choose another folder.",
}


_WINDOWS_IN_USE = frozenset({32, 33})
"""ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION, which Python reports as missing permission."""


def reading_problem(error: OSError) -> Problem:
    """The kind of failure behind an error of the system while a file or folder was read."""
    if getattr(error, "winerror", None) in _WINDOWS_IN_USE:
        return Problem.UNREADABLE
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return Problem.NOT_FOUND
    if isinstance(error, PermissionError):
        return Problem.NO_PERMISSION
    return Problem.UNREADABLE


def is_disk_full(error: OSError) -> bool:
    """Whether writing failed for want of space, on the disk or in the user's quota."""
    return error.errno in {errno.ENOSPC, errno.EDQUOT}


def writing_problem(error: OSError) -> Problem:
    """The kind of failure behind an error of the system while the data folder was written."""
    return Problem.DISK_FULL if is_disk_full(error) else Problem.DATA_FOLDER


class PictureError(Exception):
    """A picture that cannot be used; the rest of the work goes on.

    Attributes:
        problem: the kind of failure.
        detail: what the library or the system said, for the tooltip and the log; may be empty.
    """

    def __init__(self, problem: Problem, detail: str = "") -> None:
        super().__init__(problem.sentence)
        self.problem = problem
        self.detail = detail


class EnvironmentProblem(Exception):  # noqa: N818 - a problem told to the user, not an error of the program
    """The machine cannot do what was asked: database locked or damaged, disk full, folder gone.

    Attributes:
        problem: the kind of failure.
        detail: the path or the system's message; may be empty.
    """

    def __init__(self, problem: Problem, detail: str = "") -> None:
        super().__init__(f"{problem.sentence} ({detail})" if detail else problem.sentence)
        self.problem = problem
        self.detail = detail
