"""T17: a thief of the database rebuilds no CURP from names and whatever else it holds in clear."""

import datetime as dt
import sqlite3
from contextlib import closing

import pytest
from django.db import connection

from imss_portal.demostracion.carga import load_demostracion
from padron.asegurados.models import Asegurado
from tests.helpers.padron.curp_thief import rebuild

HOY = dt.date(2026, 11, 20)


def steal() -> sqlite3.Connection:
    """Return a copy of the database, made from its dump."""
    stolen = sqlite3.connect(":memory:")
    stolen.executescript("PRAGMA foreign_keys = OFF;" + "\n".join(connection.connection.iterdump()))
    return stolen


def count_rebuilt() -> int:
    """Return how many of the CURPs the thief has among few candidates."""
    curps = {asegurado.pk: asegurado.curp for asegurado in Asegurado.objects.all()}
    with closing(steal()) as stolen:
        guesses = rebuild(stolen)
    return sum(curp in guess for curp, guess in zip(curps.values(), guesses, strict=True))


@pytest.mark.django_db
def test_T17_no_curp_of_300_students_is_rebuilt_from_a_dump() -> None:
    load_demostracion(total=300, hoy=HOY)
    assert Asegurado.objects.count() == 300
    assert count_rebuilt() == 0


@pytest.mark.django_db
def test_the_thief_rebuilds_the_curps_if_birth_date_sex_and_entity_are_stored_in_clear() -> None:
    load_demostracion(total=300, hoy=HOY)
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE leak (persona integer REFERENCES asegurados_asegurado (id), f text, s text, e text)"
        )
        rows = [(row.pk, str(row.fecha_nacimiento), row.sexo, row.entidad) for row in Asegurado.objects.all()]
        cursor.executemany("INSERT INTO leak VALUES (%s, %s, %s, %s)", rows)
    assert count_rebuilt() > 290
