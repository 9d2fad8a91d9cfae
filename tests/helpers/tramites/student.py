"""What a person at a browser does, in one line each."""

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
Respuesta = Any  # the test client's answer, with all that it adds


def fill(curp: str, correo: str, **otros: str) -> dict[str, str]:
    """What the gate's form sends."""
    typed = {"curp": curp, "correo": correo, "correo2": correo, "captcha": "PRUEBA", "aviso": "on"}
    return {**typed, "intento": make_intento(), **otros}


def begin(client: Client, curp: str, correo: str, *, tipo: str = "nss", **otros: str) -> Solicitud:
    """Go through the gate of a procedure."""
    answer = client.post(PUERTA.replace("nss", tipo), fill(curp, correo, **otros))
    assert answer.status_code == 302, answer.content.decode()
    return Solicitud.objects.get(pk=answer.url.split("/")[3])


def forget_limits() -> None:
    """As if the windows of all limits had ended: for tests that ask more often than anybody may."""
    Consumo.objects.all().delete()


def work_off() -> None:
    """Do all work of the outbox, as the workers would, and what follows from it."""
    while pending := list(Mensaje.objects.filter(state=Mensaje.Estado.PENDIENTE).order_by("pk")):
        for mensaje in pending:
            assert work_on(mensaje.pk), Mensaje.objects.get(pk=mensaje.pk).last_error


def mails_to(correo: str) -> list[EmailMultiAlternatives]:
    """The mails to an address, oldest first."""
    return [message for message in mail.outbox if message.to == [correo]]


def confirmations_to(correo: str) -> list[EmailMultiAlternatives]:
    """Those of them that carry a link to press."""
    return [message for message in mails_to(correo) if CONFIRMAR in message.body]


def link_of(message: EmailMultiAlternatives) -> str:
    """The path of the link in a mail."""
    found = re.search(r"/confirmar/[\w-]+/", message.body)
    assert found
    return found.group()


def code_of(message: EmailMultiAlternatives) -> str:
    """The six digits in a mail."""
    found = re.search(r"código: (\d{6})", message.body)
    assert found
    return found.group(1)


def press(client: Client, link: str) -> Respuesta:
    """Open a link and press the button; the answer to the button."""
    page = client.get(link, follow=True)
    if page.status_code != 200 or "liga" not in (page.context or {}):
        return page
    return client.post(CONFIRMAR, {"liga": page.context["liga"]})


def enter(client: Client, curp: str, correo: str, *, tipo: str = "nss", **otros: str) -> Solicitud:
    """Begin, get the mail, press its button: a confirmed session."""
    solicitud = begin(client, curp, correo, tipo=tipo, **otros)
    work_off()
    (message,) = [message for message in confirmations_to(correo) if solicitud.folio in message.body]
    assert press(client, link_of(message)).status_code == 302
    solicitud.refresh_from_db()
    return solicitud


def url(name: str, solicitud: Solicitud) -> str:
    """The address of one of a Solicitud's pages."""
    step = ["identidad"] if name == "paso" else []
    return reverse(name, args=[solicitud.tipo, solicitud.pk, *step])


def unknown_curp() -> str:
    """A good CURP that no roster has."""
    fecha = dt.date(1999, 12, 31)
    return make_curp(nombres="Nadie", primer_apellido="Inventada", segundo_apellido="Zúñiga", fecha=fecha, entidad="JC")


def make_solicitud(estado: Estado, inscripcion: Inscripcion, **valores: Any) -> Solicitud:
    """A Solicitud of the student in a state, as if it had come there."""
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
    """Give this browser a confirmed session without the way there."""
    session = SessionStore()
    session["titular"], session["vista"] = str(titular), timezone.now().timestamp()
    session.save()
    assert session.session_key
    client.cookies["sesion"] = session.session_key


def type_code(client: Client, solicitud: Solicitud, codigo: str) -> Respuesta:
    """Type the six digits."""
    return client.post(url("codigo", solicitud), {"codigo": codigo})


def resend_at(client: Client, solicitud: Solicitud, seconds: int) -> None:
    """Ask for another link so long after the beginning."""
    with time_machine.travel(solicitud.creada.timestamp() + seconds, tick=False):
        assert client.post(url("reenviar", solicitud)).url == url("correo", solicitud)
