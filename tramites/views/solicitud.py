"""Where a procedure stands: one address that always leads to the right page, and most of those pages."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from plataforma.seguridad.decorators import personal
from tramites.entrada.acceso import SinSesion, get_pestana, get_solicitud_for_session
from tramites.entrada.mascaras import mask_correo
from tramites.estados import Estado
from tramites.incidencias.rules import get_responder_antes
from tramites.models import Solicitud
from tramites.procedimientos import get_procedimiento
from tramites.seguimiento.avance import get_avance
from tramites.seguimiento.documentos import get_documentos_de
from tramites.seguimiento.ubicacion import get_pagina
from tramites.selectors import get_inscripcion
from tramites.views.pagina import find_procedimiento, solicitud_page
from tramites.views.reanudar import offer_liga
from tramites.views.terminada import render_terminada


@require_safe
@personal
@offer_liga
def solicitud(request: HttpRequest, tipo: str, uuid: UUID) -> HttpResponse:
    """Lead to the page that shows where the Solicitud stands."""
    try:
        encontrada = get_solicitud_for_session(request, tipo, uuid)
    except SinSesion as error:
        if get_pestana(request, error.solicitud):
            return redirect("correo", tipo=tipo, uuid=uuid)
        raise
    pagina = get_pagina(encontrada)
    return redirect(pagina) if pagina != request.path else render_terminada(request, encontrada)


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def paso(request: HttpRequest, tipo: str, uuid: UUID, step: str) -> HttpResponse:
    """Ask one step of the procedure's wizard."""

    @offer_liga
    def ask(request: HttpRequest, tipo: str, uuid: UUID) -> HttpResponse:
        wizard = find_procedimiento(tipo).wizard
        if not wizard.pasos:
            raise Http404
        view = wizard.as_view()
        response: HttpResponse = view(request, tipo=tipo, uuid=uuid, step=step)
        return response

    return ask(request, tipo, uuid)


@solicitud_page
def impedimento(request: HttpRequest, solicitud: Solicitud) -> HttpResponse:
    """Say what stands in the way of the procedure, and the one thing that the student can do."""
    falta = get_procedimiento(solicitud.tipo).wizard.get_impedimento(solicitud, timezone.localdate())
    if falta is None:  # gone since the address was looked up
        return redirect(solicitud)
    contexto = {"solicitud": solicitud, "tipo": solicitud.tipo, **falta.contexto}
    return render(request, falta.plantilla, contexto)


@solicitud_page
def espera(request: HttpRequest, solicitud: Solicitud) -> HttpResponse:
    """Show how far the work is, as the database has it."""
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
    """Tell the waiting page's script how far the work is, and where to go when it has ended."""
    try:
        solicitud = get_solicitud_for_session(request, tipo, uuid)
    except SinSesion as error:
        # The session has ended: the page that this address leads to offers another link.
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
    """Say that the campus obtains what was asked for, and by when. A day that has passed is not printed."""
    plantel, hoy = get_inscripcion(solicitud).plantel, timezone.localdate()
    desde = solicitud.transiciones.filter(hacia=Estado.EN_ESPERA).values_list("momento", flat=True).last()
    antes = get_responder_antes(hoy=timezone.localdate(desde or solicitud.creada), dias=plantel.dias_respuesta)
    contexto = {
        "folio": solicitud.folio,
        "plantel": plantel,
        "responder_antes": antes if antes >= hoy else None,
    }
    return render(request, "tramites/en_espera.html", contexto)


@solicitud_page
def resultado(request: HttpRequest, solicitud: Solicitud) -> HttpResponse:
    """Show what the procedure gave, with its documents."""
    procedimiento = get_procedimiento(solicitud.tipo)
    contexto = {
        "solicitud": solicitud,
        "correo": mask_correo(solicitud.correo),
        "documentos": get_documentos_de(solicitud),
        "enviado": "enviado" in request.GET,
        **procedimiento.contexto_resultado(solicitud, timezone.localdate()),
    }
    return render(request, procedimiento.plantilla_resultado, contexto)
