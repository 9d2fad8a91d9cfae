"""Opening a Solicitud: from here on it is a known student's."""

from collections.abc import Collection
from contextlib import suppress
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from padron.asegurados.models import Asegurado
from padron.asegurados.selectors import get_asegurado_by_curp, opens_with_codigo
from padron.asegurados.services import CorreoOcupado, bind_correo
from plataforma.seguridad.limites import Limite, take
from tramites.estados import Estado
from tramites.incidencias.selectors import get_avisos
from tramites.incidencias.services import solve_incidencia
from tramites.models import Solicitud
from tramites.procedimientos import get_procedimiento
from tramites.procedimientos.base import Procedimiento
from tramites.services import transition

CODIGO_ALUMNO: Final = Limite("codigo_alumno", 5, timedelta(days=1))

__all__ = ["CodigoNoAbre", "continue_as", "open_solicitud", "open_with_codigo"]


class CodigoNoAbre(Exception):
    """The student code opens nothing; why is not said."""


def open_solicitud(solicitud: Solicitud, asegurado: Asegurado, correo: str) -> None:
    """Make the Solicitud, whose row the caller holds, the student's, who writes from `correo`; then let it go on.

    A run of the same procedure that is under way is gone on with instead. What it had asked the campuses while it was
    closed needs no answer any more.
    """
    for aviso in get_avisos(solicitud):
        solve_incidencia(aviso, actor="alumno", avisar=False)
    # What was sent to other addresses ends here: a stranger's link must not reach into what is now the student's.
    solicitud.confirmaciones.filter(usada=None).update(usada=timezone.now())
    solicitud.correo = correo
    solicitud.asegurado = asegurado
    solicitud.titular = asegurado.titular
    solicitud.motivo_cierre = ""
    solicitud.save(update_fields=["correo", "asegurado", "titular", "motivo_cierre", "actualizada"])
    with suppress(CorreoOcupado):  # an address of the roster opens even where no binding is free for it
        bind_correo(asegurado=asegurado, correo=solicitud.correo)
    procedimiento = get_procedimiento(solicitud.tipo)
    if earlier := _find_earlier(solicitud, procedimiento.retoma):
        solicitud.continua_en = earlier
        solicitud.save(update_fields=["continua_en", "actualizada"])
        transition(solicitud, Estado.CANCELADA, actor="alumno")
    else:
        transition(solicitud, Estado.CONFIRMADA, actor="alumno")
        procedimiento.al_confirmar(solicitud)


def open_with_codigo(solicitud: Solicitud, *, codigo: str) -> Solicitud:
    """Open a closed Solicitud by the student code, where the roster has no address; its address is bound.

    Returns the Solicitud as it is now. Raises CodigoNoAbre for every reason alike, LimiteAlcanzado after five tries a
    day for this CURP and address: a stranger's tries count for the stranger.
    """
    take(CODIGO_ALUMNO, f"{solicitud.curp}:{solicitud.correo}")  # counted even if what follows is rolled back
    with transaction.atomic():
        locked = Solicitud.objects.select_for_update(no_key=True).get(pk=solicitud.pk)
        asegurado = get_asegurado_by_curp(locked.curp)
        if not locked.is_cerrada or asegurado is None or not opens_with_codigo(asegurado=asegurado, codigo=codigo):
            raise CodigoNoAbre
        try:
            bind_correo(asegurado=asegurado, correo=locked.correo)  # what opens it from the next time on
        except CorreoOcupado:
            raise CodigoNoAbre from None
        open_solicitud(locked, asegurado, locked.correo)
    return locked


@transaction.atomic
def continue_as(ultima: Solicitud, *, procedimiento: Procedimiento) -> Solicitud:
    """Begin a procedure for the student of a confirmed session, who writes from the same address as last time.

    Returns the run that is under way, if there is one: two clicks begin one. The student's row is the lock.
    """
    asegurado = Asegurado.objects.select_for_update(no_key=True).get(pk=ultima.get_asegurado().pk)
    nueva = Solicitud(
        tipo=procedimiento.tipo,
        curp=ultima.curp,
        correo=ultima.correo,
        titular=ultima.titular,
        asegurado=asegurado,
        aviso_version=ultima.aviso_version,
    )
    if earlier := _find_earlier(nueva, procedimiento.retoma):
        return earlier
    nueva.save()
    open_solicitud(nueva, asegurado, ultima.correo)
    return nueva


def _find_earlier(solicitud: Solicitud, estados: Collection[Estado]) -> Solicitud | None:
    """Return the run of the same procedure that the student goes on with, if there is one."""
    others = Solicitud.objects.exclude(pk=solicitud.pk).filter(
        asegurado=solicitud.asegurado, tipo=solicitud.tipo, estado__in=estados
    )
    return others.order_by("-creada").first()
