"""The cambio procedure: its texts, its questions and its result page."""

from datetime import date
from typing import Any

from documentos.contexts import DatosCambioClinica
from padron.asegurados.selectors import get_adscripcion, get_domicilio, get_fecha_de_cambio
from tramites.preguntas.domicilio import PASOS_DOMICILIO
from tramites.preguntas.pasos import Impedimento, Step
from tramites.procedimientos.base import Presentacion, Procedimiento
from tramites.procedimientos.clinica.datos import INICIAR, REVISION, Eleccion
from tramites.procedimientos.clinica.forms import MotivoForm, OtraClinicaForm
from tramites.procedimientos.clinica.resultado import Carnet, get_contexto_clinica
from tramites.procedimientos.clinica.services import al_confirmar, procesar_cambio
from tramites.procedimientos.clinica.views import urls
from tramites.procedimientos.clinica.wizard import ClinicaWizard, make_paso_clinica, make_revision
from tramites.procedimientos.vigencia.cobertura import need_nss, need_vigencia
from tramites.solicitud.estados import EN_CURSO
from tramites.solicitud.models import Solicitud


class CambioWizard(ClinicaWizard):
    """The steps are: reason, postal address, clinic, and review.

    Each step shows the student's present clinic. The review also shows the new clinic.
    """

    pasos = (
        Step(INICIAR, MotivoForm, "Cambia de clínica"),
        *PASOS_DOMICILIO,
        make_paso_clinica(OtraClinicaForm, "Elige tu nueva clínica"),
        make_revision("Revisa tu cambio", "tramites/cambio/revision.html"),
    )

    @staticmethod
    def get_impedimento(solicitud: Solicitud, hoy: date) -> Impedimento | None:
        return need_nss(solicitud) or need_vigencia(solicitud, hoy) or _need_clinica(solicitud, hoy)

    def get_context_data(self, form: Any, **kwargs: Any) -> dict[str, Any]:
        contexto = super().get_context_data(form, **kwargs)
        motivos = dict(MotivoForm.base_fields["motivo"].choices)  # type: ignore[attr-defined]
        return contexto | {
            "anterior" if self.step.slug == REVISION else "actual": get_adscripcion(self.solicitud.get_asegurado()),
            "motivo": motivos.get(self.resolved.respuestas.get(INICIAR, {}).get("motivo")),
            "cambiar_motivo": self.get_step_url(INICIAR),
        }

    def get_eleccion(self) -> Eleccion:
        """Return the answers as an Eleccion (postal address, clinic, shift and reason).

        The cambio does not ask for telephone numbers. It uses the numbers that the student typed in an earlier
        procedure.
        """
        conocido = get_domicilio(self.solicitud.get_asegurado())
        telefonos = {"celular": conocido.celular, "telefono": conocido.telefono} if conocido else {}
        return Eleccion.from_respuestas(self.resolved.respuestas, telefonos=telefonos)


def _need_clinica(solicitud: Solicitud, hoy: date) -> Impedimento | None:
    """Return an Impedimento if the student cannot change the clinic today, otherwise None.

    A student without a clinic must use the procedure alta. A student who has changed the clinic recently must wait.
    """
    asegurado = solicitud.get_asegurado()
    adscripcion = get_adscripcion(asegurado)
    if adscripcion is None:
        return Impedimento("tramites/cambio/sin_clinica.html")
    desde = get_fecha_de_cambio(asegurado, adscripcion)
    if desde is None or hoy >= desde:
        return None
    return Impedimento("tramites/cambio/reciente.html", {"adscripcion": adscripcion, "desde": desde})


def get_contexto_resultado(solicitud: Solicitud, hoy: date) -> dict[str, Any]:
    """Return the data of the result page: the former clinic, the new clinic and the carnet."""
    contexto = get_contexto_clinica(solicitud, DatosCambioClinica.tipo)
    carnet = ("Usa solo tu carnet nuevo: el anterior ya no vale.",) if contexto["carnet"] is Carnet.ENTREGADO else ()
    visita = "Lleva tu comprobante a tu primera visita, con tu identificación y un comprobante de tu domicilio."
    return contexto | {"que_sigue": (*carnet, visita)}


CAMBIO = Procedimiento(
    tipo="cambio",
    titulo="Cambia de clínica",
    presentacion=Presentacion(
        resumen="Te cambias a otra Unidad de Medicina Familiar (UMF), o a otro turno de la misma.",
        necesitas=(
            "Tu CURP.",
            "El correo que registraste en tu escuela.",
            "El código postal y la dirección donde vives mientras estudias.",
        ),
        pasos=(
            "Escribes tu CURP y tu correo.",
            "Abres la liga que te enviamos.",
            "Dices por qué quieres cambiar y dónde vives.",
            "Eliges clínica y turno entre las más cercanas.",
            "Comparas las dos clínicas y confirmas.",
        ),
        oficial="https://serviciosdigitales.imss.gob.mx/gestionAsegurados-web-externo/home/asegurado",
        obtienes=(
            "Tu comprobante de cambio de clínica en PDF.",
            "Tu carnet de citas nuevo: el anterior deja de valer.",
            "Tu constancia de vigencia con tu nueva clínica.",
        ),
    ),
    etapas=("Recibimos tu solicitud", "Apartamos tu lugar en la nueva clínica", "Preparamos tus documentos"),
    retoma=EN_CURSO,
    al_confirmar=al_confirmar,
    procesar=procesar_cambio,
    wizard=CambioWizard,
    contexto_resultado=get_contexto_resultado,
    urls=urls,
)
