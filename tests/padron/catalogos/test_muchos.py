"""Sixteen real processes at the last places of a shift, on both databases. Source: docs/reglas.md, «Clinics»."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.padron.asegurados.muchos import PROCESOS
from tests.padron.catalogos.muchos import CUPOS

pytestmark = pytest.mark.real


def test_F15_each_place_is_taken_once(base_url: str, tmp_path: Path) -> None:
    env = {**os.environ, "DATABASE_URL": base_url, "MODO_DEMOSTRACION": "1", "VAR_DIR": str(tmp_path / "var")}
    command = [sys.executable, "-m", "tests.padron.catalogos.muchos"]
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["errors"] == []
    expected = {str(numero): cupo for numero, cupo in enumerate(CUPOS, start=1)}
    assert Counter(answer["results"]) == {**expected, "sin lugar": PROCESOS - sum(CUPOS)}
