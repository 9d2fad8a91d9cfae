"""Tests of the NSS procedure for a student who has an NSS.

The student confirms the e-mail address, and then gets two documents by mail.
"""

import datetime as dt
import re
from email.message import MIMEPart

import pytest
import time_machine
from django.test import Client
from django.utils.html import strip_tags

from documentos import almacen
from documentos.models import Documento
from padron.asegurados.models import Asegurado, Inscripcion
from plataforma.bandeja.models import Mensaje
from plataforma.bandeja.trabajo import work_on
from plataforma.correo.models import Correo
from tests.helpers.factories import FallaDatoFactory
from tests.helpers.tramites.student import (
    begin,
    begin_and_confirm,
    confirm_by_link,
    confirmations_to,
    link_of,
    mails_to,
    make_solicitud,
    run_outbox,
    url,
)
from tramites.camino.handlers import concluir, procesar
from tramites.solicitud.estados import Estado
from tramites.solicitud.models import Solicitud

pytestmark = pytest.mark.django_db
EXPECTED_MOVES = ["confirmada", "por_procesar", "concluida"]


def do_again(mensaje: Mensaje) -> None:
    """Process a message of the outbox again.

    This happens if a Celery worker crashes before it marks the message as done.
    """
    Mensaje.objects.filter(pk=mensaje.pk).update(state=Mensaje.Estado.PENDIENTE, attempts=0)
    assert work_on(mensaje.pk)


def test_the_result_page_shows_whose_nss_it_is(client: Client, alumna: Inscripcion) -> None:
    solicitud = begin_and_confirm(client, alumna.asegurado.curp, alumna.correo)
    run_outbox()
    text = client.get(url("resultado", solicitud)).content.decode()
    for words in (alumna.asegurado.nombre_completo, alumna.asegurado.curp, alumna.correo):
        assert words in text


@pytest.mark.pdf
def test_a_student_with_an_nss_gets_two_documents_by_mail_and_sees_the_nss_on_the_result_page(
    client: Client, alumna: Inscripcion
) -> None:
    """This test creates real PDF files. Other tests use a short text instead, which is faster."""
    nss = str(alumna.asegurado.nss)
    solicitud = begin_and_confirm(client, alumna.asegurado.curp, alumna.correo)
    run_outbox()
    solicitud.refresh_from_db()
    assert list(solicitud.transiciones.values_list("hacia", flat=True)) == EXPECTED_MOVES
    documento, tarjeta = Documento.objects.order_by("secuencia")
    assert [documento.clave, tarjeta.clave] == [f"{solicitud.pk}/{tipo}" for tipo in ("nss", "tarjeta")]
    assert documento.titular == tarjeta.titular == alumna.asegurado.titular
    message = mails_to(alumna.correo)[-1]
    assert message.subject == f"Tus documentos están listos ({solicitud.folio})"
    attachment, second_attachment = message.attachments
    assert not isinstance(attachment, MIMEPart)
    assert not isinstance(second_attachment, MIMEPart)
    assert attachment[0] == f"{documento.contexto.archivo}-{documento.folio}.pdf"
    assert bytes(second_attachment[1]) == almacen.read(tarjeta.archivo)
    assert attachment[2] == "application/pdf"
    assert bytes(attachment[1]) == almacen.read(documento.archivo)
    assert bytes(attachment[1]).startswith(b"%PDF")
    assert nss not in message.subject
    assert nss not in message.body
    page = client.get(solicitud.get_absolute_url(), follow=True)
    text = page.content.decode()
    assert page.redirect_chain[-1][0] == url("resultado", solicitud)
    assert f"{nss[:2]} {nss[2:4]} {nss[4:6]} {nss[6:10]} {nss[10]}" in strip_tags(text)
    assert "DEMOSTRACIÓN · SIN VALIDEZ OFICIAL" in text
    assert alumna.correo in text
    answer = client.get(documento.get_absolute_url())
    assert answer.content == bytes(attachment[1])
    assert Client().get(documento.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    ("hoy", "acuse", "vigencia"),
    [
        ("2026-08-13", ["15 de agosto"], ["14 de septiembre"]),
        ("2026-08-15", ["15 de agosto"], ["14 de septiembre"]),
        ("2026-08-16", [], ["14 de septiembre"]),
        ("2026-09-14", [], []),
    ],
)
def test_the_result_page_does_not_show_a_date_that_has_passed(
    client: Client, alumna: Inscripcion, hoy: str, acuse: list[str], vigencia: list[str]
) -> None:
    alumna.plantel.recibe_en_papel = True
    alumna.plantel.save()
    with time_machine.travel(f"{hoy} 12:00-06:00"):
        solicitud = begin_and_confirm(client, alumna.asegurado.curp, alumna.correo)
        run_outbox()
        page = client.get(url("resultado", solicitud))
        text = page.content.decode()
    assert f"Control Escolar de {alumna.plantel.nombre}" in text
    assert re.findall(r"a más tardar el <strong>(.+?)</strong>", text) == acuse
    assert re.findall(r"A partir del <strong>(.+?)</strong>", text) == vigencia


def test_the_dates_of_the_result_page_depend_on_dias_acuse_and_semanas_vigencia_of_the_campus(
    client: Client, alumna: Inscripcion
) -> None:
    alumna.plantel.recibe_en_papel = True
    alumna.plantel.dias_acuse, alumna.plantel.semanas_vigencia = 10, 6
    alumna.plantel.save()
    alumna.fecha_ingreso = None
    alumna.save()
    with time_machine.travel("2026-08-13 12:00-06:00"):
        solicitud = begin_and_confirm(client, alumna.asegurado.curp, alumna.correo)
        run_outbox()
        contexto = client.get(url("resultado", solicitud)).context
    assert contexto["entrega"].hasta == dt.date(2026, 8, 22)
    assert contexto["vigencia_desde"] == dt.date(2026, 9, 21)


def test_F15_pressing_the_confirmation_button_twenty_times_issues_the_documents_only_once(
    client: Client, alumna: Inscripcion
) -> None:
    begin(client, alumna.asegurado.curp, alumna.correo)
    run_outbox()
    link = link_of(confirmations_to(alumna.correo)[-1])
    token = client.get(link, follow=True).context["liga"]
    assert {client.post("/confirmar/", {"liga": token}).status_code for _ in range(20)} == {302}
    run_outbox()
    assert_documents_issued_and_mailed_once(alumna)


def test_F17_processing_each_outbox_message_twenty_times_issues_the_documents_only_once(
    client: Client, alumna: Inscripcion
) -> None:
    begin(client, alumna.asegurado.curp, alumna.correo)
    link = ""
    for _ in range(8):
        for mensaje in Mensaje.objects.filter(state=Mensaje.Estado.PENDIENTE):
            for _ in range(20):
                do_again(mensaje)
        if not link:
            link = link_of(confirmations_to(alumna.correo)[-1])
            confirm_by_link(client, link)
    assert not Mensaje.objects.filter(state=Mensaje.Estado.PENDIENTE).exists()
    for mensaje in Mensaje.objects.all():  # process each message again after the Solicitud is finished
        do_again(mensaje)
    assert_documents_issued_and_mailed_once(alumna)


def assert_documents_issued_and_mailed_once(alumna: Inscripcion) -> None:
    solicitud = Solicitud.objects.get()
    assert list(solicitud.transiciones.values_list("hacia", flat=True)) == EXPECTED_MOVES
    assert Documento.objects.count() == 2  # the NSS document and the NSS card
    assert Correo.objects.filter(plantilla="documentos").count() == 1
    assert len([message for message in mails_to(alumna.correo) if message.attachments]) == 1


def test_no_document_is_issued_if_the_nss_is_deleted_before_the_worker_runs(
    client: Client, alumna: Inscripcion
) -> None:
    solicitud = begin_and_confirm(client, alumna.asegurado.curp, alumna.correo)
    Asegurado.objects.update(nss=None)
    run_outbox()
    solicitud.refresh_from_db()
    assert solicitud.estado == Estado.CONFIRMADA
    assert not Documento.objects.exists()
    assert client.get(url("estado", solicitud)).json()["siguiente"] == url("paso", solicitud)


def test_a_data_fault_found_before_the_worker_runs_stops_the_solicitud_with_an_incident(
    client: Client, alumna: Inscripcion
) -> None:
    solicitud = begin_and_confirm(client, alumna.asegurado.curp, alumna.correo)
    FallaDatoFactory(asegurado=alumna.asegurado)
    run_outbox()
    solicitud.refresh_from_db()
    assert solicitud.estado == Estado.CON_INCIDENCIA
    assert not Documento.objects.exists()
    assert not Correo.objects.filter(plantilla="documentos").exists()
    page = client.get(url("espera", solicitud), follow=True)
    assert page.redirect_chain[-1][0] == url("incidencia", solicitud)
    assert alumna.plantel.nombre in page.content.decode()
    assert client.get(url("estado", solicitud)).json()["siguiente"] == url("incidencia", solicitud)


@pytest.mark.parametrize("estado", sorted(set(Estado) - {Estado.POR_PROCESAR}))
def test_the_handlers_procesar_and_concluir_do_nothing_unless_the_solicitud_is_por_procesar(
    alumna: Inscripcion, estado: Estado
) -> None:
    solicitud = make_solicitud(estado, alumna)
    for handler in (procesar, concluir):
        handler({"solicitud": str(solicitud.pk)}, None)
    solicitud.refresh_from_db()
    assert solicitud.estado == estado
    assert not Documento.objects.exists()
