"""The vigencia: its words, its one question and its result page."""

from datetime import date
from typing import Any, cast

from documentos.contexts import DatosVigencia
from padron.asegurados.selectors import get_adscripcion
from tramites.preguntas.forms import make_identidad
from tramites.preguntas.wizard import BaseWizard
from tramites.procedimientos.base import Presentacion, Procedimiento
from tramites.procedimientos.vigencia.cobertura import get_cobertura
from tramites.procedimientos.vigencia.services import al_confirmar, find_impedimento, procesar
from tramites.solicitud.documentos import get_documentos
from tramites.solicitud.estados import Estado
from tramites.solicitud.fechas import make_consulta_vigencia
from tramites.solicitud.models import Solicitud


class VigenciaWizard(BaseWizard):
    """Identity. Only a student whom something kept from the answer before sees this step."""

    pasos = (make_identidad("tramites/vigencia/identidad.html"),)
    get_impedimento = staticmethod(find_impedimento)


def get_contexto_resultado(solicitud: Solicitud, hoy: date) -> dict[str, Any]:
    """Return what the constancia says, and what the record says today: the constancia is true for its day only."""
    documento = get_documentos(solicitud, [DatosVigencia.tipo]).get()
    constancia = cast("DatosVigencia", documento.contexto)
    asegurado = solicitud.get_asegurado()
    cobertura = get_cobertura(asegurado, hoy=hoy)
    desde = getattr(cobertura.vigencia, "consultar_desde", None)
    return {
        "constancia": constancia,
        "cobertura": cobertura,
        "cambio": constancia.con_derecho != cobertura.vigencia.is_vigente,
        "tiene_clinica": get_adscripcion(asegurado) is not None,
        "fechas": (make_consulta_vigencia(desde),) if desde and desde > hoy else (),
    }


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
        obtienes=(
            "Tu constancia de vigencia en PDF, con sello digital y código QR.",
            "Si aún no estás vigente: la razón y qué hacer.",
        ),
    ),
    etapas=("Recibimos tu solicitud", "Revisamos tu inscripción", "Preparamos tu constancia"),
    # A run that is being processed is continued. A finished one is not: a constancia is true for its day only. A run
    # blocked by a wrong NSS is not either: a confirmed session skips the gate, the only place that asks for the NSS.
    retoma=frozenset({Estado.POR_PROCESAR, Estado.CON_INCIDENCIA}),
    al_confirmar=al_confirmar,
    procesar=procesar,
    wizard=VigenciaWizard,
    contexto_resultado=get_contexto_resultado,
    pide_nss=True,
)
