"""The actions of a student on a result page.

The student can download the calendar file, get a document by mail, and use the buttons about a missing vigencia.
"""

from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from documentos.juntar import join_documentos
from documentos.models import Documento
from documentos.selectors import get_documento
from plataforma.seguridad.decorators import personal
from plataforma.seguridad.sesion import get_titular
from tramites.procedimientos.todos import PROCEDIMIENTOS
from tramites.procedimientos.vigencia.avisos import ask_aviso
from tramites.procedimientos.vigencia.services import report_sin_vigencia
from tramites.solicitud.acceso import get_solicitud_for_session, make_accion, offer_liga
from tramites.solicitud.documentos import find_solicitud, get_documentos, send_documento, send_documentos
from tramites.solicitud.estados import Estado
from tramites.solicitud.fechas import Fecha, build_calendario
from tramites.solicitud.models import Solicitud


@require_safe
@personal
@offer_liga
def calendario(request: HttpRequest, tipo: str, uuid: UUID) -> HttpResponse:
    """Return the deadlines and other dates of a finished Solicitud as a calendar file.

    If the Solicitud has no dates, redirect to the page of the Solicitud.
    """
    solicitud = get_solicitud_for_session(request, tipo, uuid)
    fechas = _list_fechas(solicitud)
    if not fechas:
        return redirect(solicitud)
    archivo = build_calendario(
        fechas,
        producto=settings.PORTAL_NOMBRE,
        folio=solicitud.folio,
        anfitrion=urlsplit(settings.SITE_URL).hostname or "",
        url=f"{settings.SITE_URL}{solicitud.get_absolute_url()}",
        emitido=timezone.now(),
    )
    headers = {"Content-Disposition": f'attachment; filename="fechas-{solicitud.folio}.ics"'}
    return HttpResponse(archivo, content_type="text/calendar; charset=utf-8", headers=headers)


def _list_fechas(solicitud: Solicitud) -> tuple[Fecha, ...]:
    if solicitud.estado != Estado.CONCLUIDA:
        return ()
    contexto = PROCEDIMIENTOS[solicitud.tipo].contexto_resultado(solicitud, timezone.localdate())
    fechas: tuple[Fecha, ...] = contexto.get("fechas", ())
    return fechas


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def enviar(request: HttpRequest, folio: str) -> HttpResponse:
    """Mail a document to its owner again. Anybody else gets a 404, as if the document did not exist."""
    if request.method != "POST":  # a phone that restores its tabs sends a GET to this URL
        return redirect("expediente")
    documento = get_documento(folio=folio, titular=get_titular(request))
    solicitud = find_solicitud(documento) if documento else None
    if documento is None or solicitud is None:
        raise Http404
    send_documento(documento, solicitud)
    return redirect(f"{solicitud.get_absolute_url()}resultado/?enviado={folio}")


@require_safe
@personal
@offer_liga
def documentos(request: HttpRequest, tipo: str, uuid: UUID) -> HttpResponse:
    """Return all documents of a finished Solicitud in one PDF. Without documents, redirect to its page."""
    solicitud = get_solicitud_for_session(request, tipo, uuid)
    listos = [documento for documento in get_documentos(solicitud) if documento.listo]
    if not listos:
        return redirect(solicitud)
    return make_todo(listos, titulo=f"Mis documentos, {solicitud.folio}", archivo=f"documentos-{solicitud.folio}")


def make_todo(documentos: list[Documento], *, titulo: str, archivo: str) -> HttpResponse:
    """Return the response that downloads these documents as one PDF."""
    headers = {"Content-Disposition": f'attachment; filename="{archivo}.pdf"'}
    return HttpResponse(join_documentos(documentos, titulo=titulo), content_type="application/pdf", headers=headers)


def _send_all(request: HttpRequest, solicitud: Solicitud) -> HttpResponse | None:
    if not send_documentos(solicitud):
        return None
    return redirect(f"{solicitud.get_absolute_url()}resultado/?enviado=todo")


enviar_todo = make_accion(_send_all)


def _report(request: HttpRequest, solicitud: Solicitud) -> None:
    if solicitud.asegurado:
        report_sin_vigencia(solicitud)


def _ask_aviso(request: HttpRequest, solicitud: Solicitud) -> None:
    if solicitud.asegurado:
        ask_aviso(solicitud)


reportar = make_accion(_report)
avisame = make_accion(_ask_aviso)
