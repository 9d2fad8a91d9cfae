"""The encrypted values of a table as the database holds them: read in batches by the key of the table, and replaced.

Works below the models, whose rows may be append-only and whose columns would decrypt what they read.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from django.db import connection, models
from django.db.models.functions import Cast

from plataforma.seguridad.cifrado import EncryptedJSONField, EncryptedTextField, decrypt, encrypt

LOTE = 500  # rows a batch


class Ilegible(Exception):
    """A value is under none of the expected keys. `donde` names table, column and row."""

    def __init__(self, donde: str) -> None:
        super().__init__(donde)
        self.donde = donde


@dataclass(frozen=True, slots=True)
class Valor:
    """An encrypted value: its column, the key of its row, the cipher text, and what names the row if it is bound."""

    campo: EncryptedTextField
    pk: Any
    token: str
    row: tuple[str, ...]

    def open(self, *, key: str | None = None, bound: bool = True) -> str | None:
        """Return the text, or None if it is under another key, or not bound as `bound` says."""
        row = self.row if bound else ()
        try:
            return decrypt(self.token, kind=self.campo.kind, row=row, key=key)
        except (InvalidTag, ValueError):
            return None

    def seal(self, text: str, *, bound: bool = True) -> str:
        """Return another text encrypted for the same place."""
        return encrypt(text, kind=self.campo.kind, row=self.row if bound else ())

    @property
    def donde(self) -> str:
        """Return table, column and key, for a message."""
        return f"{self.campo.model._meta.db_table}.{self.campo.column} {self.pk}"  # noqa: SLF001


def read_valores(modelo: type[models.Model], campos: Sequence[EncryptedTextField]) -> Iterator[tuple[int, list[Valor]]]:
    """Yield the values of these columns in batches of rows, each with how many rows were read so far."""
    names = sorted({name for campo in campos if isinstance(campo, EncryptedJSONField) for name in campo.row})
    raw = {f"crudo_{campo.name}": Cast(campo.name, models.TextField()) for campo in campos}
    rows = models.QuerySet(modelo).annotate(**raw).order_by("pk")
    seen, following = 0, rows
    while batch := list(following.values_list("pk", *names, *raw)[:LOTE]):
        seen += len(batch)
        yield seen, [valor for row in batch for valor in _list_valores(row, names, campos)]
        following = rows.filter(pk__gt=batch[-1][0])


def write_valores(campo: EncryptedTextField, changes: Iterable[tuple[Valor, str]]) -> int:
    """Replace values of one column by other cipher texts, each only if it still is what was read. Returns how many."""
    quote, meta = connection.ops.quote_name, campo.model._meta  # noqa: SLF001
    params = [(token, meta.pk.get_db_prep_value(valor.pk, connection), valor.token) for valor, token in changes]
    table, column, key = quote(meta.db_table), quote(str(campo.column)), quote(str(meta.pk.column))
    with connection.cursor() as cursor:
        sql = f"UPDATE {table} SET {column} = %s WHERE {key} = %s AND {column} = %s"  # noqa: S608 (our own tables)
        cursor.executemany(sql, params)
    return len(params)


def _list_valores(row: tuple[Any, ...], names: Sequence[str], campos: Sequence[EncryptedTextField]) -> Iterator[Valor]:
    values = dict(zip(names, row[1:], strict=False))
    for campo, token in zip(campos, row[1 + len(names) :], strict=True):
        if token is not None:
            yield Valor(campo, row[0], token, campo.get_row(values))
