"""Functions that write to a Solicitud of any procedure.

They create a Solicitud, change its state, and queue its work and its mails.
"""

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, transaction

from padron.asegurados.selectors import choose_correo
from plataforma.bandeja.services import enqueue
from plataforma.correo.adjuntos import Adjunto
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

# Kinds of messages of the outbox. `tramites.camino.handlers` handles them.
PROCESAR: Final = "tramites.procesar"
CONCLUIR: Final = "tramites.concluir"
RECONSIDERAR: Final = "tramites.reconsiderar"


def create_solicitud(
    *, id: UUID, tipo: str, curp: str, correo: str, aviso_version: str, nss: str = ""
) -> tuple[Solicitud, bool]:
    """Create a Solicitud with the given id. Returns the Solicitud, and True if it is new.

    For example, a double click sends the same form twice. The second call then returns the existing Solicitud, and
    False. If a Solicitud with other data already has this id, the new Solicitud gets a random id. `nss` is the NSS that
    the student typed. It is empty if the procedure does not ask for the NSS.
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
    """Change the Solicitud to POR_PROCESAR, so that a Celery worker processes it.

    `datos` is a dict for JSON with the answers of the wizard. The caller has locked the row of the Solicitud.
    """
    if datos is not None:
        solicitud.datos = datos
        solicitud.save(update_fields=["datos", "actualizada"])
    enqueue_work(solicitud, actor="alumno")


def enqueue_work(solicitud: Solicitud, *, actor: str) -> None:
    """Change the state of a Solicitud to POR_PROCESAR, and queue its work.

    The caller has locked the row of the Solicitud.
    """
    transition(solicitud, Estado.POR_PROCESAR, actor=actor)
    ronda = solicitud.transiciones.filter(hacia=Estado.POR_PROCESAR).count()
    enqueue(kind=PROCESAR, payload={"solicitud": str(solicitud.pk)}, dedup_key=f"{PROCESAR}:{solicitud.pk}:{ronda}")


def enqueue_reconsideracion(solicitud_id: UUID | str, *, ronda: str) -> None:
    """Queue a check whether a waiting Solicitud can continue now.

    `ronda` identifies the event that causes the check, such as a new roster. Each event causes only one check.
    """
    enqueue(
        kind=RECONSIDERAR,
        payload={"solicitud": str(solicitud_id)},
        dedup_key=f"{RECONSIDERAR}:{solicitud_id}:{ronda}",
    )


def queue_correo_to_alumno(
    solicitud: Solicitud, plantilla: str, *, clave: str, adjuntos: Iterable[Adjunto] = ()
) -> None:
    """Queue a mail about a Solicitud to its student, in the caller's transaction.

    `plantilla` is the name of the mail template. A second call with the same `clave` sends nothing. If the e-mail
    address of the Solicitud gives no access any more, the mail goes to the e-mail address that does.
    """
    asegurado = solicitud.asegurado
    queue_correo(
        clave=clave,
        plantilla=plantilla,
        para=solicitud.correo if asegurado is None else choose_correo(asegurado=asegurado, correo=solicitud.correo),
        datos={"solicitud": str(solicitud.pk)},
        referencia=solicitud.objeto,
        adjuntos=adjuntos,
    )
