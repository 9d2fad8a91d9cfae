"""Decides which browser may see which Solicitud.

There are three kinds of browser:
- A browser with the confirmed session of the student (`titular`) sees all pages of the Solicitud.
- A browser with the cookie `pestana` started the Solicitud or asked for a link. It sees only «Revisa tu correo».
- Any other browser sees a page that offers to mail a new link.

If the uuid is unknown, every browser gets a 404.
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

from plataforma.seguridad.cookies import make_cookie_name
from plataforma.seguridad.decorators import personal
from plataforma.seguridad.derivacion import derive_token, is_same
from plataforma.seguridad.sesion import get_titular
from tramites.solicitud.models import Solicitud

COOKIE = "pestana"
MAX_AGE = 24 * 60 * 60  # 24 hours in seconds, because a confirmation link is valid for 24 hours

P = ParamSpec("P")
View = Callable[[HttpRequest, str, UUID], HttpResponse]
Action = Callable[[HttpRequest, Solicitud], HttpResponse | None]


class SinSesion(Exception):
    """The Solicitud exists, but this browser does not have the confirmed session of its student (`titular`)."""

    def __init__(self, solicitud: Solicitud) -> None:
        super().__init__()
        self.solicitud = solicitud


@dataclass(frozen=True)
class Pestana:
    """The content of the cookie `pestana` of one browser.

    `navegador` is a random value of this browser. `is_origen` is true if the e-mail address was typed in this browser.
    """

    navegador: str
    is_origen: bool


def get_solicitud(tipo: str, uuid: UUID, *, lock: bool = False) -> Solicitud:
    """Return a Solicitud, or raise Http404. With `lock`, its row stays locked until the transaction ends."""
    rows = Solicitud.objects.filter(pk=uuid, tipo=tipo).select_related("asegurado")
    solicitud = (rows.select_for_update(of=("self",), no_key=True) if lock else rows).first()
    if solicitud is None:
        raise Http404
    return solicitud


def get_solicitud_for_session(request: HttpRequest, tipo: str, uuid: UUID, *, lock: bool = False) -> Solicitud:
    """Return a Solicitud if this browser has the confirmed session of its student (`titular`).

    Raises SinSesion if the browser does not have this session, and Http404 if the Solicitud does not exist.
    """
    solicitud = get_solicitud(tipo, uuid, lock=lock)
    if get_titular(request) != solicitud.titular:
        raise SinSesion(solicitud)
    return solicitud


def mark_pestana(request: HttpRequest, response: HttpResponse, solicitud: Solicitud, *, is_origen: bool) -> None:
    """Set the cookie `pestana`, so that this browser can see «Revisa tu correo».

    The cookie is valid until the browser closes, and for one day at most. `is_origen` means that the e-mail address was
    typed in this browser.
    """
    known = get_pestana(request, solicitud)
    if known and (known.is_origen or not is_origen):
        return
    response.set_signed_cookie(
        _get_cookie_name(solicitud),
        f"{secrets.token_hex(16)}:{_derive_huella(solicitud) if is_origen else ''}",
        salt=_make_salt(solicitud),
        path=solicitud.get_absolute_url(),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def get_pestana(request: HttpRequest, solicitud: Solicitud) -> Pestana | None:
    """Return the content of the cookie `pestana` for this Solicitud.

    Returns None if the browser has no valid cookie.
    """
    try:
        value = str(request.get_signed_cookie(_get_cookie_name(solicitud), salt=_make_salt(solicitud), max_age=MAX_AGE))
    except (KeyError, BadSignature):
        return None
    navegador, _, huella = value.partition(":")
    return Pestana(navegador=navegador, is_origen=is_same(huella, _derive_huella(solicitud)))


def _derive_huella(solicitud: Solicitud) -> str:
    # The value depends on the e-mail address of the Solicitud, which changes if it is corrected. Only the browser in
    # which the new address was typed gets a new cookie. So another browser with an old cookie cannot read the new
    # address.
    return derive_token("pestana", str(solicitud.pk), solicitud.correo)


def _get_cookie_name(solicitud: Solicitud) -> str:
    return make_cookie_name(COOKIE, path=solicitud.get_absolute_url())


def _make_salt(solicitud: Solicitud) -> str:
    return f"pestana.{solicitud.pk}"


def mask_correo(correo: str) -> str:
    """Return the e-mail address with only two letters before the @, as in `ma•••@gmail.com`.

    If there are at most three letters before the @, only the first letter is shown.
    """
    name, _, host = correo.partition("@")
    shown = name[:2] if len(name) > 3 else name[:1]
    return f"{shown}•••@{host}"


def render_otra_liga(request: HttpRequest, solicitud: Solicitud | None, *, razon: str) -> HttpResponse:
    """Return a 403 page with a button that mails a new link to the e-mail address of the Solicitud.

    Without a Solicitud, the page links to the gate instead, where the student types CURP and e-mail address again.
    `razon` is «sin_sesion», «usada» or «vencida».
    """
    contexto = {"razon": razon}
    if solicitud:
        accion = reverse("reenviar", args=[solicitud.tipo, solicitud.pk])
        contexto |= {"correo": mask_correo(solicitud.correo), "accion": accion}
    return render(request, "tramites/otra_liga.html", contexto, status=403)


def offer_liga(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """View decorator: if the view raises SinSesion, show the page that offers to mail a new link."""

    @wraps(view)
    def wrapper(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except SinSesion as error:
            return render_otra_liga(request, error.solicitud, razon="sin_sesion")

    return wrapper


def make_accion(act: Action, *, pagina: str = "solicitud") -> View:
    """Return the view of a button.

    A POST runs `act` in a transaction that locks the row of the Solicitud. Only a browser with the confirmed session of
    the student may send the POST. `act` returns a response, or None to redirect to the page of the Solicitud.

    A GET changes nothing, and redirects to the page with the URL name `pagina`. For example, a phone that restores its
    tabs sends a GET to the URL of the button.
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


def make_pagina(show: Action) -> View:
    """Return the view of a page with a form. The view answers GET and POST.

    `show` runs in a transaction that locks the row of the Solicitud. Only a browser with the confirmed session of the
    student may see the page. `show` returns a response, or None to redirect to the page of the Solicitud.
    """

    @require_http_methods(["GET", "HEAD", "POST"])
    @personal
    @offer_liga
    def view(request: HttpRequest, tipo: str, uuid: UUID) -> HttpResponse:
        with transaction.atomic():
            solicitud = get_solicitud_for_session(request, tipo, uuid, lock=True)
            response = show(request, solicitud)
        return response or redirect("solicitud", tipo=tipo, uuid=uuid)

    return view
