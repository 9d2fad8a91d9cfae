"""The printed documents, seen from outside: by the programs that a school, a screen reader or a court would use."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from documentos.impresion import print_documento
from tests.documentos.casos import CASOS, DIRECCION, ETIQUETAS, get_lectura
from tests.documentos.fabricas import LARGOS, make_row
from tests.documentos.herramientas import paint, run, text_of

pytestmark = pytest.mark.pdf
ROOT = Path(__file__).resolve().parents[2]
cada_caso = pytest.mark.parametrize("caso", CASOS)


@cada_caso
def test_it_is_a_sound_pdf_of_one_light_page(caso: str, impresos: dict[str, Path]) -> None:
    assert "No syntax or stream encoding errors" in run("qpdf", "--check", impresos[caso])
    assert impresos[caso].stat().st_size <= 100 * 1024
    info = run("pdfinfo", "-isodates", impresos[caso])
    for line in (
        f"Title:           {CASOS[caso].titulo} · RE-7K3M-92QX",
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
    assert "/Alt" in content


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
@pytest.mark.verapdf
def test_verapdf_agrees(caso: str, profile: str, impresos: dict[str, Path]) -> None:
    assert " PASS" in run(os.environ["VERAPDF"], profile, impresos[caso])


@cada_caso
def test_it_is_read_aloud_in_order(caso: str, impresos: dict[str, Path]) -> None:
    flat, position = "".join(text_of(impresos[caso]).split()), 0
    for item in map("".join, map(str.split, get_lectura(CASOS[caso]))):
        position = flat.find(item, position)
        assert position >= 0, item
        position += len(item)


@cada_caso
def test_headings_headers_lists_and_figures_are_tagged(caso: str, impresos: dict[str, Path]) -> None:
    tags, expected = run("pdfinfo", "-struct", impresos[caso]), ETIQUETAS[CASOS[caso].tipo]
    names = re.findall(r"^ *(\w+)", tags, re.MULTILINE)
    assert [names.count(name) for name in ("H1", "H2", "Figure")] == [1, 2, 1]
    assert (names.count("Table"), names.count("LI")) == (expected.tablas, expected.renglones_de_lista)
    assert names.count("TH") == tags.count("/Scope /Row") + tags.count("/Scope /Column") == expected.encabezados
    assert tags.count("/Scope /Column") == 3


@cada_caso
def test_the_qr_opens_the_verification(caso: str, impresos: dict[str, Path]) -> None:
    assert run("zbarimg", "--quiet", "--raw", paint(impresos[caso], dpi=150)).strip() == DIRECCION


@pytest.mark.parametrize("caso", ["nss", "tarjeta"])
def test_the_same_row_gives_the_same_bytes_whatever_was_printed_before(caso: str) -> None:
    first = print_documento(make_row(CASOS[caso]))
    print_documento(make_row(LARGOS))
    assert print_documento(make_row(CASOS[caso])) == first


def test_another_process_on_another_day_gives_the_same_bytes() -> None:
    code = """
import sys, time_machine, django
django.setup()
from documentos.impresion import print_documento
from tests.documentos.casos import CASOS
from tests.documentos.fabricas import make_row
with time_machine.travel("2031-02-03"):
    for caso in ("tarjeta", "nss"):
        sys.stdout.buffer.write(print_documento(make_row(CASOS[caso])))
"""
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONHASHSEED": "77", "TZ": "Asia/Tokyo"}
    other = subprocess.check_output([sys.executable, "-c", code], cwd=ROOT, env=env)
    assert other == b"".join(print_documento(make_row(CASOS[caso])) for caso in ("tarjeta", "nss"))
