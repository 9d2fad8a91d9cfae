"""The registry of a demonstration: the portal assigns by the rules of docs/reglas.md, «Assignment»."""

import datetime as dt

from django.db.models import Q

from padron.asegurados.errors import SerieAgotada
from padron.asegurados.models import Asegurado, ConsecutivoNSS
from padron.catalogos.selectors import get_series
from padron.identificadores import nss


class RegistroSimulado:
    """Series of the state, year of today, year of birth, next consecutive of the three, Luhn."""

    inmediato = True

    def assign(self, *, asegurado: Asegurado, estado: str, hoy: dt.date) -> str:
        """Return the next number of the first series that has one. Raises SerieAgotada.

        No number is skipped: the counter moves in the transaction that stores the NSS.
        """
        for serie in get_series(estado=estado):
            numero = _take_next(serie=serie, registro=hoy.year, nacimiento=asegurado.fecha_nacimiento.year)
            if numero is not None:
                return numero
        raise SerieAgotada(estado)


def _take_next(*, serie: str, registro: int, nacimiento: int) -> str | None:
    """Return the next free number of the triple and move its counter, or None if all 9 999 are used."""
    contador = _lock(serie=serie, registro=registro, nacimiento=nacimiento)
    for consecutivo in range(contador.ultimo + 1, nss.CONSECUTIVO_MAXIMO + 1):
        numero = nss.make(serie=serie, anio_registro=registro, anio_nacimiento=nacimiento, consecutivo=consecutivo)
        # A roster may have brought this very number: it is somebody's, for life.
        if not Asegurado.objects.filter(Q(nss=numero) | Q(nss_padron=numero)).exists():
            contador.ultimo = consecutivo
            contador.save(update_fields=["ultimo"])
            return numero
    return None


def _lock(*, serie: str, registro: int, nacimiento: int) -> ConsecutivoNSS:
    """Return the counter with its row locked: whoever comes at the same time waits here for the commit."""
    clave = {"serie": serie, "anio_registro": registro % 100, "anio_nacimiento": nacimiento % 100}
    rows = ConsecutivoNSS.objects.select_for_update().filter(**clave)
    if (contador := rows.first()) is None:
        ConsecutivoNSS.objects.bulk_create([ConsecutivoNSS(**clave)], ignore_conflicts=True)
        contador = rows.get()
    return contador
