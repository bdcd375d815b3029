"""Simulated phone photos of a picture, for what staff drop: a printed sheet, a screen, a scan, a garment.

photo = simulate_photo(picture, seed)
photo = take_photo(picture, PhotoConditions(tilt=30, ground="wood"))
"""

import numpy as np
import skia
from numpy.typing import NDArray
from PIL import Image

from models.photos.brush import pillow_image
from models.photos.camera import aim, corners, frame_of
from models.photos.clutter import paint_clutter
from models.photos.conditions import SCENES, PhotoConditions, sample_conditions, scene_of
from models.photos.covers import paint_cover
from models.photos.grounds import paint_ground
from models.photos.laying import lay
from models.photos.light import light_up
from models.photos.sensor import blurred, exposed, paint_dust, sent
from models.photos.subjects import make_piece

__all__ = [
    "SCENES",
    "PhotoConditions",
    "corners_in_photo",
    "sample_conditions",
    "scene_of",
    "simulate_photo",
    "take_photo",
]

_SMALLEST, _LARGEST = 32, 2048


def simulate_photo(picture: Image.Image, seed: int, *, size: int = 320) -> Image.Image:
    """Return a believable phone photo of a picture (RGB); the same for the same seed.

    Args:
        picture: of any size and mode; transparent parts are white.
        seed: decides the conditions, from a chat program's copy to a tilted photo on a cluttered table.
        size: longer side of the photo in pixels, 32 to 2048.

    Raises:
        ValueError: the size is out of range.
    """
    return take_photo(picture, sample_conditions(seed), size=size)


def take_photo(picture: Image.Image, conditions: PhotoConditions, *, size: int = 320) -> Image.Image:
    """Return the photo of a picture under given conditions (RGB), its longer side `size` pixels.

    Raises:
        ValueError: the size is out of range.
    """
    if not _SMALLEST <= size <= _LARGEST:
        raise ValueError(f"A photo is {_SMALLEST} to {_LARGEST} pixels long, not {size}.")
    plain = _on_white(picture)
    whole = frame_of(conditions, plain.size, size)
    kept = _kept(whole, conditions)
    camera = aim(conditions, plain.size, kept)
    surface = skia.Surface(*kept)
    canvas = surface.getCanvas()
    paint_ground(canvas, camera, conditions)
    paint_clutter(canvas, camera, conditions)
    lay(canvas, make_piece(plain, camera, conditions), camera, conditions)
    paint_cover(canvas, camera, conditions)
    paint_dust(canvas, kept, conditions)
    pixels = np.array(blurred(pillow_image(surface), conditions), np.float32)
    light_up(pixels, camera, conditions)
    exposed(pixels, conditions)
    photo = Image.fromarray(np.clip(pixels, 0, 255, out=pixels).astype(np.uint8))
    return sent(photo, whole, conditions.quality)


def corners_in_photo(
    picture: tuple[int, int], conditions: PhotoConditions, *, size: int = 320
) -> NDArray[np.float64]:
    """Return where the corners of a picture of so many pixels come to lie in the photo that `take_photo` makes.

    Returns:
        float64 (4, 2), pixels of the photo, clockwise from the picture's own top left.
    """
    whole = frame_of(conditions, picture, size)
    kept = _kept(whole, conditions)
    camera = aim(conditions, picture, kept)
    # A very long picture is laid on paper of less length; its own corners lie inside.
    half = picture[0] / max(picture) / 2, picture[1] / max(picture) / 2
    seen: NDArray[np.float64] = camera.project(corners(half)) * (np.array(whole) / np.array(kept))
    return seen


def _kept(whole: tuple[int, int], conditions: PhotoConditions) -> tuple[int, int]:
    """Return the pixels of a photo whose frame has so many, at the detail it was kept in."""
    width, height = (max(1, round(side * conditions.detail)) for side in whole)
    return width, height


def _on_white(picture: Image.Image) -> Image.Image:
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    clear = picture.convert("RGBA")
    white = Image.new("RGBA", clear.size, "white")
    return Image.alpha_composite(white, clear).convert("RGB")
