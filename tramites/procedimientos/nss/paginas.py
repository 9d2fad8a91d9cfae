"""What the result page of the NSS procedure shows."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from tramites.models import Solicitud
from tramites.procedimientos.nss.rules import get_consulta_vigencia, get_entrega_acuse
from tramites.seguimiento.calendario import Fecha
from tramites.selectors import get_inscripcion


def get_contexto_resultado(solicitud: Solicitud, hoy: date) -> dict[str, Any]:
    """Return the number and what comes next, with its dates. A day that has passed is not printed."""
    asegurado = solicitud.get_asegurado()
    inscripcion = get_inscripcion(solicitud)
    plantel = inscripcion.plantel
    entregar = get_entrega_acuse(
        inscripcion=inscripcion.fecha_inscripcion, carga=inscripcion.fecha_carga, dias=plantel.dias_acuse
    )
    # A roster without the day of entry: the enrolment is the nearest that is known.
    ingreso = inscripcion.fecha_ingreso or inscripcion.fecha_inscripcion
    vigencia = get_consulta_vigencia(ingreso=ingreso, semanas=plantel.semanas_vigencia)
    contexto = {
        "nss": asegurado.nss,
        "asignado": asegurado.origen_nss == asegurado.Origen.ASIGNADO,
        "lugar_acuse": f"Control Escolar de {plantel.nombre}",
        "entregar_hasta": entregar if entregar >= hoy else None,
        "vigencia_desde": vigencia if vigencia > hoy else None,
    }
    return {**contexto, "fechas": tuple(_list_fechas(**contexto))}


def _list_fechas(
    *, entregar_hasta: date | None, vigencia_desde: date | None, lugar_acuse: str, **otros: Any
) -> Iterator[Fecha]:
    """Tell the days to keep, as the student's calendar names them."""
    if entregar_hasta:
        yield Fecha(
            clave="acuse",
            dia=entregar_hasta,
            titulo="Último día para entregar tu acuse del NSS",
            detalle="Llévalo impreso, o muéstralo en tu teléfono.",
            lugar=lugar_acuse,
        )
    if vigencia_desde:
        yield Fecha(
            clave="vigencia",
            dia=vigencia_desde,
            titulo="Consulta tu vigencia",
            detalle="Dice si ya puedes usar el servicio médico del IMSS.",
        )
