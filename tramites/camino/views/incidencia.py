"""The page of a Solicitud that an incident stopped, and the button «Estos no son mis datos»."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tramites.camino.views.pagina import solicitud_page
from tramites.solicitud.acceso import make_accion
from tramites.solicitud.estados import Estado
from tramites.solicitud.incidencias.models import NO_SON_MIS_DATOS, SERIE_AGOTADA, Incidencia
from tramites.solicitud.incidencias.rules import get_papeles
from tramites.solicitud.incidencias.services import (
    Respondida,
    get_diferencias,
    get_pendientes,
    get_respondidas,
    open_incidencia,
)
from tramites.solicitud.models import Solicitud
from tramites.solicitud.services import transition


@solicitud_page
def incidencia(request: HttpRequest, solicitud: Solicitud) -> HttpResponse:
    """Say which datum differs and who solves it: one instruction, by the policy of the campus that was told."""
    pendientes = list(get_pendientes(solicitud))
    plantel = pendientes[0].plantel if pendientes else solicitud.get_inscripcion().plantel
    nacimiento = solicitud.get_asegurado().fecha_nacimiento
    respuestas = get_respondidas(solicitud)
    contexto = {
        "folio": solicitud.folio,
        "plantel": plantel,
        "respuestas": respuestas,
        "diferencias": get_diferencias(pendientes),
        "llevar": get_papeles(nacimiento=nacimiento, hoy=timezone.localdate()),
        "responder_antes": max((pendiente.responder_antes for pendiente in pendientes), default=None),
        "al_plantel": plantel.ruta_inconsistencias == plantel.Ruta.PLANTEL,
    }
    return render(request, f"tramites/{_choose_plantilla(pendientes, respuestas)}.html", contexto)


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
