"""The one step of the vigencia: seen only by a student whom something kept from the answer before."""

from tramites.wizard.forms import PasoForm
from tramites.wizard.pasos import Step

PASOS = (Step("identidad", PasoForm, "¿Son tus datos?", template="tramites/vigencia/identidad.html"),)
