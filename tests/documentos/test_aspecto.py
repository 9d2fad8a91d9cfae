"""The printed documents as the eye sees them."""

import os
import re
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat

from tests.documentos.casos import CASOS, DIRECCION, TARJETAS
from tests.documentos.herramientas import paint, run

pytestmark = pytest.mark.pdf
APROBADOS = Path(__file__).parent / "aprobados"
LINEA = (0x53, 0x5B, 0x68)
DPI = 400
PIXEL = 25.4 / DPI  # in millimetres
PUNTO = 25.4 / 72


@pytest.mark.parametrize("caso", CASOS)
def test_it_looks_as_approved(caso: str, impresos: dict[str, Path]) -> None:
    """Blurred, so that another version's antialiasing passes and a moved line does not.

    `APROBAR=1` writes the pictures anew; look at them before you commit them.
    """
    page = Image.open(paint(impresos[caso], dpi=50)).convert("L")
    approved = APROBADOS / f"{caso}.png"
    if os.environ.get("APROBAR"):
        page.quantize(16).save(approved, optimize=True)
    assert how_different(page, Image.open(approved).convert("L")) < 24


def how_different(one: Image.Image, other: Image.Image) -> float:
    """The greatest difference of a spot, from 0 to 255."""
    assert one.size == other.size
    blurred = [picture.filter(ImageFilter.GaussianBlur(1.5)) for picture in (one, other)]
    _, most = ImageChops.difference(*blurred).getextrema()
    return float(most)


def test_a_moved_line_would_be_seen(impresos: dict[str, Path]) -> None:
    page = Image.open(paint(impresos["nss"], dpi=50)).convert("L")
    assert how_different(page, ImageChops.offset(page, 0, 3)) > 24
    assert ImageStat.Stat(page).mean[0] > 200


@pytest.mark.parametrize("caso", ["tarjeta", "tarjeta-larga"])
def test_the_card_is_cut_to_the_size_of_a_credential(caso: str, impresos: dict[str, Path]) -> None:
    ink = find_ink(Image.open(paint(impresos[caso], dpi=DPI)).convert("RGB"))
    left, right = find_lines(ink.resize((ink.width, 1), Image.Resampling.BOX), threshold=18)
    strip = ink.crop((int(left), 0, int(right), ink.height))  # beside it there are words as dense as a dashed line
    top, bottom = find_lines(strip.resize((1, ink.height), Image.Resampling.BOX), threshold=100)
    assert (right - left) * PIXEL == pytest.approx(85.6, abs=0.06)
    assert (bottom - top) * PIXEL == pytest.approx(54.0, abs=0.06)


def find_ink(page: Image.Image) -> Image.Image:
    """What has the colour of the cut line, white on black."""
    bands = zip(page.split(), LINEA, strict=True)
    red, green, blue = (band.point([255 * (value == wanted) for value in range(256)]) for band, wanted in bands)
    return ImageChops.multiply(ImageChops.multiply(red, green), blue)


def find_lines(density: Image.Image, *, threshold: int) -> tuple[float, float]:
    """The middle of the first line and of the last one, in pixels."""
    dense = [place for place, value in enumerate(density.tobytes()) if value >= threshold]
    first, last = ([place for place in dense if abs(place - edge) < 10] for edge in (dense[0], dense[-1]))
    return sum(first) / len(first), sum(last) / len(last)


@pytest.mark.parametrize("caso", TARJETAS)
def test_the_name_is_whole_and_keeps_to_its_place(caso: str, impresos: dict[str, Path]) -> None:
    """Above the address and left of the code, whatever its length."""
    page = run("pdftotext", "-bbox", impresos[caso], "-")
    found = re.findall(r'<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.+?)</word>', page)
    words = [(word, *(float(number) * PUNTO for number in box)) for *box, word in found]
    names = [word for word, *_ in words]
    start = names.index(CASOS[caso].curp) + 1
    nombre = CASOS[caso].nombre_completo.split()
    assert names[start : start + len(nombre)] == nombre
    left = words[names.index(CASOS[caso].curp)][1]
    bottom = words[names.index(DIRECCION)][2]
    for word, x0, _, x1, y1 in words[start : start + len(nombre)]:
        assert x0 >= left - 0.1, word
        assert x1 <= left + 54, word
        assert y1 <= bottom + 0.1, word
