"""Tests of the rule whether the school already has the acuse and the constancia.

Source: docs/plantel.md, «Papers for the school».
"""

import datetime as dt

import pytest
import time_machine
from django.test import Client

from documentos.models import Documento
from padron.asegurados.models import Inscripcion
from tests.helpers.tramites.student import begin_and_confirm, log_in, mails_to, run_outbox, url
from tramites.solicitud.models import Solicitud

pytestmark = pytest.mark.django_db
HOY = "2026-08-13 12:00-06:00"  # two days before the last day for the acuse


def ask_for_paper(alumna: Inscripcion, *, papel: bool) -> None:
    """Set the policy of the campus of the student."""
    alumna.plantel.recibe_en_papel = papel
    alumna.plantel.save()


def get_nss(client: Client, alumna: Inscripcion) -> Solicitud:
    """Finish the NSS procedure for the student, and return the Solicitud."""
    solicitud = begin_and_confirm(client, alumna.asegurado.curp, alumna.correo)
    run_outbox()
    return solicitud


def read(client: Client, path: str) -> str:
    return str(client.get(path).content.decode())


def test_without_paper_the_portal_receives_the_acuse_when_the_acuse_is_issued(
    client: Client, alumna: Inscripcion
) -> None:
    with time_machine.travel(HOY):
        solicitud = get_nss(client, alumna)
        acuse, tarjeta = Documento.objects.order_by("secuencia")
        page, expediente = read(client, url("resultado", solicitud)), read(client, "/expediente/")
        calendario = client.get(url("calendario", solicitud)).content.decode()
    dicho = f"Control Escolar de {alumna.plantel.nombre} ya tiene tu acuse. No tienes que entregarlo."
    assert acuse.recibido == acuse.emitido
    assert tarjeta.recibido is None
    mail = mails_to(alumna.correo)[-1].body
    for text in (page, expediente, mail):
        assert dicho in text
        assert "Entrega tu acuse" not in text
        assert "Último día" not in text
    assert "acuse" not in calendario


def test_with_paper_the_result_page_expediente_calendar_and_mail_show_the_deadline_for_the_acuse(
    client: Client, alumna: Inscripcion
) -> None:
    ask_for_paper(alumna, papel=True)
    with time_machine.travel(HOY):
        solicitud = get_nss(client, alumna)
        page, expediente = read(client, url("resultado", solicitud)), read(client, "/expediente/")
        calendario = client.get(url("calendario", solicitud)).content.decode()
    assert not Documento.objects.exclude(recibido=None).exists()
    mail = mails_to(alumna.correo)[-1].body
    for text in (page, expediente, mail):
        assert (
            f"Entrega tu acuse (el documento «Número de Seguridad Social») en Control Escolar de {alumna.plantel}"
            in text
        )
        assert "ya tiene tu acuse" not in text
    assert "15 de agosto" in expediente
    assert "15 de agosto" in mail
    assert "SUMMARY:Último día para entregar tu acuse del NSS" in calendario


def test_an_acuse_that_the_portal_received_is_not_asked_for_after_the_campus_asks_for_paper(
    client: Client, alumna: Inscripcion
) -> None:
    with time_machine.travel(HOY):
        solicitud = get_nss(client, alumna)
        ask_for_paper(alumna, papel=True)
        page = read(client, url("resultado", solicitud))
    assert "ya tiene tu acuse" in page
    assert "Entrega tu acuse" not in page


def test_an_acuse_is_not_asked_for_after_the_campus_stops_asking_for_paper(client: Client, alumna: Inscripcion) -> None:
    ask_for_paper(alumna, papel=True)
    with time_machine.travel(HOY):
        solicitud = get_nss(client, alumna)
        ask_for_paper(alumna, papel=False)
        assert "ya tiene tu acuse" in read(client, url("resultado", solicitud))


def test_with_paper_an_acuse_is_still_asked_for_after_the_deadline(client: Client, alumna: Inscripcion) -> None:
    ask_for_paper(alumna, papel=True)
    with time_machine.travel(HOY):
        solicitud = get_nss(client, alumna)
    with time_machine.travel(dt.datetime(2026, 9, 1, 12, tzinfo=dt.UTC)):
        log_in(client, solicitud.titular)
        expediente = read(client, "/expediente/")
    assert "Entrega tu acuse" in expediente
    assert "a más tardar" not in expediente
