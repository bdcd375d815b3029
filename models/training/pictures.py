"""What one training step sees: designs and photos, each in pictures that share its shape, its print, or both."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from models.decode import decode, read_bytes
from models.designs.design import CUTS, Design, recoloured, reprinted, sample_design
from models.designs.prints import PRINTS
from models.designs.render import STYLES, VIEWS, Style, render
from models.letterbox import letterbox
from models.locator import Place, straightened
from models.photos import corners_in_photo, sample_conditions, take_photo
from models.similarity import NONE

FIRST_SEED = 20_000_000
"""Designs of training lie above those of the demo, of validation and of the hash layer."""
_DESIGNS_A_SEED = 1_000_000

SAME_CUT = 4
"""Designs of one cut that follow on each other: the hardest to tell apart stand in one step."""

_PICTURE_SIZES = ((256, 256), (256, 192), (192, 256), (336, 336), (336, 252), (252, 336))
_PHOTO_SIDE = 448
_WHOLE = 0.15
"""Share of the photos that are seen whole; of the others the picture is, straightened, as searches see it."""

_CORNERS_OFF, _CORNERS_FAR_OFF = 0.012, 0.04
_FAR_OFF = 0.15
"""Deviation of the corners from where the picture lies, in longer sides of the photo: of most, and of this share."""

_OTHER_GARMENT = 900_000_000
_STYLE_SHARES = (0.34, 0.3, 0.36)


@dataclass(frozen=True)
class Plan:
    """What a step is made of.

    Attributes:
        designs: designs a step, four pictures of each; photos: photos a step, two pictures of each.
        side: of the square pictures, pixels.
        looks: how often each picture is seen: mirrored or not, and photos straightened at corners that are off anew.
        paths, categories: the photos to draw from and the number of each one's label, NONE where it has none.
        seed: of everything drawn.
    """

    designs: int
    photos: int
    side: int
    paths: Sequence[Path]
    categories: Sequence[int]
    seed: int = 0
    looks: int = 1


@dataclass(frozen=True)
class Step:
    """Pictures uint8 (looks, n, side, side, 3) and their labels int64 (n,), NONE where unknown.

    Attributes:
        scene: pictures of one number show the same picture: itself, and photos of it.
        shape, print: pictures of one number show a garment of the same shape, the same print.
        cut_class, print_class, category: indexes into `CUTS`, `PRINTS` and the photos' labels.
        original: row of the picture that this one is a photo of; its own row if it is none.
        source: number of the design or photo it was made from, in all steps.
    """

    pictures: NDArray[np.uint8]
    scene: NDArray[np.int64]
    shape: NDArray[np.int64]
    print: NDArray[np.int64]
    cut_class: NDArray[np.int64]
    print_class: NDArray[np.int64]
    category: NDArray[np.int64]
    original: NDArray[np.int64]
    source: NDArray[np.int64]


@dataclass(frozen=True)
class Photographed:
    """A simulated photo of a picture, and where the picture lies in it."""

    photo: Image.Image
    place: Place

    @classmethod
    def of(cls, image: Image.Image, random: np.random.Generator) -> Self:
        """Photograph a picture."""
        conditions = sample_conditions(int(random.integers(2**31)))
        photo = take_photo(image, conditions, size=_PHOTO_SIDE)
        corners = corners_in_photo(image.size, conditions, size=_PHOTO_SIDE)
        return cls(photo, Place(corners, image.width / image.height))

    def seen(self, random: np.random.Generator) -> Image.Image:
        """What a search sees of it: mostly the picture, about where it lies, straightened."""
        if random.random() < _WHOLE:
            return self.photo
        off = _CORNERS_FAR_OFF if random.random() < _FAR_OFF else _CORNERS_OFF
        found = self.place.corners + random.normal(0, off * _PHOTO_SIDE, self.place.corners.shape)
        return straightened(self.photo, replace(self.place, corners=found), _PHOTO_SIDE // 2)


@dataclass(frozen=True)
class _Shown:
    image: Image.Image | Photographed | NDArray[np.uint8]
    source: int
    scene: int
    shape: int
    print: int
    cut_class: int = NONE
    print_class: int = NONE
    category: int = NONE
    is_photo_of: int | None = None

    def fitted(self, side: int) -> "_Shown":
        """With a drawing as the square that it is in every look."""
        return (
            replace(self, image=letterbox(self.image, side)) if isinstance(self.image, Image.Image) else self
        )

    def square(self, side: int, random: np.random.Generator) -> NDArray[np.uint8]:
        """One look at it."""
        seen = self.image.seen(random) if isinstance(self.image, Photographed) else self.image
        return letterbox(seen, side) if isinstance(seen, Image.Image) else seen


def make_step(plan: Plan, number: int) -> Step:
    """Make the pictures of a step; the same for the same plan and number, so that training can be resumed."""
    random = np.random.default_rng((plan.seed, number))
    first_design = FIRST_SEED + plan.seed * _DESIGNS_A_SEED + number * plan.designs
    groups = [_design(first_design + group, 4 * group, random) for group in range(plan.designs)]
    first = 4 * plan.designs
    for place, photo in enumerate(_photo_numbers(plan, number)):
        groups.append(_photo(plan, photo, first + 2 * place, random))
    groups = [[each.fitted(plan.side) for each in group] for group in groups]
    shown = [each for group in groups for each in group]
    originals = [row if each.is_photo_of is None else each.is_photo_of for row, each in enumerate(shown)]
    columns = ("source", "scene", "shape", "print", "cut_class", "print_class", "category")
    return Step(
        pictures=np.stack([_looked_at(groups, plan.side, random) for _ in range(plan.looks)]),
        original=np.array(originals, np.int64),
        **{name: np.array([getattr(each, name) for each in shown], np.int64) for name in columns},
    )


def _looked_at(
    groups: Sequence[Sequence[_Shown]], side: int, random: np.random.Generator
) -> NDArray[np.uint8]:
    """All pictures, uint8 (n, side, side, 3); those of one group are mirrored together."""
    seen: list[NDArray[np.uint8]] = []
    for group in groups:
        squares = [each.square(side, random) for each in group]
        seen += [square[:, ::-1] for square in squares] if random.random() < 0.5 else squares
    return np.stack(seen)


def _design(seed: int, row: int, random: np.random.Generator) -> list[_Shown]:
    """A design drawn and photographed, its shape in another print, and its print on another shape."""
    cut, print_name = CUTS[seed // SAME_CUT % len(CUTS)], PRINTS[(seed // len(CUTS) + seed) % len(PRINTS)]
    design = sample_design(seed, cut=cut, print_name=print_name)
    style: Style = random.choice(STYLES, p=_STYLE_SHARES)
    drawn = _drawn(design, random, style)
    again = drawn if random.random() < 0.7 else _drawn(design, random, style)
    other_print = (recoloured if random.random() < 0.4 else reprinted)(design, seed)
    other_shape = replace(sample_design(seed + _OTHER_GARMENT), print=design.print)
    shows_print = style != "line"
    print_class = PRINTS.index(design.print.name) if shows_print else NONE
    cuts = CUTS.index(design.cut), CUTS.index(other_shape.cut)
    reprint_style: Style = random.choice(STYLES, p=_STYLE_SHARES)
    reprint = _maybe_photographed(_drawn(other_print, random, reprint_style), random)
    reprint_class = PRINTS.index(other_print.print.name) if reprint_style != "line" else NONE
    elsewhere = _maybe_photographed(_drawn(other_shape, random, random.choice(("flat", "shaded"))), random)
    return [
        _Shown(drawn, seed, row, row, row, cuts[0], print_class),
        _Shown(Photographed.of(again, random), seed, row, row, row, cuts[0], print_class, is_photo_of=row),
        _Shown(reprint, seed, row + 2, row, row + 2, cuts[0], reprint_class),
        _Shown(
            elsewhere,
            seed,
            row + 3,
            row + 3,
            row if shows_print else row + 3,
            cuts[1],
            PRINTS.index(other_shape.print.name),
        ),
    ]


def _photo(plan: Plan, number: int, row: int, random: np.random.Generator) -> list[_Shown]:
    """A photo and a photo of it."""
    image, category = decode(read_bytes(plan.paths[number])).image, plan.categories[number]
    return [
        _Shown(image, number, row, row, row, category=category),
        _Shown(Photographed.of(image, random), number, row, row, row, category=category, is_photo_of=row),
    ]


def _photo_numbers(plan: Plan, step: int) -> Iterator[int]:
    """Which photos a step sees: all of them once, in random order, before any is seen again."""
    for at in range(step * plan.photos, (step + 1) * plan.photos):
        turn, place = divmod(at, len(plan.paths))
        yield int(np.random.default_rng((plan.seed, turn)).permutation(len(plan.paths))[place])


def _drawn(design: Design, random: np.random.Generator, style: Style) -> Image.Image:
    size = _PICTURE_SIZES[random.integers(len(_PICTURE_SIZES))]
    return render(design, style=style, view=VIEWS[int(random.random() < 0.4)], size=size)


def _maybe_photographed(image: Image.Image, random: np.random.Generator) -> Image.Image | Photographed:
    return Photographed.of(image, random) if random.random() < 0.5 else image
