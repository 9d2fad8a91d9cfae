"""What is written about a Solicitud, whatever its procedure."""

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, transaction

from plataforma.bandeja.services import enqueue
from plataforma.correo.services import queue_correo
from plataforma.seguridad.auditoria import audit
from tramites.solicitud.estados import Estado, check_transicion
from tramites.solicitud.models import Solicitud, Transicion

__all__ = [
    "CONCLUIR",
    "PROCESAR",
    "RECONSIDERAR",
    "create_solicitud",
    "enqueue_reconsideracion",
    "enqueue_work",
    "queue_correo_to_alumno",
    "submit_solicitud",
    "transition",
]

# Kinds of outbox messages. `tramites.camino.handlers` has the work that each one stands for.
PROCESAR: Final = "tramites.procesar"
CONCLUIR: Final = "tramites.concluir"
RECONSIDERAR: Final = "tramites.reconsiderar"


def create_solicitud(
    *, id: UUID, tipo: str, curp: str, correo: str, aviso_version: str, nss: str = ""
) -> tuple[Solicitud, bool]:
    """Create a Solicitud with the id that its form derived. Sending the same form twice gives the same Solicitud.

    `nss` is what the student typed, if the procedure asks for it. Returns the Solicitud and whether it is new. If the
    id belongs to other data, a new Solicitud with a random id is created.
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
    """Move a Solicitud, whose row the caller has locked, to another state. The move is stamped and audited.

    Raises TransicionProhibida if the table of states does not allow the move.
    """
    desde = Estado(solicitud.estado)
    check_transicion(desde, hacia)
    solicitud.estado = hacia
    solicitud.save(update_fields=["estado", "actualizada"])
    Transicion.objects.create(solicitud=solicitud, desde=desde, hacia=hacia)
    audit(f"pasar a {hacia}", objeto=solicitud.objeto, actor=actor)


def submit_solicitud(solicitud: Solicitud, *, datos: dict[str, Any] | None = None) -> None:
    """Accept a Solicitud, whose row the caller has locked. From here on the workers must finish it.

    `datos` is the frozen dataclass that the wizard built, as JSON.
    """
    if datos is not None:
        solicitud.datos = datos
        solicitud.save(update_fields=["datos", "actualizada"])
    enqueue_work(solicitud, actor="alumno")


def enqueue_work(solicitud: Solicitud, *, actor: str) -> None:
    """Hand a Solicitud, whose row the caller has locked, to the workers."""
    transition(solicitud, Estado.POR_PROCESAR, actor=actor)
    ronda = solicitud.transiciones.filter(hacia=Estado.POR_PROCESAR).count()
    enqueue(kind=PROCESAR, payload={"solicitud": str(solicitud.pk)}, dedup_key=f"{PROCESAR}:{solicitud.pk}:{ronda}")


def enqueue_reconsideracion(solicitud_id: UUID | str, *, ronda: str) -> None:
    """Have the workers check whether a waiting Solicitud can continue.

    `ronda` names the correction that may help it, so that each correction causes one check.
    """
    enqueue(
        kind=RECONSIDERAR,
        payload={"solicitud": str(solicitud_id)},
        dedup_key=f"{RECONSIDERAR}:{solicitud_id}:{ronda}",
    )


def queue_correo_to_alumno(
    solicitud: Solicitud, plantilla: str, *, clave: str, adjuntos: Iterable[tuple[str, str]] = ()
) -> None:
    """Queue a mail about a Solicitud to its student, in the caller's transaction.

    `plantilla` names the mail's template. `clave` is unique, so that the same mail is never sent twice. `adjuntos` are
    pairs of a file name for the reader and a name in the file store.
    """
    queue_correo(
        clave=clave,
        plantilla=plantilla,
        para=solicitud.correo,
        datos={"solicitud": str(solicitud.pk)},
        referencia=solicitud.objeto,
        adjuntos=adjuntos,
    )
