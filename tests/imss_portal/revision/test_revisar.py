"""`manage.py revisar`: all faults in one run, in words, with an exit code."""

import base64
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
import time_machine
from django.utils import timezone
from pytest_django import Settings

from imss_portal.revision import alrededor
from imss_portal.revision.alrededor import ALREDEDOR
from imss_portal.revision.base import find_faltas
from plataforma.seguridad.auditoria import audit
from tests.helpers.documentos.seals import write_sello
from tests.helpers.plataforma.smtp_server import find_free_port, listen_in_silence, serve
from tests.helpers.production_settings import PRODUCCION

RAIZ = Path(__file__).resolve().parents[3]


def revisar(var_dir: Path, **changes: str) -> "subprocess.CompletedProcess[str]":
    env = {"PATH": os.environ["PATH"], **PRODUCCION, "VAR_DIR": str(var_dir), **changes}
    return subprocess.run([sys.executable, "manage.py", "revisar"], env=env, cwd=RAIZ, capture_output=True, text=True)


@pytest.mark.real
def test_T22_revisar_of_a_healthy_production_finds_nothing(tmp_path: Path) -> None:
    sello = write_sello(tmp_path / "sello.p12", clave="secreta")
    with serve() as (_, port):
        changes = {"SELLO_PKCS12": str(sello), "SELLO_CLAVE": "secreta", "EMAIL_URL": f"smtp://127.0.0.1:{port}"}
        done = revisar(tmp_path, **changes)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("Todo está bien.\n")


@pytest.mark.real
def test_T22_one_run_of_revisar_lists_all_faults(tmp_path: Path) -> None:
    env = {"PATH": os.environ["PATH"], **PRODUCCION, "VAR_DIR": str(tmp_path)}
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], env=env, cwd=RAIZ, check=True)
    (tmp_path / "media").write_text("a file in the place of the folder")
    done = revisar(
        tmp_path,
        SECRET_KEY="k" * 60,
        CLAVE_CIFRADO=base64.b64encode(os.urandom(64)).decode(),
        SELLO_PKCS12=str(write_sello(tmp_path / "sello.p12", days=(-9, -1))),
        EMAIL_URL=f"smtp://127.0.0.1:{find_free_port()}",
        REDIS_URL=f"redis://127.0.0.1:{find_free_port()}/0",
        DEBUG="1",
    )
    assert (done.returncode, done.stderr) == (1, "")
    faults = [line.partition(":")[0] for line in done.stdout.splitlines()[:-2]]
    assert faults == ["ajustes", "ajustes", "clave de cifrado", "sello", "correo", "Redis", "archivos"]


@pytest.mark.real
@pytest.mark.parametrize("name", ["SECRET_KEY", "CLAVE_CIFRADO", "SITE_URL", "SELLO_PKCS12", "EMAIL_URL"])
def test_T22_revisar_goes_on_after_a_missing_variable(tmp_path: Path, name: str) -> None:
    done = revisar(tmp_path, **{name: "", "REDIS_URL": f"redis://127.0.0.1:{find_free_port()}/0"})
    assert done.returncode == 1
    assert f"ajustes: Falta {name}:" in done.stdout
    assert "Redis no contesta" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def find(nombre: str) -> list[str]:
    return [falta.frase for falta in find_faltas([revision for revision in ALREDEDOR if revision.nombre == nombre])]


@pytest.fixture
def smtp(settings: Settings) -> Callable[[int], None]:
    def use(port: int) -> None:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 1

    return use


@pytest.mark.real
def test_revisar_speaks_with_the_mail_server(smtp: Callable[[int], None], settings: Settings) -> None:
    with serve() as (servidor, port):
        smtp(port)
        assert find("correo") == []
        settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "portal", "mala"
        assert "no acepta contraseña o cifrado" in find("correo")[0]
        assert servidor.recibidos == []
    with listen_in_silence() as port:
        smtp(port)
        assert "no contesta (SMTPServerDisconnected)" in find("correo")[0]


def test_revisar_names_a_refused_password(smtp: Callable[[int], None], monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: object) -> None:
        raise alrededor.smtplib.SMTPAuthenticationError(535, b"no")

    smtp(1)
    monkeypatch.setattr("django.core.mail.backends.smtp.EmailBackend.open", refuse)
    assert find("correo") == ["El servidor de correo 127.0.0.1:1 no acepta el usuario o la contraseña de EMAIL_URL."]


def test_revisar_names_a_missing_redis_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REDIS_URL", raising=False)
    assert find("Redis") == []
    monkeypatch.setattr(alrededor.shutil, "which", lambda name: None)
    assert find("Redis") == ["Falta redis-server. Instálalo: apt-get install redis-server"]


def test_revisar_writes_into_the_store_of_files_and_leaves_nothing(tmp_path: Path, settings: Settings) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    assert find("archivos") == []
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    settings.MEDIA_ROOT = tmp_path / "file"
    settings.MEDIA_ROOT.write_text("a file in the place of the folder")
    assert "no puede escribir en" in find("archivos")[0]


def test_revisar_names_a_disk_that_is_nearly_full(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    assert find("espacio en disco") == []
    free = SimpleNamespace(free=300 * 1024**2)
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: free)
    assert find("espacio en disco")[0].startswith("Quedan 300 MB libres en ")


@pytest.mark.django_db
def test_revisar_names_a_clock_behind_the_newest_row() -> None:
    audit("prueba", objeto="prueba:1", actor="sistema")
    assert find("reloj") == []
    with time_machine.travel(timezone.now() - timedelta(hours=1)):
        assert "El reloj está atrasado: ya hay un registro del" in find("reloj")[0]


@pytest.mark.django_db
def test_revisar_names_a_clock_that_differs_from_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alrededor, "_get_hora_de_la_base", lambda: timezone.now() + timedelta(minutes=10))
    assert find("reloj") == [
        "El reloj de esta máquina no coincide con el de la base de datos. Pon los dos en hora (NTP)."
    ]
