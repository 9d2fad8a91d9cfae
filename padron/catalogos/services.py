"""What other apps may change in the catalogues: the places of the clinics."""

from django.db.models import F, QuerySet

from padron.catalogos.errors import SinLugar
from padron.catalogos.models import CON_LUGAR, Clinica, Consultorio

__all__ = ["SinLugar", "release_lugar", "take_lugar"]


def take_lugar(*, clinica: Clinica, turno: str) -> Consultorio:
    """Take a place in the clinic's shift (a value of `Turno.Nombre`) and return its room.

    The room is the one with most places left; no limit counts as most, and the emptier one wins a draw. Raises
    SinLugar. Call it in the transaction that stores the registration. Source: docs/reglas.md, «Clinics»: of two
    students at the last place one gets it.
    """
    rooms = _list_con_lugar(clinica, turno)
    while (room := rooms.first()) is not None:
        # The condition decides, not the look before: whoever comes second finds the place gone and looks again.
        if Consultorio.objects.filter(CON_LUGAR, pk=room.pk).update(ocupados=F("ocupados") + 1):
            room.refresh_from_db(fields=["cupo", "ocupados"])
            return room
    raise SinLugar(clinica=clinica, turno=turno)


def release_lugar(*, consultorio: Consultorio) -> None:
    """Give back a place of the room: it never has fewer than none taken."""
    Consultorio.objects.filter(pk=consultorio.pk, ocupados__gt=0).update(ocupados=F("ocupados") - 1)


def _list_con_lugar(clinica: Clinica, turno: str) -> QuerySet[Consultorio]:
    rooms = Consultorio.objects.select_related("turno__clinica").filter(CON_LUGAR)
    rooms = rooms.filter(turno__clinica=clinica, turno__clinica__en_operacion=True, turno__nombre=turno)
    return rooms.order_by((F("cupo") - F("ocupados")).desc(nulls_first=True), "ocupados", "numero")
