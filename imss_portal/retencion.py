"""What the portal forgets every night, room by room (docs/reglas.md, «Retention»).

Each thing is work of the outbox in batches: it is tried again if it fails, and none is longer than a lease.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Final

from django.core.management import call_command
from django.utils import timezone

from padron.asegurados.services import forget_claves, forget_retiradas
from plataforma.bandeja.handlers import Payload, register
from plataforma.bandeja.services import enqueue, forget_mensajes
from plataforma.captcha.services import forget_expired
from plataforma.correo.services import forget_datos
from plataforma.seguridad.limites import forget_consumos
from tramites.camino.retencion import expire_solicitudes, forget_sin_confirmar

MES: Final = timedelta(days=30)
TANDA: Final = 200  # rows at a time


def _forget_vencidos() -> int:
    """Delete sessions, captchas, claim keys and counts of limits that have ended: small rows, all at once."""
    call_command("clearsessions")
    forget_expired()
    forget_claves(before=timezone.now())
    return min(forget_consumos(timezone.now()), TANDA - 1)


# Each forgets up to a batch and returns how many; a full batch means that there may be more.
OLVIDOS: Final[Mapping[str, Callable[[], int]]] = {
    "retencion.sin_confirmar": lambda: forget_sin_confirmar(ahora=timezone.now(), limit=TANDA),
    "retencion.solicitudes": lambda: expire_solicitudes(ahora=timezone.now(), limit=TANDA),
    "retencion.correos": lambda: forget_datos(before=timezone.now() - MES, limit=TANDA),
    "retencion.mensajes": lambda: forget_mensajes(before=timezone.now() - MES, limit=TANDA),
    "retencion.manifestaciones": lambda: forget_retiradas(before=timezone.now() - MES, limit=TANDA),
    "retencion.vencidos": _forget_vencidos,
}


def forget_all() -> dict[str, int]:
    """Forget all that is due, now. Returns the counts by kind."""
    return {kind: _exhaust(forget) for kind, forget in OLVIDOS.items()}


def _exhaust(forget: Callable[[], int]) -> int:
    total = 0
    while count := forget():
        total += count
        if count < TANDA:
            break
    return total


def _make_commit(kind: str) -> Callable[[Payload, Any], None]:
    def commit(payload: Payload, _: Any) -> None:
        if OLVIDOS[kind]() >= TANDA:
            tanda = int(payload["tanda"]) + 1
            key = f"{kind}:{payload['fecha']}:{tanda}"
            enqueue(kind=kind, payload={**payload, "tanda": tanda}, dedup_key=key)

    return commit


def register_handlers() -> None:
    """Make the work of the night known to the outbox."""
    for kind in OLVIDOS:
        register(kind, queue="tramites", commit=_make_commit(kind), nightly=True)
