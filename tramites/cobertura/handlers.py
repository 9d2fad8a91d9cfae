"""The work of the notices: every night, and whenever a roster was corrected."""

from typing import Any, Final
from uuid import uuid4

from django.utils import timezone

from plataforma.bandeja.handlers import Payload, register
from plataforma.bandeja.services import enqueue
from tramites.cobertura.avisos import REVISAR_AVISO, check_aviso, enqueue_avisos

REVISAR_AVISOS: Final = "tramites.revisar_avisos"
LOTE: Final = 500  # written in one transaction, which holds up all others on SQLite


def revisar_avisos(payload: Payload, _: Any) -> None:
    """Have all notices that wait looked at, each in a transaction of its own; a batch at a time."""
    ronda = str(payload.get("ronda") or payload["fecha"])
    last = enqueue_avisos(ronda=ronda, after=int(payload.get("desde", 0)), limit=LOTE)
    if last:
        rest: Payload = {"ronda": ronda, "desde": last}
        enqueue(kind=REVISAR_AVISOS, payload=rest, dedup_key=f"{REVISAR_AVISOS}:{ronda}:{last}")


def revisar_aviso(payload: Payload, _: Any) -> None:
    """Tell the student of one notice, if the cover has begun."""
    check_aviso(int(payload["aviso"]), hoy=timezone.localdate())


def on_padron_corregido(**_: object) -> None:
    """Have the notices looked at, in the transaction of the correction."""
    ronda = str(uuid4())
    enqueue(kind=REVISAR_AVISOS, payload={"ronda": ronda}, dedup_key=f"{REVISAR_AVISOS}:{ronda}")


register(REVISAR_AVISOS, queue="tramites", commit=revisar_avisos, nightly=True)
register(REVISAR_AVISO, queue="tramites", commit=revisar_aviso)
