"""The timeline of each Solicitud on the page «Mi expediente»."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from plataforma.correo.models import Correo
from tramites.solicitud.documentos import CON_DOCUMENTOS, SIN_VIGENCIA
from tramites.solicitud.estados import Estado
from tramites.solicitud.models import Solicitud

# The text that the timeline shows when a Solicitud enters a state. If a state has no text here, the timeline does not
# show the change.
PALABRAS: Final[Mapping[str, str]] = {
    Estado.CONFIRMADA: "Confirmaste tu correo",
    Estado.POR_PROCESAR: "Enviaste tus datos",
    Estado.EN_ESPERA: "Tu plantel lo tramita ante el IMSS",
    Estado.CON_INCIDENCIA: "Avisamos a tu plantel de una diferencia",
    Estado.CONCLUIDA: "Tus documentos quedaron listos",
    Estado.CADUCADA: "Venció, porque pasaron 7 días sin cambios",
    Estado.CANCELADA: "Se canceló",
}
# The same for a Solicitud whose constancia says NO.
NEGATIVO: Final[Mapping[str, str]] = {Estado.CONCLUIDA: "Te respondimos que no apareces vigente"}


@dataclass(frozen=True)
class Hecho:
    """One line of the timeline: a moment and a text."""

    momento: datetime
    texto: str


def get_linea(solicitud: Solicitud, correos: Iterable[Correo]) -> tuple[Hecho, ...]:
    """Return the timeline of a Solicitud, oldest line first.

    The lines are the start, the changes of state, and the mails with documents. The caller has prefetched
    `solicitud.transiciones`.
    """
    return tuple(sorted(_list_hechos(solicitud, correos), key=lambda hecho: hecho.momento))


def _list_hechos(solicitud: Solicitud, correos: Iterable[Correo]) -> Iterator[Hecho]:
    yield Hecho(solicitud.creada, "Empezaste tu trámite")
    correos = list(correos)
    negativo = NEGATIVO if any(correo.plantilla == SIN_VIGENCIA for correo in correos) else {}
    for transicion in solicitud.transiciones.all():
        if transicion.hacia in PALABRAS:
            yield Hecho(transicion.momento, negativo.get(transicion.hacia, PALABRAS[transicion.hacia]))
    for correo in correos:
        if correo.enviado:
            que = "tu constancia" if correo.plantilla == SIN_VIGENCIA else "tus documentos"
            yield Hecho(correo.enviado, f"Enviamos {que} a tu correo")


def get_correos_de_documentos(solicitudes: Iterable[Solicitud]) -> dict[str, list[Correo]]:
    """Return the mails with documents of these Solicitudes, with one query.

    The key of each list of mails is the `objeto` of the Solicitud (`solicitud:<id>`).
    """
    referencias = [solicitud.objeto for solicitud in solicitudes]
    correos: dict[str, list[Correo]] = {referencia: [] for referencia in referencias}
    for correo in Correo.objects.filter(referencia__in=referencias, plantilla__in=CON_DOCUMENTOS).order_by("creado"):
        correos[correo.referencia].append(correo)
    return correos
