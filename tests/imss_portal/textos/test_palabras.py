"""The words of the portal: tú, short sentences, no blame; and where its links lead."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client

from imss_portal.contenido.oficiales import ENLACES, HOSTS
from tests.helpers.imss_portal.text_pages import (
    TEMPLATES,
    count_words,
    get_ids,
    get_sentences,
    list_templates,
    name,
    strip_comments,
)
from tramites.procedimientos.todos import PROCEDIMIENTOS

NUNCA = re.compile(r"\b(inválid[oa]s?|por favor|favor de|oops|ups|usted(es)?|haga clic|click)\b", re.IGNORECASE)
# Staff read their own pages; a sealed paper quotes the law; the samples quote everything.
ALUMNO = list_templates(apart=("admin/", "registration/", "documentos/pdf/", "estilo"))
MAPA = {"www.openstreetmap.org"}  # where a clinic is
PROGRAMAS = [
    path
    for room in ("imss_portal", "tramites", "documentos", "padron", "plataforma")
    for path in (Path(settings.BASE_DIR) / room).rglob("*.py")
    if "migrations" not in path.parts
]
AYUDA = [TEMPLATES / "paginas/ayuda.html", *(TEMPLATES / "paginas/ayuda").glob("*.html")]


def list_strings(path: Path) -> Iterator[str]:
    """The texts of a program, docstrings apart."""
    tree = ast.parse(path.read_text())
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


@pytest.mark.parametrize("path", list_templates(), ids=name)
def test_no_word_that_we_never_say(path: Path) -> None:
    assert not NUNCA.findall(strip_comments(path.read_text()))


def test_no_program_says_one_either() -> None:
    said = [(path.name, text) for path in PROGRAMAS for text in list_strings(path) if NUNCA.search(text)]
    assert not said


@pytest.mark.parametrize("path", ALUMNO, ids=name)
def test_a_student_reads_short_sentences(path: Path) -> None:
    assert not [sentence for sentence in get_sentences(path.read_text()) if count_words(sentence) > 20]


@pytest.mark.parametrize("tipo", list(PROCEDIMIENTOS))
def test_the_first_page_of_a_procedure_is_short_too(tipo: str) -> None:
    presentacion = PROCEDIMIENTOS[tipo].presentacion
    texts = (presentacion.resumen, *presentacion.necesitas, *presentacion.pasos, *presentacion.obtienes)
    sentences = [sentence for text in texts for sentence in get_sentences(text)]
    assert sentences
    assert not [sentence for sentence in sentences if count_words(sentence) > 20]


@pytest.mark.parametrize("path", list_templates(), ids=name)
def test_links_lead_to_official_sites_only(path: Path) -> None:
    source = strip_comments(path.read_text())
    assert set(re.findall(r"(?:href|src|action)=\"https?://([^/\"{]+)", source)) <= HOSTS | MAPA
    outward = re.findall(r"<a\b[^>]*href=\"http[^>]*>", source)
    assert all('rel="noreferrer"' in link for link in outward)


def test_the_listed_sites_are_official_and_said_once() -> None:
    hosts = [re.match(r"https://([^/]+)/", enlace.url) for enlace in ENLACES]
    assert all(host and host.group(1) in HOSTS for host in hosts)
    assert len({enlace.url for enlace in ENLACES}) == len({enlace.texto for enlace in ENLACES}) == len(ENLACES)


def test_no_address_of_another_host_is_written_into_a_program() -> None:
    """Pages that say where a catalogue or a rule comes from keep to words."""
    linked = [
        (path.name, host)
        for path in PROGRAMAS
        for text in list_strings(path)
        for host in re.findall(r"^https://([^/\s]+)/", text)
        if host not in HOSTS | MAPA and not host.endswith(".invalid")  # RFC 2606: it leads nowhere
    ]
    assert not linked


def test_every_anchor_of_the_help_that_a_page_leads_to_is_there() -> None:
    known = {known for path in AYUDA for known in get_ids(path.read_text())}
    wanted = {
        (name(path), anchor)
        for path in list_templates()
        for anchor in re.findall(r"(?:{% url 'ayuda' %}|/ayuda/)#([\w-]+)", path.read_text())
    }
    assert len(wanted) >= 5
    assert {anchor for _, anchor in wanted} <= known, wanted


@pytest.mark.parametrize(("source", "sentences"), [
    ("<p>Escribe <b>tu</b> CURP. {{ x }} va aquí</p>", ["Escribe tu CURP.", "X va aquí"]),
    ("<ul><li>Uno</li><li>Dos: tres</li></ul>{# nada #}", ["Uno", "Dos:", "tres"]),
    ('{% include "a.html" with texto="Lee esto." only %}', ["Lee esto."]),
])  # fmt: skip
def test_the_reader_of_templates_reads(source: str, sentences: list[str]) -> None:
    assert get_sentences(source) == sentences


def test_words_are_counted_as_a_person_does() -> None:
    assert count_words("Abre la liga antes de las 18:40 del 21 de noviembre.") == 12
    assert count_words("«Otra imagen», ma•••@gmail.com o 33 5555-0100") == 6


@pytest.mark.django_db
@pytest.mark.parametrize("tipo", sorted(PROCEDIMIENTOS))
def test_the_page_of_each_procedure_links_to_the_official_procedure_if_there_is_one(client: Client, tipo: str) -> None:
    oficial = PROCEDIMIENTOS[tipo].presentacion.oficial
    page = client.get(f"/tramites/{tipo}/").content.decode()
    assert (f'href="{oficial}"' in page) is (tipo != "renuncia")  # the IMSS has no procedure for a renuncia
    assert not oficial or urlsplit(oficial).hostname in HOSTS
