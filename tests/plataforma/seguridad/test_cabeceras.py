"""What every answer carries, and what a personal page carries more."""

import pytest
from django.conf import LazySettings
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from plataforma.seguridad.decorators import personal
from plataforma.seguridad.middleware import PERMISSIONS, CabecerasMiddleware

PAGES = ["/salud/vivo", "/no-existe/"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", PAGES)
def test_T19_every_answer_carries_the_headers(client: Client, path: str) -> None:
    headers = client.get(path).headers
    assert headers["Permissions-Policy"] == PERMISSIONS
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    csp = headers["Content-Security-Policy"]
    assert "unsafe" not in csp
    for directive in ("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"):
        assert directive in csp


@pytest.mark.django_db
def test_T19_https_brings_hsts(client: Client, settings: LazySettings) -> None:
    settings.SECURE_HSTS_SECONDS = 31_536_000
    assert "max-age=31536000" in client.get("/salud/vivo", secure=True).headers["Strict-Transport-Security"]


def test_a_view_may_say_otherwise() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(headers={"Permissions-Policy": "geolocation=(self)"})

    response = CabecerasMiddleware(view)(RequestFactory().get("/"))
    assert response.headers["Permissions-Policy"] == "geolocation=(self)"


def test_personal_pages_are_kept_by_nobody() -> None:
    @personal
    def view(request: HttpRequest, folio: str) -> HttpResponse:
        """The view's own words."""
        return HttpResponse(folio, headers={"Cache-Control": "public, max-age=60"})

    response = view(RequestFactory().get("/"), "F1")
    assert response.content == b"F1"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert view.__doc__ == "The view's own words."


def test_personal_leaves_a_stricter_referrer_policy() -> None:
    @personal
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(headers={"Referrer-Policy": "no-referrer"})

    assert view(RequestFactory().get("/")).headers["Referrer-Policy"] == "no-referrer"
