"""The drawing: letters that people read and a matcher of templates does not.

Not the drawing of django-simple-captcha: that one hangs every letter from the same top line, so that «p» and «P» look
alike where case counts, and takes its chance from the generator that all threads share. Here letters stand on their
line, and all chance comes from a seed that only this installation knows: the same key is the same image.

What keeps a program out (tests/plataforma/captcha/adversario.py tries): paper and ink change sides along a wave, all is
bent, each letter turned and slanted by itself, a thin line crosses them. What helps people: strong strokes, full
contrast, letters that hardly touch, and no dots.
"""

import io
import math
from functools import cache
from pathlib import Path
from random import Random
from typing import Final

import captcha
from django.conf import settings
from PIL import Image, ImageChops, ImageDraw, ImageFont

# Half as large again as the page shows it, so that it is sharp on a telephone.
ANCHO, ALTO = 420, 150
CUADRO: Final = 200  # room for one letter and its turning
CENTRO: Final = (100, 104)  # what a letter turns around …
PIE: Final = 140  # … and where it stands
RENGLON: Final = 103  # where the letters stand in the image
MARGEN: Final = 24  # what bending may move
PASO: Final = 10  # side of the squares that are bent
LINEAS: Final = 1
TONOS: Final = 8
PAPEL, TINTA = (255, 255, 255), (18, 48, 90)
Punto = tuple[float, float]


def draw(letras: str, *, seed: bytes) -> bytes:
    """Return the letters as a PNG."""
    azar = Random(seed)  # noqa: S311 (the seed is the secret; the same one must give the same image)
    mask = _bend(_write(letras, azar), azar)
    pencil = ImageDraw.Draw(mask)
    for _ in range(LINEAS):
        pencil.line(_make_wave(azar, swing=(10, 28)), fill=255, width=4, joint="curve")
    return _encode(ImageChops.difference(mask, _make_flood(azar)))


def _write(letras: str, azar: Random) -> Image.Image:
    """Set the letters side by side in the middle."""
    drawn = [_draw_letra(letra, azar) for letra in letras]
    overlaps = [azar.uniform(-8, 0) for _ in drawn]
    boxes = [letra.getbbox() or (0, 0, 0, 0) for letra in drawn]
    total = sum(right - left for left, _, right, _ in boxes) - sum(overlaps[1:])
    mask = Image.new("L", (max(ANCHO, round(total) + 2 * MARGEN), ALTO))
    x = (mask.width - total) / 2
    for letra, (left, _, right, _), overlap in zip(drawn, boxes, overlaps, strict=True):
        mask.paste(255, (round(x) - left, RENGLON - PIE + azar.randint(-8, 8)), letra)
        x += right - left - overlap
    return mask.resize((ANCHO, ALTO), Image.Resampling.BILINEAR)  # five wide ones are made narrower


def _draw_letra(letra: str, azar: Random) -> Image.Image:
    """Draw one letter, turned and slanted. Sizes differ little: size is what tells «u» from «U»."""
    font = _load_font(azar.choice(_list_fonts()), azar.randint(98, 110))
    square = Image.new("L", (CUADRO, CUADRO))
    ImageDraw.Draw(square).text(
        (CENTRO[0], PIE), letra, font=font, fill=255, anchor="ms", stroke_width=azar.choice((0, 1))
    )
    turn, slant = math.radians(azar.uniform(-22, 22)), azar.uniform(-0.25, 0.25)
    a, b, c, d = math.cos(turn), math.sin(turn) + slant, -math.sin(turn), math.cos(turn)
    x, y = CENTRO
    matrix = (a, b, x - a * x - b * y, c, d, y - c * x - d * y)
    return square.transform(square.size, Image.Transform.AFFINE, matrix, Image.Resampling.BILINEAR)


def _bend(mask: Image.Image, azar: Random) -> Image.Image:
    """Bend all of it: long waves move letters, short ones change their shape."""
    waves = [
        ((azar.uniform(4, 7), 0.0, azar.uniform(0.035, 0.05)), (azar.uniform(5, 8), azar.uniform(0.018, 0.03), 0.0)),
        ((3.0, 0.05, 0.0), (3.0, 0.06, 0.0)),
        ((3.0, azar.uniform(0.04, 0.05), azar.uniform(0.08, 0.11)), (3.0, azar.uniform(0.07, 0.1), 0.04)),
    ]
    phases = [(azar.uniform(0, math.tau), azar.uniform(0, math.tau)) for _ in waves]

    @cache
    def move(x: float, y: float) -> Punto:
        dx = sum(h * math.sin(fx * x + fy * y + p) for ((h, fx, fy), _), (p, _) in zip(waves, phases, strict=True))
        dy = sum(h * math.sin(fx * x + fy * y + p) for (_, (h, fx, fy)), (_, p) in zip(waves, phases, strict=True))
        return x + dx, y + dy

    mesh = [
        ((x, y, x + PASO, y + PASO), move(x, y) + move(x, y + PASO) + move(x + PASO, y + PASO) + move(x + PASO, y))
        for x in range(0, ANCHO, PASO)
        for y in range(0, ALTO, PASO)
    ]
    return mask.transform(mask.size, Image.Transform.MESH, mesh, Image.Resampling.BILINEAR)


def _make_wave(azar: Random, *, swing: Punto, slope: Punto = (0.25, 0.75)) -> list[Punto]:
    """Return a wavy line from one side of the image to the other."""
    start, end = azar.uniform(*slope) * ALTO, azar.uniform(*slope) * ALTO
    height, length, phase = azar.uniform(*swing), azar.uniform(0.015, 0.035), azar.uniform(0, math.tau)
    return [
        (x, start + (end - start) * x / ANCHO + height * math.sin(length * x + phase)) for x in range(-6, ANCHO + 12, 6)
    ]


def _make_flood(azar: Random) -> Image.Image:
    """Return the part of the image, under a wave, where paper and ink change sides."""
    flood = Image.new("L", (ANCHO, ALTO))
    shore = _make_wave(azar, swing=(15, 35), slope=(0.3, 0.7))
    ImageDraw.Draw(flood).polygon([*shore, (ANCHO + 9, ALTO + 9), (-9, ALTO + 9)], fill=255)
    return flood


def _encode(mask: Image.Image) -> bytes:
    """Return a small PNG: few tones between paper and ink, four bits each."""
    image = Image.frombytes("P", mask.size, mask.point(lambda tone: round(tone * (TONOS - 1) / 255)).tobytes())
    image.putpalette(
        [round(p + (t - p) * n / (TONOS - 1)) for n in range(TONOS) for p, t in zip(PAPEL, TINTA, strict=True)]
    )
    output = io.BytesIO()
    image.save(output, "PNG", optimize=True, bits=4)
    return output.getvalue()


def _list_fonts() -> list[str]:
    # The package's own face beside ours: more faces, more templates to match.
    return [*settings.CAPTCHA_FONT_PATH, str(Path(captcha.__file__).parent / "fonts" / "Vera.ttf")]


@cache
def _load_font(path: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size)
