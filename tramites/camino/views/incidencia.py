"""The pages about incidents: what is wrong with the student's data, who solves it, and what the student must do."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tramites.camino.seguimiento import solicitud_page
from tramites.solicitud.acceso import make_accion
from tramites.solicitud.estados import Estado
from tramites.solicitud.incidencias.models import NO_SON_MIS_DATOS, SERIE_AGOTADA, Incidencia
from tramites.solicitud.incidencias.rules import Toca, get_papeles
from tramites.solicitud.incidencias.services import (
    Respondida,
    get_pendientes,
    get_respondidas,
    get_toca,
    open_incidencia,
)
from tramites.solicitud.models import Solicitud
from tramites.solicitud.services import transition


@solicitud_page
def incidencia(request: HttpRequest, solicitud: Solicitud) -> HttpResponse:
    """Show which of the student's data have a problem, who solves it, and what the student must do.

    The page gives only one instruction (`Toca`): wait for the campus, or go to the campus or to the subdelegación.
    """
    pendientes, respuestas = list(get_pendientes(solicitud)), get_respondidas(solicitud)
    plantilla = _choose_plantilla(pendientes, respuestas)
    contexto = {"solicitud": solicitud, "respuestas": respuestas, **_describe(solicitud, pendientes)}
    return render(request, f"tramites/{plantilla}.html", contexto)


def _describe(solicitud: Solicitud, pendientes: list[Incidencia]) -> dict[str, Any]:
    hoy, nacimiento = timezone.localdate(), solicitud.get_asegurado().fecha_nacimiento
    toca = get_toca(pendientes, hoy=hoy)
    responder_antes = max((pendiente.responder_antes for pendiente in pendientes), default=None)
    return {
        "plantel": pendientes[0].plantel if pendientes else solicitud.get_inscripcion().plantel,
        "pendientes": pendientes,
        "folios": [pendiente.folio for pendiente in pendientes],
        "toca": toca.name.lower() if toca else "",
        "llevar": get_papeles(nacimiento=nacimiento, hoy=hoy) if toca is not Toca.ESPERA else (),
        "responder_antes": responder_antes,
        "vencida": responder_antes is not None and responder_antes < hoy,
    }


def _choose_plantilla(pendientes: list[Incidencia], respuestas: list[Respondida]) -> str:
    if {pendiente.causa for pendiente in pendientes} == {SERIE_AGOTADA}:
        return "sin_numeros"
    return "respondida" if respuestas and not pendientes else "incidencia"


def _open_no_son_mis_datos(request: HttpRequest, solicitud: Solicitud) -> None:
    if solicitud.estado == Estado.CONFIRMADA:
        transition(solicitud, Estado.CON_INCIDENCIA, actor="alumno")
        plantel = solicitud.get_inscripcion().plantel
        open_incidencia(causa=NO_SON_MIS_DATOS, solicitud=solicitud, plantel=plantel)


no_son_mis_datos = make_accion(_open_no_son_mis_datos)
