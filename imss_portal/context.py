"""What every template may know about the portal it belongs to."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from imss_portal.demostracion.personas import PERSONAS, Persona
from plataforma.seguridad.sesion import get_fin, get_titular


@dataclass(frozen=True)
class Portal:
    """The institution's settings that pages print."""

    nombre: str
    demostracion: bool
    registro: str


def portal(request: HttpRequest) -> dict[str, Any]:
    """Give each template `portal`, `sesion_fin` where there is a session, and `personas` in a demonstration."""
    context: dict[str, Any] = {
        "portal": Portal(
            nombre=settings.PORTAL_NOMBRE,
            demostracion=settings.MODO_DEMOSTRACION,
            registro=settings.REGISTRO,
        )
    }
    if get_titular(request):
        context["sesion_fin"] = timezone.localtime(get_fin(request))
    if settings.MODO_DEMOSTRACION:
        context["personas"] = _list_personas
    return context


def _list_personas() -> list[dict[str, str]]:
    return [_describe(persona) for persona in PERSONAS]


def _describe(persona: Persona) -> dict[str, str]:
    filled = urlencode({"curp": persona.curp, "correo": persona.correo})
    return {
        "nombre": persona.nombre,
        "escenario": persona.explicacion,
        "curp": persona.curp,
        "correo": persona.correo,
        "url": f"{reverse('empezar', args=['nss'])}?{filled}",
    }
