"""A file dragged with the mouse out of another program onto the real window."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PyQt5.QtCore import QPoint, QProcess
from PyQt5.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.program import Program
from tests.app.conftest import LONG_MS, find, result_names

SOURCE = Path(__file__).with_name("drag_source.py")

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("xdotool") is None, reason="needs xdotool and an X server"
)


def mouse(qtbot: QtBot, *words: object) -> None:
    subprocess.run(["xdotool", *map(str, words)], check=True)
    qtbot.wait(40)


def drag(qtbot: QtBot, start: QPoint, target: QPoint) -> None:
    mouse(qtbot, "mousemove", start.x(), start.y())
    mouse(qtbot, "mousedown", 1)
    for step in range(1, 13):
        at = start + (target - start) * step / 12
        mouse(qtbot, "mousemove", at.x(), at.y())
    qtbot.wait(200)
    mouse(qtbot, "mouseup", 1)


@pytest.mark.parametrize("target", ["dropZone", "resultsView"])
def test_a_file_dragged_from_another_program_is_searched(
    program: Program, designs: Path, qtbot: QtBot, target: str
) -> None:
    design = sorted(designs.iterdir())[2]
    program.window.setGeometry(0, 0, 600, 540)
    qtbot.wait(200)
    source = QProcess()
    source.setProcessEnvironment(source.processEnvironment())
    source.start(sys.executable, [str(SOURCE), "660", "60", str(design)])
    output = bytearray()

    def said(word: bytes) -> bool:
        output.extend(bytes(source.readAllStandardOutput()))
        return word in output

    try:
        qtbot.waitUntil(lambda: said(b"ready"), timeout=LONG_MS)
        qtbot.wait(400)
        widget = find(program.window, QWidget, target)
        drag(qtbot, QPoint(700, 90), widget.mapToGlobal(widget.rect().center()))
        qtbot.waitUntil(lambda: said(b"dropped"), timeout=LONG_MS)
        qtbot.waitUntil(lambda: result_names(program)[:1] == [design.name], timeout=LONG_MS)
    finally:
        source.kill()
        source.waitForFinished(3000)
