"""The trained network as the program serves it: picture in, feature E out, by ONNX Runtime.

A network is a folder of files that go together under one id:

    network.json      id, input side, the parts of E, source and licence
    backbone.onnx     uint8 pictures (n, side, side, 3) to float32 features (n, 2048), and the map they come from
    locator.onnx      a photo to the place in it of the picture it was taken of (models/locator.py)
    hash_layer.npz    weight and bias of eq. 5
    kinds.npz         the evidence for kinds of cut and print (models/kinds.py)
    codebook.npz      spherical codebooks (index/encoder.py)
    lsh.npz           LSH functions (index/encoder.py)
    familiarity.npz   what its encoder was fitted on, roughly (index/familiarity.py)
    calibration.json  thresholds of the words for similarity (index/calibration.py)
    references.npz    labelled features to calibrate and adapt with (index/references.py)

Swapping the folder for one with another id is all it takes to change the network.
"""

import json
import threading
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from PIL import Image

from models.decode import PREPROCESSING_VERSION
from models.letterbox import letterbox
from models.locator import FILE, Locator, Place, straightened
from models.problems import EnvironmentProblem, Problem
from models.runtime import open_session

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
NETWORK_DIR = RESOURCES / "network"
STARTING_NETWORK_DIR = RESOURCES / "starting_network"
"""ImageNet weights alone, for the paper's method to the letter (`index/evaluation/letter.py`): the first two files."""
DESCRIPTION, BACKBONE = "network.json", "backbone.onnx"


@dataclass(frozen=True)
class Looked:
    """What the network sees in a picture that is asked for.

    Attributes:
        feature: the feature E of the picture at `place`, or of all there is where that is None.
        place: where in it the picture lies that it is a photo of.
    """

    feature: NDArray[np.float32]
    place: Place | None


@dataclass(frozen=True)
class NetworkInfo:
    """What `network.json` says.

    Attributes:
        id: names the weights and the preprocessing together; vectors of different ids are never compared.
        side: side of the square input in pixels.
        cut, print: the parts of E that carry cut and print.
    """

    id: str
    side: int
    cut: slice
    print: slice

    @classmethod
    def read(cls, folder: Path) -> "NetworkInfo":
        """Read and check the description.

        Raises:
            EnvironmentProblem: MODEL_DAMAGED.
        """
        try:
            data = json.loads((folder / DESCRIPTION).read_text(encoding="utf-8"))
            info = cls(
                f"{data['id']}/p{data['preprocessing']}",
                int(data["side"]),
                slice(*data["parts"]["cut"]),
                slice(*data["parts"]["print"]),
            )
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise EnvironmentProblem(Problem.MODEL_DAMAGED, str(folder / DESCRIPTION)) from error
        if data["preprocessing"] != PREPROCESSING_VERSION:
            raise EnvironmentProblem(
                Problem.MODEL_DAMAGED, f"{folder}: preprocessing {data['preprocessing']}"
            )
        return info


def read_arrays(path: Path) -> dict[str, NDArray[np.generic]]:
    """The arrays of an `.npz` file.

    Raises:
        EnvironmentProblem: MODEL_DAMAGED.
    """
    try:
        with np.load(path, allow_pickle=False) as archive:
            return dict(archive)
    except (OSError, EOFError, ValueError, zipfile.BadZipFile, zlib.error) as error:
        raise EnvironmentProblem(Problem.MODEL_DAMAGED, str(path)) from error


class Network:
    """The backbone of one network folder. Thread-safe.

    Args:
        folder: the network folder.
        threads: threads of one run; 0 lets ONNX Runtime take every core.

    Raises:
        EnvironmentProblem: MODEL_DAMAGED if a file is missing or cannot be read.
    """

    def __init__(self, folder: Path = NETWORK_DIR, *, threads: int = 0) -> None:
        self.folder = folder
        self.info = NetworkInfo.read(folder)
        self._threads = threads
        self._loading = threading.Lock()
        self._loaded: onnxruntime.InferenceSession | None = None

    def features(self, images: Sequence[Image.Image]) -> NDArray[np.float32]:
        """The feature E of each RGB picture, rounded as it is stored (float16).

        One picture at a time: no slower than a batch, faster where other programs share the processor's cache, and
        with a third of a batch's memory (`python -m tests.benchmarks.network`).

        Returns:
            float32 array (len(images), 2048), rows of unit length.
        """
        return np.array([self.feature(letterbox(image, self.info.side)) for image in images], np.float32)

    def feature(self, square: NDArray[np.uint8]) -> NDArray[np.float32]:
        """The feature E, float32 (2048,), of a picture that `letterbox` has fitted to the input's side."""
        (found,) = self._run(square, "features")
        return found.astype(np.float16).astype(np.float32)

    def look(self, photo: Image.Image) -> Looked:
        """Look for the picture that an RGB photo was taken of, and at that, straightened, instead of the whole photo.

        A network without a locator, or one from when locators had no backbone of their own, and pictures in which none
        is found for sure, give the feature of the whole.

        Raises:
            EnvironmentProblem: MODEL_DAMAGED.
        """
        place = self._locator.place(photo) if self._locator else None
        seen = photo if place is None else straightened(photo, place, self.info.side)
        return Looked(self.features([seen])[0], place)

    def maps(self, square: NDArray[np.uint8]) -> NDArray[np.float32]:
        """The backbone's last map, float32 (channels, h, w), of a picture that `letterbox` has fitted.

        Raises:
            ValueError: the network was exported without.
        """
        if "maps" not in self._outputs:
            raise ValueError(f"the network {self.info.id} does not show its last map")
        (found,) = self._run(square, "maps")
        return found

    def warm_up(self) -> None:
        """Load the backbone and run it once, so that the first real picture need not wait for it.

        Raises:
            EnvironmentProblem: MODEL_DAMAGED.
        """
        self.look(Image.new("RGB", (self.info.side, self.info.side), "white"))

    def _run(self, square: NDArray[np.uint8], *outputs: str) -> list[NDArray[np.float32]]:
        """These outputs for one picture."""
        return [found[0] for found in self._session.run(list(outputs), {"pictures": square[None]})]

    @cached_property
    def _locator(self) -> Locator | None:
        path = self.folder / FILE
        locator = Locator(path) if path.exists() else None
        return locator if locator and locator.takes_photos else None

    @cached_property
    def _outputs(self) -> set[str]:
        return {output.name for output in self._session.get_outputs()}

    @property
    def _session(self) -> onnxruntime.InferenceSession:
        with self._loading:
            if self._loaded is None:
                self._loaded = open_session(self.folder / BACKBONE, threads=self._threads)
            return self._loaded
