"""The vigencia procedure: its texts, its only question and its result page."""

from datetime import date
from typing import Any, cast

from documentos.contexts import DatosVigencia
from padron.asegurados.selectors import get_adscripcion
from tramites.preguntas.forms import make_identidad
from tramites.preguntas.wizard import BaseWizard
from tramites.procedimientos.base import Presentacion, Procedimiento
from tramites.procedimientos.vigencia.cobertura import Cobertura, get_cobertura
from tramites.procedimientos.vigencia.services import al_confirmar, find_impedimento, procesar
from tramites.solicitud.documentos import get_documentos
from tramites.solicitud.estados import Estado
from tramites.solicitud.fechas import make_consulta_vigencia
from tramites.solicitud.models import Solicitud


class VigenciaWizard(BaseWizard):
    """The wizard has one step: the student confirms their identity.

    Most students do not see this step, because the Solicitud is submitted as soon as the e-mail address is confirmed.
    For example, a student without an NSS cannot submit the Solicitud. This student sees the step after getting an NSS.
    """

    pasos = (make_identidad("tramites/vigencia/identidad.html"),)
    get_impedimento = staticmethod(find_impedimento)


def get_contexto_resultado(solicitud: Solicitud, hoy: date) -> dict[str, Any]:
    """Return the data of the issued constancia, and the student's vigencia today.

    The page needs both, because the vigencia can change after the date of the constancia.
    """
    documento = get_documentos(solicitud, [DatosVigencia.tipo]).get()
    constancia = cast("DatosVigencia", documento.contexto)
    asegurado = solicitud.get_asegurado()
    cobertura = get_cobertura(asegurado, hoy=hoy)
    desde = getattr(cobertura.vigencia, "consultar_desde", None)
    tiene_clinica = get_adscripcion(asegurado) is not None
    return {
        "constancia": constancia,
        "cobertura": cobertura,
        "cambio": constancia.con_derecho != cobertura.vigencia.is_vigente,
        "tiene_clinica": tiene_clinica,
        "que_sigue": _list_pasos(cobertura, tiene_clinica=tiene_clinica),
        "fechas": (make_consulta_vigencia(desde),) if desde and desde > hoy else (),
    }


def _list_pasos(cobertura: Cobertura, *, tiene_clinica: bool) -> tuple[str, ...]:
    """Return what the student does next, as sentences of the mail with the constancia."""
    if cobertura.razon:
        return (f"{cobertura.razon.titulo}. {cobertura.razon.texto}",)
    return () if tiene_clinica else ("Regístrate en tu clínica (UMF). Ahí te atienden a partir de tu registro.",)


VIGENCIA = Procedimiento(
    tipo="vigencia",
    titulo="Consulta tu vigencia",
    presentacion=Presentacion(
        resumen="La vigencia dice si tu escuela ya te inscribió en el IMSS y puedes usar el servicio médico.",
        necesitas=("Tu CURP.", "Tu NSS.", "El correo que registraste en tu escuela."),
        pasos=(
            "Escribes tu CURP, tu NSS y tu correo.",
            "Abres la liga que te enviamos.",
            "Ves si estás vigente y descargas tu constancia.",
        ),
        oficial="https://serviciosdigitales.imss.gob.mx/gestionAsegurados-web-externo/vigencia",
        obtienes=(
            "Tu constancia de vigencia en PDF, con sello digital y código QR.",
            "Si aún no estás vigente: la razón y qué hacer.",
        ),
    ),
    etapas=("Recibimos tu solicitud", "Revisamos tu inscripción", "Preparamos tu constancia"),
    # A student continues a Solicitud only in these two states. In all other states, the student starts a new Solicitud:
    # - CONCLUIDA, because the constancia of a finished Solicitud is true only on its own date.
    # - CONFIRMADA, because the student may have typed a wrong NSS in the first form. The pages of the Solicitud do not
    #   ask for the NSS again.
    retoma=frozenset({Estado.POR_PROCESAR, Estado.CON_INCIDENCIA}),
    al_confirmar=al_confirmar,
    procesar=procesar,
    wizard=VigenciaWizard,
    contexto_resultado=get_contexto_resultado,
    pide_nss=True,
)
