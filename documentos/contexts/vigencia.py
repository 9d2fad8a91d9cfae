"""Whether a student is covered (D3 in docs/reglas.md, «Documents»)."""

from dataclasses import dataclass
from datetime import date

from documentos.contexts.base import PERSONA, ContextoPersonal
from documentos.contexts.partes import ClinicaImpresa


@dataclass(frozen=True, kw_only=True)
class DatosVigencia(ContextoPersonal):
    """Covered or not, since when and by whom. Raises ValueError for a cover without its beginning.

    `clinica`: what is not known before the alta is empty, and stays blank on the paper.
    """

    tipo = "vigencia"
    titulo = "Constancia de vigencia de derechos"
    archivo = "constancia-de-vigencia"
    para_escuela = True
    plantilla = "documentos/pdf/vigencia.html"
    homoclave = "IMSS-02-020"
    formato = "FF-IMSS-012"
    dof = date(2015, 11, 10)
    cadena = PERSONA | {
        "fecha_nacimiento": "fecha de nacimiento",
        "sexo": "sexo",
        "entidad": "lugar de nacimiento",
        "plantel": "plantel",
        "derecho_impreso": "con derecho",
        "vigente_al": "vigente al",
        "clinica.unidad": "UMF",
        "clinica.turno": "turno",
        "clinica.consultorio": "consultorio",
        "agregado_medico": "agregado médico",
        "registro_patronal": "registro patronal",
        "patron": "patrón",
        "inicio_vigencia": "inicio de vigencia",
    }

    con_derecho: bool
    vigente_al: date | None  # the day that was asked about; of a cover that ended, its last day; None: never covered
    clinica: ClinicaImpresa
    agregado_medico: str
    registro_patronal: str
    patron: str
    inicio_vigencia: date | None
    fecha_constancia: date
    motivo: str  # of a NO, in one sentence; empty with a SI

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.con_derecho and not (self.inicio_vigencia and self.vigente_al):
            raise ValueError("a cover has a day on which it began and one on which it was asked about")

    @property
    def is_negativo(self) -> bool:
        return not self.con_derecho

    @property
    def derecho_impreso(self) -> str:
        """Return the word that the document prints."""
        return "SI" if self.con_derecho else "NO"

    @property
    def estado_impreso(self) -> str:
        """Return the state that the document prints."""
        return "Vigente" if self.con_derecho else "No vigente"
