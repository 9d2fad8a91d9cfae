"""What happens to a Solicitud, whatever its procedure."""

from uuid import UUID

from django.db import IntegrityError, transaction

from documentos.models import Documento
from documentos.selectors import get_documentos
from plataforma.bandeja.services import enqueue
from plataforma.correo.services import queue_correo
from plataforma.seguridad.auditoria import audit
from tramites.estados import Estado, check_transicion
from tramites.models import Solicitud, Transicion, objeto

__all__ = ["conclude", "create_solicitud", "submit_solicitud", "transition"]

AVISAR = "tramites.avisar"
PROCESAR = "tramites.procesar"
CONCLUIR = "tramites.concluir"


def create_solicitud(*, id: UUID, tipo: str, curp: str, correo: str, aviso_version: str) -> tuple[Solicitud, bool]:
    """Write a new Solicitud under the id that follows from its form; the same one sent twice gives the same Solicitud.

    Returns it and whether it is new. An id that is taken by other data begins a Solicitud of its own.
    """
    datos = {"tipo": tipo, "curp": curp, "correo": correo}
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


def submit_solicitud(solicitud: Solicitud) -> None:
    """Accept the work of a Solicitud, whose row the caller holds: from here on it is ours to finish."""
    transition(solicitud, Estado.POR_PROCESAR, actor="alumno")
    ronda = solicitud.transiciones.filter(hacia=Estado.POR_PROCESAR).count()
    enqueue(kind=PROCESAR, payload={"solicitud": str(solicitud.pk)}, dedup_key=f"{PROCESAR}:{solicitud.pk}:{ronda}")


def conclude(solicitud: Solicitud, *, esperados: int) -> bool:
    """End a Solicitud, whose row the caller holds, once all of its documents have their file; mail them.

    Returns False if it is not yet time, or was done before.
    """
    documentos = get_documentos(clave_prefijo=solicitud.clave_documento(""))
    ready = [documento for documento in documentos if documento.archivo]
    if solicitud.estado != Estado.POR_PROCESAR or len(ready) < esperados:
        return False
    transition(solicitud, Estado.CONCLUIDA, actor="sistema")
    queue_correo(
        clave=f"documentos:{solicitud.pk}",
        plantilla="documentos",
        para=solicitud.correo,
        datos={"solicitud": str(solicitud.pk)},
        referencia=objeto(solicitud.pk),
        adjuntos=[(_file_name(documento), documento.archivo) for documento in ready],
    )
    return True


def _file_name(documento: Documento) -> str:
    return f"{documento.tipo}-{documento.folio}.pdf"
