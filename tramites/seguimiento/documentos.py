"""The documents of a Solicitud: which they are, how pages list them, how one goes out by mail again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

from django.db import transaction
from django.urls import reverse

from documentos.models import Documento
from documentos.selectors import get_documentos
from plataforma.correo.services import queue_correo
from plataforma.seguridad.limites import Limite, take
from tramites.models import Solicitud, objeto
from tramites.procedimientos import get_procedimiento

REENVIOS: Final = Limite("reenvio_documento", 5, timedelta(hours=1))


@dataclass(frozen=True)
class Renglon:
    """One line of the table of documents; `tamano` in bytes."""

    titulo: str
    folio: str
    fecha: datetime
    url: str
    tamano: int
    enviar_url: str
    estado: str = ""  # in words, of one that is not valid any more


def get_claves(solicitud: Solicitud) -> list[str]:
    """Return the claves of the documents that the procedure gives; here and nowhere else it is said which."""
    return [solicitud.clave_documento(tipo) for tipo in get_procedimiento(solicitud.tipo).get_documentos(solicitud)]


def get_documentos_de(solicitud: Solicitud) -> list[Renglon]:
    """Return the documents whose file can be had, in the order in which they were issued."""
    return list_renglones(get_documentos(get_claves(solicitud)))


def list_renglones(documentos: Iterable[Documento]) -> list[Renglon]:
    """Return the lines of those documents whose file can be had, in their order."""
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
    """Return the Solicitud that a document was issued for, or None if it was not for one."""
    try:
        pk = UUID(documento.clave.partition("/")[0])
    except ValueError:
        return None
    return Solicitud.objects.filter(pk=pk, titular=documento.titular).first()


@transaction.atomic
def send_documento(documento: Documento, solicitud: Solicitud) -> None:
    """Mail a document once more. Raises LimiteAlcanzado: five an hour for a student."""
    take(REENVIOS, str(documento.titular))
    queue_correo(
        clave=f"reenvio:{documento.folio}:{uuid4()}",
        plantilla="documentos",
        para=solicitud.correo,
        datos={"solicitud": str(solicitud.pk)},
        referencia=objeto(solicitud.pk),
        adjuntos=[documento.as_adjunto()],
    )
