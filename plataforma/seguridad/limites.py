"""How often something may be done: counted in the database, so that no process and no lost cache forgets it.

A window is fixed: it begins with the first count and ends at a clock time that people can be told. Each check is one
statement that counts or refuses; what two processes do at the same moment is never lost. Keys are HMACs: the table
tells neither addresses nor CURPs. A count belongs to the caller's transaction, if there is one.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import connection, transaction
from django.utils import timezone

from plataforma.seguridad.derivacion import derive_token
from plataforma.seguridad.models import Consumo

__all__ = [
    "Limite",
    "LimiteAlcanzado",
    "Saldo",
    "ceil_minute",
    "forget_consumos",
    "peek",
    "restore",
    "take",
    "take_all",
]

# `WHERE` makes it a refusal: a full window that has not ended is left as it is, and no row counts as changed.
UPSERT: Final = """
    INSERT INTO seguridad_consumo (clave, termina, cuenta) VALUES (%(clave)s, %(termina)s, 1)
    ON CONFLICT (clave) DO UPDATE SET
        cuenta = CASE WHEN seguridad_consumo.termina <= %(ahora)s THEN 1 ELSE seguridad_consumo.cuenta + 1 END,
        termina = CASE WHEN seguridad_consumo.termina <= %(ahora)s THEN excluded.termina
                       ELSE seguridad_consumo.termina END
    WHERE seguridad_consumo.termina <= %(ahora)s OR seguridad_consumo.cuenta < %(veces)s
"""


@dataclass(frozen=True)
class Limite:
    """So many times (`veces`, at least one) in a window. The name is part of the key: no two limits share a count."""

    nombre: str
    veces: int
    ventana: timedelta


@dataclass(frozen=True)
class Saldo:
    """What is left of a limit, and when the window ends; None while none has begun."""

    quedan: int
    hasta: datetime | None


class LimiteAlcanzado(Exception):
    """No more until `hasta`. A view may let it pass: `LimitesMiddleware` answers with the 429 page."""

    def __init__(self, hasta: datetime) -> None:
        super().__init__()
        self.hasta = hasta


def take(limite: Limite, valor: str) -> None:
    """Count one. Raises LimiteAlcanzado, and counts nothing, if the window is full."""
    ahora = timezone.now()
    clave = _make_clave(limite, valor)
    params = {
        "clave": clave,
        "ahora": connection.ops.adapt_datetimefield_value(ahora),
        "termina": connection.ops.adapt_datetimefield_value(ahora + limite.ventana),
        "veces": limite.veces,
    }
    with connection.cursor() as cursor:
        cursor.execute(UPSERT, params)
        if cursor.rowcount == 1:
            return
    raise LimiteAlcanzado(Consumo.objects.values_list("termina", flat=True).filter(pk=clave).first() or ahora)


def take_all(*pares: tuple[Limite, str]) -> None:
    """Count one of each, or none of any. Raises LimiteAlcanzado with the latest end of those that are full.

    Name the pairs in the same order everywhere: two callers then never wait for each other's rows in a circle.
    """
    with transaction.atomic():
        ends = [end for limite, valor in pares if (end := _try_take(limite, valor))]
        if ends:
            raise LimiteAlcanzado(max(ends))


def _try_take(limite: Limite, valor: str) -> datetime | None:
    try:
        take(limite, valor)
    except LimiteAlcanzado as error:
        return error.hasta
    return None


def peek(limite: Limite, valor: str) -> Saldo:
    """Return what is left, without counting."""
    consumo = Consumo.objects.filter(pk=_make_clave(limite, valor), termina__gt=timezone.now()).first()
    if consumo is None:
        return Saldo(quedan=limite.veces, hasta=None)
    return Saldo(quedan=max(0, limite.veces - consumo.cuenta), hasta=consumo.termina)


def restore(limite: Limite, valor: str) -> None:
    """Begin again from nothing: whoever was limited has shown that it is really them."""
    Consumo.objects.filter(pk=_make_clave(limite, valor)).delete()


def forget_consumos(before: datetime) -> int:
    """Delete the windows that ended before `before`, which limit nothing any more. Returns how many there were."""
    return Consumo.objects.filter(termina__lt=min(before, timezone.now())).delete()[0]


def ceil_minute(moment: datetime) -> datetime:
    """Return the first full minute at which something works again: pages print no seconds."""
    return (moment + timedelta(seconds=59, microseconds=999_999)).replace(second=0, microsecond=0)


def _make_clave(limite: Limite, valor: str) -> str:
    return derive_token("limite", limite.nombre, valor)
