"""T19: what every address of the project answers to a browser, with the settings of a production."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from http.cookies import Morsel
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern
from pytest_django import Settings

from plataforma.seguridad.middleware import PERMISSIONS
from tests.helpers.production_settings import PRODUCCION

ROOT = Path(__file__).resolve().parents[3]
ID = UUID("3f0e6a52-4c1d-4f55-9a1e-123456789012")
VALORES = {"uuid": str(ID), "int": "7", "tipo": "nss", "token": "x" * 43}
# The one exception that docs/amenazas.md, T19, names: the HTML of a mail, in its own frame of the demonstration.
HTML_DE_CORREO = "buzon/<str:archivo>/"
IMPRIMIR = """
import json
import imss_portal.settings as settings
print(json.dumps({name: value for name, value in vars(settings).items() if name.isupper()}, default=repr))
"""
NOMBRES = re.compile("^(SECURE_|SESSION_|CSRF_|X_FRAME|ALLOWED_HOSTS|CONTENT_SECURITY|LANGUAGE_COOKIE)")


def list_routes(patterns: list[Any], prefix: str = "") -> Iterator[str]:
    """Every address of the project, as its pattern is written."""
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from list_routes(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            assert isinstance(pattern.pattern, RoutePattern) or route.startswith("admin/"), f"tell this test of {route}"
            yield route


def fill_in(route: str) -> str:
    """An address of that pattern."""

    def choose(match: re.Match[str]) -> str:
        kind, _, name = match[1].rpartition(":")
        return VALORES.get(name) or VALORES.get(kind, "x")

    route = re.sub(r"\(\?P<\w+>\(?([\w-]*)[^)]*\)?\)", lambda match: match[1] or "x", route)  # the admin's own
    return "/" + re.sub(r"<([^>]+)>", choose, route).replace("^", "").replace("$", "").replace("\\Z", "")


RUTAS = sorted(set(list_routes(get_resolver().url_patterns)))


@pytest.fixture(scope="session")
def produccion(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The settings that a production has, read in a process of its own."""
    env = {"PATH": os.environ["PATH"], **PRODUCCION, "VAR_DIR": str(tmp_path_factory.mktemp("var"))}
    done = subprocess.run([sys.executable, "-c", IMPRIMIR], cwd=ROOT, env=env, check=False, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    return {name: value for name, value in json.loads(done.stdout).items() if NOMBRES.match(name)}


@pytest.fixture
def navegador(produccion: dict[str, Any], settings: Settings) -> Client:
    for name, value in produccion.items():
        if name != "CONTENT_SECURITY_POLICY":  # its constants are classes, and it depends on nothing
            setattr(settings, name, value)
    return Client(raise_request_exception=False, headers={"Host": "portal.example.org"})


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("route", [*RUTAS, "no/existe/"])
def test_T19_every_address_carries_every_header(navegador: Client, route: str, method: str) -> None:
    answer = getattr(navegador, method)(fill_in(route), secure=True)
    assert answer.status_code < 500 or route == "salud/listo"
    headers = answer.headers
    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] in {"same-origin", "no-referrer"}
    assert headers["Permissions-Policy"] == PERMISSIONS
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    csp = headers["Content-Security-Policy"]
    assert "default-src 'none'" in csp
    assert "script-src 'unsafe" not in csp
    if route == HTML_DE_CORREO and answer.status_code == 200:
        assert "sandbox" in csp
    elif route != HTML_DE_CORREO:
        assert "unsafe" not in csp
        assert "*" not in csp
        assert headers["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in csp
        assert "base-uri 'none'" in csp
        assert "form-action 'self'" in csp
    for cookie in filter(_is_kept, answer.cookies.values()):
        assert_safe(cookie)


def _is_kept(cookie: "Morsel[str]") -> bool:
    return cookie["max-age"] != 0  # what is taken away


def assert_safe(cookie: "Morsel[str]") -> None:
    assert cookie["secure"], cookie.key
    assert cookie["httponly"], cookie.key
    assert cookie["samesite"] in {"Lax", "Strict"}, cookie.key
    assert not cookie["domain"], cookie.key
    assert cookie.key.startswith("__Host-" if cookie["path"] == "/" else "__Secure-")


@pytest.mark.django_db
def test_T19_the_walk_meets_the_cookies(navegador: Client) -> None:
    """Were none set, the walk above would have nothing to look at."""
    names = set()
    for route in ("tramites/<slug:tipo>/empezar/", "confirmar/<str:token>/"):
        names |= set(navegador.get(fill_in(route), secure=True).cookies)
    assert {"__Host-csrf", "__Secure-liga"} <= names


def test_T19_the_names_of_a_production(produccion: dict[str, Any]) -> None:
    assert produccion["SESSION_COOKIE_NAME"] == "__Host-sesion"
    assert produccion["CSRF_COOKIE_NAME"] == "__Host-csrf"
    assert produccion["SESSION_COOKIE_SECURE"] is produccion["CSRF_COOKIE_SECURE"] is True
    assert produccion["SECURE_SSL_REDIRECT"] is True
    assert produccion["SESSION_EXPIRE_AT_BROWSER_CLOSE"] is True


@pytest.mark.django_db
def test_T19_plain_http_is_led_to_https(navegador: Client) -> None:
    answer = navegador.get("/")
    assert (answer.status_code, answer.url) == (301, "https://portal.example.org/")


def test_the_walk_is_long() -> None:
    assert len(RUTAS) > 25
