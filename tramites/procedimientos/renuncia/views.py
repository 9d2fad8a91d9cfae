"""Taking a renuncia back."""

from contextlib import suppress
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from plataforma.seguridad.decorators import personal
from tramites.entrada.acceso import get_solicitud_for_session
from tramites.models import Renuncia
from tramites.procedimientos.renuncia.services import RenunciaCerrada, withdraw_renuncia
from tramites.views.reanudar import offer_liga


@require_http_methods(["GET", "HEAD", "POST"])
@personal
@offer_liga
def retirar(request: HttpRequest, tipo: str, uuid: UUID) -> HttpResponse:
    """Withdraw it; where the campus was faster, the page that follows says so."""
    solicitud = get_solicitud_for_session(request, tipo, uuid)
    renuncia = Renuncia.objects.select_related("solicitud").filter(solicitud=solicitud).first()
    if request.method == "POST" and renuncia:
        with suppress(RenunciaCerrada):
            withdraw_renuncia(renuncia)
    return redirect(solicitud)
