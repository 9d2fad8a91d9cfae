"""A production that lacks something does not start, and says what."""

import base64
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.production_settings import PRODUCCION

pytestmark = pytest.mark.real  # each is a process of its own
RAIZ = Path(__file__).resolve().parents[2]


def start(tmp_path: Path, **changes: str) -> "subprocess.CompletedProcess[str]":
    env = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path), **PRODUCCION, **changes}
    command = [sys.executable, "manage.py", "check"]
    return subprocess.run(command, env=env, cwd=RAIZ, capture_output=True, text=True)


def test_a_complete_one_starts(tmp_path: Path):
    done = start(tmp_path)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", ["SECRET_KEY", "CLAVE_CIFRADO", "SITE_URL", "SELLO_PKCS12", "EMAIL_URL"])
def test_what_is_missing_is_named(tmp_path: Path, name: str):
    done = start(tmp_path, **{name: ""})
    assert done.returncode != 0
    assert f"Falta {name}:" in done.stderr


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"DEBUG": "1"}, "Quita DEBUG"),
        ({"REGISTRO": "simulado"}, "Pon REGISTRO=plantel"),
        ({"SITE_URL": "http://portal.example.org"}, "Pon en SITE_URL una dirección https://"),
        ({"CLAVE_CIFRADO": "short"}, "CLAVE_CIFRADO no sirve"),
        ({"TILES_URL": "http://mapas.example/{z}/{x}/{y}.png"}, "Pon en TILES_URL una dirección https://"),
        ({"DATABASE_URL": "hola"}, "DATABASE_URL no se entiende"),
        ({"REDES_CONFIABLES": "10.1"}, "REDES_CONFIABLES no se entiende"),
        ({"BANDEJA_LEASE": "mucho"}, "BANDEJA_LEASE no se entiende"),
        ({"CAPTCHA_PRUEBA": "1"}, "Quita CAPTCHA_PRUEBA"),
    ],
)
def test_what_a_production_must_not_have_is_named(tmp_path: Path, change: dict[str, str], sentence: str):
    done = start(tmp_path, **change)
    assert done.returncode != 0
    assert sentence in done.stderr


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"SECRET_KEY": "k" * 49}, "SECRET_KEY es corta: tiene 49 caracteres y necesita 50."),
        ({"SECRET_KEY": "k" * 60}, "SECRET_KEY se repite"),
        ({"CLAVE_CIFRADO": base64.b64encode(b"k" * 64).decode()}, "CLAVE_CIFRADO se repite"),
    ],
)
def test_T22_a_production_with_a_weak_secret_does_not_start(tmp_path: Path, change: dict[str, str], sentence: str):
    done = start(tmp_path, **change)
    assert done.returncode != 0
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_T22_all_faults_of_the_settings_are_named_in_one_run(tmp_path: Path):
    done = start(tmp_path, SECRET_KEY="k", CLAVE_CIFRADO="", SITE_URL="http://x.example", DEBUG="1", EMAIL_URL="")
    names = ("SECRET_KEY", "CLAVE_CIFRADO", "SITE_URL", "DEBUG", "EMAIL_URL")
    assert [name for name in names if name not in done.stderr] == []


def test_portal_env_sets_site_url_and_without_it_a_demonstration_uses_the_port(tmp_path: Path):
    code = "from imss_portal import settings; print(settings.SITE_URL)"
    command, env = [sys.executable, "-c", code], {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path), "PORT": "8123"}
    (tmp_path / "portal.env").write_text("MODO_DEMOSTRACION=1\n")
    done = subprocess.run(command, env=env, cwd=RAIZ, capture_output=True, text=True)
    assert done.stdout == "http://127.0.0.1:8123\n"
    (tmp_path / "portal.env").write_text("MODO_DEMOSTRACION=1\nSITE_URL=https://prueba.example.org\n")
    done = subprocess.run(command, env=env, cwd=RAIZ, capture_output=True, text=True)
    assert done.stdout == "https://prueba.example.org\n"
