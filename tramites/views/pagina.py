"""The pages of a Solicitud: each shows one place where it can stand."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from plataforma.seguridad.decorators import personal
from tramites.entrada.acceso import get_solicitud_for_session
from tramites.models import Solicitud
from tramites.procedimientos import PROCEDIMIENTOS
from tramites.procedimientos.base import Procedimiento
from tramites.seguimiento.ubicacion import get_pagina
from tramites.views.reanudar import View, offer_liga


def find_procedimiento(tipo: str) -> Procedimiento:
    """Return the procedure that an address names. Raises Http404."""
    try:
        return PROCEDIMIENTOS[tipo]
    except KeyError:
        raise Http404 from None


def solicitud_page(view: Callable[[HttpRequest, Solicitud], HttpResponse]) -> View:
    """Give the view its Solicitud, to the titular's session; lead elsewhere if it does not stand at this page."""

    @require_safe
    @personal
    @offer_liga
    @wraps(view)
    def wrapper(request: HttpRequest, tipo: str, uuid: UUID) -> HttpResponse:
        solicitud = get_solicitud_for_session(request, tipo, uuid)
        pagina = get_pagina(solicitud)
        return view(request, solicitud) if pagina == request.path else redirect(pagina)

    return wrapper
