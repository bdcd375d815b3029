"""`python -m models.training.locator FOLDER --photos PHOTOS`: trains the locator of a network folder.

It learns from simulated photos of generated designs and of garment photos, in which the place of the picture is known,
from some pictures themselves, which are all there is, and from what lies near the place, as it looks again at that.
The photos are taken first, in as many processes as there are cores, and kept in memory as they are looked at (49 kB a
look). Its backbone begins as that of the folder's network. The folder gets `locator.onnx`.
"""

import argparse
import math
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, fields
from functools import partial
from pathlib import Path
from typing import Any, Self

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor
from torch.nn.functional import cross_entropy

from models.decode import decode, read_bytes
from models.designs.design import sample_design
from models.designs.render import STYLES, VIEWS, render
from models.export import export_locator, exported_weights
from models.letterbox import letterbox
from models.locator import FILE, MARGIN, SIDE, UNIT_SQUARE, Place, Points, in_square, straightened
from models.locator_network import Located, LocatorNetwork
from models.network import BACKBONE
from models.photos import corners_in_photo, sample_conditions, take_photo
from models.samples import photos_to_learn_from
from models.training.device import add_device, prepare

FIRST_SEED = 40_000_000
"""Designs and photos lie above those of all other training."""

_PHOTOS_A_SEED = 1_000_000
HELD_BACK = 1000
CHANGED = 2
LOOKS = 2 * (1 + CHANGED)
"""Examples a photo gives, which takes longer to make than to look at: as it is and changed, each from nearer by too."""

BATCH = 256
RATE, BACKBONE_SHARE = 2e-3, 0.25
"""Learning rate at its highest, and the backbone's share of it."""

REPORTS = 16
_AT_ONCE = 100
_PHOTO_SIDE = 320
_SIZES = ((256, 256), (256, 192), (192, 256), (256, 256))
_GARMENTS, _RIMMED, _RIM, _TRIMMED = 0.35, 0.35, 0.08, -0.04
_PLAIN = 0.08
"""Share of pictures that are not photographed."""

_CUT_OFF = 0.1
_OFF, _FARTHEST_OFF = (0.015, 0.8), 0.06
"""Median and spread of how far a first look is off, as a share of the photo's longer side, lognormal, and its end."""

_ASPECT_OFF = 0.05

_TURNED = 0.3
"""Share of first looks that have it turned wrongly, more than there are: so what is seen decides, not what is usual."""

_CHANGES = 3
"""Beside a photo's seed: what is changed is drawn apart from how it was taken, however often it is looked at."""

_TURN, _ASPECT = 0.3, 0.5
"""Weights of these terms beside that of the corners, 1."""


@dataclass(frozen=True)
class Examples:
    """Photos and where the picture lies in each.

    Attributes:
        pictures: letterboxed, uint8 (n, SIDE, SIDE, 3).
        corners: of the picture from its own top left, in the letterboxed square from -1 to 1, float32 (n, 4, 2).
        aspect: logarithm of the picture's width over its height, float32 (n,).
    """

    pictures: NDArray[np.uint8]
    corners: NDArray[np.float32]
    aspect: NDArray[np.float32]

    @classmethod
    def joined(cls, parts: Sequence[Self]) -> Self:
        """All of these, one behind the other."""
        return cls(*(np.concatenate([getattr(each, field.name) for each in parts]) for field in fields(cls)))

    def tensors(self, rows: NDArray[np.int64], device: str = "cpu") -> tuple[Tensor, ...]:
        """Pictures, corners and aspects of some of them."""
        return tuple(torch.from_numpy(getattr(self, field.name)[rows]).to(device) for field in fields(self))


def make_examples(paths: Sequence[Path], numbers: Sequence[int]) -> Examples:
    """Photograph pictures, the same for the same numbers, and take `LOOKS` at each photo."""
    rows = [row for number in numbers for row in _examples(paths, FIRST_SEED + number)]
    return Examples(*(np.stack(column) for column in zip(*rows, strict=True)))


def _examples(paths: Sequence[Path], seed: int) -> Iterator[tuple[Any, ...]]:
    picture = _picture(paths, seed)
    aspect = picture.width / picture.height
    random = np.random.default_rng((seed, _CHANGES))
    if random.random() < _PLAIN:
        photo, corners = picture, UNIT_SQUARE * picture.size
    else:
        conditions = sample_conditions(seed)
        photo = take_photo(picture, conditions, size=_PHOTO_SIDE)
        corners = corners_in_photo(picture.size, conditions, size=_PHOTO_SIDE)
    views = [(photo, corners), *(changed(photo, corners, random) for _ in range(CHANGED))]
    for seen, at in views:
        for look, where in ((seen, at), nearer(seen, Place(at, aspect), random)):
            yield (
                letterbox(look, SIDE, roughly=True),
                in_square(where, look.size).astype(np.float32),
                np.float32(math.log(aspect)),
            )


def nearer(photo: Image.Image, place: Place, random: np.random.Generator) -> tuple[Image.Image, Points]:
    """What lies near the place of the picture, as a first look that is a little off has it, and the corners in that."""
    median, spread = _OFF
    off = max(photo.size) * min(median * np.exp(spread * random.normal()), _FARTHEST_OFF)
    first = Place(
        place.corners + off * random.normal(size=(4, 2)),
        place.aspect * float(np.exp(_ASPECT_OFF * random.normal())),
    )
    turn = int(random.integers(1, 4)) if random.random() < _TURNED else 0
    around = first.turned(turn).widened(MARGIN)
    if not around.is_possible:
        around = place.widened(MARGIN)
    seen = straightened(photo, around, SIDE)
    return seen, around.from_photo(place.corners, seen.size)


def changed(photo: Image.Image, corners: Points, random: np.random.Generator) -> tuple[Image.Image, Points]:
    """A photo mirrored or not and cut off on all sides, and the corners (4, 2) in that.

    It is not turned: most photos are upright, and where nothing else tells, that does.
    """
    if random.random() < 0.5:
        photo = photo.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
        corners = ([photo.width, 0] + corners * [-1, 1])[[1, 0, 3, 2]]  # left and right of the picture, too
    left, top, right, bottom = (random.random(4) * _CUT_OFF * np.tile(photo.size, 2)).astype(int).tolist()
    return photo.crop((left, top, photo.width - right, photo.height - bottom)), corners - [left, top]


def _picture(paths: Sequence[Path], seed: int) -> Image.Image:
    """A design or a garment photo, now and then with more or less room around it than others have."""
    random = np.random.default_rng(seed)
    if paths and random.random() < _GARMENTS:
        picture = decode(read_bytes(paths[int(random.integers(len(paths)))])).image
    else:
        style, view = STYLES[random.integers(len(STYLES))], VIEWS[int(random.random() < 0.4)]
        picture = render(
            sample_design(seed), style=style, view=view, size=_SIZES[random.integers(len(_SIZES))]
        )
    if random.random() < _RIMMED:
        picture = _rimmed(picture, np.maximum(random.normal(0, _RIM, 4), _TRIMMED))
    return picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if random.random() < 0.5 else picture


def _rimmed(picture: Image.Image, rim: NDArray[np.float64]) -> Image.Image:
    """Add room on the left, above, on the right and below, as shares of the picture; take it away where negative."""
    left, top, right, bottom = (rim * np.tile(picture.size, 2)).astype(int).tolist()
    size = picture.width + left + right, picture.height + top + bottom
    whole = Image.new("RGB", size, picture.getpixel((0, 0)))
    whole.paste(picture, (left, top))
    return whole


def terms(said: Located, corners: Tensor, aspect: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """How wrong the locator is.

    Which corner it begins with is its own choice; the turn says which one of the picture that is. So a picture that
    lies at 45° has no two right answers between which the corners would have to jump.

    Returns:
        the loss; the mean error of the corners of each photo (n,); and the right turns (n,).
    """
    begun = torch.stack([corners.roll(-turn, 1) for turn in range(4)], 1)
    apart = (said.corners[:, None] - begun).abs()
    error = said.error[:, None]
    unlikely = (apart / error + error.log()).mean((2, 3))  # of a Laplace distribution
    least, turn = unlikely.min(1)
    sides = torch.where(turn % 2 == 0, aspect, -aspect)
    loss = (
        least.mean() + _TURN * cross_entropy(said.turn, turn) + _ASPECT * (said.aspect - sides).abs().mean()
    )
    return loss, apart.mean((2, 3)).gather(1, turn[:, None])[:, 0], turn


def train(
    locator: LocatorNetwork,
    examples: Examples,
    held_back: Examples,
    steps: int,
    *,
    seed: int = 0,
    rate: float = RATE,
    device: str = "cpu",
) -> Iterator[str]:
    """Train a locator on examples; yields now and then how good it is on those held back."""
    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    locator.to(device)
    backbone = [*locator.backbone.parameters()]
    others = [each for name, each in locator.named_parameters() if not name.startswith("backbone.")]
    optimiser = torch.optim.AdamW([{"params": others}, {"params": backbone}], weight_decay=0.05)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, [rate, BACKBONE_SHARE * rate], steps)
    every = max(1, steps // REPORTS)
    losses: list[Tensor] = []
    for step in range(1, steps + 1):
        rows = random.integers(len(examples.aspect), size=BATCH)
        pictures, corners, aspect = examples.tensors(rows, device)
        loss, _, _ = terms(locator.train()(pictures), corners, aspect)
        optimiser.zero_grad()
        torch.autograd.backward(loss)
        optimiser.step()
        schedule.step()
        losses.append(loss.detach())
        if step % every == 0 or step == steps:
            mean = torch.stack(losses).mean()
            yield f"{step:6} loss {mean:.3f}, held back {_judged(locator.eval(), held_back, device)}"
            losses.clear()


@torch.no_grad()
def _judged(locator: LocatorNetwork, examples: Examples, device: str) -> str:
    rows = np.array_split(np.arange(len(examples.aspect)), max(1, len(examples.aspect) // BATCH))
    said_of: list[Located] = []
    true: list[tuple[Tensor, ...]] = []
    for few in rows:
        pictures, *where = examples.tensors(few, device)
        said_of.append(locator(pictures))
        true.append(tuple(where))
    said = Located(*map(torch.cat, zip(*said_of, strict=True)))
    corners, aspect = map(torch.cat, zip(*true, strict=True))
    loss, error, turn = terms(said, corners, aspect)
    right = (said.turn.argmax(1) == turn).float()
    looks = "; ".join(
        f"{look} corners off by {error[rows].mean() / 2:.4f} of the longer side in the mean, "
        f"{error[rows].median() / 2:.4f} in the median, turned right {right[rows].mean():.3f}"
        for look, rows in (("first looks:", slice(0, None, 2)), ("nearer:", slice(1, None, 2)))
    )
    return f"{loss:.3f}, {looks}"


def main() -> None:
    """Make examples, train, and export."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="the network folder")
    parser.add_argument(
        "--photos", type=Path, help="a folder of photos (*.jpg); the last 300 by name are left out"
    )
    parser.add_argument("--examples", type=int, default=26_000, help="photos to learn from (26,000)")
    parser.add_argument("--steps", type=int, default=2100, help="(2,100)")
    parser.add_argument(
        "--start", type=Path, help="a locator.onnx to go on from; none: from the network's backbone"
    )
    parser.add_argument("--rate", type=float, default=RATE, help=f"learning rate at its highest ({RATE})")
    parser.add_argument("--seed", type=int, default=0, help="of the training and of what it learns from")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes that take photos")
    add_device(parser)
    args = parser.parse_args()
    prepare(args.device)
    paths = [path for path, _ in photos_to_learn_from(args.photos, None)] if args.photos else []
    with ProcessPoolExecutor(args.workers) as pool:

        def made(first: int, stop: int) -> Examples:
            ranges = [range(start, min(start + _AT_ONCE, stop)) for start in range(first, stop, _AT_ONCE)]
            return Examples.joined(list(pool.map(partial(make_examples, paths), ranges)))

        held_back = made(0, HELD_BACK)
        first = HELD_BACK + args.seed * _PHOTOS_A_SEED
        examples = made(first, first + args.examples)
    print(f"{args.examples} photos, {len(paths)} garment photos among what they show", flush=True)
    torch.manual_seed(args.seed)
    locator = LocatorNetwork()
    if args.start:
        locator.load_state_dict(exported_weights(args.start))
    else:
        locator.begin_with(exported_weights(args.folder / BACKBONE))
    for line in train(
        locator, examples, held_back, args.steps, seed=args.seed, rate=args.rate, device=args.device
    ):
        print(line, flush=True)
    export_locator(locator.cpu(), args.folder / FILE)


if __name__ == "__main__":
    main()
