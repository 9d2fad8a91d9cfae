"""Opening a Solicitud: from here on it is a known student's."""

from collections.abc import Collection
from contextlib import suppress

from django.db import transaction
from django.utils import timezone

from padron.asegurados.models import Asegurado
from padron.asegurados.selectors import get_asegurado_by_curp, opens_with_codigo
from padron.asegurados.services import CorreoOcupado, bind_correo
from tramites.estados import Estado
from tramites.models import Solicitud
from tramites.procedimientos import get_procedimiento
from tramites.services import transition

__all__ = ["CodigoNoAbre", "open_solicitud", "open_with_codigo"]


class CodigoNoAbre(Exception):
    """The student code opens nothing; why is not said."""


def open_solicitud(solicitud: Solicitud, asegurado: Asegurado, correo: str) -> None:
    """Make the Solicitud, whose row the caller holds, the student's, who writes from `correo`; then let it go on.

    A run of the same procedure that is under way is gone on with instead.
    """
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


@transaction.atomic
def open_with_codigo(solicitud: Solicitud, *, codigo: str) -> Solicitud:
    """Open a closed Solicitud by the student code, where the roster has no address; its address is bound.

    Returns the Solicitud as it is now. Raises CodigoNoAbre for every reason alike.
    """
    locked = Solicitud.objects.select_for_update(no_key=True).get(pk=solicitud.pk)
    asegurado = get_asegurado_by_curp(locked.curp)
    if not locked.is_cerrada or asegurado is None or not opens_with_codigo(asegurado=asegurado, codigo=codigo):
        raise CodigoNoAbre
    open_solicitud(locked, asegurado, locked.correo)
    return locked


def _find_earlier(solicitud: Solicitud, estados: Collection[Estado]) -> Solicitud | None:
    """Return the run of the same procedure that the student goes on with, if there is one."""
    others = Solicitud.objects.exclude(pk=solicitud.pk).filter(
        asegurado=solicitud.asegurado, tipo=solicitud.tipo, estado__in=estados
    )
    return others.order_by("-creada").first()
