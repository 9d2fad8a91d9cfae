"""The check value of the encryption key: does CLAVE_CIFRADO open what this database holds?

With another key the portal would start and find nobody: it looks for an encrypted CURP, and the same CURP under another
key is another text. The check value is a known text, encrypted with the key that the database uses.
"""

from collections.abc import Iterator
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from django.db import connection

from plataforma.seguridad.cifrado import decrypt, encrypt
from plataforma.seguridad.models import ComprobanteLlave
from plataforma.seguridad.rotacion import list_tablas

__all__ = ["is_llave_de_la_base", "remember_llave", "renew_llave"]

KIND: Final = "llave"
TEXTO: Final = "Esta base usa esta clave."
# A column of this kind is searched by its encrypted text, so its values are bound to nothing but the key.
MUESTRA: Final = "curp"


def is_llave_de_la_base() -> bool:
    """Return whether CLAVE_CIFRADO opens the check value.

    Before there is a check value, this looks at one CURP of each table instead. An empty database accepts any key.
    """
    tables = set(connection.introspection.table_names())
    token = _get_comprobante(tables)
    return _opens(token, KIND) if token else all(_opens(value, MUESTRA) for value in _list_muestras(tables))


def remember_llave(**kwargs: Any) -> None:
    """Store the check value, if there is none and the key opens the database. Runs after each `migrate`."""
    if _get_comprobante(set(connection.introspection.table_names())) == "" and is_llave_de_la_base():
        ComprobanteLlave.objects.get_or_create(pk=1, defaults={"valor": _make_valor()})


def renew_llave() -> None:
    """Store the check value of the present key. Call it when all columns are under this key."""
    ComprobanteLlave.objects.update_or_create(pk=1, defaults={"valor": _make_valor()})


def _make_valor() -> str:
    return encrypt(TEXTO, kind=KIND)


def _get_comprobante(tables: set[str]) -> str | None:
    """Return the stored check value, an empty text if there is none, or None if its table does not exist yet."""
    if ComprobanteLlave._meta.db_table not in tables:  # noqa: SLF001 (Django documents it)
        return None
    return ComprobanteLlave.objects.values_list("valor", flat=True).first() or ""


def _list_muestras(tables: set[str]) -> Iterator[str]:
    quote = connection.ops.quote_name
    for tabla in list_tablas():
        columns = [column for column, kind in tabla.columnas.items() if kind == MUESTRA]
        for column in columns if tabla.nombre in tables else []:
            name = quote(column)
            with connection.cursor() as cursor:
                sql = f"SELECT {name} FROM {quote(tabla.nombre)} WHERE {name} IS NOT NULL LIMIT 1"  # noqa: S608 (our own tables)
                cursor.execute(sql)
                yield from (value for (value,) in cursor.fetchall())


def _opens(token: str, kind: str) -> bool:
    try:
        decrypt(token, kind=kind)
    except (InvalidTag, ValueError):
        return False
    return True
