"""The decorator of the pages that show one place where a Solicitud can stand."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from plataforma.seguridad.decorators import personal
from tramites.camino.seguimiento import get_pagina
from tramites.solicitud.acceso import View, get_solicitud_for_session, offer_liga
from tramites.solicitud.models import Solicitud


def solicitud_page(view: Callable[[HttpRequest, Solicitud], HttpResponse]) -> View:
    """Show the page to the confirmed session of the Solicitud; redirect if the Solicitud stands at another page."""

    @require_safe
    @personal
    @offer_liga
    @wraps(view)
    def wrapper(request: HttpRequest, tipo: str, uuid: UUID) -> HttpResponse:
        solicitud = get_solicitud_for_session(request, tipo, uuid)
        pagina = get_pagina(solicitud)
        return view(request, solicitud) if pagina == request.path else redirect(pagina)

    return wrapper
