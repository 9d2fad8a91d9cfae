"""What a load tells: the counts, and line by line what was refused, faulty or odd."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, NamedTuple, TextIO

_PRIMEROS: Final = 20


class Nota(NamedTuple):
    """One line of the report. It cites neither CURP nor NSS, and never begins with what a spreadsheet would run."""

    linea: int
    tipo: str
    texto: str


@dataclass(slots=True)
class Resumen:
    """The counts of a load and its first notes; all notes go to the report file, where there is one."""

    filas: int = 0
    creadas: int = 0
    actualizadas: int = 0
    sin_cambio: int = 0
    rechazadas: int = 0
    con_falla: int = 0
    avisos: int = 0
    primeras: list[Nota] = field(default_factory=list)

    def as_dict(self) -> dict[str, int]:
        """Return the counts by name."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__ if name != "primeras"}


class Informe:
    """Collects the notes: the first ones in the summary, all of them in a CSV file that Excel opens as it is."""

    def __init__(self, resumen: Resumen, archivo: TextIO | None) -> None:
        self.resumen = resumen
        self._writer = csv.writer(archivo) if archivo else None
        if self._writer:
            self._writer.writerow(Nota._fields)

    def add(self, notas: Iterable[Nota]) -> None:
        """Add the notes of a batch, in the order of their lines."""
        ordered = sorted(notas)
        self.resumen.primeras += ordered[: _PRIMEROS - len(self.resumen.primeras)]
        if self._writer:
            self._writer.writerows(ordered)
