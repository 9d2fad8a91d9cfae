"""An address that does not open the CURP: the student code, and «Avisar a mi plantel»."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from plataforma.seguridad.decorators import personal
from plataforma.seguridad.sesion import open_sesion
from tramites.entrada.acceso import get_solicitud_for_session
from tramites.entrada.apertura import CodigoNoAbre, open_with_codigo
from tramites.entrada.forms import AvisoForm, CodigoAlumnoForm
from tramites.incidencias.selectors import get_avisos
from tramites.incidencias.services import open_incidencia
from tramites.models import CORREO, Incidencia, Solicitud
from tramites.views.pagina import solicitud_page
from tramites.views.reanudar import offer_liga, render_cerrado


@solicitud_page
def cerrado(request: HttpRequest, solicitud: Solicitud) -> HttpResponse:
    """Say that this address does not open the CURP, and what can be done."""
    return _render(request, solicitud)


@require_http_methods(["GET", "HEAD", "POST"])
@personal
@offer_liga
def codigo_alumno(request: HttpRequest, tipo: str, uuid: UUID) -> HttpResponse:
    """Open the Solicitud by the student code, where the roster has no address."""
    if request.method != "POST":  # a phone that restores its tabs asks again for the page that told of a wrong code
        return redirect("cerrado", tipo=tipo, uuid=uuid)
    solicitud = get_solicitud_for_session(request, tipo, uuid)
    if not solicitud.is_cerrada:
        return redirect(solicitud)
    form = CodigoAlumnoForm(request.POST)
    if form.is_valid():
        try:
            opened = open_with_codigo(solicitud, codigo=form.cleaned_data["codigo_alumno"])
        except CodigoNoAbre:
            form.add_error("codigo_alumno", "Con ese código tampoco podemos continuar. Revísalo o avisa a tu plantel")
        else:
            open_sesion(request, titular=opened.titular)
            return redirect(opened)
    return _render(request, solicitud, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@personal
@offer_liga
def avisar_plantel(request: HttpRequest, tipo: str, uuid: UUID) -> HttpResponse:
    """Open an incident at the campus that the student chose; one that is open from another address is the same one."""
    if request.method != "POST":
        return redirect("cerrado", tipo=tipo, uuid=uuid)
    form = AvisoForm(request.POST)
    with transaction.atomic():
        solicitud = get_solicitud_for_session(request, tipo, uuid, lock=True)
        if not solicitud.is_cerrada:
            return redirect(solicitud)
        if not form.is_valid():
            return _render(request, solicitud, aviso=form)
        incidencia = open_incidencia(causa=CORREO, solicitud=solicitud, plantel=form.cleaned_data["plantel"])
    if incidencia.solicitud_id == solicitud.pk:
        return redirect("cerrado", tipo=tipo, uuid=uuid)
    return _render(request, solicitud, avisos=[incidencia])


def _render(
    request: HttpRequest, solicitud: Solicitud, avisos: Iterable[Incidencia] = (), **forms: Any
) -> HttpResponse:
    contexto = {
        "solicitud": solicitud,
        "form": forms.get("form") or forms.get("aviso"),
        "codigo_form": forms.get("form") or CodigoAlumnoForm(),
        "aviso_form": forms.get("aviso") or AvisoForm(),
        "avisos": [*get_avisos(solicitud), *avisos],
    }
    return render_cerrado(request, contexto)
