"""What every template may know about the portal it belongs to."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest


@dataclass(frozen=True)
class Portal:
    """The institution's settings that pages print."""

    nombre: str
    demostracion: bool
    registro: str


def portal(request: HttpRequest) -> dict[str, Portal]:
    """Give each template the variable `portal`."""
    return {
        "portal": Portal(
            nombre=settings.PORTAL_NOMBRE,
            demostracion=settings.MODO_DEMOSTRACION,
            registro=settings.REGISTRO,
        )
    }
