"""The shifts and consulting rooms of clinics, where a load has to make them.

The register gives a beginning; afterwards they are the staff's. A load adds what the hours say anew and moves the hours
of what is there, but takes nothing away: people were registered in it.
"""

from collections.abc import Collection

from padron.catalogos.horarios import derive_jornadas
from padron.catalogos.importacion.clues.lectura import Lectura
from padron.catalogos.models import Clinica, Consultorio, Turno


def store_turnos(lectura: Lectura, claves: Collection[str]) -> None:
    """Make the shifts of these clinics what their hours say, and those of all that have none."""
    clinicas = {row.clave: row.pk for row in Clinica.objects.filter(ficticia=False) if row.clave in lectura.clinicas}
    con_turnos = set(Turno.objects.filter(clinica__ficticia=False).values_list("clinica", flat=True))
    pendientes = {clave: pk for clave, pk in clinicas.items() if clave in claves or pk not in con_turnos}
    if not pendientes:
        return
    Turno.objects.bulk_create(
        [turno for clave, pk in pendientes.items() for turno in _make_turnos(lectura, clave, pk)],
        update_conflicts=True,
        unique_fields=["clinica", "nombre"],
        update_fields=["desde", "hasta"],
    )
    _store_consultorios({pk: lectura.clinicas[clave].consultorios for clave, pk in pendientes.items()})


def _make_turnos(lectura: Lectura, clave: str, pk: int) -> list[Turno]:
    tramos = (lectura.horarios or {}).get(clave, [])
    return [
        Turno(clinica_id=pk, nombre=jornada.nombre, desde=jornada.desde, hasta=jornada.hasta)
        for jornada in derive_jornadas(tramos)
    ]


def _store_consultorios(cuantos: dict[int, int]) -> None:
    """Give rooms to the shifts of these clinics that have none: as many as the register says, without a limit."""
    vacios = Turno.objects.filter(consultorios=None, clinica__in=cuantos).values_list("pk", "clinica")
    Consultorio.objects.bulk_create(
        Consultorio(turno_id=turno, numero=numero)
        for turno, clinica in vacios
        for numero in range(1, cuantos[clinica] + 1)
    )
