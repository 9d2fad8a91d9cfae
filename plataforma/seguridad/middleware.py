"""What every answer carries, and what every request with a session does."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from plataforma.seguridad.sesion import touch_sesion

GetResponse = Callable[[HttpRequest], HttpResponse]

PERMISSIONS = ", ".join(f"{feature}=()" for feature in ("camera", "geolocation", "microphone", "payment", "usb"))


class CabecerasMiddleware:
    """Add the security headers that neither Django nor django-csp knows."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class SesionMiddleware:
    """End idle sessions and prolong live ones."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        touch_sesion(request)
        return self.get_response(request)
