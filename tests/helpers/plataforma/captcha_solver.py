"""A program that reads captchas with letter templates, used to test how well the image filters protect the captcha.

The program knows the fonts and sizes that the portal draws with, but not the random seed. It draws each letter in each
font, turned and slanted, and compares the letter with each place of the image. The fit is the correlation of black
points. The two halves of a letter are compared separately and may have inverted colours, because the filter `flood`
inverts a part of the image. The answer is the five letters, side by side, with the highest sum of fits. The program
stores small pictures as long integers, which is fast enough without a library.
"""

import io
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

from plataforma.captcha.letras import ALFABETO, LARGO

ESCALA = 5
PASO = 2  # horizontal distance, in pixels of the small copy, between two places that the program tries
GIROS, SESGOS = (-15, 0, 15), (-0.2, 0, 0.2)
UMBRAL, HOLGURA = 0.3, 0.85  # minimum fit of a letter; minimum distance of two letters, as a share of their width
BORDE = 3


@dataclass(frozen=True)
class Molde:
    """Half of a letter. `tinta` has the black points, in rows as wide as the image. `_find_best` uses the numbers."""

    tinta: int
    negros: int
    variedad: float


@dataclass(frozen=True)
class Plantilla:
    """The template of a letter in one font, with one turn and one slant."""

    letra: str
    mitades: tuple[Molde, Molde]


@dataclass(frozen=True)
class Marco:
    """The size of a template. `mitades` has all points of the upper half and all points of the lower half."""

    ancho: int
    alto: int
    mitades: tuple[int, int]


def solve(png: bytes) -> str:
    """Return the five letters that the program reads in the PNG image of a captcha."""
    image = Image.open(io.BytesIO(png)).convert("L")
    rows, width, height = _read(image)
    from_place = [rows >> place for place in range(width * height)]
    fits: dict[tuple[int, int], tuple[float, str]] = {}
    for marco, plantillas in _list_plantillas(width).items():
        for x in range(0, width - marco.ancho, PASO):
            places = [from_place[y * width + x] for y in range(height - marco.alto + 1)]
            fit, letra = _find_best(places, marco, plantillas)
            place = (x, x + max(PASO, round(marco.ancho * HOLGURA)))
            fits[place] = max(fits.get(place, (0.0, "")), ((fit - UMBRAL) * marco.ancho, letra))
    return _choose(fits, width)


def _find_best(places: list[int], marco: Marco, plantillas: list[Plantilla]) -> tuple[float, str]:
    """Compare each template with each place. Return the best fit, and the letter of the best template."""
    (upper, lower), best = marco.mitades, (0.0, "")
    many, few = upper.bit_count(), lower.bit_count()
    for rows in places:
        above, below = (rows & upper).bit_count(), (rows & lower).bit_count()
        a, b = _vary(above, many), _vary(below, few)
        for plantilla in plantillas:
            top, low = plantilla.mitades
            fit = abs(many * (rows & top.tinta).bit_count() - top.negros * above) * a * top.variedad
            fit += abs(few * (rows & low.tinta).bit_count() - low.negros * below) * b * low.variedad
            if fit > best[0]:
                best = fit, plantilla.letra
    return best[0] / 2, best[1]


def _vary(black: int, points: int) -> float:
    """Return the factor that normalises a correlation, or 0 if all points have the same colour."""
    spread = black * (points - black)
    return 1 / math.sqrt(spread) if spread else 0.0


def _choose(fits: dict[tuple[int, int], tuple[float, str]], width: int) -> str:
    """Return the five letters, from left to right, with the highest sum of fits."""
    best: list[dict[int, tuple[float, str]]] = [dict.fromkeys(range(width + 1), (0.0, ""))]
    for _ in range(LARGO):
        before, now = best[-1], {0: (-math.inf, "")}
        ends: dict[int, list[tuple[float, str]]] = {}
        for (start, end), (fit, letra) in fits.items():
            if start in before:
                ends.setdefault(end, []).append((before[start][0] + fit, before[start][1] + letra))
        for end in range(1, width + 1):
            now[end] = max([now[end - 1], *ends.get(end, [])])
        best.append(now)
    return best[-1][width][1]


def _read(image: Image.Image) -> tuple[int, int, int]:
    """Return a small black-and-white copy of the image as one integer, and the width and height of the copy."""
    small = image.resize((image.width // ESCALA, image.height // ESCALA), Image.Resampling.BOX)
    return _pack(small, small.width, 150), small.width, small.height


def _pack(small: Image.Image, stride: int, middle: int) -> int:
    data = small.tobytes()
    points = (
        y * stride + x for y in range(small.height) for x in range(small.width) if data[y * small.width + x] < middle
    )
    return sum(1 << point for point in points)


@cache
def _list_plantillas(stride: int) -> dict[Marco, list[Plantilla]]:
    """Return the templates grouped by size, because templates of the same size share part of the arithmetic."""
    by_size: dict[Marco, list[Plantilla]] = {}
    for letra, picture in _draw_letras():
        marco = _make_marco(*picture.size, stride)
        by_size.setdefault(marco, []).append(_make_plantilla(letra, picture, marco, stride))
    return by_size


def _draw_letras() -> Iterator[tuple[str, Image.Image]]:
    for face in settings.CAPTCHA_FONT_PATH:
        font = ImageFont.truetype(face, settings.CAPTCHA_FONT_SIZE)
        for letra in ALFABETO:
            for turn in GIROS:
                for slant in SESGOS:
                    yield letra, _draw(letra, font, math.radians(turn), slant)


def _draw(letra: str, font: ImageFont.FreeTypeFont, turn: float, slant: float) -> Image.Image:
    square = Image.new("L", (240, 240), 255)
    ImageDraw.Draw(square).text((120, 150), letra, font=font, fill=0, anchor="ms", stroke_width=1)
    a, b, c, d = math.cos(turn), math.sin(turn) + slant, -math.sin(turn), math.cos(turn)
    matrix = (a, b, 120 - 120 * (a + b), c, d, 120 - 120 * (c + d))
    turned = square.transform(square.size, Image.Transform.AFFINE, matrix, Image.Resampling.BILINEAR, fillcolor=255)
    left, top, right, low = turned.point(lambda tone: 255 - tone).getbbox() or (0, 0, 1, 1)
    picture = turned.crop((left - BORDE, top - BORDE, right + BORDE, low + BORDE))
    return picture.resize((picture.width // ESCALA, picture.height // ESCALA), Image.Resampling.BOX)


def _make_marco(width: int, height: int, stride: int) -> Marco:
    def cover(first: int, last: int) -> int:
        return sum(((1 << width) - 1) << (y * stride) for y in range(first, last))

    return Marco(width, height, (cover(0, height // 2), cover(height // 2, height)))


def _make_plantilla(letra: str, picture: Image.Image, marco: Marco, stride: int) -> Plantilla:
    tinta = _pack(picture, stride, 128)

    def cut(half: int) -> Molde:
        black = (tinta & half).bit_count()
        return Molde(tinta & half, black, _vary(black, half.bit_count()))

    return Plantilla(letra, (cut(marco.mitades[0]), cut(marco.mitades[1])))
