"""What every template may know about the portal it belongs to."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from imss_portal.demostracion.panel import list_grupos
from plataforma.seguridad.sesion import can_keep, get_fin, get_titular


@dataclass(frozen=True)
class Portal:
    """The institution's settings that pages print."""

    nombre: str
    demostracion: bool
    registro: str


def get_portal() -> Portal:
    """Return those settings; nothing is asked of the database."""
    return Portal(
        nombre=settings.PORTAL_NOMBRE,
        demostracion=settings.MODO_DEMOSTRACION,
        registro=settings.REGISTRO,
    )


def portal(request: HttpRequest) -> dict[str, Any]:
    """Give each template `portal`.

    With a confirmed session, also `sesion_fin` and `sesion_prolongable`; in a demonstration, also `personas`.
    """
    context: dict[str, Any] = {"portal": get_portal()}
    # What is refused before the session's middleware (a Host that is not ours) has a page all the same.
    if hasattr(request, "session") and get_titular(request):
        context["sesion_fin"] = timezone.localtime(get_fin(request))
        context["sesion_prolongable"] = can_keep(request)
    if settings.MODO_DEMOSTRACION:
        context["personas"] = list_grupos
    return context
