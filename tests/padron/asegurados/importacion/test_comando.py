import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, OperationalError

from padron.asegurados.management.commands import importar_padron
from padron.asegurados.models import Asegurado
from tests.helpers.factories import PlantelFactory
from tests.helpers.padron.rosters import SAUL, TADEO, XIMENA, make_csv

pytestmark = pytest.mark.django_db


@pytest.fixture
def archivo(tmp_path: Path) -> Path:
    PlantelFactory(clave="GDL")
    path = tmp_path / "padron.csv"
    path.write_text(make_csv(XIMENA, TADEO | {"curp": "X"}, SAUL | {"nombres": "Otro"}), encoding="cp1252")
    return path


def run(*args: object) -> list[str]:
    out = io.StringIO()
    call_command("importar_padron", *map(str, args), stdout=out, stderr=io.StringIO())
    return out.getvalue().splitlines()


def test_it_tells_what_became_of_the_rows(archivo: Path) -> None:
    assert run(archivo) == [
        "línea 3: rechazada: curp: la CURP no tiene 18 caracteres",
        "línea 4: falla: curp: la CURP no corresponde al nombre; compáralo con la CURP: quizá los apellidos están "
        "invertidos o es de otra persona",
        "3 filas: 2 creadas, 0 actualizadas, 0 sin cambio, 1 rechazadas. Con falla en sus datos: 1. Reparaciones: 0. "
        "Avisos: 0.",
    ]
    assert run(archivo)[-1].startswith("3 filas: 0 creadas, 0 actualizadas, 2 sin cambio, 1 rechazadas.")


def test_a_simulation_says_so(archivo: Path) -> None:
    assert run(archivo, "--simular")[-1] == "Fue una simulación: no se guardó nada."
    assert not Asegurado.objects.exists()


def test_the_report_opens_in_excel(archivo: Path, tmp_path: Path) -> None:
    run(archivo, "--notas", tmp_path / "notas.csv")
    content = (tmp_path / "notas.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbflinea,tipo,texto,columna,dice,queda\r\n3,rechazada,")


def test_an_unreadable_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"^No existe ese archivo\.$"):
        run(tmp_path / "nada.csv")


def test_a_report_that_cannot_be_written_is_one_sentence(archivo: Path, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No se puede escribir el informe"):
        run(archivo, "--informe", tmp_path)


@pytest.mark.parametrize("error", [IntegrityError, OperationalError])
def test_a_database_that_refuses_is_one_sentence(
    archivo: Path, monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    def fail(**_kwargs: object) -> None:
        raise error("…")

    monkeypatch.setattr(importar_padron, "import_padron", fail)
    with pytest.raises(CommandError, match=r"(?i)no se guardó nada"):
        run(archivo)


def test_the_refused_rows_come_in_their_own_columns_and_load_when_corrected(archivo: Path, tmp_path: Path) -> None:
    informe = tmp_path / "rechazadas.csv"
    run(archivo, "--informe", informe)
    header, row = informe.read_text(encoding="utf-8-sig").splitlines()
    assert header == ",".join([*XIMENA, "Motivo"])
    assert row.startswith("X,Tadeo,")
    assert row.endswith(",la CURP no tiene 18 caracteres")
    informe.write_text(informe.read_text(encoding="utf-8-sig").replace("X,Tadeo", f"{TADEO['curp']},Tadeo"))
    assert run(informe, "--informe", tmp_path / "otra.csv")[-1].startswith("1 filas: 1 creadas")
    assert (tmp_path / "otra.csv").read_text(encoding="utf-8-sig").splitlines() == [header], "Motivo is not doubled"


def test_T17_the_reports_are_readable_by_their_owner_only(archivo: Path, tmp_path: Path) -> None:
    run(archivo, "--informe", tmp_path / "a.csv", "--notas", tmp_path / "b.csv")
    assert {(tmp_path / name).stat().st_mode & 0o777 for name in ("a.csv", "b.csv")} == {0o600}


def test_the_screen_shows_the_values_of_a_note_but_neither_curp_nor_nss(archivo: Path) -> None:
    archivo.write_text(make_csv(XIMENA | {"correo": "ana@gmial.com", "nss": "'61230500011"}))
    assert run(archivo)[:2] == [
        "línea 2: reparada: nss: estaba dañado; el dígito verificador coincide",
        "línea 2: reparada: correo «ana@gmial.com» → «ana@gmail.com»: «gmial.com» es una errata de «gmail.com»",
    ]
