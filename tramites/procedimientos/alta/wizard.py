"""The questions of the alta."""

from datetime import date

from padron.asegurados.selectors import get_adscripcion
from tramites.clinica.wizard import ClinicaWizard
from tramites.cobertura.requisitos import need_nss, need_vigencia
from tramites.models import Solicitud
from tramites.procedimientos.alta.pasos import PASOS
from tramites.wizard.impedimento import Impedimento


class AltaWizard(ClinicaWizard):
    """Identity, address, telephones, clinic, review."""

    pasos = PASOS

    @staticmethod
    def get_impedimento(solicitud: Solicitud, hoy: date) -> Impedimento | None:
        return need_nss(solicitud) or need_vigencia(solicitud, hoy) or _need_ninguna_clinica(solicitud)


def _need_ninguna_clinica(solicitud: Solicitud) -> Impedimento | None:
    """Return the page that leads to the change of clinic, for a student who has one."""
    adscripcion = get_adscripcion(solicitud.get_asegurado())
    if adscripcion is None:
        return None
    return Impedimento("tramites/alta/con_clinica.html", {"adscripcion": adscripcion})
