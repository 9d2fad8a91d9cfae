"""What sixteen processes do at one moment with a limit; called by `tests.helpers.concurrency`."""

import datetime as dt
from collections.abc import Iterator

from tests.helpers.concurrency import at_once

VECES, TOPE = 20, 100


def take_a_la_vez() -> list[str]:
    """Take from one limit everywhere, alone and together with another; one word for each time that was let through."""
    return at_once(_take_veinte)


def _take_veinte(_numero: int) -> Iterator[str]:
    from django.db import transaction

    from plataforma.seguridad.limites import Limite, LimiteAlcanzado, take, take_all

    limite, otro = (Limite("carrera", TOPE, dt.timedelta(days=1)), Limite("otro", 10**6, dt.timedelta(days=1)))
    for n in range(VECES):
        try:
            if n % 2:
                take(limite, "x")
            else:
                with transaction.atomic():
                    take_all((otro, "x"), (limite, "x"))
        except LimiteAlcanzado:
            continue
        yield "tomado"
