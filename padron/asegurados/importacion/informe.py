"""What a load tells: the counts, the notes line by line, and the refused rows in the columns they came in."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, TextIO

from padron.asegurados.importacion.columnas import simplify
from padron.asegurados.importacion.notas import AVISO, FALLA, REPARADA, Nota
from padron.asegurados.models import FallaDato
from plataforma.archivos.formulas import neutralize

_PRIMEROS: Final = 20
MOTIVO: Final = "Motivo"
_COMO_RESOLVER: Final = {
    FallaDato.Causa.CURP_NOMBRE: "compáralo con la CURP: quizá los apellidos están invertidos o es de otra persona",
    FallaDato.Causa.CURP_FECHA: "corrige la fecha o la CURP, lo que esté mal",
    FallaDato.Causa.CURP_SEXO: "corrige el sexo o la CURP, lo que esté mal",
    FallaDato.Causa.CURP_ENTIDAD: "corrige la entidad o la CURP, lo que esté mal",
    FallaDato.Causa.NSS_DIGITO: "compáralo con la tarjeta o la constancia del estudiante",
    FallaDato.Causa.NSS_DISTINTO: "se conserva el del expediente; confirma cuál es el suyo",
    FallaDato.Causa.NSS_REPETIDO: "déjalo solo en la fila de su dueño",
    FallaDato.Causa.CODIGO_REPETIDO: "déjalo solo en la fila de su dueño",
}


@dataclass(slots=True)
class Resumen:
    """The counts of a load and its first notes; all notes go to the file of notes, if there is one."""

    filas: int = 0
    creadas: int = 0
    actualizadas: int = 0
    sin_cambio: int = 0
    rechazadas: int = 0
    con_falla: int = 0
    reparadas: int = 0
    avisos: int = 0
    primeras: list[Nota] = field(default_factory=list)

    def as_dict(self) -> dict[str, int]:
        """Return the counts by name."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__ if name != "primeras"}


class Informe:
    """Collects the notes. The two files are CSV that Excel opens as it is; no cell of them runs as a formula."""

    def __init__(self, *, notas: TextIO | None = None, rechazadas: TextIO | None = None) -> None:
        self.resumen = Resumen()
        self._notas = csv.writer(notas) if notas else None
        self._rechazadas = csv.writer(rechazadas) if rechazadas else None
        self._ancho = 0
        if self._notas:
            self._notas.writerow(Nota._fields)

    def start(self, encabezado: Sequence[str]) -> None:
        """Write the header of the refused rows: the columns of the file, and the reason."""
        # A file of refused rows that is loaded again has the column already.
        has_motivo = bool(encabezado) and simplify(encabezado[-1]) == simplify(MOTIVO)
        self._ancho = len(encabezado) - has_motivo
        if self._rechazadas:
            self._rechazadas.writerow([*map(neutralize, encabezado[: self._ancho]), MOTIVO])

    def add(self, notas: Iterable[Nota]) -> None:
        """Add the notes of a batch, in the order of their lines."""
        ordered = sorted(notas)
        self.resumen.reparadas += sum(1 for nota in ordered if nota.tipo == REPARADA)
        self.resumen.avisos += sum(1 for nota in ordered if nota.tipo == AVISO)
        self.resumen.primeras += ordered[: _PRIMEROS - len(self.resumen.primeras)]
        if self._notas:
            self._notas.writerows([nota.linea, *map(neutralize, nota[1:])] for nota in ordered)

    def refuse(self, celdas: Sequence[str], motivos: Iterable[str]) -> None:
        """Write one refused row as it came, with its reasons."""
        if self._rechazadas:
            propias = [*celdas, *[""] * self._ancho][: max(self._ancho, 0)]
            sobran = [cell for cell in celdas[self._ancho + 1 :] if cell]
            self._rechazadas.writerow([*map(neutralize, propias), "; ".join(motivos), *map(neutralize, sobran)])


def describe_falla(linea: int, falla: FallaDato) -> Nota:
    """Return the note on a data fault: what the row says, what was expected, how to settle it."""
    causa = FallaDato.Causa(falla.causa)
    columna = "curp" if causa.startswith("curp") else causa.partition("_")[0]
    visto, esperado = falla.detalle.get("visto", ""), falla.detalle.get("esperado", "")
    dice = f"{visto} (padrón: {esperado})" if columna == "curp" else visto
    return Nota(linea, FALLA, f"{causa.label}; {_COMO_RESOLVER[causa]}", columna, dice)
