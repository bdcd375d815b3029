"""A drawing, and a photo of it lying on a table."""

import numpy as np
from PIL import Image, ImageChops, ImageStat

from models.designs.design import sample_design
from models.designs.render import render
from models.locator import Place
from models.photos import PhotoConditions, corners_in_photo, take_photo

TILTED = PhotoConditions(
    tilt=25, tilt_towards=70, roll=8, fill=0.6, aspect=0.75, margin=0.06, ground="wood", look=3
)
SIDE = 960


def drawing(seed: int, size: tuple[int, int] | int = 720) -> Image.Image:
    return render(sample_design(seed), style="flat", view="sheet", size=size)


def photo_of(picture: Image.Image, conditions: PhotoConditions) -> tuple[Image.Image, Place]:
    corners = corners_in_photo(picture.size, conditions, size=SIDE)
    return take_photo(picture, conditions, size=SIDE), Place(corners, picture.width / picture.height)


def difference(one: Image.Image, other: Image.Image) -> float:
    return float(np.mean(ImageStat.Stat(ImageChops.difference(one, other)).mean))
