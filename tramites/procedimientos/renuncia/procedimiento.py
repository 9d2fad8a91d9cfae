"""The renuncia procedure: its texts, its questions and its result page."""

from datetime import date
from typing import Any

from tramites.preguntas.forms import make_identidad
from tramites.preguntas.pasos import Impedimento, Respuestas, Step
from tramites.preguntas.wizard import BaseWizard
from tramites.procedimientos.base import Presentacion, Procedimiento
from tramites.procedimientos.renuncia.datos import COBERTURA, EXPLICACION, MOTIVO, REVISION, DatosRenunciados
from tramites.procedimientos.renuncia.forms import CoberturaForm, ExplicacionForm, MotivoForm, RevisionForm
from tramites.procedimientos.renuncia.models import Renuncia
from tramites.procedimientos.renuncia.services import al_confirmar, procesar
from tramites.procedimientos.renuncia.views import urls
from tramites.solicitud.estados import EN_CURSO
from tramites.solicitud.models import Solicitud


def has_otra_cobertura(respuestas: Respuestas) -> bool:
    """Return whether the student renounces because they have another medical service."""
    return respuestas.get(MOTIVO, {}).get("motivo") == Renuncia.Motivo.OTRA_COBERTURA


def has_otra_razon(respuestas: Respuestas) -> bool:
    """Return whether the student renounces because they do not need the affiliation."""
    return respuestas.get(MOTIVO, {}).get("motivo") == Renuncia.Motivo.NO_LA_NECESITO


class RenunciaWizard(BaseWizard):
    """The steps are: confirm the identity, reason, details of the reason, and review.

    In the review, the student declares under oath that the data are true.
    """

    pasos = (
        make_identidad("tramites/renuncia/identidad.html"),
        Step(MOTIVO, MotivoForm, "¿Por qué renuncias?"),
        Step(
            COBERTURA, CoberturaForm, "¿Quién te da servicio médico?", applies=has_otra_cobertura, depends_on=(MOTIVO,)
        ),
        Step(EXPLICACION, ExplicacionForm, "¿Por qué no la necesitas?", applies=has_otra_razon, depends_on=(MOTIVO,)),
        Step(REVISION, RevisionForm, "Revisa tu renuncia", template="tramites/renuncia/revision.html"),
    )

    @staticmethod
    def get_impedimento(solicitud: Solicitud, hoy: date) -> Impedimento | None:
        """Return an Impedimento if the student has already presented a renuncia, otherwise None.

        The campus has not received or returned this renuncia yet.
        """
        presentada = Renuncia.objects.filter(asegurado=solicitud.get_asegurado(), estado=Renuncia.Estado.PRESENTADA)
        renuncia = presentada.select_related("solicitud", "plantel").first()
        return Impedimento("tramites/renuncia/ya_presentada.html", {"renuncia": renuncia}) if renuncia else None

    def get_context_data(self, form: Any, **kwargs: Any) -> dict[str, Any]:
        contexto: dict[str, Any] = super().get_context_data(form, **kwargs)
        if self.step.slug == REVISION:
            contexto["datos"] = DatosRenunciados.from_respuestas(self.resolved.respuestas)
            detalle = COBERTURA if has_otra_cobertura(self.resolved.respuestas) else EXPLICACION
            contexto["cambiar_motivo"] = self.get_step_url(MOTIVO)
            contexto["cambiar_detalle"] = self.get_step_url(detalle)
        return contexto

    def get_datos(self) -> dict[str, Any]:
        return DatosRenunciados.from_respuestas(self.resolved.respuestas).to_json()


def get_contexto_resultado(solicitud: Solicitud, hoy: date) -> dict[str, Any]:
    """Return the renuncia. The page shows whether it is presented, received, returned or withdrawn."""
    renuncia = Renuncia.objects.select_related("plantel").get(solicitud=solicitud)
    entrega = f"Imprime el documento, fírmalo y entrégalo en {renuncia.plantel.nombre}. Vale desde que lo reciben."
    return {
        "renuncia": renuncia,
        "que_sigue": (entrega,) if renuncia.estado == Renuncia.Estado.PRESENTADA else (),
    }


RENUNCIA = Procedimiento(
    tipo="renuncia",
    titulo="Renuncia a tu afiliación",
    presentacion=Presentacion(
        resumen="Puedes renunciar si no necesitas este servicio. Vale desde que tu plantel recibe el documento.",
        necesitas=(
            "Tu CURP.",
            "El correo que registraste en tu escuela.",
            "Si tienes otro servicio médico: su nombre y tu número.",
            "Si eres menor de edad: el nombre de tu mamá, papá o tutor.",
        ),
        pasos=(
            "Escribes tu CURP y tu correo, y abres la liga que te enviamos.",
            "Dices por qué renuncias.",
            "Descargas el documento, lo firmas y lo entregas en tu plantel.",
        ),
        obtienes=("Tu renuncia en PDF, lista para firmar.",),
    ),
    etapas=("Recibimos tu solicitud", "Registramos tu renuncia", "Preparamos tu documento"),
    retoma=EN_CURSO,
    al_confirmar=al_confirmar,
    procesar=procesar,
    wizard=RenunciaWizard,
    contexto_resultado=get_contexto_resultado,
    urls=urls,
)
