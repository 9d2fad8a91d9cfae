"""The closing invariant of docs/amenazas.md, «Faults»: what holds once a portal has come to rest.

`demand_balance` asks a running portal; `list_faults` works in any process with the portal's Django.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import Sum

from documentos.models import Documento
from documentos.revision import EslabonRoto, verify_registro
from padron.asegurados.models import Asegurado, ConsecutivoNSS
from plataforma.bandeja.models import Mensaje
from plataforma.correo.models import Correo
from tests.helpers.portal.live_portal import PortalVivo
from tests.helpers.waiting import wait_until
from tramites.solicitud.models import Solicitud, Transicion, make_objeto

ENDED = ("concluida", "con_incidencia", "en_espera")  # the last one: the campus has it
TELL = "from tests.helpers.portal.balance import tell; tell()"
# The documents that a finished Solicitud has, by procedure.
DOCUMENTOS = {
    "nss": ("nss", "tarjeta"),
    "vigencia": ("vigencia",),
    "alta": ("acuse_clinica", "carnet", "sav002", "vigencia"),
    "cambio": ("cambio_clinica", "carnet", "vigencia"),
    "renuncia": ("renuncia",),
}


def demand_balance(portal: PortalVivo, *, concluidas: int | None = None) -> dict[str, Any]:
    """Wait until no message is pending; fail if anything is wrong then. Return the counts."""
    wait_until(
        lambda: json.loads(portal.shell(TELL))["pendientes"] == 0,
        what=lambda: f"no message is pending: {portal.shell(TELL)}",
    )
    told: dict[str, Any] = json.loads(portal.shell(TELL))
    assert told["faltas"] == [], told
    if concluidas is not None:
        assert told["concluidas"] == concluidas, told
    return told


def tell() -> None:
    """Print, inside the portal's Django, what `demand_balance` reads."""
    counts = {
        "pendientes": Mensaje.objects.filter(state="pending").count(),
        "concluidas": Solicitud.objects.filter(estado="concluida").count(),
        "asignados": Asegurado.objects.filter(origen_nss="asignado").count(),
        "documentos": Documento.objects.count(),
        "correos": Correo.objects.filter(estado="enviado").count(),
        "repetidos": Mensaje.objects.filter(attempts__gt=1).count(),
    }
    print(json.dumps(counts | {"faltas": list(list_faults())}))  # noqa: T201 (it is the answer)


def list_faults() -> Iterator[str]:
    """Yield a sentence for each thing that is wrong."""
    for mensaje in Mensaje.objects.filter(state="pending"):
        yield f"{mensaje} still waits: {mensaje.attempts} attempts, {mensaje.last_error}"
    yield from _check_solicitudes()
    yield from _check_asignados()
    yield from _check_archivos()
    try:
        verify_registro()
    except EslabonRoto as roto:
        yield f"register: {roto.secuencia} {roto.motivo}"


def _check_solicitudes() -> Iterator[str]:
    """What was accepted has ended, with documents and mail, or somebody can read on the board why not."""
    accepted = Transicion.objects.filter(hacia="por_procesar").values("solicitud")
    dead = " ".join(_describe_dead())
    for solicitud in Solicitud.objects.filter(pk__in=accepted):
        if str(solicitud.pk) in dead:
            continue
        if solicitud.estado not in ENDED:
            yield f"{solicitud} is {solicitud.estado}"
        if solicitud.estado == "concluida":
            yield from _check_concluida(solicitud)


def _describe_dead() -> Iterator[str]:
    """Yield what names the Solicitud of each dead message."""
    for payload in Mensaje.objects.filter(state="dead").values_list("payload", flat=True):
        yield str(payload.get("solicitud", ""))
        yield from Documento.objects.filter(pk=payload.get("documento")).values_list("clave", flat=True)
        yield from Correo.objects.filter(pk=payload.get("correo")).values_list("referencia", flat=True)


def _check_concluida(solicitud: Solicitud) -> Iterator[str]:
    claves = {solicitud.clave_documento(tipo) for tipo in DOCUMENTOS[solicitud.tipo]}
    ready = set(Documento.objects.exclude(archivo="").filter(clave__in=claves).values_list("clave", flat=True))
    if ready != claves:
        yield f"{solicitud} has {len(ready)} of {len(claves)} documents"
    mails = Correo.objects.filter(plantilla__in=("documentos", "sin_vigencia"), referencia=make_objeto(solicitud.pk))
    estados = list(mails.values_list("estado", flat=True))
    if estados not in (["enviado"], ["rechazado"]):
        yield f"{solicitud} has mails {estados}"


def _check_asignados() -> Iterator[str]:
    """One NSS for each CURP, one CURP for each NSS, and the counters moved as often as a number was given."""
    numbers = Counter(Asegurado.objects.exclude(nss=None).values_list("nss", flat=True))
    yield from (f"{count} students have the NSS {nss}" for nss, count in numbers.items() if count > 1)
    given = Asegurado.objects.filter(origen_nss="asignado").count()
    moved = ConsecutivoNSS.objects.aggregate(total=Sum("ultimo"))["total"] or 0
    if given != moved:
        yield f"{given} numbers given, the counters moved {moved} times"


def _check_archivos() -> Iterator[str]:
    """No file without a row, no row without its file, byte for byte."""
    root = Path(settings.MEDIA_ROOT)
    there = {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}
    rows = dict(Documento.objects.exclude(archivo="").values_list("archivo", "sha256"))
    yield from (f"file without a row: {name}" for name in sorted(there - set(rows)))
    yield from (f"row without a file: {name}" for name in sorted(set(rows) - there))
    for name in there & set(rows):
        with default_storage.open(name) as file:
            if hashlib.sha256(file.read()).hexdigest() != rows[name]:
                yield f"{name} is not the file that was made"
