"""The documents of a Solicitud: about whom they are, how they are issued, mailed, and listed."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from documentos import selectors
from documentos.contexts import TIPOS, Contexto
from documentos.models import Documento
from documentos.services import Seguimiento, issue
from padron.asegurados.models import Asegurado
from padron.planteles.models import Plantel
from plataforma.seguridad.limites import Limite, take
from tramites.solicitud.estados import Estado
from tramites.solicitud.models import Solicitud
from tramites.solicitud.services import CONCLUIR, queue_correo_to_alumno, transition

REENVIOS: Final = Limite("reenvio_documento", 5, timedelta(hours=1))


def describe_persona(asegurado: Asegurado, plantel: Plantel) -> dict[str, Any]:
    """Return the fields that every `Contexto` has: whom the document is about and who issues it.

    `nss` is empty for a student without one.
    """
    return {
        "institucion": plantel.institucion.nombre,
        "plantel": plantel.nombre,
        "curp": asegurado.curp,
        "nss": asegurado.nss or "",
        "nombres": asegurado.nombres,
        "primer_apellido": asegurado.primer_apellido,
        "segundo_apellido": asegurado.segundo_apellido,
        "demostracion": settings.MODO_DEMOSTRACION,
    }


def describe_asegurado(asegurado: Asegurado, plantel: Plantel) -> dict[str, Any]:
    """Return the same fields for a document that prints an NSS. Raises ValueError for a student without one."""
    if asegurado.nss is None:
        raise ValueError("no NSS to print")
    return describe_persona(asegurado, plantel)


def describe_nacimiento(asegurado: Asegurado) -> dict[str, Any]:
    """Return the fields that a `ContextoPersonal` has besides: what the CURP says of the student."""
    return {
        "fecha_nacimiento": asegurado.fecha_nacimiento,
        "sexo": asegurado.sexo,
        "entidad": asegurado.nombre_entidad,
    }


def issue_documentos(solicitud: Solicitud, contextos: Iterable[Contexto]) -> None:
    """Issue the documents of a Solicitud, in this order, in the caller's transaction.

    Call it last: `issue` locks the register until the transaction ends. Once a document has its file, the outbox
    checks whether the Solicitud is finished (CONCLUIR).
    """
    plantel, emitido = solicitud.get_inscripcion().plantel, timezone.now()
    for contexto in contextos:
        issue(
            clave=solicitud.clave_documento(contexto.tipo),
            datos=contexto,
            titular=solicitud.titular,
            plantel=plantel,
            emitido=emitido,
            al_terminar=Seguimiento(kind=CONCLUIR, payload={"solicitud": str(solicitud.pk)}),
            sustituye=_find_anterior(solicitud.titular, contexto),
        )


def _find_anterior(titular: UUID, contexto: Contexto) -> str | None:
    """Return the clave of the valid document that this one replaces, for types that a person has once."""
    anterior = selectors.get_valido(titular=titular, tipo=contexto.tipo) if contexto.unico else None
    return anterior.clave if anterior else None


def get_documentos(solicitud: Solicitud, tipos: Collection[str] = tuple(TIPOS)) -> QuerySet[Documento]:
    """Return the documents that were issued for a Solicitud, oldest first; `tipos` leaves out other types."""
    return selectors.get_documentos([solicitud.clave_documento(tipo) for tipo in tipos])


def conclude(solicitud: Solicitud) -> bool:
    """Finish a Solicitud, whose row the caller has locked, once all its documents have their file; then mail them.

    Returns False if a file is missing, or if the Solicitud was finished before.
    """
    documentos = list(get_documentos(solicitud))
    if solicitud.estado != Estado.POR_PROCESAR or not documentos or not all(uno.listo for uno in documentos):
        return False
    transition(solicitud, Estado.CONCLUIDA, actor="sistema")
    adjuntos = [documento.as_adjunto() for documento in documentos]
    queue_correo_to_alumno(solicitud, "documentos", clave=f"documentos:{solicitud.pk}", adjuntos=adjuntos)
    return True


@dataclass(frozen=True)
class Renglon:
    """One row of the table of documents. `tamano` is in bytes."""

    titulo: str
    folio: str
    fecha: datetime
    url: str
    tamano: int
    enviar_url: str
    estado: str = ""  # in words, if the document is no longer valid


def list_renglones(documentos: Iterable[Documento]) -> list[Renglon]:
    """Return the rows of the documents that have their file, in the order given."""
    return [
        Renglon(
            titulo=documento.get_tipo_display(),
            folio=documento.folio,
            fecha=documento.emitido,
            url=documento.get_absolute_url(),
            tamano=documento.tamano,
            enviar_url=reverse("enviar_documento", args=[documento.folio]),
            estado="" if documento.estado == Documento.Estado.VALIDO else documento.get_estado_display(),
        )
        for documento in documentos
        if documento.listo
    ]


def find_solicitud(documento: Documento) -> Solicitud | None:
    """Return the Solicitud that a document was issued for, or None if it was issued for none."""
    try:
        pk = UUID(documento.clave.partition("/")[0])
    except ValueError:
        return None
    return Solicitud.objects.filter(pk=pk, titular=documento.titular).first()


@transaction.atomic
def send_documento(documento: Documento, solicitud: Solicitud) -> None:
    """Mail a document to the student again. Raises LimiteAlcanzado after five an hour for one student."""
    take(REENVIOS, str(documento.titular))
    clave = f"reenvio:{documento.folio}:{uuid4()}"
    queue_correo_to_alumno(solicitud, "documentos", clave=clave, adjuntos=[documento.as_adjunto()])
