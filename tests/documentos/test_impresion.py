"""The printed documents, seen from outside: by the programs that a school, a screen reader or a court would use."""

import dataclasses
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat

from documentos.contexts import DatosNSS
from documentos.impresion import build_context, print_documento
from tests.documentos.fabricas import LARGOS, make_datos, make_row
from tests.documentos.herramientas import paint, run, text_of

ROOT = Path(__file__).resolve().parents[2]
APROBADOS = Path(__file__).parent / "aprobados"
CASOS = {
    "nss": make_datos(),
    "nss-largo": LARGOS,
    "nss-oficial": make_datos(demostracion=False, nombres="Xi", primer_apellido="Ñu", segundo_apellido="", sexo="H"),
}
cada_caso = pytest.mark.parametrize("caso", CASOS)


@pytest.fixture(scope="session")
def impresos(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Each case on the disk, printed once."""
    folder = tmp_path_factory.mktemp("impresos")
    for caso, datos in CASOS.items():
        (folder / f"{caso}.pdf").write_bytes(print_documento(make_row(datos)))
    return {caso: folder / f"{caso}.pdf" for caso in CASOS}


@cada_caso
def test_it_is_a_sound_pdf_of_one_light_page(caso: str, impresos: dict[str, Path]) -> None:
    assert "No syntax or stream encoding errors" in run("qpdf", "--check", impresos[caso])
    assert impresos[caso].stat().st_size <= 100 * 1024
    info = run("pdfinfo", "-isodates", impresos[caso])
    for line in (
        "Title:           Número de Seguridad Social · RE-7K3M-92QX",
        "Tagged:          yes",
        "Pages:           1",
        "Page size:       612 x 792 pts (letter)",
        "Encrypted:       no",
        "JavaScript:      no",
    ):
        assert line in info
    assert re.search(r"CreationDate: +2026-11-20T\d\d:42:07", info)


@cada_caso
def test_it_says_what_it_conforms_to(caso: str, impresos: dict[str, Path]) -> None:
    content = run("qpdf", "--qdf", "--object-streams=disable", impresos[caso], "-")
    assert 'pdfaid:part="3"' in content
    assert 'pdfaid:conformance="A"' in content
    assert 'pdfuaid:part="1"' in content
    assert "/Lang (es-MX)" in content
    assert "/DisplayDocTitle true" in content


@cada_caso
def test_only_our_typeface_is_in_it(caso: str, impresos: dict[str, Path]) -> None:
    fonts = [line.split() for line in run("pdffonts", impresos[caso]).splitlines()[2:]]
    assert sorted(font[0].split("+")[1] for font in fonts) == [
        "Atkinson-Hyperlegible-Next",
        "Atkinson-Hyperlegible-Next-Bold",
    ]
    assert {tuple(font[-5:-2]) for font in fonts} == {("yes", "yes", "yes")}  # embedded, subset, searchable


@cada_caso
@pytest.mark.parametrize("profile", ["3a", "ua1"])
@pytest.mark.skipif(not os.environ.get("VERAPDF"), reason="VERAPDF names no program")
def test_verapdf_agrees(caso: str, profile: str, impresos: dict[str, Path]) -> None:
    assert " PASS" in run(os.environ["VERAPDF"], profile, impresos[caso])


@cada_caso
def test_it_is_read_aloud_in_order(caso: str, impresos: dict[str, Path]) -> None:
    datos, text = CASOS[caso], text_of(impresos[caso])
    expected = [
        *("Sitio no oficial.", "No pertenece al IMSS ni al Gobierno de México.", datos.institucion, datos.plantel),
        *(["DEMOSTRACIÓN · SIN VALIDEZ OFICIAL"] if datos.demostracion else []),
        *("Número de Seguridad Social", "Folio", "RE-7K3M-92QX", "20 de noviembre de 2026, 10:42 h", "IMSS-02-008"),
        *(f"NSS {datos.situacion}", "92 05 05 1234 7", "CURP", datos.curp),
        *("Nombre(s)", datos.nombres, "Primer apellido", datos.primer_apellido, "Segundo apellido"),
        *(datos.segundo_apellido or "Sin segundo apellido", "Fecha de nacimiento", "5 de mayo de 2005"),
        *("Sexo", datos.sexo_impreso, "Entidad de nacimiento", "Jalisco", "Plantel", datos.plantel),
        *("Cadena original", make_row(datos).cadena, "Sello digital", make_row(datos).sello, "Número de serie"),
        *("Secuencia", "1042", "https://ruta.example/verificar/Zx4-qH9_tLw2rVb7NcKm1A/"),
        "No es un documento oficial del IMSS.",
    ]
    flat, position = "".join(text.split()), 0
    for item in map("".join, map(str.split, expected)):
        position = flat.find(item, position)
        assert position >= 0, item
        position += len(item)


@cada_caso
def test_headings_headers_and_figures_are_tagged(caso: str, impresos: dict[str, Path]) -> None:
    tags = run("pdfinfo", "-struct", impresos[caso])
    names = re.findall(r"^ *(\w+)", tags, re.MULTILINE)
    assert [names.count(name) for name in ("H1", "H2", "Table", "Figure")] == [1, 2, 3, 1]
    assert names.count("TH") == tags.count("/Scope /Row") + tags.count("/Scope /Column") == 15
    assert tags.count("/Scope /Column") == 3
    content = run("qpdf", "--qdf", "--object-streams=disable", impresos[caso], "-")
    assert "/Alt" in content


def test_the_qr_opens_the_verification(impresos: dict[str, Path]) -> None:
    for caso, pdf in impresos.items():
        read = run("zbarimg", "--quiet", "--raw", paint(pdf, dpi=150)).strip()
        assert read == build_context(make_row(CASOS[caso]))["direccion"]


def test_the_qr_holds_nothing_but_the_address() -> None:
    assert build_context(make_row())["direccion"] == "https://ruta.example/verificar/Zx4-qH9_tLw2rVb7NcKm1A/"


def test_the_same_row_gives_the_same_bytes_whatever_was_printed_before() -> None:
    first = print_documento(make_row())
    print_documento(make_row(LARGOS))
    assert print_documento(make_row()) == first


def test_another_process_on_another_day_gives_the_same_bytes() -> None:
    code = """
import sys, time_machine, django
django.setup()
from documentos.impresion import print_documento
from tests.documentos.fabricas import make_row
with time_machine.travel("2031-02-03"):
    sys.stdout.buffer.write(print_documento(make_row()))
"""
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONHASHSEED": "77", "TZ": "Asia/Tokyo"}
    other = subprocess.check_output([sys.executable, "-c", code], cwd=ROOT, env=env)
    assert other == print_documento(make_row())


@pytest.mark.parametrize("field", [field.name for field in dataclasses.fields(DatosNSS)])
def test_each_datum_is_in_the_file(field: str) -> None:
    other = {"demostracion": False, "sexo": "X", "situacion": "localizado", "fecha_nacimiento": date(2005, 5, 6)}
    values = {field: other.get(field, "Otro valor")}
    assert print_documento(make_row(make_datos(**values))) != print_documento(make_row())


@cada_caso
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
