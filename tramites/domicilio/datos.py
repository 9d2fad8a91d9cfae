"""An address, as it leaves the wizard."""

from dataclasses import asdict, dataclass
from typing import Any

from padron.catalogos.estados import ESTADOS
from padron.catalogos.selectors import get_codigo_postal
from tramites.wizard.pasos import Respuestas

CODIGO_POSTAL, ESTADO, DOMICILIO = "codigo-postal", "estado", "domicilio"  # the steps


@dataclass(frozen=True, kw_only=True)
class Domicilio:
    """Where a student lives while studying. `estado` is the INEGI code."""

    cp: str
    estado: str
    municipio: str
    colonia: str
    calle: str
    exterior: str
    interior: str

    @property
    def nombre_estado(self) -> str:
        """Return the state's name."""
        return ESTADOS[self.estado]

    @property
    def lineas(self) -> tuple[str, str, str]:
        """Return the address as it is written on an envelope."""
        interior = f", interior {self.interior}" if self.interior else ""
        return (
            f"{self.calle} {self.exterior}{interior}",
            f"Colonia {self.colonia}",
            f"{self.municipio}, {self.nombre_estado}",
        )

    def to_json(self) -> dict[str, Any]:
        """Return the fields as JSON holds them."""
        return asdict(self)

    @classmethod
    def from_respuestas(cls, respuestas: Respuestas) -> "Domicilio":
        """Return the address that the steps of `tramites.domicilio.pasos` asked for.

        A postal code that the catalogue knows says state and municipio; of another one both were chosen. Raises
        KeyError if a step is missing.
        """
        answers = respuestas[DOMICILIO]
        cp = respuestas[CODIGO_POSTAL]["cp"]
        known = get_codigo_postal(cp)
        return cls(
            cp=cp,
            estado=known.municipio.estado if known else respuestas[ESTADO]["estado"],
            municipio=known.municipio.nombre if known else answers["municipio"],
            colonia=answers["otra_colonia"] or answers["colonia"],
            calle=answers["calle"],
            exterior=answers["exterior"],
            interior=answers["interior"],
        )
