"""The pages about incidents: what is wrong with the student's data, who solves it, and what the student must do."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from plataforma.seguridad.decorators import personal
from tramites.camino.reporte import TODOS, CorrectosForm, ElegirForm, RespuestaForm
from tramites.camino.seguimiento import solicitud_page
from tramites.solicitud.acceso import get_solicitud_for_session, make_accion, offer_liga
from tramites.solicitud.estados import Estado
from tramites.solicitud.incidencias.conversacion import (
    SinPregunta,
    answer_pregunta,
    find_incidencia,
    list_mensajes,
)
from tramites.solicitud.incidencias.models import NO_DETIENEN, SERIE_AGOTADA, Incidencia
from tramites.solicitud.incidencias.reporte import is_retirable, report_datos, withdraw_reporte
from tramites.solicitud.incidencias.rules import get_papeles
from tramites.solicitud.incidencias.services import Respondida, get_pendientes, get_respondidas, get_toca
from tramites.solicitud.models import Solicitud

DETENIDA: Final = "No pudimos terminar tu trámite en línea"
PREGUNTA: Final = "Tu plantel te hace una pregunta"
PAPELES_DEL_AVISO: Final = ("CURP", "Credencial de estudiante")
PREGUNTAS: Final[Mapping[str, str]] = {
    "elegir": "¿Qué dato está mal?",
    "correctos": "¿Qué es lo correcto?",
    "confirmar": "Revisa antes de avisar a tu plantel",
}


@solicitud_page
def incidencia(request: HttpRequest, solicitud: Solicitud) -> HttpResponse:
    """Show which of the student's data have a problem, who solves it, and what the student must do.

    The page gives only one instruction (`Toca`): answer a question, wait, or go to the campus or the subdelegación.
    """
    return _render_pendientes(request, solicitud)


def _render_pendientes(request: HttpRequest, solicitud: Solicitud, form: Form | None = None) -> HttpResponse:
    pendientes, respuestas = list(get_pendientes(solicitud)), get_respondidas(solicitud)
    hoy = timezone.localdate()
    contexto = {
        **_describe(pendientes, form, hoy),
        "titulo": DETENIDA,
        "solicitud": solicitud,
        "respuestas": respuestas,
        "detiene": True,
        "plantel": pendientes[0].plantel if pendientes else solicitud.get_inscripcion().plantel,
        "llevar": get_papeles(nacimiento=solicitud.get_asegurado().fecha_nacimiento, hoy=hoy),
        "retirable": any(is_retirable(pendiente, solicitud=solicitud) for pendiente in pendientes),
    }
    if contexto["toca"] == "responde":
        contexto["titulo"] = PREGUNTA
    plantilla = _choose_plantilla(pendientes, respuestas)
    return render(request, f"tramites/{plantilla}.html", contexto)


def _describe(incidencias: Sequence[Incidencia], form: Form | None, hoy: date) -> dict[str, Any]:
    """Return what a page shows about open incidents: the instruction, the deadline, the messages."""
    toca = get_toca(incidencias, hoy=hoy)
    responder_antes = max((each.responder_antes for each in incidencias), default=None)
    pregunta = next((each for each in incidencias if each.pide == Incidencia.Pide.RESPUESTA), None)
    mensajes = list_mensajes(incidencias)
    is_cita = any(each.pide == Incidencia.Pide.VISITA for each in incidencias)
    return {
        "pendientes": incidencias,
        "folios": [each.folio for each in incidencias],
        "toca": toca.name.lower() if toca else "",
        "responder_antes": responder_antes,
        "vencida": responder_antes is not None and responder_antes < hoy,
        "cita": next((each.texto for each in reversed(mensajes) if not each.del_alumno), "") if is_cita else "",
        "mensajes": mensajes,
        "pregunta": pregunta,
        "form": (form or RespuestaForm()) if pregunta else None,
    }


def _choose_plantilla(pendientes: Sequence[Incidencia], respuestas: Sequence[Respondida]) -> str:
    asked = any(pendiente.pide for pendiente in pendientes)
    if {pendiente.causa for pendiente in pendientes} == {SERIE_AGOTADA} and not asked:
        return "sin_numeros"
    return "respondida" if respuestas and not pendientes else "incidencia"


@require_http_methods(["GET", "HEAD", "POST"])
@personal
@offer_liga
def caso(request: HttpRequest, tipo: str, uuid: UUID, folio: str) -> HttpResponse:
    """Show one report to the campus that stops no Solicitud, with its messages. A POST answers a question.

    The messages about an incident that stops a Solicitud are on the page `incidencia`, which a GET redirects to. An
    unknown folio, and the folio of somebody else, redirect to the page of the Solicitud.
    """
    with transaction.atomic():
        solicitud = get_solicitud_for_session(request, tipo, uuid, lock=request.method == "POST")
        found = find_incidencia(solicitud, folio)
        if found is None:
            return redirect(solicitud)
        is_aviso = found.causa in NO_DETIENEN
        pagina = redirect("caso", tipo, uuid, folio) if is_aviso else redirect(solicitud)
        if request.method != "POST":
            return _render_caso(request, solicitud, found) if is_aviso else pagina
        form = RespuestaForm(request.POST)
        if form.is_valid():
            with suppress(SinPregunta):  # a double click sends the same answer twice
                answer_pregunta(found, texto=form.cleaned_data["texto"])
            return pagina
    if found.pide != Incidencia.Pide.RESPUESTA:
        return pagina
    return _render_caso(request, solicitud, found, form) if is_aviso else _render_pendientes(request, solicitud, form)


def _render_caso(
    request: HttpRequest, solicitud: Solicitud, found: Incidencia, form: Form | None = None
) -> HttpResponse:
    contexto = {**_describe([found], form, timezone.localdate()), "solicitud": solicitud, "plantel": found.plantel}
    if found.cerrada:
        respuesta = Respondida(folio=found.folio, diferencia="", respuesta=found.respuesta, cerrada=found.cerrada)
        contexto |= {"toca": "", "respuestas": [respuesta]}
    contexto["titulo"] = PREGUNTA if contexto["toca"] == "responde" else f"Tu aviso a {found.plantel.nombre}"
    return render(request, "tramites/incidencia.html", {**contexto, "detiene": False, "llevar": PAPELES_DEL_AVISO})


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
