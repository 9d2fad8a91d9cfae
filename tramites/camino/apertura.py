"""Opening a Solicitud: from then on it belongs to a known student, and the student's session can see it."""

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
    """The student code gives no access to the student's data. The exception does not say why."""


def open_solicitud(solicitud: Solicitud, asegurado: Asegurado, correo: str, *, actor: str = "alumno") -> None:
    """Link a Solicitud to the student `asegurado`, who confirmed the e-mail address `correo`.

    The caller has locked the row of the Solicitud. If the student has an earlier Solicitud of the same procedure in one
    of the states `Destino.retoma`, the student continues the earlier Solicitud, and this Solicitud is cancelled. The
    reports to a campus that the old or the new e-mail address of the Solicitud gave no access are closed too, because
    nobody needs to answer them now. The reports of other e-mail addresses stay open. `actor` is «sistema» if a worker
    opens the Solicitud, because the campus has registered the e-mail address.
    """
    for each in {solicitud.correo, correo}:
        for aviso in get_avisos(curp=solicitud.curp, correo=each):
            solve_incidencia(aviso, actor=actor, avisar=False)
    # Mark all unused links as used. Some may have been mailed to a stranger's e-mail address, and a stranger must not
    # see the student's data.
    solicitud.confirmaciones.filter(usada=None).update(usada=timezone.now())
    solicitud.correo = correo
    solicitud.asegurado = asegurado
    solicitud.titular = asegurado.titular
    solicitud.motivo_cierre = ""
    solicitud.save(update_fields=["correo", "asegurado", "titular", "motivo_cierre", "actualizada"])
    # The Solicitud is opened even if the e-mail address cannot be bound to the student, because the caller has already
    # checked the access.
    with suppress(CorreoOcupado):
        bind_correo(asegurado=asegurado, correo=solicitud.correo)
    destino = DESTINOS[solicitud.tipo]
    if earlier := _find_earlier(solicitud, destino.retoma):
        solicitud.continua_en = earlier
        solicitud.save(update_fields=["continua_en", "actualizada"])
        transition(solicitud, Estado.CANCELADA, actor=actor)
    else:
        transition(solicitud, Estado.CONFIRMADA, actor=actor)
        destino.al_confirmar(solicitud)


def open_with_codigo(solicitud: Solicitud, *, codigo: str) -> Solicitud:
    """Open a closed Solicitud with the student code, and bind its e-mail address to the CURP.

    The code gives access only if no e-mail address is registered for the student. Returns the updated Solicitud. Raises
    CodigoNoAbre, which does not say why, and LimiteAlcanzado after five tries in one day with the same CURP and e-mail
    address. A stranger who tries with another e-mail address does not use up the student's tries.
    """
    # Count the try outside the transaction, so that a rollback does not undo the count.
    take(CODIGO_ALUMNO, f"{solicitud.curp}:{solicitud.correo}")
    with transaction.atomic():
        locked = Solicitud.objects.select_for_update(no_key=True).get(pk=solicitud.pk)
        asegurado = get_asegurado_by_curp(locked.curp)
        if not locked.is_cerrada or asegurado is None or not opens_with_codigo(asegurado=asegurado, codigo=codigo):
            raise CodigoNoAbre
        try:
            # From now on, the student confirms the e-mail address and does not need the student code any more.
            bind_correo(asegurado=asegurado, correo=locked.correo)
        except CorreoOcupado:
            raise CodigoNoAbre from None
        open_solicitud(locked, asegurado, locked.correo)
    return locked


@transaction.atomic
def continue_as(ultima: Solicitud, *, procedimiento: Procedimiento) -> Solicitud:
    """Start a procedure for the student of a confirmed session.

    `ultima` is the newest Solicitud of the session. The new Solicitud gets the e-mail address of `ultima`. If the
    student has an earlier Solicitud of this procedure that can be continued, the function returns the earlier Solicitud
    and creates nothing. The row of the student is locked, so that two clicks start only one Solicitud.
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
    """Return the student's newest other Solicitud of the same procedure in one of the states `estados`, or None."""
    others = Solicitud.objects.exclude(pk=solicitud.pk).filter(
        asegurado=solicitud.asegurado, tipo=solicitud.tipo, estado__in=estados
    )
    return others.order_by("-creada").first()
