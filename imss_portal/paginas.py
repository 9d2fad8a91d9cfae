"""Home, and the pages that are only text."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from padron.catalogos.models import FuenteCatalogo
from padron.catalogos.selectors import get_fuente
from tramites.entrada.forms import AVISO_VERSION


@require_safe
def inicio(request: HttpRequest) -> HttpResponse:
    """Show the three steps and where to begin."""
    return render(request, "inicio.html")


@require_safe
def privacidad(request: HttpRequest) -> HttpResponse:
    """Show the privacy notice, with the version that students accept at the gate."""
    return render(request, "privacidad.html", {"version": AVISO_VERSION})


@require_safe
def acerca(request: HttpRequest) -> HttpResponse:
    """Say what the site is and is not, and how old its data are."""
    fuente = get_fuente(FuenteCatalogo.Catalogo.CODIGOS_POSTALES)
    return render(request, "acerca.html", {"codigos_postales": fuente})


def texto(plantilla: str) -> Callable[[HttpRequest], HttpResponse]:
    """Return a view that renders `plantilla`."""

    @require_safe
    def view(request: HttpRequest) -> HttpResponse:
        return render(request, plantilla)

    return view
