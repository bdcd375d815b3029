"""Cuts a garment out of a picture on blank paper."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

Mask = NDArray[np.bool_]

_SIDE = 160
_EDGE = [min(max(3 * level - 330, 0), 255) for level in range(256)]
_MOST_HOLES = 0.2
_LEAST_GARMENT, _MOST_GARMENT = 0.03, 0.80


def garment_alpha(picture: Image.Image) -> Image.Image | None:
    """Return where the garment is: all but the blank paper around it and between its straps, and loose text."""
    ratio = min(1.0, _SIDE / max(picture.size))
    small = picture.resize((max(1, round(picture.width * ratio)), max(1, round(picture.height * ratio))))
    pixels = np.asarray(small, np.int16)
    if min(pixels.shape[:2]) < 16:
        return None
    border = np.concatenate([pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]])
    distance = np.abs(pixels - np.median(border, axis=0)).max(axis=2)
    paper = distance < 20
    outside = _spread(_framed(paper), paper)
    garment = _spread(_core(~outside), ~outside)
    garment &= ~_holes(garment, distance < 8)
    if not _LEAST_GARMENT < garment.mean() < _MOST_GARMENT:
        return None
    soft = Image.fromarray(garment).convert("L").filter(ImageFilter.BoxBlur(0.8))
    return soft.resize(picture.size, Image.Resampling.BILINEAR).point(_EDGE)


def _holes(garment: Mask, paper: Mask) -> Mask:
    """Return the paper that straps enclose; in a garment mostly of the paper's colour there is no telling."""
    enclosed = garment & paper
    if enclosed.sum() > _MOST_HOLES * garment.sum():
        return np.zeros_like(garment)
    return _spread(_core(enclosed), enclosed)


def _core(mask: Mask) -> Mask:
    """Return what is at least seven pixels thick, without its rim."""
    core: Mask = np.asarray(Image.fromarray(mask).convert("L").filter(ImageFilter.MinFilter(7))) > 0
    return core


def _framed(mask: Mask) -> Mask:
    edge = np.zeros_like(mask)
    edge[[0, -1]], edge[:, [0, -1]] = mask[[0, -1]], mask[:, [0, -1]]
    return edge


def _spread(seeds: Mask, free: Mask) -> Mask:
    """Return all of `free` that can be reached from the seeds through it, by steps along rows and columns."""
    reached = seeds & free
    while True:
        before = int(reached.sum())
        for view, open_ in ((reached, free), (reached.T, free.T)):
            for step in (1, -1):
                _sweep(view[:, ::step], open_[:, ::step])
        if int(reached.sum()) == before:
            return reached


def _sweep(reached: Mask, free: Mask) -> None:
    """Carry what is reached along each row until a closed pixel, in place."""
    place = np.arange(reached.shape[1], dtype=np.int32)
    last_reached = np.maximum.accumulate(np.where(reached, place, -1), axis=1)
    last_closed = np.maximum.accumulate(np.where(free, -1, place), axis=1)
    reached |= last_reached > last_closed
