"""Trains the outputs of the hash layer by eq. 4, relaxed through tanh; numpy alone.

    min sum_ij S_ij ||y_i - y_j||^2 = 2 tr(Y'LY),    y = tanh(xW + b)

As printed, without constraints, the constant code is optimal with loss 0. So three terms stand beside it, as in
anchor graph hashing (Liu et al., ICML 2011): balance ||1'Y/n||^2, independence ||Y'Y/n - I||^2, and quantisation
|| |Y| - 1 ||^2. The start is the closed form without tanh (`models.discriminant`); from there, W moves among its
strongest directions by Adam on minibatches.
"""

from collections.abc import Generator, Iterator
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from models.clustering import repeated_kmeans
from models.discriminant import Grouping, Projection, fit_discriminant
from models.similarity import NONE, Labels, Similarity

Features = NDArray[np.float32]
Floats = NDArray[np.float64]

BATCH = 1500
_REPORTS = 20
_DECAY = 0.9, 0.999
_TINY = 1e-8


@dataclass(frozen=True)
class HashOptions:
    """How the outputs for one part of E are trained.

    Attributes:
        dimensions: outputs k.
        directions: strongest directions of the closed form among which W moves; at least k.
        class_weight: how much scatter within a class counts in the closed form, beside that within an instance.
        cluster_weight: how much scatter within the clusters of k-means counts there; must not be 0 where nothing is
            labelled.
        ridge: see `fit_discriminant`.
        runs, clusters: of k-means, see `repeated_kmeans`.
        same_class, other_class: see `Similarity`.
        independence, balance, quantisation: weights of the three terms.
        steps: of Adam; 0 keeps the closed form.
        rate: length of a step.
        gain: root mean square of the outputs before tanh as the layer is used, small where codes should see how
            far, and not only to which side, an output goes.
        seed: the same seed gives the same outputs.
    """

    dimensions: int
    directions: int = 192
    class_weight: float = 0.7
    cluster_weight: float = 0.0
    ridge: float = 0.1
    runs: int = 8
    clusters: tuple[int, int] = (50, 400)
    same_class: float = 0.2
    other_class: float = 0.5
    independence: float = 1.0
    balance: float = 1.0
    quantisation: float = 0.1
    steps: int = 300
    rate: float = 0.003
    gain: float = 0.35
    seed: int = 0


@dataclass(frozen=True)
class Losses:
    """The terms of the loss for one batch, each a mean over outputs and unweighted.

    Attributes:
        similarity: eq. 4 over the sum of S between different pictures: mean squared distance of the similar.
    """

    similarity: float
    balance: float
    independence: float
    quantisation: float

    def total(self, options: HashOptions) -> float:
        """The weighted sum that is minimised."""
        return (
            self.similarity
            + options.balance * self.balance
            + options.independence * self.independence
            + options.quantisation * self.quantisation
        )


@dataclass(frozen=True)
class TrainingStep:
    """Where a training stands: after `step` of `steps` for a part, with the mean losses since the last report."""

    part: str
    step: int
    steps: int
    losses: Losses


def train_outputs(
    features: Features, instances: Labels, classes: Labels, options: HashOptions, *, part: str = ""
) -> Generator[TrainingStep, None, Projection]:
    """Train the hash layer's outputs for one part of E.

    Args:
        features: float32 (n, d), that part of E, of pictures with labels, without, or of both kinds.
        instances, classes: int64 (n,), `NONE` where unknown.
        part: its name, for what is yielded.

    Yields:
        The state of the training, about 20 times. Closing the generator ends it.

    Returns:
        The outputs before tanh, their root mean square at `options.gain`.

    Raises:
        ValueError: see `fit_discriminant`.
    """
    runs = options.runs if options.steps or options.cluster_weight else 0
    clusters = repeated_kmeans(features, runs, options.clusters, seed=options.seed)
    start = _closed_form(features, instances, classes, clusters, options)
    inputs = start(features).astype(np.float64)
    similarity = Similarity(clusters, instances, classes, options.same_class, options.other_class)
    trained = yield from _descend(inputs, similarity, options, part)
    return _joined(start, trained, inputs, options.gain)


def losses_and_gradient(outputs: Floats, similarity: Floats, options: HashOptions) -> tuple[Losses, Floats]:
    """The loss of a batch and its gradient.

    Args:
        outputs: Y, float64 (n, k).
        similarity: S, (n, n), symmetric with 1 on the diagonal.

    Returns:
        The terms, and the gradient of their weighted sum by Y, float64 (n, k).
    """
    n, k = outputs.shape
    pairs = max(float(similarity.sum()) - n, _TINY)
    laplacian = similarity.sum(axis=1)[:, None] * outputs - similarity @ outputs
    mean = outputs.mean(axis=0)
    excess = outputs.T @ outputs / n - np.eye(k)
    short = np.abs(outputs) - 1.0
    losses = Losses(
        similarity=2.0 * float(np.vdot(outputs, laplacian)) / (pairs * k),
        balance=float(mean @ mean) / k,
        independence=float(np.square(excess).sum()) / k,
        quantisation=float(np.square(short).mean()),
    )
    gradient = (
        4.0 / (pairs * k) * laplacian
        + options.balance * 2.0 / (n * k) * mean
        + options.independence * 4.0 / (n * k) * outputs @ excess
        + options.quantisation * 2.0 / (n * k) * short * np.sign(outputs)
    )
    return losses, gradient


def _closed_form(
    features: Features,
    instances: Labels,
    classes: Labels,
    clusters: NDArray[np.int32],
    options: HashOptions,
) -> Projection:
    runs = (Grouping(run.astype(np.int64), options.cluster_weight / len(clusters.T)) for run in clusters.T)
    groupings = [Grouping(instances), Grouping(classes, options.class_weight), *runs]
    return fit_discriminant(features, groupings, options.directions, ridge=options.ridge)


def _descend(
    inputs: Floats, similarity: Similarity, options: HashOptions, part: str
) -> Generator[TrainingStep, None, Floats]:
    """Minimise the loss over an affine map of inputs (n, m), float64 (m + 1, k); its last row is the bias."""
    inputs = np.hstack([inputs, np.ones((len(inputs), 1))])
    weights = np.eye(inputs.shape[1], options.dimensions)
    weights /= np.sqrt(np.square(inputs[:, : options.dimensions]).mean())
    moments = np.zeros((2, *weights.shape))
    seen: list[Losses] = []
    batches = _batches(similarity.instances, options.seed)
    for step in range(1, options.steps + 1):
        rows = next(batches)
        outputs = np.tanh(inputs[rows] @ weights)
        losses, gradient = losses_and_gradient(outputs, similarity.among(rows).astype(np.float64), options)
        gradient = inputs[rows].T @ (gradient * (1.0 - np.square(outputs)))
        rate = options.rate * (1.0 - (step - 1) / options.steps)
        weights -= rate * _adam(moments, gradient, step)
        seen.append(losses)
        if step % max(options.steps // _REPORTS, 1) == 0:
            yield TrainingStep(part, step, options.steps, _mean(seen))
            seen.clear()
    return weights


def _batches(instances: Labels, seed: int) -> Iterator[NDArray[np.intp]]:
    """Batches of rows without end, in which instances stay whole, but for those at a batch's ends."""
    random = np.random.default_rng(seed)
    alone = instances == NONE
    groups = np.where(alone, instances.max(initial=0) + 1 + np.cumsum(alone), instances)
    groups = np.unique(groups, return_inverse=True)[1]
    count = max(round(len(groups) / BATCH), 1)
    while True:
        order = np.argsort(random.permutation(groups.max() + 1)[groups], kind="stable")
        yield from np.array_split(order, count)


def _adam(moments: Floats, gradient: Floats, step: int) -> Floats:
    """The direction of an Adam step (Kingma and Ba, ICLR 2015); moments (2, ...) are updated in place."""
    for number, (decay, value) in enumerate(zip(_DECAY, (gradient, np.square(gradient)), strict=True)):
        moments[number] += (1.0 - decay) * (value - moments[number])
    first, second = (moment / (1.0 - decay**step) for moment, decay in zip(moments, _DECAY, strict=True))
    direction: Floats = first / (np.sqrt(second) + _TINY)
    return direction


def _joined(start: Projection, trained: Floats, inputs: Floats, gain: float) -> Projection:
    """Both maps in one, scaled to the gain."""
    weight, bias = trained[:-1], trained[-1]
    scale = gain / np.sqrt(np.square(inputs @ weight + bias).mean())
    return Projection(
        (scale * (start.weight @ weight)).astype(np.float32),
        (scale * (start.bias @ weight + bias)).astype(np.float32),
    )


def _mean(seen: list[Losses]) -> Losses:
    return Losses(*(float(np.mean([getattr(each, field.name) for each in seen])) for field in fields(Losses)))
