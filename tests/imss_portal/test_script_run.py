"""script/run, in a copy of its folder where Python is a program that prints its environment."""

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

import pytest

RAIZ = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.real


def test_script_run_leaves_site_url_to_portal_env(tmp_path: Path) -> None:
    shutil.copytree(RAIZ / "script", tmp_path / "script")
    stamps = ""
    for name in ("requirements.txt", "requirements-pip.txt"):
        content = (RAIZ / name).read_bytes()
        (tmp_path / name).write_bytes(content)
        stamps += f"{hashlib.sha256(content).hexdigest()}  {name}\n"
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\necho "$*: SITE_URL=${SITE_URL-unset} PORT=$PORT"\n')
    python.chmod(0o755)
    (tmp_path / ".venv" / ".requirements").write_text(stamps)  # nothing to install
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "portal.env").write_text("MODO_DEMOSTRACION=1\nSITE_URL=https://prueba.example.org\n")
    env = {"PATH": os.environ["PATH"], "PORT": "8123", "HOME": str(tmp_path)}
    done = subprocess.run(["script/run"], env=env, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout == "manage.py portal: SITE_URL=unset PORT=8123\n"
