"""Where a request comes from: the network that our own proxy saw, and the browser."""

from typing import Any

import pytest
from django.test import Client, RequestFactory
from pytest_django import Settings

from plataforma.seguridad.origen import Origen, get_origen


def red(**meta: Any) -> str:
    return get_origen(RequestFactory().get("/", **meta)).red


def test_the_address_is_the_connections_own(settings: Settings) -> None:
    settings.DETRAS_DE_PROXY = False
    assert red(REMOTE_ADDR="203.0.113.7", HTTP_X_FORWARDED_FOR="198.51.100.1") == "203.0.113.7"


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("198.51.100.1", "198.51.100.1"),
        ("10.0.0.1, 1.2.3.4, 198.51.100.1", "198.51.100.1"),  # the client may write the first ones itself
        ("", "203.0.113.7"),
        ("nonsense", ""),
        ("198.51.100.1:4711", ""),
    ],
)
def test_behind_a_proxy_it_is_the_last_hop(settings: Settings, header: str, expected: str) -> None:
    settings.DETRAS_DE_PROXY = True
    assert red(REMOTE_ADDR="203.0.113.7", HTTP_X_FORWARDED_FOR=header) == expected


def test_an_ipv6_household_is_one_network() -> None:
    assert red(REMOTE_ADDR="2001:db8:1:2::1") == red(REMOTE_ADDR="2001:db8:1:2:ffff::9") == "2001:db8:1:2::/64"
    assert red(REMOTE_ADDR="2001:db8:1:3::1") == "2001:db8:1:3::/64"
    assert red(REMOTE_ADDR="::ffff:203.0.113.7") == "203.0.113.7"


def test_a_trusted_network_counts_as_none(settings: Settings) -> None:
    settings.REDES_CONFIABLES = ["203.0.113.0/24", "2001:db8::/32"]
    assert red(REMOTE_ADDR="203.0.113.7") == red(REMOTE_ADDR="2001:db8::7") == ""
    assert red(REMOTE_ADDR="203.0.114.7") == "203.0.114.7"


def test_a_unix_socket_has_no_address() -> None:
    assert get_origen(RequestFactory().get("/", REMOTE_ADDR="")) == Origen()


@pytest.mark.django_db
def test_the_browser_is_known_by_what_every_form_needs(rf: RequestFactory) -> None:
    client = Client()
    client.get("/tramites/nss/empezar/")
    first = client.get("/tramites/nss/empezar/").wsgi_request
    assert get_origen(first).navegador == get_origen(client.get("/").wsgi_request).navegador != ""
    assert get_origen(Client().get("/salud/vivo").wsgi_request).navegador == ""
