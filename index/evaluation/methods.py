"""The methods that are set side by side."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from index.evaluation.indices import Cosines, HammingCodes
from index.evaluation.letter import fit_letter
from index.evaluation.method import Array, Fitted, Method
from index.evaluation.shipped import fit_shipped
from index.records import Facet
from models.baselines.density import fit_density_sensitive
from models.baselines.hyperplanes import Hyperplanes, fit_random_hyperplanes
from models.baselines.itq import fit_itq
from models.baselines.perceptual import PERCEPTUAL_HASHES, perceptual_hash
from models.baselines.regions import RegionAggregation
from models.baselines.sift import Vlad, sift_descriptors
from models.baselines.weak import ActivationWeighted
from models.letterbox import letterbox
from models.network import STARTING_NETWORK_DIR, Network

BITS = 64
"""Of the codes beside the spherical ones: as many as the paper's."""

METHODS = (
    "program",
    "codes",
    "letter",
    "regions",
    "weak",
    *PERCEPTUAL_HASHES,
    "sift",
    "hyperplane",
    "density",
    "itq",
    "exact",
)
"""Their ids, in the order of a report."""


def make_methods(network_dir: Path, wanted: Sequence[str] = METHODS) -> list[Method]:
    """Make methods by their ids, in the order in which pictures are best described.

    ONNX Runtime's threads go on looking for work for a while after a run, which slows another network that runs right
    then. So what is no network stands between the two networks.

    - `program`: the search engine as it ships (`index.evaluation.shipped`); `codes`: with eq. 6 alone.
    - `letter`: the paper to the letter (`index.evaluation.letter`).
    - `regions`, `weak`: stand-ins for [20] and [21] (`models.baselines.regions`, `models.baselines.weak`), fitted to
      the catalogue's own pictures.
    - `phash`, `dhash`, `whash`, `colorhash`: `models.baselines.perceptual`, fitted to nothing.
    - `sift`: `models.baselines.sift`, its vocabulary fitted to the catalogue.
    - `hyperplane`, `density`, `itq`: 64 bits of the network's feature E, fitted to the catalogue, by Hamming distance.
    - `exact`: the cosine of E itself, the ceiling of all codes of it.

    `program`, `codes` and `exact` know facets and compare by the one asked for; the others answer all alike.
    """
    network = Network(network_dir)
    parts = {Facet.CUT: network.info.cut, Facet.PRINT: network.info.print}
    features, maps = partial(_feature, network), partial(_maps, network)
    made = [
        Method("program", features, partial(fit_shipped, network_dir=network_dir, exact=True)),
        Method("codes", features, partial(fit_shipped, network_dir=network_dir, exact=False)),
        Method("regions", maps, partial(_fit_vectors, RegionAggregation.fit)),
        Method("weak", maps, partial(_fit_vectors, ActivationWeighted.fit)),
        *(Method(name, partial(perceptual_hash, name), _fit_bits) for name in PERCEPTUAL_HASHES),
        Method("letter", partial(_feature, Network(STARTING_NETWORK_DIR)), fit_letter),
        Method("sift", sift_descriptors, partial(_fit_vectors, Vlad.fit)),
        Method("hyperplane", features, partial(_fit_planes, fit_random_hyperplanes)),
        Method("density", features, partial(_fit_planes, fit_density_sensitive)),
        Method("itq", features, partial(_fit_planes, fit_itq)),
        Method("exact", features, partial(_fit_exact, parts)),
    ]
    return [method for method in made if method.id in wanted]


def _feature(network: Network, image: Image.Image) -> NDArray[np.float32]:
    feature: NDArray[np.float32] = network.features([image])[0]
    return feature


def _maps(network: Network, image: Image.Image) -> NDArray[np.float16]:
    return network.maps(letterbox(image, network.info.side)).astype(np.float16)


def _same(description: Array) -> Array:
    return description


def _fit_bits(_descriptions: Sequence[Array]) -> Fitted:
    return Fitted(_same, HammingCodes)


def _fit_vectors(
    fit: Callable[[Sequence[Any]], Callable[[Any], Array]], descriptions: Sequence[Array]
) -> Fitted:
    return Fitted(fit(descriptions), Cosines)


def _fit_planes(fit: Callable[[Any, int], Hyperplanes], descriptions: Sequence[Array]) -> Fitted:
    planes = fit(np.stack(descriptions), BITS)
    return Fitted(lambda feature: planes.encode(feature[None])[0], HammingCodes)


def _fit_exact(parts: dict[Facet, slice], _descriptions: Sequence[Array]) -> Fitted:
    return Fitted(_same, partial(Cosines, parts=parts, centred=True))
