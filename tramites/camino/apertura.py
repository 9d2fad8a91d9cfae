"""Opens a Solicitud: links it to a known student.

After that, the student's session can see the Solicitud.
"""

from collections.abc import Collection
from contextlib import suppress

from django.db import transaction
from django.utils import timezone

from padron.asegurados.models import Asegurado
from padron.asegurados.services import CorreoOcupado, bind_correo
from tramites.camino.destinos import DESTINOS
from tramites.procedimientos.base import Procedimiento
from tramites.solicitud.estados import Estado
from tramites.solicitud.incidencias.services import get_avisos, solve_incidencia
from tramites.solicitud.models import Solicitud
from tramites.solicitud.services import transition

__all__ = ["continue_as", "open_solicitud", "start_for_owner"]


def open_solicitud(solicitud: Solicitud, asegurado: Asegurado, correo: str, *, actor: str = "alumno") -> None:
    """Link a Solicitud to the student `asegurado`, who confirmed the e-mail address `correo`.

    The student may have an earlier Solicitud of the same procedure in a state of `Destino.retoma`. The student then
    continues the earlier Solicitud, and this Solicitud is cancelled. The open reports to a campus that the old or the
    new e-mail address of the Solicitud gave no access are closed, because nobody needs to answer them now. The reports
    of other e-mail addresses stay open. `actor` is «sistema» if a Celery worker opens the Solicitud, because the campus
    has registered the e-mail address. The caller has locked the row of the Solicitud.
    """
    for each in {solicitud.correo, correo}:
        for aviso in get_avisos(curp=solicitud.curp, correo=each):
            solve_incidencia(aviso, actor=actor, avisar=False)
    # Mark all unused links as used. Some may have been mailed to another e-mail address, whose owner must not see the
    # student's data.
    solicitud.confirmaciones.filter(usada=None).update(usada=timezone.now())
    solicitud.correo = correo
    solicitud.asegurado = asegurado
    solicitud.titular = asegurado.titular
    solicitud.motivo_cierre = ""
    solicitud.save(update_fields=["correo", "asegurado", "titular", "motivo_cierre", "actualizada"])
    # The Solicitud is linked to the student even if the e-mail address cannot be bound to the student. The caller has
    # already checked that the student may see the data.
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


def start_for_owner(ajena: Solicitud, *, asegurado: Asegurado, correo: str) -> Solicitud:
    """Start a Solicitud of the student, of the same procedure as `ajena`, and return it. `ajena` does not change.

    Somebody started `ajena` with the student's CURP and another e-mail address. The student has confirmed `correo` with
    the link of a mail that `ajena` caused. A stranger may still see a page of `ajena`. So it gets neither the student's
    e-mail address nor the student's data.
    """
    propia = Solicitud.objects.create(
        tipo=ajena.tipo, curp=ajena.curp, correo=correo, aviso_version=ajena.aviso_version
    )
    open_solicitud(propia, asegurado, correo)
    return propia


@transaction.atomic
def continue_as(ultima: Solicitud, *, procedimiento: Procedimiento) -> Solicitud:
    """Start a procedure for a student who already has a confirmed session.

    `ultima` is the student's newest Solicitud, and the new Solicitud gets the same e-mail address. If the student can
    continue an earlier Solicitud of this procedure, the function returns the earlier Solicitud. The row of the student
    is locked, so that two clicks start only one Solicitud.
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
    """Return the student's newest other Solicitud of the same procedure, or None.

    Its state must be one of `estados`.
    """
    others = Solicitud.objects.exclude(pk=solicitud.pk).filter(
        asegurado=solicitud.asegurado, tipo=solicitud.tipo, estado__in=estados
    )
    return others.order_by("-creada").first()
