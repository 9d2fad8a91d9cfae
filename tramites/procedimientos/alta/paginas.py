"""What the result page of the alta shows."""

from datetime import date
from typing import Any

from django.utils import timezone

from documentos.contexts import DatosAcuseClinica
from tramites.clinica.paginas import get_contexto_clinica
from tramites.clinica.rules import get_entrega_constancia
from tramites.models import Solicitud
from tramites.seguimiento.calendario import Fecha
from tramites.selectors import get_inscripcion

LUGAR = "Servicios Escolares"


def get_contexto_resultado(solicitud: Solicitud, hoy: date) -> dict[str, Any]:
    """Return the clinic and what comes next. A day that has passed is not printed."""
    contexto = get_contexto_clinica(solicitud, DatosAcuseClinica.tipo)
    plantel, alta = get_inscripcion(solicitud).plantel, timezone.localdate(contexto["emitido"])
    entregar = get_entrega_constancia(alta=alta, dias=plantel.dias_constancia)
    lugar = f"{LUGAR} de {plantel.nombre}"
    constancia = Fecha(
        clave="constancia",
        dia=entregar,
        titulo="Último día para entregar tu constancia de vigencia",
        detalle="Llévala impresa, o muéstrala en tu teléfono.",
        lugar=lugar,
    )
    return contexto | {
        "lugar_constancia": lugar,
        "entregar_hasta": entregar if entregar >= hoy else None,
        "fechas": (constancia,) if entregar >= hoy else (),
    }
