"""Whether the school already has the acuse and the constancia, or the student must hand them in on paper.

The rules are in docs/plantel.md, «Papers for the school».
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from documentos.contexts import DatosNSS, DatosVigencia
from padron.planteles.models import Plantel
from tramites.solicitud.documentos import get_documentos
from tramites.solicitud.fechas import Fecha, write_plazo
from tramites.solicitud.models import Solicitud

__all__ = ["ACUSE", "CONSTANCIA", "Entrega", "Papel", "get_entrega"]


@dataclass(frozen=True)
class Papel:
    """A document that the school wants: its type, the office that receives it, and the Spanish words for it."""

    tipo: str
    clave: str
    oficina: str
    nombre: str
    pronombre: str
    titulo_fecha: str
    detalle_fecha: str


ACUSE: Final = Papel(
    tipo=DatosNSS.tipo,
    clave="acuse",
    oficina="Control Escolar",
    nombre="tu acuse (el documento «Número de Seguridad Social»)",
    pronombre="lo",
    titulo_fecha="Último día para entregar tu acuse del NSS",
    detalle_fecha="Llévalo impreso, o muéstralo en tu teléfono.",
)
CONSTANCIA: Final = Papel(
    tipo=DatosVigencia.tipo,
    clave="constancia",
    oficina="Servicios Escolares",
    nombre="tu constancia",
    pronombre="la",
    titulo_fecha="Último día para entregar tu constancia de vigencia",
    detalle_fecha="Llévala impresa, o muéstrala en tu teléfono.",
)


@dataclass(frozen=True)
class Entrega:
    """Whether a campus already has a document of a student.

    If `recibida` is false, the student must hand in the document. `hasta` is then the last day, or None if that day has
    passed.
    """

    papel: Papel
    plantel: str
    recibida: bool
    hasta: date | None

    @property
    def lugar(self) -> str:
        """Return the office of the campus that receives the document."""
        return f"{self.papel.oficina} de {self.plantel}"

    @property
    def texto(self) -> str:
        """Return what the student reads: that the school has the document, or where and until when to hand it in."""
        if self.recibida:
            nombre, pronombre = self.papel.nombre.partition(" (")[0], self.papel.pronombre
            return f"{self.lugar} ya tiene {nombre}. No tienes que entregar{pronombre}."
        return f"Entrega {self.papel.nombre} en {self.lugar}{write_plazo(self.hasta)}."

    def list_pasos(self) -> Iterator[str]:
        """Yield the step of the mail that asks to hand in the document. Yields nothing if the school has it."""
        if not self.recibida:
            yield self.texto

    def list_fechas(self) -> Iterator[Fecha]:
        """Yield the last day for the calendar. Yields nothing if there is no such day."""
        if self.hasta:
            papel = self.papel
            yield Fecha(
                clave=papel.clave,
                dia=self.hasta,
                titulo=papel.titulo_fecha,
                detalle=papel.detalle_fecha,
                lugar=self.lugar,
            )


def get_entrega(solicitud: Solicitud, papel: Papel, *, plantel: Plantel, hasta: date, hoy: date) -> Entrega:
    """Return whether the campus has the document `papel` of this Solicitud. `hasta` is the last day to hand it in.

    The campus has the document if the document is marked as received, or if the campus does not ask for paper now.
    """
    documentos = get_documentos(solicitud, [papel.tipo])
    recibida = not plantel.recibe_en_papel or documentos.exclude(recibido=None).exists()
    return Entrega(
        papel=papel, plantel=plantel.nombre, recibida=recibida, hasta=None if recibida or hasta < hoy else hasta
    )
