"""The pages of a closed Solicitud.

On these pages, the student can type a claim key of the campus, or report the problem with «Avisar a mi plantel».
"""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods

from padron.asegurados.services import CorreoOcupado
from padron.planteles.models import Plantel
from padron.planteles.selectors import find_planteles
from plataforma.seguridad.decorators import personal
from plataforma.seguridad.limites import ceil_minute
from plataforma.seguridad.sesion import open_sesion
from tramites.camino.claves import ClaveNoAbre, open_with_clave
from tramites.camino.forms import AvisoForm, ClaveForm
from tramites.camino.seguimiento import solicitud_page
from tramites.solicitud.acceso import get_solicitud_for_session, make_accion, offer_liga
from tramites.solicitud.incidencias.models import CORREO
from tramites.solicitud.incidencias.services import get_avisos, open_incidencia
from tramites.solicitud.models import Solicitud


def render_cerrado(request: HttpRequest, contexto: dict[str, Any] | None = None, *, status: int = 200) -> HttpResponse:
    """Show the page «No podemos continuar con este correo».

    The page does not say why the e-mail address gives no access, because the reason would reveal data of the roster.
    """
    return render(request, "tramites/cerrado.html", contexto or {}, status=status)


@solicitud_page
def cerrado(request: HttpRequest, solicitud: Solicitud) -> HttpResponse:
    """Show that this e-mail address gives no access to the student's data.

    The page also says what the student can do.
    """
    return _render(request, solicitud)


@require_http_methods(["GET", "HEAD", "POST"])
@personal
@offer_liga
def clave(request: HttpRequest, tipo: str, uuid: UUID) -> HttpResponse:
    """Open the Solicitud with the claim key that the campus gave to the student, or with the student code."""
    if request.method != "POST":  # a phone that restores its tabs sends a GET to this URL
        return redirect("cerrado", tipo=tipo, uuid=uuid)
    solicitud = get_solicitud_for_session(request, tipo, uuid)
    if not solicitud.is_cerrada:
        return redirect(solicitud)
    form = _make_clave_form(request.POST)
    if form.is_valid():
        try:
            opened = open_with_clave(solicitud, clave=form.cleaned_data["clave"])
        except ClaveNoAbre as error:
            form.add_error("clave", _describe(error))
        except CorreoOcupado:
            form.add_error("clave", "Tu clave es correcta, pero este correo ya es de otro estudiante. Usa otro correo")
        else:
            open_sesion(request, titular=opened.titular)
            return redirect(opened)
    return _render(request, solicitud, form=form)


def _make_clave_form(datos: QueryDict | None = None) -> ClaveForm:
    return ClaveForm(datos, con_codigo=Plantel.objects.filter(codigo_abre=True).exists())


def _describe(error: ClaveNoAbre) -> str:
    """Return the sentence for a wrong key or code. It is the same for every reason."""
    if error.quedan:
        intentos = f"Te quedan {error.quedan} intentos" if error.quedan > 1 else "Te queda 1 intento"
        return f"Con esa clave tampoco podemos continuar. {intentos}"
    if error.hasta is None:  # the window of the limit has just ended
        return "Con esa clave tampoco podemos continuar. Escríbela otra vez"
    hasta = date_format(timezone.localtime(ceil_minute(error.hasta)), r"H:i \d\e\l j \d\e F").lower()
    return f"Con esa clave tampoco podemos continuar. Podrás intentarlo otra vez a partir de las {hasta}"


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
    hallados = find_planteles(request.POST.get("buscar", "") or request.GET.get("buscar", ""))
    contexto = {
        "solicitud": solicitud,
        "form": forms.get("form") or forms.get("aviso"),
        "clave_form": forms.get("form") or _make_clave_form(),
        "aviso_form": (forms.get("aviso") or AvisoForm()).offer(hallados.planteles),
        "hallados": hallados,
        "avisos": get_avisos(curp=solicitud.curp, correo=solicitud.correo),
    }
    return render_cerrado(request, contexto)
