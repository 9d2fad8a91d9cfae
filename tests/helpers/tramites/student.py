"""What a student does in a browser, and the mails that the student gets: one function for each action."""

import datetime as dt
import re
from typing import Any
from uuid import UUID, uuid4

import time_machine
from django.contrib.sessions.backends.db import SessionStore
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from padron.asegurados.models import Inscripcion
from plataforma.bandeja.models import Mensaje
from plataforma.bandeja.trabajo import work_on
from plataforma.seguridad.models import Consumo
from tests.fabricas import make_curp
from tramites.camino.forms import make_intento
from tramites.solicitud.estados import Estado
from tramites.solicitud.models import Solicitud

PUERTA = "/tramites/nss/empezar/"
CONFIRMAR = "/confirmar/"
EXTRANO = "extrano@example.org"
Respuesta = Any  # the response of Django's test client, which has attributes besides those of HttpResponse


def make_gate_data(curp: str, correo: str, **otros: str) -> dict[str, str]:
    """Return the data that the gate's form sends. `otros` replaces or adds fields."""
    typed = {"curp": curp, "correo": correo, "correo2": correo, "captcha": "PRUEBA", "aviso": "on"}
    return {**typed, "intento": make_intento(), **otros}


def begin(client: Client, curp: str, correo: str, *, tipo: str = "nss", **otros: str) -> Solicitud:
    """Send the gate's form of a procedure. Returns the new Solicitud."""
    answer = client.post(PUERTA.replace("nss", tipo), make_gate_data(curp, correo, **otros))
    assert answer.status_code == 302, answer.content.decode()
    return Solicitud.objects.get(pk=answer.url.split("/")[3])


def reset_limits() -> None:
    """Delete the counts of all limits, for tests that send more requests than the limits allow."""
    Consumo.objects.all().delete()


def run_outbox() -> None:
    """Process all messages of the outbox, as the workers would, until none is pending."""
    while pending := list(Mensaje.objects.filter(state=Mensaje.Estado.PENDIENTE).order_by("pk")):
        for mensaje in pending:
            assert work_on(mensaje.pk), Mensaje.objects.get(pk=mensaje.pk).last_error


def mails_to(correo: str) -> list[EmailMultiAlternatives]:
    """Return the mails that were sent to an address, oldest first."""
    return [message for message in mail.outbox if message.to == [correo]]


def confirmations_to(correo: str) -> list[EmailMultiAlternatives]:
    """Return the mails to an address that contain a confirmation link, oldest first."""
    return [message for message in mails_to(correo) if CONFIRMAR in message.body]


def link_of(message: EmailMultiAlternatives) -> str:
    """Return the path of the confirmation link in a mail."""
    found = re.search(r"/confirmar/[\w-]+/", message.body)
    assert found
    return found.group()


def code_of(message: EmailMultiAlternatives) -> str:
    """Return the six-digit code in a mail."""
    found = re.search(r"código: (\d{6})", message.body)
    assert found
    return found.group(1)


def confirm_by_link(client: Client, link: str) -> Respuesta:
    """Open a confirmation link and press its button. Returns the last response; without a button, that of the link."""
    page = client.get(link, follow=True)
    if page.status_code != 200 or "liga" not in (page.context or {}):
        return page
    return client.post(CONFIRMAR, {"liga": page.context["liga"]})


def begin_and_confirm(client: Client, curp: str, correo: str, *, tipo: str = "nss", **otros: str) -> Solicitud:
    """Send the gate's form and confirm by the mailed link. Returns the Solicitud; `client` has a confirmed session."""
    solicitud = begin(client, curp, correo, tipo=tipo, **otros)
    run_outbox()
    (message,) = [message for message in confirmations_to(correo) if solicitud.folio in message.body]
    assert confirm_by_link(client, link_of(message)).status_code == 302
    solicitud.refresh_from_db()
    return solicitud


def url(name: str, solicitud: Solicitud) -> str:
    """Return the URL of the page `name` of a Solicitud. The page «paso» is the step «identidad»."""
    step = ["identidad"] if name == "paso" else []
    return reverse(name, args=[solicitud.tipo, solicitud.pk, *step])


def unknown_curp() -> str:
    """Return a valid CURP that is on no roster."""
    fecha = dt.date(1999, 12, 31)
    return make_curp(nombres="Nadie", primer_apellido="Inventada", segundo_apellido="Zúñiga", fecha=fecha, entidad="JC")


def make_solicitud(estado: Estado, inscripcion: Inscripcion, **valores: Any) -> Solicitud:
    """Create a Solicitud of the student directly in `estado`. `valores` replaces or adds fields."""
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
    """Give a browser the confirmed session of `titular`, without gate, mail and link."""
    session = SessionStore()
    session["titular"], session["vista"] = str(titular), timezone.now().timestamp()
    session.save()
    assert session.session_key
    client.cookies["sesion"] = session.session_key


def type_code(client: Client, solicitud: Solicitud, codigo: str) -> Respuesta:
    """Send the six-digit code of the mail on «Revisa tu correo»."""
    return client.post(url("codigo", solicitud), {"codigo": codigo})


def resend_at(client: Client, solicitud: Solicitud, seconds: int) -> None:
    """Ask for another link `seconds` after the Solicitud was created."""
    with time_machine.travel(solicitud.creada.timestamp() + seconds, tick=False):
        assert client.post(url("reenviar", solicitud)).url == url("correo", solicitud)
