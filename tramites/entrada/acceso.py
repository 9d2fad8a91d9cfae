"""Who may see which Solicitud.

Three kinds of browser ask for one: with the confirmed session of its titular (sees all of it), with the cookie of the
tab where it began or where a link was asked for (sees «Revisa tu correo», nothing else), and any other (is offered
another link). An unknown uuid is a 404 for all three.
"""

import secrets
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse

from plataforma.seguridad.derivacion import derive_token, is_same
from plataforma.seguridad.sesion import get_titular
from tramites.models import Solicitud

COOKIE = "pestana"
MAX_AGE = 24 * 60 * 60  # as long as a link is good


class SinSesion(Exception):
    """The Solicitud exists, but this browser has not the session of its titular."""

    def __init__(self, solicitud: Solicitud) -> None:
        super().__init__()
        self.solicitud = solicitud


@dataclass(frozen=True)
class Pestana:
    """A browser that waits for a mail: its own random value, and whether it typed the address that the mail goes to."""

    navegador: str
    is_origen: bool


def get_solicitud(tipo: str, uuid: UUID, *, lock: bool = False) -> Solicitud:
    """Return the Solicitud; with `lock`, hold its row until the transaction ends. Raises Http404 if there is none."""
    rows = Solicitud.objects.filter(pk=uuid, tipo=tipo).select_related("asegurado")
    solicitud = (rows.select_for_update(of=("self",), no_key=True) if lock else rows).first()
    if solicitud is None:
        raise Http404
    return solicitud


def get_solicitud_for_session(request: HttpRequest, tipo: str, uuid: UUID, *, lock: bool = False) -> Solicitud:
    """Return the Solicitud to its titular's confirmed session. Raises Http404, or SinSesion to anybody else."""
    solicitud = get_solicitud(tipo, uuid, lock=lock)
    if get_titular(request) != solicitud.titular:
        raise SinSesion(solicitud)
    return solicitud


def mark_pestana(request: HttpRequest, response: HttpResponse, solicitud: Solicitud, *, is_origen: bool) -> None:
    """Let this browser see «Revisa tu correo» of the Solicitud until it closes, a day at most."""
    known = get_pestana(request, solicitud)
    if known and (known.is_origen or not is_origen):
        return
    response.set_signed_cookie(
        COOKIE,
        f"{secrets.token_hex(16)}:{_huella(solicitud) if is_origen else ''}",
        salt=_salt(solicitud),
        path=solicitud.get_absolute_url(),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def get_pestana(request: HttpRequest, solicitud: Solicitud) -> Pestana | None:
    """Return what `mark_pestana` left in this browser for the Solicitud, or None."""
    try:
        value = str(request.get_signed_cookie(COOKIE, salt=_salt(solicitud), max_age=MAX_AGE))
    except (KeyError, BadSignature):
        return None
    navegador, _, huella = value.partition(":")
    return Pestana(navegador=navegador, is_origen=is_same(huella, _huella(solicitud)))


def _huella(solicitud: Solicitud) -> str:
    # Of the address, which changes where the registered mailbox takes a stranger's Solicitud over: the tab that began
    # it typed another one, and must not read this one.
    return derive_token("pestana", str(solicitud.pk), solicitud.correo)


def _salt(solicitud: Solicitud) -> str:
    return f"pestana.{solicitud.pk}"
