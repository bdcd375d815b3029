"""What the feature network is trained for, one function a term."""

import math

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, normalize, softplus

from models.similarity import NONE

LENIENCE = 0.1
"""What a picture of the same kin counts among those that a pair stands against."""


def instance_contrast(
    features: Tensor,
    instances: Tensor,
    temperature: float,
    others: Tensor | None = None,
    *,
    kin: Tensor | None = None,
    is_other: Tensor | None = None,
) -> Tensor:
    """Bring pictures of one instance together and all others apart (InfoNCE, van den Oord et al. 2018).

    Each pair of pictures of an instance stands alone against all pictures of other instances in the batch.

    Args:
        features: unit vectors (n, d); instances: int64 (n,).
        temperature: similarities are divided by it.
        others: unit vectors (m, d) of further instances, without gradient.
        kin: int64 (n,); pictures of one number other than NONE are alike though not the same, so they are to be told
            apart but not driven apart.
        is_other: bool (n, m), false where one of `others` shows what the picture does, and says nothing; None: nowhere.
    """
    likeness = features @ features.T / temperature
    same = instances[:, None] == instances
    against = likeness.masked_fill(same, -torch.inf)
    if kin is not None:
        akin = (kin[:, None] == kin) & (kin != NONE)
        against = against + math.log(LENIENCE) * akin
    if others is not None:
        apart = features @ others.T / temperature
        if is_other is not None:
            apart = apart.masked_fill(~is_other, -torch.inf)
        against = torch.cat([against, apart], 1)
    pairs = same & ~torch.eye(len(same), dtype=torch.bool, device=same.device)
    return softplus(against.logsumexp(1)[:, None] - likeness)[pairs].mean()


def spreading(features: Tensor) -> Tensor:
    """Keep unit vectors (n, d) of different instances from crowding (KoLeo, Sablayrolles et al., ICLR 2019)."""
    likeness = (features @ features.T).fill_diagonal_(-1.0)
    nearest = (2 - 2 * likeness.amax(1)).clamp(min=1e-6).sqrt()
    return -nearest.log().mean()


class ClassContrast(nn.Module):
    """A unit vector for each class; a picture's part of E is to be nearest to its own (NormFace, Wang et al. 2017)."""

    def __init__(self, dimensions: int, classes: int, scale: float = 16.0) -> None:
        super().__init__()
        self.centres = nn.Parameter(torch.randn(classes, dimensions) / dimensions**0.5)
        self._scale = scale

    def forward(self, features: Tensor, classes: Tensor) -> Tensor:
        """Cross entropy of unit vectors (n, d) over classes (n,); rows of class NONE are left out."""
        return cross_entropy(
            self._scale * features @ normalize(self.centres).T,
            classes,
            ignore_index=NONE,
            label_smoothing=0.05,
        )


class Distillation(nn.Module):
    """A linear look-out from a part of E to what the starting network sees in the clean picture.

    It keeps what the ImageNet weights knew, and asks for it from photos as well.
    """

    mean: Tensor
    scale: Tensor

    def __init__(self, dimensions: int, targets: int) -> None:
        super().__init__()
        self.linear = nn.Linear(dimensions, targets)
        self.register_buffer("mean", torch.zeros(targets))
        self.register_buffer("scale", torch.ones(targets))

    @torch.no_grad()
    def standardise(self, targets: Tensor) -> None:
        """Take mean and deviation of the starting network's values (m, targets)."""
        deviation = targets.std(0)
        self.mean.copy_(targets.mean(0))
        self.scale.copy_(1 / deviation.clamp(min=0.5 * float(deviation.median())))

    def forward(self, features: Tensor, targets: Tensor) -> Tensor:
        """Mean of 1 - cosine between features (n, d), looked out from, and standardised targets (n, targets)."""
        wanted = normalize((targets - self.mean) * self.scale)
        return (1 - (normalize(self.linear(features)) * wanted).sum(1)).mean()
