"""Tests of the cambio, with which a student changes the clinic. Some tests are about problems that block a cambio."""

import datetime as dt

import pytest
import time_machine
from django.test import Client

from documentos.models import Documento
from padron.asegurados.models import Adscripcion, Inscripcion
from padron.asegurados.selectors import get_adscripcion
from padron.asegurados.services import cambiar_clinica
from padron.catalogos.models import Clinica, Consultorio
from tests.helpers.factories import FallaDatoFactory
from tests.helpers.tramites.clinics import (
    PASOS,
    answer_until_clinica,
    begin_tramite,
    choose_clinica,
    count_ocupados,
    give_clinica,
    make_vigente,
    submit,
)
from tests.helpers.tramites.nss_steps import answer, read, state
from tests.helpers.tramites.student import mails_to, run_outbox, url
from tramites.camino.handlers import procesar
from tramites.solicitud.estados import Estado
from tramites.solicitud.models import Solicitud

pytestmark = pytest.mark.django_db
ACTUAL = "<strong>Tu clínica actual:</strong> UMF 1, turno matutino"


def read_page(client: Client, solicitud: Solicitud) -> str:
    """Return the HTML of the page that the URL of the Solicitud redirects to."""
    return str(client.get(solicitud.get_absolute_url(), follow=True).content.decode())


def register_with_alta(client: Client, inscripcion: Inscripcion, clinica: Clinica) -> Documento:
    """Register the student at a clinic with an alta. Returns the carnet of this alta."""
    submit(client, begin_tramite(client, "alta", inscripcion), clinica)
    run_outbox()
    return Documento.objects.get(tipo="carnet")


@pytest.mark.pdf
def test_a_cambio_moves_the_student_to_the_new_clinic_and_replaces_the_carnet(
    client: Client, clinicas: list[Clinica]
) -> None:
    """This test creates real PDF files. Other tests use a short text instead, which is faster."""
    inscripcion = make_vigente()
    former = register_with_alta(client, inscripcion, clinicas[0])
    solicitud = begin_tramite(client, "cambio", inscripcion)
    submit(client, solicitud, clinicas[1], "vespertino")
    run_outbox()
    assert state(solicitud) == Estado.CONCLUIDA
    assert (count_ocupados(clinicas[0]), count_ocupados(clinicas[1], "vespertino")) == (0, 1)
    comprobante, carnet, constancia = Documento.objects.filter(clave__startswith=str(solicitud.pk)).order_by(
        "secuencia"
    )
    assert [comprobante.tipo, carnet.tipo, constancia.tipo] == ["cambio_clinica", "carnet", "vigencia"]
    assert constancia.contexto.clinica.unidad == "UMF 2"
    datos = comprobante.contexto
    assert (datos.anterior.unidad, datos.nueva.unidad) == ("UMF 1", "UMF 2")
    assert datos.motivo == "Más cerca de mi escuela o trabajo"
    assert datos.contacto.celular == "3312345678"
    former.refresh_from_db()
    assert (former.estado, former.sustituto) == (Documento.Estado.SUSTITUIDO, carnet)
    assert len(mails_to(solicitud.correo)[-1].attachments) == 3
    text = read_page(client, solicitud)
    assert "Listo: cambiaste de clínica" in text
    assert "Antes: UMF 1, turno matutino" in text
    assert client.get(comprobante.get_absolute_url()).content.startswith(b"%PDF")


def test_each_step_of_a_cambio_before_the_review_step_shows_the_current_clinic(
    client: Client, solicitud: Solicitud, clinicas: list[Clinica]
) -> None:
    for step in ("iniciar", "codigo-postal", "domicilio"):
        text = answer_until_and_read(client, solicitud, step)
        assert text.index("</h1>") < text.index(ACTUAL), step
    answer_until_clinica(client, solicitud)
    assert ACTUAL in read(client, solicitud, "clinica")
    choose_clinica(client, solicitud, clinicas[1])
    # The review step has no sentence ACTUAL, because it shows the current clinic together with the new clinic.
    assert ACTUAL not in read(client, solicitud, "revision")


def answer_until_and_read(client: Client, solicitud: Solicitud, until: str) -> str:
    """Answer all steps before the step `until`. Returns the HTML of the step `until`."""
    for step, datos in PASOS[solicitud.tipo]:
        if step == until:
            break
        answer(client, solicitud, step, datos)
    return read(client, solicitud, until)


def test_the_review_step_of_a_cambio_shows_the_current_clinic_before_the_new_clinic(
    client: Client, solicitud: Solicitud, clinicas: list[Clinica]
) -> None:
    answer_until_clinica(client, solicitud)
    choose_clinica(client, solicitud, clinicas[1], "vespertino")
    text = read(client, solicitud, "revision")
    before, after = text.index("UMF 1 (inventada)"), text.index("UMF 2 (inventada)")
    assert before < after
    assert "<h1>Revisa tu cambio</h1>" in text
    assert "Cambiarme a la UMF 2" in text
    assert "Más cerca de mi escuela o trabajo" in text


def test_a_cambio_to_the_current_clinic_and_shift_is_rejected_and_issues_no_document(
    client: Client, solicitud: Solicitud, clinicas: list[Clinica]
) -> None:
    answer_until_clinica(client, solicitud)
    text = read(client, solicitud, "clinica")
    assert '<span class="opcion__nota">Tu turno actual</span>' in text
    assert '<span class="solo-lector">Matutino: tu turno actual.</span></legend>' in text
    page = choose_clinica(client, solicitud, clinicas[0])
    assert page.status_code == 200
    assert "no hay nada que cambiar" in page.content.decode()
    run_outbox()
    assert not Documento.objects.exists()


def test_a_cambio_to_another_shift_of_the_same_clinic_is_possible(
    client: Client, solicitud: Solicitud, clinicas: list[Clinica]
) -> None:
    submit(client, solicitud, clinicas[0], "vespertino")
    run_outbox()
    assert (count_ocupados(clinicas[0]), count_ocupados(clinicas[0], "vespertino")) == (0, 1)


def test_a_cambio_without_a_valid_reason_is_rejected_with_an_error_message(
    client: Client, solicitud: Solicitud
) -> None:
    assert "Elige por qué quieres cambiar de clínica" in answer(client, solicitud, "iniciar").content.decode()
    page = answer(client, solicitud, "iniciar", {"motivo": "porque sí"})
    assert "Elige por qué quieres cambiar de clínica" in page.content.decode()


def test_the_cambio_of_a_student_without_a_clinic_offers_an_alta_instead_of_the_steps(
    client: Client, clinicas: list[Clinica]
) -> None:
    solicitud = begin_tramite(client, "cambio", make_vigente())
    assert client.get(solicitud.get_absolute_url()).url == url("impedimento", solicitud)
    assert 'action="/tramites/alta/continuar/"' in read_page(client, solicitud)


def test_a_student_with_a_recent_cambio_sees_the_date_when_another_cambio_is_possible(
    client: Client, inscripcion: Inscripcion, clinicas: list[Clinica]
) -> None:
    inscripcion.plantel.meses_entre_cambios = 6
    inscripcion.plantel.save()
    hoy = dt.date(2026, 11, 20)
    cambiar_clinica(asegurado=inscripcion.asegurado, clinica=clinicas[1], turno="matutino", motivo="otro", hoy=hoy)
    with time_machine.travel("2026-11-20 12:00-06:00"):
        text = read_page(client, begin_tramite(client, "cambio", inscripcion))
    assert "Todavía no puedes cambiar de clínica" in text
    assert "Podrás cambiar a partir del <strong>20 de mayo de 2027</strong>" in text


def test_a_student_without_medical_cover_sees_why_the_cambio_is_not_possible(
    client: Client, inscripcion: Inscripcion
) -> None:
    Inscripcion.objects.filter(pk=inscripcion.pk).update(estatus="egresado")
    solicitud = begin_tramite(client, "cambio", inscripcion)
    assert client.get(solicitud.get_absolute_url()).url == url("impedimento", solicitud)
    assert "tu escuela reportó tu baja" in read_page(client, solicitud)


def test_a_data_fault_stops_the_cambio_with_an_incident_before_the_first_step(
    client: Client, inscripcion: Inscripcion
) -> None:
    FallaDatoFactory(asegurado=inscripcion.asegurado)
    assert state(begin_tramite(client, "cambio", inscripcion)) == Estado.CON_INCIDENCIA


def test_a_cambio_does_not_change_the_clinic_if_the_new_shift_has_become_full(
    client: Client, solicitud: Solicitud, clinicas: list[Clinica]
) -> None:
    submit(client, solicitud, clinicas[1])
    Consultorio.objects.filter(turno__clinica=clinicas[1], turno__nombre="matutino").update(cupo=1, ocupados=1)
    run_outbox()
    assert state(solicitud) == Estado.CONFIRMADA
    assert (count_ocupados(clinicas[0]), count_ocupados(clinicas[1])) == (1, 1)
    adscripcion = get_adscripcion(solicitud.get_asegurado())
    assert adscripcion is not None
    assert adscripcion.clinica == clinicas[0]
    assert "Ese turno se llenó mientras terminabas." in read_page(client, solicitud)
    choose_clinica(client, solicitud, clinicas[2])
    answer(client, solicitud, "revision")
    run_outbox()
    assert state(solicitud) == Estado.CONCLUIDA
    assert (count_ocupados(clinicas[0]), count_ocupados(clinicas[2])) == (0, 1)


def test_a_cambio_issues_no_document_if_the_student_already_has_the_new_clinic(
    client: Client, solicitud: Solicitud, clinicas: list[Clinica]
) -> None:
    submit(client, solicitud, clinicas[1])
    cambiar_clinica(
        asegurado=solicitud.get_asegurado(),
        clinica=clinicas[1],
        turno="matutino",
        motivo="otro",
        hoy=dt.date(2026, 11, 1),
    )
    run_outbox()
    assert state(solicitud) == Estado.CONFIRMADA
    assert not Documento.objects.exists()
    assert "no hay nada que cambiar" in read_page(client, solicitud)


def test_F17_processing_a_cambio_twenty_times_changes_the_clinic_only_once(
    client: Client, solicitud: Solicitud, clinicas: list[Clinica]
) -> None:
    submit(client, solicitud, clinicas[1])
    for _ in range(20):
        procesar({"solicitud": str(solicitud.pk)}, None)
    run_outbox()
    assert state(solicitud) == Estado.CONCLUIDA
    assert (count_ocupados(clinicas[0]), count_ocupados(clinicas[1])) == (0, 1)
    assert Adscripcion.objects.count() == 2
    assert Documento.objects.count() == 3


def test_a_second_cambio_does_not_change_the_result_page_of_the_first_cambio(
    client: Client, solicitud: Solicitud, clinicas: list[Clinica]
) -> None:
    submit(client, solicitud, clinicas[1])
    run_outbox()
    first = Documento.objects.get(tipo="carnet")
    client.post("/tramites/cambio/continuar/")
    second = Solicitud.objects.filter(tipo="cambio").latest("creada")
    submit(client, second, clinicas[2])
    run_outbox()
    first.refresh_from_db()
    assert first.estado == Documento.Estado.SUSTITUIDO
    assert "Antes: UMF 2" in read_page(client, second)
    assert "Antes: UMF 1" in read_page(client, solicitud)


def test_a_cambio_issues_the_first_carnet_of_a_student_who_was_registered_outside_the_portal(
    client: Client, clinicas: list[Clinica]
) -> None:
    inscripcion = make_vigente()
    give_clinica(inscripcion.asegurado, clinicas[3], "vespertino")
    submit(client, begin_tramite(client, "cambio", inscripcion), clinicas[0])
    run_outbox()
    assert Documento.objects.get(tipo="carnet").estado == Documento.Estado.VALIDO
