"""A renuncia, as it leaves the wizard."""

from dataclasses import asdict, dataclass
from typing import Any

from tramites.models import Renuncia
from tramites.wizard.pasos import Respuestas

MOTIVO, COBERTURA, EXPLICACION, REVISION = "motivo", "cobertura", "explicacion", "revision"  # the steps


@dataclass(frozen=True, kw_only=True)
class DatosRenunciados:
    """What the student gave. Of the ways that were not taken everything is empty."""

    motivo: str
    institucion: str = ""
    numero: str = ""
    explicacion: str = ""
    tutor: str = ""

    @property
    def motivo_escrito(self) -> str:
        """Return the reason in words."""
        return str(Renuncia.Motivo(self.motivo).label)

    @property
    def motivo_impreso(self) -> str:
        """Return the reason as the document prints it, with the explanation where there is one."""
        return f"{self.motivo_escrito}: {self.explicacion}" if self.explicacion else self.motivo_escrito

    def to_json(self) -> dict[str, Any]:
        """Return the fields as JSON holds them."""
        return asdict(self)

    @classmethod
    def from_respuestas(cls, respuestas: Respuestas) -> "DatosRenunciados":
        """Return what the steps asked for. Raises KeyError if the reason is missing."""
        cobertura = respuestas.get(COBERTURA, {})
        return cls(
            motivo=respuestas[MOTIVO]["motivo"],
            institucion=cobertura.get("institucion", ""),
            numero=cobertura.get("numero", ""),
            explicacion=respuestas.get(EXPLICACION, {}).get("explicacion", ""),
            tutor=respuestas.get(REVISION, {}).get("tutor", ""),
        )
