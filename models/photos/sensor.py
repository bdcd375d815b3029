"""What camera, scanner and chat program do to the light: blur, colour, noise, dust, resolution, JPEG."""

from functools import lru_cache
from io import BytesIO
from typing import Any

import numpy as np
import skia
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from models.designs.shape import Shape
from models.photos.brush import filled, pillow_image, skia_image, stroked
from models.photos.conditions import PhotoConditions

Floats = NDArray[np.floating[Any]]

_NOMINAL = 320
_KNEE = np.float32(190)
_LUMA = np.array([0.299, 0.587, 0.114], np.float32)
_LEAST_GRAIN = 2**20


def blurred(photo: Image.Image, conditions: PhotoConditions) -> Image.Image:
    """Return the photo out of focus and moved, as far as the conditions say."""
    pixel = max(photo.size) / _NOMINAL
    if conditions.defocus:
        photo = photo.filter(ImageFilter.BoxBlur(conditions.defocus * pixel * 1.5))
    if conditions.motion:
        photo = _moved(photo, conditions.motion * pixel, 6.2832 * Shape(conditions.look).unit("motion"))
    return photo


def _moved(photo: Image.Image, length: float, angle: float) -> Image.Image:
    """Average copies of the photo shifted along a line."""
    surface = skia.Surface(*photo.size)
    canvas, image = surface.getCanvas(), skia_image(photo)
    canvas.drawImage(image, 0, 0)
    away = np.linspace(-length / 2, length / 2, max(2, round(length) + 1))
    steps = sorted({(round(part * np.cos(angle)), round(part * np.sin(angle))) for part in away.tolist()})
    for number, (x, y) in enumerate(steps, 1):
        canvas.drawImage(image, x, y, skia.SamplingOptions(), skia.Paint(Alphaf=1 / number))
    return pillow_image(surface)


def exposed(pixels: Floats, conditions: PhotoConditions) -> None:
    """Change pixels (h, w, 3), 0 to 255, in place as white balance, exposure, contrast and noise do."""
    warm, tint = conditions.warmth, conditions.tint
    gains = np.array([1 + 0.16 * warm + 0.05 * tint, 1 - 0.09 * tint, 1 - 0.24 * warm + 0.05 * tint])
    contrast = 1 + conditions.contrast
    pixels *= (gains * 2.0**conditions.exposure * contrast).astype(np.float32)
    pixels += np.float32(-115 * conditions.contrast)
    colourful = (1 + conditions.saturation) * (1 - conditions.grey)
    if colourful != 1:
        grey = (pixels @ _LUMA)[:, :, None]
        pixels *= np.float32(colourful)
        pixels += grey * np.float32(1 - colourful)
    if conditions.exposure > 0:
        _keep_whites(pixels, 255 * 2.0**conditions.exposure)
    if conditions.noise:
        grain = _grain(max(_LEAST_GRAIN, 1 << pixels.size.bit_length()))
        start = conditions.look % (len(grain) - pixels.size)
        pixels += grain[start : start + pixels.size].reshape(pixels.shape) * np.float32(
            255 * conditions.noise
        )


def _keep_whites(pixels: Floats, brightest: float) -> None:
    """Bend the highlights down, in place, so that what was white stays just white."""
    slope = np.float32((255 - _KNEE) / (brightest - _KNEE))
    np.minimum(pixels, _KNEE * (1 - slope) + pixels * slope, out=pixels)


@lru_cache(maxsize=1)
def _grain(count: int) -> Floats:
    return np.random.default_rng(0).standard_normal(count, dtype=np.float32)


def paint_dust(canvas: skia.Canvas, frame: tuple[int, int], conditions: PhotoConditions) -> None:
    """Put specks, hairs and streaks of a scanner's glass over the whole photo."""
    if not conditions.dust:
        return
    draw = Shape(conditions.look)
    width, height = frame
    pixel = max(frame) / _NOMINAL
    for number in range(int(30 * conditions.dust)):
        level = 0.15 if draw.chance(f"dark {number}", 0.7) else 0.95
        x, y = width * draw.unit(f"dust x {number}"), height * draw.unit(f"dust y {number}")
        paint = filled((level,) * 3, 0.6)
        canvas.drawCircle(x, y, pixel * draw.between(f"dust {number}", 0.25, 0.9), paint)
    for number in range(int(3 * conditions.dust)):
        x = width * draw.unit(f"streak {number}")
        canvas.drawLine(x, 0, x, height, stroked((0.5, 0.5, 0.5), pixel * 0.8, 0.25))


def sent(photo: Image.Image, size: tuple[int, int], quality: int) -> Image.Image:
    """Return the photo after a JPEG of this quality (100 for none), at its full size."""
    if quality < 100:
        file = BytesIO()
        photo.save(file, "JPEG", quality=quality)
        photo = Image.open(file)
        photo.load()
    return photo if photo.size == size else photo.resize(size, Image.Resampling.BICUBIC)
