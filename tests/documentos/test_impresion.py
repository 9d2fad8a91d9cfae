"""The printed documents, seen from outside: by the programs that a school, a screen reader or a court would use."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from documentos.impresion import print_documento, render_html
from tests.helpers.documentos.cases import CASOS, DIRECCION, ORDINARIOS
from tests.helpers.documentos.factories import LARGOS, make_row
from tests.helpers.documentos.pdf_tools import paint, run, text_of
from tests.helpers.documentos.readings import get_lectura

pytestmark = pytest.mark.pdf
ROOT = Path(__file__).resolve().parents[2]
cada_caso = pytest.mark.parametrize("caso", CASOS)
cada_tipo = pytest.mark.parametrize("caso", ORDINARIOS)


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


@pytest.mark.parametrize("profile", ["3a", "ua1"])
@pytest.mark.verapdf
def test_verapdf_agrees(profile: str, impresos: dict[str, Path]) -> None:
    verdicts = run(os.environ["VERAPDF"], profile, *impresos.values()).splitlines()
    assert sorted(verdicts) == sorted(f"{pdf} {profile} PASS" for pdf in impresos.values())


@cada_tipo
def test_it_is_read_aloud_in_order(caso: str, impresos: dict[str, Path]) -> None:
    flat, position = "".join(text_of(impresos[caso]).split()), 0
    for item in map("".join, map(str.split, get_lectura(CASOS[caso]))):
        position = flat.find(item, position)
        assert position >= 0, item
        position += len(item)


@cada_caso
def test_nothing_of_it_is_left_out(caso: str, impresos: dict[str, Path]) -> None:
    """However long: a line may end anywhere in a word, and columns stand side by side."""
    printed = "".join(run("pdftotext", "-raw", impresos[caso], "-").split())
    words = {word for item in get_lectura(CASOS[caso]) for word in re.findall(r"\w+", item) if len(word) < 16}
    assert not {word for word in words if word not in printed}


@cada_caso
def test_headings_headers_lists_and_figures_are_tagged(caso: str, impresos: dict[str, Path]) -> None:
    page, tags = render_html(make_row(CASOS[caso])), run("pdfinfo", "-struct", impresos[caso])
    names = re.findall(r"^ *(\w+)", tags, re.MULTILINE)
    for name, element in (("H1", "h1"), ("H2", "h2"), ("Table", "table"), ("TH", "th"), ("LI", "li")):
        assert names.count(name) == len(re.findall(rf"<{element}[ >]", page)), element
    assert (names.count("H1"), names.count("Figure")) == (1, 1)
    for scope, value in (("Row", "row"), ("Column", "col")):
        assert tags.count(f"/Scope /{scope}") == page.count(f'scope="{value}"'), scope


@cada_caso
def test_the_qr_opens_the_verification(caso: str, impresos: dict[str, Path]) -> None:
    assert run("zbarimg", "--quiet", "--raw", paint(impresos[caso], dpi=120)).strip() == DIRECCION


@cada_tipo
def test_the_same_row_gives_the_same_bytes_whatever_was_printed_before(caso: str, impresos: dict[str, Path]) -> None:
    print_documento(make_row(LARGOS))
    assert print_documento(make_row(CASOS[caso])) == impresos[caso].read_bytes()


def test_another_process_on_another_day_gives_the_same_bytes(impresos: dict[str, Path]) -> None:
    code = """
import sys, time_machine, django
django.setup()
from documentos.impresion import print_documento
from tests.helpers.documentos.cases import ORDINARIOS
from tests.helpers.documentos.factories import make_row
with time_machine.travel("2031-02-03"):
    for datos in reversed(ORDINARIOS.values()):
        sys.stdout.buffer.write(print_documento(make_row(datos)))
"""
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONHASHSEED": "77", "TZ": "Asia/Tokyo"}
    other = subprocess.check_output([sys.executable, "-c", code], cwd=ROOT, env=env)
    assert other == b"".join(impresos[caso].read_bytes() for caso in reversed(ORDINARIOS))
