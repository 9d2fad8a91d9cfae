"""What sixteen processes do at one moment with the places of a shift; called by `tests.helpers.concurrency`."""

from tests.helpers.concurrency import at_once

CUPOS = (1, 3)  # two rooms, with fewer places than there are processes


def take_ultimos() -> list[str]:
    """Each process asks for a place in a transaction of its own."""
    from tests.helpers.padron.catalogue_factories import ConsultorioFactory, TurnoFactory

    turno = TurnoFactory()
    for numero, cupo in enumerate(CUPOS, start=1):
        ConsultorioFactory(turno=turno, numero=numero, cupo=cupo)
    return at_once(lambda _numero: (_take(turno.clinica_id) for _ in range(1)))


def _take(clinica: int) -> str:
    from django.db import transaction

    from padron.catalogos.models import Clinica
    from padron.catalogos.services import SinLugar, take_lugar

    try:
        with transaction.atomic():
            return str(take_lugar(clinica=Clinica.objects.get(pk=clinica), turno="matutino").numero)
    except SinLugar:
        return "sin lugar"
