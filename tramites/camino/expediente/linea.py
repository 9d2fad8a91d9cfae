"""The timeline of each Solicitud on the page «Mi expediente»: what happened, when, and who did it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from plataforma.correo.models import Correo
from tramites.solicitud.documentos import CON_DOCUMENTOS, SIN_VIGENCIA
from tramites.solicitud.estados import Estado
from tramites.solicitud.incidencias.models import CORREO, NO_DETIENEN, NO_SON_MIS_DATOS, Incidencia
from tramites.solicitud.incidencias.rules import DIFERENCIAS
from tramites.solicitud.models import Solicitud, Transicion

SISTEMA: Final = "sistema"
PREFETCH: Final = ("transiciones", "confirmaciones", "incidencias__comentarios")
# The text of the timeline for each change to a new state. A change to a state that is not here is described by
# `_describe_transicion`, because its text depends on what happened before.
PALABRAS: Final[Mapping[str, str]] = {
    Estado.EN_ESPERA: "Tu plantel lo tramita ante el IMSS",
    Estado.CON_INCIDENCIA: "Tu trámite se detuvo",
    Estado.CONCLUIDA: "Tus documentos quedaron listos",
    Estado.CADUCADA: "Venció, porque pasaron 7 días sin cambios",
    Estado.CANCELADA: "Se canceló",
}
# The same for a Solicitud whose constancia says NO.
NEGATIVO: Final[Mapping[str, str]] = {Estado.CONCLUIDA: "Te respondimos que no apareces vigente"}
# The reports that the student sends. The portal itself opens the incidents with other causes.
DEL_ALUMNO: Final = (NO_SON_MIS_DATOS, *NO_DETIENEN)
PEDIDOS: Final[Mapping[str, str]] = {
    Incidencia.Pide.RESPUESTA: "Tu plantel te hizo una pregunta",
    Incidencia.Pide.VISITA: "Tu plantel te pidió que fueras",
    "": "Tu plantel te escribió",
}


@dataclass(frozen=True)
class Hecho:
    """One line of the timeline: a moment and a text."""

    momento: datetime
    texto: str


def get_linea(solicitud: Solicitud, correos: Iterable[Correo]) -> tuple[Hecho, ...]:
    """Return the timeline of a Solicitud, oldest first: start, e-mail, changes of state, incidents, documents.

    It reads the rows of PREFETCH, which the caller has prefetched.
    """
    return tuple(sorted(_list_hechos(solicitud, correos), key=lambda hecho: hecho.momento))


def _list_hechos(solicitud: Solicitud, correos: Iterable[Correo]) -> Iterator[Hecho]:
    yield Hecho(solicitud.creada, "Empezaste tu trámite")
    correos = list(correos)
    yield from _list_confirmacion(solicitud)
    is_retomada = False
    negativo = NEGATIVO if any(correo.plantilla == SIN_VIGENCIA for correo in correos) else {}
    for transicion in solicitud.transiciones.all():
        if texto := negativo.get(transicion.hacia) or _describe_transicion(transicion, is_retomada=is_retomada):
            yield Hecho(transicion.momento, texto)
        is_retomada = is_retomada or transicion.hacia == Estado.POR_PROCESAR
    for incidencia in solicitud.incidencias.all():
        # A stranger may have reported from this Solicitud before the student took it over.
        if incidencia.causa != CORREO or incidencia.correo == solicitud.correo:
            yield from _list_incidencia(incidencia)
    for correo in correos:
        if correo.enviado:
            que = "tu constancia" if correo.plantilla == SIN_VIGENCIA else "tus documentos"
            yield Hecho(correo.enviado, f"Enviamos {que} a tu correo")


def _list_confirmacion(solicitud: Solicitud) -> Iterator[Hecho]:
    """Yield when the student first confirmed the e-mail address. A confirmed session skips the confirmation."""
    rows = solicitud.confirmaciones.all()
    used = [row.usada for row in rows if row.usada and row.navegador and row.correo == solicitud.correo]
    if used:
        yield Hecho(min(used), "Confirmaste tu correo")


def _describe_transicion(transicion: Transicion, *, is_retomada: bool) -> str:
    """Return the text about a change of state, or an empty text if another line already tells it."""
    if transicion.hacia == Estado.POR_PROCESAR:
        return "Retomamos tu solicitud" if is_retomada else "Recibimos tu solicitud"
    if transicion.hacia != Estado.CONFIRMADA:
        return PALABRAS.get(transicion.hacia, "")
    if transicion.desde == Estado.POR_PROCESAR:
        return "Te pedimos revisar tu trámite"
    if transicion.actor != SISTEMA:
        return ""  # the student confirmed the e-mail address, or took the report back
    return "Tu correo quedó registrado" if transicion.desde == Estado.INICIADA else "Tu trámite pudo continuar"


def _list_incidencia(incidencia: Incidencia) -> Iterator[Hecho]:
    quien = "Avisaste a tu plantel" if incidencia.causa in DEL_ALUMNO else "Avisamos a tu plantel"
    yield Hecho(incidencia.abierta, f"{quien}: {incidencia.asunto}. Folio {incidencia.folio}")
    for comentario in incidencia.comentarios.all():
        if comentario.al_alumno:
            yield Hecho(
                comentario.momento, "Respondiste a tu plantel" if comentario.del_alumno else PEDIDOS[comentario.pide]
            )
    if incidencia.cerrada:
        yield Hecho(incidencia.cerrada, _describe_cierre(incidencia))


def _describe_cierre(incidencia: Incidencia) -> str:
    if incidencia.estado == Incidencia.Estado.RETIRADA:
        return "Retiraste tu aviso"
    if incidencia.estado == Incidencia.Estado.IMPROCEDENTE:
        return "Tu plantel respondió y no hizo cambios"
    # Only the campus can correct the data, by hand or with a roster. Other problems may also end without the campus.
    return "Tu plantel lo resolvió" if incidencia.causa in DIFERENCIAS else "Se resolvió"


def get_correos_de_documentos(solicitudes: Iterable[Solicitud]) -> dict[str, list[Correo]]:
    """Return the mails with documents of these Solicitudes, with one query.

    The key of each list of mails is the `objeto` of the Solicitud (`solicitud:<id>`).
    """
    referencias = [solicitud.objeto for solicitud in solicitudes]
    correos: dict[str, list[Correo]] = {referencia: [] for referencia in referencias}
    for correo in Correo.objects.filter(referencia__in=referencias, plantilla__in=CON_DOCUMENTOS).order_by("creado"):
        correos[correo.referencia].append(correo)
    return correos
