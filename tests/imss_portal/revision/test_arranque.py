"""T22: no process of the portal starts with a wrong key or seal, and each says why."""

import base64
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from pytest_django import Settings

from imss_portal.revision import arranque
from imss_portal.revision.arranque import AL_ARRANCAR, ArranqueNegado, demand_arranque
from imss_portal.revision.base import Revision, find_faltas
from plataforma.seguridad.models import ComprobanteLlave
from tests.helpers.documentos.seals import write_sello
from tests.helpers.portal.live_portal import find_free_port
from tests.helpers.production_settings import PRODUCCION
from tests.helpers.waiting import LIMITE

RAIZ = Path(__file__).resolve().parents[3]
SELLO_VENCIDO = "El sello venció el"


@pytest.fixture
def otra_clave(settings: Settings) -> None:
    settings.CLAVE_CIFRADO = base64.b64encode(os.urandom(64)).decode()


@pytest.fixture
def _keep_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """`demand_arranque` closes the connection, and with it the transaction of the test."""
    monkeypatch.setattr(arranque.connections, "close_all", lambda: None)


@pytest.mark.django_db
@pytest.mark.usefixtures("otra_clave", "_keep_connection")
def test_T22_the_start_is_refused_with_another_encryption_key() -> None:
    with pytest.raises(ArranqueNegado, match="CLAVE_CIFRADO no es la clave de esta base de datos"):
        demand_arranque()


@pytest.mark.django_db
@pytest.mark.usefixtures("_keep_connection")
def test_T22_the_start_is_refused_with_an_expired_seal(tmp_path: Path, settings: Settings) -> None:
    demand_arranque()
    settings.SELLO_PKCS12 = str(write_sello(tmp_path / "p12", days=(-9, -1)))
    with pytest.raises(ArranqueNegado, match=SELLO_VENCIDO):
        demand_arranque()


@pytest.mark.django_db
@pytest.mark.usefixtures("otra_clave")
def test_T22_salud_listo_names_the_fault_and_no_detail(client: Client, tmp_path: Path, settings: Settings) -> None:
    settings.SELLO_PKCS12 = str(write_sello(tmp_path / "p12", days=(-9, -1)))
    answer = client.get("/salud/listo")
    assert answer.status_code == 503
    assert answer.json()["falta"][:2] == ["clave de cifrado", "sello"]
    assert str(tmp_path) not in answer.content.decode()


@pytest.mark.django_db
def test_salud_listo_warns_of_a_full_disk_without_refusing_work(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("imss_portal.revision.alrededor.ESPACIO_MINIMO", 2**60)
    answer = client.get("/salud/listo").json()
    assert answer["avisos"] == ["espacio en disco"]
    assert "espacio en disco" not in answer["falta"]


@pytest.mark.django_db
def test_F12_the_start_is_not_refused_because_the_database_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise arranque.DatabaseError

    monkeypatch.setattr(connection, "ensure_connection", fail)
    monkeypatch.setattr(arranque, "is_llave_de_la_base", fail)
    monkeypatch.setattr(arranque.connections, "close_all", lambda: None)
    assert [falta.nombre for falta in find_faltas(AL_ARRANCAR)] == ["base de datos"]
    demand_arranque()


def test_a_check_that_fails_by_itself_is_a_fault() -> None:
    def fail() -> list[str]:
        raise ZeroDivisionError

    faltas = find_faltas([Revision("uno", fail), Revision("dos", lambda: ["Algo falta."])])
    assert [falta.frase for falta in faltas] == ["No se pudo revisar: ZeroDivisionError.", "Algo falta."]


@pytest.mark.django_db
@pytest.mark.usefixtures("otra_clave", "_keep_connection")
def test_T22_manage_py_portal_refuses_before_it_changes_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("imss_portal.supervisor.preparar.prepare", lambda: pytest.fail("prepared"))
    with pytest.raises(CommandError, match="CLAVE_CIFRADO no es la clave"):
        call_command("portal", "--puerto", str(find_free_port()))


@pytest.fixture(scope="module")
def produccion(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A production with tables, a seal that expired, and another key than that of its database."""
    var_dir = tmp_path_factory.mktemp("var")
    sello = write_sello(var_dir / "sello.p12", days=(-9, -1))
    env = {"PATH": os.environ["PATH"], **PRODUCCION, "VAR_DIR": str(var_dir), "SELLO_PKCS12": str(sello)}
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], env=env, cwd=RAIZ, check=True)
    return env | {"CLAVE_CIFRADO": base64.b64encode(os.urandom(64)).decode()}


GUNICORN = ("-m", "gunicorn", "--bind", "127.0.0.1:0", "--workers", "1")
LOGGER = ("--logger-class", "plataforma.seguridad.bitacora_gunicorn.Logger", "imss_portal.wsgi")
PROCESOS = {
    "web": (*GUNICORN, *LOGGER),
    "preloaded web": (*GUNICORN, "--preload", *LOGGER),
    "worker": ("-m", "celery", "--app", "imss_portal", "worker", "--concurrency", "1"),
}


@pytest.mark.real
@pytest.mark.parametrize("name", PROCESOS)
def test_T22_each_process_ends_and_logs_why(produccion: dict[str, str], name: str) -> None:
    command = [sys.executable, *PROCESOS[name]]
    done = subprocess.run(command, env=produccion, cwd=RAIZ, capture_output=True, text=True, timeout=LIMITE)
    assert done.returncode != 0
    lines: list[dict[str, Any]] = [json.loads(line) for line in done.stderr.splitlines() if line.startswith("{")]
    said = " ".join(str(line) for line in lines)
    assert "CLAVE_CIFRADO no es la clave de esta base de datos" in said
    assert SELLO_VENCIDO in said


@pytest.mark.django_db
def test_the_check_value_stands_in_one_row() -> None:
    assert [str(row) for row in ComprobanteLlave.objects.all()] == ["clave de cifrado"]
