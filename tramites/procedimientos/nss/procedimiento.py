"""The NSS procedure: its texts, its questions and its result page."""

from datetime import date
from typing import Any

from padron.asegurados.selectors import get_manifestacion, is_asignacion_inmediata
from tramites.preguntas.domicilio import CODIGO_POSTAL, DOMICILIO, PASOS_DOMICILIO, Domicilio
from tramites.preguntas.forms import PasoForm, make_identidad
from tramites.preguntas.pasos import Step
from tramites.preguntas.wizard import BaseWizard
from tramites.procedimientos.base import Presentacion, Procedimiento
from tramites.procedimientos.nss.rules import get_consulta_vigencia, get_entrega_acuse
from tramites.procedimientos.nss.services import al_confirmar, procesar, reanudar
from tramites.procedimientos.nss.views import urls
from tramites.solicitud.entrega import ACUSE, get_entrega
from tramites.solicitud.estados import EN_CURSO, Estado
from tramites.solicitud.fechas import make_consulta_vigencia, write_dia
from tramites.solicitud.models import Solicitud

REVISION = "revision"


class NSSWizard(BaseWizard):
    """The steps are: confirm the identity, postal address, and review.

    Only students without an NSS see these steps.
    """

    pasos = (
        make_identidad("tramites/nss/identidad.html"),
        *PASOS_DOMICILIO,
        Step(REVISION, PasoForm, "Revisa tus datos", template="tramites/nss/revision.html"),
    )

    def get_context_data(self, form: Any, **kwargs: Any) -> dict[str, Any]:
        contexto: dict[str, Any] = super().get_context_data(form, **kwargs)
        if self.step.slug == REVISION:
            contexto["domicilio"] = Domicilio.from_respuestas(self.resolved.respuestas)
            contexto["cambiar_domicilio"] = self.get_step_url(DOMICILIO)
            contexto["cambiar_cp"] = self.get_step_url(CODIGO_POSTAL)
            contexto["inmediato"] = is_asignacion_inmediata()
        return contexto

    def get_datos(self) -> dict[str, Any]:
        return Domicilio.from_respuestas(self.resolved.respuestas).to_json()


def get_contexto_resultado(solicitud: Solicitud, hoy: date) -> dict[str, Any]:
    """Return the NSS, and the next dates for the student. Dates in the past are left out."""
    asegurado = solicitud.get_asegurado()
    inscripcion = solicitud.get_inscripcion()
    plantel = inscripcion.plantel
    hasta = get_entrega_acuse(
        inscripcion=inscripcion.fecha_inscripcion, carga=inscripcion.fecha_carga, dias=plantel.dias_acuse
    )
    # If the roster does not contain the day on which the student entered the school, use the day of enrolment instead.
    ingreso = inscripcion.fecha_ingreso or inscripcion.fecha_inscripcion
    asignado = asegurado.origen_nss == asegurado.Origen.ASIGNADO
    if asignado and asegurado.fecha_nss:  # no campus could report the student before
        ingreso = max(ingreso, asegurado.fecha_nss)
    vigencia = get_consulta_vigencia(ingreso=ingreso, semanas=plantel.semanas_vigencia)
    entrega = get_entrega(solicitud, ACUSE, plantel=plantel, hasta=hasta, hoy=hoy)
    vigencia_desde = vigencia if vigencia > hoy else None
    consulta = (make_consulta_vigencia(vigencia_desde),) if vigencia_desde else ()
    return {
        "nss": asegurado.nss,
        "asignado": asignado,
        "entrega": entrega,
        "manifestacion": get_manifestacion(asegurado, hoy=hoy),
        "vigencia_desde": vigencia_desde,
        "fechas": (*entrega.list_fechas(), *consulta),
        "que_sigue": (*entrega.list_pasos(), _describe_consulta(vigencia_desde)),
    }


def _describe_consulta(desde: date | None) -> str:
    """Return the step of the mail that says when to ask for the vigencia. `desde` is the first useful day."""
    consulta = f"A partir del {write_dia(desde)}, consulta" if desde else "Consulta"
    return f"{consulta} tu vigencia: dice si ya puedes usar el servicio médico."


NSS = Procedimiento(
    tipo="nss",
    titulo="Obtén o localiza tu NSS",
    presentacion=Presentacion(
        resumen="El Número de Seguridad Social (NSS) es tu número en el IMSS. Será el mismo toda tu vida.",
        necesitas=(
            "Tu CURP.",
            "El correo que registraste en tu escuela.",
            "El código postal y la dirección donde vives mientras estudias.",
        ),
        pasos=(
            "Escribes tu CURP y tu correo.",
            "Abres la liga que te enviamos.",
            "Si aún no tienes NSS, escribes tu domicilio.",
            "Ves tu NSS y descargas tus documentos.",
        ),
        oficial="https://serviciosdigitales.imss.gob.mx/gestionAsegurados-web-externo/asignacionNSS",
        obtienes=("Tu NSS, en un documento y una tarjeta en PDF, con sello digital y código QR.",),
    ),
    etapas=("Recibimos tu solicitud", "Localizamos o asignamos tu número", "Preparamos tus documentos"),
    retoma=EN_CURSO | {Estado.CONCLUIDA},  # an NSS never changes, so the student sees the finished Solicitud again
    al_confirmar=al_confirmar,
    procesar=procesar,
    reanudar=reanudar,
    wizard=NSSWizard,
    contexto_resultado=get_contexto_resultado,
    urls=urls,
)
