"""The data that the wizards of alta and cambio pass to the Celery worker."""

from dataclasses import asdict, dataclass
from typing import Any, Final

from padron.asegurados.clinica.datos import DomicilioConTelefonos
from tramites.preguntas.domicilio import Domicilio
from tramites.preguntas.pasos import Respuestas
from tramites.procedimientos.clinica.rules import Lugar

TELEFONOS, CLINICA, REVISION = "telefonos", "clinica", "revision"  # slugs of the wizard steps
INICIAR: Final = "iniciar"


@dataclass(frozen=True, kw_only=True)
class Eleccion:
    """The student's answers: postal address, clinic, shift and, for a cambio, the reason."""

    domicilio: DomicilioConTelefonos
    clinica: str
    turno: str
    motivo: str = ""

    @property
    def lugar(self) -> Lugar:
        """Return the chosen clinic and shift."""
        return Lugar(self.clinica, self.turno)

    def to_json(self) -> dict[str, Any]:
        """Return the fields as a dict that can be stored as JSON."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> "Eleccion":
        """Return the Eleccion from the dict that `to_json` returned."""
        return cls(**{**values, "domicilio": DomicilioConTelefonos(**values["domicilio"])})

    @classmethod
    def from_respuestas(cls, respuestas: Respuestas, *, telefonos: dict[str, str] | None = None) -> "Eleccion":
        """Return the Eleccion for the answers of the wizard.

        A procedure that does not ask for telephone numbers passes the known numbers as `telefonos`. Raises KeyError if
        an answer is missing. Raises ValueError if the answer to the clinic step is not a clinic and a shift.
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
