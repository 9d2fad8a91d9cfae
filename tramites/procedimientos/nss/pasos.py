"""The steps of the NSS procedure for a student who has none yet."""

from tramites.domicilio.pasos import PASOS_DOMICILIO
from tramites.wizard.forms import PasoForm
from tramites.wizard.pasos import Step

PASOS = (
    Step("identidad", PasoForm, "¿Son tus datos?", template="tramites/nss/identidad.html"),
    *PASOS_DOMICILIO,
    Step("revision", PasoForm, "Revisa tus datos", template="tramites/nss/revision.html"),
)
