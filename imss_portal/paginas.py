"""Home, and the pages that are only text."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def inicio(request: HttpRequest) -> HttpResponse:
    """Show the three steps and where to begin."""
    return render(request, "inicio.html")


def texto(plantilla: str) -> Callable[[HttpRequest], HttpResponse]:
    """Return a view that renders `plantilla`."""

    @require_safe
    def view(request: HttpRequest) -> HttpResponse:
        return render(request, plantilla)

    return view
