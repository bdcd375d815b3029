"""What may stand in the way of an action on a file: a problem with the file, or a program that is not there."""

from enum import Enum, auto

from PyQt5.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app import problem_text
from models.problems import Problem


class NoProgram(Enum):
    """The system has no program for the purpose."""

    TO_OPEN = auto()
    TO_SHOW_FOLDERS = auto()


Obstacle = Problem | NoProgram

_TEXTS = {
    NoProgram.TO_OPEN: QT_TRANSLATE_NOOP(
        "Obstacle", "This computer has no program set to open files of this kind."
    ),
    NoProgram.TO_SHOW_FOLDERS: QT_TRANSLATE_NOOP("Obstacle", "This computer has no program to show folders."),
}


def reason(obstacle: Obstacle) -> str:
    """What happened and what to do."""
    if isinstance(obstacle, Problem):
        return problem_text.sentence(obstacle)
    return QCoreApplication.translate("Obstacle", _TEXTS[obstacle])
