"""How far the work of a Solicitud is, from what the database holds."""

from dataclasses import dataclass

from documentos.selectors import get_documentos
from tramites.estados import Estado
from tramites.models import Solicitud
from tramites.procedimientos import get_procedimiento
from tramites.seguimiento.documentos import get_claves


@dataclass(frozen=True)
class Avance:
    """The named stages, how many of them are done, and what is being done now."""

    etapas: tuple[str, ...]
    hechas: int

    @property
    def texto(self) -> str:
        """Return the sentence for the stage that is under way."""
        return "Listo" if self.hechas == len(self.etapas) else f"{self.etapas[self.hechas]}…"


def get_avance(solicitud: Solicitud) -> Avance:
    """Return the stages of the procedure: received, decided, documents made."""
    etapas = get_procedimiento(solicitud.tipo).etapas
    if solicitud.estado == Estado.CONCLUIDA:
        return Avance(etapas, len(etapas))
    # Documents exist as rows, sealed and registered, once the decision is made; their files come afterwards.
    decided = get_documentos(get_claves(solicitud)).exists()
    return Avance(etapas, len(etapas) - 1 if decided else 1)
