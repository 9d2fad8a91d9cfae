"""Tests of problems that block an alta (registration at a clinic).

A problem can appear before the first step, or after the student has submitted the alta.
"""

from django.test import Client

from documentos.models import Documento
from padron.asegurados.models import Adscripcion, Inscripcion
from padron.catalogos.models import Clinica
from tests.helpers.factories import FallaDatoFactory
from tests.helpers.tramites.clinics import (
    answer_until_clinica,
    begin_tramite,
    give_clinica,
    make_vigente,
    submit,
)
from tests.helpers.tramites.nss_steps import answer, read, state
from tests.helpers.tramites.student import run_outbox, url
from tramites.camino.seguimiento import reconsider
from tramites.solicitud.estados import Estado
from tramites.solicitud.incidencias.models import Incidencia
from tramites.solicitud.models import Solicitud


def read_page(client: Client, solicitud: Solicitud) -> str:
    """Return the HTML of the page that the URL of the Solicitud redirects to."""
    return str(client.get(solicitud.get_absolute_url(), follow=True).content.decode())


def test_the_alta_of_a_student_without_an_nss_offers_the_nss_procedure_instead_of_the_steps(
    client: Client, clinicas: list[Clinica]
) -> None:
    solicitud = begin_tramite(client, "alta", make_vigente(asegurado__con_nss=False))
    text = read_page(client, solicitud)
    assert 'action="/tramites/nss/continuar/"' in text
    assert client.get(f"{solicitud.get_absolute_url()}paso/identidad/").url == solicitud.get_absolute_url()


def test_a_student_without_medical_cover_sees_why_the_alta_is_not_possible(
    client: Client, clinicas: list[Clinica]
) -> None:
    solicitud = begin_tramite(client, "alta", make_vigente(estatus="egresado"))
    assert client.get(solicitud.get_absolute_url()).url == url("impedimento", solicitud)
    assert "baja" in read_page(client, solicitud)


def test_the_alta_of_a_student_who_already_has_a_clinic_offers_a_cambio(
    client: Client, solicitud: Solicitud, clinicas: list[Clinica]
) -> None:
    answer_until_clinica(client, solicitud)
    give_clinica(solicitud.get_asegurado(), clinicas[0])
    text = read_page(client, solicitud)
    assert "Estás en UMF 1 (inventada), turno matutino" in text
    page = client.post("/tramites/cambio/continuar/", follow=True)
    cambio = Solicitud.objects.get(tipo="cambio")
    assert page.status_code == 200
    assert 'value="44100"' not in page.content.decode()
    answer(client, cambio, "iniciar", {"motivo": "otro"})
    assert 'value="44100"' in read(client, cambio, "codigo-postal")


def test_a_data_fault_stops_the_alta_with_an_incident_and_the_page_explains_the_data_fault(
    client: Client, clinicas: list[Clinica]
) -> None:
    inscripcion = make_vigente()
    falla = FallaDatoFactory(asegurado=inscripcion.asegurado)
    solicitud = begin_tramite(client, "alta", inscripcion)
    assert state(solicitud) == Estado.CON_INCIDENCIA
    assert Incidencia.objects.get().causa == falla.causa
    assert "tu nombre no coincide con tu CURP" in read_page(client, solicitud)


def test_a_submitted_alta_is_finished_without_new_questions_after_a_data_fault_is_corrected(
    client: Client, solicitud: Solicitud, clinicas: list[Clinica]
) -> None:
    submit(client, solicitud, clinicas[0])
    falla = FallaDatoFactory(asegurado=solicitud.get_asegurado())
    run_outbox()
    assert state(solicitud) == Estado.CON_INCIDENCIA
    assert not Adscripcion.objects.exists()
    falla.abierta = False
    falla.save()
    solicitud.refresh_from_db()
    assert reconsider(solicitud)
    run_outbox()
    assert state(solicitud) == Estado.CONCLUIDA


def test_a_submitted_alta_registers_no_clinic_if_the_cover_ended_before_the_worker_ran(
    client: Client, solicitud: Solicitud, inscripcion: Inscripcion, clinicas: list[Clinica]
) -> None:
    submit(client, solicitud, clinicas[0])
    Inscripcion.objects.filter(pk=inscripcion.pk).update(estatus="baja_definitiva")
    run_outbox()
    assert state(solicitud) == Estado.CONFIRMADA
    assert not Adscripcion.objects.exists()
    assert not Documento.objects.exists()
    assert client.get(solicitud.get_absolute_url()).url == url("impedimento", solicitud)
