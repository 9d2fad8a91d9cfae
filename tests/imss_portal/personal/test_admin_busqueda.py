"""The search box: identifiers in any spelling, words otherwise; and it never reads what it need not."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from padron.asegurados.models import Inscripcion
from padron.identificadores.nss import agrupado
from plataforma.seguridad.personal import paginador
from tests.helpers.factories import CodigoPostalFactory, CorreoVinculadoFactory, InscripcionFactory
from tests.helpers.imss_portal.population import populate
from tramites.solicitud.incidencias.models import Incidencia
from tramites.solicitud.models import Solicitud

pytestmark = pytest.mark.django_db


@pytest.fixture
def buscada(db: None) -> Inscripcion:
    """One among others."""
    InscripcionFactory.create_batch(3, asegurado__con_nss=True)
    return InscripcionFactory(
        asegurado__con_nss=True, asegurado__nombres="Yunuen", codigo="A-2026-77", correo="yunuen@example.com"
    )


def find(client: Client, url: str, text: str) -> list[object]:
    answer = client.get(f"/admin/{url}/", {"q": text})
    assert answer.status_code == 200
    return list(answer.context["cl"].result_list)


@pytest.mark.parametrize("kind", ["curp", "curp in pieces", "nss", "nss in groups", "code", "mail", "bound", "name"])
def test_a_student_is_found_by(personal: Client, buscada: Inscripcion, kind: str) -> None:
    asegurado = buscada.asegurado
    CorreoVinculadoFactory(asegurado=asegurado, correo="otra@example.com")
    curp, nss = asegurado.curp, asegurado.nss or ""
    text = {
        "curp": curp.lower(),
        "curp in pieces": f" {curp[:4]}-{curp[4:10]} {curp[10:]} ",
        "nss": nss,
        "nss in groups": agrupado(nss),
        "code": "a-2026-77",
        "mail": "Yunuen@Example.com",
        "bound": "otra@example.com",
        "name": "yunuen quintanar",
    }[kind]
    assert find(personal, "asegurados/asegurado", text) == [asegurado]


@pytest.mark.parametrize("text", ["XXXX000101MASNXMZ2", "61230600027", "zz-99", "nadie@example.com", "Nadie"])
def test_what_is_not_there_is_not_found(personal: Client, buscada: Inscripcion, text: str) -> None:
    assert find(personal, "asegurados/asegurado", text) == []


def test_procedures_and_incidents_are_found_by_folio_in_any_spelling(personal: Client) -> None:
    populate(2)
    for model, url in ((Solicitud, "tramites/solicitud"), (Incidencia, "tramites/incidencia")):
        row = model.objects.latest("pk")
        for text in (row.folio, row.folio.replace("-", " ").lower(), row.curp, row.asegurado.nss):
            assert find(personal, url, text) == [row]


def test_each_folio_of_a_stopped_solicitud_finds_the_incident_the_solicitud_and_the_student(personal: Client) -> None:
    """The student may tell staff the folio of the incident (page and mails) or of the Solicitud (first mail)."""
    populate(2)
    incidencia = Incidencia.objects.latest("pk")
    for folio in (incidencia.folio, incidencia.solicitud.folio):
        assert find(personal, "tramites/incidencia", folio) == [incidencia]
        assert find(personal, "tramites/solicitud", folio) == [incidencia.solicitud]
        assert find(personal, "asegurados/asegurado", folio) == [incidencia.asegurado]


def test_no_list_counts_beyond_the_last_page(personal: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paginador, "TOPE", 2)
    for cp in ("44100", "44110", "44120"):
        CodigoPostalFactory(cp=cp)
    with CaptureQueriesContext(connection) as queries:
        html = personal.get("/admin/catalogos/codigopostal/").content.decode()
    assert "más de 2 códigos postales" in " ".join(html.split())
    counts = [query["sql"] for query in queries if "COUNT(" in query["sql"]]
    assert counts
    assert all("LIMIT 3" in sql for sql in counts)


def test_T18_a_number_that_was_searched_for_is_not_carried_from_page_to_page(
    personal: Client, buscada: Inscripcion
) -> None:
    html = personal.get("/admin/asegurados/asegurado/", {"q": buscada.asegurado.curp}).content.decode()
    links = [part.partition('"')[0] for part in html.split('href="')[1:]]
    assert [link for link in links if "/change/" in link and buscada.asegurado.curp in link] == []
    assert "q%3Dyunuen" in personal.get("/admin/asegurados/asegurado/", {"q": "yunuen"}).content.decode()
