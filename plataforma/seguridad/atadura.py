"""For migrations: binding the values of JSON columns to their rows, and releasing them again."""

from collections.abc import Callable
from typing import Any

from plataforma.seguridad.filas import Ilegible, Valor, read_valores, write_valores

__all__ = ["bind_to_rows", "release_from_rows"]


def bind_to_rows(modelo: Any, *columnas: str) -> None:
    """Encrypt the values of JSON columns again, each bound to its row. What is bound already stays as it is.

    `modelo` is the model after the change of its fields. Raises Ilegible for a value that CLAVE_CIFRADO does not open.
    """
    _rewrite(modelo, columnas, _bind)


def release_from_rows(modelo: Any, *columnas: str) -> None:
    """Undo `bind_to_rows`."""
    _rewrite(modelo, columnas, _release)


def _rewrite(modelo: Any, columnas: tuple[str, ...], change: Callable[[Valor], str | None]) -> None:
    for campo in (modelo._meta.get_field(columna) for columna in columnas):  # noqa: SLF001
        for _, valores in read_valores(modelo, [campo]):
            changes = [(valor, token) for valor in valores if (token := change(valor)) is not None]
            write_valores(campo, changes)


def _bind(valor: Valor) -> str | None:
    """Return the cipher text to store instead, or None if this one is right."""
    if valor.open() is not None:
        return None
    if (text := valor.open(bound=False)) is None:
        raise Ilegible(valor.donde)
    return valor.seal(text)


def _release(valor: Valor) -> str | None:
    if valor.open(bound=False) is not None:
        return None
    if (text := valor.open()) is None:
        raise Ilegible(valor.donde)
    return valor.seal(text, bound=False)
