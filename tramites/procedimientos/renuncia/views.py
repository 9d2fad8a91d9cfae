"""The button with which a student withdraws a renuncia."""

from contextlib import suppress

from django.http import HttpRequest
from django.urls import path

from tramites.procedimientos.renuncia.models import Renuncia
from tramites.procedimientos.renuncia.services import RenunciaCerrada, withdraw_renuncia
from tramites.solicitud.acceso import make_accion
from tramites.solicitud.models import Solicitud


def _withdraw(request: HttpRequest, solicitud: Solicitud) -> None:
    """Withdraw the renuncia.

    If the campus has just received or returned the renuncia, do nothing. The next page shows what the campus did.
    """
    renuncia = Renuncia.objects.select_related("solicitud").filter(solicitud=solicitud).first()
    if renuncia:
        with suppress(RenunciaCerrada):
            withdraw_renuncia(renuncia)


urls = (path("retirar/", make_accion(_withdraw), name="retirar_renuncia"),)
