"""What every answer carries, and what every request with a session does."""

import math
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from plataforma.seguridad.limites import LimiteAlcanzado, ceil_minute
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


class LimitesMiddleware:
    """Answer 429 where a view lets `LimiteAlcanzado` pass: when to come back, as a clock time."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the page, or None for any other exception."""
        if not isinstance(exception, LimiteAlcanzado):
            return None
        hasta, ahora = ceil_minute(exception.hasta), timezone.now()
        contexto = {"hasta": hasta, "es_hoy": timezone.localdate(hasta) == timezone.localdate(ahora)}
        response = render(request, "429.html", contexto, status=429)
        response.headers["Retry-After"] = str(max(1, math.ceil((exception.hasta - ahora).total_seconds())))
        response.headers["Cache-Control"] = "no-store"
        return response
