"""What every mail of the portal must be, those that are still to be written included."""

import re
from html import unescape
from pathlib import Path
from string import Formatter
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.template.loader import render_to_string

from plataforma.correo.plantillas import _plantillas

CARPETA = Path(settings.BASE_DIR) / "templates/correo"
MARCO = {"base", "carta", "buzon", "que_sigue"}  # the frame, and the demonstration's page
CORREOS = sorted({path.stem for path in CARPETA.iterdir()} - MARCO)
LIGA = "https://ruta.example.org/confirmar/AbCdEfGh0123456789/"
CODIGO = "482913"
PLANTEL = SimpleNamespace(
    nombre="Plantel Guadalajara",
    responsable="Rosa Inventada",
    telefono="33 5555 0101",
    correo="gdl@example.org",
    horario="lunes a viernes de 9:00 a 17:00",
)
DATOS = {
    "portal_nombre": "Ruta Estudiantil",
    "demostracion": True,
    "liga": LIGA,
    "codigo": CODIGO,
    "vence": "18:40 del 21 de noviembre",
    "folio": "RE-7K3M-9PQ2",
    "tramite": "Obtén o localiza tu NSS",
    "plantel": PLANTEL,
    "diferencia": "tu fecha de nacimiento",
    "responder_antes": "25 de noviembre",
    "respuesta": "Ya lo corregimos.",
    "texto": "Trae tu acta.",
    "nombre": "Ximena Quintanar",
    "matricula": "GDL0000001",
    "intentos": 20,
    "que_sigue": ("Entrega tu acuse a más tardar el 25 de noviembre.", "Consulta tu vigencia."),
}
# Mails that must not be ignored, and what they say instead.
SI_NO = {
    "correo_cambiado": "Si no fuiste tú, avisa hoy a tu plantel.",
    "claves_equivocadas": "Recibes este mensaje porque eres el contacto de este plantel.",
}

each = pytest.mark.parametrize("slug", CORREOS)


def render(slug: str, **otros: object) -> tuple[str, str]:
    """The text and the HTML of a mail."""
    text, html = (render_to_string(f"correo/{slug}.{kind}", DATOS | otros) for kind in ("txt", "html"))
    return text, html


def get_vista_previa(html: str) -> str:
    """What a mailbox shows beside the subject."""
    hidden = re.search(r'<div style="display:none[^>]*>(.*?)</div>', html, re.DOTALL)
    assert hidden
    return re.sub(r"[\u034f\u200c\xa0\s]+", " ", unescape(hidden.group(1))).strip()


def get_words(html: str) -> set[str]:
    """What a reader of the HTML sees."""
    body = re.sub(r"<(style|title)>.*?</\1>|<!--.*?-->", " ", html, flags=re.DOTALL)
    return set(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def test_every_mail_is_known_and_has_both_forms() -> None:
    forms = {kind: {path.stem for path in CARPETA.glob(f"*.{kind}")} - MARCO for kind in ("txt", "html")}
    assert forms["txt"] == forms["html"] == set(_plantillas) - {"apoyo"}
    assert len(CORREOS) >= 6


@each
def test_a_subject_holds_nothing_but_the_folio_or_the_code_of_the_confirmation(slug: str) -> None:
    allowed = {"codigo"} if slug == "confirmacion" else {"folio"}
    assert {field for _, field, _, _ in Formatter().parse(_plantillas[slug].asunto) if field} <= allowed


@each
def test_it_is_light_and_asks_for_nothing(slug: str) -> None:
    text, html = render(slug)
    assert len(text.encode()) + len(html.encode()) < 30_000
    assert not re.search(r"<img|<link|<script|url\(|@import|@font-face", html)
    assert set(re.findall(r"https?://[^\s\"<]+", text + html)) == {LIGA}


@each
def test_one_button_and_the_same_address_in_plain_sight(slug: str) -> None:
    text, html = render(slug)
    assert html.count('class="boton"') == 1
    assert html.count(f'href="{LIGA}"') == 2
    assert f">{LIGA}</a>" in html
    assert text.splitlines().count(LIGA) == 1


@each
def test_it_says_what_every_mail_says(slug: str) -> None:
    for words in render(slug):
        assert "Sitio no oficial." in words
        assert "Los trámites oficiales se hacen solo en el sitio del IMSS." in words
        assert words.count(SI_NO.get(slug, "Si no fuiste tú, ignora este mensaje.")) == 1
        assert words.count(f"Folio: {DATOS['folio']}") == 1
        assert re.search(r"hasta (las|el) |no vence", words)


@each
def test_only_the_demonstration_is_marked_as_one(slug: str) -> None:
    assert all(words.count("DEMOSTRACIÓN · SIN VALIDEZ OFICIAL") == 1 for words in render(slug))
    assert not any("DEMOSTRACIÓN" in words for words in render(slug, demostracion=False))


@each
def test_the_text_says_nothing_that_the_html_does_not(slug: str) -> None:
    text, html = render(slug)
    shown = {word.strip(".,:") for word in get_words(html)}
    assert {word.strip(".,:") for word in text.split()} <= shown


@each
def test_what_a_mailbox_shows_gives_nothing_away(slug: str) -> None:
    _, html = render(slug)
    preview = get_vista_previa(html)
    assert 10 <= len(preview) <= 90
    assert CODIGO not in preview
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", html)
    assert heading
    assert preview not in (heading.group(1), _plantillas[slug].asunto)


@each
def test_no_mail_prints_a_curp_or_an_nss(slug: str) -> None:
    sources = "".join((CARPETA / f"{slug}.{kind}").read_text() for kind in ("txt", "html"))
    printed = re.findall(r"{{\s*([\w.]+)", sources)
    assert not {name.rpartition(".")[2] for name in printed} & {"curp", "nss"}


@each
def test_it_stands_in_a_narrow_and_a_wide_window_by_day_and_by_night(slug: str) -> None:
    _, html = render(slug)
    assert "max-width:600px" in html
    assert '<meta name="color-scheme" content="light dark">' in html
    assert not re.findall(r'\bwidth="(?!100%|600")', html)
    styled = re.findall(r"<(?:td|h1|p|a)\b[^>]*>", html.partition("<body")[2])
    assert all("style=" in tag for tag in styled if "<td>" not in tag)
