"""Sixteen real processes at once, on both databases. Source: docs/reglas.md, «Assignment»."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from padron.identificadores import nss
from tests.padron.asegurados.muchos import POR_PROCESO, PROCESOS

pytestmark = pytest.mark.real


def run(prueba: str, base_url: str, tmp_path: Path) -> dict[str, Any]:
    entorno = {**os.environ, "DATABASE_URL": base_url, "MODO_DEMOSTRACION": "1", "VAR_DIR": str(tmp_path / "var")}
    command = [sys.executable, "-m", "tests.padron.asegurados.muchos", prueba]
    done = subprocess.run(command, env=entorno, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    assert answer["errors"] == []
    return answer


def test_F15_one_nss_per_curp_no_duplicate_no_gap(base_url: str, tmp_path: Path) -> None:
    got = run("distintos", base_url, tmp_path)["results"]
    total = PROCESOS * POR_PROCESO
    expected = [nss.make(serie="61", anio_registro=2026, anio_nacimiento=2005, consecutivo=n + 1) for n in range(total)]
    assert sorted(got) == expected


def test_F17_the_same_student_always_gets_the_same_number(base_url: str, tmp_path: Path) -> None:
    got = run("mismo", base_url, tmp_path)["results"]
    assert len(got) == PROCESOS * 5
    assert set(got) == {nss.make(serie="61", anio_registro=2026, anio_nacimiento=2005, consecutivo=1)}


def test_T3_of_many_confirmations_one_binds(base_url: str, tmp_path: Path) -> None:
    got = run("correo", base_url, tmp_path)["results"]
    assert len(set(got) - {"ocupado"}) == 1


def test_T3_a_shared_mailbox_binds_as_many_as_its_limit(base_url: str, tmp_path: Path) -> None:
    got = set(run("correo_compartido", base_url, tmp_path)["results"]) - {"ocupado"}
    assert sorted(one.split(":")[1] for one in got) == ["1", "2", "3"]


def test_loads_at_once_store_each_student_once(base_url: str, tmp_path: Path) -> None:
    got = run("importar", base_url, tmp_path)["results"]
    assert sorted(map(int, got)) == [0] * (PROCESOS - 1) + [60]


def test_F17_one_student_takes_one_place(base_url: str, tmp_path: Path) -> None:
    got = run("adscribir", base_url, tmp_path)["results"]
    assert len(got) == PROCESOS * 3
    assert len(set(got)) == 1
    assert got[0].endswith(":1")


def test_the_last_places_go_to_as_many_as_there_are(base_url: str, tmp_path: Path) -> None:
    got = run("ultimos", base_url, tmp_path)["results"]
    assert got.count("lleno") == PROCESOS - 3
    assert len({one.split(":")[0] for one in got} - {"lleno"}) == 3


def test_a_change_happens_once_and_gives_the_old_place_back(base_url: str, tmp_path: Path) -> None:
    got = run("cambiar", base_url, tmp_path)["results"]
    assert sorted(got) == ["cambio:1", *["sin cambio"] * (PROCESOS - 1)]
