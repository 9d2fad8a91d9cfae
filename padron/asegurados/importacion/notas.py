"""What a load tells about a row: what was repaired, what is doubtful, what refuses the row."""

from dataclasses import dataclass, field
from typing import Final, NamedTuple

from plataforma.archivos.lectura import cite

LECTURA: Final = "lectura"  # how a whole column was read
RECHAZADA: Final = "rechazada"
FALLA: Final = "falla"
AVISO: Final = "aviso"
REPARADA: Final = "reparada"


class Nota(NamedTuple):
    """One note. `dice` is what the file says, `queda` what is stored instead; they may hold a CURP or an NSS."""

    linea: int
    tipo: str
    texto: str
    columna: str = ""
    dice: str = ""
    queda: str = ""


@dataclass(slots=True)
class Notas:
    """The notes on one row."""

    linea: int
    todas: list[Nota] = field(default_factory=list)

    def refuse(self, texto: str, columna: str = "", dice: str = "") -> None:
        """Note a reason why the row is not stored."""
        self.todas.append(Nota(self.linea, RECHAZADA, texto, columna, dice))

    def warn(self, texto: str, columna: str, dice: str = "", queda: str = "") -> None:
        """Note something doubtful; the row is stored."""
        self.todas.append(Nota(self.linea, AVISO, texto, columna, dice, queda))

    def repair(self, texto: str, columna: str, dice: str, queda: str) -> None:
        """Note that `queda` is stored, because the file or the CURP proves that it was meant."""
        self.todas.append(Nota(self.linea, REPARADA, texto, columna, dice, queda))

    def list_textos(self, tipo: str) -> list[str]:
        """Return the texts of the notes of one kind."""
        return [nota.texto for nota in self.todas if nota.tipo == tipo]

    @property
    def is_rechazada(self) -> bool:
        """Tell whether any note refuses the row."""
        return any(nota.tipo == RECHAZADA for nota in self.todas)


_PRIVADAS: Final = ("curp", "nss")  # the screen may be a log; the files of the report have the values


def describe(nota: Nota) -> str:
    """Return the note as a line for the screen, without the values of CURP and NSS."""
    valores = ""
    if nota.dice and nota.columna not in _PRIVADAS:
        valores = f" «{cite(nota.dice)}»" + (f" → «{cite(nota.queda)}»" if nota.queda else "")
    columna = f" {nota.columna}{valores}:" if nota.columna else ""
    return f"línea {nota.linea}: {nota.tipo}:{columna} {nota.texto}"
