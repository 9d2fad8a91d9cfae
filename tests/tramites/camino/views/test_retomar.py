"""A student who starts a procedure again continues the earlier Solicitud.

If the earlier Solicitud is expired or cancelled, the student gets a new Solicitud.
"""

import pytest
from django.test import Client

from documentos.models import Documento
from padron.asegurados.models import Asegurado, Inscripcion
from tests.helpers.factories import FallaDatoFactory, InscripcionFactory
from tests.helpers.tramites.student import begin_and_confirm, make_solicitud, run_outbox, url
from tramites.solicitud.estados import Estado
from tramites.solicitud.incidencias.models import Incidencia

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


def test_a_student_who_starts_the_same_procedure_again_sees_the_result_of_the_finished_solicitud(
    client: Client, alumna: Inscripcion
) -> None:
    first = begin_and_confirm(client, alumna.asegurado.curp, alumna.correo)
    run_outbox()
    again = begin_and_confirm(client, alumna.asegurado.curp, alumna.correo)
    run_outbox()
    assert (again.estado, again.continua_en_id) == (Estado.CANCELADA, first.pk)
    assert client.get(again.get_absolute_url()).url == url("resultado", first)
    for name in FINALES:
        assert client.get(url(name, again)).url == url("resultado", first)
    assert Documento.objects.count() == 2


@pytest.mark.parametrize("estado", [Estado.CONFIRMADA, Estado.POR_PROCESAR, Estado.EN_ESPERA, Estado.CON_INCIDENCIA])
def test_a_student_who_starts_the_same_procedure_again_continues_the_unfinished_solicitud(
    client: Client, alumna: Inscripcion, estado: Estado
) -> None:
    first = make_solicitud(estado, alumna)
    again = begin_and_confirm(client, alumna.asegurado.curp, alumna.correo)
    assert again.continua_en_id == first.pk
    assert client.get(again.get_absolute_url(), follow=True).redirect_chain[-1][0] == url(PAGINA[estado], first)


@pytest.mark.parametrize("estado", [Estado.CADUCADA, Estado.CANCELADA])
def test_a_student_who_starts_again_does_not_continue_an_expired_or_cancelled_solicitud(
    client: Client, alumna: Inscripcion, estado: Estado
) -> None:
    make_solicitud(estado, alumna)
    assert begin_and_confirm(client, alumna.asegurado.curp, alumna.correo).estado == Estado.POR_PROCESAR


def test_a_student_does_not_continue_the_finished_solicitud_of_another_student(
    client: Client, alumna: Inscripcion
) -> None:
    make_solicitud(Estado.CONCLUIDA, InscripcionFactory(asegurado__con_nss=True))
    assert begin_and_confirm(client, alumna.asegurado.curp, alumna.correo).continua_en is None


def test_a_student_without_nss_sees_the_step_identidad_after_the_confirmation(
    client: Client, alumna: Inscripcion
) -> None:
    Asegurado.objects.update(nss=None)
    solicitud = begin_and_confirm(client, alumna.asegurado.curp, alumna.correo)
    assert solicitud.estado == Estado.CONFIRMADA
    assert client.get(solicitud.get_absolute_url()).url == url("paso", solicitud)


def test_a_confirmed_student_with_a_data_fault_sees_the_incidencia_page(client: Client, alumna: Inscripcion) -> None:
    FallaDatoFactory(asegurado=alumna.asegurado)
    solicitud = begin_and_confirm(client, alumna.asegurado.curp, alumna.correo)
    assert solicitud.estado == Estado.CON_INCIDENCIA
    text = client.get(solicitud.get_absolute_url(), follow=True).content.decode()
    assert alumna.plantel.nombre in text
    assert Incidencia.objects.get().folio in text
    assert str(alumna.asegurado.nss) not in text
