"""Pictures described in every way that is asked for, each read once and in all ways one after another."""

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

from index.evaluation.method import Array
from index.evaluation.results import Unread
from models.decode import decode, read_bytes
from models.problems import EnvironmentProblem, PictureError

Describer = Callable[[Image.Image], Array]


@dataclass
class Described:
    """One way's descriptions of all pictures.

    Attributes:
        ms: milliseconds from each file's bytes to its description, decoding included.
        failure: why there are none, as one sentence.
    """

    values: list[Array] = field(default_factory=list)
    ms: list[float] = field(default_factory=list)
    failure: str | None = None

    def add(self, describe: Describer, data: bytes) -> None:
        """Describe one more picture, unless an earlier one could not be.

        Raises:
            EnvironmentProblem: MODEL_DAMAGED.
        """
        if self.failure is not None:
            return
        try:
            if not self.values:
                describe(decode(data).image)  # the first one waits for what is loaded then
            started = time.perf_counter()
            self.values.append(describe(decode(data).image))
            self.ms.append((time.perf_counter() - started) * 1000)
        except EnvironmentProblem:
            raise
        except Exception as error:  # whatever else one way meets, the others go on
            self.failure = reason(error)


def describe(
    paths: Sequence[Path], describers: Collection[Describer], step: Callable[[], None]
) -> tuple[Mapping[Describer, Described], tuple[Unread, ...]]:
    """Describe all pictures that can be decoded; the others are told with the reason.

    Args:
        step: is called after each picture; what it raises ends the work.
    """
    described = {describer: Described() for describer in describers}
    unread: list[Unread] = []
    for path in paths:
        try:
            data = read_bytes(path)
            decode(data)
        except PictureError as error:
            unread.append(Unread(path, error.problem.sentence))
        else:
            for describer, found in described.items():
                found.add(describer, data)
        step()
    return described, tuple(unread)


def reason(error: Exception) -> str:
    """An error in words."""
    return str(error) or type(error).__name__
