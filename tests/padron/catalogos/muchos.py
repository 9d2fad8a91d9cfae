"""Run by the tests as a program: `python -m tests.padron.catalogos.muchos`, on the database of DATABASE_URL.

It migrates, then many processes at once ask for the places of one shift, and it prints what each of them got.
"""

import os

import django

from tests.padron.asegurados.muchos import run

CUPOS = (1, 3)  # two rooms, with fewer places than there are processes


def take_ultimos() -> None:
    """Each process asks for a place in a transaction of its own."""
    from tests.padron.catalogos.fabricas import ConsultorioFactory, TurnoFactory

    turno = TurnoFactory()
    for numero, cupo in enumerate(CUPOS, start=1):
        ConsultorioFactory(turno=turno, numero=numero, cupo=cupo)
    run(lambda _numero: (_take(turno.clinica_id) for _ in range(1)))


def _take(clinica: int) -> str:
    from django.db import transaction

    from padron.catalogos.models import Clinica
    from padron.catalogos.services import SinLugar, take_lugar

    try:
        with transaction.atomic():
            return str(take_lugar(clinica=Clinica.objects.get(pk=clinica), turno="matutino").numero)
    except SinLugar:
        return "sin lugar"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "imss_portal.settings")
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    take_ultimos()
