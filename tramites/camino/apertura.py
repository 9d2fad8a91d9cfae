"""Opening a Solicitud: from here on it belongs to a known student."""

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
from tramites.camino.destinos import DESTINOS
from tramites.procedimientos.base import Procedimiento
from tramites.solicitud.estados import Estado
from tramites.solicitud.incidencias.services import get_avisos, solve_incidencia
from tramites.solicitud.models import Solicitud
from tramites.solicitud.services import transition

CODIGO_ALUMNO: Final = Limite("codigo_alumno", 5, timedelta(days=1))

__all__ = ["CodigoNoAbre", "continue_as", "open_solicitud", "open_with_codigo"]


class CodigoNoAbre(Exception):
    """The student code does not open the Solicitud. The reason is not told."""


def open_solicitud(solicitud: Solicitud, asegurado: Asegurado, correo: str) -> None:
    """Give a Solicitud, whose row the caller has locked, to the student who writes from `correo`; then let it continue.

    If the student has another run of the same procedure under way, that run is continued instead. Reports to campuses
    from the time when the Solicitud was closed are solved, because nobody needs to answer them.
    """
    for aviso in get_avisos(solicitud):
        solve_incidencia(aviso, actor="alumno", avisar=False)
    # Links mailed to other addresses end here: a stranger's link must not open what is the student's now.
    solicitud.confirmaciones.filter(usada=None).update(usada=timezone.now())
    solicitud.correo = correo
    solicitud.asegurado = asegurado
    solicitud.titular = asegurado.titular
    solicitud.motivo_cierre = ""
    solicitud.save(update_fields=["correo", "asegurado", "titular", "motivo_cierre", "actualizada"])
    with suppress(CorreoOcupado):  # an address of the roster opens the CURP even if it cannot be bound to it
        bind_correo(asegurado=asegurado, correo=solicitud.correo)
    destino = DESTINOS[solicitud.tipo]
    if earlier := _find_earlier(solicitud, destino.retoma):
        solicitud.continua_en = earlier
        solicitud.save(update_fields=["continua_en", "actualizada"])
        transition(solicitud, Estado.CANCELADA, actor="alumno")
    else:
        transition(solicitud, Estado.CONFIRMADA, actor="alumno")
        destino.al_confirmar(solicitud)


def open_with_codigo(solicitud: Solicitud, *, codigo: str) -> Solicitud:
    """Open a closed Solicitud by the student code, if no roster has an address, and bind the address to the CURP.

    Returns the Solicitud as it is now. Raises CodigoNoAbre for every reason alike, and LimiteAlcanzado after five tries
    a day for this CURP and address. So a stranger's tries from another address do not count for the student.
    """
    take(CODIGO_ALUMNO, f"{solicitud.curp}:{solicitud.correo}")  # outside the transaction: a rollback must not undo it
    with transaction.atomic():
        locked = Solicitud.objects.select_for_update(no_key=True).get(pk=solicitud.pk)
        asegurado = get_asegurado_by_curp(locked.curp)
        if not locked.is_cerrada or asegurado is None or not opens_with_codigo(asegurado=asegurado, codigo=codigo):
            raise CodigoNoAbre
        try:
            bind_correo(asegurado=asegurado, correo=locked.correo)  # next time the address alone opens the CURP
        except CorreoOcupado:
            raise CodigoNoAbre from None
        open_solicitud(locked, asegurado, locked.correo)
    return locked


@transaction.atomic
def continue_as(ultima: Solicitud, *, procedimiento: Procedimiento) -> Solicitud:
    """Start a procedure for the student of a confirmed session, with the address of the Solicitud `ultima`.

    Returns the run that is under way, if there is one. The student's row is the lock, so two clicks start one run.
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
    """Return the newest other run of the same procedure by the same student in one of these states, or None."""
    others = Solicitud.objects.exclude(pk=solicitud.pk).filter(
        asegurado=solicitud.asegurado, tipo=solicitud.tipo, estado__in=estados
    )
    return others.order_by("-creada").first()
