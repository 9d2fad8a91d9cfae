"""The URL of a Solicitud, and a page for each state of a Solicitud.

The URL of a Solicitud redirects to the page of the present state.
"""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from plataforma.seguridad.decorators import personal
from tramites.camino.seguimiento import get_avance, get_pagina, solicitud_page
from tramites.procedimientos.base import Procedimiento
from tramites.procedimientos.todos import PROCEDIMIENTOS
from tramites.solicitud.acceso import (
    SinSesion,
    get_pestana,
    get_solicitud_for_session,
    offer_liga,
)
from tramites.solicitud.documentos import get_documentos, list_renglones
from tramites.solicitud.estados import Estado
from tramites.solicitud.incidencias.rules import get_responder_antes
from tramites.solicitud.models import Solicitud


def find_procedimiento(tipo: str) -> Procedimiento:
    """Return the procedure that the URL names. Raises Http404 if there is no such procedure."""
    try:
        return PROCEDIMIENTOS[tipo]
    except KeyError:
        raise Http404 from None


@require_safe
@personal
@offer_liga
def solicitud(request: HttpRequest, tipo: str, uuid: UUID) -> HttpResponse:
    """Redirect to the page of the present state. For an expired or cancelled Solicitud, show the page 410."""
    try:
        encontrada = get_solicitud_for_session(request, tipo, uuid)
    except SinSesion as error:
        if get_pestana(request, error.solicitud):
            return redirect("correo", tipo=tipo, uuid=uuid)
        raise
    pagina = get_pagina(encontrada)
    return redirect(pagina) if pagina != request.path else _render_terminada(request, encontrada)


def _render_terminada(request: HttpRequest, solicitud: Solicitud) -> HttpResponse:
    """Show that a Solicitud has expired or was cancelled.

    The page also says on which day this happened, and links to the first form.
    """
    desde = solicitud.transiciones.filter(hacia=solicitud.estado).values_list("momento", flat=True).last()
    contexto = {
        "tipo": solicitud.tipo,
        "caducada": solicitud.estado == Estado.CADUCADA,
        "cancelada": solicitud.estado == Estado.CANCELADA,
        "desde": desde,
    }
    return render(request, "410.html", contexto, status=410)


@require_http_methods(["GET", "HEAD", "POST"])
@personal
@offer_liga
def paso(request: HttpRequest, tipo: str, uuid: UUID, step: str) -> HttpResponse:
    """Show a step of the wizard, or store the student's answer to this step."""
    view = find_procedimiento(tipo).wizard.as_view()
    response: HttpResponse = view(request, tipo=tipo, uuid=uuid, step=step)
    return response


@solicitud_page
def impedimento(request: HttpRequest, solicitud: Solicitud) -> HttpResponse:
    """Show why the student cannot continue with the procedure today.

    The page also says what the student can do.
    """
    falta = PROCEDIMIENTOS[solicitud.tipo].wizard.get_impedimento(solicitud, timezone.localdate())
    if falta is None:  # the Impedimento has just disappeared, so the student can continue
        return redirect(solicitud)
    contexto = {"solicitud": solicitud, "tipo": solicitud.tipo, **falta.contexto}
    return render(request, falta.plantilla, contexto)


@solicitud_page
def espera(request: HttpRequest, solicitud: Solicitud) -> HttpResponse:
    """Show how far the Celery worker is with this Solicitud."""
    avance = get_avance(solicitud)
    contexto = {
        "tipo": solicitud.tipo,
        "uuid": solicitud.pk,
        "folio": solicitud.folio,
        "etapas": avance.etapas,
        "etapa": avance.hechas,
        "total": len(avance.etapas),
        "texto": avance.texto,
    }
    return render(request, "tramites/espera.html", contexto)


@require_safe
@personal
def estado(request: HttpRequest, tipo: str, uuid: UUID) -> HttpResponse:
    """Return as JSON how far the Celery worker is. The waiting page reads it.

    `siguiente` is the URL of the next page, or None while the student must still wait.
    """
    procedimiento = find_procedimiento(tipo)
    try:
        solicitud = get_solicitud_for_session(request, procedimiento.tipo, uuid)
    except SinSesion as error:
        # The session has ended. The page at this URL offers to mail another link.
        return JsonResponse({"siguiente": error.solicitud.get_absolute_url()}, status=200)
    avance = get_avance(solicitud)
    pagina = get_pagina(solicitud)
    return JsonResponse(
        {
            "estado": solicitud.estado,
            "etapa": avance.hechas,
            "total": len(avance.etapas),
            "texto": avance.texto,
            "siguiente": None if pagina == reverse("espera", args=[tipo, uuid]) else pagina,
        }
    )


@solicitud_page
def en_espera(request: HttpRequest, solicitud: Solicitud) -> HttpResponse:
    """Show that the campus must obtain an NSS for the student.

    The page also shows the last day for the answer of the campus, unless this day is in the past.
    """
    plantel, hoy = solicitud.get_inscripcion().plantel, timezone.localdate()
    desde = solicitud.transiciones.filter(hacia=Estado.EN_ESPERA).values_list("momento", flat=True).last()
    antes = get_responder_antes(hoy=timezone.localdate(desde or solicitud.creada), dias=plantel.dias_respuesta)
    contexto = {
        "solicitud": solicitud,
        "folio": solicitud.folio,
        "plantel": plantel,
        "responder_antes": antes if antes >= hoy else None,
    }
    return render(request, "tramites/en_espera.html", contexto)


@solicitud_page
def resultado(request: HttpRequest, solicitud: Solicitud) -> HttpResponse:
    """Show the result of the procedure and its documents."""
    contexto = {
        "solicitud": solicitud,
        "correo": solicitud.correo,
        "documentos": list_renglones(get_documentos(solicitud)),
        "enviado": "enviado" in request.GET,
        "todo_url": reverse("documentos", args=[solicitud.tipo, solicitud.pk]),
        "todo_enviar_url": reverse("enviar_todo", args=[solicitud.tipo, solicitud.pk]),
        **PROCEDIMIENTOS[solicitud.tipo].contexto_resultado(solicitud, timezone.localdate()),
    }
    return render(request, f"tramites/{solicitud.tipo}/resultado.html", contexto)
