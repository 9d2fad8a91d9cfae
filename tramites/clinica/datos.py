"""What the wizards of alta and cambio hand over."""

from dataclasses import asdict, dataclass
from typing import Any, Final

from padron.asegurados.clinica.datos import Domicilio as DomicilioConTelefonos
from tramites.clinica.rules import Lugar
from tramites.domicilio.datos import Domicilio
from tramites.wizard.pasos import Respuestas

TELEFONOS, CLINICA, REVISION = "telefonos", "clinica", "revision"  # the steps
INICIAR: Final = "iniciar"


@dataclass(frozen=True, kw_only=True)
class Eleccion:
    """Where a student lives, and the clinic and shift that they chose; of a change, why."""

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
        """Return what `to_json` was called on."""
        return cls(**{**values, "domicilio": DomicilioConTelefonos(**values["domicilio"])})

    @classmethod
    def from_respuestas(cls, respuestas: Respuestas, *, telefonos: dict[str, str] | None = None) -> "Eleccion":
        """Return what the steps asked for; `telefonos` are those known where the procedure does not ask.

        Raises KeyError if a step is missing, ValueError for a place that no form gave.
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
