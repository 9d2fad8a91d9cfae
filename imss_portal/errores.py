"""What answers where no view does: our words, and the truth about when to come back."""

import math
import sys
from datetime import datetime, timedelta
from typing import Final

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.defaults import server_error

from imss_portal.context import get_portal
from plataforma.seguridad.limites import ceil_minute

# The database does not answer, dropped the connection, or has no room or time for this request.
BASE_AUSENTE: Final = (OperationalError, InterfaceError)
ESPERA: Final = timedelta(seconds=30)


def fallo(request: HttpRequest) -> HttpResponse:
    """Answer an exception that nothing caught: 503 while the database is away, 500 for a fault of ours.

    Django calls this (`handler500`) while the exception is still being handled, for views and middleware alike, and
    has logged it before.
    """
    if isinstance(sys.exc_info()[1], BASE_AUSENTE):
        return render_pausa(request, ahora=timezone.now())
    return server_error(request)


def render_pausa(request: HttpRequest, *, ahora: datetime) -> HttpResponse:
    """Say that the site cannot answer now, and from when on to try again. Asks nothing of the database."""
    hasta = ceil_minute(ahora + ESPERA)
    contexto = {
        "portal": get_portal(),
        "hasta": timezone.localtime(hasta),
        # What was sent is sent again from the page that it was typed in, by the browser's own «back».
        "otra_vez": request.get_full_path() if request.method in {"GET", "HEAD"} else "",
    }
    headers = {"Retry-After": str(math.ceil(ESPERA.total_seconds())), "Cache-Control": "no-store"}
    return HttpResponse(render_to_string("503.html", contexto), status=503, headers=headers)
