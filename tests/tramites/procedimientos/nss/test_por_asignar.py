"""Tests of the NSS procedure for a student without an NSS.

The student answers the steps of the wizard, and the portal assigns a new NSS.
"""

import pytest
from django.test import Client

from documentos.models import Documento
from padron.asegurados.models import Asegurado, Inscripcion
from padron.catalogos.models import CodigoPostal
from padron.identificadores import nss as nss_rules
from plataforma.seguridad.models import Auditoria
from tests.helpers.factories import InscripcionFactory, SerieNSSFactory
from tests.helpers.tramites.nss_steps import NSS_STEPS, ZAPOPAN, answer, answer_until, read, state, submit
from tests.helpers.tramites.student import begin_and_confirm, mails_to, run_outbox
from tramites.solicitud.estados import Estado
from tramites.solicitud.models import Solicitud

pytestmark = pytest.mark.django_db


def test_a_student_without_an_nss_answers_all_steps_and_gets_a_new_nss(
    client: Client, inscripcion: Inscripcion
) -> None:
    solicitud = begin_and_confirm(client, inscripcion.asegurado.curp, inscripcion.correo)
    page = client.get(solicitud.get_absolute_url(), follow=True)
    assert "No encontramos un NSS con tu CURP" in page.content.decode()
    assert solicitud.curp in page.content.decode()
    for step, datos in NSS_STEPS:
        assert page.redirect_chain[-1][0].endswith(f"/paso/{step}/")
        page = client.post(page.redirect_chain[-1][0], datos, follow=True)
    assert page.redirect_chain[-1][0].endswith("/espera/")
    run_outbox()
    page = client.get(solicitud.get_absolute_url(), follow=True)
    nss = Asegurado.objects.get(curp=solicitud.curp).nss
    assert nss
    assert nss_rules.is_valid(nss)
    assert nss.startswith("6126")
    assert "Listo: este es tu NSS" in page.content.decode()
    assert nss not in str([message.subject for message in mails_to(solicitud.correo)])
    assert len(mails_to(solicitud.correo)[-1].attachments) == 2
    assert list(solicitud.transiciones.values_list("hacia", flat=True)) == ["confirmada", "por_procesar", "concluida"]
    assert Auditoria.objects.filter(accion="asignar_nss").count() == 1


def test_submitting_an_nss_solicitud_stores_the_complete_postal_address(client: Client, solicitud: Solicitud) -> None:
    submit(client, solicitud)
    solicitud.refresh_from_db()
    assert solicitud.datos == {
        "cp": "44100",
        "estado": "14",
        "municipio": "Guadalajara",
        "colonia": "Centro",
        "calle": "Morelos",
        "exterior": "12",
        "interior": "",
    }


def test_a_new_nss_starts_with_the_series_of_the_estado_where_the_student_lives(
    client: Client, solicitud: Solicitud
) -> None:
    SerieNSSFactory(estado="20", serie="73")
    answer(client, solicitud, "identidad")
    answer(client, solicitud, "codigo-postal", {"cp": "68999", "conservar": "on"})
    answer(client, solicitud, "estado", {"estado": "14"})
    answer(client, solicitud, "domicilio", ZAPOPAN)
    assert "Sol S/N, Colonia Las Águilas, Zapopan, Jalisco" in read(client, solicitud, "revision")
    answer(client, solicitud, "revision")
    run_outbox()
    assert str(Asegurado.objects.get().nss).startswith("61")


def test_the_submitted_estado_belongs_to_the_postal_code_that_the_student_typed_last(
    client: Client, solicitud: Solicitud
) -> None:
    answer(client, solicitud, "identidad")
    answer(client, solicitud, "codigo-postal", {"cp": "45545", "conservar": "on"})
    answer(client, solicitud, "estado", {"estado": "20"})
    submit(client, solicitud)
    solicitud.refresh_from_db()
    assert (solicitud.datos["estado"], solicitud.datos["municipio"]) == ("14", "Guadalajara")


@pytest.mark.parametrize("inmediato", [True, False])
def test_the_button_asignar_mi_nss_is_shown_only_if_registro_is_simulado(
    client: Client, solicitud: Solicitud, settings, inmediato: bool
) -> None:
    settings.REGISTRO = "simulado" if inmediato else "plantel"
    answer_until(client, solicitud, "revision")
    text = read(client, solicitud, "revision")
    assert text.count("Asignar mi NSS") == (2 if inmediato else 0)
    assert "Guadalajara, Jalisco" in text
    assert text.count("Cambiar<span") == 2


def test_a_solicitud_does_not_overwrite_an_nss_that_was_loaded_from_a_roster(
    client: Client, solicitud: Solicitud
) -> None:
    answer_until(client, solicitud, "revision")
    Asegurado.objects.update(nss="61230600027", origen_nss="localizado")
    answer(client, solicitud, "revision")
    run_outbox()
    assert Asegurado.objects.get().nss == "61230600027"
    assert Documento.objects.filter(titular=solicitud.titular).count() == 2
    assert state(solicitud) == Estado.CONCLUIDA


def test_a_submitted_solicitud_is_finished_even_if_the_postal_code_is_deleted_from_the_catalogue(
    client: Client, solicitud: Solicitud
) -> None:
    submit(client, solicitud)
    CodigoPostal.objects.all().delete()
    run_outbox()
    assert state(solicitud) == Estado.CONCLUIDA


def test_two_students_born_in_the_same_year_get_consecutive_nss(client: Client, solicitud: Solicitud) -> None:
    other = InscripcionFactory(asegurado__fecha_nacimiento=solicitud.get_asegurado().fecha_nacimiento)
    submit(client, solicitud)
    run_outbox()
    second = begin_and_confirm(client, other.asegurado.curp, other.correo)
    submit(client, second)
    run_outbox()
    first_nss, second_nss = (Asegurado.objects.get(curp=each.curp).nss for each in (solicitud, second))
    assert int(str(second_nss)[6:10]) - int(str(first_nss)[6:10]) == 1
