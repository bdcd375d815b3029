"""Every problem in the user's language: a title and a sentence."""

from PyQt5.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from models.problems import Problem

CONTEXT = "Problem"

_PICTURE = QT_TRANSLATE_NOOP("Problem", "This picture cannot be used")
_FOLDER = QT_TRANSLATE_NOOP("Problem", "This folder cannot be used")
_CATALOGUE = QT_TRANSLATE_NOOP("Problem", "The catalogue cannot be used")
_SPACE = QT_TRANSLATE_NOOP("Problem", "There is no space left")
_MEMORY = QT_TRANSLATE_NOOP("Problem", "There is not enough memory")
_ADAPTING = QT_TRANSLATE_NOOP("Problem", "The catalogue was not adapted")
_SAVING = QT_TRANSLATE_NOOP("Problem", "The file was not saved")
_EVALUATING = QT_TRANSLATE_NOOP("Problem", "The catalogue was not evaluated")
_PROGRAM = QT_TRANSLATE_NOOP("Problem", "The program is damaged")

# The sentences are the ones of models/problems.py, written out for the translator; a test compares them.
TEXTS: dict[Problem, tuple[str, str]] = {
    Problem.EMPTY_FILE: (_PICTURE, QT_TRANSLATE_NOOP("Problem", "The file is empty (0 bytes).")),
    Problem.NOT_A_PICTURE: (
        _PICTURE,
        QT_TRANSLATE_NOOP("Problem", "This is not a picture in a format that can be read."),
    ),
    Problem.DAMAGED: (
        _PICTURE,
        QT_TRANSLATE_NOOP("Problem", "The picture is damaged or incomplete; copy it again from its source."),
    ),
    Problem.TOO_LARGE: (
        _PICTURE,
        QT_TRANSLATE_NOOP("Problem", "The picture has too many pixels to be opened safely."),
    ),
    Problem.NOT_FOUND: (_PICTURE, QT_TRANSLATE_NOOP("Problem", "The file is no longer there.")),
    Problem.NO_PERMISSION: (
        _PICTURE,
        QT_TRANSLATE_NOOP("Problem", "You have no permission to read this file."),
    ),
    Problem.UNREADABLE: (
        _PICTURE,
        QT_TRANSLATE_NOOP("Problem", "The file could not be read from its disk or network share."),
    ),
    Problem.OUT_OF_MEMORY: (
        _MEMORY,
        QT_TRANSLATE_NOOP("Problem", "There was not enough memory to open the picture."),
    ),
    Problem.FOLDER_NOT_FOUND: (
        _FOLDER,
        QT_TRANSLATE_NOOP("Problem", "The folder does not exist or cannot be reached."),
    ),
    Problem.FOLDER_KNOWN: (_FOLDER, QT_TRANSLATE_NOOP("Problem", "The folder is already in the catalogue.")),
    Problem.FOLDER_INSIDE: (
        _FOLDER,
        QT_TRANSLATE_NOOP("Problem", "The folder overlaps one that is already in the catalogue."),
    ),
    Problem.FOLDER_UNKNOWN: (
        _FOLDER,
        QT_TRANSLATE_NOOP("Problem", "There is no such folder in the catalogue."),
    ),
    Problem.NO_THUMBNAIL_SPACE: (
        _SPACE,
        QT_TRANSLATE_NOOP("Problem", "The preview picture could not be stored."),
    ),
    Problem.DISK_FULL: (
        _SPACE,
        QT_TRANSLATE_NOOP("Problem", "The disk is full; free some space and try again."),
    ),
    Problem.DATABASE_LOCKED: (
        _CATALOGUE,
        QT_TRANSLATE_NOOP("Problem", "The catalogue is in use by another program; try again in a moment."),
    ),
    Problem.DATABASE_DAMAGED: (
        _CATALOGUE,
        QT_TRANSLATE_NOOP("Problem", "The catalogue database is damaged."),
    ),
    Problem.DATABASE_NEWER: (
        _CATALOGUE,
        QT_TRANSLATE_NOOP(
            "Problem", "The catalogue was made by a newer version of this program; please update."
        ),
    ),
    Problem.DATA_FOLDER: (
        _CATALOGUE,
        QT_TRANSLATE_NOOP("Problem", "The data folder cannot be written."),
    ),
    Problem.MODEL_DAMAGED: (
        _PROGRAM,
        QT_TRANSLATE_NOOP(
            "Problem", "The program's own network files are missing or damaged; install it again."
        ),
    ),
    Problem.TOO_FEW_PICTURES: (
        _ADAPTING,
        QT_TRANSLATE_NOOP(
            "Problem", "The catalogue holds too few different pictures to learn from; 200 are needed."
        ),
    ),
    Problem.NETWORK_CHANGES: (
        _ADAPTING,
        QT_TRANSLATE_NOOP(
            "Problem", "The catalogue is still being read for the newer network; try again after that."
        ),
    ),
    Problem.NOT_BETTER: (
        _ADAPTING,
        QT_TRANSLATE_NOOP(
            "Problem", "The comparison in use serves this catalogue better; nothing was changed."
        ),
    ),
    Problem.LABELS_UNREADABLE: (
        _EVALUATING,
        QT_TRANSLATE_NOOP(
            "Problem", "The table of labels cannot be read; save it as CSV in UTF-8 and try again."
        ),
    ),
    Problem.LABELS_COLUMNS: (
        _EVALUATING,
        QT_TRANSLATE_NOOP(
            "Problem", "The table of labels needs a column image, and one of label, cut, print or family."
        ),
    ),
    Problem.LABELS_NO_PICTURES: (
        _EVALUATING,
        QT_TRANSLATE_NOOP("Problem", "The table of labels names no picture that can be read in this folder."),
    ),
    Problem.TOO_FEW_LABELLED: (
        _EVALUATING,
        QT_TRANSLATE_NOOP(
            "Problem", "No two of the labelled pictures belong together, so there is nothing to find."
        ),
    ),
    Problem.NOT_SAVED: (
        _SAVING,
        QT_TRANSLATE_NOOP("Problem", "The file could not be saved there; choose another folder."),
    ),
}


def title(problem: Problem) -> str:
    """What kind of thing went wrong, for a heading."""
    return QCoreApplication.translate(CONTEXT, TEXTS[problem][0])


def sentence(problem: Problem) -> str:
    """What happened and what to do."""
    return QCoreApplication.translate(CONTEXT, TEXTS[problem][1])
