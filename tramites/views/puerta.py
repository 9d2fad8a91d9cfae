"""A procedure's first page, and the gate."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from plataforma.seguridad.decorators import personal
from plataforma.seguridad.origen import get_origen
from tramites.acceso import mark_pestana
from tramites.confirmacion.envio import start_solicitud
from tramites.forms import AVISO_VERSION, PuertaForm, make_intento
from tramites.views.continuar import offer_continuar
from tramites.views.pagina import find_procedimiento


@require_safe
def tramite(request: HttpRequest, tipo: str) -> HttpResponse:
    """Say what a procedure is and what it needs."""
    procedimiento = find_procedimiento(tipo)
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
    form = PuertaForm(request.POST) if request.method == "POST" else PuertaForm(initial=_initial(request))
    if not form.is_valid():
        return render(request, "tramites/empezar.html", {"form": form, "tipo": tipo, "titulo": procedimiento.titulo})
    solicitud = start_solicitud(
        id=form.get_id(tipo),
        tipo=tipo,
        curp=form.cleaned_data["curp"],
        correo=form.cleaned_data["correo"],
        aviso_version=AVISO_VERSION,
        origen=get_origen(request),
    )
    response = redirect("correo", tipo=tipo, uuid=solicitud.pk)
    mark_pestana(request, response, solicitud, is_origen=True)
    return response


def _initial(request: HttpRequest) -> dict[str, Any]:
    """Return a fresh `intento`; in the demonstration also the invented person that was chosen."""
    initial: dict[str, Any] = {"intento": make_intento()}
    if settings.MODO_DEMOSTRACION:
        correo = request.GET.get("correo", "")
        initial |= {"curp": request.GET.get("curp", ""), "correo": correo, "correo2": correo}
    return initial
