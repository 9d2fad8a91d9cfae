"""The questions of a change of clinic."""

from datetime import date
from typing import Any

from padron.asegurados.selectors import get_adscripcion, get_domicilio, get_fecha_de_cambio
from tramites.clinica.datos import INICIAR, REVISION, Eleccion
from tramites.clinica.wizard import ClinicaWizard
from tramites.cobertura.requisitos import need_nss, need_vigencia
from tramites.models import Solicitud
from tramites.procedimientos.cambio.forms import MotivoForm
from tramites.procedimientos.cambio.pasos import PASOS
from tramites.wizard.impedimento import Impedimento


class CambioWizard(ClinicaWizard):
    """Reason, address, clinic, review; the present clinic stands on top of each, and beside the new one at the end."""

    pasos = PASOS

    @staticmethod
    def get_impedimento(solicitud: Solicitud, hoy: date) -> Impedimento | None:
        return need_nss(solicitud) or need_vigencia(solicitud, hoy) or need_clinica(solicitud, hoy)

    def get_context_data(self, form: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(form, **kwargs)
        motivos = dict(MotivoForm.base_fields["motivo"].choices)  # type: ignore[attr-defined]
        return context | {
            "anterior" if self.step.slug == REVISION else "actual": get_adscripcion(self.solicitud.get_asegurado()),
            "motivo": motivos.get(self.respuestas.get(INICIAR, {}).get("motivo")),
            "cambiar_motivo": self.get_step_url(INICIAR),
        }

    def get_eleccion(self) -> Eleccion:
        """Return what the steps asked for, with the telephones that were given before: here nobody is asked."""
        conocido = get_domicilio(self.solicitud.get_asegurado())
        telefonos = {"celular": conocido.celular, "telefono": conocido.telefono} if conocido else {}
        return Eleccion.from_respuestas(self.respuestas, telefonos=telefonos)


def need_clinica(solicitud: Solicitud, hoy: date) -> Impedimento | None:
    """Return the page that leads to the alta, or that says from when on a change is possible."""
    asegurado = solicitud.get_asegurado()
    adscripcion = get_adscripcion(asegurado)
    if adscripcion is None:
        return Impedimento("tramites/cambio/sin_clinica.html")
    desde = get_fecha_de_cambio(asegurado, adscripcion)
    if desde is None or hoy >= desde:
        return None
    return Impedimento("tramites/cambio/reciente.html", {"adscripcion": adscripcion, "desde": desde})
