"""A thief with a copy of the database and the source, without the key: which CURPs can the thief rebuild?

A CURP follows from name, birth date, sex and entity of birth, but for position 17, which the thief enumerates, and the
check digit, which the thief computes. The names are in clear. The rest is taken from whatever the dump says in clear
in the rows of the person: their own row, the rows that refer to it, and the rows that hold one of their UUIDs.
"""

import datetime as dt
import re
import sqlite3
import string
from collections import defaultdict
from collections.abc import Iterator
from itertools import product
from typing import Any

from padron.identificadores.curp import ENTIDADES, check_digit, from_nombre
from padron.identificadores.errors import InvalidIdentificador

NAMES = ("nombres", "primer_apellido", "segundo_apellido")
SEXES = ("H", "M", "X")
FEW = 100  # a thief who has so few candidates for a person has the CURP
BORN = (dt.date(1950, 1, 1), dt.date(2013, 1, 1))
UUID = re.compile(r"[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")

Row = dict[str, Any]


def rebuild(database: sqlite3.Connection) -> list[set[str]]:
    """Return, for each person of the database, the candidates for the CURP; none if there would be too many."""
    database.row_factory = sqlite3.Row
    tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    rows = {table: [dict(row) for row in database.execute(f'SELECT * FROM "{table}"')] for table in tables}  # noqa: S608
    people = next(table for table in tables if rows[table] and set(NAMES) <= set(rows[table][0]))
    about = _group(database, rows, people)
    return [_guess(row, list(_list_values(about[row["id"]]))) for row in rows[people]]


def _group(database: sqlite3.Connection, rows: dict[str, list[Row]], people: str) -> dict[Any, list[Row]]:
    """Return all rows about each person, by the key of the person."""
    about: dict[Any, list[Row]] = defaultdict(list)
    by_uuid = {}
    for row in rows[people]:
        about[row["id"]].append(row)
        by_uuid |= {uuid.replace("-", ""): row["id"] for uuid in _list_uuids(row)}
    for table, others in rows.items():
        keys = [
            key["from"] for key in database.execute(f'PRAGMA foreign_key_list("{table}")') if key["table"] == people
        ]
        for row in others:
            owners = {row[key] for key in keys} | {by_uuid.get(uuid.replace("-", "")) for uuid in _list_uuids(row)}
            for owner in owners - {None}:
                about[owner].append(row)
    return about


def _list_uuids(row: Row) -> list[str]:
    return [uuid for value in row.values() if isinstance(value, str) for uuid in UUID.findall(value)]


def _list_values(rows: list[Row]) -> Iterator[str]:
    for row in rows:
        yield from (value for value in row.values() if isinstance(value, str))


def _guess(person: Row, values: list[str]) -> set[str]:
    dates = {date for value in values if (date := _read_date(value)) and BORN[0] <= date < BORN[1]}
    sexes = {value for value in values if value in SEXES} or set(SEXES)
    entities = {value for value in values if value in ENTIDADES} or set(ENTIDADES)
    if not dates or len(dates) * len(sexes) * len(entities) > FEW:
        return set()  # without a birth date there are some 5 000 days to try, for each sex and entity
    found = set()
    for date, sex, entity in product(dates, sexes, entities):
        try:
            first16 = from_nombre(
                **{name: person[name] for name in NAMES}, fecha_nacimiento=date, sexo=sex, entidad=entity
            )
        except InvalidIdentificador:
            continue
        for char in string.digits if date.year < 2000 else string.ascii_uppercase:
            found.add(first16 + char + check_digit(first16 + char))
    return found if len(found) <= FEW else set()


def _read_date(value: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value[:10])
    except ValueError:
        return None
