"""The gate is asked once a visit: who has a confirmed session goes on as who they are."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from documentos.rules import mask_nombre
from plataforma.seguridad.decorators import personal
from plataforma.seguridad.sesion import get_titular
from tramites.entrada.apertura import continue_as
from tramites.entrada.mascaras import mask_correo
from tramites.procedimientos.base import Procedimiento
from tramites.selectors import get_ultima_de
from tramites.views.pagina import find_procedimiento


def offer_continuar(request: HttpRequest, procedimiento: Procedimiento) -> HttpResponse | None:
    """Return the page «Continuar como …», or None for who has no session or wants to give other data."""
    ultima = get_ultima_de(get_titular(request))
    if ultima is None or {"otros", "curp"} & request.GET.keys():
        return None
    if procedimiento.pagina:
        return redirect(procedimiento.pagina)
    asegurado = ultima.get_asegurado()
    contexto = {
        "tipo": procedimiento.tipo,
        "titulo": procedimiento.titulo,
        "nombre": mask_nombre(asegurado.nombres, asegurado.primer_apellido),
        "correo": mask_correo(ultima.correo),
    }
    return render(request, "tramites/continuar.html", contexto)


@require_POST
@personal
def continuar(request: HttpRequest, tipo: str) -> HttpResponse:
    """Begin the procedure as the student of this session, or go on with the run that is under way."""
    procedimiento = find_procedimiento(tipo)
    ultima = get_ultima_de(get_titular(request))
    if ultima is None:
        return redirect("empezar", tipo=tipo)
    return redirect(continue_as(ultima, procedimiento=procedimiento))
