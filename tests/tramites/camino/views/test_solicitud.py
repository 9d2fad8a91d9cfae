"""The URL of a Solicitud redirects to the page of the present estado.

For example, the URL of a submitted Solicitud redirects to the waiting page.
"""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from documentos.models import Documento
from padron.asegurados.models import Inscripcion
from tests.helpers.factories import InscripcionFactory
from tests.helpers.tramites.student import (
    begin,
    begin_and_confirm,
    confirm_by_link,
    confirmations_to,
    link_of,
    log_in,
    make_solicitud,
    run_outbox,
    url,
)
from tramites.solicitud.estados import Estado
from tramites.solicitud.models import Solicitud

pytestmark = pytest.mark.django_db
FINALES = ("espera", "en_espera", "resultado", "cerrado", "incidencia")
PAGINA = {
    Estado.INICIADA: "correo",
    Estado.CONFIRMADA: "paso",
    Estado.POR_PROCESAR: "espera",
    Estado.EN_ESPERA: "en_espera",
    Estado.CON_INCIDENCIA: "incidencia",
    Estado.CONCLUIDA: "resultado",
}


def test_T4_every_url_with_an_unknown_uuid_or_the_wrong_procedure_gets_404(client: Client, alumna: Inscripcion) -> None:
    solicitud = make_solicitud(Estado.CONCLUIDA, alumna)
    log_in(client, solicitud.titular)
    for name in ("solicitud", "correo", "estado", *FINALES):
        address = url(name, solicitud)
        assert client.get(address.replace(str(solicitud.pk), "0" * 8 + str(solicitud.pk)[8:])).status_code == 404
        assert client.get(address.replace("/nss/", "/vigencia/")).status_code == 404
        assert client.get(address.replace("/nss/", "/otro/")).status_code == 404


@pytest.mark.parametrize("name", ["solicitud", "correo", *FINALES])
def test_T4_a_student_gets_403_at_the_solicitud_of_another_student(
    client: Client, alumna: Inscripcion, name: str
) -> None:
    solicitud = make_solicitud(Estado.CONCLUIDA, alumna)
    other = InscripcionFactory(asegurado__con_nss=True)
    log_in(client, other.asegurado.titular)
    page = client.get(url(name, solicitud))
    text = page.content.decode()
    assert page.status_code == 403
    assert "Enviarme otra liga a xi•••@example.com" in text
    assert f'action="{url("reenviar", solicitud)}"' in text
    for secret in (alumna.correo, alumna.asegurado.nss, alumna.asegurado.curp, alumna.asegurado.nombres):
        assert secret
        assert secret not in text


@pytest.mark.parametrize("estado", list(Estado))
def test_the_url_of_a_solicitud_redirects_to_the_page_of_the_present_state(
    client: Client, alumna: Inscripcion, estado: Estado
) -> None:
    solicitud = make_solicitud(estado, alumna)
    log_in(client, solicitud.titular)
    answer = client.get(solicitud.get_absolute_url())
    if page := PAGINA.get(estado):
        assert answer.url == url(page, solicitud)
    else:  # the URL of an expired or cancelled Solicitud does not redirect, but shows a page with status 410
        assert answer.status_code == 410


@pytest.mark.parametrize("estado", list(Estado))
def test_the_page_of_another_state_redirects_to_the_page_of_the_present_state(
    client: Client, alumna: Inscripcion, estado: Estado
) -> None:
    solicitud = make_solicitud(estado, alumna)
    log_in(client, solicitud.titular)
    own = solicitud.get_absolute_url()
    right = client.get(own).url if estado in PAGINA else own
    for name in FINALES:
        answer = client.get(url(name, solicitud))
        assert answer.status_code == 200 if PAGINA.get(estado) == name else answer.url == right


def test_the_page_of_a_closed_solicitud_redirects_after_the_solicitud_has_expired(
    client: Client, alumna: Inscripcion
) -> None:
    """A Solicitud is closed if the confirmed e-mail address gives no access to the student's data."""
    solicitud = make_solicitud(Estado.INICIADA, alumna, motivo_cierre="correo")
    log_in(client, solicitud.titular)
    assert client.get(solicitud.get_absolute_url()).url == url("cerrado", solicitud)
    Solicitud.objects.update(estado=Estado.CADUCADA)
    assert client.get(url("cerrado", solicitud)).url == solicitud.get_absolute_url()


def test_waiting_page_and_estado_json_show_how_many_stages_of_the_work_are_finished(
    client: Client, alumna: Inscripcion
) -> None:
    """The three stages are: Solicitud received, Solicitud decided, documents created."""
    solicitud = begin_and_confirm(client, alumna.asegurado.curp, alumna.correo)
    page = client.get(url("espera", solicitud))
    assert '<progress max="3" value="1"' in page.content.decode()
    assert page.context["texto"] == "Localizamos o asignamos tu número…"
    assert client.get(url("estado", solicitud)).json() == {
        "estado": "por_procesar",
        "etapa": 1,
        "total": 3,
        "texto": "Localizamos o asignamos tu número…",
        "siguiente": None,
    }
    run_outbox()
    assert client.get(url("estado", solicitud)).json() == {
        "estado": "concluida",
        "etapa": 3,
        "total": 3,
        "texto": "Listo",
        "siguiente": url("resultado", solicitud),
    }


def test_only_the_last_stage_is_unfinished_while_the_documents_have_no_files(
    client: Client, alumna: Inscripcion
) -> None:
    """The documents are issued, but the Celery workers have not created the PDF files yet."""
    solicitud = begin_and_confirm(client, alumna.asegurado.curp, alumna.correo)
    run_outbox()
    Documento.objects.update(archivo="")
    Solicitud.objects.update(estado=Estado.POR_PROCESAR)
    assert client.get(url("estado", solicitud)).json()["etapa"] == 2
    assert "Preparamos tus documentos…" in client.get(url("espera", solicitud)).content.decode()


def test_estado_json_without_a_session_contains_only_the_url_of_the_solicitud(
    client: Client, alumna: Inscripcion
) -> None:
    solicitud = make_solicitud(Estado.POR_PROCESAR, alumna)
    answer = client.get(url("estado", solicitud))
    assert answer.json() == {"siguiente": solicitud.get_absolute_url()}
    assert "Enviarme otra liga" in client.get(answer.json()["siguiente"]).content.decode()


@pytest.mark.parametrize("others", [0, 5])
@pytest.mark.parametrize(("name", "queries"), [("estado", 3), ("espera", 3)])
def test_waiting_page_and_estado_json_need_three_queries_even_with_five_older_solicitudes(
    client: Client,
    alumna: Inscripcion,
    others: int,
    name: str,
    queries: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(others):
        make_solicitud(Estado.CONCLUIDA, alumna)
    solicitud = make_solicitud(Estado.POR_PROCESAR, alumna)
    log_in(client, solicitud.titular)
    with django_assert_num_queries(queries):
        assert client.get(url(name, solicitud)).status_code == 200


def test_the_waiting_page_has_a_reload_link_and_no_automatic_refresh(client: Client, alumna: Inscripcion) -> None:
    solicitud = make_solicitud(Estado.POR_PROCESAR, alumna)
    log_in(client, solicitud.titular)
    text = client.get(url("espera", solicitud)).content.decode()
    assert f'href="{url("espera", solicitud)}">Actualizar estado' in text
    assert 'http-equiv="refresh"' not in text


def test_a_student_who_confirms_one_solicitud_can_also_see_an_earlier_solicitud(
    client: Client, alumna: Inscripcion
) -> None:
    """The session belongs to the student and not to one Solicitud."""
    first = make_solicitud(Estado.POR_PROCESAR, alumna)
    begin(client, alumna.asegurado.curp, alumna.correo)
    run_outbox()
    confirm_by_link(client, link_of(confirmations_to(alumna.correo)[-1]))
    assert client.get(url("espera", first)).status_code in (200, 302)
