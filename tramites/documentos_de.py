"""The documents of a Solicitud, as pages list them."""

from dataclasses import dataclass
from datetime import datetime

from documentos.selectors import get_documentos
from tramites.models import Solicitud
from tramites.procedimientos import get_procedimiento


@dataclass(frozen=True)
class Renglon:
    """One line of the table of documents; `tamano` in bytes."""

    titulo: str
    folio: str
    fecha: datetime
    url: str
    tamano: int


def get_claves(solicitud: Solicitud) -> list[str]:
    """Return the claves of the documents that the procedure gives; here and nowhere else it is said which."""
    return [solicitud.clave_documento(tipo) for tipo in get_procedimiento(solicitud.tipo).documentos]


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
        for documento in get_documentos(get_claves(solicitud))
        if documento.listo
    ]
