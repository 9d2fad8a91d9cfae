"""The located path whole: from the gate to the mail with the document."""

import datetime as dt
import re
from email.message import MIMEPart

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.utils.html import strip_tags

from documentos.models import Documento
from padron.asegurados.models import Asegurado, Inscripcion
from plataforma.bandeja.models import Mensaje
from plataforma.bandeja.trabajo import work_on
from plataforma.correo.models import Correo
from tests.fabricas import FallaDatoFactory
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
LINEA = ["confirmada", "por_procesar", "concluida"]


def deliver_again(mensaje: Mensaje) -> None:
    """As if the worker had died before it said that it was done."""
    Mensaje.objects.filter(pk=mensaje.pk).update(state=Mensaje.Estado.PENDIENTE, attempts=0)
    assert work_on(mensaje.pk)


@pytest.mark.pdf
def test_from_the_gate_to_the_document(client: Client, alumna: Inscripcion) -> None:
    """With a real PDF: the only test of this room that renders one."""
    nss = str(alumna.asegurado.nss)
    solicitud = begin_and_confirm(client, alumna.asegurado.curp, alumna.correo)
    run_outbox()
    solicitud.refresh_from_db()
    assert list(solicitud.transiciones.values_list("hacia", flat=True)) == LINEA
    documento, tarjeta = Documento.objects.order_by("secuencia")
    assert [documento.clave, tarjeta.clave] == [f"{solicitud.pk}/{tipo}" for tipo in ("nss", "tarjeta")]
    assert documento.titular == tarjeta.titular == alumna.asegurado.titular
    message = mails_to(alumna.correo)[-1]
    assert message.subject == f"Tus documentos están listos ({solicitud.folio})"
    attachment, other = message.attachments
    assert not isinstance(attachment, MIMEPart)
    assert not isinstance(other, MIMEPart)
    assert attachment[0] == f"{documento.contexto.archivo}-{documento.folio}.pdf"
    assert bytes(other[1]) == (settings.MEDIA_ROOT / tarjeta.archivo).read_bytes()
    assert attachment[2] == "application/pdf"
    assert bytes(attachment[1]) == (settings.MEDIA_ROOT / documento.archivo).read_bytes()
    assert bytes(attachment[1]).startswith(b"%PDF")
    assert nss not in message.subject
    assert nss not in message.body
    page = client.get(solicitud.get_absolute_url(), follow=True)
    text = page.content.decode()
    assert page.redirect_chain[-1][0] == url("resultado", solicitud)
    assert f"{nss[:2]} {nss[2:4]} {nss[4:6]} {nss[6:10]} {nss[10]}" in strip_tags(text)
    assert "DEMOSTRACIÓN · SIN VALIDEZ OFICIAL" in text
    assert alumna.correo not in text
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
def test_what_comes_next_has_the_dates_of_the_campus(
    client: Client, alumna: Inscripcion, hoy: str, acuse: list[str], vigencia: list[str]
) -> None:
    with time_machine.travel(f"{hoy} 12:00-06:00"):
        solicitud = begin_and_confirm(client, alumna.asegurado.curp, alumna.correo)
        run_outbox()
        page = client.get(url("resultado", solicitud))
        text = page.content.decode()
    assert f"Control Escolar de {alumna.plantel.nombre}" in text
    assert re.findall(r"a más tardar el <strong>(.+?)</strong>", text) == acuse
    assert re.findall(r"A partir del <strong>(.+?)</strong>", text) == vigencia


def test_the_policy_of_the_campus_moves_the_dates(client: Client, alumna: Inscripcion) -> None:
    alumna.plantel.dias_acuse, alumna.plantel.semanas_vigencia = 10, 6
    alumna.plantel.save()
    alumna.fecha_ingreso = None
    alumna.save()
    with time_machine.travel("2026-08-13 12:00-06:00"):
        solicitud = begin_and_confirm(client, alumna.asegurado.curp, alumna.correo)
        run_outbox()
        contexto = client.get(url("resultado", solicitud)).context
    assert contexto["entregar_hasta"] == dt.date(2026, 8, 22)
    assert contexto["vigencia_desde"] == dt.date(2026, 9, 21)


def test_F15_twenty_submits_of_the_button_give_one_result(client: Client, alumna: Inscripcion) -> None:
    begin(client, alumna.asegurado.curp, alumna.correo)
    run_outbox()
    link = link_of(confirmations_to(alumna.correo)[-1])
    token = client.get(link, follow=True).context["liga"]
    assert {client.post("/confirmar/", {"liga": token}).status_code for _ in range(20)} == {302}
    run_outbox()
    assert_one_result(alumna)


def test_F17_every_message_worked_off_twenty_times_gives_one_result(client: Client, alumna: Inscripcion) -> None:
    begin(client, alumna.asegurado.curp, alumna.correo)
    link = ""
    for _ in range(8):
        for mensaje in Mensaje.objects.filter(state=Mensaje.Estado.PENDIENTE):
            for _ in range(20):
                deliver_again(mensaje)
        if not link:
            link = link_of(confirmations_to(alumna.correo)[-1])
            confirm_by_link(client, link)
    assert not Mensaje.objects.filter(state=Mensaje.Estado.PENDIENTE).exists()
    for mensaje in Mensaje.objects.all():  # and late, when all is over
        deliver_again(mensaje)
    assert_one_result(alumna)


def assert_one_result(alumna: Inscripcion) -> None:
    solicitud = Solicitud.objects.get()
    assert list(solicitud.transiciones.values_list("hacia", flat=True)) == LINEA
    assert Documento.objects.count() == 2  # the document of the NSS and the card
    assert Correo.objects.filter(plantilla="documentos").count() == 1
    assert len([message for message in mails_to(alumna.correo) if message.attachments]) == 1


def test_a_number_that_was_taken_off_meanwhile_is_not_printed(client: Client, alumna: Inscripcion) -> None:
    solicitud = begin_and_confirm(client, alumna.asegurado.curp, alumna.correo)
    Asegurado.objects.update(nss=None)
    run_outbox()
    solicitud.refresh_from_db()
    assert solicitud.estado == Estado.CONFIRMADA
    assert not Documento.objects.exists()
    assert client.get(url("estado", solicitud)).json()["siguiente"] == url("paso", solicitud)


def test_a_record_that_changed_meanwhile_ends_at_the_campus(client: Client, alumna: Inscripcion) -> None:
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
def test_work_that_comes_late_changes_nothing(alumna: Inscripcion, estado: Estado) -> None:
    solicitud = make_solicitud(estado, alumna)
    for handler in (procesar, concluir):
        handler({"solicitud": str(solicitud.pk)}, None)
    solicitud.refresh_from_db()
    assert solicitud.estado == estado
    assert not Documento.objects.exists()
