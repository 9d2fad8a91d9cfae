"""Clinics for the tests, in the catalogue's own tables."""

import datetime as dt

from padron.catalogos.models import Clinica, Consultorio, Turno


def make_clinica(
    numero: int, *, cupo: int | None = None, turnos: tuple[str, ...] = ("matutino", "vespertino")
) -> Clinica:
    """A clinic of one room a shift."""
    clinica = Clinica.objects.create(
        clave=f"JCIMS{numero:06}",
        numero=numero,
        nombre=f"UMF {numero}",
        tipologia="UMF",
        estado="14",
        municipio_nombre="Guadalajara",
    )
    for nombre in turnos:
        turno = Turno.objects.create(clinica=clinica, nombre=nombre, desde=dt.time(8), hasta=dt.time(14))
        Consultorio.objects.create(turno=turno, numero=1, cupo=cupo)
    return clinica


def count_ocupados() -> dict[tuple[int | None, str], int]:
    """The places taken, by number of the clinic and shift; none are left out."""
    rows = Consultorio.objects.filter(ocupados__gt=0)
    return {
        (numero, turno): n
        for numero, turno, n in rows.values_list("turno__clinica__numero", "turno__nombre", "ocupados")
    }
