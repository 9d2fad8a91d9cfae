"""Who solves captchas by templates: knows the faces, sizes and turns that the drawing uses, not the seed.

Every letter in every face, turned and slanted, is laid on every place of the image; how well it fits is the correlation
of black and white, of its upper and its lower half apart and whatever their colours, so that it may stand half in the
dark. The five that fit best side by side are the answer. Small pictures as long integers: no library, and fast enough.
"""

import io
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from PIL import Image, ImageDraw, ImageFont

from plataforma.captcha import dibujo
from plataforma.captcha.letras import ALFABETO, LARGO

ESCALA = 5
PASO = 2  # places are tried this far apart
GIROS, SESGOS = (-18, -6, 6, 18), (-0.12, 0.12)
UMBRAL, HOLGURA = 0.3, 0.85  # less fit than this is no letter; letters may overlap by the rest of the width
BORDE = 3


@dataclass(frozen=True)
class Molde:
    """Half a letter: its black points and all its points, in rows as long as the image's."""

    tinta: int
    todo: int
    negros: int
    puntos: int


@dataclass(frozen=True)
class Plantilla:
    """A letter as it might stand in the image."""

    letra: str
    ancho: int
    alto: int
    mitades: tuple[Molde, Molde]


def solve(png: bytes) -> str:
    """Return the most likely letters."""
    image = Image.open(io.BytesIO(png)).convert("L")
    rows, width, height = _read(image)
    fits: dict[tuple[int, int], tuple[float, str]] = {}
    for plantilla in _list_plantillas(width):
        for x in range(0, width - plantilla.ancho, PASO):
            places = range(height - plantilla.alto + 1)
            fit = max((_fit(rows >> (y * width + x), plantilla) for y in places), default=0.0)
            place = (x, x + max(PASO, round(plantilla.ancho * HOLGURA)))
            fits[place] = max(
                fits.get(place, (0.0, "")), (fit * plantilla.ancho - UMBRAL * plantilla.ancho, plantilla.letra)
            )
    return _choose(fits, width)


def _fit(rows: int, plantilla: Plantilla) -> float:
    return sum(_correlate(rows, molde) for molde in plantilla.mitades) / 2


def _correlate(rows: int, molde: Molde) -> float:
    n, black, drawn = molde.puntos, molde.negros, (rows & molde.todo).bit_count()
    spread = black * (n - black) * drawn * (n - drawn)
    if not spread:
        return 0.0
    return abs(n * (rows & molde.tinta).bit_count() - black * drawn) / math.sqrt(spread)


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
    middle = sum(dibujo.PAPEL[0:1] + dibujo.TINTA[1:2]) // 2
    return _pack(small, small.width, middle), small.width, small.height


def _pack(small: Image.Image, stride: int, middle: int) -> int:
    data = small.tobytes()
    points = (
        y * stride + x for y in range(small.height) for x in range(small.width) if data[y * small.width + x] < middle
    )
    return sum(1 << point for point in points)


@cache
def _list_plantillas(stride: int) -> list[Plantilla]:
    return [_make_plantilla(letra, picture, stride) for letra, picture in _draw_letras()]


def _draw_letras() -> Iterator[tuple[str, Image.Image]]:
    for face in dibujo._list_fonts():
        font = ImageFont.truetype(face, 104)
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


def _make_plantilla(letra: str, picture: Image.Image, stride: int) -> Plantilla:
    width, height = picture.size
    tinta, half = _pack(picture, stride, 128), height // 2

    def cut(first: int, last: int) -> Molde:
        todo = sum(((1 << width) - 1) << (y * stride) for y in range(first, last))
        return Molde(tinta & todo, todo, (tinta & todo).bit_count(), width * (last - first))

    return Plantilla(letra, width, height, (cut(0, half), cut(half, height)))
