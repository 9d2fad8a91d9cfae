"""The data that the wizard of the renuncia passes to the Celery worker."""

from dataclasses import asdict, dataclass
from typing import Any

from tramites.preguntas.pasos import Respuestas
from tramites.procedimientos.renuncia.models import Renuncia

MOTIVO, COBERTURA, EXPLICACION, REVISION = "motivo", "cobertura", "explicacion", "revision"  # slugs of the wizard steps


@dataclass(frozen=True, kw_only=True)
class DatosRenunciados:
    """The student's answers about the renuncia. Fields of steps that do not apply are empty."""

    motivo: str
    institucion: str = ""
    numero: str = ""
    explicacion: str = ""
    tutor: str = ""

    @property
    def motivo_escrito(self) -> str:
        """Return the reason as text, such as «No la necesito»."""
        return str(Renuncia.Motivo(self.motivo).label)

    @property
    def motivo_impreso(self) -> str:
        """Return the reason as the document prints it, with the explanation if there is one."""
        return f"{self.motivo_escrito}: {self.explicacion}" if self.explicacion else self.motivo_escrito

    def to_json(self) -> dict[str, Any]:
        """Return the fields as a dict that can be stored as JSON."""
        return asdict(self)

    @classmethod
    def from_respuestas(cls, respuestas: Respuestas) -> "DatosRenunciados":
        """Return the DatosRenunciados for the answers of the wizard. Raises KeyError if the reason is missing."""
        cobertura = respuestas.get(COBERTURA, {})
        return cls(
            motivo=respuestas[MOTIVO]["motivo"],
            institucion=cobertura.get("institucion", ""),
            numero=cobertura.get("numero", ""),
            explicacion=respuestas.get(EXPLICACION, {}).get("explicacion", ""),
            tutor=respuestas.get(REVISION, {}).get("tutor", ""),
        )
