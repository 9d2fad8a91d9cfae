"""The pages about incidents: what is wrong with the student's data, who solves it, and what the student must do."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from plataforma.seguridad.decorators import personal
from tramites.camino.reporte import TODOS, CorrectosForm, ElegirForm
from tramites.camino.seguimiento import solicitud_page
from tramites.solicitud.acceso import get_solicitud_for_session, make_accion, offer_liga
from tramites.solicitud.estados import Estado
from tramites.solicitud.incidencias.models import SERIE_AGOTADA, Incidencia
from tramites.solicitud.incidencias.reporte import is_retirable, report_datos, withdraw_reporte
from tramites.solicitud.incidencias.rules import Toca, get_papeles
from tramites.solicitud.incidencias.services import Respondida, get_pendientes, get_respondidas, get_toca
from tramites.solicitud.models import Solicitud

PREGUNTAS: Final[Mapping[str, str]] = {
    "elegir": "¿Qué dato está mal?",
    "correctos": "¿Qué es lo correcto?",
    "confirmar": "Revisa antes de avisar a tu plantel",
}


@solicitud_page
def incidencia(request: HttpRequest, solicitud: Solicitud) -> HttpResponse:
    """Show which of the student's data have a problem, who solves it, and what the student must do.

    The page gives only one instruction (`Toca`): wait for the campus, or go to the campus or to the subdelegación.
    """
    pendientes, respuestas = list(get_pendientes(solicitud)), get_respondidas(solicitud)
    plantilla = _choose_plantilla(pendientes, respuestas)
    contexto = {
        "solicitud": solicitud,
        "respuestas": respuestas,
        "retirable": any(is_retirable(pendiente, solicitud=solicitud) for pendiente in pendientes),
        **_describe(solicitud, pendientes),
    }
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


@require_http_methods(["GET", "HEAD", "POST"])
@personal
@offer_liga
def no_son_mis_datos(request: HttpRequest, tipo: str, uuid: UUID) -> HttpResponse:
    """«Estos no son mis datos»: ask which data are wrong and what is right, show it once more, and tell the campus.

    A GET shows the first question, or with `dato` in the URL the second one. No value of the data is in the URL. A POST
    checks the right values against the CURP and shows them. Only a POST with `confirmar` opens the incident.
    """
    with transaction.atomic():
        solicitud = get_solicitud_for_session(request, tipo, uuid, lock=request.method == "POST")
        if solicitud.estado != Estado.CONFIRMADA:
            return redirect(solicitud)
        asegurado = solicitud.get_asegurado()
        typed = request.POST if request.method == "POST" else request.GET
        elegir = ElegirForm(typed if typed else None, asegurado=asegurado)
        if not elegir.is_valid():
            return _render_reporte(request, solicitud, "elegir", elegir)
        elegidos = elegir.cleaned_data["dato"]
        sent = request.POST if request.method == "POST" or TODOS in elegidos else None
        correctos = CorrectosForm(sent, asegurado=asegurado, elegidos=elegidos)
        if not correctos.is_valid() or "corregir" in request.POST:
            return _render_reporte(request, solicitud, "correctos", correctos)
        if "confirmar" not in request.POST:
            return _render_reporte(request, solicitud, "confirmar", correctos)
        report_datos(solicitud, cambios=correctos.cambios)
    return redirect(solicitud)


def _render_reporte(request: HttpRequest, solicitud: Solicitud, pregunta: str, form: Form) -> HttpResponse:
    contexto = {"solicitud": solicitud, "form": form, "titulo": PREGUNTAS[pregunta]}
    return render(request, f"tramites/no_son_mis_datos/{pregunta}.html", contexto)


def _withdraw(request: HttpRequest, solicitud: Solicitud) -> None:
    withdraw_reporte(solicitud)


me_equivoque = make_accion(_withdraw)
