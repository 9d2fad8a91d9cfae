"""The printed documents as the eye sees them."""

import os
import re
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageStat

from documentos.contexts import DatosCarnet
from tests.helpers.documentos.cases import CARNETS, CASOS, DIRECCION, TARJETAS
from tests.helpers.documentos.pdf_tools import paint, run
from tests.helpers.pictures import how_different

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


def test_a_moved_line_would_be_seen(impresos: dict[str, Path]) -> None:
    page = Image.open(paint(impresos["nss"], dpi=50)).convert("L")
    assert how_different(page, ImageChops.offset(page, 0, 3)) > 24
    assert ImageStat.Stat(page).mean[0] > 200


@pytest.mark.parametrize("caso", ["tarjeta-largo", "carnet-largo"])
def test_what_is_cut_out_has_the_size_of_a_credential(caso: str, impresos: dict[str, Path]) -> None:
    """ISO 7810 ID-1; the carnet is twice as wide and high, to be folded twice."""
    ink = find_ink(Image.open(paint(impresos[caso], dpi=DPI)).convert("RGB"))
    faces = 2 if caso.startswith("carnet") else 1
    left, right = find_lines(ink.resize((ink.width, 1), Image.Resampling.BOX), threshold=18 * faces)
    strip = ink.crop((int(left), 0, int(right), ink.height))  # beside it there are words as dense as a dashed line
    top, bottom = find_lines(strip.resize((1, ink.height), Image.Resampling.BOX), threshold=100)
    assert (right - left) * PIXEL == pytest.approx(85.6 * faces, abs=0.06 * faces)
    assert (bottom - top) * PIXEL == pytest.approx(54.0 * faces, abs=0.06 * faces)


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


def find_words(pdf: Path) -> list[tuple[Any, ...]]:
    """Each word with its left, upper, right and lower edge, in millimetres."""
    found = re.findall(
        r'<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.+?)</word>', run("pdftotext", "-bbox", pdf, "-")
    )
    return [(word, *(float(number) * PUNTO for number in box)) for *box, word in found]


@pytest.mark.parametrize("caso", TARJETAS)
def test_the_name_is_whole_and_keeps_to_its_place(caso: str, impresos: dict[str, Path]) -> None:
    """Above the address and left of the code, whatever its length."""
    words = find_words(impresos[caso])
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


@pytest.mark.parametrize("caso", CARNETS)
def test_the_faces_of_the_booklet_keep_to_their_places(caso: str, impresos: dict[str, Path]) -> None:
    """On the cover between photograph, edge and foot; on the back left of the code and above the fold."""
    words, datos = find_words(impresos[caso]), CASOS[caso]
    assert isinstance(datos, DatosCarnet)
    fold = 215.9 / 2
    _, foot = (word for word in words if word[0] == "Sitio")  # the page has one, and so has the cover
    _, title = (word for word in words if word[0] == "Carnet")
    cover = {word for word, x0, y0, x1, y1 in words if title[1] - 0.1 <= x0 and x1 <= fold + 83.5 and y1 <= foot[2]}
    assert set(f"{datos.nombre_completo} {datos.clinica.unidad}, {datos.clinica.consultorio}".split()) <= cover
    code = next(word for word in words if word[0] == f"{DIRECCION.partition('verificar/')[0]}verificar/")
    back = {word for word, x0, y0, x1, y1 in words if x1 <= code[1] and title[2] <= y1 <= foot[4]}
    assert set(datos.domicilio.en_una_linea.split()) <= back
