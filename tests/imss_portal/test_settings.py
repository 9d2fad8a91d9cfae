"""A production that lacks something does not start, and says what."""

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
    assert f"Set {name}" in done.stderr


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"DEBUG": "1"}, "Unset DEBUG"),
        ({"REGISTRO": "simulado"}, "Set REGISTRO=plantel"),
        ({"SITE_URL": "http://portal.example.org"}, "Set SITE_URL to an https://"),
        ({"CLAVE_CIFRADO": "short"}, "CLAVE_CIFRADO"),
        ({"CAPTCHA_PRUEBA": "1"}, "Unset CAPTCHA_PRUEBA"),
    ],
)
def test_what_a_production_must_not_have_is_named(tmp_path: Path, change: dict[str, str], sentence: str):
    done = start(tmp_path, **change)
    assert done.returncode != 0
    assert sentence in done.stderr
