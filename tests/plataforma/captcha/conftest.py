from typing import Any

import pytest
from django.core.management import call_command
from django.http import HttpResponse
from django.test import RequestFactory

from plataforma.captcha.navegador import Navegador


@pytest.fixture(autouse=True)
def _sin_prueba(settings: Any) -> None:
    """Switch the test answer «PRUEBA» off."""
    settings.CAPTCHA_PRUEBA = False


@pytest.fixture
def letras_fijas(monkeypatch: pytest.MonkeyPatch) -> str:
    """Make «AbQqh» the letters of every image."""
    monkeypatch.setattr("plataforma.captcha.letras.make_challenge", lambda: ("AbQqh ", "AbQqh"))
    return "AbQqh"


@pytest.fixture
def base_con_captcha(base: str) -> str:
    call_command("migrate", "captcha", verbosity=0)
    return base


@pytest.fixture
def reopen(rf: RequestFactory) -> Any:
    """Give `reopen(navegador)`: the same browser at its next request, as its cookie tells."""

    def again(navegador: Navegador) -> Navegador:
        response = HttpResponse()
        navegador.save(response)
        request = rf.get("/")
        request.COOKIES = {name: morsel.value for name, morsel in response.cookies.items() if morsel.value}
        return Navegador.of(request)

    return again
