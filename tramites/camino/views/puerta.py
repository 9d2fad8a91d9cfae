"""The first page of a procedure, and the gate (the form that asks for CURP and e-mail address)."""

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
    }
    return render(request, "tramites/tramite.html", contexto)


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def empezar(request: HttpRequest, tipo: str) -> HttpResponse:
    """Show the gate (first form) of a procedure. With a confirmed session, show the page «Continuar como …» instead."""
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
    """Show the gate (first form) of the expediente. With a confirmed session, redirect to the expediente."""
    return redirect("expediente") if _find_ultima(request) else _ask(request, EXPEDIENTE)


def _find_ultima(request: HttpRequest) -> Solicitud | None:
    """Return the newest Solicitud of a confirmed session, or None if the gate (the first form) must be shown.

    The gate is shown without a confirmed session, for a POST of the gate, and if the query string says that the student
    wants to type other data.
    """
    if request.method == "POST" or {"otros", "curp"} & request.GET.keys():
        return None
    return Solicitud.objects.get_newest_of(get_titular(request))


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def continuar(request: HttpRequest, tipo: str) -> HttpResponse:
    """Start a procedure for the student of this session, or continue an earlier Solicitud of this procedure."""
    procedimiento = find_procedimiento(tipo)
    if request.method != "POST":  # a phone that restores its tabs sends a GET to this URL
        return redirect("empezar", tipo=tipo)
    ultima = Solicitud.objects.get_newest_of(get_titular(request))
    if ultima is None:
        return redirect("empezar", tipo=tipo)
    return redirect(continue_as(ultima, procedimiento=procedimiento))


def _ask(request: HttpRequest, destino: Destino) -> HttpResponse:
    """Show the gate. If the form is valid, start a Solicitud, and redirect to «Revisa tu correo».

    The response is the same whether or not the CURP is known.
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

    A captcha can be used only once. If the same form is sent twice, the second call returns the Solicitud of the first
    call.
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
    """Return the initial values of the gate (the first form): a new random value `intento`.

    In the demonstration mode, the query string can fill in the CURP, the NSS and the e-mail address.
    """
    initial: dict[str, Any] = {"intento": make_intento()}
    if settings.MODO_DEMOSTRACION:
        correo = request.GET.get("correo", "")
        initial |= {"curp": request.GET.get("curp", ""), "nss": request.GET.get("nss", "")}
        initial |= {"correo": correo, "correo2": correo}
    return initial
