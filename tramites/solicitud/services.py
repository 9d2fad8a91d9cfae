"""Functions that write to a Solicitud of any procedure: create it, change its state, queue its work and its mails."""

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

# Kinds of outbox messages. `tramites.camino.handlers` has the function that does the work of each kind.
PROCESAR: Final = "tramites.procesar"
CONCLUIR: Final = "tramites.concluir"
RECONSIDERAR: Final = "tramites.reconsiderar"


def create_solicitud(
    *, id: UUID, tipo: str, curp: str, correo: str, aviso_version: str, nss: str = ""
) -> tuple[Solicitud, bool]:
    """Create a Solicitud with a given id. If the same form is sent twice, the second call returns the same Solicitud.

    `nss` is the NSS that the student typed, or empty if the procedure does not ask for it. Returns the Solicitud and
    whether it is new. If another Solicitud with other data already has the id, the new Solicitud gets a random id.
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
    """Change the state of a Solicitud, store the change with its time, and write an audit entry.

    The caller has locked the row. Raises TransicionProhibida if the table of states does not allow the change.
    """
    desde = Estado(solicitud.estado)
    check_transicion(desde, hacia)
    solicitud.estado = hacia
    solicitud.save(update_fields=["estado", "actualizada"])
    Transicion.objects.create(solicitud=solicitud, desde=desde, hacia=hacia, actor=actor)
    audit(f"pasar a {hacia}", objeto=solicitud.objeto, actor=actor)


def submit_solicitud(solicitud: Solicitud, *, datos: dict[str, Any] | None = None) -> None:
    """Accept a Solicitud and queue its work. After this, the workers must finish the Solicitud.

    The caller has locked the row. `datos` is the frozen dataclass that the wizard built, as a dict for JSON.
    """
    if datos is not None:
        solicitud.datos = datos
        solicitud.save(update_fields=["datos", "actualizada"])
    enqueue_work(solicitud, actor="alumno")


def enqueue_work(solicitud: Solicitud, *, actor: str) -> None:
    """Change the state of a Solicitud to POR_PROCESAR and queue its work. The caller has locked the row."""
    transition(solicitud, Estado.POR_PROCESAR, actor=actor)
    ronda = solicitud.transiciones.filter(hacia=Estado.POR_PROCESAR).count()
    enqueue(kind=PROCESAR, payload={"solicitud": str(solicitud.pk)}, dedup_key=f"{PROCESAR}:{solicitud.pk}:{ronda}")


def enqueue_reconsideracion(solicitud_id: UUID | str, *, ronda: str) -> None:
    """Queue a check whether a waiting Solicitud can continue now.

    `ronda` identifies the event that may let the Solicitud continue, such as a new roster. Each event causes one check.
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

    `plantilla` is the name of the mail template. `clave` identifies the mail: a second call with the same `clave` sends
    nothing. `adjuntos` are pairs of a file name that the student sees and a name in the file store.
    """
    queue_correo(
        clave=clave,
        plantilla=plantilla,
        para=solicitud.correo,
        datos={"solicitud": str(solicitud.pk)},
        referencia=solicitud.objeto,
        adjuntos=adjuntos,
    )
