"""Where a procedure stands: one address that always leads to the right page, and those pages."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from plataforma.seguridad.decorators import personal
from tramites.acceso import SinSesion, get_pestana, get_solicitud_for_session
from tramites.avance import get_avance
from tramites.documentos_de import get_documentos_de
from tramites.estados import Estado
from tramites.mascaras import mask_correo
from tramites.models import Solicitud
from tramites.procedimientos import get_procedimiento
from tramites.views.reanudar import offer_liga, render_cerrado

# Which page shows each state. A Solicitud that is closed has a page of its own; one that has expired or was cancelled
# has none any more, and leads to where another one begins.
PAGINAS = {
    Estado.INICIADA: "correo",
    Estado.CONFIRMADA: "incidencia",
    Estado.POR_PROCESAR: "espera",
    Estado.EN_ESPERA: "espera",
    Estado.CON_INCIDENCIA: "incidencia",
    Estado.CONCLUIDA: "resultado",
}


def get_pagina(solicitud: Solicitud) -> str:
    """Return the address of the page that shows where the Solicitud stands."""
    if solicitud.continua_en:
        return get_pagina(solicitud.continua_en)
    name = "cerrado" if solicitud.is_cerrada else PAGINAS.get(Estado(solicitud.estado))
    return reverse(name, args=[solicitud.tipo, solicitud.pk]) if name else reverse("tramite", args=[solicitud.tipo])


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
    return redirect(get_pagina(encontrada))


@require_safe
@personal
@offer_liga
def espera(request: HttpRequest, tipo: str, uuid: UUID) -> HttpResponse:
    """Show how far the work is, as the database has it."""
    solicitud = get_solicitud_for_session(request, tipo, uuid)
    pagina = get_pagina(solicitud)
    if pagina != request.path:
        return redirect(pagina)
    avance = get_avance(solicitud)
    contexto = {
        "tipo": tipo,
        "uuid": uuid,
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


@require_safe
@personal
@offer_liga
def resultado(request: HttpRequest, tipo: str, uuid: UUID) -> HttpResponse:
    """Show what the procedure gave, with its documents."""
    solicitud = get_solicitud_for_session(request, tipo, uuid)
    pagina = get_pagina(solicitud)
    if pagina != request.path:
        return redirect(pagina)
    procedimiento = get_procedimiento(tipo)
    contexto = {
        "correo": mask_correo(solicitud.correo),
        "documentos": get_documentos_de(solicitud),
        **procedimiento.contexto_resultado(solicitud, timezone.localdate()),
    }
    return render(request, procedimiento.plantilla_resultado, contexto)


@require_safe
@personal
@offer_liga
def incidencia(request: HttpRequest, tipo: str, uuid: UUID) -> HttpResponse:
    """Say who goes on with a procedure that the page cannot finish."""
    solicitud = get_solicitud_for_session(request, tipo, uuid)
    pagina = get_pagina(solicitud)
    if pagina != request.path:
        return redirect(pagina)
    contexto = {"folio": solicitud.folio, **get_procedimiento(tipo).contexto_incidencia(solicitud)}
    return render(request, "tramites/plantel.html", contexto)


@require_safe
@personal
@offer_liga
def cerrado(request: HttpRequest, tipo: str, uuid: UUID) -> HttpResponse:
    """Say that this address does not open the CURP."""
    solicitud = get_solicitud_for_session(request, tipo, uuid)
    pagina = get_pagina(solicitud)
    if pagina != request.path:
        return redirect(pagina)
    return render_cerrado(request)
