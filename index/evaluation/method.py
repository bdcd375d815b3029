"""The one small interface behind which every method stands.

A method describes a picture, is fitted to the descriptions of a catalogue without any of its labels, makes of each
description the feature that is compared, and answers a query's feature with the likeness of every picture.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from index.records import Facet

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Answer:
    """What a method says of every picture.

    Attributes:
        likeness: float64 (n,), the higher the better; equal values are ties, and -inf is what was not found.
        similarity: float64 (n,), the number that a user would be shown.
    """

    likeness: NDArray[np.float64]
    similarity: NDArray[np.float64]


class Index(Protocol):
    """Answers queries over the pictures that it was made of."""

    def search(self, number: int, feature: Array, facet: Facet, top: int | None = None) -> Answer:
        """Compare a picture with all of them, itself included.

        Args:
            number: of the picture; feature: its own.
            facet: the likeness asked for; a method that knows no facets answers all alike.
            top: how many of the best are wanted; None for all. The others may be as if not found.
        """
        ...

    def close(self) -> None:
        """Let go of files."""
        ...


@dataclass(frozen=True)
class Fitted:
    """A method fitted to a catalogue.

    Attributes:
        feature: from a description to what is compared.
        index: made of the features of all pictures.
    """

    feature: Callable[[Array], Array]
    index: Callable[[Sequence[Array]], Index]


@dataclass(frozen=True)
class Method:
    """One way to find pictures that look alike.

    Attributes:
        id: its name in results.
        describe: from a decoded picture to its description; one object is shared by methods that need the same.
        fit: to the descriptions of the whole catalogue.
    """

    id: str
    describe: Callable[[Image.Image], Array]
    fit: Callable[[Sequence[Array]], Fitted]
