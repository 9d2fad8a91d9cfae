"""What a student does about a NO, on whichever procedure's page it is told."""

from collections.abc import Callable
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from plataforma.seguridad.decorators import personal
from tramites.cobertura.avisos import ask_aviso
from tramites.cobertura.services import report_sin_vigencia
from tramites.entrada.acceso import get_solicitud_for_session
from tramites.models import Solicitud
from tramites.views.reanudar import View, offer_liga


def _make_accion(act: Callable[[Solicitud], object]) -> View:
    @require_http_methods(["GET", "HEAD", "POST"])
    @personal
    @offer_liga
    def view(request: HttpRequest, tipo: str, uuid: UUID) -> HttpResponse:
        if request.method == "POST":
            with transaction.atomic():
                solicitud = get_solicitud_for_session(request, tipo, uuid, lock=True)
                if solicitud.asegurado:
                    act(solicitud)
        return redirect("solicitud", tipo=tipo, uuid=uuid)

    return view


reportar = _make_accion(report_sin_vigencia)
avisame = _make_accion(ask_aviso)
