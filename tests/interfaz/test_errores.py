"""The pages of what goes wrong: what happened, what was kept, what to do next, one action."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.views import defaults
from pytest_django import Settings

from imss_portal.estilo.muestras import ERRORES
from tests.helpers.portal.live_portal import find_free_port, make_env

ROOT = Path(__file__).resolve().parents[2]
# A person comes back with a session, and another one sends the gate: both need the database, which nobody answers for.
SIN_BASE = """
import django; django.setup()
from django.test import Client
c = Client(raise_request_exception=False, SERVER_NAME="127.0.0.1")
c.cookies["sesion"] = "a" * 32
vigia = Client(SERVER_NAME="127.0.0.1")
for answer in (c.get("/?de=correo"), c.post("/tramites/nss/empezar/", {}), vigia.get("/salud/vivo")):
    print(answer.status_code, answer.headers.get("Retry-After"), answer.headers.get("Cache-Control"))
    print(answer.content.decode().replace("\\n", " "))
"""


@pytest.mark.parametrize("nombre", ERRORES)
def test_each_tells_what_was_kept_and_offers_one_action(nombre: str) -> None:
    """Drawn without any context, as Django draws some of them."""
    html = render_to_string(f"{nombre}.html")
    main = html.partition("<main")[2].partition("</main>")[0]
    assert main.count("<h1>") == 1
    titulo = re.search(r"<h1>(.+?)</h1>", main)
    assert titulo
    assert f"<title>{titulo[1]} · Ruta Estudiantil</title>" in html
    assert main.count('class="aviso aviso--info"') == 1
    assert re.search(r"guardad|Guardamos|Borramos|pendiente", main)
    assert main.count('class="boton"') == 1  # one action; a way home may stand beside it
    assert main.count('class="boton') <= 2
    assert not re.search(r"\b(inválid|error \d|por favor|oops)", main, re.IGNORECASE)


@pytest.mark.parametrize(
    ("contexto", "words"),
    [
        ({"tipo": "nss", "caducada": True}, ("Este trámite ya venció", "Borramos tus respuestas", "Empezar de nuevo")),
        ({"tipo": "nss", "cancelada": True}, ("Este trámite se canceló", "nada pendiente", "Empezar de nuevo")),
        ({}, ("Esta página ya no existe", "sigue guardado", "Ir al inicio")),
    ],
)
def test_410_says_how_it_ended(contexto: dict[str, object], words: tuple[str, ...]) -> None:
    html = render_to_string("410.html", contexto)
    assert all(word in html for word in words)


def test_django_draws_its_own_errors_with_them() -> None:
    request = RequestFactory().get("/")
    assert "Hay un problema en el sitio" in defaults.server_error(request).content.decode()
    assert "No pudimos leer" in defaults.bad_request(request, Exception()).content.decode()
    answer = Client(enforce_csrf_checks=True).post("/estilo/")
    assert (answer.status_code, "Vuelve a enviar el formulario" in answer.content.decode()) == (403, True)


def test_a_host_that_is_not_ours_is_refused_in_words(settings: Settings) -> None:
    """Refused by the first middleware of all: there is no session yet to ask for."""
    settings.SECURE_SSL_REDIRECT = True
    answer = Client(SERVER_NAME="otro.example", raise_request_exception=False).get("/")
    assert (answer.status_code, "No pudimos leer" in answer.content.decode()) == (400, True)


def test_a_fault_of_ours_is_500_and_needs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The home page fails for a reason of its own; the answer asks neither database nor context."""
    monkeypatch.setattr("imss_portal.context.get_portal", lambda: 1 / 0)
    answer = Client(raise_request_exception=False).get("/accesibilidad/")
    assert answer.status_code == 500
    assert "Guardamos hasta el último paso" in answer.content.decode()


def test_F12_without_its_database_the_portal_says_when_to_come_back(tmp_path: Path) -> None:
    env = make_env(tmp_path, port=8000) | {
        "DATABASE_URL": f"postgres://x@127.0.0.1:{find_free_port()}/x",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", SIN_BASE], env=env, cwd=ROOT, capture_output=True, text=True, check=True
    )
    lines = done.stdout.splitlines()
    visita, enviada, vivo = (lines[n : n + 2] for n in (0, 2, 4))
    assert visita[0] == enviada[0] == "503 30 no-store"
    assert vivo[0].startswith("200 ")
    assert re.search(r"Vuelve a intentarlo a partir de las\s+<strong>\d\d:\d\d</strong>", visita[1])
    assert 'href="/?de=correo">Intentar otra vez</a>' in visita[1]
    assert "Regresa a la página anterior y envíala otra vez" in enviada[1]
    assert "Intentar otra vez" not in enviada[1]
    assert "Demostración:" in visita[1]
