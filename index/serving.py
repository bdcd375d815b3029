"""Which network answers: the one that came with the program, or the older one while the catalogue is re-read.

Vectors of two networks cannot be compared. So the network in use is kept as a copy beside the catalogue, and when
the program brings another id, the copy answers on until every picture has a vector of the new one. With the network
goes its own encoder, or the one that was adapted to the catalogue.
"""

import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from index.adapted import AdaptedEncoders
from index.calibration import Calibration
from index.encoder import Encoder
from index.records import Adaptation
from index.store import Store
from models.network import Network
from models.problems import EnvironmentProblem, writing_problem

ACTIVE = "network"


@dataclass(frozen=True)
class Served:
    """A network with the encoder that stands on its features, and the words for that encoder's similarities.

    Attributes:
        adaptation: how the encoder was adapted to the catalogue; None for the one that ships with the network.
    """

    network: Network
    encoder: Encoder
    calibration: Calibration
    adaptation: Adaptation | None = None

    @classmethod
    def open(cls, folder: Path) -> "Served":
        """Open a network folder with its own encoder.

        Raises:
            EnvironmentProblem: MODEL_DAMAGED.
        """
        network = Network(folder)
        return cls(network, Encoder.of(network), Calibration.read(folder))

    @property
    def id(self) -> str:
        """The id under which vectors are stored."""
        return self.network.info.id


class Serving:
    """Chooses between the shipped network and the kept copy of the one the catalogue was read with.

    Args:
        encoders: those adapted to the catalogue.
        copies: folder of the kept copies; shipped: the network folder that came with the program.

    Attributes:
        active: what answers now.
        own: the same network with its own encoder.
        next: the shipped network while the catalogue is being re-read for it, else None.

    Raises:
        EnvironmentProblem: MODEL_DAMAGED if the shipped network cannot be read.
    """

    def __init__(self, store: Store, encoders: AdaptedEncoders, copies: Path, shipped: Path) -> None:
        self._store = store
        self._encoders = encoders
        self._copies = copies
        newest = Served.open(shipped)
        last_id = store.meta(ACTIVE)
        kept = self._kept_copy(last_id, newest.id)
        self.own = kept or newest
        self.next = newest if kept else None
        if last_id != self.own.id:
            store.set_meta(ACTIVE, self.own.id)
            if last_id is not None:
                store.remove_vectors(last_id)
                encoders.forget()
        self.active = self.own
        self._named: str | None = None
        self.choose_encoder()

    def choose_encoder(self) -> None:
        """Let the encoder answer that the catalogue names now; the network's own where that one cannot be used."""
        named = self._encoders.named()
        if named == self._named:
            return
        self._named = named
        self.active = self.own
        if named is not None and (found := self._encoders.read(named)) is not None:
            encoder, calibration, adaptation = found
            if adaptation.network == self.own.id:
                self.active = Served(self.own.network, encoder, calibration, adaptation)

    def keep_copy(self) -> None:
        """Keep a copy of the active network for the day the program brings another.

        Raises:
            EnvironmentProblem: DISK_FULL or DATA_FOLDER.
        """
        target = self._copy_of(self.active.id)
        if target.is_dir():
            return
        partial = target.with_name(f"{target.name}.{os.getpid()}.part")
        try:
            partial.mkdir(parents=True, exist_ok=True)
            for file in self.active.network.folder.iterdir():
                shutil.copyfile(file, partial / file.name)
            partial.replace(target)
        except OSError as error:
            shutil.rmtree(partial, ignore_errors=True)
            if target.is_dir():  # another process kept the same copy meanwhile
                return
            raise EnvironmentProblem(writing_problem(error), str(target)) from error

    def finish_update(self) -> None:
        """Let the next network answer from now on and forget what was made of and for the old one."""
        if self.next is None:
            return
        old = self.own
        self.own = self.active = self.next
        self.next = None
        self._store.set_meta(ACTIVE, self.active.id)
        self._store.remove_vectors(old.id)
        self._encoders.forget()
        self.keep_copy()
        shutil.rmtree(self._copy_of(old.id), ignore_errors=True)

    def _kept_copy(self, active_id: str | None, newest_id: str) -> Served | None:
        if active_id is None or active_id == newest_id:
            return None
        try:
            copy = Served.open(self._copy_of(active_id))
        except EnvironmentProblem:
            return None
        return copy if copy.id == active_id else None

    def _copy_of(self, model_id: str) -> Path:
        return self._copies / re.sub(r"[^\w.-]", "_", model_id)
