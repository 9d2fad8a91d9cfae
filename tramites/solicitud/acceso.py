"""Which browser may see which Solicitud, and the decorators of views that act on one.

Three kinds of browser ask for a Solicitud. One with the confirmed session of its `titular` sees all of it. One with
the cookie `pestana` (it began the Solicitud, or asked for a link) sees «Revisa tu correo» and nothing else. Any other
browser is offered a new link. An unknown uuid is a 404 for all three.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from plataforma.seguridad.decorators import personal
from plataforma.seguridad.derivacion import derive_token, is_same
from plataforma.seguridad.sesion import get_titular
from tramites.solicitud.models import Solicitud

COOKIE = "pestana"
MAX_AGE = 24 * 60 * 60  # seconds; a link is valid for the same time

P = ParamSpec("P")
View = Callable[[HttpRequest, str, UUID], HttpResponse]
Action = Callable[[HttpRequest, Solicitud], HttpResponse | None]


class SinSesion(Exception):
    """The Solicitud exists, but this browser does not have the confirmed session of its `titular`."""

    def __init__(self, solicitud: Solicitud) -> None:
        super().__init__()
        self.solicitud = solicitud


@dataclass(frozen=True)
class Pestana:
    """A browser that waits for a mail: its random value, and whether the mail's address was typed in it."""

    navegador: str
    is_origen: bool


def get_solicitud(tipo: str, uuid: UUID, *, lock: bool = False) -> Solicitud:
    """Return the Solicitud. With `lock`, keep its row locked until the transaction ends. Raises Http404."""
    rows = Solicitud.objects.filter(pk=uuid, tipo=tipo).select_related("asegurado")
    solicitud = (rows.select_for_update(of=("self",), no_key=True) if lock else rows).first()
    if solicitud is None:
        raise Http404
    return solicitud


def get_solicitud_for_session(request: HttpRequest, tipo: str, uuid: UUID, *, lock: bool = False) -> Solicitud:
    """Return the Solicitud to the confirmed session of its `titular`. Raises Http404, and SinSesion for any other."""
    solicitud = get_solicitud(tipo, uuid, lock=lock)
    if get_titular(request) != solicitud.titular:
        raise SinSesion(solicitud)
    return solicitud


def mark_pestana(request: HttpRequest, response: HttpResponse, solicitud: Solicitud, *, is_origen: bool) -> None:
    """Let this browser see «Revisa tu correo» of the Solicitud until the browser closes, for one day at most."""
    known = get_pestana(request, solicitud)
    if known and (known.is_origen or not is_origen):
        return
    response.set_signed_cookie(
        COOKIE,
        f"{secrets.token_hex(16)}:{_derive_huella(solicitud) if is_origen else ''}",
        salt=_make_salt(solicitud),
        path=solicitud.get_absolute_url(),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def get_pestana(request: HttpRequest, solicitud: Solicitud) -> Pestana | None:
    """Return what `mark_pestana` left in this browser for the Solicitud, or None."""
    try:
        value = str(request.get_signed_cookie(COOKIE, salt=_make_salt(solicitud), max_age=MAX_AGE))
    except (KeyError, BadSignature):
        return None
    navegador, _, huella = value.partition(":")
    return Pestana(navegador=navegador, is_origen=is_same(huella, _derive_huella(solicitud)))


def _derive_huella(solicitud: Solicitud) -> str:
    # It depends on the address. When the registered mailbox takes over a Solicitud that a stranger began, the address
    # changes: the stranger's browser typed another one and must not read the new one.
    return derive_token("pestana", str(solicitud.pk), solicitud.correo)


def _make_salt(solicitud: Solicitud) -> str:
    return f"pestana.{solicitud.pk}"


def mask_correo(correo: str) -> str:
    """Return `ma•••@gmail.com`, for browsers that have not confirmed the address. Short names show one letter only."""
    name, _, host = correo.partition("@")
    shown = name[:2] if len(name) > 3 else name[:1]
    return f"{shown}•••@{host}"


def render_otra_liga(request: HttpRequest, solicitud: Solicitud, *, razon: str) -> HttpResponse:
    """Offer a new link, mailed to the address of the Solicitud. `razon` is sin_sesion, usada or vencida."""
    contexto = {
        "razon": razon,
        "correo": mask_correo(solicitud.correo),
        "accion": reverse("reenviar", args=[solicitud.tipo, solicitud.pk]),
    }
    return render(request, "tramites/otra_liga.html", contexto, status=403)


def offer_liga(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Offer a new link where the view raises SinSesion."""

    @wraps(view)
    def wrapper(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except SinSesion as error:
            return render_otra_liga(request, error.solicitud, razon="sin_sesion")

    return wrapper


def make_accion(act: Action, *, pagina: str = "solicitud") -> View:
    """Return the view of a button. A POST runs `act` in one transaction that locks the row of the Solicitud.

    Only the confirmed session of its `titular` may press the button. `act` returns a response, or None to lead to the
    page where the Solicitud stands. A GET changes nothing and leads to the page named `pagina`: a phone that restores
    its tabs asks again for the address that the button was sent to.
    """

    @require_http_methods(["GET", "HEAD", "POST"])
    @personal
    @offer_liga
    def view(request: HttpRequest, tipo: str, uuid: UUID) -> HttpResponse:
        if request.method != "POST":
            return redirect(pagina, tipo=tipo, uuid=uuid)
        with transaction.atomic():
            solicitud = get_solicitud_for_session(request, tipo, uuid, lock=True)
            response = act(request, solicitud)
        return response or redirect("solicitud", tipo=tipo, uuid=uuid)

    return view
