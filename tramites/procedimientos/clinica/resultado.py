"""The data for the result pages of alta and cambio: the clinic and the carnet."""

from datetime import date
from enum import StrEnum
from typing import Any

from documentos.contexts import DatosCarnet
from padron.asegurados.models import Adscripcion
from padron.asegurados.selectors import get_adscripcion
from padron.catalogos.selectors import get_clinica
from tramites.procedimientos.clinica.datos import Eleccion
from tramites.procedimientos.clinica.documentos import build_carnet, is_carnet_retenido
from tramites.solicitud.documentos import get_documentos, issue_documentos
from tramites.solicitud.estados import Estado
from tramites.solicitud.models import Solicitud

__all__ = ["Carnet", "get_carnet", "get_contexto_clinica", "issue_carnet"]


def get_contexto_clinica(solicitud: Solicitud, comprobante: str) -> dict[str, Any]:
    """Return the data of the result page of a finished Solicitud.

    `clinica` is the clinic of this Solicitud, even if the student has another clinic now. `impreso` contains the data
    of the document with the type `comprobante`, or None if this document does not exist.
    """
    documento = get_documentos(solicitud, [comprobante]).first()
    return {
        "emitido": documento.emitido if documento else solicitud.actualizada,
        "impreso": documento.contexto if documento else None,
        "clinica": get_clinica(Eleccion.from_json(solicitud.datos).clinica) if solicitud.datos else None,
        "carnet": get_carnet(solicitud),
        "plantel": solicitud.get_inscripcion().plantel,
    }


class Carnet(StrEnum):
    """The state of the carnet of a finished Solicitud. A campus can delay the carnets."""

    ENTREGADO = "entregado"
    EN_CAMINO = "en_camino"  # the document is issued, but its file is not made yet
    DISPONIBLE = "disponible"  # the campus no longer delays the carnet, and the student can ask for the carnet
    RETENIDO = "retenido"
    DE_OTRA_CLINICA = "de_otra_clinica"  # the student has changed clinic, so this carnet will never be issued


def get_carnet(solicitud: Solicitud) -> Carnet:
    """Return the state of the carnet of a finished Solicitud."""
    carnet = get_documentos(solicitud, [DatosCarnet.tipo]).first()
    if carnet is not None:
        return Carnet.ENTREGADO if carnet.listo else Carnet.EN_CAMINO
    if _get_adscripcion(solicitud) is None:
        return Carnet.DE_OTRA_CLINICA
    return Carnet.RETENIDO if is_carnet_retenido(solicitud) else Carnet.DISPONIBLE


def issue_carnet(solicitud: Solicitud, *, hoy: date) -> None:
    """Issue the carnet if the student may get it now (`Carnet.DISPONIBLE`).

    Otherwise do nothing. The caller has locked the row of the Solicitud.
    """
    if solicitud.estado != Estado.CONCLUIDA or get_carnet(solicitud) is not Carnet.DISPONIBLE:
        return
    adscripcion = _get_adscripcion(solicitud)
    if adscripcion is not None and solicitud.datos is not None:
        eleccion = Eleccion.from_json(solicitud.datos)
        issue_documentos(solicitud, [build_carnet(solicitud, eleccion, adscripcion, hoy=hoy)])


def _get_adscripcion(solicitud: Solicitud) -> Adscripcion | None:
    """Return the student's present registration at a clinic (Adscripcion), or None.

    It is None if the student has left the clinic or the shift of this Solicitud.
    """
    if solicitud.datos is None:
        return None
    eleccion, adscripcion = Eleccion.from_json(solicitud.datos), get_adscripcion(solicitud.get_asegurado())
    clinica = get_clinica(eleccion.clinica)
    if adscripcion is None or clinica is None:
        return None
    return adscripcion if adscripcion.is_at(clinica=clinica, turno=eleccion.turno) else None
