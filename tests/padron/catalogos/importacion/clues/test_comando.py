import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from padron.catalogos.importacion.clues import lectura
from padron.catalogos.management.commands import importar_clues
from padron.catalogos.models import Clinica, FuenteCatalogo
from tests.helpers.padron.clues_books import make_fila, write_libro

pytestmark = pytest.mark.django_db


@pytest.fixture
def archivo(tmp_path: Path) -> Path:
    return write_libro(tmp_path / "clues.xlsx", [make_fila(), make_fila("JCIMS000029", ENTIDAD="TEXAS")])


def run(*args: object) -> list[str]:
    out = io.StringIO()
    call_command("importar_clues", *map(str, args), stdout=out, stderr=io.StringIO())
    return out.getvalue().splitlines()


def test_it_tells_what_was_refused_and_what_changed(archivo: Path) -> None:
    assert run(archivo) == [
        "Fila 3: rechazada: no hay un estado «TEXAS».",
        "2 filas. Clínicas: 1 nuevas, 0 cambiadas, 0 sin cambio, 0 ya no operan, 1 rechazadas. "
        "Fuera de operación: 0. Otras unidades: 0. Centros: 1 códigos postales, 0 municipios.",
    ]


def test_a_simulation_says_so(archivo: Path) -> None:
    assert run(archivo, "--simular")[-1] == "Fue una simulación: no se guardó nada."
    assert not Clinica.objects.exists()


def test_the_date_of_the_source(archivo: Path) -> None:
    run(archivo, "--fecha", "2026-04-30")
    assert str(FuenteCatalogo.objects.get().fecha) == "2026-04-30"


def test_many_notes_are_counted(tmp_path: Path) -> None:
    path = write_libro(tmp_path / "clues.xlsx", [make_fila(ENTIDAD="TEXAS")] * 103)
    assert run(path)[100] == "… y 3 notas más."


def test_an_unreadable_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"^Eso es una carpeta, no un archivo\.$"):
        run(tmp_path)


def test_a_database_that_gives_up_is_one_sentence(archivo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_kwargs: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(importar_clues, "import_clues", fail)
    with pytest.raises(CommandError, match="no se guardó nada: database is locked"):
        run(archivo)


def test_it_shows_that_it_moves(archivo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lectura, "CADA", 2)
    err = io.StringIO()
    call_command("importar_clues", str(archivo), stdout=io.StringIO(), stderr=err)
    assert err.getvalue() == "2 filas…\n"
