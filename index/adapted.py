"""Encoders adapted to this catalogue, each in a folder of its own, and which of them answers.

A row of the catalogue names the one that answers; without it, the network's own encoder does. A folder is written
whole beside its place and renamed before the row names it. So whenever a process ends, what answered before or what
answers from then on is there whole; what else lies about goes with the next change.
"""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from index.calibration import Calibration
from index.encoder import Encoder
from index.records import Adaptation
from index.store import Store
from models.problems import EnvironmentProblem, writing_problem

NAMED = "adapted"
"""Key of the row: its value is the encoder's codebook id, and so its folder's name."""
DESCRIPTION = "adaptation.json"


class AdaptedEncoders:
    """The adapted encoders of one catalogue.

    Args:
        store: holds the row.
        folder: holds the encoders' folders, made when needed.
    """

    def __init__(self, store: Store, folder: Path) -> None:
        self._store = store
        self._folder = folder

    def named(self) -> str | None:
        """Codebook id of the encoder that is to answer; None for the network's own."""
        return self._store.meta(NAMED)

    def read(self, codebook_id: str) -> tuple[Encoder, Calibration, Adaptation] | None:
        """An encoder, its words and how it came about; None if its folder is gone or damaged."""
        folder = self._folder / codebook_id
        try:
            encoder, calibration = Encoder.read(folder), Calibration.read(folder)
            adaptation = Adaptation(**json.loads((folder / DESCRIPTION).read_text(encoding="utf-8")))
        except (EnvironmentProblem, OSError, ValueError, TypeError):
            return None
        return (encoder, calibration, adaptation) if encoder.codebook_id == codebook_id else None

    def swap_in(self, encoder: Encoder, calibration: Calibration, adaptation: Adaptation) -> None:
        """Let this encoder answer from now on, in place of any other.

        Raises:
            EnvironmentProblem: DISK_FULL, DATA_FOLDER or what the store raises; nothing has changed then.
        """
        target = self._folder / encoder.codebook_id
        with _named_problems(target):
            if self.read(target.name) is None:
                shutil.rmtree(target, ignore_errors=True)
                self._write(target, encoder, calibration, adaptation)
        self._store.set_meta(NAMED, target.name)
        self._sweep(keep=target.name)

    def forget(self) -> None:
        """Let the network's own encoder answer from now on."""
        self._store.remove_meta(NAMED)
        self._sweep(keep=None)

    @staticmethod
    def _write(target: Path, encoder: Encoder, calibration: Calibration, adaptation: Adaptation) -> None:
        partial = target.with_name(f"{target.name}.{os.getpid()}.part")
        try:
            partial.mkdir(parents=True, exist_ok=True)
            encoder.save(partial)
            calibration.write(partial)
            (partial / DESCRIPTION).write_text(json.dumps(asdict(adaptation)), encoding="utf-8")
            partial.replace(target)
        finally:
            shutil.rmtree(partial, ignore_errors=True)

    def _sweep(self, keep: str | None) -> None:
        """Remove every folder but one. One that cannot be removed now goes another time."""
        if self._folder.is_dir():
            for folder in self._folder.iterdir():
                if folder.name != keep:
                    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _named_problems(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise EnvironmentProblem(writing_problem(error), str(target)) from error
