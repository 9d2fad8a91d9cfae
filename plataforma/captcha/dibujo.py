"""Image filters for django-simple-captcha. The setting CAPTCHA_FILTER_FUNCTIONS applies them in this order.

A program that compares the image with pictures of each letter solves one image of three without the filters, and at
most one of twenty with them (tests/helpers/plataforma/captcha_solver.py). For people, the letters keep strong strokes,
full contrast and a common baseline.
"""

# ruff: noqa: S311 (`random` is enough, because the package seeds it with the secret `hashkey`)
import math
import random
from collections.abc import Callable
from typing import Final

from PIL import Image, ImageDraw, ImageOps

ANCHO, ALTO = 420, 150  # pixels; the page shows the image at 280 × 100, so that it is sharp on a phone
RENGLON: Final = 380  # pixels; a wider text is made narrower, so that it is inside the image after `bend`
ARRIBA: Final = 24  # pixels above the text, so that it is inside the image after `bend`
PASO: Final = 10  # pixels; the side of the squares into which `bend` cuts the image
TONOS: Final = 4  # two bits for each pixel keep the PNG small
TINTA, PAPEL = "#12305a", "#ffffff"


def bend(image: Image.Image) -> Image.Image:
    """Centre the text and bend it. Long waves tilt the letters, and short waves change the shape of each letter."""
    scale = max(1, image.width / RENGLON)
    tilt, slant = _make_wave(random.uniform(10, 14), 0.026, 0.04), _make_wave(random.uniform(8, 12), 0.03, 0.045)
    down, right = _make_wave(5, 0.07, 0.1), _make_wave(3, 0.06, 0.08)

    def find_source(x: int, y: int) -> tuple[float, float]:
        middle = x - ANCHO / 2 + slant(y) + right(x + y)
        return image.width / 2 + middle * scale, y - ARRIBA + tilt(x) + down(x + y / 2)

    mesh = [
        (
            (x, y, x + PASO, y + PASO),
            find_source(x, y) + find_source(x, y + PASO) + find_source(x + PASO, y + PASO) + find_source(x + PASO, y),
        )
        for x in range(0, ANCHO, PASO)
        for y in range(0, ALTO, PASO)
    ]
    return image.transform((ANCHO, ALTO), Image.Transform.MESH, mesh, Image.Resampling.BILINEAR, fillcolor="white")


def flood(image: Image.Image) -> Image.Image:
    """Invert the colours of the part of the image that is below a wave."""
    left, right = random.uniform(0.3, 0.7) * ALTO, random.uniform(0.3, 0.7) * ALTO
    wave = _make_wave(random.uniform(15, 35), 0.015, 0.035)
    shore = [(x, left + (right - left) * x / ANCHO + wave(x)) for x in range(0, ANCHO + 1, 6)]
    below = Image.new("1", image.size)
    ImageDraw.Draw(below).polygon([*shore, (ANCHO, ALTO), (0, ALTO)], fill=1)
    return Image.composite(ImageOps.invert(image), image, below)


def tint(image: Image.Image) -> Image.Image:
    """Replace black by the blue of the portal, and reduce the image to a few tones."""
    return ImageOps.colorize(image.convert("L"), TINTA, PAPEL).quantize(TONOS)


def _make_wave(height: float, slow: float, fast: float) -> Callable[[float], float]:
    length, phase = random.uniform(slow, fast), random.uniform(0, math.tau)
    return lambda place: height * math.sin(length * place + phase)
