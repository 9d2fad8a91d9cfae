"""What a load of the postal catalogue tells."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final

from padron.catalogos.estados import ESTADOS

_PRIMEROS: Final = 20


@dataclass(slots=True)
class Resumen:
    """The counts of a load, and its first notices."""

    filas: int = 0
    codigos_nuevos: int = 0
    codigos_cambiados: int = 0
    codigos_quitados: int = 0
    codigos_en_uso: int = 0
    colonias_nuevas: int = 0
    colonias_quitadas: int = 0
    repetidas: int = 0
    avisos: list[str] = field(default_factory=list)

    def notice(self, aviso: str) -> None:
        """Keep the notice, if it is one of the first."""
        if len(self.avisos) < _PRIMEROS:
            self.avisos.append(aviso)

    def notice_estados(self, presentes: Collection[str]) -> None:
        """Say which states have no postal code at all: SEPOMEX also hands out the file of one state."""
        faltan = [nombre for clave, nombre in ESTADOS.items() if clave not in presentes]
        if faltan:
            self.avisos.insert(0, f"No vienen códigos de: {', '.join(faltan)}.")

    def as_dict(self) -> dict[str, int]:
        """Return the counts by name."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__ if name != "avisos"}

    def describe(self) -> str:
        """Return the counts as a sentence."""
        return (
            f"{self.filas} filas. Códigos postales: {self.codigos_nuevos} nuevos, {self.codigos_cambiados} cambiados, "
            f"{self.codigos_quitados} quitados, {self.codigos_en_uso} conservados porque están en uso. "
            f"Colonias: {self.colonias_nuevas} nuevas, {self.colonias_quitadas} quitadas. "
            f"Filas repetidas: {self.repetidas}."
        )
