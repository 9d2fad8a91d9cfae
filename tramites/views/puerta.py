"""A procedure's first page, and the gate."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from plataforma.captcha.navegador import Navegador
from plataforma.seguridad.decorators import personal
from plataforma.seguridad.origen import get_origen
from tramites.confirmacion.envio import start_solicitud
from tramites.entrada.acceso import mark_pestana
from tramites.entrada.forms import AVISO_VERSION, PuertaConNSSForm, PuertaForm, make_intento
from tramites.models import Solicitud
from tramites.views.continuar import offer_continuar
from tramites.views.pagina import find_procedimiento


@require_safe
def tramite(request: HttpRequest, tipo: str) -> HttpResponse:
    """Say what a procedure is and what it needs."""
    procedimiento = find_procedimiento(tipo)
    if procedimiento.pagina:
        return redirect(procedimiento.pagina)
    ficha = procedimiento.ficha
    return render(
        request,
        "tramites/tramite.html",
        {
            "tipo": tipo,
            "titulo": procedimiento.titulo,
            "resumen": ficha.resumen,
            "necesitas": ficha.necesitas,
            "pasos": ficha.pasos,
            "obtienes": ficha.obtienes,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def empezar(request: HttpRequest, tipo: str) -> HttpResponse:
    """Ask who this is; then send the mail. The answer is the same whoever it is."""
    procedimiento = find_procedimiento(tipo)
    if request.method != "POST" and (page := offer_continuar(request, procedimiento)):
        return page
    navegador = Navegador.of(request)
    form = _make_form(request, navegador, PuertaConNSSForm if procedimiento.pide_nss else PuertaForm)
    if solicitud := _begin(request, form, tipo):
        response: HttpResponse = redirect("correo", tipo=tipo, uuid=solicitud.pk)
        mark_pestana(request, response, solicitud, is_origen=True)
    else:
        contexto = {"form": form, "tipo": tipo, "titulo": procedimiento.titulo}
        response = render(request, "tramites/empezar.html", contexto)
    navegador.save(response)
    return response


def _make_form(request: HttpRequest, navegador: Navegador, form: type[PuertaForm]) -> PuertaForm:
    if request.method != "POST":
        return form(initial=_initial(request), navegador=navegador)
    if "otra" in request.POST:
        return form.with_another(request, navegador)
    return form(request.POST, navegador=navegador)


def _begin(request: HttpRequest, form: PuertaForm, tipo: str) -> Solicitud | None:
    """Begin the procedure of a good form. One sent twice finds what it began, although its letters are used up."""
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


def _initial(request: HttpRequest) -> dict[str, Any]:
    """Return a fresh `intento`; in the demonstration also the invented person that was chosen."""
    initial: dict[str, Any] = {"intento": make_intento()}
    if settings.MODO_DEMOSTRACION:
        correo = request.GET.get("correo", "")
        initial |= {"curp": request.GET.get("curp", ""), "nss": request.GET.get("nss", "")}
        initial |= {"correo": correo, "correo2": correo}
    return initial
