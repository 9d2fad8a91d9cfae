"""The steps of the alta."""

from tramites.clinica.pasos import PASO_CLINICA, PASO_TELEFONOS, make_revision
from tramites.domicilio.pasos import PASOS_DOMICILIO
from tramites.wizard.forms import PasoForm
from tramites.wizard.pasos import Step

PASOS = (
    Step("identidad", PasoForm, "¿Son tus datos?", template="tramites/alta/identidad.html"),
    *PASOS_DOMICILIO,
    PASO_TELEFONOS,
    PASO_CLINICA,
    make_revision("Revisa tu registro", "tramites/alta/revision.html"),
)
