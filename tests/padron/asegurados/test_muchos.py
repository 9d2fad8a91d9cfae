"""Sixteen real processes at once, on both databases. Source: docs/reglas.md, «Assignment»."""

from pathlib import Path

import pytest

from padron.identificadores import nss
from tests.helpers.concurrency import PROCESOS, ask
from tests.helpers.padron.simultaneous_assignments import POR_PROCESO

pytestmark = pytest.mark.real


def run(prueba: str, base_url: str, tmp_path: Path) -> list[str]:
    found: list[str] = ask("tests.helpers.padron.simultaneous_assignments", prueba, base_url=base_url, var_dir=tmp_path)
    return found


def test_F15_one_nss_per_curp_no_duplicate_no_gap(base_url: str, tmp_path: Path) -> None:
    got = run("assign_distintos", base_url, tmp_path)
    total = PROCESOS * POR_PROCESO
    expected = [nss.make(serie="61", anio_registro=2026, anio_nacimiento=2005, consecutivo=n + 1) for n in range(total)]
    assert sorted(got) == expected


def test_F17_the_same_student_always_gets_the_same_number(base_url: str, tmp_path: Path) -> None:
    got = run("assign_mismo", base_url, tmp_path)
    assert len(got) == PROCESOS * 5
    assert set(got) == {nss.make(serie="61", anio_registro=2026, anio_nacimiento=2005, consecutivo=1)}


def test_T3_of_many_confirmations_one_binds(base_url: str, tmp_path: Path) -> None:
    got = run("bind_correo", base_url, tmp_path)
    assert len(set(got) - {"ocupado"}) == 1


def test_T3_a_shared_mailbox_binds_as_many_as_its_limit(base_url: str, tmp_path: Path) -> None:
    got = set(run("bind_compartido", base_url, tmp_path)) - {"ocupado"}
    assert sorted(one.split(":")[1] for one in got) == ["1", "2", "3"]


def test_loads_at_once_store_each_student_once(base_url: str, tmp_path: Path) -> None:
    got = run("import_mismo", base_url, tmp_path)
    assert sorted(map(int, got)) == [0] * (PROCESOS - 1) + [60]


def test_F17_one_student_takes_one_place(base_url: str, tmp_path: Path) -> None:
    got = run("adscribir_mismo", base_url, tmp_path)
    assert len(got) == PROCESOS * 3
    assert len(set(got)) == 1
    assert got[0].endswith(":1")


def test_the_last_places_go_to_as_many_as_there_are(base_url: str, tmp_path: Path) -> None:
    got = run("adscribir_ultimos", base_url, tmp_path)
    assert got.count("lleno") == PROCESOS - 3
    assert len({one.split(":")[0] for one in got} - {"lleno"}) == 3


def test_a_change_happens_once_and_gives_the_old_place_back(base_url: str, tmp_path: Path) -> None:
    got = run("cambiar_mismo", base_url, tmp_path)
    assert sorted(got) == ["cambio:1", *["sin cambio"] * (PROCESOS - 1)]
