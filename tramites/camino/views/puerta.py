"""The first page and the first form of a procedure.

The first page says what the student needs. The first form asks for the CURP and the e-mail address.
"""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from plataforma.captcha.navegador import Navegador
from plataforma.seguridad.decorators import personal
from plataforma.seguridad.origen import get_origen
from plataforma.seguridad.sesion import get_titular
from tramites.camino.apertura import continue_as
from tramites.camino.confirmacion.envio import start_solicitud
from tramites.camino.destinos import EXPEDIENTE
from tramites.camino.forms import AVISO_VERSION, PuertaConNSSForm, PuertaForm, make_intento
from tramites.camino.views.solicitud import find_procedimiento
from tramites.procedimientos.base import Destino
from tramites.solicitud.acceso import mark_pestana
from tramites.solicitud.models import Solicitud


@require_safe
def tramite(request: HttpRequest, tipo: str) -> HttpResponse:
    """Show what a procedure is, and what the student needs for it."""
    procedimiento = find_procedimiento(tipo)
    presentacion = procedimiento.presentacion
    contexto = {
        "tipo": tipo,
        "titulo": procedimiento.titulo,
        "resumen": presentacion.resumen,
        "necesitas": presentacion.necesitas,
        "pasos": presentacion.pasos,
        "obtienes": presentacion.obtienes,
        "oficial": presentacion.oficial,
    }
    return render(request, "tramites/tramite.html", contexto)


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def empezar(request: HttpRequest, tipo: str) -> HttpResponse:
    """Show the first form of a procedure.

    If the browser has a confirmed session, show the page «Continuar como …» instead.
    """
    procedimiento = find_procedimiento(tipo)
    if ultima := _find_ultima(request):
        contexto = {
            "tipo": tipo,
            "titulo": procedimiento.titulo,
            "nombre": ultima.get_asegurado().nombre_completo,
            "correo": ultima.correo,
        }
        return render(request, "tramites/continuar.html", contexto)
    return _ask(request, procedimiento)


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def entrar(request: HttpRequest) -> HttpResponse:
    """Show the first form of the expediente.

    If the browser has a confirmed session, redirect to the expediente instead.
    """
    return redirect("expediente") if _find_ultima(request) else _ask(request, EXPEDIENTE)


def _find_ultima(request: HttpRequest) -> Solicitud | None:
    """Return the newest Solicitud of the student in the session, or None.

    If it is None, the view shows the first form. It is always None for a POST of the first form. It is also None if the
    query string says that the student wants to type other data.
    """
    if request.method == "POST" or {"otros", "curp"} & request.GET.keys():
        return None
    return Solicitud.objects.get_newest_of(get_titular(request))


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def continuar(request: HttpRequest, tipo: str) -> HttpResponse:
    """Start a procedure for the student of this session.

    If the student can continue an earlier Solicitud of this procedure, redirect to the earlier Solicitud.
    """
    procedimiento = find_procedimiento(tipo)
    if request.method != "POST":  # a phone that restores its tabs sends a GET to this URL
        return redirect("empezar", tipo=tipo)
    ultima = Solicitud.objects.get_newest_of(get_titular(request))
    if ultima is None:
        return redirect("empezar", tipo=tipo)
    return redirect(continue_as(ultima, procedimiento=procedimiento))


def _ask(request: HttpRequest, destino: Destino) -> HttpResponse:
    """Show the first form. If the form is valid, start a Solicitud.

    The response to a valid form is a redirect to «Revisa tu correo», whether or not the CURP is known.
    """
    navegador = Navegador.of(request)
    form = _make_form(request, navegador, PuertaConNSSForm if destino.pide_nss else PuertaForm)
    if solicitud := _start(request, form, destino.tipo):
        response: HttpResponse = redirect("correo", tipo=destino.tipo, uuid=solicitud.pk)
        mark_pestana(request, response, solicitud, is_origen=True)
    else:
        contexto = {"form": form, "tipo": destino.tipo, "titulo": destino.titulo}
        response = render(request, "tramites/empezar.html", contexto)
    navegador.save(response)
    return response


def _make_form(request: HttpRequest, navegador: Navegador, form: type[PuertaForm]) -> PuertaForm:
    if request.method != "POST":
        return form(initial=_make_initial(request), navegador=navegador)
    if "otra" in request.POST:
        return form.with_another(request, navegador)
    return form(request.POST, navegador=navegador)


def _start(request: HttpRequest, form: PuertaForm, tipo: str) -> Solicitud | None:
    """Start a Solicitud and return it, or return None if the form is not valid.

    A captcha can be used only once. If a student sends the same form twice, the second request returns the Solicitud of
    the first request.
    """
    if form.is_valid():
        with transaction.atomic():
            if form.use_captcha():
                return start_solicitud(
                    id=form.get_id(tipo),
                    tipo=tipo,
                    curp=form.cleaned_data["curp"],
                    correo=form.cleaned_data["correo"],
                    aviso_version=AVISO_VERSION,
                    nss=form.nss_escrito,
                    origen=get_origen(request),
                )
    if form.is_bound and form.errors.keys() <= {"captcha"}:
        return Solicitud.objects.filter(pk=form.get_id(tipo)).first()
    return None


def _make_initial(request: HttpRequest) -> dict[str, Any]:
    """Return the initial values of the first form.

    `intento` is a new random value. In the demonstration mode, the query string can fill in the CURP, the NSS and the
    e-mail address.
    """
    initial: dict[str, Any] = {"intento": make_intento()}
    if settings.MODO_DEMOSTRACION:
        correo = request.GET.get("correo", "")
        initial |= {"curp": request.GET.get("curp", ""), "nss": request.GET.get("nss", "")}
        initial |= {"correo": correo, "correo2": correo}
    return initial
