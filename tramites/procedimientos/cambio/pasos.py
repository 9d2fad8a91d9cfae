"""The steps of a change of clinic."""

from tramites.clinica.datos import INICIAR
from tramites.clinica.pasos import PASO_OTRA_CLINICA, make_revision
from tramites.domicilio.pasos import PASOS_DOMICILIO
from tramites.procedimientos.cambio.forms import MotivoForm
from tramites.wizard.pasos import Step

PASOS = (
    Step(INICIAR, MotivoForm, "Cambia de clínica"),
    *PASOS_DOMICILIO,
    PASO_OTRA_CLINICA,
    make_revision("Revisa tu cambio", "tramites/cambio/revision.html"),
)
