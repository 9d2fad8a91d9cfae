"""The pages of a closed Solicitud, whose e-mail address gives no access to the student's data.

On these pages, the student can type the student code, or report the problem with «Avisar a mi plantel».
"""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from padron.planteles.models import Plantel
from plataforma.seguridad.decorators import personal
from plataforma.seguridad.sesion import open_sesion
from tramites.camino.apertura import CodigoNoAbre, open_with_codigo
from tramites.camino.forms import AvisoForm, CodigoAlumnoForm
from tramites.camino.seguimiento import solicitud_page
from tramites.solicitud.acceso import get_solicitud_for_session, make_accion, offer_liga
from tramites.solicitud.incidencias.models import CORREO
from tramites.solicitud.incidencias.services import get_avisos, open_incidencia
from tramites.solicitud.models import Solicitud


def render_cerrado(request: HttpRequest, contexto: dict[str, Any] | None = None, *, status: int = 200) -> HttpResponse:
    """Show the page «No podemos continuar con este correo».

    The page is the same for every reason why an e-mail address gives no access, so that it reveals nothing about the
    roster.
    """
    return render(
        request, "tramites/cerrado.html", {"planteles": Plantel.objects.all(), **(contexto or {})}, status=status
    )


@solicitud_page
def cerrado(request: HttpRequest, solicitud: Solicitud) -> HttpResponse:
    """Show that this e-mail address gives no access to the student's data, and what the student can do."""
    return _render(request, solicitud)


@require_http_methods(["GET", "HEAD", "POST"])
@personal
@offer_liga
def codigo_alumno(request: HttpRequest, tipo: str, uuid: UUID) -> HttpResponse:
    """Open the Solicitud with the student code, if no e-mail address is registered for the student."""
    if request.method != "POST":  # a phone that restores its tabs sends a GET to this URL
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


def _tell_plantel(request: HttpRequest, solicitud: Solicitud) -> HttpResponse | None:
    """Open an incident at the chosen campus, for the e-mail address of this Solicitud."""
    form = AvisoForm(request.POST)
    if not solicitud.is_cerrada:
        return None
    if not form.is_valid():
        return _render(request, solicitud, aviso=form)
    open_incidencia(causa=CORREO, solicitud=solicitud, plantel=form.cleaned_data["plantel"])
    return redirect("cerrado", tipo=solicitud.tipo, uuid=solicitud.pk)


avisar_plantel = make_accion(_tell_plantel, pagina="cerrado")


def _render(request: HttpRequest, solicitud: Solicitud, **forms: Any) -> HttpResponse:
    contexto = {
        "solicitud": solicitud,
        "form": forms.get("form") or forms.get("aviso"),
        "codigo_form": forms.get("form") or CodigoAlumnoForm(),
        "aviso_form": forms.get("aviso") or AvisoForm(),
        "avisos": get_avisos(curp=solicitud.curp, correo=solicitud.correo),
    }
    return render_cerrado(request, contexto)
