"""Reading documents."""

import logging
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from documentos.models import Certificado, Documento
from documentos.rules import mask_nombre
from documentos.sello import is_sealed

__all__ = [
    "Verificacion",
    "get_bundle",
    "get_documento",
    "get_documentos",
    "get_documentos_de",
    "get_valido",
    "get_verificacion",
]

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Verificacion:
    """What the public may learn of a document whose code they hold."""

    tipo: str
    institucion: str
    fecha: date
    folio: str
    estado: str
    nombre: str
    nss_final: str
    sustituido_el: date | None
    cancelado_el: date | None


def get_documentos(claves: Collection[str]) -> QuerySet[Documento]:
    """Return the documents of these claves that were issued, oldest first."""
    return Documento.objects.filter(clave__in=claves).order_by("secuencia")


def get_documentos_de(titular: UUID) -> QuerySet[Documento]:
    """Return all documents of a person: what was issued last first, what was issued together in its own order."""
    return Documento.objects.filter(titular=titular).order_by("-emitido", "secuencia")


def get_valido(*, titular: UUID, tipo: str) -> Documento | None:
    """Return the last valid document of a type that a person has: what a new one would replace."""
    validos = Documento.objects.filter(titular=titular, tipo=tipo, estado=Documento.Estado.VALIDO)
    return validos.order_by("-secuencia").first()


def get_documento(*, folio: str, titular: UUID | None) -> Documento | None:
    """Return the document if its file can be had and this person may see it."""
    if titular is None:
        return None
    return Documento.objects.filter(folio=folio, titular=titular).exclude(archivo="").first()


def get_verificacion(codigo: str) -> Verificacion | None:
    """Return what the code stands for. A row that its own seal does not cover is not a document that was issued."""
    try:
        documento = Documento.objects.select_related("certificado").get(codigo=codigo)
    except Documento.DoesNotExist:
        return None
    if not is_sealed(documento.rebuild_cadena(), sello=documento.sello, pem=documento.certificado.pem):
        logger.critical("document %s: the row is not what was sealed", documento.folio)
        return None
    return _make_verificacion(documento)


def get_bundle() -> str:
    """Return the certificates of all seals ever used, as PEM."""
    return "".join(Certificado.objects.order_by("numero_serie").values_list("pem", flat=True))


def _make_verificacion(documento: Documento) -> Verificacion:
    datos = documento.contexto
    fin = documento.vigente_hasta and timezone.localdate(documento.vigente_hasta)
    return Verificacion(
        tipo=datos.titulo,
        institucion=datos.institucion,
        fecha=timezone.localdate(documento.emitido),
        folio=documento.folio,
        estado=documento.estado,
        nombre=mask_nombre(datos.nombres, datos.primer_apellido),
        nss_final=datos.nss[-4:],
        sustituido_el=fin if documento.estado == Documento.Estado.SUSTITUIDO else None,
        cancelado_el=fin if documento.estado == Documento.Estado.CANCELADO else None,
    )
