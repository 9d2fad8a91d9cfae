"""Sending: the slow part speaks to the server, the short part writes what it said."""

import smtplib
from dataclasses import dataclass

from django.db.models.functions import Now

from plataforma.bandeja.handlers import Payload, register
from plataforma.correo.models import Correo
from plataforma.correo.redaccion import redactar
from plataforma.correo.services import ENVIAR


@dataclass(frozen=True)
class Entrega:
    """What the server said of a mail: taken (no text), or refused for good."""

    rechazo: str = ""


def prepare(payload: Payload) -> Entrega:
    """Hand the mail over. Raises what may pass (no connection, a 4xx answer): the outbox tries again later.

    So it does if the server refuses *our* address or password, whatever the code: no student can correct that.
    """
    correo = Correo.objects.get(pk=str(payload["correo"]))
    if correo.estado == Correo.Estado.ENVIADO:
        return Entrega()
    try:
        redactar(correo).send()
    except smtplib.SMTPRecipientsRefused as error:
        return _refused(*next(iter(error.recipients.values())), error)
    except smtplib.SMTPDataError as error:
        return _refused(error.smtp_code, error.smtp_error, error)
    return Entrega()


def _refused(code: int, text: bytes | str, error: Exception) -> Entrega:
    """A 5xx answer is final: to repeat it annoys the server, and only the student can correct the address."""
    if code < 500:
        raise error
    said = text.decode(errors="replace") if isinstance(text, bytes) else text
    return Entrega(rechazo=f"{code} {said}"[:300])


def commit(payload: Payload, entrega: Entrega) -> None:
    """Note how it ended."""
    correos = Correo.objects.filter(pk=str(payload["correo"]))
    if entrega.rechazo:
        correos.update(estado=Correo.Estado.RECHAZADO, respuesta=entrega.rechazo)
    else:
        correos.update(estado=Correo.Estado.ENVIADO, enviado=Now(), respuesta="")


register(ENVIAR, queue="correo", prepare=prepare, commit=commit)
