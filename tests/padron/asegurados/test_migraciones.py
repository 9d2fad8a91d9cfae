"""T17: an installation with students is updated to tables that store nothing that the CURP says."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from padron.asegurados.models import Asegurado
from padron.identificadores.curp import decode
from tests.helpers.databases import default_database
from tests.helpers.factories import make_curp
from tests.helpers.migrations import migrate_to, migrate_to_latest
from tests.helpers.plataforma.database_backends import MOTORES

ANTES = ("asegurados", "0003_adscripcion")
CUANTOS = 1200  # more than two batches of the migration
PRIMERA = dt.date(1990, 1, 1)
COLUMNAS = {"fecha_nacimiento", "sexo", "entidad"}


@pytest.fixture(params=MOTORES)
def url(request: pytest.FixtureRequest, nueva_base: Callable[[str], str], django_db_blocker: Any) -> Iterator[str]:
    url = nueva_base(request.param)
    with django_db_blocker.unblock(), default_database(url):
        yield url


def fill(apps: Any) -> dict[str, dt.date]:
    """Store students as the version before did. Return the birth dates by CURP."""
    model = apps.get_model("asegurados", "Asegurado")
    fechas = [PRIMERA + dt.timedelta(days=11 * n) for n in range(CUANTOS)]
    names = {"nombres": "Ximena", "primer_apellido": "Quintanar", "segundo_apellido": "Zúñiga"}
    curps = {make_curp(**names, fecha=fecha, entidad="JC"): fecha for fecha in fechas}
    model.objects.bulk_create(
        [
            model(curp=curp, **names, fecha_nacimiento=fecha, sexo="M", entidad="JC", nss=f"{n:011}")
            for n, (curp, fecha) in enumerate(curps.items())
        ]
    )
    return curps


def list_columns() -> set[str]:
    with connection.cursor() as cursor:
        return {
            column.name for column in connection.introspection.get_table_description(cursor, "asegurados_asegurado")
        }


def read_files(url: str) -> bytes:
    """Return the files of a SQLite database: what was deleted may still lie in them."""
    connection.close()
    path = Path(url.removeprefix("sqlite:///"))
    return b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))


def test_T17_the_update_drops_birth_date_sex_and_entity_and_keeps_the_students(url: str) -> None:
    curps = fill(migrate_to(ANTES))
    sqlite = connection.vendor == "sqlite"
    assert list_columns() >= COLUMNAS
    assert not sqlite or str(PRIMERA).encode() in read_files(url)
    if sqlite:
        connection.cursor().execute("PRAGMA secure_delete = OFF")  # Debian's SQLite erases by itself; others do not
    migrate_to_latest()
    assert not COLUMNAS & list_columns()
    assert {row.curp: row.fecha_nacimiento for row in Asegurado.objects.all()} == curps
    assert Asegurado.objects.filter(nss=f"{7:011}").get().nombre_completo == "Ximena Quintanar Zúñiga"
    assert not sqlite or not [fecha for fecha in curps.values() if str(fecha).encode() in read_files(url)]


def test_the_way_back_fills_the_columns_from_the_curp(url: str) -> None:
    curps = fill(migrate_to(ANTES))
    migrate_to_latest()
    model = migrate_to(ANTES).get_model("asegurados", "Asegurado")
    rows = model.objects.all()
    assert {row.curp: (row.fecha_nacimiento, row.sexo, row.entidad) for row in rows} == {
        curp: (fecha, decode(curp).sexo, "JC") for curp, fecha in curps.items()
    }
    migrate_to_latest()
