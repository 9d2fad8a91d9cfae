"""Tests of the question «¿Tienes otro seguro médico?» and of the pages that lead to it."""

import datetime as dt

import pytest
from django.test import Client

from padron.asegurados.models import Inscripcion, Manifestacion
from plataforma.seguridad.models import Auditoria
from tests.helpers.factories import InscripcionFactory
from tests.helpers.tramites.student import begin_and_confirm, log_in, run_outbox, url

pytestmark = pytest.mark.django_db
PREGUNTA = "/expediente/manifestacion/"
RETIRAR = "/expediente/manifestacion/retirar/"
ENLACE = f'href="{PREGUNTA}"'


def read(client: Client, path: str) -> str:
    return str(client.get(path, follow=True).content.decode())


def test_after_the_nss_the_student_is_asked_on_the_result_page_and_on_the_expediente_until_the_answer(
    client: Client, alumna: Inscripcion
) -> None:
    solicitud = begin_and_confirm(client, alumna.asegurado.curp, alumna.correo)
    run_outbox()
    assert ENLACE in read(client, url("resultado", solicitud))
    assert ENLACE in read(client, "/expediente/")
    assert "bajo protesta de decir verdad, que no tengo otro seguro de salud" in read(client, PREGUNTA)
    assert client.post(PREGUNTA, {"otro_seguro": "no"}).url == "/expediente/"
    for page in (read(client, "/expediente/"), read(client, url("resultado", solicitud))):
        assert "manifestaste que no tienes otro seguro médico" in page
        assert ENLACE not in page
    manifestacion = Manifestacion.objects.get()
    assert (manifestacion.asegurado, manifestacion.version) == (alumna.asegurado, "2026-11-21")
    assert client.get(PREGUNTA).url == "/expediente/"


def test_a_student_with_another_insurance_is_led_to_the_renuncia_or_to_the_campus_and_nothing_is_stored(
    client: Client, alumna: Inscripcion
) -> None:
    log_in(client, alumna.asegurado.titular)
    page = client.post(PREGUNTA, {"otro_seguro": "si"}).content.decode()
    assert 'action="/tramites/renuncia/continuar/"' in page
    assert alumna.plantel.nombre in page
    assert not Manifestacion.objects.exists()


def test_an_answer_without_a_choice_shows_an_error(client: Client, alumna: Inscripcion) -> None:
    log_in(client, alumna.asegurado.titular)
    assert "Elige «No» o «Sí»" in client.post(PREGUNTA).content.decode()
    assert not Manifestacion.objects.exists()


def test_a_minor_names_mother_father_or_guardian_and_an_adult_does_not(client: Client, alumna: Inscripcion) -> None:
    log_in(client, alumna.asegurado.titular)
    assert 'name="tutor"' not in read(client, PREGUNTA)
    menor = InscripcionFactory(asegurado__con_nss=True, asegurado__fecha_nacimiento=dt.date(2009, 5, 5)).asegurado
    log_in(client, menor.titular)
    assert 'name="tutor"' in read(client, PREGUNTA)
    page = client.post(PREGUNTA, {"otro_seguro": "no", "tutor": " "}).content.decode()
    assert "Escribe el nombre de tu mamá, papá o tutor" in page
    client.post(PREGUNTA, {"otro_seguro": "no", "tutor": "Carmen Inventada"})
    assert Manifestacion.objects.get().tutor == "Carmen Inventada"


def test_the_student_withdraws_the_statement_until_the_campus_reports_the_student(
    client: Client, alumna: Inscripcion
) -> None:
    log_in(client, alumna.asegurado.titular)
    client.post(PREGUNTA, {"otro_seguro": "no"})
    assert client.get(RETIRAR).url == "/expediente/"
    assert Manifestacion.objects.filter(retirada=None).exists(), "a GET withdraws nothing"
    assert f'action="{RETIRAR}"' in read(client, "/expediente/")
    client.post(RETIRAR)
    assert ENLACE in read(client, "/expediente/")
    client.post(PREGUNTA, {"otro_seguro": "no"})
    Inscripcion.objects.update(fecha_reporte_imss=dt.date(2026, 11, 20))
    assert f'action="{RETIRAR}"' not in read(client, "/expediente/")
    client.post(RETIRAR)
    assert Manifestacion.objects.filter(retirada=None).exists()


@pytest.mark.parametrize("campo", ["fecha_reporte_imss", "fecha_alta_imss"])
def test_a_reported_or_accepted_student_is_not_asked(client: Client, alumna: Inscripcion, campo: str) -> None:
    Inscripcion.objects.update(**{campo: dt.date(2026, 9, 1)})
    log_in(client, alumna.asegurado.titular)
    assert ENLACE not in read(client, "/expediente/")
    assert client.post(PREGUNTA, {"otro_seguro": "no"}).url == "/expediente/"
    assert not Manifestacion.objects.exists()


def test_a_campus_without_the_policy_does_not_ask(client: Client, alumna: Inscripcion) -> None:
    alumna.plantel.pide_manifestacion = False
    alumna.plantel.save()
    log_in(client, alumna.asegurado.titular)
    assert ENLACE not in read(client, "/expediente/")


@pytest.mark.parametrize("path", [PREGUNTA, RETIRAR])
def test_T4_a_browser_without_a_session_can_neither_state_nor_withdraw(
    client: Client, otro_navegador: Client, alumna: Inscripcion, path: str
) -> None:
    log_in(client, alumna.asegurado.titular)
    client.post(PREGUNTA, {"otro_seguro": "no"})
    audited = Auditoria.objects.count()
    otro_navegador.post(path, {"otro_seguro": "no"})
    assert Manifestacion.objects.get().retirada is None
    assert Auditoria.objects.count() == audited
