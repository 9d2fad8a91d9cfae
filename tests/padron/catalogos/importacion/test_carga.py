import datetime as dt
import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from padron.catalogos.importacion import ArchivoIlegible, Resumen, almacen, carga
from padron.catalogos.importacion.almacen import remove_unused
from padron.catalogos.models import CodigoPostal, Colonia, FuenteCatalogo, Municipio
from padron.catalogos.selectors import get_codigo_postal, get_colonias, get_fuente, get_municipios
from plataforma.seguridad.auditoria import audit
from plataforma.seguridad.models import Auditoria
from tests.helpers.factories import ColoniaFactory
from tests.helpers.padron.sepomex_files import FILAS, MONTERREY, ZAPOPAN, load, make_fila

pytestmark = pytest.mark.django_db
CODIGOS_POSTALES = FuenteCatalogo.Catalogo.CODIGOS_POSTALES


def dump() -> list[list[Any]]:
    """All that is stored, keys and all."""
    return [list(model.objects.order_by("pk").values_list()) for model in (Municipio, CodigoPostal, Colonia)]


def count(resumen: Resumen) -> dict[str, int]:
    return {name: number for name, number in resumen.as_dict().items() if number}


def test_a_file_becomes_the_catalogue(tmp_path: Path) -> None:
    assert count(load(tmp_path, *FILAS)) == {"filas": 4, "codigos_nuevos": 3, "colonias_nuevas": 4}
    codigo = get_codigo_postal("44100")
    assert codigo is not None
    assert (str(codigo.municipio), codigo.municipio.clave) == ("Guadalajara, Jalisco", "039")
    assert codigo.ciudad == "Guadalajara"  # only the second row says it
    assert get_colonias("44100") == ["Álamos", "Centro"]
    assert get_colonias("64000") == ['Ejido "El Pelón"']
    assert [row.nombre for row in get_municipios("14")] == ["Guadalajara", "Zapopan"]


def test_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    load(tmp_path, *FILAS)
    before = dump()
    assert count(load(tmp_path, *FILAS)) == {"filas": 4}
    assert count(load(tmp_path, *reversed(FILAS))) == {"filas": 4}
    assert dump() == before


def test_a_newer_file_brings_changes_and_removes_what_is_gone(tmp_path: Path) -> None:
    load(tmp_path, *FILAS)
    keys = dict(Colonia.objects.values_list("nombre", "pk"))
    newer = (make_fila("44100", "Centro"), make_fila("44100", "Nueva"), make_fila("45100", "Peña Ñandú"))
    assert count(load(tmp_path, *newer)) == {
        "filas": 3,
        "codigos_cambiados": 2,  # 44100 lost its ciudad, 45100 moved to Guadalajara
        "codigos_quitados": 1,
        "colonias_nuevas": 1,
        "colonias_quitadas": 2,
    }
    assert get_colonias("44100") == ["Centro", "Nueva"]
    assert Colonia.objects.get(nombre="Centro").pk == keys["Centro"]
    assert get_codigo_postal("64000") is None
    assert [row.nombre for row in Municipio.objects.all()] == ["Guadalajara"]


def test_batches_do_not_show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load(tmp_path, *FILAS)
    before = dump()
    monkeypatch.setattr(carga, "LOTE", 1)
    monkeypatch.setattr(almacen, "LOTE", 1)
    progreso: list[int] = []
    first, *others = FILAS
    assert count(load(tmp_path, *others, first, progreso=progreso.append)) == {"filas": 4}
    assert dump() == before
    assert progreso == [1, 2, 3, 4]
    assert count(load(tmp_path, make_fila("01000", "Otra"))) == {
        "filas": 1,
        "codigos_nuevos": 1,
        "codigos_quitados": 3,
        "colonias_nuevas": 1,
        "colonias_quitadas": 4,
    }


def test_a_simulation_counts_and_keeps_nothing(tmp_path: Path) -> None:
    load(tmp_path, FILAS[0])
    before = dump()
    assert count(load(tmp_path, *FILAS, simular=True)) == {
        "filas": 4,
        "codigos_nuevos": 2,
        "codigos_cambiados": 1,
        "colonias_nuevas": 3,
    }
    assert dump() == before
    assert Auditoria.objects.count() == 1


def test_a_file_that_turns_bad_changes_nothing(tmp_path: Path) -> None:
    load(tmp_path, *FILAS)
    before = dump()
    with pytest.raises(ArchivoIlegible, match="Línea 4"):
        load(tmp_path, make_fila("99999", "Nueva"), "cortada|")
    assert dump() == before


def test_repeated_rows_are_counted(tmp_path: Path) -> None:
    same = make_fila("44100", "Centro")
    got = load(tmp_path, same, same, make_fila("44100", "Centro", tipo="Barrio"), make_fila("44200"), same)
    assert count(got) == {"filas": 5, "codigos_nuevos": 2, "colonias_nuevas": 3, "repetidas": 2}
    assert get_colonias("44100") == ["Centro (barrio)", "Centro (colonia)"]


def test_a_code_in_two_municipios_stays_in_the_first(tmp_path: Path) -> None:
    got = load(tmp_path, make_fila("44100", "Centro"), make_fila("44100", "Orilla", **ZAPOPAN))
    assert got.avisos[-1] == "Línea 4: el código 44100 ya estaba en otro municipio; se queda en ese."
    codigo = get_codigo_postal("44100")
    assert codigo is not None
    assert codigo.municipio.nombre == "Guadalajara"
    assert get_colonias("44100") == ["Centro", "Orilla"]


def test_states_without_a_code_are_named(tmp_path: Path) -> None:
    aviso = load(tmp_path, *FILAS).avisos[0]
    assert aviso.startswith("No vienen códigos de: Aguascalientes, Baja California, ")
    assert "Jalisco" not in aviso
    todos = [make_fila(f"{n:05}", estado=f"{n:02}") for n in range(1, 33)]
    assert load(tmp_path, *todos).avisos == []


def test_notices_are_limited(tmp_path: Path) -> None:
    rows = [make_fila("44100", f"Colonia {n}", clave=f"{n:03}", municipio=f"Lugar {n}") for n in range(40)]
    assert len(load(tmp_path, *rows).avisos) == 21


class TestEnUso:
    def test_a_code_that_something_refers_to_stays(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        load(tmp_path, *FILAS)
        audit("visitar", objeto="64000", actor="prueba")  # stands for a table with a key to the postal code
        relations = (
            *CodigoPostal._meta.related_objects,
            SimpleNamespace(related_model=Auditoria, field=SimpleNamespace(name="objeto")),
        )
        monkeypatch.setattr(CodigoPostal._meta, "related_objects", relations)
        got = load(tmp_path, FILAS[0])
        assert (got.codigos_quitados, got.codigos_en_uso, got.colonias_quitadas) == (1, 1, 2)
        assert get_colonias("64000") == ['Ejido "El Pelón"']
        assert [row.nombre for row in Municipio.objects.all()] == ["Guadalajara", "Monterrey"]

    def test_parts_hold_nothing_others_do(self) -> None:
        pk = ColoniaFactory(codigo_postal__cp="44100").codigo_postal.municipio_id
        ColoniaFactory(codigo_postal__cp="44200")
        assert remove_unused(CodigoPostal, ["44100"]) == {"44100"}
        assert remove_unused(CodigoPostal, ["44100"], parts=[Colonia]) == set()
        assert remove_unused(Municipio, [pk]) == {pk}
        assert list(Colonia.objects.values_list("codigo_postal", flat=True)) == ["44200"]


class TestFuente:
    def test_the_date_of_the_file_is_that_of_the_source(self, tmp_path: Path) -> None:
        load(tmp_path, *FILAS)
        mediodia = dt.datetime(2026, 9, 15, 18, tzinfo=dt.UTC).timestamp()
        os.utime(tmp_path / "CPdescarga.txt", (mediodia, mediodia))
        carga.import_sepomex(archivo=tmp_path / "CPdescarga.txt", actor="prueba")
        fuente = get_fuente(CODIGOS_POSTALES)
        assert fuente is not None
        assert (fuente.descripcion, fuente.filas) == ("SEPOMEX, CPdescarga.txt", 4)
        assert fuente.fecha == dt.date(2026, 9, 15)

    def test_or_the_one_that_staff_say(self, tmp_path: Path) -> None:
        load(tmp_path, *FILAS, fecha=dt.date(2026, 1, 2))
        assert FuenteCatalogo.objects.get().fecha == dt.date(2026, 1, 2)

    def test_each_load_is_audited(self, tmp_path: Path) -> None:
        load(tmp_path, make_fila("64000", **MONTERREY))
        entry = Auditoria.objects.get()
        assert (entry.accion, entry.actor) == ("importar_codigos_postales", "prueba")
        assert entry.valores["filas"] == 1
