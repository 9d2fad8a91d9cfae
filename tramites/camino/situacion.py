"""Where an unfinished Solicitud stands, in one sentence with one button. Home page and expediente both show it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.formats import date_format

from tramites.solicitud.estados import Estado
from tramites.solicitud.incidencias.models import Incidencia
from tramites.solicitud.incidencias.rules import Toca
from tramites.solicitud.incidencias.services import get_pendientes, get_toca
from tramites.solicitud.models import Solicitud

__all__ = ["Situacion", "get_situacion"]


@dataclass(frozen=True)
class Situacion:
    """What the student must do about a Solicitud, and the label of the button that leads to its page.

    `toca` is true if the student must do something. Otherwise the student can only look or wait.
    """

    texto: str
    accion: str
    toca: bool = False


VER: Final = "Ver mi trámite"
SITUACIONES: Final[Mapping[str, Situacion]] = {
    Estado.CONFIRMADA: Situacion("Guardamos lo que llevas. Falta terminarlo.", "Continuar mi trámite", toca=True),
    Estado.POR_PROCESAR: Situacion("Ya lo enviaste. Te avisaremos por correo.", VER),
    Estado.EN_ESPERA: Situacion("Tu plantel lo tramita ante el IMSS. Te avisaremos por correo.", VER),
}
RESPONDIDA: Final = Situacion("Tu plantel revisó tu caso y no hizo cambios.", "Ver su respuesta", toca=True)
DONDE: Final = "Ver dónde y qué llevar"


def get_situacion(solicitud: Solicitud, *, hoy: date) -> Situacion:
    """Return where an unfinished Solicitud stands. Its incident page gives the same instruction."""
    if solicitud.estado != Estado.CON_INCIDENCIA:
        return SITUACIONES[solicitud.estado]
    pendientes = list(get_pendientes(solicitud))
    return _describe(pendientes, get_toca(pendientes, hoy=hoy), hoy)


def _describe(pendientes: list[Incidencia], toca: Toca | None, hoy: date) -> Situacion:
    if toca is None:
        return RESPONDIDA
    if toca is Toca.RESPONDE:
        return Situacion("Tu plantel te hizo una pregunta.", "Leer y responder", toca=True)
    if toca is Toca.VE_SUBDELEGACION:
        return Situacion("Acude a la subdelegación del IMSS.", DONDE, toca=True)
    if toca is Toca.VE_PLANTEL:
        return Situacion(f"Ve a {pendientes[0].plantel.nombre}.", DONDE, toca=True)
    antes = max(pendiente.responder_antes for pendiente in pendientes)
    if antes < hoy:
        return Situacion("Espera la respuesta de tu plantel. Te avisaremos por correo.", VER)
    dia = date_format(antes, r"j \d\e F").lower()
    return Situacion(f"Espera la respuesta de tu plantel, a más tardar el {dia}.", VER)
