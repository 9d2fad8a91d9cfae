"""A program that solves captchas by templates. It knows the faces and sizes of the drawing, not the seed.

Every letter in every face, turned and slanted, is laid on every place of the image; how well it fits is the correlation
of black and white, of its upper and its lower half apart and whatever their colours, so that it may stand half in the
dark. The five that fit best side by side are the answer. Small pictures as long integers: no library, and fast enough.
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
PASO = 2  # places are tried this far apart
GIROS, SESGOS = (-15, 0, 15), (-0.2, 0, 0.2)
UMBRAL, HOLGURA = 0.3, 0.85  # less fit than this is no letter; letters may overlap by the rest of the width
BORDE = 3


@dataclass(frozen=True)
class Molde:
    """Half a letter: its black points, in rows as long as the image's, their number, and how much that can vary."""

    tinta: int
    negros: int
    variedad: float


@dataclass(frozen=True)
class Plantilla:
    """A letter as it might stand in the image."""

    letra: str
    mitades: tuple[Molde, Molde]


@dataclass(frozen=True)
class Marco:
    """What letters of one size cover: all points of their upper and of their lower half."""

    ancho: int
    alto: int
    mitades: tuple[int, int]


def solve(png: bytes) -> str:
    """Return the most likely letters."""
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
    """Return how well the best of these letters fits at the best of these places, and which it is."""
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
    """Return what makes a correlation of so many black points one: 0 where all are of one colour."""
    spread = black * (points - black)
    return 1 / math.sqrt(spread) if spread else 0.0


def _choose(fits: dict[tuple[int, int], tuple[float, str]], width: int) -> str:
    """Return the letters, side by side, whose fits add up to most."""
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
    """Return black and white of a small copy as one integer, and its width and height."""
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
    """Return the letters by what they cover: that much of the arithmetic is the same for all of a size."""
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
