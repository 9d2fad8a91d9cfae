"""Coming back without a session: one page, one click, another link."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from padron.planteles.models import Plantel
from tramites.entrada.acceso import SinSesion
from tramites.entrada.mascaras import mask_correo
from tramites.models import Solicitud

View = Callable[[HttpRequest, str, UUID], HttpResponse]


def render_otra_liga(request: HttpRequest, solicitud: Solicitud, *, razon: str) -> HttpResponse:
    """Offer another link to the address of the Solicitud. `razon`: sin_sesion, usada or vencida."""
    contexto = {
        "razon": razon,
        "correo": mask_correo(solicitud.correo),
        "accion": reverse("reenviar", args=[solicitud.tipo, solicitud.pk]),
    }
    return render(request, "tramites/otra_liga.html", contexto, status=403)


def render_cerrado(request: HttpRequest, contexto: dict[str, Any] | None = None, *, status: int = 200) -> HttpResponse:
    """Say the one sentence that fits every reason why an address does not open a CURP."""
    return render(
        request, "tramites/cerrado.html", {"planteles": Plantel.objects.all(), **(contexto or {})}, status=status
    )


def offer_liga(view: View) -> View:
    """Answer with `render_otra_liga` where the view finds that this browser has not the session it takes."""

    @wraps(view)
    def wrapper(request: HttpRequest, tipo: str, uuid: UUID) -> HttpResponse:
        try:
            return view(request, tipo, uuid)
        except SinSesion as error:
            return render_otra_liga(request, error.solicitud, razon="sin_sesion")

    return wrapper
