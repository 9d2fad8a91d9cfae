"""Where a procedure cannot go on by itself: who solves it, and how the student reports it."""

from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from plataforma.seguridad.decorators import personal
from tramites.entrada.acceso import get_solicitud_for_session
from tramites.estados import Estado
from tramites.incidencias.rules import get_documentos
from tramites.incidencias.selectors import Respondida, get_diferencias, get_pendientes, get_respondidas
from tramites.incidencias.services import open_incidencia
from tramites.models import NO_SON_MIS_DATOS, SERIE_AGOTADA, Incidencia, Solicitud
from tramites.selectors import get_inscripcion
from tramites.services import transition
from tramites.views.pagina import solicitud_page
from tramites.views.reanudar import offer_liga


@solicitud_page
def incidencia(request: HttpRequest, solicitud: Solicitud) -> HttpResponse:
    """Say which datum differs and who solves it: one instruction, by the policy of the campus that was told."""
    pendientes = list(get_pendientes(solicitud))
    plantel = pendientes[0].plantel if pendientes else get_inscripcion(solicitud).plantel
    nacimiento = solicitud.get_asegurado().fecha_nacimiento
    respuestas = get_respondidas(solicitud)
    contexto = {
        "folio": solicitud.folio,
        "plantel": plantel,
        "respuestas": respuestas,
        "diferencias": get_diferencias(pendientes),
        "llevar": get_documentos(nacimiento=nacimiento, hoy=timezone.localdate()),
        "responder_antes": max((pendiente.responder_antes for pendiente in pendientes), default=None),
        "al_plantel": plantel.ruta_inconsistencias == plantel.Ruta.PLANTEL,
    }
    return render(request, f"tramites/{_choose_plantilla(pendientes, respuestas)}.html", contexto)


def _choose_plantilla(pendientes: list[Incidencia], respuestas: list[Respondida]) -> str:
    if {pendiente.causa for pendiente in pendientes} == {SERIE_AGOTADA}:
        return "sin_numeros"
    return "respondida" if respuestas and not pendientes else "incidencia"


@require_http_methods(["GET", "HEAD", "POST"])
@personal
@offer_liga
def no_son_mis_datos(request: HttpRequest, tipo: str, uuid: UUID) -> HttpResponse:
    """Take the student's word that the identity shown is not theirs."""
    if request.method != "POST":  # asked again by a browser that restores the page which offered another link
        return redirect("solicitud", tipo=tipo, uuid=uuid)
    with transaction.atomic():
        solicitud = get_solicitud_for_session(request, tipo, uuid, lock=True)
        if solicitud.estado == Estado.CONFIRMADA:
            transition(solicitud, Estado.CON_INCIDENCIA, actor="alumno")
            plantel = get_inscripcion(solicitud).plantel
            open_incidencia(causa=NO_SON_MIS_DATOS, solicitud=solicitud, plantel=plantel)
    return redirect(solicitud)
