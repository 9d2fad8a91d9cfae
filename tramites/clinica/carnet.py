"""The carnet, and the campus that holds it back (E17: «ya puedes tramitar tu carnet»)."""

from collections.abc import Collection
from datetime import date
from enum import StrEnum

from django.utils import timezone

from documentos.contexts import DatosAcuseClinica, DatosCambioClinica, DatosCarnet
from documentos.models import Documento
from documentos.selectors import get_documentos
from padron.asegurados.models import Adscripcion
from padron.asegurados.selectors import get_adscripcion
from padron.catalogos.selectors import get_clinica
from tramites.clinica.datos import Eleccion
from tramites.clinica.impresos import build_carnet, issue_all
from tramites.estados import Estado
from tramites.models import Solicitud
from tramites.selectors import get_inscripcion

__all__ = ["Carnet", "get_carnet", "issue_carnet", "retiene"]


class Carnet(StrEnum):
    """Where the carnet of a concluded Solicitud stands."""

    ENTREGADO = "entregado"
    EN_CAMINO = "en_camino"  # issued; its file is being made
    DISPONIBLE = "disponible"  # the campus holds it back no longer: the student asks for it
    RETENIDO = "retenido"
    DE_OTRA_CLINICA = "de_otra_clinica"  # they changed since: this one will never be given


def retiene(solicitud: Solicitud) -> Collection[str]:
    """Return the types that this Solicitud does not give (yet).

    Once its documents are issued the policy of the campus changes nothing: what was given stays given, and nobody
    waits for what was not. Before a confirmed address has opened it, nothing is known of a campus.
    """
    if solicitud.asegurado is None:
        return ()
    issued = {documento.tipo for documento in get_documentos(_list_claves(solicitud))}
    held = DatosCarnet.tipo not in issued if issued else is_retenido(solicitud)
    return (DatosCarnet.tipo,) if held else ()


def is_retenido(solicitud: Solicitud) -> bool:
    """Tell whether the campus holds the carnet back today."""
    return get_inscripcion(solicitud).plantel.is_carnet_retenido(timezone.localdate())


def get_carnet(solicitud: Solicitud) -> Carnet:
    """Return where the carnet of a concluded Solicitud stands."""
    carnet = _find(solicitud)
    if carnet is not None:
        return Carnet.ENTREGADO if carnet.listo else Carnet.EN_CAMINO
    if _get_adscripcion(solicitud) is None:
        return Carnet.DE_OTRA_CLINICA
    return Carnet.RETENIDO if is_retenido(solicitud) else Carnet.DISPONIBLE


def issue_carnet(solicitud: Solicitud, *, hoy: date) -> None:
    """Issue the carnet that was held back, for a concluded Solicitud whose row the caller holds; once."""
    if solicitud.estado != Estado.CONCLUIDA or get_carnet(solicitud) is not Carnet.DISPONIBLE:
        return
    adscripcion = _get_adscripcion(solicitud)
    if adscripcion is not None and solicitud.datos is not None:
        eleccion = Eleccion.from_json(solicitud.datos)
        datos = build_carnet(solicitud, eleccion, adscripcion, hoy=hoy)
        issue_all(solicitud, get_inscripcion(solicitud).plantel, [datos])


def _get_adscripcion(solicitud: Solicitud) -> Adscripcion | None:
    """Return the student's clinic, if it is still the one of this Solicitud."""
    if solicitud.datos is None:
        return None
    eleccion, adscripcion = Eleccion.from_json(solicitud.datos), get_adscripcion(solicitud.get_asegurado())
    clinica = get_clinica(eleccion.clinica)
    if adscripcion is None or clinica is None:
        return None
    return adscripcion if adscripcion.is_at(clinica=clinica, turno=eleccion.turno) else None


def _find(solicitud: Solicitud) -> Documento | None:
    return get_documentos([solicitud.clave_documento(DatosCarnet.tipo)]).first()


def _list_claves(solicitud: Solicitud) -> list[str]:
    tipos = (DatosCarnet.tipo, DatosAcuseClinica.tipo, DatosCambioClinica.tipo)  # one of the last two is always given
    return [solicitud.clave_documento(tipo) for tipo in tipos]
