"""What happens to a Solicitud, whatever its procedure."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from documentos.selectors import get_documentos
from plataforma.bandeja.services import enqueue
from plataforma.correo.services import queue_correo
from plataforma.seguridad.auditoria import audit
from tramites.estados import Estado, check_transicion
from tramites.models import Solicitud, Transicion, objeto

__all__ = ["conclude", "create_solicitud", "enqueue_reconsideracion", "enqueue_work", "submit_solicitud", "transition"]

AVISAR = "tramites.avisar"
RETENIDA = "tramites.retenida"
PROCESAR = "tramites.procesar"
CONCLUIR = "tramites.concluir"
RECONSIDERAR = "tramites.reconsiderar"


def create_solicitud(
    *, id: UUID, tipo: str, curp: str, correo: str, aviso_version: str, nss: str = ""
) -> tuple[Solicitud, bool]:
    """Write a new Solicitud under the id that follows from its form; the same one sent twice gives the same Solicitud.

    `nss` is the one that was typed, where the procedure asks for it. Returns the Solicitud and whether it is new. An
    id that is taken by other data begins a Solicitud of its own.
    """
    datos = {"tipo": tipo, "curp": curp, "correo": correo, "nss_escrito": nss}
    try:
        with transaction.atomic():
            return Solicitud.objects.create(id=id, aviso_version=aviso_version, **datos), True
    except IntegrityError:
        existing = Solicitud.objects.filter(id=id, **datos).first()
    if existing is not None:
        return existing, False
    return Solicitud.objects.create(aviso_version=aviso_version, **datos), True


def transition(solicitud: Solicitud, hacia: Estado, *, actor: str) -> None:
    """Move a Solicitud, whose row the caller holds, to another state; stamped and audited.

    Raises TransicionProhibida if the table has no such way.
    """
    desde = Estado(solicitud.estado)
    check_transicion(desde, hacia)
    solicitud.estado = hacia
    solicitud.save(update_fields=["estado", "actualizada"])
    Transicion.objects.create(solicitud=solicitud, desde=desde, hacia=hacia)
    audit(f"pasar a {hacia}", objeto=objeto(solicitud.pk), actor=actor)


def submit_solicitud(solicitud: Solicitud, *, datos: dict[str, Any] | None = None) -> None:
    """Accept the work of a Solicitud, whose row the caller holds: from here on it is ours to finish.

    `datos` is the frozen dataclass that the wizard built, as JSON.
    """
    if datos is not None:
        solicitud.datos = datos
        solicitud.save(update_fields=["datos", "actualizada"])
    enqueue_work(solicitud, actor="alumno")


def enqueue_work(solicitud: Solicitud, *, actor: str) -> None:
    """Hand a Solicitud, whose row the caller holds, to the workers."""
    transition(solicitud, Estado.POR_PROCESAR, actor=actor)
    ronda = solicitud.transiciones.filter(hacia=Estado.POR_PROCESAR).count()
    enqueue(kind=PROCESAR, payload={"solicitud": str(solicitud.pk)}, dedup_key=f"{PROCESAR}:{solicitud.pk}:{ronda}")


def enqueue_reconsideracion(solicitud_id: UUID | str, *, ronda: str) -> None:
    """Have a Solicitud looked at that waits for somebody; once for each `ronda`, the correction that may help it."""
    enqueue(
        kind=RECONSIDERAR,
        payload={"solicitud": str(solicitud_id)},
        dedup_key=f"{RECONSIDERAR}:{solicitud_id}:{ronda}",
    )


def conclude(solicitud: Solicitud, *, claves: Collection[str]) -> bool:
    """End a Solicitud, whose row the caller holds, once the documents of all `claves` have their file; mail them.

    Returns False if it is not yet time, or was done before.
    """
    ready = [documento for documento in get_documentos(claves) if documento.listo]
    if solicitud.estado != Estado.POR_PROCESAR or len(ready) < len(claves):
        return False
    transition(solicitud, Estado.CONCLUIDA, actor="sistema")
    queue_correo(
        clave=f"documentos:{solicitud.pk}",
        plantilla="documentos",
        para=solicitud.correo,
        datos={"solicitud": str(solicitud.pk)},
        referencia=objeto(solicitud.pk),
        adjuntos=[documento.as_adjunto() for documento in ready],
    )
    return True
