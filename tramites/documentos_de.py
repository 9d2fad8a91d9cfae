"""The documents of a Solicitud, as pages list them."""

from dataclasses import dataclass
from datetime import datetime

from documentos.selectors import get_documentos
from tramites.models import Solicitud


@dataclass(frozen=True)
class Renglon:
    """One line of the table of documents; `tamano` in bytes."""

    titulo: str
    folio: str
    fecha: datetime
    url: str
    tamano: int


def get_documentos_de(solicitud: Solicitud) -> list[Renglon]:
    """Return the documents whose file can be had, in the order in which they were issued."""
    return [
        Renglon(
            titulo=documento.get_tipo_display(),
            folio=documento.folio,
            fecha=documento.emitido,
            url=documento.get_absolute_url(),
            tamano=documento.tamano,
        )
        for documento in get_documentos(clave_prefijo=solicitud.clave_documento(""))
        if documento.listo
    ]
