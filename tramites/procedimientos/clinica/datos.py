"""What the wizards of alta and cambio hand to the worker."""

from dataclasses import asdict, dataclass
from typing import Any, Final

from padron.asegurados.clinica.datos import DomicilioConTelefonos
from tramites.preguntas.domicilio import Domicilio
from tramites.preguntas.pasos import Respuestas
from tramites.procedimientos.clinica.rules import Lugar

TELEFONOS, CLINICA, REVISION = "telefonos", "clinica", "revision"  # slugs of the steps
INICIAR: Final = "iniciar"


@dataclass(frozen=True, kw_only=True)
class Eleccion:
    """Where a student lives, which clinic and shift they chose, and (cambio only) why."""

    domicilio: DomicilioConTelefonos
    clinica: str
    turno: str
    motivo: str = ""

    @property
    def lugar(self) -> Lugar:
        """Return clinic and shift."""
        return Lugar(self.clinica, self.turno)

    def to_json(self) -> dict[str, Any]:
        """Return the fields as JSON holds them."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> "Eleccion":
        """Return the Eleccion that `to_json` was called on."""
        return cls(**{**values, "domicilio": DomicilioConTelefonos(**values["domicilio"])})

    @classmethod
    def from_respuestas(cls, respuestas: Respuestas, *, telefonos: dict[str, str] | None = None) -> "Eleccion":
        """Return the answers of the steps. `telefonos` are the known ones, for a procedure that does not ask for them.

        Raises KeyError if a step is missing, and ValueError for a place that no form offered.
        """
        lugar = Lugar.parse(respuestas[CLINICA]["lugar"])
        if lugar is None:
            raise ValueError("no clinic and shift")
        conocidos = dict(respuestas[TELEFONOS]) if telefonos is None else telefonos
        domicilio = Domicilio.from_respuestas(respuestas)
        return cls(
            domicilio=DomicilioConTelefonos(**domicilio.to_json(), **conocidos),
            clinica=lugar.clinica,
            turno=lugar.turno,
            motivo=respuestas.get(INICIAR, {}).get("motivo", ""),
        )
