"""Giving the encrypted columns another key: in batches, and again from where it stopped if it was stopped.

`CLAVE_CIFRADO` is the new key already and `CLAVE_CIFRADO_ANTERIOR` the old one. A value says itself which key it is
under, because a wrong one never decrypts: what was done before is passed over. Nothing else may write meanwhile:
it would look for a CURP under the new key and not find the one under the old. Works on the tables, not on the models,
whose rows may be append-only.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

from plataforma.seguridad.cifrado import EncryptedTextField, check_key, decrypt, encrypt

__all__ = ["Ilegible", "Tabla", "list_tablas", "rotate", "verify"]

LOTE = 500  # rows a transaction


class Ilegible(Exception):
    """A value is under neither key. `donde` names table, column and row."""

    def __init__(self, donde: str) -> None:
        super().__init__(donde)
        self.donde = donde


@dataclass(frozen=True)
class Tabla:
    """A table with encrypted columns: its key, and the kind of each of those columns."""

    nombre: str
    pk: str
    columnas: dict[str, str]


Row = tuple[Any, ...]
Avance = Callable[[Tabla, int], None]


def list_tablas() -> list[Tabla]:
    """Return all tables of the project that have encrypted columns, by name."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        meta = model._meta  # noqa: SLF001 (Django documents it)
        fields = [field for field in meta.local_concrete_fields if isinstance(field, EncryptedTextField)]
        if fields and meta.managed and not meta.proxy:
            columnas = {str(field.column): field.kind for field in fields}
            found.append(Tabla(meta.db_table, str(meta.pk.column), columnas))
    return sorted(found, key=lambda tabla: tabla.nombre)


def rotate(tabla: Tabla, avance: Avance) -> int:
    """Encrypt the table's values with the new key. Returns how many were under the old one. Raises Ilegible.

    `avance(tabla, seen)` is called after each batch, which is one transaction.
    """
    check_key(settings.CLAVE_CIFRADO)
    check_key(settings.CLAVE_CIFRADO_ANTERIOR)
    changed = 0
    for seen, rows in _read(tabla):
        with transaction.atomic():
            for columna, kind in tabla.columnas.items():
                changed += _rewrite(tabla, columna, kind, rows)
        avance(tabla, seen)
    return changed


def verify(tabla: Tabla) -> int:
    """Return how many values the table has, after reading each with the new key. Raises Ilegible."""
    count = 0
    for _, rows in _read(tabla):
        for columna, kind in tabla.columnas.items():
            for pk, token in _list_values(tabla, columna, rows):
                if not _is_current(token, kind):
                    raise Ilegible(f"{tabla.nombre}.{columna} {pk}")
                count += 1
    return count


def _rewrite(tabla: Tabla, columna: str, kind: str, rows: list[Row]) -> int:
    """Write a column's values under the new key, each only if it still is what was read."""
    changes = []
    for pk, token in _list_values(tabla, columna, rows):
        if _is_current(token, kind):
            continue
        try:
            text = decrypt(token, kind=kind, key=settings.CLAVE_CIFRADO_ANTERIOR)
        except (InvalidTag, ValueError):
            raise Ilegible(f"{tabla.nombre}.{columna} {pk}") from None
        changes.append((encrypt(text, kind=kind), pk, token))
    table, column, key = _quote(tabla.nombre), _quote(columna), _quote(tabla.pk)
    with connection.cursor() as cursor:
        sql = f"UPDATE {table} SET {column} = %s WHERE {key} = %s AND {column} = %s"  # noqa: S608 (our own tables)
        cursor.executemany(sql, changes)
    return len(changes)


def _list_values(tabla: Tabla, columna: str, rows: list[Row]) -> Iterator[tuple[Any, str]]:
    """Yield the key and the cipher text of each row that has a value in the column."""
    index = 1 + list(tabla.columnas).index(columna)
    return ((row[0], row[index]) for row in rows if row[index] is not None)


def _is_current(token: str, kind: str) -> bool:
    try:
        decrypt(token, kind=kind)
    except (InvalidTag, ValueError):
        return False
    return True


def _read(tabla: Tabla) -> Iterator[tuple[int, list[Row]]]:
    """Yield the table in batches by its key, each with how many rows were seen with it."""
    columns = ", ".join(_quote(name) for name in (tabla.pk, *tabla.columnas))
    table, key = _quote(tabla.nombre), _quote(tabla.pk)
    where, params, seen = "", list[Any](), 0
    while True:
        with connection.cursor() as cursor:
            sql = f"SELECT {columns} FROM {table} {where} ORDER BY {key} LIMIT {LOTE}"  # noqa: S608 (our own tables)
            cursor.execute(sql, params)
            rows = cursor.fetchall()
        if not rows:
            return
        seen += len(rows)
        where, params = f"WHERE {key} > %s", [rows[-1][0]]
        yield seen, rows


def _quote(name: str) -> str:
    return connection.ops.quote_name(name)
