"""What a load of the clinics tells."""

from dataclasses import dataclass, field
from typing import Final

PRIMEROS: Final = 100


@dataclass(slots=True)
class ResumenClinicas:
    """The counts of a load, and line by line what was refused or is doubtful."""

    filas: int = 0
    otras_unidades: int = 0
    nuevas: int = 0
    cambiadas: int = 0
    sin_cambio: int = 0
    cerradas: int = 0
    fuera: int = 0
    rechazadas: int = 0
    centros_cp: int = 0
    centros_municipio: int = 0
    notas: list[str] = field(default_factory=list)
    omitidas: int = 0

    def refuse(self, linea: int, motivo: str) -> None:
        """Count the row as refused and say why."""
        self.rechazadas += 1
        self.notice(f"Fila {linea}: rechazada: {motivo}.")

    def notice(self, nota: str) -> None:
        """Keep the note, if it is one of the first; count the others."""
        if len(self.notas) < PRIMEROS:
            self.notas.append(nota)
        else:
            self.omitidas += 1

    def as_dict(self) -> dict[str, int]:
        """Return the counts by name."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__ if name not in ("notas", "omitidas")}

    def describe(self) -> str:
        """Return the counts as a sentence."""
        return (
            f"{self.filas} filas. Clínicas: {self.nuevas} nuevas, {self.cambiadas} cambiadas, "
            f"{self.sin_cambio} sin cambio, {self.cerradas} ya no operan, {self.rechazadas} rechazadas. "
            f"Fuera de operación: {self.fuera}. Otras unidades: {self.otras_unidades}. "
            f"Centros: {self.centros_cp} códigos postales, {self.centros_municipio} municipios."
        )
