"""The steps of a renuncia."""

from tramites.models import Renuncia
from tramites.procedimientos.renuncia.datos import COBERTURA, EXPLICACION, MOTIVO, REVISION
from tramites.procedimientos.renuncia.forms import CoberturaForm, ExplicacionForm, MotivoForm, RevisionForm
from tramites.wizard.forms import PasoForm
from tramites.wizard.pasos import Respuestas, Step


def has_otra_cobertura(respuestas: Respuestas) -> bool:
    """Tell whether the reason is another cover."""
    return respuestas.get(MOTIVO, {}).get("motivo") == Renuncia.Motivo.OTRA_COBERTURA


def has_otra_razon(respuestas: Respuestas) -> bool:
    """Tell whether the reason is another one."""
    return respuestas.get(MOTIVO, {}).get("motivo") == Renuncia.Motivo.NO_LA_NECESITO


PASOS = (
    Step("identidad", PasoForm, "¿Son tus datos?", template="tramites/renuncia/identidad.html"),
    Step(MOTIVO, MotivoForm, "¿Por qué renuncias?"),
    Step(COBERTURA, CoberturaForm, "¿Quién te da servicio médico?", applies=has_otra_cobertura, depends_on=(MOTIVO,)),
    Step(EXPLICACION, ExplicacionForm, "¿Por qué no la necesitas?", applies=has_otra_razon, depends_on=(MOTIVO,)),
    Step(REVISION, RevisionForm, "Revisa tu renuncia", template="tramites/renuncia/revision.html"),
)
