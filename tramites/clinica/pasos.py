"""The steps that alta and cambio share."""

from tramites.clinica.datos import CLINICA, REVISION, TELEFONOS
from tramites.clinica.forms import ClinicaForm, OtraClinicaForm, TelefonosForm
from tramites.domicilio.datos import CODIGO_POSTAL, ESTADO
from tramites.wizard.forms import PasoForm
from tramites.wizard.pasos import Step

__all__ = ["PASO_CLINICA", "PASO_OTRA_CLINICA", "PASO_TELEFONOS", "make_revision"]

PASO_TELEFONOS = Step(TELEFONOS, TelefonosForm, "¿Cuál es tu teléfono?")


def _make_clinica(form: type[ClinicaForm], title: str) -> Step:
    template, depends_on = "tramites/clinica/clinica.html", (CODIGO_POSTAL, ESTADO)
    return Step(CLINICA, form, title, template=template, depends_on=depends_on)


PASO_CLINICA = _make_clinica(ClinicaForm, "Elige tu clínica")
PASO_OTRA_CLINICA = _make_clinica(OtraClinicaForm, "Elige tu nueva clínica")


def make_revision(title: str, template: str) -> Step:
    """Return the last step, with the procedure's own words."""
    return Step(REVISION, PasoForm, title, template=template)
