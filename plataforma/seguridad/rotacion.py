"""Giving the encrypted columns another key: in batches, and again from where it stopped if it was stopped.

`CLAVE_CIFRADO` is the new key already and `CLAVE_CIFRADO_ANTERIOR` the old one. A value says itself which key it is
under, because a wrong one never decrypts: what was done before is passed over. Nothing else may write meanwhile:
it would look for a CURP under the new key and not find the one under the old.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.db import models, transaction

from plataforma.seguridad.cifrado import EncryptedTextField, check_key
from plataforma.seguridad.filas import Ilegible, Valor, read_valores, write_valores

__all__ = ["Ilegible", "Tabla", "list_tablas", "rotate", "verify"]


@dataclass(frozen=True)
class Tabla:
    """A table with encrypted columns."""

    modelo: type[models.Model]
    campos: tuple[EncryptedTextField, ...]

    @property
    def nombre(self) -> str:
        """Return the name of the table."""
        return self.modelo._meta.db_table  # noqa: SLF001 (Django documents it)

    @property
    def columnas(self) -> dict[str, str]:
        """Return the kind of each encrypted column."""
        return {str(campo.column): campo.kind for campo in self.campos}


Avance = Callable[[Tabla, int], None]


def list_tablas() -> list[Tabla]:
    """Return all tables of the project that have encrypted columns, by name."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        meta = model._meta  # noqa: SLF001 (Django documents it)
        campos = tuple(field for field in meta.local_concrete_fields if isinstance(field, EncryptedTextField))
        if campos and meta.managed and not meta.proxy:
            found.append(Tabla(model, campos))
    return sorted(found, key=lambda tabla: tabla.nombre)


def rotate(tabla: Tabla, avance: Avance) -> int:
    """Encrypt the table's values with the new key. Returns how many were under the old one. Raises Ilegible.

    `avance(tabla, seen)` is called after each batch, which is one transaction.
    """
    check_key(settings.CLAVE_CIFRADO)
    check_key(settings.CLAVE_CIFRADO_ANTERIOR)
    changed = 0
    for seen, valores in read_valores(tabla.modelo, tabla.campos):
        with transaction.atomic():
            for campo in tabla.campos:
                changed += write_valores(campo, _change(valor for valor in valores if valor.campo is campo))
        avance(tabla, seen)
    return changed


def verify(tabla: Tabla) -> int:
    """Return how many values the table has, after reading each with the new key. Raises Ilegible."""
    count = 0
    for _, valores in read_valores(tabla.modelo, tabla.campos):
        for valor in valores:
            if valor.open() is None:
                raise Ilegible(valor.donde)
            count += 1
    return count


def _change(valores: Iterator[Valor]) -> Iterator[tuple[Valor, str]]:
    """Yield the values that are under the old key, each with its cipher text under the new one."""
    for valor in valores:
        if valor.open() is not None:
            continue
        if (text := valor.open(key=settings.CLAVE_CIFRADO_ANTERIOR)) is None:
            raise Ilegible(valor.donde)
        yield valor, valor.seal(text)
