from typing import Any

import pytest
from django.core.management import call_command
from django.http import HttpResponse
from django.test import RequestFactory

from plataforma.captcha.navegador import Navegador


@pytest.fixture(autouse=True)
def _sin_prueba(settings: Any) -> None:
    """Disable the answer «PRUEBA», which passes every captcha in the other tests."""
    settings.CAPTCHA_PRUEBA = False


@pytest.fixture
def letras_fijas(monkeypatch: pytest.MonkeyPatch) -> str:
    """Give each new image the letters «AbQqh», and return these letters."""
    monkeypatch.setattr("plataforma.captcha.letras.make_challenge", lambda: ("AbQqh ", "AbQqh"))
    return "AbQqh"


@pytest.fixture
def base_con_captcha(base: str) -> str:
    call_command("migrate", "captcha", verbosity=0)
    return base


@pytest.fixture
def reopen(rf: RequestFactory) -> Any:
    """Return a function that saves a Navegador in the cookie and reads it again, as the next request would do."""

    def again(navegador: Navegador) -> Navegador:
        response = HttpResponse()
        navegador.save(response)
        request = rf.get("/")
        request.COOKIES = {name: morsel.value for name, morsel in response.cookies.items() if morsel.value}
        return Navegador.of(request)

    return again
