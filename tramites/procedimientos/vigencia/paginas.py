"""What the result page of the vigencia shows."""

from datetime import date
from typing import Any, cast

from documentos.contexts import DatosVigencia
from documentos.selectors import get_documentos
from padron.asegurados.selectors import get_adscripcion
from tramites.cobertura.selectors import get_cobertura
from tramites.models import Solicitud
from tramites.seguimiento.calendario import Fecha


def get_contexto_resultado(solicitud: Solicitud, hoy: date) -> dict[str, Any]:
    """Return what the constancia says, and what today's record would: a constancia is of its day."""
    constancia = _get_constancia(solicitud)
    asegurado = solicitud.get_asegurado()
    cobertura = get_cobertura(asegurado, hoy=hoy)
    desde = getattr(cobertura.vigencia, "consultar_desde", None)
    return {
        "constancia": constancia,
        "cobertura": cobertura,
        "cambio": constancia.con_derecho != cobertura.vigencia.is_vigente,
        "tiene_clinica": get_adscripcion(asegurado) is not None,
        "fechas": (_make_fecha(desde),) if desde and desde > hoy else (),
    }


def _get_constancia(solicitud: Solicitud) -> DatosVigencia:
    (documento,) = get_documentos([solicitud.clave_documento(DatosVigencia.tipo)])
    return cast("DatosVigencia", documento.contexto)


def _make_fecha(dia: date) -> Fecha:
    return Fecha(
        clave="vigencia",
        dia=dia,
        titulo="Consulta tu vigencia",
        detalle="Dice si ya puedes usar el servicio médico del IMSS.",
    )
