"""The documents of a Solicitud: describe the student, issue the documents, mail them, and list them."""

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

DOCUMENTOS: Final = "documentos"  # the mail templates that carry documents
SIN_VIGENCIA: Final = "sin_vigencia"
CON_DOCUMENTOS: Final = (DOCUMENTOS, SIN_VIGENCIA)
REENVIOS: Final = Limite("reenvio_documento", 5, timedelta(hours=1))


def describe_persona(asegurado: Asegurado, plantel: Plantel) -> dict[str, Any]:
    """Return the data that all documents need: student, campus and institution.

    The keys are fields of `Contexto`. `nss` is empty if the student has no NSS.
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
    """Return the same data as `describe_persona`, for a document that prints the NSS.

    Raises ValueError if the student has no NSS.
    """
    if asegurado.nss is None:
        raise ValueError("no NSS to print")
    return describe_persona(asegurado, plantel)


def describe_nacimiento(asegurado: Asegurado) -> dict[str, Any]:
    """Return the date of birth, the sex and the entity of birth.

    Only some documents print these data. The data of these documents are a `ContextoPersonal`.
    """
    return {
        "fecha_nacimiento": asegurado.fecha_nacimiento,
        "sexo": asegurado.sexo,
        "entidad": asegurado.nombre_entidad,
    }


def issue_documentos(solicitud: Solicitud, contextos: Iterable[Contexto]) -> None:
    """Issue the documents of a Solicitud, in the order of `contextos`.

    Call this function last in the caller's transaction, because `issue` locks the register of documents. After a file
    is made, a message of the outbox (CONCLUIR) checks whether the Solicitud can be finished.
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
            recibido=contexto.para_escuela and not plantel.recibe_en_papel,
        )


def _find_anterior(titular: UUID, contexto: Contexto) -> str | None:
    """Return the `clave` of the older document that a new document replaces, or None.

    A document replaces an older document only if its type is `unico`. A person has only one valid document of such a
    type.
    """
    anterior = selectors.get_valido(titular=titular, tipo=contexto.tipo) if contexto.unico else None
    return anterior.clave if anterior else None


def get_documentos(solicitud: Solicitud, tipos: Collection[str] = tuple(TIPOS)) -> QuerySet[Documento]:
    """Return the documents that were issued for a Solicitud, oldest first.

    `tipos` contains the types of documents to return.
    """
    return selectors.get_documentos([solicitud.clave_documento(tipo) for tipo in tipos])


def conclude(solicitud: Solicitud) -> bool:
    """Finish a Solicitud and mail its documents, if all files are made.

    Returns whether the Solicitud was finished. The function does nothing if the state is not POR_PROCESAR, or if there
    is no document. The caller has locked the row.
    """
    documentos = list(get_documentos(solicitud))
    if solicitud.estado != Estado.POR_PROCESAR or not documentos or not all(uno.listo for uno in documentos):
        return False
    transition(solicitud, Estado.CONCLUIDA, actor="sistema")
    _queue_documentos(solicitud, documentos, clave=f"documentos:{solicitud.pk}")
    return True


def _queue_documentos(solicitud: Solicitud, documentos: Iterable[Documento], *, clave: str) -> None:
    """Queue the mail with these documents. A mail with a constancia of a NO does not say that all is ready."""
    documentos = list(documentos)
    plantilla = SIN_VIGENCIA if any(documento.contexto.is_negativo for documento in documentos) else DOCUMENTOS
    adjuntos = [documento.as_adjunto() for documento in documentos]
    queue_correo_to_alumno(solicitud, plantilla, clave=clave, adjuntos=adjuntos)


@dataclass(frozen=True)
class Renglon:
    """One row in the table of documents on a page. `tamano` is in bytes."""

    titulo: str
    folio: str
    fecha: datetime
    url: str
    tamano: int
    enviar_url: str
    estado: str = ""  # such as «cancelado»; empty while the document is valid


def list_renglones(documentos: Iterable[Documento]) -> list[Renglon]:
    """Return a table row for each document that has its file, in the given order."""
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
    """Return the Solicitud that a document was issued for, or None if there is none."""
    try:
        pk = UUID(documento.clave.partition("/")[0])
    except ValueError:
        return None
    return Solicitud.objects.filter(pk=pk, titular=documento.titular).first()


@transaction.atomic
def send_documento(documento: Documento, solicitud: Solicitud) -> None:
    """Mail a document to the student again. Raises LimiteAlcanzado after five such mails to a student in one hour."""
    take(REENVIOS, str(documento.titular))
    clave = f"reenvio:{documento.folio}:{uuid4()}"
    _queue_documentos(solicitud, [documento], clave=clave)


@transaction.atomic
def send_documentos(solicitud: Solicitud) -> bool:
    """Mail all documents of a Solicitud to the student again, in one mail. Returns False if there are none.

    Raises LimiteAlcanzado, like `send_documento`: both count for the same limit.
    """
    listos = [documento for documento in get_documentos(solicitud) if documento.listo]
    if not listos:
        return False
    take(REENVIOS, str(solicitud.titular))
    _queue_documentos(solicitud, listos, clave=f"reenvio:{solicitud.pk}:{uuid4()}")
    return True
