"""Test helpers that act as a student in a browser, and that read the student's mails."""

import datetime as dt
import re
from typing import Any
from uuid import UUID, uuid4

import time_machine
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from padron.asegurados.models import Inscripcion
from plataforma.bandeja.models import Mensaje
from plataforma.bandeja.trabajo import work_on
from plataforma.seguridad.models import Consumo
from plataforma.seguridad.sesiones import SessionStore
from tests.helpers.factories import make_curp
from tramites.camino.forms import make_intento
from tramites.solicitud.estados import Estado
from tramites.solicitud.models import Solicitud

PUERTA = "/tramites/nss/empezar/"
CONFIRMAR = "/confirmar/"
EXTRANO = "extrano@example.org"
# A response of Django's test client. The type is Any because the test client adds attributes such as `context`.
Respuesta = Any


def make_gate_data(curp: str, correo: str, **otros: str) -> dict[str, str]:
    """Return valid POST data for the first form of a procedure. `otros` replaces or adds fields."""
    typed = {"curp": curp, "correo": correo, "correo2": correo, "captcha": "PRUEBA", "aviso": "on"}
    return {**typed, "intento": make_intento(), **otros}


def begin(client: Client, curp: str, correo: str, *, tipo: str = "nss", **otros: str) -> Solicitud:
    """Send the first form of a procedure. Returns the new Solicitud."""
    answer = client.post(PUERTA.replace("nss", tipo), make_gate_data(curp, correo, **otros))
    assert answer.status_code == 302, answer.content.decode()
    return Solicitud.objects.get(pk=answer.url.split("/")[3])


def reset_limits() -> None:
    """Delete the counts of all rate limits.

    A test calls this if the test sends more requests than the limits allow.
    """
    Consumo.objects.all().delete()


def run_outbox() -> None:
    """Process messages of the outbox until no message is pending.

    In production, Celery workers do this.
    """
    while pending := list(Mensaje.objects.filter(state=Mensaje.Estado.PENDIENTE).order_by("pk")):
        for mensaje in pending:
            assert work_on(mensaje.pk), Mensaje.objects.get(pk=mensaje.pk).last_error


def mails_to(correo: str) -> list[EmailMultiAlternatives]:
    """Return the mails that were sent to an e-mail address, oldest mail first."""
    return [message for message in mail.outbox if message.to == [correo]]


def confirmations_to(correo: str) -> list[EmailMultiAlternatives]:
    """Return the mails with a confirmation link that were sent to an e-mail address, oldest mail first."""
    return [message for message in mails_to(correo) if CONFIRMAR in message.body]


def link_of(message: EmailMultiAlternatives) -> str:
    """Return the URL path of the confirmation link in a mail."""
    found = re.search(r"/confirmar/[\w-]+/", message.body)
    assert found
    return found.group()


def code_of(message: EmailMultiAlternatives) -> str:
    """Return the six-digit code in a confirmation mail."""
    found = re.search(r"código: (\d{6})", message.body)
    assert found
    return found.group(1)


def confirm_by_link(client: Client, link: str) -> Respuesta:
    """Open a confirmation link and press the button on the page.

    Returns the response to the button. If the page does not have this button, for example because the link has expired,
    returns the page.
    """
    page = client.get(link, follow=True)
    if page.status_code != 200 or "liga" not in (page.context or {}):
        return page
    return client.post(CONFIRMAR, {"liga": page.context["liga"]})


def begin_and_confirm(client: Client, curp: str, correo: str, *, tipo: str = "nss", **otros: str) -> Solicitud:
    """Send the first form, and confirm with the link of the mail.

    Afterwards the student is logged in with the browser `client`. Returns the Solicitud.
    """
    solicitud = begin(client, curp, correo, tipo=tipo, **otros)
    run_outbox()
    (message,) = [message for message in confirmations_to(correo) if solicitud.folio in message.body]
    assert confirm_by_link(client, link_of(message)).status_code == 302
    solicitud.refresh_from_db()
    return solicitud


def url(name: str, solicitud: Solicitud) -> str:
    """Return the URL of the view `name` for a Solicitud.

    The URL of the view «paso» also needs a step. Here the step is always «identidad».
    """
    step = ["identidad"] if name == "paso" else []
    return reverse(name, args=[solicitud.tipo, solicitud.pk, *step])


def unknown_curp() -> str:
    """Return a valid CURP that no roster contains."""
    fecha = dt.date(1999, 12, 31)
    return make_curp(nombres="Nadie", primer_apellido="Inventada", segundo_apellido="Zúñiga", fecha=fecha, entidad="JC")


def make_solicitud(estado: Estado, inscripcion: Inscripcion, **valores: Any) -> Solicitud:
    """Create a Solicitud of the student directly in the state `estado`. `valores` replaces or adds fields."""
    abierta = estado is not Estado.INICIADA
    datos: dict[str, Any] = {
        "tipo": "nss",
        "estado": estado,
        "curp": inscripcion.asegurado.curp,
        "correo": inscripcion.correo,
        "aviso_version": "2026-11",
        "asegurado": inscripcion.asegurado if abierta else None,
        "titular": inscripcion.asegurado.titular if abierta else uuid4(),
    }
    return Solicitud.objects.create(**(datos | valores))


def log_in(client: Client, titular: UUID) -> None:
    """Log a student in with the browser `client`. The student sends no form and gets no mail.

    `titular` is the random id of the student. The student's Solicitudes have the same `titular`.
    """
    session = SessionStore()
    session["titular"], session["vista"] = str(titular), timezone.now().timestamp()
    session.save()
    assert session.session_key
    client.cookies["sesion"] = session.session_key


def type_code(client: Client, solicitud: Solicitud, codigo: str) -> Respuesta:
    """Type the six-digit code of the mail on the page «Revisa tu correo», and send the form."""
    return client.post(url("codigo", solicitud), {"codigo": codigo})


def resend_at(client: Client, solicitud: Solicitud, seconds: int) -> None:
    """Ask for another confirmation link, `seconds` seconds after the Solicitud was created."""
    with time_machine.travel(solicitud.creada.timestamp() + seconds, tick=False):
        assert client.post(url("reenviar", solicitud)).url == url("correo", solicitud)


def report_all_data(client: Client, solicitud: Solicitud) -> Respuesta:
    """Report with «Estos no son mis datos» that all shown data belong to another person, and confirm the report."""
    return client.post(url("no_son_mis_datos", solicitud), {"dato": "todos", "confirmar": "1"})
