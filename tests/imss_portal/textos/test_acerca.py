"""What the site says of itself."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings, settings

from imss_portal.contenido.partes import get_partes, get_version
from padron.catalogos.models import FuenteCatalogo
from padron.planteles.models import Plantel

Read = Callable[[str], str]


def test_it_says_what_it_is_and_is_not(read: Read, plantel: Plantel) -> None:
    page = read("/acerca/")
    assert "No es el IMSS ni lo sustituye" in page
    assert f"Es un sistema de <strong>{plantel.institucion.nombre}</strong>" in page
    assert "Esta es una demostración." in page


def test_it_says_how_old_its_data_are(read: Read) -> None:
    codigos = FuenteCatalogo.Catalogo.CODIGOS_POSTALES
    FuenteCatalogo.objects.update_or_create(
        catalogo=codigos, defaults={"descripcion": "Fuente inventada", "fecha": dt.date(2025, 3, 7)}
    )
    page = read("/acerca/")
    assert "Fuente inventada." in page
    assert "Del 7 de marzo de 2025." in page


def test_a_source_without_a_date_says_none(read: Read) -> None:
    FuenteCatalogo.objects.create(catalogo=FuenteCatalogo.Catalogo.CODIGOS_POSTALES, descripcion="Sin fecha")
    assert "Sin fecha.</dd>" in read("/acerca/")


def test_it_says_its_versions_and_leads_to_the_licences(read: Read) -> None:
    page = read("/acerca/")
    assert re.fullmatch(r"\d+\.\d+\.\d+", get_version())
    assert get_version() in page
    assert {parte.nombre: parte for parte in get_partes()}["Atkinson Hyperlegible Next"].licencia_url in page


def test_the_version_is_the_newest_release_of_the_changelog() -> None:
    changelog = (Path(settings.BASE_DIR) / "CHANGELOG.md").read_text()
    assert re.findall(r"^## (\d+\.\d+\.\d+) — \d{4}-\d\d-\d\d$", changelog, re.MULTILINE)[0] == get_version()


def test_everything_that_others_wrote_brings_its_licence() -> None:
    for parte in get_partes():
        assert (Path(settings.BASE_DIR) / parte.licencia_url.lstrip("/")).is_file(), parte


def test_a_production_whose_campus_asks_says_who_assigns(read: Read, settings: LazySettings) -> None:
    settings.MODO_DEMOSTRACION, settings.REGISTRO = False, "plantel"
    page = read("/acerca/")
    assert "Solo el IMSS asigna" in page
    assert "demostración" not in page


@pytest.mark.parametrize(
    "dicho", ["WCAG 2.2", "axe", "veraPDF", "lector de pantalla", "acude a tu plantel", "up.example"]
)
def test_the_accessibility_statement_says_how_and_what_not(read: Read, plantel: Plantel, dicho: str) -> None:
    assert dicho in read("/accesibilidad/")
