"""What a check is, and how checks are run."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

__all__ = ["Falta", "Revision", "find_faltas"]


@dataclass(frozen=True)
class Falta:
    """A fault: what is wrong, by a short name that anybody may read, and as a Spanish sentence for the staff."""

    nombre: str
    frase: str


@dataclass(frozen=True)
class Revision:
    """A check. `buscar` returns a Spanish sentence for each fault, and none if all is well."""

    nombre: str
    buscar: Callable[[], Iterable[str]]


def find_faltas(revisiones: Iterable[Revision]) -> list[Falta]:
    """Run the checks and return all faults. A check that fails by itself is a fault too."""
    return [Falta(revision.nombre, frase) for revision in revisiones for frase in _run(revision)]


def _run(revision: Revision) -> list[str]:
    try:
        return list(revision.buscar())
    except Exception as error:  # one check must not hide the faults that other checks find
        return [f"No se pudo revisar: {type(error).__name__}."]
