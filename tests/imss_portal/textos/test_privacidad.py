"""The privacy notice: what the law asks, and versions that nobody changes afterwards."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from imss_portal.contenido.avisos import AVISOS, VIGENTE, Aviso
from padron.planteles.models import Plantel
from tramites.camino.forms import AVISO_VERSION
from tramites.solicitud.models import Solicitud

Read = Callable[[str], str]
TEXTOS = Path(settings.BASE_DIR) / "templates/paginas/privacidad"


@pytest.mark.parametrize("aviso", AVISOS, ids=lambda aviso: aviso.version)
def test_a_published_version_is_never_edited(aviso: Aviso) -> None:
    """If this fails: put the text back, and publish yours as a new version (imss_portal/contenido/avisos.py)."""
    text = (TEXTOS / f"{aviso.version}.html").read_bytes()
    assert hashlib.sha256(text).hexdigest() == aviso.huella
    assert b"{% include" not in text  # what another file says would not be held
    assert b"{% extends" not in text


def test_every_version_is_listed_newest_first_and_fits_its_column() -> None:
    versions = [aviso.version for aviso in AVISOS]
    assert {path.stem for path in TEXTOS.iterdir()} == set(versions)
    assert [aviso.desde for aviso in AVISOS] == sorted((aviso.desde for aviso in AVISOS), reverse=True)
    assert max(map(len, versions)) <= (Solicitud._meta.get_field("aviso_version").max_length or 0)


def test_the_one_in_force_is_the_one_that_the_gate_stores(read: Read) -> None:
    assert AVISOS[0] == VIGENTE
    assert VIGENTE.version == AVISO_VERSION
    assert f"Versión {AVISO_VERSION}" in read("/privacidad/")


@pytest.mark.parametrize(
    "dicho",
    [
        "Lo esencial",
        "Aviso integral",
        "Universidad de Prueba",
        "afiliacion@up.example",
        "Datos sensibles",
        "Son finalidades necesarias",
        "Ley General de Protección de Datos Personales en Posesión de Sujetos Obligados",
        "Ley del Seguro Social",
        "Tu plantel presenta al IMSS",
        "Unidad de Transparencia",
        "acceso",
        "rectificación",
        "cancelación",
        "oponerte",
        "20 días",
        "recurso de revisión",
        "Cómo te niegas",
        "Cambios de este aviso",
    ],
)
def test_it_has_what_the_law_asks_for(read: Read, plantel: Plantel, dicho: str) -> None:
    assert dicho in read("/privacidad/")


def test_every_cookie_of_the_portal_is_named(read: Read) -> None:
    page = read("/privacidad/")
    assert all(f"<strong>{name}</strong>" in page for name in ("sesion", "csrf", "pestana", "liga", "captcha"))


@pytest.mark.parametrize("aviso", [aviso for aviso in AVISOS if aviso != VIGENTE], ids=lambda aviso: aviso.version)
def test_an_earlier_version_can_still_be_read_and_says_so(read: Read, aviso: Aviso) -> None:
    page = read(f"/privacidad/{aviso.version}/")
    assert "Esta versión ya no está vigente." in page
    assert '<meta name="robots" content="noindex">' in page
    assert 'href="/privacidad/"' in page
    assert f'href="/privacidad/{aviso.version}/"' in read("/privacidad/")


def test_the_version_in_force_has_an_address_of_its_own(read: Read) -> None:
    assert "ya no está vigente" not in read(f"/privacidad/{VIGENTE.version}/")


@pytest.mark.django_db
@pytest.mark.parametrize("version", ["2020-01", "base", "2026-11-20.html"])
def test_what_was_never_published_is_not_there(client: Client, version: str) -> None:
    assert client.get(f"/privacidad/{version}/").status_code == 404
