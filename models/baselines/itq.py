"""Iterative quantisation (ITQ): Gong and Lazebnik, CVPR 2011."""

import numpy as np
from numpy.typing import NDArray

from models.baselines.hyperplanes import Hyperplanes
from models.baselines.whitening import principal_directions

Points = NDArray[np.float32]
Matrix = NDArray[np.float64]

ITERATIONS = 50


def fit_itq(points: Points, bits: int, *, seed: int = 0) -> Hyperplanes:
    """Principal directions of points float32 (m, d), turned so that the points lie near the corners of a cube.

    As published, a code has at most d bits. A longer one is several, each of d bits and turned from another random
    start, the last cut to what is left.

    Raises:
        ValueError: fewer than one bit.
    """
    if bits < 1:
        raise ValueError(f"cannot make codes of {bits} bits")
    centre, _, directions = principal_directions(points)
    directions = directions[:, :bits]
    projected = (points - centre) @ directions
    random = np.random.default_rng(seed)
    turned = [directions @ _turn(projected, random) for _ in range(-(-bits // directions.shape[1]))]
    return Hyperplanes(centre.astype(np.float32), np.hstack(turned)[:, :bits].astype(np.float32))


def quantisation_error(points: Matrix, turn: Matrix) -> float:
    """Mean squared distance of turned points (n, k) to their corners of the cube, || sign(VR) - VR ||^2 / n."""
    turned = points @ turn
    return float(np.square(np.sign(turned) - turned).sum() / len(points))


def _turn(points: Matrix, random: np.random.Generator) -> Matrix:
    """An orthogonal matrix that lowers the quantisation error from a random one on, by turns: corners, then turn."""
    turn: Matrix = np.linalg.qr(random.standard_normal((points.shape[1],) * 2))[0]
    for _ in range(ITERATIONS):
        corners = np.sign(points @ turn)
        left, _, right = np.linalg.svd(points.T @ corners)
        turn = left @ right
    return turn
